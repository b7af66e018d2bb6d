"""Documents in a bucket, and tables published there: against a store on this machine."""

import io
import os
import pickle
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.holder import Locked
from extract.inputs import BadFolder, NotOpened, find_inputs, keep_apart, read_bytes
from extract.storage import snapshots
from extract.storage.lock import Lease, held
from extract.storage.objects import Stamp, Stored
from extract.storage.stores import is_url, local, meaning, opened
from tests import buckets
from tests.buckets import keys_of, put

# The server warns in words of its own; what is tested is what we ask of it.
pytestmark = pytest.mark.filterwarnings("ignore")
endpoint, keys, s3 = buckets.endpoint, buckets.keys, buckets.s3
ROOT = Path(__file__).resolve().parent.parent
NOBODY = "http://127.0.0.1:9"


def zipped(**members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, words in members.items():
            archive.writestr(name, words)
    return packed.getvalue()


# --- inputs


def test_objects_come_as_files_do(s3: Any, tmp_path: Path) -> None:
    names = [
        "b.txt",
        "a/z.txt",
        "a.txt",
        "公告/甲.html",
        "Ａ.txt",
        "100%.txt",
        "a b+c.txt",
    ]
    for name in [*names, ".DS_Store", ".git/config", "__MACOSX/x.pdf", "~$甲.docx"]:
        put(s3, **{f"raw/{name}": name.encode()})
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    there, here = find_inputs("s3://bucket/raw"), find_inputs(tmp_path)
    assert [one.relative for one in there] == sorted(names)
    assert [one.relative for one in there] == [one.relative for one in here]
    assert [read_bytes(one) for one in there] == [read_bytes(one) for one in here]


def test_a_prefix_is_a_folder_and_not_the_start_of_a_name(s3: Any) -> None:
    put(s3, **{"raw/a.txt": b"a", "raw2/b.txt": b"b", "raw.txt": b"c"})
    assert [one.relative for one in find_inputs("s3://bucket/raw/")] == ["a.txt"]
    assert len(find_inputs("s3://bucket")) == 3


def test_an_input_knows_its_size_and_time_and_no_key(s3: Any) -> None:
    put(s3, **{"raw/a.txt": "药品".encode()})
    [one] = find_inputs("s3://bucket/raw")
    assert one.stamp and one.stamp.st_size == 6
    assert one.stamp.st_mtime_ns > 1_600_000_000 * 10**9
    assert one.path.stat() == one.stamp
    assert pickle.loads(pickle.dumps(one)) == one
    assert len(pickle.dumps(one)) < 400
    assert isinstance(one.path, Stored)
    assert (one.path.url, one.path.name) == ("s3://bucket/raw/a.txt", "a.txt")


def test_a_file_in_the_store_opens_like_one_here(s3: Any) -> None:
    import hashlib

    put(s3, **{"raw/a.txt": b"12345"})
    [one] = find_inputs("s3://bucket/raw")
    with one.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        assert file.tell() == 5
    assert digest == hashlib.sha256(b"12345").hexdigest()


def test_archives_in_the_store_are_read_member_by_member(s3: Any) -> None:
    inner = zipped(**{"说明书.txt": "内"})
    packed = io.BytesIO(zipped(**{"甲.txt": "一", "乙.txt": "二"}))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("丙.zip", inner)
    put(
        s3, **{"raw/申报.bin": packed.getvalue(), "raw/a.txt": b"x", "raw/z.zip": inner}
    )
    found = find_inputs("s3://bucket/raw")
    assert {one.relative: read_bytes(one).decode() for one in found} == {
        "a.txt": "x",
        "z.zip/说明书.txt": "内",
        "申报.bin/丙.zip/说明书.txt": "内",
        "申报.bin/乙.txt": "二",
        "申报.bin/甲.txt": "一",
    }


def test_what_was_no_archive_last_night_is_not_opened(s3: Any) -> None:
    put(s3, **{"raw/a.txt": b"x", "raw/b.txt": zipped(**{"c.txt": "c"})})
    first = find_inputs("s3://bucket/raw")
    assert [one.relative for one in first] == ["a.txt", "b.txt/c.txt"]
    known = {("b.txt", first[1].stamp)}  # a claim that is wrong, to see it believed
    again = find_inputs("s3://bucket/raw", known)  # type: ignore[arg-type]
    assert [one.relative for one in again] == ["a.txt", "b.txt"]
    changed = {("b.txt", Stamp(1, 1))}
    assert find_inputs("s3://bucket/raw", changed) == first


def test_keys_that_are_no_path_are_listed_and_refused(s3: Any) -> None:
    put(
        s3,
        **{
            "raw/a//b.txt": b"1",
            "raw/../c.txt": b"2",
            "raw/d.txt": b"3",
            "raw/e/": b"",
        },
    )
    refused = {one.relative: one.refused for one in find_inputs("s3://bucket/raw")}
    assert refused == {
        "../c.txt": "an object whose key is no path",
        "a//b.txt": "an object whose key is no path",
        "d.txt": "",
    }


def test_an_object_that_has_gone_is_told(s3: Any) -> None:
    put(s3, **{"raw/a.txt": b"1", "raw/b.zip": zipped(a="1")})
    plain, member = find_inputs("s3://bucket/raw")
    s3.delete_object(Bucket="bucket", Key="raw/a.txt")
    with pytest.raises(
        NotOpened, match=r"^It can not be opened: there is no such object\.$"
    ):
        read_bytes(plain)
    assert read_bytes(member) == b"1"


READ = """
from extract.engines.local import process
from extract.inputs import find_inputs
if __name__ == "__main__":
    for one, rows in process(find_inputs("s3://bucket/raw"), 2):
        document = rows["documents"][0]
        print(one.relative, document["status"], document["bytes"])
"""


def test_a_worker_opens_the_store_itself(s3: Any, tmp_path: Path) -> None:
    put(s3, **{"raw/a.txt": b"x", "raw/b.zip": zipped(**{"c.txt": "yy"})})
    script = tmp_path / "read.py"
    script.write_text(READ, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.splitlines() == [
        "a.txt quarantined 1",
        "b.zip/c.txt quarantined 2",
    ]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("s3://nowhere/raw", "there is no such bucket"),
        ("s3://bucket/none", "does not exist; name a prefix"),
        ("s3://bucket/raw/a.txt", "is one object; name the prefix above it"),
        ("s3://bucket/litter", "holds no files"),
        ("s3://", "reads s3://bucket/prefix"),
        ("s3://key:secret@bucket/raw", "keys belong in AWS_ACCESS_KEY_ID"),
    ],
)
def test_a_bad_address_is_told_in_a_sentence(s3: Any, url: str, message: str) -> None:
    put(s3, **{"raw/a.txt": b"1", "litter/.DS_Store": b"1"})
    with pytest.raises(BadFolder, match=message) as raised:
        find_inputs(url)
    assert str(raised.value).endswith(".")
    assert "secret@" not in str(raised.value)


