"""Passages of blocks: language, sentences and places, the same for every format that reads text.

What comes out has no links: the session aligns articles once they are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.article import Article, Passage
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.language import is_mixed, passage_language
from evreader.domain.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evreader.domain.article import ArticleInfo
    from evreader.domain.blocks import Block

# What programs put down where nobody wrote a title or an author.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)\b.*|word document|document ?\d*|untitled.*|no title|title"
    r"|文档 ?\d*|新建.{0,12}文档.*|无标题.*|未命名.*"
    r"|.*\.(?:docx?|wps|pdf|indd|rtf|txt|x?html?)|\W*)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:python-docx|admin(?:istrator)?|(?:microsoft office |windows )?user|unknown|anonymous"
    r"|微软用户|(?:windows )?用户|未知|佚名|\W*)",
    re.IGNORECASE,
)


def known_title(given: str) -> str:
    """The title in a document's properties, on one line; nothing if no person wrote it."""
    line = _line(given)
    return "" if _NO_TITLE.fullmatch(line) else line


def known_author(given: str) -> str:
    """The author in a document's properties; nothing if it is a program or a placeholder."""
    line = _line(given)
    return "" if _NO_AUTHOR.fullmatch(line) else line


def _line(given: str) -> str:
    """A text on one line, without characters that no file can keep."""
    return " ".join(given.encode(errors="ignore").decode().replace("\x00", "").split())


def passages_of(blocks: Iterable[Block]) -> list[Passage]:
    """Passages with ids from 1."""
    passages: list[Passage] = []
    for index, block in enumerate(blocks):
        language = passage_language(block.text)
        passages.append(
            Passage(
                id=index + 1,
                index=index,
                language=language,
                kind=block.kind,
                text=block.text,
                sentences=split_sentences(block.text, language),
                mixed=is_mixed(block.text, language),
            )
        )
    return passages


def bundle_of(info: ArticleInfo, blocks: Iterable[Block]) -> Bundle:
    """One article of these blocks, without links, as a bundle."""
    article = Article(1, info, tuple(passages_of(blocks)))
    return Bundle(articles=(AnnotatedArticle(article),))
