"""Zips of documents: every member is handed out or its refusal is, and nothing climbs or swells."""

from __future__ import annotations

import stat
import struct
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from evreader.errors import InputError
from evreader.formats import archive
from evreader.formats.archive import Member

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".txt", ".html", ".docx")


def _zip(contents: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in contents.items():
            pack.writestr(name, data)
    return out.getvalue()


def _members(tmp_path: Path, data: bytes) -> list[Member]:
    path = tmp_path / "pages.zip"
    path.write_bytes(data)
    return list(archive.members(path, ENDINGS))


def test_members_come_with_their_bytes_and_a_name_to_show(tmp_path: Path) -> None:
    data = _zip({
        "a.txt": b"one",
        "news/May/b.HTML": b"two",
        "news/photo.jpg": b"passed over",
        "__MACOSX/news/._a.txt": b"passed over",
        "news/.hidden.txt": b"passed over",
        "news/page.html": b"three",
        "news/page_files/frame.html": b"passed over",
    })

    assert _members(tmp_path, data) == [
        Member("a.txt in pages.zip", "a.txt", b"one"),
        Member("news/May/b.HTML in pages.zip", "news/May/b.HTML", b"two"),
        Member("news/page.html in pages.zip", "news/page.html", b"three"),
    ]
    assert archive.count(tmp_path / "pages.zip", ENDINGS) == 3


def test_a_zip_in_a_zip_is_opened_but_none_in_that(tmp_path: Path) -> None:
    inner = _zip({"c.txt": b"deep", "d.zip": _zip({"e.txt": b"too deep"})})

    first, second = _members(tmp_path, _zip({"inner.zip": inner}))

    assert first == Member("c.txt in inner.zip in pages.zip", "c.txt", b"deep")
    assert second.reason == (
        "“d.zip” in inner.zip in pages.zip is packed too deep; unpack it yourself first."
    )


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_names_without_the_mark_of_unicode(tmp_path: Path, encoding: str) -> None:
    raw = "新闻/合资公司.txt".encode(encoding)
    stand_in = b"x" * len(raw)
    data = _zip({stand_in.decode(): b"text"}).replace(stand_in, raw)

    (member,) = _members(tmp_path, data)

    assert (member.file, member.data) == ("新闻/合资公司.txt", b"text")


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    refused, kept = _members(tmp_path, _zip({name: b"x", "kept.txt": b"y"}))

    assert "leads out of pages.zip" in refused.reason
    assert not refused.data
    assert kept.data == b"y"
    assert [p.name for p in tmp_path.iterdir()] == ["pages.zip"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        link = zipfile.ZipInfo("secret.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        pack.writestr(link, "/etc/passwd")

    (member,) = _members(tmp_path, out.getvalue())

    assert "only points to another file" in member.reason


def _flagged(data: bytes, flag: int) -> bytes:
    """The archive with a flag set in both headers of its first member."""
    changed = bytearray(data)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.index(signature) + place
        (flags,) = struct.unpack_from("<H", changed, start)
        struct.pack_into("<H", changed, start, flags | flag)
    return bytes(changed)


def test_a_locked_and_a_damaged_member_harm_no_other(tmp_path: Path) -> None:
    locked, kept = _members(tmp_path, _flagged(_zip({"a.txt": b"x", "b.txt": b"y"}), 1))

    assert "locked with a password" in locked.reason
    assert kept.data == b"y"

    data = _zip({"a.txt": bytes(range(256)) * 40, "b.txt": b"y"})
    start = data.index(b"a.txt") + 30
    damaged, kept = _members(tmp_path, data[:start] + b"\xff" * 20 + data[start + 20 :])

    assert "“a.txt” in pages.zip is damaged" in damaged.reason
    assert kept.data == b"y"


def test_a_member_packed_in_an_unknown_way_is_said(tmp_path: Path) -> None:
    data = bytearray(_zip({"a.txt": b"x"}))
    struct.pack_into("<H", data, data.index(b"PK\x03\x04") + 8, 97)
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, 97)

    (member,) = _members(tmp_path, bytes(data))

    assert "packed in a way that is not known" in member.reason


def test_a_bomb_is_left_out(tmp_path: Path) -> None:
    bomb, kept = _members(tmp_path, _zip({"bomb.txt": bytes(20 * 2**20), "kept.txt": b"y"}))

    assert "unpacks to far more than a document holds" in bomb.reason
    assert kept.data == b"y"


def test_many_small_bombs_share_one_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_LARGEST_ALTOGETHER", 1000)
    inner = _zip({f"{k}.txt": b"z" * 400 for k in range(2)})

    members = _members(tmp_path, _zip({"one.zip": inner, "two.zip": inner}))

    assert sum(len(member.data) for member in members) < 1000
    assert any("far more" in member.reason for member in members)


# By names of their own: a zip holds the time at which it was made, and so would its test's name.
@pytest.mark.parametrize(
    "data",
    [b"", b"no zip at all", _zip({"a.txt": b"x"})[:-30]],
    ids=["empty", "no zip", "cut short"],
)
def test_what_is_no_zip_is_said(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match=r"“pages\.zip” is damaged or no archive"):
        _members(tmp_path, data)


def test_a_table_of_contents_without_end_is_refused(tmp_path: Path) -> None:
    data = bytearray(_zip({"a.txt": b"x"}))
    struct.pack_into("<L", data, data.rindex(b"PK\x05\x06") + 12, 2**30)

    with pytest.raises(InputError, match="lists more files than can be imported"):
        _members(tmp_path, bytes(data))


def test_a_missing_zip_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        list(archive.members(tmp_path / "gone.zip", ENDINGS))
