"""Paragraphs of a PDF's lines: where one ends, how its lines are joined, which are headings."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from evreader.domain.blocks import Block
from evreader.domain.language import HAN, passage_language
from evreader.formats.pdf.columns import same_row
from evreader.formats.pdf.lines import is_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.domain.article import Kind
    from evreader.formats.pdf.lines import Line

_SIZE_STEP, _HEADING_SIZE = 1.08, 1.15
_LONGEST_HEADING, _LONGEST_BOLD = 200, 100
# A line further from the last than this many times the usual distance begins a new paragraph.
_FAR = 1.3
_INDENT = 0.8
_FAR_SHORT = 0.7
_BULLET = re.compile(
    r"[-–]\s+\S|[•·▪‣◦●○■►]\s*\S|\(?\d{1,2}[.)、]\s*\D|[(（][一二三四五六七八九十\d]{1,2}[)）]"
)
_FINAL = re.compile("[.。!！?？:：;；…][\"'”’」』)\\]）\\d]*$")
# A line of a table of contents.
_LEADER = re.compile(r"(?:[.…·] ?){4,}\s*\S{1,5}$")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_LATIN = re.compile(f"(?<=[{HAN}]) ?(?=[A-Za-z])")
_SPACED_LATIN = re.compile(f"(?<=[{HAN}]) (?=[A-Za-z])")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


def paragraphs(strips: Sequence[Sequence[Line]]) -> list[Block]:
    """Blocks of lines in reading order; each strip is a part of one column of one page."""
    lines = [line for strip in strips for line in strip]
    if not lines:
        return []
    setting = _Setting(lines)
    groups: list[list[Line]] = []
    for strip in strips:
        margins = min(line.x0 for line in strip), max(line.x1 for line in strip)
        for place, line in enumerate(strip):
            if place:
                goes_on = setting.goes_on(groups[-1], line, margins)
            else:
                goes_on = bool(groups) and setting.runs_over(groups[-1][-1], strip)
            if goes_on:
                groups[-1].append(line)
            else:
                groups.append([line])
    return [Block(setting.joined(group), setting.kind(group)) for group in groups]


class _Setting:
    """How a document is set: its usual size of type, its distance of lines, its compounds."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self._body = sizes.most_common(1)[0][0]
        pitches = [
            below.top - line.top
            for line, below in pairwise(lines)
            if line.page == below.page and 0 < below.top - line.top < 3 * self._body
        ]
        self._pitch = (median(pitches) if pitches else 1.2 * self._body) / self._body
        self._compounds = Counter(
            word.casefold() for line in lines for word in _COMPOUND.findall(line.text)
        )

        text = "\n".join(line.text for line in lines)
        self._spaces_latin = 2 * len(_SPACED_LATIN.findall(text)) > len(_LATIN.findall(text))

    def goes_on(self, group: Sequence[Line], line: Line, margins: tuple[float, float]) -> bool:
        """Whether a line continues the paragraph above it in the same column."""
        last = group[-1]
        if _parts(last, line) or self._is_far(last, line):
            return False
        if self._is_large(line) and abs(_middle(last) - _middle(line)) < line.size:
            return True
        return not _is_shifted(group, line) and not _ends(last, line, margins)

    def runs_over(self, last: Line, strip: Sequence[Line]) -> bool:
        """Whether a paragraph goes on at the top of the next column or page."""
        line = strip[0]
        if not _alike(last, line) or self._is_large(line) or _BULLET.match(line.text):
            return False
        if _FINAL.search(last.text) or line.text[0].isupper() or _switches(last, line):
            return False
        return len(strip) == 1 or line.x0 - strip[1].x0 < _INDENT * line.size

    def joined(self, group: Sequence[Line]) -> str:
        """The text of a paragraph: no space where Chinese lines meet, words put together again."""
        text = group[0].text
        for line in group[1:]:
            wide = is_wide(text[-1]) + is_wide(line.text[0])
            if wide:
                text += (" " if wide == 1 and self._spaces_latin else "") + line.text
            elif _HYPHENATED.search(text) and line.text[0].islower():
                text = self._put_together(text, line.text)
            elif text.endswith("-") and not text.endswith(" -"):
                text += line.text
            else:
                text += f" {line.text}"
        return text

    def kind(self, group: Sequence[Line]) -> Kind:
        """A heading is larger than the text, or bold and short; dots lead to a page elsewhere."""
        text = " ".join(line.text for line in group)
        if _LEADER.search(text):
            return "boilerplate"
        if self._is_large(group[0]) and len(text) <= _LONGEST_HEADING:
            return "heading"
        if _BULLET.match(text):
            return "list-item"
        bold = all(line.bold for line in group) and len(text) <= _LONGEST_BOLD
        return "heading" if bold and not _FINAL.search(text) else "paragraph"

    def _is_far(self, last: Line, line: Line) -> bool:
        return line.top - last.top > _FAR * self._pitch * max(last.size, line.size)

    def _is_large(self, line: Line) -> bool:
        return line.size >= _HEADING_SIZE * self._body

    def _put_together(self, text: str, following: str) -> str:
        """A word cut by a hyphen; it stays if the document writes the word with one elsewhere."""
        head = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*-$", text)
        tail = re.match(r"[^\W\d_]+", following)
        if head and tail and self._compounds[f"{head[0]}{tail[0]}".casefold()]:
            return text + following
        return text[:-1] + following


def _alike(one: Line, other: Line) -> bool:
    larger, smaller = max(one.size, other.size), min(one.size, other.size)
    return larger <= _SIZE_STEP * smaller and one.bold == other.bold


def _parts(last: Line, line: Line) -> bool:
    """Whether two lines, by what they are, belong to different paragraphs."""
    if same_row(last, line) or not _alike(last, line):
        return True
    if _BULLET.match(line.text) or _LEADER.search(last.text):
        return True
    return _FINAL.search(last.text) is not None and _switches(last, line)


def _is_shifted(group: Sequence[Line], line: Line) -> bool:
    """Whether a line is indented against the one above, or the other way round.

    The second line of a paragraph may begin left of the first, or right of it below a bullet.
    """
    shift = line.x0 - group[-1].x0
    if shift > _INDENT * line.size:
        return len(group) > 1 or not _BULLET.match(group[0].text)
    return shift < -_INDENT * line.size and len(group) > 1


def _switches(last: Line, line: Line) -> bool:
    return {passage_language(last.text), passage_language(line.text)} == {"en", "zh"}


def _middle(line: Line) -> float:
    return (line.x0 + line.x1) / 2


def _ends(last: Line, line: Line, margins: tuple[float, float]) -> bool:
    """Whether a paragraph ends with a line: the next one's first word would have fitted behind it.

    Text set ragged has such lines in its midst; they neither end a sentence nor lie far short.
    """
    left, right = margins
    if is_wide(line.text[0]):
        # Chinese lines may end two characters early, lest a full stop begin the next.
        needed = 2.5 * last.size
    else:
        sign = (line.x1 - line.x0) / max(len(line.text), 1)
        needed = (len(line.text.split(maxsplit=1)[0]) + 1) * sign
    if right - last.x1 <= needed:
        return False
    if _FINAL.search(last.text):
        return True
    return not line.text[0].islower() and last.x1 - left < _FAR_SHORT * (right - left)
