from __future__ import annotations

from evreader.domain.article import Article, ArticleInfo, Cut, Passage
from evreader.domain.language import passage_language
from evreader.domain.sentences import split_sentences
from evreader.domain.sides import paired

EN = ("A battery plant", "Volt will pay 1.2 billion euros in 2027. It hires 3,000 workers.")
ZH = (
    "电池工厂",
    "Volt将在2027年支付12亿欧元。公司雇用3000名工人。",
    "另有一句没有原文的话，讲的是天气。",
)


def article(*texts: str, **more: object) -> Article:
    passages = []
    for index, text in enumerate(texts):
        language = passage_language(text)
        kind = "paragraph" if index else "heading"
        sentences = split_sentences(text, language)
        passages.append(Passage(index + 1, index, language, kind, text, sentences))
    info = more.pop("info", ArticleInfo(texts[0], source="x.txt"))
    return Article(1, info, tuple(passages), **more)  # type: ignore[arg-type]


def test_a_pair_stands_interleaved_and_linked() -> None:
    found = paired(article(*EN, "彭博社", "12"), article(*ZH, "13"))
    assert [(p.id, p.language, p.text[:4]) for p in found.passages[:4]] == [
        (1, "en", "A ba"),
        (2, "zh", "电池工厂"),
        (3, "en", "Volt"),
        (4, "zh", "Volt"),
    ]
    assert {(p.text, p.language) for p in found.passages} >= {
        ("彭博社", "zh"),
        ("12", "en"),
        ("13", "zh"),
    }
    assert [p.index for p in found.passages] == list(range(len(found.passages)))
    pairs = [([r.passage for r in link.en], [r.passage for r in link.zh]) for link in found.links]
    assert pairs[:3] == [([1], [2]), ([3], [4]), ([3], [4])]


def test_what_one_side_does_not_say_the_other_may() -> None:
    en = article(*EN, info=ArticleInfo("Plant", source="a.html", url="https://a.example"))
    zh = article(*ZH, info=ArticleInfo("工厂", source="b.docx", date="2026-03"), review="Look.")
    found = paired(en, zh)
    assert found.info == ArticleInfo(
        "Plant", source="a.html + b.docx", date="2026-03", url="https://a.example"
    )
    assert found.review == "Look."


def test_cuts_follow_their_passages() -> None:
    cuts = (Cut("one", 0.9, {0: "heading"}), Cut("two", 0.7, {0: "heading", 1: "paragraph"}))
    found = paired(article(*EN, cuts=cuts), article(*ZH))
    by_name = {cut.name: cut for cut in found.cuts}
    texts = {found.passages[index].text for index in by_name["one"].kinds}
    assert texts == {EN[0], *ZH}
    assert {found.passages[index].text for index in by_name["two"].kinds} == {*EN, *ZH}
    assert by_name["two"].score == 0.7
