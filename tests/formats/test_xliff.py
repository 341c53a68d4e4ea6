from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from evreader.domain.annotation import Mention
from evreader.domain.article import Article, ArticleInfo, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.errors import InputError
from evreader.formats.xliff import read, write
from tests.formats.bilingual import bilingual, told

if TYPE_CHECKING:
    from pathlib import Path

V2 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" {}>'
    '<file id="f">{}</file></xliff>'
)
V1 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a/b.html" '
    'source-language="en-US" target-language="zh-CN" datatype="html"><body>{}</body></file></xliff>'
)


def version2(
    path: Path, units: str, *, languages: str = 'srcLang="en" trgLang="zh-Hans"'
) -> Bundle:
    path.write_text(V2.format(languages, units), "utf-8")
    return read(path)


def version1(path: Path, units: str) -> Bundle:
    path.write_text(V1.format(units), "utf-8")
    return read(path)


def texts(bundle: Bundle) -> list[tuple[str, str]]:
    return [
        (passage.language, passage.text)
        for annotated in bundle.articles
        for passage in annotated.article.passages
    ]


def links(bundle: Bundle) -> list[tuple[str, float]]:
    (annotated,) = bundle.articles
    return [(link.status, link.score) for link in annotated.article.links]


def test_each_link_is_a_unit_with_its_state(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(deal_bundle, tmp_path / "a.xlf")
    root = etree.parse(tmp_path / "a.xlf").getroot()
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "en", "zh")
    first, second = root.findall("{*}file/{*}unit")
    assert first.find("{*}segment").get("state") == "reviewed"
    facts = {meta.get("type"): meta.text for meta in first.iter("{*}meta")}
    assert (facts["status"], facts["score"]) == ("confirmed", "0.875")
    assert second.find("{*}segment/{*}target") is None
    assert {m.get("type"): m.text for m in second.iter("{*}meta")}["en-origin"] == "user"
    assert receipt.counts == {
        "articles": 2,
        "links": 1,
        "mentions": 3,
        "sentences without a link": 1,
    }
    assert receipt.losses[0] == "Mentions left out: 1."


