"""Blocks of a page: plain text or Markdown cut into what becomes passages."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.boilerplate import boilerplate_places, columns, has_columns, is_caption
from evreader.domain.chinese import simplified
from evreader.domain.language import passage_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from evreader.domain.article import Kind

# Hard-wrapped text is at least and at most so wide; a wider line is a paragraph of its own.
_NARROWEST, _WIDEST = 40, 120
# How much of the margin a wrapped line and the next word take up, at least.
_FILLED = 0.9
_LONGEST_HEADING = 110
_TITLE_BLOCKS, _LONGEST_TITLE = 3, 160

_LINE_END = re.compile(r"\r\n|\n|\r")
_BULLET = re.compile(r"(?:[-*+•·▪‣◦●○■►①-⑳]|\d{1,2}[.)、．]|[(（]\d{1,2}[)）]|[a-z]\))\s*(?=\S)")
_SIGN = re.compile(r"[-*+•·▪‣◦●○■►]\s+\S|[①-⑳]\s*\S")
_FINAL = re.compile("[.。!！;；,，、:：…][\"'”’」』)\\]）]*$")
_SENTENCE_INSIDE = re.compile(r"[。！？；]|[a-z][.!?] +[A-Z]")
_BYLINE = re.compile(
    r"(?-i:By [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}\s*(?:$|[|,·•–—]))"
    r"|(?:published|updated|posted)\b.{0,16}\d|(?:author|source|date)\s*:"
    r"|[a-z]{3,9}\.? \d{1,2}, \d{4}"
    r"|(?:来源|作者|记者|编辑|撰文|文|译者|发布|时间|日期|本报记者)\s*[:：/｜|]"
    r"|(?:本报)?(?:记者|作者|编辑)\s\S{1,8}$"
    r"|\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*(?:来源|作者|编辑|[|｜·])"
    r"|.{0,30}\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?: \d{1,2}:\d\d(?::\d\d)?)?$",
    re.IGNORECASE,
)
_REACH = 4
FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n.*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
# In a plain text the lines between must look like it: a rule may open a text, too.
_FIELDS = re.compile(
    r"\A---[ \t]*\r?\n(?:[\w-]+:.*\r?\n|[ \t]+\S.*\r?\n|- .*\r?\n)+---[ \t]*(?:\r?\n|\Z)"
)
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


class Block(NamedTuple):
    """One block of a page: its text as it stands, and what it is."""

    text: str
    kind: Kind = "paragraph"


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a plain text.

    Blank lines part blocks. Lines that stand together are one block where the text is hard-wrapped,
    or where they are all short; otherwise (a line too wide for that, a line that ends long before
    the margin, a change of language, a repetition, a list) every line is one. White space
    around a block is left out, and front matter; nothing else is changed.
    """
    text = _FIELDS.sub("", text.removeprefix("\ufeff"), count=1)
    margin = _margin([line.rstrip() for line in _LINE_END.split(text)])
    texts: list[str] = []
    for blank, group in groupby(_numbered(text), key=lambda line: not line[2].strip()):
        run = list(group)
        if blank:
            continue
        if _is_wrapped([line for _, _, line in run], margin):
            texts.append(text[run[0][0] : run[-1][1]].strip())
        else:
            texts.extend(line.strip() for _, _, line in run)
    return _with_kinds([Block(one) for one in texts])


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, without its markup.

    List items, table rows (cells parted by a bar), quotations and code become blocks of their own;
    links keep their text, pictures their description, as a caption. Front matter is left out.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(FRONT_MATTER.sub("", text, count=1).removeprefix("\ufeff"))
    blocks = [Block(b.text.strip(), b.kind) for b in _markdown(tokens) if b.text.strip()]
    return folded(blocks)


def title_of(blocks: Sequence[Block], fallback: str) -> str:
    """The title of an article: its first heading, if that stands on top, else the fallback.

    Without a fallback it is the beginning of the first block that is not boilerplate.
    """
    content = [block for block in blocks if block.kind != "boilerplate"]
    for block in content[:_TITLE_BLOCKS]:
        if block.kind == "heading":
            return _one_line(block.text)
    if fallback or not content:
        return fallback
    return _one_line(content[0].text)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"


def _numbered(text: str) -> Iterator[tuple[int, int, str]]:
    """Each line with where it begins and ends."""
    start = 0
    for match in _LINE_END.finditer(text):
        yield start, match.start(), text[start : match.start()]
        start = match.end()
    yield start, len(text), text[start:]


def _margin(lines: Sequence[str]) -> int:
    """The width of the widest line; of one that no wrapped text has, at least its length."""
    longest = max(map(len, lines))
    return longest if longest > _WIDEST else max(map(columns, lines))