def test_missing_keys_are_told(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(BadFolder, match=r"^Object storage needs AWS_SECRET_ACCESS_KEY"):
        find_inputs("s3://bucket/raw")


def test_a_store_that_is_away_is_told(
    keys: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", NOBODY)
    with pytest.raises(BadFolder, match="the store can not be reached"):
        find_inputs("s3://bucket/raw")


def test_addresses() -> None:
    assert is_url("s3://b/c") and not is_url(Path("s3:/b/c"))
    assert local("file:///a%20b/%E7%94%B2") == Path("/a b/甲")
    for other in ("gs://b/c", "http://host/raw", "file://host/raw"):
        with pytest.raises(BadFolder, match="neither a folder nor an s3:// URL"):
            local(other)


def test_a_folder_by_its_url(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("x")
    assert find_inputs(tmp_path.as_uri()) == find_inputs(tmp_path)


def test_a_percent_in_a_key_is_a_percent(keys: None) -> None:
    assert opened("s3://bucket/50%25/a/").path == "bucket/50%25/a"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            "AWS Error ACCESS_DENIED during ListObjectsV2",
            "AWS_ACCESS_KEY_ID does not open it",
        ),
        (
            "AWS Error INVALID_ACCESS_KEY_ID during X",
            "AWS_ACCESS_KEY_ID does not open it",
        ),
        (
            "AWS Error UNKNOWN (HTTP status 403) during Head",
            "AWS_ACCESS_KEY_ID does not open it",
        ),
        ("AWS Error REQUEST_TIMEOUT during GetObject", "the store can not be reached"),
        ("AWS Error EXPIRED_TOKEN during X", "AWS_ACCESS_KEY_ID is no longer valid"),
        ("No space left on device", "No space left on device"),
    ],
)
def test_answers_of_a_store_in_plain_words(said: str, meant: str) -> None:
    assert meaning(OSError(said)) == meant


