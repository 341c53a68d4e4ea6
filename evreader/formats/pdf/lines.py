"""The text of a PDF's pages as lines with their places, taken character by character."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.language import HAN, KANA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfTextPage

# Where two characters of a line stand so many times the font size apart, a new column may begin.
_WIDE_GAP = 1.2
_BOLD_WEIGHT = 600
# A box is so many times as high as the type is large, at least and at most, or the size is not to
# be trusted: a font drawn by the file's own commands (Type 3) may state any.
_LEAST_BOX, _MOST_BOX = 0.5, 2.5
# What pdfium puts for a hyphen at a line's end.
_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
# Forms of letters that only typesetting made: ligatures, and radicals in the place of characters.
_FORMS = re.compile("[\ufb00-\ufb06\u2e80-\u2fdf]")
_WIDE = re.compile(f"[{HAN}{KANA}\u3000-\u303f\uff00-\uffef]")


class Glyph(NamedTuple):
    """One character, its box in points from the page's top left corner, and its type's size."""

    sign: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    generated: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text on one line of a page, within one column.

    Attributes:
        text: its characters, without white space around them.
        page: the page's number, from 0.
        x0: left edge, in points; so are the other three, from the top left corner.
        top: upper edge.
        x1: right edge.
        bottom: lower edge.
        size: of its type, in points; the height of the box depends on the font as well.
        bold: whether most of it is bold.
        upright: whether it runs as most of the page does.
    """

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    upright: bool = True


def is_wide(sign: str) -> bool:
    """Whether a character is East Asian, so that no space stands beside it at a line's end."""
    return _WIDE.match(sign) is not None


def is_readable(text: str) -> bool:
    """Whether the characters are real ones: some fonts do not say what they draw."""
    return len(_UNREADABLE.findall(text)) <= 0.3 * len(text)


def page_lines(text_page: PdfTextPage, number: int) -> list[Line]:
    """The lines of one page, in the order in which the file draws them.

    Args:
        text_page: the page's text, as pypdfium2 hands it out.
        number: the page's number, from 0.
    """
    turns: list[int] = []
    glyphs: list[Glyph | None] = []
    for turn, glyph in _glyphs(text_page):
        turns.append(turn)
        glyphs.append(glyph)
    if not turns:
        return []
    main = Counter(t for t, g in zip(turns, glyphs, strict=True) if g).most_common(1)
    upright = main[0][0] if main else 0
    found: list[Line] = []
    for turn, stretch in _stretches(turns, glyphs):
        for piece in _pieces([_turned(glyph, turn) for glyph in stretch] if turn else stretch):
            line = _line(piece, number, upright=turn == upright)
            if line.text:
                found.append(line)
    return found


def _glyphs(text_page: PdfTextPage) -> Iterator[tuple[int, Glyph | None]]:
    """Each character on the page with its quarter turns; None where a line ends."""
    import pypdfium2.raw as pdfium

    raw = text_page.raw
    edges = text_page.page.get_bbox()
    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    turn, bold, size, begins = 0, False, 1.0, True
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        sign = chr(_HYPHENS.get(code, code))
        if sign in "\r\n":
            begins = True
            yield turn, None
            continue
        # Only what pdfium makes up is asked for; and type changes with words, not within.
        generated = sign == " " and pdfium.FPDFText_IsGenerated(raw, index) == 1
        if begins and sign != " ":
            turn = -round(pdfium.FPDFText_GetCharAngle(raw, index) / (math.pi / 2)) % 4
            bold = pdfium.FPDFText_GetFontWeight(raw, index) >= _BOLD_WEIGHT
            size = _type_size(raw, index)
        begins = sign == " "
        pdfium.FPDFText_GetLooseCharBox(raw, index, place)
        glyph = Glyph(sign, box.left, -box.top, box.right, -box.bottom, size, bold, generated)
        if _is_seen(glyph, edges):
            yield turn, glyph


def _type_size(raw: object, index: int) -> float:
    """The size at which a character is drawn: its font's, times what the page scales it by."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(raw, index))
    if pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d)
    return size


def _is_seen(glyph: Glyph, edges: tuple[float, float, float, float]) -> bool:
    """Whether a character lies on the page, whose edges are left, bottom, right and top."""
    left, bottom, right, top = edges
    beside = glyph.x1 < left or glyph.x0 > right
    return not (beside or -glyph.top < bottom or -glyph.bottom > top)


def _stretches(
    turns: Sequence[int], glyphs: Sequence[Glyph | None]
) -> Iterator[tuple[int, list[Glyph]]]:
    """Characters that the file draws on one line, in one direction."""
    stretch: list[Glyph] = []
    last = 0
    for turn, glyph in zip(turns, glyphs, strict=True):
        if stretch and (glyph is None or turn != last):
            yield last, stretch
            stretch = []
        if glyph is not None:
            stretch.append(glyph)
        last = turn
    if stretch:
        yield last, stretch


def _turned(glyph: Glyph, turn: int) -> Glyph:
    """A character as if the page were turned so that it stands upright."""
    x0, top, x1, bottom = glyph.x0, glyph.top, glyph.x1, glyph.bottom
    for _ in range(turn):
        x0, top, x1, bottom = -bottom, x0, -top, x1
    return glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom)


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """A line cut where a gap is so wide that another column may begin."""
    piece: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.generated or glyph.sign.isspace():
            piece.append(glyph)
            continue
        if last is not None and _is_apart(last, glyph):
            yield piece
            piece = []
        piece.append(glyph)
        last = glyph
    yield piece


def _is_apart(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.bottom - last.top, glyph.bottom - glyph.top, 1.0)
    # A raised number still belongs to its line; what begins below it does not.
    below = glyph.top > last.bottom or glyph.bottom < last.top
    return below or glyph.x0 - last.x1 > _WIDE_GAP * size or last.x0 - glyph.x1 > _WIDE_GAP * size


def _line(glyphs: Sequence[Glyph], number: int, *, upright: bool) -> Line:
    drawn = [glyph for glyph in glyphs if not glyph.generated and not glyph.sign.isspace()]
    if not drawn:
        return Line("", number, 0, 0, 0, 0, 1)
    heights = Counter((round(g.top, 1), round(g.bottom, 1)) for g in drawn)
    (top, bottom), _ = heights.most_common(1)[0]
    return Line(
        text=_FORMS.sub(_plain, _CONTROL.sub("\ufffd", "".join(_spaced(glyphs)))).strip(),
        page=number,
        x0=min(g.x0 for g in drawn),
        top=top,
        x1=max(g.x1 for g in drawn),
        bottom=bottom,
        size=_size(drawn, bottom - top),
        bold=2 * sum(g.bold for g in drawn) > len(drawn),
        upright=upright,
    )


def _size(drawn: Sequence[Glyph], height: float) -> float:
    """The size of most of a line's characters; of their box, where the font does not tell."""
    size = Counter(round(glyph.size, 1) for glyph in drawn).most_common(1)[0][0]
    told = size > 0 and _LEAST_BOX <= height / size <= _MOST_BOX
    return size if told else max(height, 1.0)


def _plain(form: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", form[0])


def _spaced(glyphs: Sequence[Glyph]) -> Iterator[str]:
    """The characters; spaces that pdfium saw between Chinese characters set wide are none."""
    for place, glyph in enumerate(glyphs):
        inside = glyph.generated and 0 < place < len(glyphs) - 1
        if not (inside and is_wide(glyphs[place - 1].sign) and is_wide(glyphs[place + 1].sign)):
            yield glyph.sign
