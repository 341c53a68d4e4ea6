"""What the reader view puts on the clipboard: text, or rows with both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from evreader.domain.reading import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.ui.reader.choice import Choice
    from evreader.ui.reader.page import Page


def copy_text(choice: Choice) -> bool:
    """Put the selected text on the clipboard; False if nothing is selected."""
    if not choice.selected:
        return False
    text = selected_text(choice.page, list(choice.selected.values()))
    QGuiApplication.clipboard().setText(text)
    return True


def copy_rows(choice: Choice) -> bool:
    """Put the rows of the selection, or the caret's, on the clipboard, in both languages."""
    head = choice.caret.head
    chosen = list(choice.selected.values())
    if not chosen and head is not None:
        chosen = [Selection(*head, head.offset)]
    pairs = selected_rows(choice.page, chosen)
    if pairs:
        QGuiApplication.clipboard().setMimeData(rows_mime(pairs))
    return bool(pairs)


def selected_text(page: Page, selections: Sequence[Selection]) -> str:
    """The selected text exactly as stored; passages are set apart by an empty line."""
    page.contents.require([selection.passage for selection in selections])
    pieces = []
    for passage, start, end in selections:
        content = page.content(passage)
        if content is not None:
            pieces.append(content.passage.text[start:end])
    return "\n\n".join(pieces)


def selected_rows(page: Page, selections: Sequence[Selection]) -> list[tuple[str, str]]:
    """Whole rows that a selection touches: the left column's text and the right one's."""
    found = {page.rows.row_of(selection.passage) for selection in selections}
    rows = sorted(number for number in found if number is not None)
    page.contents.require([passage for row in rows for passage in page.rows.members(row)])
    pairs = []
    for row in rows:
        sides: dict[str, list[str]] = {"left": [], "right": []}
        for passage in page.rows.members(row):
            content = page.content(passage)
            if content is not None:
                sides[page.rows.side(passage)].append(content.passage.text)
        pairs.append(("\n".join(sides["left"]), "\n".join(sides["right"])))
    return pairs


def rows_mime(pairs: Sequence[tuple[str, str]]) -> QMimeData:
    """Rows as tab-separated text, one row a line, and as an HTML table."""
    data = QMimeData()
    data.setText("\n".join(f"{_flat(left)}\t{_flat(right)}" for left, right in pairs))
    lines = "".join(
        f'<tr><td lang="en">{_html(left)}</td><td lang="zh">{_html(right)}</td></tr>'
        for left, right in pairs
    )
    data.setHtml(f"<table>{lines}</table>")
    return data


def _flat(text: str) -> str:
    """The text on one line and in one cell of a spreadsheet."""
    return " ".join(text.split())


def _html(text: str) -> str:
    from html import escape  # 2 ms, which no start should cost

    return "<br>".join(escape(line) for line in text.splitlines())
