"""DocBin without the library: what goes into it and what is made of what comes out."""

from __future__ import annotations

import json
import sys
import zlib
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats import docbin
from evreader.formats.docbin import Doc, Labelled
from evreader.formats.standoff.export import Export

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.document import Document


def _pack(docs: Iterable[Doc]) -> bytes:
    return zlib.compress(json.dumps([asdict(doc) for doc in docs]).encode())


def _unpack(data: bytes, name: str) -> list[Doc]:
    docs = [Doc(**values) for values in json.loads(zlib.decompress(data))]
    for doc in docs:
        doc.entities = [Labelled(*item) for item in doc.entities]
        doc.groups = {k: [Labelled(*item) for item in v] for k, v in doc.groups.items()}
    return docs


@pytest.fixture(scope="module", autouse=True)
def library() -> Iterator[None]:
    """Something plain in the place of spaCy, which is too large to ask for here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(docbin, "_pack", _pack)
        patch.setattr(docbin, "_unpack", _unpack)
        yield


def _said(bundle: Bundle) -> list[tuple[str, str]]:
    return [(m.type, m.text) for item in bundle.articles for m in item.mentions]


def _written(tmp_path: Path, *docs: Doc) -> Bundle:
    path = tmp_path / "a.spacy"
    path.write_bytes(_pack(docs))
    return docbin.read(path)


def test_an_export_comes_back(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "out.spacy"
    receipt = docbin.write(deal_bundle, out)
    first, second = _unpack(out.read_bytes(), "")
    assert first.words[:6] == ["Norrland", "Motors", "and", "Qiming", "Auto", "\r\n"]
    assert first.spaces[:6] == [True, True, True, True, False, False]
    assert first.entities == []
    assert Labelled(0, 2, "Company") in first.groups["sc"]
    assert second.groups["sc"]  # the trigger of the deal lies on the mention
    assert receipt.counts["mentions"] == 4
    back = docbin.read(out)
    mentions = [m for item in back.articles for m in item.mentions]
    assert mentions[0].attributes == {"ticker": "NM B", "level": "name"}
    assert any(len(m.fragments) == 2 for m in mentions)
    assert {deal.slot("status") for deal in back.deals} == {"announced"}
    assert {f.role for deal in back.deals for f in deal.roles} == {"Partner", "Location"}


def test_entities_and_spans_of_others(tmp_path: Path) -> None:
    words = ["Ford", "Motor", "buys", "cells"]
    doc = Doc(
        words,
        [True, True, True, False],
        [Labelled(0, 2, "ORG", "Q44294")],
        {"sc": [Labelled(0, 2, "ORG"), Labelled(0, 1, "NAME")], "coarse": [Labelled(3, 4, "")]},
        categories=2,
    )
    bundle = _written(tmp_path, doc)
    assert _said(bundle)[0] == ("ORG", "Ford Motor")
    (annotated,) = bundle.articles
    assert annotated.mentions[0].attributes == {"kb_id": "Q44294"}
    assert {(m.type, m.text) for m in annotated.mentions} == {
        ("ORG", "Ford Motor"),
        ("NAME", "Ford"),
        ("Mention", "cells"),
    }
    assert bundle.receipt is not None
    assert bundle.receipt.refused == ["Categories of whole texts have no place here: 2."]


@pytest.mark.parametrize("data", [b"text", zlib.compress(b"x" * 100)[:-30] + b"\xff" * 40])
def test_what_is_no_docbin_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.spacy"
    path.write_bytes(data)
    with pytest.raises(FormatError, match="no DocBin"):
        docbin.read(path)


def test_a_file_that_grows_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docbin, "_UNPACKED_MB", 1)
    path = tmp_path / "a.spacy"
    path.write_bytes(zlib.compress(bytes(3 * 2**20)))
    with pytest.raises(FormatError, match="more than 1 MB"):
        docbin.read(path)


def test_without_the_library_the_line_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(FormatError, match=r'pip install "evreader\[spacy\]"'):
        docbin._library()


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_marks_come_back(
    bundles: Callable[..., st.SearchStrategy[Bundle]], data: st.DataObject
) -> None:
    bundle = data.draw(bundles(1))
    grain = data.draw(st.sampled_from(["character", "word"]))
    wanted = list(Export(bundle, Receipt("spacy")).documents())
    with TemporaryDirectory() as folder:
        out = Path(folder, "out.spacy")
        docbin.write(bundle, out, tokens=grain)
        docs = _unpack(out.read_bytes(), "")
    for document, doc in zip(wanted, docs, strict=True):
        back = docbin._document_of(doc, document.name, "out.spacy")
        assert back.text == document.text
        assert _mentions(back) == _mentions(document)
        assert _deals(back) == _deals(document)


def _mentions(document: Document) -> list[tuple[str, list[tuple[int, int]], list[str]]]:
    triggers = {frame.trigger for frame in document.frames}
    return sorted(
        (mark.type, [s[:2] for s in mark.stretches], sorted(mark.attributes))
        for mark in document.marks
        if mark.key not in triggers
    )


def _deals(document: Document) -> list[tuple[str, list[tuple[str, str]], list[str]]]:
    return sorted(
        (frame.type, sorted(frame.slots.items()), [argument.role for argument in frame.arguments])
        for frame in document.frames
    )
