"""Sources: what is named or dropped becomes files to read, wherever they lie."""

from __future__ import annotations

import os
import pickle
import zipfile
from pathlib import Path

import pytest

from evreader.errors import EvreaderError, InputError
from evreader.formats.sources import Source, count, read_data, read_source, sources

ENGLISH = "Velmar Port ordered two cranes from Tianhe Heavy.\n"
CHINESE = "维尔玛港向天和重工订购了两台起重机。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two texts, a zip, a saved page with its side files, and things nobody reads."""
    home = tmp_path / "news"
    (home / "page_files").mkdir(parents=True)
    (home / "b.txt").write_text(CHINESE, encoding="utf-8")
    (home / "a.txt").write_text(ENGLISH, encoding="utf-8")
    (home / "page.html").write_text(f"<p>{ENGLISH}</p>", encoding="utf-8")
    (home / "page_files" / "frame.html").write_text("<p>Buy now</p>", encoding="utf-8")
    (home / ".hidden.txt").write_text("no", encoding="utf-8")
    (home / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    with zipfile.ZipFile(home / "more.zip", "w") as pack:
        pack.writestr("in/c.txt", ENGLISH)
        pack.writestr("bad.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    return home


def test_files_folders_and_zips_become_sources_in_order(folder: Path) -> None:
    found = list(sources([folder, folder / "photo.jpg"]))

    assert [source.name for source in found] == [
        "a.txt",
        "b.txt",
        "in/c.txt in more.zip",
        "bad.docx in more.zip",
        "page.html",
        "photo.jpg",
    ]
    assert count([folder, folder / "photo.jpg"]) == 6
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  # our own bytes


def test_each_source_is_read_or_says_by_name_why_not(folder: Path) -> None:
    told: dict[str, str] = {}
    for source in sources([folder]):
        try:
            (item,) = read_source(source)[0].articles
            told[source.name] = item.article.info.source
        except EvreaderError as error:
            told[source.name] = str(error)

    bad = told.pop("bad.docx in more.zip")
    assert all(name == source for name, source in told.items())
    assert bad.startswith("“bad.docx in more.zip” is not a Word document but an old")


def test_an_archive_that_cannot_be_opened_is_a_source_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "torn.zip"
    path.write_bytes(b"PK\x03\x04")

    (source,) = sources([path])

    assert count([path]) == 1
    with pytest.raises(InputError, match=r"“torn\.zip” is damaged"):
        read_source(source)


def test_a_file_with_an_unknown_ending_is_read_by_what_it_holds(tmp_path: Path) -> None:
    page = tmp_path / "download"
    page.write_text(f"<!DOCTYPE html><html><p>{ENGLISH}</p></html>", encoding="utf-8")
    old = tmp_path / "letter.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    tokens = tmp_path / "news.train"
    tokens.write_text("Ford B-ORG\nwins O\n", encoding="utf-8")
    odd = tmp_path / "thing.xyz"
    odd.write_bytes(b"\x00\x01")

    (item,) = read_source(Source("download", page))[0].articles

    assert [p.text for p in item.article.passages] == [ENGLISH.strip()]
    (item,) = read_source(Source("news.train", tokens))[0].articles
    assert [mention.text for mention in item.mentions] == ["Ford"]
    with pytest.raises(InputError, match=r"save it as \.docx"):
        read_source(Source("letter.doc", old))
    with pytest.raises(EvreaderError, match=r"ending of thing\.xyz does not tell"):
        read_source(Source("thing.xyz", odd))


@pytest.mark.parametrize("name", ["../../a.txt", "a\\b\x00c.txt", f"{'长' * 300}.txt", "CON:.txt"])
def test_bytes_are_read_under_any_name(name: str) -> None:
    (item,) = read_data(CHINESE.encode(), name, shown=f"{name} in x.zip").articles

    assert item.article.info.source == f"{name} in x.zip"
    assert [p.text for p in item.article.passages] == [CHINESE.strip()]


def test_a_format_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_text("# Title\n\nText of it.\n", encoding="utf-8")

    (item,) = read_source(Source("notes", path), format_name="markdown")[0].articles

    assert item.article.passages[0].kind == "heading"


def test_a_file_whose_name_is_in_another_encoding_is_called_readably(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + "/起重机.txt".encode("gbk"))).write_text(ENGLISH)

    (source,) = sources([tmp_path])
    (item,) = read_source(source)[0].articles

    assert source.name == item.article.info.source == "起重机.txt"


def _packed(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as pack:
        for name, text in members.items():
            pack.writestr(name, text)
    return path


def test_a_collection_in_an_archive_is_one_source(tmp_path: Path) -> None:
    path = _packed(
        tmp_path / "news.zip",
        {
            "annotation.conf": "[entities]\nCompany\n",
            "may/a.txt": "Ostwerk grows.",
            "may/a.ann": "T1\tCompany 0 7\tOstwerk\n",
            "may/b.txt": "Varga fell.",
            "../c.txt": "Out of here.",
            "more.jsonl": '{"text": "Lund", "label": [[0, 4, "City"]]}',
        },
    )
    first, second = sources([path])
    assert (first.name, first.packed, second.file) == ("news.zip", True, "more.jsonl")
    (bundle,) = read_source(pickle.loads(pickle.dumps(first)))  # noqa: S301 - our own
    articles = tuple(bundle.articles)
    assert [article.article.info.source for article in articles] == ["may/a", "may/b"]
    assert [mention.text for mention in articles[0].mentions] == ["Ostwerk"]
    assert bundle.scheme is not None
    assert [item.name for item in bundle.sets] == ["news"]
    assert bundle.receipt is not None
    assert "leads out of news.zip" in bundle.receipt.refused[0]


def test_texts_in_an_archive_are_no_collection(tmp_path: Path) -> None:
    path = _packed(tmp_path / "a.zip", {"a.txt": "Text.", "b.ann": "T1\tX 0 1\tT\n"})
    assert [source.packed for source in sources([path])] == [False, False]
