"""The reading order of a page: columns from left to right between what runs across them."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from evreader.formats.pdf.lines import Line, is_wide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A column has at least so many lines, and its lines are at least so many font sizes wide: those of
# a table's cells are not.
_FEWEST_LINES, _NARROWEST = 2, 6.0
# A number or a bullet stands at most so many font sizes before its text.
_LONGEST_LABEL, _LABEL_GAP = 4, 2.5
_MOST_COLUMNS = 4


def strips(lines: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Lines of one page in reading order, cut into strips: each is a part of one column."""
    x = _gutter(lines) if depth < _MOST_COLUMNS else None
    if x is None:
        return [_rows(lines)] if lines else []
    found: list[list[Line]] = []
    for band, is_cut in _bands(lines, x):
        if not is_cut:
            found.append(_rows(band))
            continue
        left, right = _sides(band, x)
        found += strips(left, depth + 1) + strips(right, depth + 1)
    return found


def _gutter(lines: Sequence[Line]) -> float | None:
    """The left edge of a right column, where there are two; the one that parts most lines."""
    best, most = None, 0
    for x in sorted({round(line.x0, 0) for line in lines}):
        parted = sum(len(band) for band, is_cut in _bands(lines, x - 1) if is_cut)
        if parted > most:
            best, most = x - 1, parted
    return best


def _bands(lines: Sequence[Line], x: float) -> Iterator[tuple[list[Line], bool]]:
    """Stretches from top to bottom, each with whether ``x`` parts it in two columns."""
    plain: list[Line] = []
    open_band: list[Line] = []
    for line in [*sorted(lines, key=_top), None]:
        if line is not None and not line.x0 < x < line.x1:
            open_band.append(line)
            continue
        if _is_cut(open_band, x):
            if plain:
                yield plain, False
            yield open_band, True
            plain = []
        else:
            plain += open_band
        open_band = []
        if line is not None:
            plain.append(line)
    if plain:
        yield plain, False


def _is_cut(band: Sequence[Line], x: float) -> bool:
    left, right = _sides(band, x)
    if min(len(left), len(right)) < _FEWEST_LINES:
        return False
    if any(median((li.x1 - li.x0) / li.size for li in side) < _NARROWEST for side in (left, right)):
        return False
    return min(li.top for li in right) < max(li.bottom for li in left) and min(
        li.top for li in left
    ) < max(li.bottom for li in right)


def _sides(band: Sequence[Line], x: float) -> tuple[list[Line], list[Line]]:
    return [li for li in band if li.x0 < x], [li for li in band if li.x0 >= x]


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Lines from top to bottom; on the same height from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_top):
        if rows and same_row(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    found: list[Line] = []
    for row in rows:
        row.sort(key=_left)
        start = len(found)
        for line in row:
            last = found[-1] if len(found) > start else None
            if last and _is_label(last, line):
                found[-1] = _joined(last, line)
            else:
                found.append(line)
    return found


def same_row(one: Line, other: Line) -> bool:
    """Whether two lines stand on the same height of the page."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.size, other.size)


def _is_label(one: Line, other: Line) -> bool:
    close = other.x0 - one.x1 < _LABEL_GAP * other.size
    return close and len(one.text) <= _LONGEST_LABEL


def _joined(one: Line, other: Line) -> Line:
    apart = "" if is_wide(one.text[-1]) or is_wide(other.text[0]) else " "
    main = max(one, other, key=_width)
    return Line(
        f"{one.text}{apart}{other.text}",
        one.page,
        one.x0,
        main.top,
        max(one.x1, other.x1),
        main.bottom,
        main.size,
        bold=one.bold and other.bold,
    )


def _top(line: Line) -> tuple[float, float]:
    return line.top, line.x0


def _left(line: Line) -> float:
    return line.x0


def _width(line: Line) -> float:
    return line.x1 - line.x0