def test_tables_are_kept_apart_from_documents_there_too() -> None:
    keep_apart("s3://bucket/raw", "s3://bucket/raw2")
    keep_apart("s3://bucket/raw", "s3://bucket")
    keep_apart("s3://bucket/raw", Path("data"))
    for out in ("s3://bucket/raw", "s3://bucket/raw/tables", "s3://bucket/raw/"):
        with pytest.raises(BadFolder, match="lies within"):
            keep_apart("s3://bucket/raw", out)


# --- snapshots

OUT = "s3://bucket/tables"


def snapshot(folder: Path, *words: str) -> Path:
    folder.mkdir()
    for word in words:
        (folder / f"{word}.parquet").write_bytes(word.encode() * 1000)
    return folder


def test_a_snapshot_is_seen_when_the_pointer_is_swung(s3: Any, tmp_path: Path) -> None:
    assert (snapshots.pointed(OUT), snapshots.names(OUT)) == (None, [])
    url = snapshots.upload(snapshot(tmp_path / "1", "drugs", "events"), OUT, "1")
    assert url == "s3://bucket/tables/.snapshots/1"
    assert (snapshots.pointed(OUT), snapshots.names(OUT)) == (None, ["1"])
    snapshots.point(OUT, "1")
    assert snapshots.pointed(OUT) == "1"
    assert s3.get_object(Bucket="bucket", Key="tables/current")["Body"].read() == b"1"


def test_a_snapshot_comes_back_as_it_was(s3: Any, tmp_path: Path) -> None:
    snapshots.upload(snapshot(tmp_path / "1", "drugs", "事件"), OUT, "1")
    back = snapshots.download(OUT, "1", tmp_path / "back")
    assert {path.name: path.read_bytes() for path in back.iterdir()} == {
        "drugs.parquet": b"drugs" * 1000,
        "事件.parquet": "事件".encode() * 1000,
    }


def test_a_reader_takes_the_pointer_and_reads_below_it(s3: Any, tmp_path: Path) -> None:
    table = pa.table({"name": ["甲", "乙"]})
    (tmp_path / "1").mkdir()
    pq.write_table(table, tmp_path / "1" / "drugs.parquet")
    snapshots.upload(tmp_path / "1", OUT, "1")
    snapshots.point(OUT, "1")
    at = opened(f"{OUT}/.snapshots/{snapshots.pointed(OUT)}/drugs.parquet")
    assert pq.read_table(at.path, filesystem=at.store).equals(table)


def test_snapshots_are_listed_newest_first_and_removed(s3: Any, tmp_path: Path) -> None:
    folder = snapshot(tmp_path / "x", "drugs")
    for name in ("9", "10", "11"):
        snapshots.upload(folder, OUT, name)
    snapshots.point(OUT, "11")
    assert snapshots.names(OUT) == ["11", "10", "9"]
    snapshots.remove(OUT, "9")
    snapshots.remove(OUT, "9")
    assert snapshots.names(OUT) == ["11", "10"]
    assert not [key for key in keys_of(s3) if "/9/" in key]


