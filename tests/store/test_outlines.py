from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.session.session import Session

PAGE = "# Mill\n\nThe mill opens in Oulu. It makes paper.\n\n造纸厂在奥卢开业。\n\nCopyright.\n"


@pytest.fixture
def article(session: Session) -> int:
    return session.exchange.import_text(PAGE).articles[0]


def kept(session: Session) -> int:
    return int(session._core.plain.execute("SELECT count(*) FROM outline").fetchone()[0])


def without(session: Session, article: int) -> object:
    """The outline as the rows of the passages have it."""
    session._core.plain.execute("DELETE FROM outline")
    return session.articles.outline(article)


def test_an_import_keeps_the_outline_as_its_passages_have_it(
    session: Session, article: int
) -> None:
    assert kept(session) == 1
    packed = session.articles.outline(article)
    assert len(packed.passages) == 4
    assert packed == without(session, article)


CHANGES: tuple[Callable[[Session, int], object], ...] = (
    lambda session, passage: session.articles.set_kind([passage], "caption"),
    lambda session, passage: session._core.plain.execute(
        "UPDATE passage SET size = size + 1 WHERE id = ?", (passage,)
    ),
    lambda session, passage: session._core.plain.execute(
        "DELETE FROM passage WHERE id = ?", (passage,)
    ),
)


@pytest.mark.parametrize("change", CHANGES)
def test_it_goes_when_a_passage_changes_whoever_changes_it(
    session: Session, article: int, change: Callable[[Session, int], object]
) -> None:
    before = session.articles.outline(article)
    change(session, before.passages[1])
    assert kept(session) == 0
    assert session.articles.outline(article) != before


def test_undo_and_redo_of_the_import_leave_no_stale_outline(session: Session, article: int) -> None:
    before = session.articles.outline(article)
    session.history.undo()
    assert kept(session) == 0
    assert session.problems() == []
    session.history.redo()
    assert session.articles.outline(article) == before
