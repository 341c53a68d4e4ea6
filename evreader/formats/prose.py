"""Plain text and Markdown on their way in: one file, in any mixture of the two languages.

Nothing in a passage is changed: line ends, no-break spaces and U+2028 stay as they are in the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.article import ArticleInfo
from evreader.domain.blocks import markdown_blocks, plain_blocks, title_of
from evreader.errors import InputError
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_text
from evreader.formats.front_matter import with_front_matter
from evreader.formats.passages import bundle_of

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.blocks import Block
    from evreader.domain.bundle import Bundle


def read_file(path: Path, *, markdown: bool) -> Bundle:
    """Read one file as one article without links.

    Args:
        path: the file.
        markdown: whether its marks are Markdown, or plain characters.

    Raises:
        InputError: the file is missing, too large, empty, or not a text.
    """
    text = _decoded(path)
    blocks = _blocks(text, markdown=markdown)
    if not blocks:
        raise InputError(f"“{path.name}” holds no text; nothing was imported.")
    info = ArticleInfo(title_of(blocks, path.stem), source=path.name)
    return bundle_of(with_front_matter(info, text) if markdown else info, blocks)


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
    info = ArticleInfo(title or title_of(blocks, ""))
    return bundle_of(with_front_matter(info, text) if markdown and not title else info, blocks)


def _decoded(path: Path) -> str:
    """The text of a file, in whatever encoding it is written."""
    text = decode_text(contents_of(path))
    if text is None:
        raise InputError(
            f"“{path.name}” is not a text in UTF-8, UTF-16, GB18030 or Big5; save it as UTF-8 and "
            f"try again."
        )
    _check_characters(text, f"“{path.name}”")
    return text


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
