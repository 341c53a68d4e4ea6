"""Collections read in portions, here and in other processes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import psutil
import pytest

from evreader.domain.portion import Portion, Portions
from evreader.errors import CancelledError, EvreaderError, InputError
from evreader.formats import registry
from evreader.formats.sources import Source
from evreader.session.portions import spread
from evreader.session.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evreader.domain.bundle import AnnotatedArticle
    from evreader.session.session import Session

TEXTS = 230


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brat collection of so many texts that several processes read it."""
    place = tmp_path / "corpus"
    place.mkdir()
    for number in range(TEXTS):
        text = (
            f"Ulmo Motor {number} buys 45 percent of Saphir for 900 million euros in 2024. The "
            "deal was signed in Ulm on 12 March.\n\n"
            "乌尔莫汽车2024年以9亿欧元收购蓝玉45%的股份。协议于3月12日在乌尔姆签署。\n"
        )
        end = len(f"Ulmo Motor {number}")
        lines = [
            f"T1\tCompany 0 {end}\tUlmo Motor {number}",
            "N1\tReference T1 evreader:1\tUlmo Motor",
            f"T2\tinvestment {end + 1} {end + 5}\tbuys",
            "E1\tinvestment:T2 investor:T1",
            "T3\tCompany 900 905\tlost",
        ]
        (place / f"{number:04}.txt").write_text(text, encoding="utf-8")
        (place / f"{number:04}.ann").write_text("\n".join(lines), encoding="utf-8")
    return place


def test_many_processes_read_what_one_does(folder: Path) -> None:
    alone = registry.reader("brat")(folder)
    here = tuple(alone.articles)
    outcome = Reader("brat").read(Source(folder.name, folder), aligning=False)
    assert outcome.bundle is not None
    together = tuple(outcome.bundle.articles)
    assert together == here
    assert len({mention.id for item in here for mention in item.mentions}) == 2 * TEXTS
    assert list(outcome.bundle.deals) == list(alone.deals)
    assert len(alone.deals) == TEXTS
    assert outcome.bundle.receipt == alone.receipt
    assert alone.receipt is not None
    assert alone.receipt.counts["unplaced mentions"] == TEXTS
    assert alone.receipt.refused[-1].endswith(f"{TEXTS - 20}.")


def test_articles_are_aligned_where_they_are_read(folder: Path) -> None:
    outcome = Reader("brat").read(Source(folder.name, folder))
    assert outcome.bundle is not None
    assert all(item.article.links for item in outcome.bundle.articles)


def test_cancel_leaves_nothing_and_ends_the_processes(folder: Path, session: Session) -> None:
    own = psutil.Process(os.getpid())
    before, during = set(own.children()), set()

    def report(done: int, _total: int, text: str) -> None:
        if done == 100 and text:
            during.update(own.children())
            raise CancelledError

    result = session.exchange.import_files([folder], report=report)
    assert result.receipt.cancelled
    assert session.articles.ids() == []
    assert during > before
    assert set(own.children()) == before


def test_what_is_wrong_with_a_portion_ends_the_reading() -> None:
    def read(item: int) -> Portion[int]:
        if item == 1:
            raise InputError("It is torn.")
        return Portion((), item)

    def through(portions: Iterable[Portion[int]]) -> Iterator[AnnotatedArticle]:
        for portion in portions:
            yield from portion.articles

    with pytest.raises(EvreaderError, match="torn"):
        list(spread(Portions(read, range(3), through), lambda item: item))
