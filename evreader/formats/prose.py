"""Plain text and Markdown on their way in: one file in any mixture, or an English–Chinese pair.

Nothing in a passage is changed: line ends, no-break spaces and U+2028 stay as they are in the file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.domain.alignment import align_article
from evreader.domain.article import Article, ArticleInfo, Passage, SentenceRef
from evreader.domain.blocks import markdown_blocks, plain_blocks, title_of
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.language import is_mixed, passage_language
from evreader.domain.sentences import split_sentences
from evreader.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evreader.domain.article import Language, Link
    from evreader.domain.blocks import Block

MARKDOWN = frozenset({".md", ".markdown"})
# A novel has 1–2 MB; what is larger than this is no article and would only stall the window.
_LARGEST_MB = 50


def read_file(path: Path, *, markdown: bool, language: Language | None = None) -> Bundle:
    """Read one file as one article.

    Args:
        path: the file.
        markdown: whether its marks are Markdown, or plain characters.
        language: that of passages whose script does not tell, such as bare numbers.

    Raises:
        InputError: the file is missing, too large, empty, or not a text.
    """
    text = _decoded(path)
    blocks = _blocks(text, markdown=markdown)
    if not blocks:
        raise InputError(f"“{path.name}” holds no text; nothing was imported.")
    passages = _passages(blocks, language)
    return _bundle(title_of(blocks, path.stem), path.name, passages, _links(passages))


def read_lines(path: Path) -> list[str]:
    """The lines of a file of one sentence a line, in any encoding that articles may have.

    Raises:
        InputError: the file is missing, too large, or not a text.
    """
    lines = re.split(r"\r\n|\n|\r", _decoded(path))
    return lines[:-1] if lines[-1] == "" else lines


def read_string(text: str, *, title: str = "", markdown: bool = False) -> Bundle:
    """Take a text, such as a pasted one, as one article; without a title it finds its own.

    Raises:
        InputError: there is no text in it, or it holds characters that no file can keep.
    """
    _check_characters(text, "The text")
    blocks = _blocks(text, markdown=markdown)
    if not blocks:
        raise InputError("There is no text to import; copy or type some first.")
    passages = _passages(blocks, None)
    return _bundle(title or title_of(blocks, ""), "", passages, _links(passages))


def read_pair(en: Path, zh: Path) -> Bundle:
    """Read an English file and its Chinese translation as one article, aligned.

    Linked passages stand together: an English passage, then the Chinese ones linked with it.

    Raises:
        InputError: a file is missing, too large, empty, or not a text.
    """
    sides: list[list[Passage]] = []
    title = ""
    expected: tuple[tuple[Path, Language], ...] = ((en, "en"), (zh, "zh"))
    for path, language in expected:
        blocks = _blocks(_decoded(path), markdown=path.suffix.lower() in MARKDOWN)
        if not blocks:
            raise InputError(f"“{path.name}” holds no text; nothing was imported.")
        title = title or title_of(blocks, path.stem)
        sides.append(_passages(blocks, language))
    left, right = sides
    right = [replace(passage, id=passage.id + len(left)) for passage in right]
    links = align_article([*left, *right], pair=True)
    passages, links = _renumbered(_interleaved(left, right, links), links)
    return _bundle(title, f"{en.name} + {zh.name}", passages, links)


def _decoded(path: Path) -> str:
    """The text of a file in UTF-8, in UTF-16 or -32 with a byte order mark, or in GB18030."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise InputError(f"“{name}” is a folder; choose the files in it.")
        if path.stat().st_size > _LARGEST_MB * 2**20:
            raise InputError(f"“{name}” is larger than {_LARGEST_MB} MB; split it into articles.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no file “{path}”; check its name.") from None
    except OSError as error:
        raise InputError(f"“{name}” cannot be read: {error.strerror or error}.") from error
    text = _decode(data)
    if text is None:
        raise InputError(
            f"“{name}” is not a text in UTF-8, UTF-16 or GB18030; save it as UTF-8 and try again."
        )
    _check_characters(text, f"“{name}”")
    return text


def _decode(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        encodings = ["utf-32"]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        return None
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _check_characters(text: str, what: str) -> None:
    """Refuse what the store could not keep: NUL and halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InputError(f"{what} holds broken characters; copy or save it again.") from None
    if "\x00" in text:
        raise InputError(f"{what} holds NUL characters, so it is not a plain text.")


def _blocks(text: str, *, markdown: bool) -> list[Block]:
    return markdown_blocks(text) if markdown else plain_blocks(text)


def _passages(blocks: Sequence[Block], preferred: Language | None) -> list[Passage]:
    """Passages with ids from 1; ``preferred`` is the language of text without any letter."""
    passages: list[Passage] = []
    for index, block in enumerate(blocks):
        language = passage_language(block.text)
        if preferred and not any(c.isalpha() for c in block.text):
            language = preferred
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


def _links(passages: Sequence[Passage]) -> tuple[Link, ...]:
    return align_article(passages, pair=False)


def _bundle(
    title: str, source: str, passages: Sequence[Passage], links: tuple[Link, ...]
) -> Bundle:
    article = Article(1, ArticleInfo(title=title, source=source), tuple(passages), links)
    return Bundle(articles=(AnnotatedArticle(article),))


def _interleaved(
    left: Sequence[Passage], right: Sequence[Passage], links: Sequence[Link]
) -> list[Passage]:
    """Both sides in one order that keeps each side's own and brings linked passages together."""
    place = {passage.id: k for k, passage in enumerate(right)}
    linked: dict[int, list[int]] = {}
    for link in links:
        for en in link.en:
            linked.setdefault(en.passage, []).extend(
                place[zh.passage] for zh in link.zh if zh.passage in place
            )
    order: list[Passage] = []
    done = 0
    for passage in left:
        partners = linked.get(passage.id)
        if partners:
            order.extend(right[done : min(partners)])
            done = max(done, min(partners))
        order.append(passage)
        if partners:
            order.extend(right[done : max(partners) + 1])
            done = max(done, max(partners) + 1)
    order.extend(right[done:])
    return order


def _renumbered(
    order: Sequence[Passage], links: Sequence[Link]
) -> tuple[list[Passage], tuple[Link, ...]]:
    """Passages with ids and places by their order, and links that follow."""
    number = {passage.id: index + 1 for index, passage in enumerate(order)}
    passages = [replace(passage, id=index + 1, index=index) for index, passage in enumerate(order)]

    def moved(refs: Sequence[SentenceRef]) -> tuple[SentenceRef, ...]:
        return tuple(SentenceRef(number[ref.passage], ref.sentence) for ref in refs)

    return passages, tuple(replace(link, en=moved(link.en), zh=moved(link.zh)) for link in links)
