"""Which files of a folder are inputs, in which order, and what is not opened."""

import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.inputs import BadFolder, Input, Listing, find_inputs, keep_apart
from extract.storage.objects import Stamp, Stored


def relatives(raw: Path) -> list[str]:
    return [one.relative for one in find_inputs(raw)]


def refusals(raw: Path) -> dict[str, str]:
    return {one.relative: one.refused for one in find_inputs(raw) if one.refused}


def put(raw: Path, *names: str) -> None:
    for name in names:
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text(name)


def test_files_of_all_folders_come_in_code_point_order(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.txt", "B.txt", "a.txt", "公告.html", "Ａ.txt")
    assert relatives(tmp_path) == [
        "B.txt", "a.txt", "a/z.txt", "b.txt", "公告.html", "Ａ.txt",
    ]  # fmt: skip


@given(names=st.sets(st.text("abAB公告01", min_size=1, max_size=4), min_size=1))
def test_the_order_is_that_of_the_whole_path(
    names: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = tmp_path_factory.mktemp("raw")
    put(raw, *(f"{name}/文.txt" for name in names), *(f"{name}.txt" for name in names))
    assert relatives(raw) == sorted(relatives(raw))
    assert len(relatives(raw)) == 2 * len(names)


def test_every_kind_of_file_is_an_input(tmp_path: Path) -> None:
    put(tmp_path, "README.md", "data.csv", "无后缀", "empty.txt")
    (tmp_path / "empty.txt").write_bytes(b"")
    assert relatives(tmp_path) == ["README.md", "data.csv", "empty.txt", "无后缀"]


def test_what_desktops_leave_behind_is_not(tmp_path: Path) -> None:
    put(tmp_path, ".DS_Store", "Thumbs.db", "desktop.ini", "~$公告.docx", ".git/config")
    put(tmp_path, "__MACOSX/._公告.pdf", "公告.pdf", "thumbs.db.txt")
    assert relatives(tmp_path) == ["thumbs.db.txt", "公告.pdf"]


def test_links_within_the_folder_are_read(tmp_path: Path) -> None:
    put(tmp_path, "a/公告.txt")
    (tmp_path / "copy.txt").symlink_to("a/公告.txt")
    assert relatives(tmp_path) == ["a/公告.txt", "copy.txt"]
    assert refusals(tmp_path) == {}


def test_links_that_lead_elsewhere_are_listed_and_refused(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    put(tmp_path, "secret.txt", "raw/a.txt")
    (raw / "out.txt").symlink_to(tmp_path / "secret.txt")
    (raw / "lost.txt").symlink_to("nowhere.txt")
    (raw / "loop").symlink_to(raw)
    (raw / "self.txt").symlink_to("self.txt")
    assert refusals(raw) == {
        "lost.txt": "a link that leads nowhere",
        "loop": "a link to a folder",
        "out.txt": "a link that leads out of the input folder",
        "self.txt": "a link that leads nowhere",
    }


def test_a_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    put(tmp_path, "raw/a.txt")
    (tmp_path / "link").symlink_to("raw")
    assert relatives(tmp_path / "link") == ["a.txt"]
    assert refusals(tmp_path / "link") == {}


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert refusals(tmp_path) == {"pipe.txt": "not a regular file"}


def test_names_in_gbk_can_be_written_down(tmp_path: Path) -> None:
    name = os.fsdecode("公告.txt".encode("gbk"))
    (tmp_path / name).write_text("x")
    assert relatives(tmp_path) == [r"\xb9\xab\xb8\xe6.txt"]
    assert find_inputs(tmp_path)[0].path.read_text() == "x"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_may_not_be_listed_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    assert refusals(tmp_path) == {"closed": "a folder that may not be listed"}
    (tmp_path / "closed").chmod(0o700)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "does not exist"),
        ("file.txt", "is a file"),
        ("empty", "holds no files"),
        ("litter", "holds no files"),
    ],
)
def test_a_bad_folder_is_told_in_a_sentence(
    name: str, message: str, tmp_path: Path
) -> None:
    put(tmp_path, "file.txt", "litter/.DS_Store")
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadFolder, match=message) as raised:
        find_inputs(tmp_path / name)
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)


def test_tables_are_kept_apart_from_documents(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    keep_apart(raw, tmp_path / "tables")
    keep_apart(raw / "a", raw)
    for out in (raw, raw / "tables", raw / "a" / ".." / "b"):
        with pytest.raises(BadFolder, match="lies within"):
            keep_apart(raw, out)


def test_an_input_knows_size_and_time_of_its_file(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(1, 1_700_000_000_123_456_789))
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    first, lost = find_inputs(tmp_path)
    assert first.stamp == (5, 1_700_000_000_123_456_789)
    assert lost.stamp is None


def test_members_have_the_stamp_of_their_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "申报.zip", "w") as archive:
        archive.writestr("甲.txt", "一")
        archive.writestr("乙.txt", "二")
    found = find_inputs(tmp_path)
    assert [(one.relative, one.member) for one in found] == [
        ("申报.zip/乙.txt", (1,)),
        ("申报.zip/甲.txt", (0,)),
    ]
    size = (tmp_path / "申报.zip").stat().st_size
    assert {one.stamp.st_size for one in found if one.stamp} == {size}


def test_what_is_known_to_be_no_archive_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.txt", "")
    [member] = find_inputs(tmp_path)
    assert member.stamp
    known = {("a.zip", member.stamp)}  # a claim that is wrong, to see it believed
    assert [one.relative for one in find_inputs(tmp_path, known)] == ["a.zip"]
    known = {("a.zip", member.stamp._replace(st_size=0))}
    assert find_inputs(tmp_path, known) == [member]


def test_a_listing_is_a_sequence(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt", "c.txt")
    listing = find_inputs(tmp_path)
    assert len(listing) == 3
    assert [one.relative for one in listing[1:]] == ["b.txt", "c.txt"]
    assert listing[-1] == list(listing)[2]
    assert listing == find_inputs(tmp_path) == list(listing)
    assert listing != list(listing)[:2]
    assert listing[0].path == tmp_path / "a.txt"


def test_names_that_look_alike_once_decoded_are_told_apart(tmp_path: Path) -> None:
    names = {os.fsdecode(b"\xb9.txt"), r"\xb9.txt", r"\xb9.txt (2)"}
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    found = find_inputs(tmp_path)
    assert [one.relative for one in found] == [
        r"\xb9.txt", r"\xb9.txt (2)", r"\xb9.txt (3)",
    ]  # fmt: skip
    assert {one.path.name for one in found} == names


def test_a_listing_of_many_files_is_small() -> None:
    name = "000/国家医保局目录调整申报材料公示第{:06}号.html"
    stamp = Stamp(60_000, 1_700_000_000_000_000_000)
    found = (
        Input(
            Stored("s3://bucket/raw", name.format(i), stamp),
            name.format(i),
            stamp=stamp,
        )
        for i in range(10_000)
    )
    tracemalloc.start()
    try:
        listing = Listing("s3://bucket/raw", found)
        held, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(listing) == 10_000
    assert held / len(listing) < 300
    assert peak / len(listing) < 350