def _is_wrapped(lines: Sequence[str], margin: int) -> bool:
    """Whether lines that stand together are one paragraph."""
    if len(lines) == 1:
        return True
    stripped = [line.strip() for line in lines]
    if margin > _WIDEST or len(set(stripped)) < len(stripped):
        return False
    if sum(1 for line in stripped if _BULLET.match(line)) > 1:
        return False
    if {"en", "zh"} <= {passage_language(line) for line in stripped}:
        return False
    if margin < _NARROWEST:
        return True
    # Wrapped at the margin: the next word would not have fitted.
    return all(
        columns(line) + 1 + columns(_first_word(following)) > _FILLED * margin
        for line, following in pairwise(stripped)
    )


def _first_word(line: str) -> str:
    """What cannot be parted at the beginning of a line: a word, or one Han character."""
    word = line.split(maxsplit=1)[0]
    return word[:1] if columns(word) > len(word) else word


def _with_kinds(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of plain text with the kinds that their look suggests."""
    kinds: list[Block] = []
    for place, block in enumerate(blocks):
        if _is_list_item(blocks, place):
            kinds.append(block._replace(kind="list-item"))
        elif _is_heading(blocks, place):
            kinds.append(block._replace(kind="heading"))
        else:
            kinds.append(block)
    return folded(kinds)


def folded(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with boilerplate and captions marked."""
    texts = [simplified(block.text) for block in blocks]
    places = boilerplate_places(texts)
    found: list[Block] = []
    for place, block in enumerate(blocks):
        if place in places:
            found.append(block._replace(kind="boilerplate"))
        elif block.kind in {"paragraph", "heading"} and place and is_caption(texts[place]):
            found.append(block._replace(kind="caption"))
        else:
            found.append(block)
    return found


def _is_list_item(blocks: Sequence[Block], place: int) -> bool:
    """A bullet makes one; a number only beside another numbered block."""
    text = blocks[place].text
    if _SIGN.match(text):
        return True
    if not _BULLET.match(text) or not text[0].isalnum():
        return False
    beside = (*blocks[max(place - 1, 0) : place], *blocks[place + 1 : place + 2])
    return any(_BULLET.match(other.text) and other.text[0].isalnum() for other in beside)


def _is_heading(blocks: Sequence[Block], place: int) -> bool:
    """Short, one line, no full stop, and something longer below."""
    text = blocks[place].text
    if has_columns(text, _LONGEST_HEADING + 1) or _LINE_END.search(text) or _FINAL.search(text):
        return False
    if _SENTENCE_INSIDE.search(text) or text[0].islower() or not any(map(str.isalpha, text)):
        return False
    if _BYLINE.match(text):
        return False
    if place == 0:
        return len(blocks) > 1
    # Between a title and the text there may be a kicker, a subtitle and a byline.
    below = blocks[place + 1 : place + 1 + _REACH]
    width = max(columns(text), _NARROWEST)
    return any(has_columns(other.text, width + 1) for other in below)


def _markdown(tokens: Sequence[Token]) -> Iterator[Block]:
    """Blocks from the parser's tokens, kinds by what they stand in."""
    depth = 0
    heading = row = False
    cells: list[str] = []
    for token in tokens:
        if token.type in {"list_item_open", "list_item_close"}:
            depth += token.nesting
        elif token.type in {"heading_open", "heading_close"}:
            heading = token.nesting == 1
        elif token.type == "tr_open":
            row, cells = True, []
        elif token.type == "tr_close":
            row = False
            yield Block(" | ".join(cells))
        elif token.type in {"fence", "code_block"}:
            yield Block(token.content)
        elif token.type == "html_block":
            yield Block(_TAG.sub("", token.content))
        elif token.type == "inline" and row:
            cells.append(_readable(token))
        elif token.type == "inline":
            yield Block(_readable(token), _inline_kind(token, heading=heading, listed=depth > 0))


def _inline_kind(token: Token, *, heading: bool, listed: bool) -> Kind:
    if heading:
        return "heading"
    shown = [t for t in token.children or () if t.type != "softbreak" and t.content.strip()]
    if shown and all(child.type == "image" for child in shown):
        return "caption"
    return "list-item" if listed else "paragraph"


def _readable(token: Token) -> str:
    """The text of inline content as a reader sees it."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"} or child.content in {"<br>", "<br/>", "<br />"}:
            parts.append("\n")
        elif child.type == "image":
            parts.append(_readable(child))
        elif child.type in {"text", "code_inline"}:
            parts.append(child.content)
    return "".join(parts)
