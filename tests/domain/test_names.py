"""Finding an entity by what is typed."""

from __future__ import annotations

import pytest

from evreader.domain.annotation import Entity, Name
from evreader.domain.names import find, fits

ENTITIES = (
    Entity(1, "Company", (Name("en", "Northwind Motors"), Name("zh", "北风汽车"))),
    Entity(2, "Company", (Name("en", "Motor Works Delta"), Name("zh", "三角洲机车"))),
    Entity(3, "Place", (Name("zh", "重庆"), Name("en", "Chongqing"))),
    Entity(4, "Place", (Name("zh", "西安"),)),
    Entity(5, "Company", (Name("en", "Anorak"), Name("en", "ANR Holding"))),
    Entity(6, "Company", ()),
    Entity(7, "Company", (Name("zh", "𠮷野ABC"),)),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Northwind Motors", [1]),
        ("  northwind   MOTORS ", [1]),
        ("motor", [2, 1]),  # at the start of a name before at the start of a word
        ("works", [2]),
        ("orth", [1]),
        ("nor", [1, 5]),  # at the start before inside
        ("风", [1]),
        ("北风", [1]),
        ("bfqc", [1]),
        ("beifeng", [1]),
        ("bei feng", [1]),
        ("BF", [1]),
        ("chongqing", [3]),
        ("cq", [3]),
        ("xian", [4]),
        ("Xi'an", [4]),
        ("anr", [5]),
        ("abc", [7]),
        ("zzz", []),
    ],
)
def test_an_entity_is_found_by_name_part_pinyin_and_initials(typed: str, found: list[int]) -> None:
    assert [entity.id for entity in find(typed, ENTITIES)] == found


def test_the_exact_name_comes_first() -> None:
    names = ("Delta Works", "Delta", "Old Delta", "Xdelta")
    known = [Entity(n, "Company", (Name("en", name),)) for n, name in enumerate(names)]
    assert [entity.name() for entity in find("delta", known)] == [
        "Delta",
        "Delta Works",
        "Old Delta",
        "Xdelta",
    ]


def test_without_a_text_all_come_by_name_up_to_the_limit() -> None:
    assert [entity.id for entity in find(" ", ENTITIES, limit=4)] == [6, 5, 3, 2]
    assert len(find("o", ENTITIES, limit=1)) == 1
    assert find("x", []) == []


@pytest.mark.parametrize("typed", ["bf", "beif", "北", "", "motor"])
def test_one_name_fits_as_one_of_many_does(typed: str) -> None:
    assert fits(typed, "北风汽车 Motors")
    assert not fits("fq", "北风汽车")


def test_a_name_is_found_in_the_other_way_of_writing_it() -> None:
    known = (
        Entity(1, "Company", (Name("zh", "臺灣電池"),)),
        Entity(2, "Company", (Name("en", "Étoile Motors"), Name("zh", "ＡＢＣ汽车"))),
    )
    for typed, found in [("台湾", [1]), ("臺灣電", [1]), ("etoile", [2]), ("abc", [2])]:
        assert [entity.id for entity in find(typed, known)] == found
