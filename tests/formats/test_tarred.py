"""Archives of Unix: tars and what gzip has packed alone, within the bounds of zips."""

from __future__ import annotations

import gzip
import tarfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from evreader.errors import InputError
from evreader.formats import archive
from evreader.formats.archive import Member

if TYPE_CHECKING:
    from pathlib import Path


def _tar(contents: dict[str, bytes | None], mode: str) -> bytes:
    """A tar of files; where nothing is given instead of bytes, a link."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as pack:  # type: ignore[call-overload]
        for name, content in contents.items():
            info = tarfile.TarInfo(name)
            if content is None:
                info.type = tarfile.SYMTYPE
                pack.addfile(info)
            else:
                info.size = len(content)
                pack.addfile(info, BytesIO(content))
    return out.getvalue()


def _members(tmp_path: Path, name: str, data: bytes) -> list[Member]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(archive.members(path, (".txt",)))


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_members_of_a_tar(mode: str, tmp_path: Path) -> None:
    data = _tar({"./a.txt": b"one", "b/c.txt": b"two", "d.jpg": b"passed over"}, mode)
    assert _members(tmp_path, "some.tgz", data) == [
        Member("a.txt in some.tgz", "a.txt", b"one"),
        Member("b/c.txt in some.tgz", "b/c.txt", b"two"),
    ]


def test_what_is_packed_alone(tmp_path: Path) -> None:
    assert _members(tmp_path, "a.txt.gz", gzip.compress(b"one")) == [
        Member("a.txt in a.txt.gz", "a.txt", b"one")
    ]


def test_what_leads_elsewhere_is_left_out(tmp_path: Path) -> None:
    contents: dict[str, bytes | None] = {
        "../a.txt": b"x", "/b.txt": b"y", "c.txt": None, "d.txt": b"fine",
    }  # fmt: skip
    *others, last = _members(tmp_path, "some.tar", _tar(contents, "w"))
    assert [bool(member.reason) for member in others] == [True] * 3
    assert last.data == b"fine"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_tar({"a.txt": b"one" * 5000}, "w:gz")[:60], "is damaged"),
        (gzip.compress(b"1" * 9 * 2**20), "far more than documents hold"),
        (b"no archive", "no archive"),
    ],
    ids=["cut", "swelling", "other"],
)
def test_what_is_wrong_is_one_sentence(data: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"^“some.tgz”.*{reason}"):
        _members(tmp_path, "some.tgz", data)
