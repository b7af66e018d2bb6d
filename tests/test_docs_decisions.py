"""The example of docs/desk/review.md does what the page says."""

import re
import shutil
from pathlib import Path

import pytest

import extract
from extract.cli import main

ROOT = Path(__file__).parent.parent
PAGES = ("desk/review.md", "zh/desk.md")
LINES = re.compile(r"^```csv\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_line_corrects_the_price(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [lines] = LINES.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    (tmp_path / "raw").mkdir()
    article = ROOT / "data" / "raw" / lines.splitlines()[1].split(",")[0]
    (tmp_path / "raw" / article.name).write_bytes(article.read_bytes())
    shutil.copytree(ROOT / "data" / "decisions", tmp_path / "decisions")
    (tmp_path / "decisions" / "values.csv").write_text(lines, encoding="utf-8")
    out = str(tmp_path / "tables")
    asked = ["extract", str(tmp_path / "raw"), "--out", out, "--quiet"]
    monkeypatch.setattr(
        "sys.argv", [*asked, "--decisions", str(tmp_path / "decisions")]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    with extract.open(out) as tables:
        [drug] = tables.drugs[tables.drugs.price.notna()].to_dict("records")
        assert drug["price"] == 3890
        [piece] = tables.why(drug, "price").pieces
        assert (piece.quote, piece.rule) == ("3980元", "decided")
        assert "corrected_by_decision" in [*tables.problems.code]
