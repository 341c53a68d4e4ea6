from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.article import Passage, Span
from evreader.domain.counterparts import counterparts
from evreader.domain.glossary import Glossary

if TYPE_CHECKING:
    from evreader.domain.article import Kind, Language

TRUE = (
    ("The British factory sold 1,200 cars on Monday.", "这家英国工厂周一售出1200辆汽车。"),
    ("The bank said sales in China rose 8 percent.", "该银行说，中国销售额上升8%。"),
)


def passage(number: int, language: Language, text: str, kind: Kind = "paragraph") -> Passage:
    return Passage(number, number, language, kind, text, (Span(0, len(text)),))


def test_the_true_ones_of_a_half_translated_page() -> None:
    en = [passage(0, "en", TRUE[0][0]), passage(2, "en", "Nobody knows why the old men sing.")]
    en.append(passage(3, "en", TRUE[1][0]))
    zh = [passage(1, "zh", TRUE[0][1]), passage(4, "zh", TRUE[1][1])]
    zh.append(passage(5, "zh", "昨天下了一夜的雪，孩子们都很高兴。"))
    assert [(a.id, b.id) for a, b in counterparts(en, zh, Glossary())] == [(0, 1), (3, 4)]


def test_a_heading_is_no_translation_of_a_paragraph() -> None:
    en = [passage(0, "en", TRUE[0][0], "heading")]
    assert counterparts(en, [passage(1, "zh", TRUE[0][1])], Glossary()) == []


def test_matches_do_not_cross() -> None:
    en = [passage(0, "en", TRUE[0][0]), passage(1, "en", TRUE[1][0])]
    zh = [passage(2, "zh", TRUE[1][1]), passage(3, "zh", TRUE[0][1])]
    assert len(counterparts(en, zh, Glossary())) == 1


def test_a_very_long_page_is_compared_piece_by_piece() -> None:
    en = [passage(3 * n, "en", f"{TRUE[0][0]} It was sale {n + 40}.") for n in range(150)]
    zh = [passage(3 * n + 1, "zh", f"{TRUE[0][1]}这是第{n + 40}次销售。") for n in range(150)]
    found = {(a.id, b.id) for a, b in counterparts(en, zh, Glossary())}
    assert len(found) == 150
    assert all(b == a + 1 for a, b in found)
