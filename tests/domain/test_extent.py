"""What is chosen to go out, most of all by dates that are cut short."""

from __future__ import annotations

import pytest

from evreader.domain.article import Article, ArticleInfo, Link
from evreader.domain.extent import Extent
from evreader.errors import InputError


@pytest.mark.parametrize(
    ("date", "held"),
    [
        ("2025-03-15", True),
        ("2025-03-14", False),
        ("2025-03", True),
        ("2025", True),
        ("2025-05-31T08:00:00Z", True),
        ("2025-06-01", False),
        ("2024", False),
        ("2026-01", False),
        ("", False),
        ("last spring", False),
        ("20250315", False),
    ],
)
def test_dates_cut_short_are_held_if_some_day_of_them_is(date: str, *, held: bool) -> None:
    assert Extent(since="2025-03-15", until="2025-05").holds_date(date) is held


def test_one_end_may_be_open() -> None:
    assert Extent(until="2025").holds_date("2025-12-31")
    assert Extent(since="2025").holds_date("2031")
    assert Extent().holds_date("")
    with pytest.raises(InputError, match="“March” is no date; write it as 2025-03-31"):
        Extent(since="March")


def test_types_and_makers() -> None:
    extent = Extent(types=("Company",), reviewed=True)
    assert extent.holds_type("Company", "user")
    assert not extent.holds_type("Company", "model")
    assert not extent.holds_type("Person", "user")
    links = tuple(Link(n, "related", status, 1.0, (), ()) for n, status in
                  enumerate(("confirmed", "automatic", "rejected")))  # fmt: skip
    article = Article(1, ArticleInfo(""), (), links)  # type: ignore[arg-type]
    assert [link.status for link in extent.cut(article).links] == ["confirmed"]
    assert Extent().cut(article) is article


def test_without_a_choice_it_is_the_whole() -> None:
    assert Extent().is_whole
    assert not Extent(sets=("x",)).is_whole
    assert Extent(types=("x",)).is_of_all_articles
    assert not Extent(until="2020").is_of_all_articles
