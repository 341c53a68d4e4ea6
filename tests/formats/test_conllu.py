"""CoNLL-U files: ours come back to the last space, those of treebanks are understood."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats import conllu
from evreader.formats.standoff.flat import Flattening
from tests.formats.mentions import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.domain.bundle import Bundle


def _row(number: str, form: str, misc: str = "_") -> str:
    return "\t".join((number, form, *"_" * 7, misc))


def _read(tmp_path: Path, *lines: str) -> Bundle:
    path = tmp_path / "a.conllu"
    path.write_text("\n".join((*lines, "")), encoding="utf-8", newline="")
    return conllu.read(path)


def _texts(bundle: Bundle) -> list[list[str]]:
    return [[p.text for p in item.article.passages] for item in bundle.articles]


def _receipt(bundle: Bundle) -> Receipt:
    assert bundle.receipt is not None
    return bundle.receipt


def test_what_is_written(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "out.conllu"
    receipt = conllu.write(deal_bundle, out)
    lines = out.read_text(encoding="utf-8").split("\n")
    assert lines[:8] == [
        "# newdoc id = 00001",
        "# generator = evreader",
        "# title = Norrland and Qiming join",
        "# date = 2025-03-01",
        "# newpar",
        "# sent_id = 00001-1",
        "# text = Norrland Motors and Qiming Auto agreed on a joint venture in Lund.",
        _row("1", "Norrland", "Entity=B-Company"),
    ]
    assert _row("5", "Auto", r"Entity=I-Company|SpacesAfter=\r\n") in lines
    assert _row("7", "明", "Entity=I-Company|SpaceAfter=No") in lines
    assert "Deals left out: 2." in receipt.losses


def test_a_treebank_without_entities(tmp_path: Path) -> None:
    bundle = _read(
        tmp_path,
        "# newdoc id = n1", "# sent_id = 1", "# text = 他们在波尔图。",
        _row("1", '"', "SpaceAfter=No"), _row("2", "他们", "SpaceAfter=No"),
        _row("3", "在", "SpaceAfter=No"), _row("4", "波尔图", "SpaceAfter=No"), _row("5", "。"), "",
        "# newdoc id = n1", "# sent_id = 2", "# text = 很好。",
        _row("1", "很好", "SpaceAfter=No"), _row("2", "。"), "",
        "# newdoc id = n2", "# text = 再见。",
        _row("1", "再见", "Entity=B-Word|SpaceAfter=No"), _row("2", "。"),
    )  # fmt: skip
    assert _texts(bundle) == [["他们在波尔图。", "很好。"], ["再见。"]]
    assert said(bundle) == [("Word", "再见")]
    assert _receipt(bundle).counts == {"tokens that the text does not have": 1}


def test_paragraphs_and_words_written_as_one(tmp_path: Path) -> None:
    bundle = _read(
        tmp_path,
        "# newpar id = p1", "# text = Vámonos a Porto.",
        _row("1-2", "Vámonos"), _row("1", "vamos"), _row("2", "nos"), _row("3", "a"),
        _row("4-5", "Porto", "SpaceAfter=No"), _row("4", "Por", "NER=B-LOC"),
        _row("5", "to", "NER=I-LOC"), _row("5.1", "x", "Entity=B-X"), _row("6", "."), "",
        "# text = Bien.", _row("1", "Bien", "SpaceAfter=No"), _row("2", "."), "",
        "# newpar", "# text = Sí.", _row("1", "Sí", "SpaceAfter=No"), _row("2", "."),
    )  # fmt: skip
    assert _texts(bundle) == [["Vámonos a Porto. Bien.", "Sí."]]
    assert said(bundle) == [("LOC", "Porto")]
    assert "left aside: 1." in _receipt(bundle).notes[0]


def _words(*words: tuple[str, str]) -> str:
    return "\n".join(_row(str(number), *word) for number, word in enumerate(words, 1))


def test_no_spaces_between_chinese_words_of_which_the_file_says_nothing(tmp_path: Path) -> None:
    words = _words(("小米", "NER=B-ORG"), ("在", "_"), ("北京", "NER=B-GPE"), ("。", "_"))
    bundle = _read(tmp_path, words)
    assert _texts(bundle) == [["小米在北京。"]]
    assert said(bundle) == [("ORG", "小米"), ("GPE", "北京")]


def test_places_of_words_tell_where_spaces_are(tmp_path: Path) -> None:
    places = ("start_char=7|end_char=11|ner=S-ORG", "start_char=12|end_char=16|ner=O")
    words = (*zip(("Ford", "wins"), places, strict=True), ("!", "start_char=16|end_char=17|ner=O"))
    bundle = _read(tmp_path, _words(*words))
    assert _texts(bundle) == [["Ford wins!"]]
    assert said(bundle) == [("ORG", "Ford")]


def test_places_that_do_not_fit_tell_nothing(tmp_path: Path) -> None:
    words = _words(("Ford", "start_char=0|end_char=9"), ("wins", "start_char=3|end_char=4"))
    assert _texts(_read(tmp_path, words)) == [["Ford wins"]]


def test_entities_in_brackets(tmp_path: Path) -> None:
    bundle = _read(
        tmp_path,
        "# global.Entity = eid-etype-head-other",
        "# text = The Bank of Porto grew; it paid.",
        _row("1", "The", "Entity=(e1-org-2-"), _row("2", "Bank"), _row("3", "of"),
        _row("4", "Porto", "Entity=(e2-place-1-)e1)"), _row("5", "grew", "SpaceAfter=No"),
        _row("6", ";"), _row("7", "it", "Entity=(e1-org-1-)"), _row("8", "paid", "Entity=e7)"),
        _row("9", "."),
    )  # fmt: skip
    assert said(bundle) == [("org", "The Bank of Porto"), ("place", "Porto"), ("org", "it")]
    (annotated,) = bundle.articles
    assert [m.attributes["eid"] for m in annotated.mentions] == ["e1", "e2", "e1"]
    assert _receipt(bundle).counts == {"brackets of entities without a match": 1}


def test_a_broken_line_is_listed_and_the_rest_is_read(tmp_path: Path) -> None:
    bundle = _read(tmp_path, _row("1", "Ford"), "2\tbuys", _row("3", "cells", "Entity=B-Thing"))
    assert _texts(bundle) == [["Ford cells"]]
    assert said(bundle) == [("Thing", "cells")]
    assert "line 2" in _receipt(bundle).refused[0]


def test_columns_that_the_file_names(tmp_path: Path) -> None:
    bundle = _read(
        tmp_path, "# global.columns = ID FORM MISC", "1\tFord\tEntity=B-Org", "2\tbuys\t_"
    )
    assert said(bundle) == [("Org", "Ford")]


def test_a_number_beyond_all_bounds_is_listed(tmp_path: Path) -> None:
    bundle = _read(tmp_path, _row("1", "Ford"), _row("9" * 5_000, "buys"))
    assert _texts(bundle) == [["Ford"]]
    assert "is not a word in 10 columns" in _receipt(bundle).refused[0]


def test_a_column_of_entities(tmp_path: Path) -> None:
    head = "# global.columns = ID FORM UPOS PROJ:NER"
    bundle = _read(tmp_path, head, "1\tFord\tPROPN\tB-ORG", "2\tbuys\tVERB\tO")
    assert said(bundle) == [("ORG", "Ford")]


def test_what_is_no_such_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no line of ten columns"):
        _read(tmp_path, "Ford B-ORG", "buys O")


def test_whose_file_it_is() -> None:
    assert conllu.claims(f"# text = x\n{_row('1', 'x')}\n".encode(), "a.txt")
    assert not conllu.claims(b"Ford NNP B-NP B-ORG\n", "a.txt")


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_text_comes_back_with_its_mentions(
    bundles: Callable[..., st.SearchStrategy[Bundle]], data: st.DataObject
) -> None:
    bundle = data.draw(bundles(1))
    wanted = [
        (document.text, [(mark.start, mark.end, mark.type) for mark in marks])
        for document, marks in Flattening(bundle, Receipt("conllu")).documents()
        if document.text.strip()
    ]
    with TemporaryDirectory() as folder:
        out = Path(folder, "out.conllu")
        conllu.write(bundle, out, tokens=data.draw(st.sampled_from(["character", "word"])))
        text = out.read_bytes().decode()
    receipt = Receipt("conllu")
    found = conllu._Reading(text, "out.conllu", receipt).documents()
    assert [
        (d.text, [(m.stretches[0].start, m.stretches[0].end, m.type) for m in d.marks])
        for d in found
    ] == wanted
    assert (receipt.notes, receipt.refused, receipt.counts) == ([], [], {})
