"""Front matter of Markdown texts: who, when and where, in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.domain.article import ArticleInfo
from evreader.formats import registry
from evreader.formats.front_matter import with_front_matter

if TYPE_CHECKING:
    from pathlib import Path


def _info(lines: str) -> ArticleInfo:
    return with_front_matter(ArticleInfo("note", source="note.md"), f"---\n{lines}\n---\n\nText.\n")


def test_a_text_with_front_matter_is_read_with_it_and_without_showing_it(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(
        "---\r\ntitle: 'Port: cranes ordered'\r\nauthor: Ines Holt\r\ndate: 2025-04-09 10:30\r\n"
        "url: https://quay.example/1\r\nsite: Quay Wire\r\ndraft: false\r\n---\r\n\r\n"
        "# 港口订购起重机\r\n\r\n维尔玛港订购了两台起重机。\r\n",
        encoding="utf-8",
    )

    (item,) = registry.reader("markdown")(path).articles

    assert item.article.info == ArticleInfo(
        "Port: cranes ordered",
        "note.md",
        "2025-04-09",
        "https://quay.example/1",
        "Ines Holt",
        "Quay Wire",
    )
    assert [p.text for p in item.article.passages] == [
        "港口订购起重机",
        "维尔玛港订购了两台起重机。",
    ]


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("authors: [Ines Holt, '罗明']", "Ines Holt, 罗明"),
        ("authors:\n  - Ines Holt\n  - 罗明", "Ines Holt, 罗明"),
        ("作者：罗明", "罗明"),
        ("author: admin", ""),
        ('author: "Holt, Ines" # the desk', "Holt, Ines"),
    ],
)
def test_authors(lines: str, author: str) -> None:
    assert _info(lines).author == author


@pytest.mark.parametrize(
    ("lines", "date"),
    [("date: 2025/4/9", "2025-04-09"), ("日期: 2025年4月9日", "2025-04-09"), ("date: soon", "")],
)
def test_dates(lines: str, date: str) -> None:
    assert _info(lines).date == date


def test_an_address_that_is_called_the_source_is_the_address() -> None:
    info = _info("source: https://quay.example/1")

    assert (info.url, info.site) == ("https://quay.example/1", "")


def test_what_is_not_understood_is_passed_over() -> None:
    info = _info("- loose\n:::\n{a: b}\ntitle:\nurl: javascript:alert(1)\ntags: [x]")

    assert info == ArticleInfo("note", source="note.md")


def test_without_front_matter_nothing_changes() -> None:
    info = ArticleInfo("note")

    assert with_front_matter(info, "title: no\n") == info
