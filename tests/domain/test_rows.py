from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.article import Link, Passage, SentenceRef, Span
from evreader.domain.rows import rows_of

if TYPE_CHECKING:
    from evreader.domain.article import Language, LinkStatus, Relation


def passage(number: int, language: Language = "en") -> Passage:
    return Passage(number, number - 1, language, "paragraph", "x", (Span(0, 1),))


def link(
    en: list[int],
    zh: list[int],
    relation: Relation = "translation",
    status: LinkStatus = "automatic",
) -> Link:
    return Link(
        1,
        relation,
        status,
        1.0,
        tuple(SentenceRef(p, 0) for p in en),
        tuple(SentenceRef(p, 0) for p in zh),
    )


def test_linked_passages_share_a_row() -> None:
    passages = [passage(n) for n in range(1, 7)]
    links = [link([1], [4]), link([3], [5, 6]), link([2], [5], status="rejected")]
    assert rows_of(passages, links) == [0, 1, 2, 0, 2, 2]


def test_chains_join_and_other_relations_do_not() -> None:
    passages = [passage(n) for n in range(1, 6)]
    links = [
        link([5], [4]),
        link([1], [4], "heading-of"),
        link([2], [3], "related"),
        link([2], [99]),
    ]
    assert rows_of(passages, links) == [0, 1, 2, 0, 0]
    assert rows_of([], links) == []


def test_pairs_of_twenty_thousand_passages() -> None:
    passages = [passage(n) for n in range(1, 20_001)]
    links = [link([n], [n + 1]) for n in range(1, 20_001, 2)]
    rows = rows_of(passages, links)
    assert rows[-1] == 19_998


def test_a_row_has_the_place_of_its_first_passage() -> None:
    passages = [passage(n) for n in range(1, 6)]
    assert rows_of(passages, [link([1], [2]), link([4], [5])]) == [0, 0, 2, 3, 3]


def test_places_given_out_twice_still_give_rows_of_their_own() -> None:
    passages = [passage(n)._replace(index=0) for n in range(1, 4)]
    assert rows_of(passages, [link([1], [2])]) == [0, 0, 1]
