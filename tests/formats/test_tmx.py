from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from lxml import etree

from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.errors import InputError
from evreader.formats.tmx import read, write
from tests.formats.bilingual import bilingual, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = '<?xml version="1.0" encoding="{}"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">'
HEAD += '<header creationtool="x" segtype="sentence" srclang="*all*"/><body>'
FOOT = "</body></tmx>"


def memory(path: Path, *units: str, encoding: str = "UTF-8") -> Path:
    whole = HEAD.format(encoding) + "".join(f"<tu>{unit}</tu>" for unit in units) + FOOT
    path.write_bytes(whole.encode(encoding))
    return path


def pair(en: str, zh: str, *, tags: tuple[str, str] = ("en", "zh"), more: str = "") -> str:
    return (
        f'{more}<tuv xml:lang="{tags[0]}"><seg>{en}</seg></tuv>'
        f'<tuv xml:lang="{tags[1]}"><seg>{zh}</seg></tuv>'
    )


def texts(bundle: Bundle) -> list[tuple[str, str]]:
    (annotated,) = bundle.articles
    return [(passage.language, passage.text) for passage in annotated.article.passages]


def links(bundle: Bundle) -> tuple[Link, ...]:
    (annotated,) = bundle.articles
    return annotated.article.links


def test_linked_sentences_and_the_others_are_units(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(deal_bundle, tmp_path / "a.tmx")
    root = etree.parse(tmp_path / "a.tmx").getroot()
    first, second = root.findall("body/tu")
    assert [tuv.get("{http://www.w3.org/XML/1998/namespace}lang") for tuv in first.iter("tuv")] == [
        "en",
        "zh",
    ]
    props = {prop.get("type"): prop.text for prop in first.findall("prop")}
    assert props["x-evreader-status"] == "confirmed"
    assert props["x-evreader-score"] == "0.875"
    assert props["x-evreader-title"] == "Norrland and Qiming join"
    assert [tuv.get("creationid") for tuv in second.iter("tuv")] == ["user"]
    assert receipt.counts == {"articles": 2, "links": 1, "sentences without a link": 1}
    assert receipt.losses == [
        "Mentions left out: 4.",
        "Deals left out: 2.",
        "Entities left out: 3.",
    ]


@given(bundle=bilingual(("en", "zh", "other")))
@settings(max_examples=100)
def test_any_article_comes_back(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.getbasetemp() / "any.tmx"
    write(bundle, out)
    assert told(read(out)) == told(bundle)


def test_what_is_no_translation_is_no_pair(tmp_path: Path) -> None:
    passages = (
        Passage(1, 0, "en", "heading", "Cars", (Span(0, 4),)),
        Passage(2, 1, "zh", "paragraph", "汽车", (Span(0, 2),)),
    )
    sides = ((SentenceRef(1, 0),), (SentenceRef(2, 0),))
    found = (Link(1, "heading-of", "confirmed", 1.0, *sides),
             Link(2, "translation", "rejected", 0.2, *sides))  # fmt: skip
    article = Article(1, ArticleInfo("t"), passages, found)
    receipt = write(Bundle(articles=(AnnotatedArticle(article),)), tmp_path / "a.tmx")
    assert links(read(tmp_path / "a.tmx")) == ()
    assert receipt.losses == [
        "Links that are no translations (headings of, related) left out: 1.",
        "Rejected links left out, so that nobody takes them for translations: 1.",
    ]


def test_a_memory_of_another_program(tmp_path: Path) -> None:
    path = memory(
        tmp_path / "m.tmx",
        pair("Cars sell.", "汽车畅销。", tags=("EN-US", "ZH_CN")),
        pair("Only a guess.", "猜测。", more='<prop type="score">87.5</prop>'),
    )
    bundle = read(path)
    assert texts(bundle)[:2] == [("en", "Cars sell."), ("zh", "汽车畅销。")]
    standing = [(link.status, link.score) for link in links(bundle)]
    assert standing == [("confirmed", 1.0), ("automatic", 0.875)]


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "GB18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = memory(tmp_path / "m.tmx", pair("Cars.", "丰田在𠮷林。"), encoding=encoding)
    assert texts(read(path))[1] == ("zh", "丰田在𠮷林。")


def test_a_declaration_that_is_wrong(tmp_path: Path) -> None:
    path = memory(tmp_path / "m.tmx", pair("Cars.", "汽车。"))
    path.write_bytes(b"\n " + path.read_bytes().replace(b'"UTF-8"', b'"UTF-16"'))
    assert texts(read(path))[1] == ("zh", "汽车。")


def test_codes_go_and_their_text_stays(tmp_path: Path) -> None:
    en = (
        'Press <bpt i="1">&lt;b&gt;</bpt>OK<ept i="1">&lt;/b&gt;</ept> <hi>now</hi>'
        '<ph type="fmt">&lt;br/&gt;</ph>or <ut>{\\cf1}</ut>l<it pos="begin">&lt;i&gt;</it>ater.'
    )
    bundle = read(memory(tmp_path / "m.tmx", pair(en, "按“确定”。")))
    assert texts(bundle)[0] == ("en", "Press OK now\nor later.")
    assert bundle.receipt is not None
    assert bundle.receipt.notes == ["Inline codes dropped, the text around them kept: 6."]


def test_codes_that_omegat_writes_into_the_text(tmp_path: Path) -> None:
    path = memory(tmp_path / "m.tmx", pair("A &lt;b0&gt;red&lt;/b0&gt; car.", "红车。"))
    assert texts(read(path))[0] == ("en", "A <b0>red</b0> car.")
    path.write_bytes(path.read_bytes().replace(b'creationtool="x"', b'creationtool="OmegaT"'))
    bundle = read(path)
    assert texts(bundle)[0] == ("en", "A red car.")
    assert bundle.receipt is not None
    assert bundle.receipt.notes == ["Inline codes dropped, the text around them kept: 2."]


def test_what_trados_calls_a_draft_and_notes_of_translators(tmp_path: Path) -> None:
    level = '<prop type="x-ConfirmationLevel">{}</prop>'
    path = memory(
        tmp_path / "m.tmx",
        pair("One.", "一。", more="<note>ask</note>" + level.format("Draft")),
        pair("Two.", "二。", more=level.format("ApprovedTranslation")),
    )
    bundle = read(path)
    assert [link.status for link in links(bundle)] == ["automatic", "confirmed"]
    assert bundle.receipt is not None
    assert bundle.receipt.notes == ["Notes of translators left out: 1."]


def test_layout_of_the_file_is_no_text_and_a_line_break_is(tmp_path: Path) -> None:
    path = memory(
        tmp_path / "m.tmx", pair("\n      One\n      line.\n   ", "\n\t\t一\n\t\t行。\n"),
        pair("Two\nlines.", "两\n行。"),
    )  # fmt: skip
    assert [text for _, text in texts(read(path))] == [
        "One line.",
        "一行。",
        "Two\nlines.",
        "两\n行。",
    ]


def test_other_languages_and_further_wordings_are_counted(tmp_path: Path) -> None:
    unit = pair("Cars.", "汽车。", tags=("en", "zh-TW"))
    unit += '<tuv lang="zh-CN"><seg>汽车</seg></tuv><tuv xml:lang="fr"><seg>Autos</seg></tuv>'
    bundle = read(memory(tmp_path / "m.tmx", unit, '<tuv xml:lang="ca"><seg>Cotxe</seg></tuv>'))
    assert texts(bundle) == [("en", "Cars."), ("zh", "汽车。")]
    assert bundle.receipt is not None
    assert bundle.receipt.notes == [
        "Further wordings in the same language left out: 1.",
        "Segments in other languages left out: 2 (fr, ca).",
    ]


def test_a_paragraph_is_cut_into_sentences(tmp_path: Path) -> None:
    bundle = read(memory(tmp_path / "m.tmx", pair("One. Two.", "一。二。三。")))
    (link,) = links(bundle)
    assert (len(link.en), len(link.zh)) == (2, 3)


def test_what_stands_before_the_damage_comes_in(tmp_path: Path) -> None:
    path = memory(tmp_path / "m.tmx", pair("Cars.", "汽车。"), "<tuv><seg>x</tuv>")
    bundle = read(path)
    assert texts(bundle) == [("en", "Cars."), ("zh", "汽车。")]
    assert bundle.receipt is not None
    assert "is damaged" in bundle.receipt.refused[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<html><body/></html>", "is no TMX file"),
        (b"no xml at all", "damaged"),
        (b"<tmx>" + b"<a>" * 200_000, "damaged"),
        (HEAD.format("UTF-8").encode() + FOOT.encode(), "no English or Chinese"),
        (b"<tmx>\x00</tmx>", "damaged"),
        (
            b'<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx><body>&b;</body></tmx>',
            "entities",
        ),
    ],
)
def test_what_is_no_memory_is_refused_in_words(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "m.tmx").write_bytes(content)
    with pytest.raises(InputError, match=reason):
        read(tmp_path / "m.tmx")


def test_forbidden_characters_are_replaced_and_counted(tmp_path: Path) -> None:
    passage = Passage(1, 0, "en", "paragraph", "a\x0bb\x01", (Span(0, 4),))
    article = Article(1, ArticleInfo("t"), (passage,))
    receipt = write(Bundle(articles=(AnnotatedArticle(article),)), tmp_path / "a.tmx")
    assert texts(read(tmp_path / "a.tmx")) == [("en", "a\ufffdb\ufffd")]
    assert "Control characters that the format cannot hold, now “\ufffd”: 2." in receipt.losses


def test_units_edited_elsewhere_keep_their_passage(tmp_path: Path) -> None:
    text = "One car. Two cars."
    passages = (
        Passage(1, 0, "en", "paragraph", text, (Span(0, 8), Span(9, 18))),
        Passage(2, 1, "zh", "paragraph", "两辆。", (Span(0, 3),)),
    )
    refs = (SentenceRef(1, 0), SentenceRef(1, 1))
    link = Link(1, "translation", "confirmed", 1.0, refs, (SentenceRef(2, 0),))
    article = Article(1, ArticleInfo("t"), passages, (link,))
    out = tmp_path / "a.tmx"
    write(Bundle(articles=(AnnotatedArticle(article),)), out)
    out.write_text(out.read_text("utf-8").replace("One car. Two", "One car and two"), "utf-8")
    bundle = read(out)
    assert texts(bundle) == [("en", "One car and two cars."), ("zh", "两辆。")]
    assert bundle.receipt is not None
    assert "changed since evreader wrote them" in bundle.receipt.notes[0]


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[AnnotatedArticle]:
        yield AnnotatedArticle(Article(1, ArticleInfo("t"), ()))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(Bundle(articles=broken()), tmp_path / "a.tmx")
    assert list(tmp_path.iterdir()) == []
