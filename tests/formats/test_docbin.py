"""spaCy's DocBin: spaCy reads what is written, and what spaCy writes is understood."""

from __future__ import annotations

import sys
import zlib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import tokens

from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats import docbin
from evreader.formats.standoff.export import Export

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.document import Document


def _doc(text: str) -> tokens.Doc:
    return spacy.blank("en")(text)


def _read(tmp_path: Path, *docs: tokens.Doc) -> Bundle:
    path = tmp_path / "a.spacy"
    tokens.DocBin(docs=docs, store_user_data=True).to_disk(path)
    return docbin.read(path)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_spacy_reads_what_is_written(deal_bundle: Bundle, tmp_path: Path, language: str) -> None:
    out = tmp_path / "out.spacy"
    receipt = docbin.write(deal_bundle, out)
    vocab = spacy.blank(language).vocab
    first, second = tokens.DocBin().from_disk(out).get_docs(vocab)
    assert [token.text for token in first][:4] == ["Norrland", "Motors", "and", "Qiming"]
    assert first.text.startswith("Norrland Motors and Qiming Auto\r\nagreed")
    assert not first.ents
    assert ("Norrland Motors", "Company") in [(s.text, s.label_) for s in first.spans["sc"]]
    assert [sentence.text[:8] for sentence in first.sents] == ["Norrland", "诺兰汽车与启明汽"]
    assert second.spans["sc"]  # the trigger of the deal lies on the mention
    assert receipt.counts["mentions"] == 4


def test_mentions_that_do_not_overlap_are_entities(deal_bundle: Bundle, tmp_path: Path) -> None:
    docbin.write(replace(deal_bundle, deals=()), tmp_path / "out.spacy")
    _, second = tokens.DocBin().from_disk(tmp_path / "out.spacy").get_docs(spacy.blank("zh").vocab)
    assert [(span.text, span.label_) for span in second.ents] == [("Qiming Auto", "Company")]


def test_an_export_comes_back(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "out.spacy"
    docbin.write(deal_bundle, out)
    back = docbin.read(out)
    mentions = [m for item in back.articles for m in item.mentions]
    assert mentions[0].attributes == {"ticker": "NM B", "level": "name"}
    assert any(len(m.fragments) == 2 for m in mentions)
    assert {deal.slot("status") for deal in back.deals} == {"announced"}
    assert {f.role for deal in back.deals for f in deal.roles} == {"Partner", "Location"}


def test_entities_and_spans_of_others(tmp_path: Path) -> None:
    doc = _doc("Ford Motor buys 😀 cells")
    doc.set_ents([tokens.Span(doc, 0, 2, "ORG", kb_id="Q44294", span_id="e1")])
    doc.spans["sc"] = [tokens.Span(doc, 0, 2, "ORG"), tokens.Span(doc, 0, 1, "NAME")]
    doc.spans["coarse"] = [tokens.Span(doc, 4, 5)]
    doc.cats = {"deal": 1.0, "rumour": 0.0}
    bundle = _read(tmp_path, doc)
    (annotated,) = bundle.articles
    assert {(m.type, m.text): m.attributes for m in annotated.mentions} == {
        ("ORG", "Ford Motor"): {"kb_id": "Q44294", "id": "e1"},
        ("NAME", "Ford"): {},
        ("Mention", "cells"): {"group": "coarse"},
    }
    assert bundle.receipt is not None
    assert bundle.receipt.refused == ["Categories of whole texts have no place here: 2."]


def test_a_docbin_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="without any text"):
        _read(tmp_path)


@pytest.mark.parametrize(
    "data", [b"text", zlib.compress(b"x" * 100)[:-30] + b"\xff" * 40, zlib.compress(b"x")]
)
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
        docs = docbin._unpack(out.read_bytes(), "")
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