@given(bundle=bilingual())
@settings(max_examples=100)
def test_any_article_comes_back(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.getbasetemp() / "any.xlf"
    write(bundle, out)
    assert told(read(out)) == told(bundle)


def test_a_source_that_xml_cannot_hold(tmp_path: Path) -> None:
    passages = (Passage(1, 0, "en", "paragraph", "Plant.", (Span(0, 6),)),)
    article = Article(1, ArticleInfo("t", "a\x01.html"), passages)
    write(Bundle(articles=(AnnotatedArticle(article),)), tmp_path / "a.xlf")
    (annotated,) = read(tmp_path / "a.xlf").articles
    assert annotated.article.info.source == "a\ufffd.html"


def test_a_third_language_is_left_out_and_counted(tmp_path: Path) -> None:
    passages = (
        Passage(1, 0, "other", "paragraph", "Werk.", (Span(0, 5),)),
        Passage(2, 1, "en", "paragraph", "Plant.\x0b\x01", (Span(0, 8),)),
    )
    article = Article(1, ArticleInfo("t"), passages)
    receipt = write(Bundle(articles=(AnnotatedArticle(article),)), tmp_path / "a.xlf")
    assert "Passages in neither English nor Chinese left out: 1." in receipt.losses
    assert texts(read(tmp_path / "a.xlf")) == [("en", "Plant.\x0b\x01")]


def test_a_unit_is_a_paragraph_and_a_segment_a_sentence(tmp_path: Path) -> None:
    bundle = version2(
        tmp_path / "a.xlf",
        '<unit id="1" name="title"><segment state="final"><source>Cars</source><target>汽车'
        "</target></segment></unit>"
        '<unit id="2"><segment id="s1" state="translated"><source>One.</source>'
        "<target>一。</target></segment><ignorable><source> </source></ignorable><segment>"
        "<source>Two.</source></segment></unit>",
    )
    assert texts(bundle) == [("en", "Cars"), ("zh", "汽车"), ("en", "One. Two."), ("zh", "一。")]
    (annotated,) = bundle.articles
    assert [passage.kind for passage in annotated.article.passages][:2] == ["heading", "heading"]
    assert links(bundle) == [("confirmed", 1.0), ("automatic", 1.0)]


def test_order_of_targets_and_what_stands_between(tmp_path: Path) -> None:
    bundle = version2(
        tmp_path / "a.xlf",
        '<unit id="1" xml:space="preserve"><segment><source>One.</source><target order="3">一。'
        "</target></segment><ignorable><source> – </source><target>——</target></ignorable><segment>"
        '<source>Two.</source><target order="1">二。</target></segment></unit>',
    )
    assert texts(bundle) == [("en", "One. – Two."), ("zh", "二。——一。")]


def test_codes_marks_and_characters_of_version_2(tmp_path: Path) -> None:
    bundle = version2(
        tmp_path / "a.xlf",
        '<unit id="1"><segment><source>A <pc id="1">big</pc> <mrk id="m" type="term" value="x">car'
        '</mrk><ph id="2" subType="xlf:lb"/>h<cp hex="0001"/><sm id="3" type="term"/>i.'
        "</source></segment></unit>",
    )
    assert texts(bundle) == [("en", "A big car\nh\x01i.")]
    assert bundle.receipt is not None
    assert bundle.receipt.notes == [
        "Inline codes dropped, the text around them kept: 2.",
        "Terms left out that do not end in the segment in which they begin: 1.",
    ]


def terms(bundle: Bundle) -> list[tuple[str, str, dict[str, str]]]:
    found = []
    for annotated in bundle.articles:
        passages = {passage.id: passage.text for passage in annotated.article.passages}
        for mention in annotated.mentions:
            (span,) = mention.fragments
            assert passages[mention.passage][span.start : span.end] == mention.text
            found.append((mention.type, mention.text, dict(mention.attributes)))
    return found


def test_terms_of_version_2_are_mentions(tmp_path: Path) -> None:
    bundle = version2(
        tmp_path / "a.xlf",
        '<unit id="1"><notes><note>ask</note></notes><segment><source>\n  A <sm id="1" '
        'type="term"/>new <mrk id="2" type="my:place">Lund\n   plant<em startRef="1"/> gate</mrk> '
        '<mrk id="3" type="comment" value="why?">opens</mrk> <mrk id="4" translate="no">X1</mrk>.'
        '</source><target><mrk id="5" type="term" ref="http://x.org/1" value="a site">工厂</mrk>。'
        "</target></segment></unit>",
    )
    assert terms(bundle) == [
        ("term", "new Lund plant", {}),
        ("place", "Lund plant gate", {}),
        ("term", "工厂", {"ref": "http://x.org/1", "value": "a site"}),
    ]
    assert [item.name for item in bundle.sets] == ["a"]
    assert bundle.receipt is not None
    assert bundle.receipt.notes == [
        "Inline codes dropped, the text around them kept: 2.",
        "Notes of translators left out: 2.",
    ]


def test_terms_of_version_1_are_mentions(tmp_path: Path) -> None:
    bundle = version1(
        tmp_path / "a.xlf",
        '<trans-unit id="1"><source>x</source><seg-source><mrk mtype="seg" mid="1">The <mrk '
        'mtype="name">Lund <g id="1">plant</g></mrk> opens.</mrk> <mrk mtype="seg" mid="2">It '
        '<mrk mtype="x-sdl-deleted">was</mrk>is <mrk mtype="protected">big</mrk>.</mrk>'
        '</seg-source><target><mrk mtype="seg" mid="1"><mrk mtype="x-term">工厂</mrk>开业。</mrk>'
        '<mrk mtype="seg" mid="2">很大。</mrk></target></trans-unit>'
        '<trans-unit id="2"><source>A <mrk mtype="term"><mrk mtype="abbrev">JV</mrk></mrk>.'
        "</source></trans-unit>",
    )
    assert texts(bundle)[0] == ("en", "The Lund plant opens. It is big.")
    assert [(kind, text) for kind, text, _ in terms(bundle)] == [
        ("name", "Lund plant"),
        ("term", "工厂"),
        ("term", "JV"),
        ("abbrev", "JV"),
    ]


@pytest.mark.parametrize("mark", ['mtype="its:any"', 'mtype="x-its"'])
def test_what_text_analysis_marked_is_a_mention(tmp_path: Path, mark: str) -> None:
    space = 'xmlns:its="http://www.w3.org/2005/11/its"'
    bundle = version1(
        tmp_path / "a.xlf",
        f'<trans-unit id="1" {space}><source><mrk {mark} its:taClassRef="http://x.org/types#City" '
        f'its:taIdentRef="http://x.org/Lund" its:taConfidence="0.7">Lund</mrk> <mrk {mark} '
        f'its:locQualityIssueComment="odd">opens</mrk>.</source></trans-unit>',
    )
    said = {"class": "http://x.org/types#City", "ref": "http://x.org/Lund", "confidence": "0.7"}
    assert terms(bundle) == [("City", "Lund", said)]


def test_mentions_are_terms_with_the_names_of_what_they_mean(
    deal_bundle: Bundle, tmp_path: Path
) -> None:
    write(deal_bundle, tmp_path / "a.xlf")
    marks = list(etree.parse(tmp_path / "a.xlf").iter("{*}mrk"))
    assert [(mark.get("type"), mark.get("value"), mark.text) for mark in marks] == [
        ("term", "Norrland Motors / 诺兰汽车", "Norrland Motors"),
        ("term", "启明汽车", "启明汽车"),
        ("term", "启明汽车", "Qiming Auto"),
    ]
    assert [kind for kind, _, _ in terms(read(tmp_path / "a.xlf"))] == ["Company"] * 3


@given(bundle=bilingual(), data=st.data())
@settings(max_examples=100)
def test_mentions_within_a_sentence_come_back(
    bundle: Bundle, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (annotated,) = bundle.articles
    mentions = []
    for passage in annotated.article.passages:
        for start, end in passage.sentences:
            for _ in range(data.draw(st.integers(0, 3))):
                at = data.draw(st.integers(start, end - 1))
                span = Span(at, data.draw(st.integers(at + 1, end)))
                text = passage.text[span.start : span.end]
                kind = data.draw(st.sampled_from(["Company", "公司", "\x01 &"]))
                mentions.append(Mention(len(mentions) + 1, passage.id, (span,), text, kind, 1))
    whole = Bundle(articles=(AnnotatedArticle(annotated.article, tuple(mentions)),))
    out = tmp_path_factory.getbasetemp() / "terms.xlf"
    write(whole, out)
    back = read(out)
    assert told(back) == told(bundle)
    (found,) = back.articles
    assert sorted(map(place, found.mentions)) == sorted(map(place, mentions))


def place(mention: Mention) -> tuple[int, int, int, str, str]:
    kind = mention.type.replace("\x01", "\ufffd")
    return (mention.passage, mention.start, mention.end, kind, mention.text)


def test_layout_of_the_file_is_no_text_unless_it_says_so(tmp_path: Path) -> None:
    unit = '<unit id="1" {}><segment><source>One\n       line.</source></segment></unit>'
    assert texts(version2(tmp_path / "a.xlf", unit.format(""))) == [("en", "One line.")]
    kept = version2(tmp_path / "b.xlf", unit.format('xml:space="preserve"'))
    assert texts(kept) == [("en", "One\n       line.")]


def test_quality_of_the_match_that_was_taken(tmp_path: Path) -> None:
    bundle = version2(
        tmp_path / "a.xlf",
        '<unit id="1"><mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><mtc:match '
        'ref="#s1" matchQuality="73.5"><source>One.</source><target>一。</target></mtc:match>'
        '</mtc:matches><segment id="s1"><source>One.</source><target>一。</target></segment>'
        "</unit>",
    )
    assert links(bundle) == [("automatic", 0.735)]


def test_numbers_beyond_all_bounds(tmp_path: Path) -> None:
    huge = "9" * 5_000
    both = f'<source>A.</source><target order="{huge}">一。</target>'
    unit = f'<unit id="1"><segment>{both}</segment></unit>'
    assert texts(version2(tmp_path / "a.xlf", unit)) == [("en", "A."), ("zh", "一。")]
    proposal = f'<alt-trans match-quality="{huge}"><target>一。</target></alt-trans>'
    pair = "<source>A.</source><target>一。</target>"
    found = version1(tmp_path / "b.xlf", f'<trans-unit id="1">{pair}{proposal}</trans-unit>')
    assert links(found) == [("automatic", 1.0)]


def test_another_language_is_counted_and_no_side(tmp_path: Path) -> None:
    unit = (
        '<unit id="1"><segment state="final"><source>{}</source><target>{}</target></segment>'
        "</unit>"
    )
    french = version2(
        tmp_path / "a.xlf", unit.format("One.", "Un."), languages='srcLang="en" trgLang="fr"'
    )
    assert texts(french) == [("en", "One.")]
    assert links(french) == []
    turned = version2(
        tmp_path / "b.xlf", unit.format("一。", "One."), languages='srcLang="zh" trgLang="en"'
    )
    assert texts(turned) == [("zh", "一。"), ("en", "One.")]
    with pytest.raises(InputError, match="no English or Chinese"):
        version2(
            tmp_path / "c.xlf", unit.format("Un.", "Uno."), languages='srcLang="fr" trgLang="it"'
        )


def test_version_1(tmp_path: Path) -> None:
    bundle = version1(
        tmp_path / "a.xliff",
        '<group><trans-unit id="1" restype="header" approved="yes"><source>Cars</source><target>'
        '汽车</target></trans-unit></group><trans-unit id="2"><source>A <g id="1">red</g><x id="2" '
        'ctype="lb"/>c<ph id="3">&lt;br&gt;</ph>ar.</source><target state="translated">红车。'
        "</target>"
        '<alt-trans match-quality="88%"><source>x</source><target>红车。</target></alt-trans>'
        "</trans-unit>",
    )
    assert texts(bundle) == [
        ("en", "Cars"),
        ("zh", "汽车"),
        ("en", "A red\ncar."),
        ("zh", "红车。"),
    ]
    assert links(bundle) == [("confirmed", 1.0), ("automatic", 0.88)]
    (annotated,) = bundle.articles
    assert annotated.article.info.title == "b.html"


def test_segments_of_version_1(tmp_path: Path) -> None:
    bundle = version1(
        tmp_path / "a.sdlxliff",
        '<trans-unit id="1" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"><source>One. Two.'
        '</source><seg-source><g id="0"><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" '
        'mid="2">Two.</mrk></g></seg-source><target><g id="0"><mrk mtype="seg" mid="1">一。</mrk>'
        '<mrk mtype="seg" mid="2">二。</mrk></g></target><sdl:seg-defs><sdl:seg id="1" '
        'conf="Translated"/><sdl:seg id="2" conf="Draft"/></sdl:seg-defs></trans-unit>',
    )
    assert texts(bundle) == [("en", "One. Two."), ("zh", "一。二。")]
    assert links(bundle) == [("confirmed", 1.0), ("automatic", 1.0)]


def test_two_files_are_two_articles_and_damage_ends_what_came(tmp_path: Path) -> None:
    unit = '<unit id="1"><segment><source>One.</source></segment></unit>'
    path = tmp_path / "a.xlf"
    path.write_text(
        f'<xliff version="2.0" srcLang="en"><file id="a">{unit}</file><file id="b">{unit}<unit>',
        "utf-8",
    )
    bundle = read(path)
    assert len(list(bundle.articles)) == 2
    assert bundle.receipt is not None
    assert "is damaged" in bundle.receipt.refused[0]


@pytest.mark.parametrize("content", [b"<tmx/>", b"", b"\x00\x00", b"<xliff>" + b"<g>" * 200_000])
def test_what_is_no_xliff_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlf").write_bytes(content)
    with pytest.raises(InputError):
        read(tmp_path / "a.xlf")
