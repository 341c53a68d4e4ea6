"""CoNLL files: ours come back, those of others are understood."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.annotation import AnnotationSet, Mention
from evreader.domain.article import Article, ArticleInfo, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle, Receipt
from evreader.errors import FormatError, InputError
from evreader.formats import conll
from evreader.formats.standoff.flat import Flattening
from tests.formats.mentions import said

if TYPE_CHECKING:
    from collections.abc import Callable


def _file(tmp_path: Path, text: str, name: str = "a.conll") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _read(tmp_path: Path, text: str) -> Bundle:
    return conll.read(_file(tmp_path, text))


def _texts(bundle: Bundle) -> list[list[str]]:
    return [[p.text for p in item.article.passages] for item in bundle.articles]


def _receipt(bundle: Bundle) -> Receipt:
    assert bundle.receipt is not None
    return bundle.receipt


def _one(text: str, *mentions: tuple[str, tuple[tuple[int, int], ...]]) -> Bundle:
    article = Article(
        1, ArticleInfo("T"), (Passage(1, 0, "en", "paragraph", text, (Span(0, len(text)),)),)
    )
    made = tuple(
        Mention(n, 1, tuple(Span(*s) for s in spans), " ".join(text[a:b] for a, b in spans), k, 1)
        for n, (k, spans) in enumerate(mentions, 1)
    )
    return Bundle(sets=(AnnotationSet(1, "Mei"),), articles=(AnnotatedArticle(article, made),))


def test_what_is_written(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "out.conll"
    receipt = conll.write(deal_bundle, out)
    lines = out.read_text(encoding="utf-8").split("\n")
    assert lines[:5] == [
        "-DOCSTART- -X- -X- O",
        "",
        "# doc_id = 00001",
        "# title = Norrland and Qiming join",
        "# date = 2025-03-01",
    ]
    assert "Norrland -X- _ B-Company" in lines
    assert "Motors -X- _ I-Company" in lines
    assert "明 -X- _ I-Company" in lines
    assert receipt.counts == {"articles": 2, "passages": 3, "mentions": 4, "deals": 0}
    assert "Deals left out: 2." in receipt.losses
    assert "Mentions in fragments of which only the longest is kept: 1." in receipt.losses
    assert receipt.files == ["out.conll"]


@pytest.mark.parametrize(
    ("tags", "last"), [("bioes", ["B", "I", "I", "E"]), ("bmes", ["B", "M", "M", "E"])]
)
def test_two_columns_with_the_tags_of_chinese_corpora(
    deal_bundle: Bundle, tmp_path: Path, tags: str, last: list[str]
) -> None:
    out = tmp_path / "out.conll"
    conll.write(deal_bundle, out, tags=tags)
    rows = [line.split(" ") for line in out.read_text(encoding="utf-8").split("\n")]
    signs = [row[1][0] for row in rows if row[0] in set("启明汽车") and row[-1] != "O"]
    assert signs == last
    assert said(conll.read(out))[-1] == ("Company", "Qiming Auto")


def test_chinese_by_word(tmp_path: Path) -> None:
    bundle = _one("上海汽车工业发展很快", ("Company", ((0, 3),)))
    out = tmp_path / "out.conll"
    conll.write(bundle, out, tokens="word")
    words = [line.split(" ")[0] for line in out.read_text(encoding="utf-8").split("\n")]
    # A mention may cut a word in two; none is lost for that.
    assert "上海" in words
    assert "汽" in words
    assert said(conll.read(out)) == [("Company", "上海汽")]


def test_unknown_options_are_refused(deal_bundle: Bundle, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="choose one of character, word"):
        conll.write(deal_bundle, tmp_path / "out", tokens="syllable")
    assert list(tmp_path.iterdir()) == []


def test_the_longest_of_overlapping_mentions_stays_and_the_others_are_named(
    tmp_path: Path,
) -> None:
    text = "The Bank of Porto fund grows"
    bundle = _one(
        text,
        ("Place", ((12, 17),)),
        ("Company", ((9, 17),)),
        ("Fund", ((8, 22),)),
        ("Other", ((0, 3), (23, 28))),
    )
    receipt = conll.write(bundle, tmp_path / "out.conll")
    assert said(conll.read(tmp_path / "out.conll")) == [("Fund", text[9:22]), ("Other", "grows")]
    assert "Left out in “T”: Company “of Porto” at 9." in receipt.losses
    assert "Left out in “T”: Place “Porto” at 12." in receipt.losses
    assert receipt.counts["mentions"] == 2
    assert any("longest" in note for note in receipt.notes)


def test_conll_2003(tmp_path: Path) -> None:
    bundle = _read(
        tmp_path,
        "-DOCSTART- -X- -X- O\n\nFord NNP B-NP B-ORG\n, , O O\n( ( O O\nDetroit NNP B-NP B-LOC\n"
        ') ) O O\nhas VBZ B-VP O\n" " O O\nplans NNS B-NP O\n" " O O\n. . O O\n\n'
        "-DOCSTART- -X- O O\n\nMali NNP B-NP I-LOC\n's POS B-NP O\nturn NN I-NP O\n",
    )
    assert _texts(bundle) == [['Ford, (Detroit) has "plans".'], ["Mali's turn"]]
    assert said(bundle) == [("ORG", "Ford"), ("LOC", "Detroit"), ("LOC", "Mali")]


def test_chinese_characters_with_sentences_and_crlf(tmp_path: Path) -> None:
    lines = ["小\tB-NAME", "米\tE-NAME", "A\tO", "P\tO", "P\tO", "。\tO", "", "𠮷\tS-NAME", ""]
    bundle = _read(tmp_path, "\r\n".join(lines))
    assert _texts(bundle) == [["小米APP。", "𠮷"]]
    assert said(bundle) == [("NAME", "小米"), ("NAME", "𠮷")]
    assert _receipt(bundle).notes == []


def test_numbered_tokens_with_two_columns_of_tags(tmp_path: Path) -> None:
    bundle = _read(
        tmp_path,
        "#\tsome.site [2009]\n1\tUni\tB-ORG\tO\n2\tPorto\tI-ORG\tB-LOC\n3\twins\tO\tO\n\n"
        "1\tYes\tO\tO\n",
    )
    assert said(bundle) == [("ORG", "Uni Porto"), ("LOC", "Porto")]


def test_a_hash_may_be_a_token_and_a_white_one_too(tmp_path: Path) -> None:
    bundle = _read(tmp_path, "# O\n1 B-NUM\n\u3000 O\n吉 O\n林 O\n大 O\n")
    assert said(bundle) == [("NUM", "1")]
    assert _texts(bundle)[0][0].startswith("#1")


def test_tags_in_another_column_than_the_last(tmp_path: Path) -> None:
    bundle = _read(tmp_path, "Ford B-ORG NNP 1\nbuys O VBZ 2\n")
    assert said(bundle) == [("ORG", "Ford")]


def test_types_without_signs(tmp_path: Path) -> None:
    rows = ["Ford ORG", "Motor ORG", "buys O", "cells THING", ""] * 20
    assert said(_read(tmp_path, "\n".join(rows)))[:2] == [
        ("ORG", "Ford Motor"),
        ("THING", "cells"),
    ]


def test_broken_tags_are_counted_and_lines_without_a_tag_listed(tmp_path: Path) -> None:
    bundle = _read(tmp_path, "Ford B-ORG\nbuys I-ACT\ncells\nin O\nPorto B-LOC\n")
    receipt = _receipt(bundle)
    assert said(bundle) == [("ORG", "Ford"), ("ACT", "buys"), ("LOC", "Porto")]
    assert receipt.notes == ["Tags that do not go on as they should, read as conlleval does: 1."]
    assert receipt.refused == ["“a.conll”, line 3: “cells” has no tag; it is taken as O."]


def test_only_outside(tmp_path: Path) -> None:
    assert _texts(_read(tmp_path, "Ford O\nbuys O\n"))[0] == ["Ford buys"]


@pytest.mark.parametrize("text", ["one two three\nfour five\n" * 3, "word\n" * 9])
def test_what_has_no_tags_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FormatError, match="no column of tags"):
        _read(tmp_path, text)


def test_a_missing_or_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        conll.read(tmp_path / "none.conll")
    with pytest.raises(InputError, match="empty"):
        _read(tmp_path, "")


def test_whose_file_it_is() -> None:
    assert conll.claims(b"Ford B-ORG\nbuys O\ncut of", "a.txt")
    assert conll.claims("小 B-X\n米 I-X\n".encode(), "a.txt")
    assert not conll.claims(b"A text about cars.\nIt goes on.\n", "a.txt")
    assert conll.claims(b"-DOCSTART-\n\nFord O\nbuys O\n", "a.txt")
    assert conll.claims(b"Ford B-ORG\n" + b"buys O\n" * 20 + b"cars\n", "a.txt")


def test_a_table_of_words_and_marks_is_no_file_of_tokens() -> None:
    assert conll.claims(b"1\tFord\tB-ORG\tO\n2\tbuys\tO\tO\n", "a.tsv")
    assert not conll.claims(b"name\tsize\nFord\tgrade-S\nOrsay\tgrade-L\n", "a.tsv")
    assert not conll.claims(b"Ford\tO\t-\nOrsay\tO\t\n", "a.tsv")


def test_digits_that_count_characters_in_words_are_no_text(tmp_path: Path) -> None:
    lines = ["小0\tB-ORG.NAM", "米1\tI-ORG.NAM", "在0\tO", "北0\tB-GPE.NAM", "京1\tI-GPE.NAM"]
    bundle = _read(tmp_path, "\n".join(lines))
    assert _texts(bundle) == [["小米在北京"]]
    assert said(bundle) == [("ORG.NAM", "小米"), ("GPE.NAM", "北京")]
    assert any("counts it in its word" in note for note in _receipt(bundle).notes)


def test_digits_of_the_text_stay(tmp_path: Path) -> None:
    lines = ["小 B-ORG", "米 I-ORG", "第1 O", "名 O"]
    assert _texts(_read(tmp_path, "\n".join(lines))) == [["小米第1名"]]


def test_a_line_that_names_the_columns_is_no_token(tmp_path: Path) -> None:
    bundle = _read(tmp_path, "Token\tPOS\tLabel\nFord\tNNP\tB-ORG\nwins\tVBZ\tO\n")
    assert _texts(bundle) == [["Ford wins"]]
    assert said(bundle) == [("ORG", "Ford")]


def test_a_short_file_may_have_bare_types(tmp_path: Path) -> None:
    bundle = _read(tmp_path, "-DOCSTART-\n\nsee O\nFord ORG\nMotor ORG\n2020 YEAR\n")
    assert said(bundle) == [("ORG", "Ford Motor"), ("YEAR", "2020")]


def test_the_language_before_each_token_is_no_text(tmp_path: Path) -> None:
    bundle = _read(tmp_path, "zh:小\tB-ORG\nzh:米\tI-ORG\nzh::\tO\n")
    assert _texts(bundle) == [["小米:"]]
    assert said(bundle) == [("ORG", "小米")]
    assert "“zh:” before each token is left out." in _receipt(bundle).notes
    assert _texts(_read(tmp_path, "re: O\nre:port B-X\nFord O\n")) == [["re: re:port Ford"]]


def test_names_of_pictures_are_no_tokens(tmp_path: Path) -> None:
    bundle = _read(tmp_path, "IMGID:12\nFord\tB-ORG\nwins\tO\n\nIMGID:13\nOrsay\tB-ORG\nwins\tO\n")
    assert _texts(bundle) == [["Ford wins", "Orsay wins"]]
    assert _receipt(bundle).refused == []
    assert "Names of pictures left out: 2." in _receipt(bundle).notes


def test_a_number_beyond_all_bounds_is_a_word(tmp_path: Path) -> None:
    bundle = _read(tmp_path, f"{'9' * 5_000} CD B-ORG\n2 CD O\n")
    assert said(bundle) == [("ORG", "9" * 5_000)]


def test_conll_2012_is_refused_by_its_name(tmp_path: Path) -> None:
    lines = ["#begin document (a); part 000", "a 0 0 Ford NNP * - - - x (ORG) -", "#end document"]
    with pytest.raises(FormatError, match="is CoNLL-2012"):
        _read(tmp_path, "\n".join(lines))


def test_webanno_tsv_is_refused_by_its_name(tmp_path: Path) -> None:
    text = "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=Ford\n1-1\t0-4\tFord\t\n"
    assert conll.claims(text.encode(), "a.tsv")
    with pytest.raises(FormatError, match="is WebAnno TSV, which"):
        _read(tmp_path, text)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_text_comes_back_with_its_mentions(
    bundles: Callable[..., st.SearchStrategy[Bundle]], data: st.DataObject
) -> None:
    bundle = data.draw(bundles(1))
    wanted = [
        (document.text, [(mark.start, mark.end, mark.type) for mark in marks])
        for document, marks in Flattening(bundle, Receipt("conll")).documents()
    ]
    with TemporaryDirectory() as folder:
        out = Path(folder, "out.conll")
        conll.write(
            bundle,
            out,
            tags=data.draw(st.sampled_from(["bio", "bioes", "bmes"])),
            tokens=data.draw(st.sampled_from(["character", "word"])),
        )
        text = out.read_bytes().decode()
    receipt = Receipt("conll")
    found = conll._Reading(text, "out.conll", receipt).documents() if wanted else ()
    assert [
        (d.text, [(m.stretches[0].start, m.stretches[0].end, m.type) for m in d.marks])
        for d in found
    ] == wanted
    assert (receipt.notes, receipt.refused, receipt.counts) == ([], [], {})
