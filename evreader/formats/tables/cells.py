"""Cells of tables: what a spreadsheet must not take for a formula, and several things in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["text", "number", "date", "percent", "money", "link"]

# Excel also takes the full-width forms for a formula where its language is Chinese or Japanese.
_FORMULA = tuple("=+-@＝＋－＠")
# Characters that spreadsheets skip, or may skip, in front of a formula.
_SKIPPED = "\ufeff\u200b\u2060"
_JOIN = "; "


class Column(NamedTuple):
    """A column: its name, how its cells are to be read, and how wide they are in characters."""

    name: str
    kind: Kind = "text"
    width: int = 18


def safe(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet would take it for a formula.

    What looks as if it had got one already gets a second, so that ``plain`` gives back each cell.
    """
    visible = cell.lstrip("'").lstrip().lstrip(_SKIPPED).lstrip()
    if visible.startswith(_FORMULA) or cell.lstrip("'").startswith(("\t", "\r", "\n")):
        return f"'{cell}"
    return cell


def plain(cell: str) -> str:
    """The cell without the apostrophe that ``safe`` put in front."""
    return cell[1:] if cell.startswith("'") and safe(cell[1:]) == cell else cell


def joined(parts: Iterable[str]) -> str:
    """Several things in one cell; one that holds the separator is put in quotation marks."""
    # Each part on its own too: where a spreadsheet cuts at semicolons, it would begin a cell.
    return _JOIN.join(_quoted(safe(part)) for part in parts)


def parted(cell: str) -> list[str]:
    """The things in a cell that ``joined`` made, or that somebody parted by semicolons."""
    parts: list[str] = []
    rest = cell
    while rest:
        part, rest = _first(rest)
        parts.append(plain(part))
    return parts


def _quoted(part: str) -> str:
    if not part or ";" in part or part.startswith('"') or part != part.strip():
        return '"' + part.replace('"', '""') + '"'
    return part


def _first(rest: str) -> tuple[str, str]:
    """The first thing in a list and what comes behind it."""
    rest = rest.lstrip(" ")
    if rest.startswith('"'):
        at = 1
        while (end := rest.find('"', at)) >= 0:
            if not rest.startswith('""', end):
                behind = rest[end + 1 :].lstrip(" ")
                if not behind or behind.startswith(";"):
                    return rest[1:end].replace('""', '"'), behind[1:]
                break
            at = end + 2
    part, _, behind = rest.partition(";")
    return part.strip(" "), behind
