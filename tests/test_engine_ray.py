"""On a cluster: the same rows as on one machine, whatever a document does there."""

import os
import secrets
import sys
import zipfile
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest

from extract.engines import local
from extract.engines import ray as engine
from extract.engines.ray import NoCluster, process
from extract.inputs import BadFolder, Input, Listing, find_inputs
from extract.storage.objects import Stamp
from normalize.rows import Rows, empty_rows
from tests.test_engine import MEMORY, inputs, read

# Ray and what it is built on warn of themselves.
pytestmark = pytest.mark.filterwarnings("ignore")
ROOT = Path(__file__).resolve().parent.parent
TOKEN = secrets.token_hex(32)  # Ray remembers the first one of a process.


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip where Ray is absent; keep a cluster of the developer out of the test."""
    pytest.importorskip(
        "ray.data", reason="Ray is not installed; pip install 'pharmatables[cluster]'"
    )
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    monkeypatch.setenv("RAY_AUTH_TOKEN", TOKEN)


@pytest.fixture
def cluster(ray: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the address of a cluster of two machines, both of them this one."""
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # `read` of the tests does not travel
    from ray.cluster_utils import Cluster

    machine = {"num_cpus": 1, "object_store_memory": 100 << 20}
    both = Cluster(initialize_head=True, head_node_args=machine)
    both.add_node(**machine)
    yield both.address
    both.shutdown()


def rows_of(results: Iterator[tuple[Input, Rows]]) -> list[tuple[Input, Rows]]:
    """Results without what differs between two runs: seconds, and processes."""
    found = list(results)
    for _, rows in found:
        for document in rows["documents"]:
            document.pop("seconds", None)
            document.pop("pid", None)
    return found


def test_a_ray_of_this_machine_gives_the_rows_of_this_machine(
    ray: None, tmp_path: Path
) -> None:
    inputs(tmp_path, "slow", "hang", "crash", "a", "raise", "b")
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    given = find_inputs(tmp_path)
    found = rows_of(process(iter(given), 2, timeout=2, memory=MEMORY, read=read))
    assert [one for one, _ in found] == list(given)
    codes = [
        rows["problems"][0]["code"] if rows["problems"] else "" for _, rows in found
    ]
    assert codes == [
        "", "timeout", "crashed", "", "failed", "", "not_opened",
    ]  # fmt: skip
    assert found == rows_of(local.process(given, 2, 2, MEMORY, read))
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"


def words(one: Input) -> Rows:
    """Stand in for the real reader: say which bytes came, and from where."""
    from extract.inputs import read_bytes

    rows = empty_rows()
    text = read_bytes(one).decode()
    rows["documents"].append({"path": one.relative, "text": text, "at": str(one.path)})
    return rows


def test_two_machines_and_a_folder_that_only_this_one_sees(
    cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i in range(70):
        (tmp_path / f"{i:02}.txt").write_text(f"公告 {i}", "utf-8")
    with zipfile.ZipFile(tmp_path / "申报.zip", "w") as archive:
        archive.writestr("甲.txt", "说明书")
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    given = find_inputs(tmp_path)
    seen = rows_of(process(given, read=words, address=cluster))
    assert {rows["documents"][0].get("at") for _, rows in seen[:2]} == {
        str(tmp_path / "00.txt"),
        str(tmp_path / "01.txt"),
    }
    monkeypatch.setattr(engine, "_is_seen", lambda _: False)
    monkeypatch.setenv("RAY_ADDRESS", cluster)
    carried = rows_of(process(given, read=words))
    paths = [rows["documents"][0].pop("at", None) for _, rows in carried]
    assert not [path for path in paths if path and path.startswith(str(tmp_path))]
    for _, rows in seen:
        rows["documents"][0].pop("at", None)
    assert carried == seen
    texts = [rows["documents"][0].get("text") for _, rows in carried]
    assert texts == [*(f"公告 {i}" for i in range(70)), None, "说明书"]


def test_without_ray_one_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.setitem(sys.modules, "ray.data", None)
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    with pytest.raises(
        NoCluster, match=r"pip install 'pharmatables\[cluster\]'"
    ) as told:
        next(process([Input(Path("a"), "a")]))
    assert "\n" not in str(told.value)


def test_no_cluster_at_the_address_is_told(
    ray: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoCluster, match=r"No Ray answers at no-such-scheme://a"):
        next(process([Input(Path("a"), "a")], address="no-such-scheme://a"))


def test_a_ray_of_a_run_is_closed_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAY_AUTH_TOKEN", raising=False)
    engine._lock_up()
    first = os.environ["RAY_AUTH_TOKEN"]
    engine._lock_up()
    assert os.environ["RAY_AUTH_TOKEN"] == first
    assert len(first) == 64
    monkeypatch.setenv("RAY_AUTH_TOKEN", first)  # so that it goes with the test


# --- what is sent, without a cluster


def sized(*sizes: int) -> list[Input]:
    return [
        Input(Path(str(i)), str(i), stamp=Stamp(size, 0))
        for i, size in enumerate(sizes)
    ]


def test_inputs_are_taken_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_is_seen", lambda _: True)
    taken: list[int] = []
    endless = (taken.append(i) or Input(Path(str(i)), str(i)) for i in count())  # type: ignore[func-returns-value]
    parts = list(islice(engine._parts(endless, 10), 2))
    assert [len(part) for part, _ in parts] == [10, 10]
    assert len(taken) == 20


def test_what_travels_at_once_fits_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_is_seen", lambda _: False)
    monkeypatch.setattr(engine, "LOAD", 100)
    parts = list(engine._parts(sized(60, 30, 20, 500, 1, 99), 5))
    assert [[one.relative for one in part] for part, _ in parts] == [
        ["0", "1"], ["2"], ["3"], ["4"], ["5"],
    ]  # fmt: skip
    assert {seen for _, seen in parts} == {False}


def test_a_document_too_large_to_travel_is_told() -> None:
    with pytest.raises(BadFolder, match=r"^0 is larger than 64 MB, .* s3://"):
        engine._bytes(sized(engine.LARGEST + 1)[0])
    assert engine._bytes(Input(Path("gone"), "gone")) is None
    assert engine._bytes(Input(Path("gone"), "gone", refused="a pipe")) is None


def test_a_document_travels_with_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("药", "utf-8")
    here = Input(tmp_path / "甲.txt", "甲.txt", stamp=Stamp(3, 0))
    there = Path(tmp_path / "there")
    there.mkdir()
    items = [engine._Item(here), engine._Item(here, b"bytes")]
    seen, carried = engine._unpacked(items, there)
    assert seen == here
    assert carried.relative == "甲.txt"
    assert carried.path == there / "1"
    assert carried.path.read_bytes() == b"bytes"


def test_a_file_that_others_do_not_see_is_not_held(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"123")
    assert engine._holds(tmp_path / "a.txt", 3)
    assert not engine._holds(tmp_path / "a.txt", 4)  # another file of that name
    assert not engine._holds(tmp_path / "b.txt", 3)
    assert not engine._holds(tmp_path, 3)


def test_a_listing_travels_input_by_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"123")
    listing = find_inputs(tmp_path)
    assert isinstance(listing, Listing)
    [[item]] = engine.batches(map(engine._Item, listing))
    assert item == engine._Item(listing[0], None)
