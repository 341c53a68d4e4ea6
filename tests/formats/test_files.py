from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from evreader.errors import FormatError
from evreader.formats.files import MARKER, whole_file, whole_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fill(out: Path, **files: bytes) -> None:
    with whole_folder(out) as folder:
        for name, data in files.items():
            folder.write(name, data)


def write_half_a_file(out: Path, error: type[BaseException]) -> None:
    with whole_file(out) as file:
        file.write(b"half")
        raise error


def write_half_a_folder(out: Path, error: type[BaseException]) -> None:
    with whole_folder(out) as folder:
        folder.write("b", b"2")
        raise error


def refuse(*_args: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_file_appears_when_it_is_whole(place: Path) -> None:
    with whole_file(place / "a.txt") as file:
        file.write(b"all")
        assert not (place / "a.txt").exists()
    assert names(place) == ["a.txt"]
    assert (place / "a.txt").read_bytes() == b"all"


def test_a_file_that_was_there_is_replaced_and_keeps_its_mode(place: Path) -> None:
    old = place / "a.txt"
    old.write_bytes(b"old")
    old.chmod(0o640)
    with whole_file(old) as file:
        file.write(b"new")
    assert old.read_bytes() == b"new"
    assert old.stat().st_mode & 0o777 == 0o640


def test_a_link_keeps_pointing_at_the_file(place: Path) -> None:
    (place / "real.txt").write_bytes(b"old")
    (place / "link.txt").symlink_to("real.txt")
    with whole_file(place / "link.txt") as file:
        file.write(b"new")
    assert (place / "link.txt").is_symlink()
    assert (place / "real.txt").read_bytes() == b"new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    place: Path, error: type[BaseException]
) -> None:
    (place / "a.txt").write_bytes(b"old")
    with pytest.raises(error):
        write_half_a_file(place / "a.txt", error)
    assert names(place) == ["a.txt"]
    assert (place / "a.txt").read_bytes() == b"old"


def test_a_full_disk_is_said_and_leaves_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(FormatError, match="No space left on device"), whole_file(place / "a") as f:
        f.write(b"all")
    assert names(place) == []


def test_a_missing_folder_is_said(place: Path) -> None:
    with pytest.raises(FormatError, match="There is no folder"), whole_file(place / "b" / "a.txt"):
        pytest.fail("nothing may be written")
    with pytest.raises(FormatError, match="There is no folder"), whole_folder(place / "b" / "c"):
        pytest.fail("nothing may be written")
    assert names(place) == []


def test_a_file_and_a_folder_do_not_replace_each_other(place: Path) -> None:
    (place / "folder").mkdir()
    with pytest.raises(FormatError, match="not an ordinary file"), whole_file(place / "folder"):
        pytest.fail("nothing may be written")
    (place / "file").write_bytes(b"x")
    with pytest.raises(FormatError, match="is a file"), whole_folder(place / "file"):
        pytest.fail("nothing may be written")
    assert names(place) == ["file", "folder"]


def test_a_folder_appears_when_it_is_whole(place: Path) -> None:
    with whole_folder(place / "out") as folder:
        folder.write("a.txt", b"a")
        assert folder.names == ["a.txt"]
        assert not (place / "out").exists()
    assert names(place) == ["out"]
    assert names(place / "out") == [MARKER, "a.txt"]
    assert list(json.loads((place / "out" / MARKER).read_bytes())["files"]) == ["a.txt"]


def test_the_same_files_make_the_same_folder(place: Path) -> None:
    for out in ("one", "two"):
        fill(place / out, a=b"1", b=b"2")
    assert (place / "one" / MARKER).read_bytes() == (place / "two" / MARKER).read_bytes()


def test_an_empty_folder_and_an_untouched_export_are_replaced(place: Path) -> None:
    out = place / "out"
    out.mkdir()
    fill(out, old=b"1")
    (out / ".DS_Store").write_bytes(b"seen")
    fill(out, new=b"2")
    assert names(out) == [MARKER, "new"]
    assert names(place) == ["out"]


def test_what_others_wrote_or_changed_is_not_replaced(place: Path) -> None:
    out = place / "out"
    fill(out, a=b"1")
    (out / "a").write_bytes(b"corrected by hand")
    with pytest.raises(FormatError, match="holds a, which evreader did not write"):
        fill(out, a=b"2")
    assert (out / "a").read_bytes() == b"corrected by hand"

    (out / "a").write_bytes(b"1")
    (out / "notes").mkdir()
    with pytest.raises(FormatError, match="holds notes"):
        fill(out, a=b"2")
    (out / "notes").rmdir()
    (out / MARKER).write_text("[]")
    with pytest.raises(FormatError, match=f"holds {MARKER}"):
        fill(out, a=b"2")


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_folder_and_nothing_else(
    place: Path, error: type[BaseException]
) -> None:
    fill(place / "out", a=b"1")
    with pytest.raises(error):
        write_half_a_folder(place / "out", error)
    assert names(place) == ["out"]
    assert names(place / "out") == [MARKER, "a"]


def test_a_folder_that_cannot_take_its_place_leaves_the_old_one(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = place / "out"
    fill(out, a=b"1")
    rename = type(out).rename

    def rename_but_not_drafts(self: Path, target: Path) -> Path:
        if target == out and (self / "b").exists():
            refuse()
        return rename(self, target)

    monkeypatch.setattr(type(out), "rename", rename_but_not_drafts)
    with pytest.raises(FormatError, match="nothing there was changed"):
        fill(out, b=b"2")
    assert names(place) == ["out"]
    assert names(out) == [MARKER, "a"]


def test_without_one_flush_for_all_each_file_is_flushed(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "sync", raising=False)
    fill(place / "out", a=b"1", b=b"2")
    assert names(place / "out") == [MARKER, "a", "b"]