def test_what_readers_read_is_never_changed(s3: Any, tmp_path: Path) -> None:
    folder = snapshot(tmp_path / "x", "drugs")
    snapshots.upload(folder, OUT, "1")
    snapshots.point(OUT, "1")
    for change in (
        lambda: snapshots.upload(folder, OUT, "1"),
        lambda: snapshots.remove(OUT, "1"),
    ):
        with pytest.raises(BadFolder, match="is what readers read"):
            change()
    assert keys_of(s3).count("tables/.snapshots/1/drugs.parquet") == 1


def test_what_a_killed_run_left_does_not_mix_in(s3: Any, tmp_path: Path) -> None:
    put(s3, **{"tables/.snapshots/1/half.parquet": b"half"})
    snapshots.upload(snapshot(tmp_path / "x", "drugs"), OUT, "1")
    files = [key for key in keys_of(s3) if key.startswith("tables/.snapshots/1/d")]
    assert files == ["tables/.snapshots/1/drugs.parquet"]
    assert "tables/.snapshots/1/half.parquet" not in keys_of(s3)


def test_the_pointer_leads_somewhere(s3: Any) -> None:
    with pytest.raises(BadFolder, match="holds no snapshot 3"):
        snapshots.point(OUT, "3")
    with pytest.raises(BadFolder, match="holds no snapshot 3"):
        snapshots.download(OUT, "3", Path(os.devnull).parent)
    assert snapshots.pointed(OUT) is None


def test_a_missing_bucket_is_told_before_anything_is_written(
    keys: None, tmp_path: Path
) -> None:
    with pytest.raises(BadFolder, match=r"nowhere/tables.* there is no such bucket"):
        snapshots.upload(snapshot(tmp_path / "x", "a"), "s3://nowhere/tables", "1")


# --- the lock


def test_two_runs_at_once(s3: Any) -> None:
    with held(OUT) as lock:
        with pytest.raises(
            Locked, match="Another run is writing to s3://bucket/tables"
        ):
            Lease(OUT)
        lock.confirm()
        assert "tables/.lock" in keys_of(s3)
    assert "tables/.lock" not in keys_of(s3)
    with held(OUT):
        pass


def test_the_lock_of_a_killed_run_is_taken_over_and_it_is_told(s3: Any) -> None:
    killed = Lease(OUT)
    with pytest.raises(Locked):
        Lease(OUT)
    with held(OUT, timedelta(seconds=-5)) as lock:  # older than that is left behind
        with pytest.raises(Locked, match="has taken over"):
            killed.confirm()
        killed.release()
        lock.confirm()


def test_a_long_run_keeps_its_lock(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    renewed: list[int] = []
    monkeypatch.setattr(Lease, "confirm", lambda _: renewed.append(1))
    with held(OUT, timedelta(seconds=0.6)):
        time.sleep(0.5)
    assert len(renewed) >= 2


def test_a_store_that_heeds_no_condition_is_told(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lease, "_put", lambda *_, **__: None)
    with pytest.raises(BadFolder, match="can not keep two runs apart"):
        Lease(OUT)


def test_without_boto3_one_sentence_says_what_to_install(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(
        BadFolder, match=r"install it with pip install 'pharmatables\[cluster\]'\.$"
    ):
        Lease(OUT)


@pytest.mark.parametrize(
    ("out", "endpoint_url", "message"),
    [
        ("s3://nowhere/tables", None, "there is no such bucket"),
        ("s3://bucket/tables", NOBODY, "can not be reached"),
    ],
)
def test_a_lock_that_can_not_be_taken_is_told(
    out: str,
    endpoint_url: str | None,
    message: str,
    s3: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    if endpoint_url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint_url)
    with pytest.raises(BadFolder, match=message):
        Lease(out)
