"""The shortcut sheet: every key of the program on one page, menu by menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from evreader.override import override
from evreader.ui.commands.command import QT_TRANSLATE_NOOP
from evreader.ui.commands.keycaps import KeyCaps
from evreader.ui.widgets.captions import Caption, Hairline, SectionLabel
from evreader.ui.widgets.filter_field import FilterField

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from evreader.ui.commands.actions import Actions

_COLUMN_WIDTH = 330
_MOST_COLUMNS = 3
_SPACE = 20

READER_KEYS: tuple[tuple[str, str], ...] = (
    ("Left Right", QT_TRANSLATE_NOOP("Commands", "Move by a character")),
    ("Ctrl+Left Ctrl+Right", QT_TRANSLATE_NOOP("Commands", "Move by a word")),
    ("Up Down", QT_TRANSLATE_NOOP("Commands", "Move by a line")),
    ("PgUp PgDown", QT_TRANSLATE_NOOP("Commands", "Move by a page")),
    ("Home End", QT_TRANSLATE_NOOP("Commands", "To the line's start or end")),
    ("Ctrl+Home Ctrl+End", QT_TRANSLATE_NOOP("Commands", "To the column's start or end")),
    ("Alt+Left Alt+Right", QT_TRANSLATE_NOOP("Commands", "To the other column")),
    ("Shift+Left Shift+Right", QT_TRANSLATE_NOOP("Commands", "Select while moving")),
    ("Return", QT_TRANSLATE_NOOP("Commands", "Choose the mention; fold or unfold")),
    (
        "Esc",
        QT_TRANSLATE_NOOP("Commands", "Let go of what is selected; from a panel, back to the text"),
    ),
)
"""Keys that the reader itself answers, for the shortcut sheet."""

Row = tuple[str, list[str]]
"""What a key does, and its shortcuts in portable notation."""


class ShortcutSheet(QDialog):
    """All shortcuts in columns, with a field to narrow them."""

    def __init__(self, actions: Actions, window: QWidget | None = None) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.field = FilterField(self.tr("Find a key or what it does…"))
        self.field.textChanged.connect(self._filter)
        self._groups = [_Group(name, rows) for name, rows in _groups(actions)]
        self._columns = _Columns(self._groups)
        self._none = Caption(self.tr("No key does that."), quiet=True)
        self._none.hide()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._columns)
        head = QVBoxLayout()
        head.setContentsMargins(_SPACE, _SPACE, _SPACE, _SPACE // 2)
        head.addWidget(self.field)
        head.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(Hairline())
        layout.addWidget(scroll)
        self.resize(_MOST_COLUMNS * (_COLUMN_WIDTH + _SPACE) + 2 * _SPACE, 700)

    def shown(self) -> list[str]:
        """What the keys listed do, group by group."""
        return [text for group in self._groups for text in group.shown()]

    def _filter(self, wanted: str) -> None:
        for group in self._groups:
            group.narrow(wanted.casefold().split())
        self._none.setVisible(not self.shown())
        self._columns.arrange()


class _Group(QWidget):
    """The keys of one menu."""

    def __init__(self, name: str, rows: list[Row]) -> None:
        super().__init__()
        self._lines: list[tuple[QWidget, str, str]] = []
        self._shown: list[str] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, _SPACE)
        layout.setSpacing(3)
        layout.addWidget(SectionLabel(name))
        layout.addWidget(Hairline())
        for text, keys in rows:
            line = QWidget()
            box = QHBoxLayout(line)
            box.setContentsMargins(0, 0, 0, 0)
            box.addWidget(Caption(text), 1)
            box.addWidget(KeyCaps(keys))
            layout.addWidget(line)
            native = QKeySequence.SequenceFormat.NativeText
            names = " ".join([*keys, *(QKeySequence(key).toString(native) for key in keys)])
            self._lines.append((line, text, f"{name} {text} {names}".casefold()))
        self.narrow([])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def narrow(self, words: list[str]) -> None:
        """Keep the lines in which all of these words occur; without any, hide the group."""
        self._shown = []
        for line, text, found_by in self._lines:
            fits = all(word in found_by for word in words)
            line.setHidden(not fits)
            if fits:
                self._shown.append(text)
        self.setHidden(not self._shown)

    def shown(self) -> list[str]:
        """What the keys still listed do."""
        return self._shown


class _Columns(QWidget):
    """Groups in as many columns as fit, filled one after the other to an even height."""

    def __init__(self, groups: list[_Group]) -> None:
        super().__init__()
        self._groups = groups
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_SPACE, _SPACE, _SPACE, 0)
        self._grid.setHorizontalSpacing(_SPACE + 8)
        self._boxes = [QVBoxLayout() for _ in range(_MOST_COLUMNS)]
        for column, box in enumerate(self._boxes):
            box.setSpacing(0)
            self._grid.addLayout(box, 0, column)
        self.arrange()

    def arrange(self) -> None:
        """Share the groups that show out among the columns anew."""
        shown = [group for group in self._groups if group.shown()]
        count = min(max(self.width() // _COLUMN_WIDTH, 1), _MOST_COLUMNS)
        for box in self._boxes:
            while box.count():
                box.takeAt(0)
        shares = _shares([len(group.shown()) + 3 for group in shown], count)
        for group, column in zip(shown, shares, strict=True):
            self._boxes[column].addWidget(group)
        for column, box in enumerate(self._boxes):
            box.addStretch(1)
            self._grid.setColumnStretch(column, int(column < count))
        self._count = count

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_COLUMN_WIDTH, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if min(max(self.width() // _COLUMN_WIDTH, 1), _MOST_COLUMNS) != self._count:
            self.arrange()


def _groups(actions: Actions) -> list[tuple[str, list[Row]]]:
    portable = QKeySequence.SequenceFormat.PortableText
    groups: dict[str, list[Row]] = {}
    for entry in actions.entries():
        keys = [key.toString(portable) for key in entry.action.shortcuts()]
        if keys:
            groups.setdefault(entry.path, []).append((entry.action.iconText(), keys))
    translate = QCoreApplication.translate
    own = [(translate("Commands", text), keys.split()) for keys, text in READER_KEYS]
    return [*groups.items(), (translate("ShortcutSheet", "In the text"), own)]


def _shares(heights: list[int], count: int) -> list[int]:
    """The column of each group, in order, so that the highest column is as low as can be."""
    low, high = max(heights, default=0), sum(heights)
    while low < high:
        middle = (low + high) // 2
        if _filled(heights, middle)[-1] < count:
            high = middle
        else:
            low = middle + 1
    return _filled(heights, high)[: len(heights)]


def _filled(heights: list[int], limit: int) -> list[int]:
    """The column of each group if none may be higher than this; the last column used at the end."""
    columns, column, filled = [], 0, 0
    for height in heights:
        if filled and filled + height > limit:
            column, filled = column + 1, 0
        filled += height
        columns.append(column)
    return [*columns, column]
