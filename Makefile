# The whole project in two commands, from a bare Python 3.11: make run, make test.

PYTHON ?= $(shell python3.11 -c '' 2>/dev/null && echo python3.11 || echo python3)
BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --python-version 3.11 --universal \
	--fork-strategy fewest --generate-hashes --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run ocr fetch cluster test format bench docs lock clean

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

run: .venv/run  ## read data/raw and publish data/tables
	$(BIN)/python -m extract data/raw

ocr: .venv/ocr  ## install what reads scans, for the next make run

fetch: .venv/fetch  ## install what downloads documents: python -m extract fetch

cluster: .venv/cluster  ## install what reads on several machines, or s3://

test: run .venv/dev  ## make run, then every check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@# The tests start the program hundreds of times: what Python compiles is kept.
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --numprocesses auto --dist loadfile \
		--no-loadscope-reorder

format: .venv/dev  ## let ruff repair style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: run .venv/bench  ## how fast, beside peers in the same run
	$(BIN)/python -m benchmarks.html
	$(BIN)/python -m benchmarks.repairs
	$(BIN)/python -m benchmarks.copies 1000
	$(BIN)/python -m benchmarks.scale 1000

docs: .venv/dev  ## build the docs into site/, to be read without a network
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

lock: .venv/dev  ## pin what pyproject.toml asks for (UPGRADE=--upgrade: the newest)
	$(LOCK) $(UPGRADE) pyproject.toml --output-file requirements.lock
	for extra in ocr fetch cluster; do \
		$(LOCK) $(UPGRADE) pyproject.toml --extra $$extra \
			--constraint requirements.lock \
			--output-file requirements-$$extra.lock || exit 1; done
	$(LOCK) $(UPGRADE) pyproject.toml --all-extras --group dev \
		$(foreach extra,ocr fetch cluster,--constraint requirements-$(extra).lock) \
		--output-file requirements-dev.lock
	$(LOCK) $(UPGRADE) pyproject.toml --group bench \
		--constraint requirements.lock --output-file requirements-bench.lock

clean:  ## remove the environment and caches; the published tables stay
	rm -rf .venv build dist site *.egg-info .*_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# The two files below say "installed": they are newer than the lock they came from.

.venv/run: requirements.lock
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
		"This project needs Python 3.11 or newer; $(PYTHON) is " \
		+ sys.version.split()[0] + ". Name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear .venv
	$(INSTALL) --requirement requirements.lock
	@# So that `import extract` works in a notebook of any folder.
	@$(BIN)/python -c 'import pathlib, sysconfig; pathlib.Path( \
		sysconfig.get_path("purelib"), "pharmatables.pth").write_text("$(CURDIR)\n")'
	@touch $@

.venv/ocr .venv/fetch .venv/cluster: .venv/%: .venv/run requirements-%.lock
	$(INSTALL) --requirement requirements-$*.lock
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(INSTALL) --no-compile --requirement requirements-dev.lock
	@touch $@

.venv/bench: .venv/run requirements-bench.lock
	$(INSTALL) --requirement requirements-bench.lock
	@touch $@
