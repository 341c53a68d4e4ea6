"""Lists of two-line entries: a name (in one or both languages) and a quiet detail under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate

from evreader.override import override
from evreader.ui.widgets import tones
from evreader.ui.widgets.captions import small
from evreader.ui.widgets.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtCore import (
        QAbstractItemModel,
        QModelIndex,
        QObject,
        QPersistentModelIndex,
        QRectF,
    )
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

    from evreader.ui.look import Look

    AnyIndex = QModelIndex | QPersistentModelIndex

MARGIN = 12
PADDING = 7
MARK = 8
_FLAG = 14
RIGHT_STARTS = 0.56
_HINT_FLAGS = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


class Line(NamedTuple):
    """What one entry says.

    Attributes:
        text: the name.
        right: the name in the other language, in a column of its own.
        detail: the quiet second line.
        mark: the entity type whose colour stands before the detail; empty for none.
        flag: why a person should look at it; a small flag stands behind the name. Empty for none.
        current: whether it is the one that the window shows.
    """

    text: str
    right: str = ""
    detail: str = ""
    mark: str = ""
    flag: str = ""
    current: bool = False


class LineModel(QAbstractListModel):
    """Entries by id; what an entry says is asked for only when it is looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[int] = ()
        self._rows: dict[int, int] = {}
        self._line_of: Callable[[int], Line] = _nothing

    def set_rows(self, ids: Sequence[int], line_of: Callable[[int], Line]) -> None:
        """Replace all entries; ``line_of(id)`` says what an entry shows."""
        self.beginResetModel()
        self._ids = ids
        self._rows = {key: row for row, key in enumerate(ids)}
        self._line_of = line_of
        self.endResetModel()

    def line(self, row: int) -> Line:
        """What the entry of a row says."""
        return self._line_of(self._ids[row])

    def id_at(self, row: int) -> int:
        """The id of the entry of a row."""
        return self._ids[row]

    def row_of(self, key: int) -> int:
        """The row of an id, or -1."""
        return self._rows.get(key, -1)

    @override
    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        line = self.line(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text or line.right
        if role == Qt.ItemDataRole.ToolTipRole:
            told = (line.text, line.right, line.detail, line.flag)
            return "\n".join(part for part in told if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = (line.text, line.right, line.flag, line.detail)
            return ", ".join(part for part in told if part)
        return None


class LineDelegate(QStyledItemDelegate):
    """Paints a :class:`Line` from the palette; the type's colour is only the small mark."""

    def __init__(self, model: LineModel, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        font: QFont = option.font
        height = QFontMetrics(font).height() + QFontMetrics(small(font)).height() + 2
        return QSize(120, height + 2 * PADDING)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line = self._model.line(index.row())
        rect: QRect = option.rect
        palette: QPalette = option.palette
        painter.save()
        _paint_ground(painter, option)
        if line.current:
            bar = QRect(rect.left() + 3, rect.top() + 6, 3, rect.height() - 12)
            painter.fillRect(bar, tones.accent(palette))
        inner = rect.adjusted(MARGIN, PADDING, -MARGIN, -PADDING)
        font = QFont(option.font)
        if line.current:
            font.setWeight(QFont.Weight.DemiBold)
        names = inner.adjusted(0, 0, -_FLAG - 6, 0) if line.flag else inner
        _paint_names(painter, names, palette, font=font, line=line)
        if line.flag:
            place = QRect(inner.right() - _FLAG, inner.top() + 1, _FLAG, _FLAG)
            icon("flag").paint(painter, place)
        font = small(option.font)
        self._paint_detail(painter, inner, palette, font=font, line=line)
        painter.restore()

    def _paint_detail(
        self, painter: QPainter, inner: QRect, palette: QPalette, *, font: QFont, line: Line
    ) -> None:
        metrics = QFontMetrics(font)
        area = QRect(inner.left(), 0, inner.width(), metrics.height())
        area.moveBottom(inner.bottom())
        if line.mark:
            mark = QRect(area.left(), 0, MARK, MARK)
            mark.moveTop(area.center().y() - MARK // 2 + 1)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.type_color(line.mark))
            painter.drawRoundedRect(mark, 2, 2)
            area.setLeft(mark.right() + 7)
        painter.setPen(tones.quiet(palette))
        painter.setFont(font)
        _paint_text(painter, area, line.detail)


class LineView(QListView):
    """A list of lines that keeps what is selected and where it is scrolled over refreshes.

    Signals:
        moved_to: the id of the entry that became the current one.
        opened: the id of the entry that Enter or a double click chose.
        delete_pressed: Delete was pressed while entries are selected.
    """

    moved_to = Signal(int)
    opened = Signal(int)
    delete_pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = ""
        self._lines = LineModel(self)
        self._last = 0
        self.setModel(self._lines)
        self.setItemDelegate(LineDelegate(self._lines, look, self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.activated.connect(self._open)

    def show_rows(self, ids: Sequence[int], line_of: Callable[[int], Line]) -> None:
        """Replace the entries; what was selected stays selected where it still exists."""
        kept, current, top = self.selected_ids(), self.current_id(), self.verticalScrollBar()
        place = top.value()
        self._lines.set_rows(ids, line_of)
        self.doItemsLayout()
        self.select(kept, current=current)
        top.setValue(place)

    def select(self, ids: Iterable[int], *, current: int = 0) -> None:
        """Select these entries and stand on ``current``; ids that are not listed are ignored."""
        rows = [row for row in map(self._lines.row_of, ids) if row >= 0]
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection_of(self._lines, rows), flags.ClearAndSelect)
        row = self._lines.row_of(current)
        if row >= 0:
            self.selectionModel().setCurrentIndex(self._lines.index(row), flags.NoUpdate)

    def go_to(self, key: int) -> bool:
        """Select one entry alone and scroll to it; False, and nothing, where it is not listed."""
        row = self._lines.row_of(key)
        if row >= 0:
            self.select([key], current=key)
            self.scrollTo(self._lines.index(row))
        return row >= 0

    def neighbour(self, key: int, rows: int) -> int:
        """The entry so many rows below (or above) another; 0 beyond the ends or on an empty list.

        From an entry that is not listed, one comes to the first.
        """
        row = self._lines.row_of(key)
        row = row + rows if row >= 0 else 0
        return self._lines.id_at(row) if 0 <= row < self.count() else 0

    def enter(self) -> None:
        """Take the keyboard focus; where nothing is selected, select the first entry."""
        if not self.selected_ids() and self.count():
            self.go_to(self.current_id() or self._lines.id_at(0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def count(self) -> int:
        """How many entries are listed."""
        return self._lines.rowCount()

    def selected_ids(self) -> list[int]:
        """The selected entries, in list order."""
        return [self._lines.id_at(row) for row in selected_rows(self)]

    def current_id(self) -> int:
        """The entry that the keyboard stands on, or 0."""
        index = self.currentIndex()
        return self._lines.id_at(index.row()) if index.isValid() else 0

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.selectedIndexes():
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count() and self.hint:
            paint_hint(self, self.hint)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Qt stands on the first entry then, but selects nothing: Delete and F2 would do nothing.
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.selected_ids():
            self.go_to(self.current_id())

    def _tell_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        key = self._lines.id_at(index.row()) if index.isValid() else 0
        if key and key != self._last:
            self._last = key
            self.moved_to.emit(key)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._lines.id_at(index.row()))


def selection_of(model: QAbstractItemModel, rows: Iterable[int]) -> QItemSelection:
    """These rows as a selection: neighbours as one range, since Qt is slow with many ranges."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    selection = QItemSelection()
    for first, last in runs:
        selection.select(model.index(first, 0), model.index(last, 0))
    return selection


def selected_rows(view: QAbstractItemView) -> list[int]:
    """The rows that are selected, from the top."""
    # Not its indexes: with thousands of rows, to make one for each takes longer than all the rest.
    chosen = view.selectionModel().selection()
    runs = map(chosen.at, range(chosen.count()))
    return sorted({row for run in runs for row in range(run.top(), run.bottom() + 1)})


def paint_hint(view: QAbstractItemView, hint: str) -> None:
    """Say in the middle of an empty view what would fill it."""
    viewport = view.viewport()
    painter = QPainter(viewport)
    painter.setPen(tones.quiet(view.palette()))
    area = viewport.rect().adjusted(24, 0, -24, 0)
    painter.drawText(area, _HINT_FLAGS, fitting_hint(painter.fontMetrics(), area, hint))
    painter.end()


def fitting_hint(metrics: QFontMetrics, area: QRect, hint: str) -> str:
    """The hint with as much white space between its sentences as there is room for."""
    for space in ("\n\n", "\n"):
        text = hint.replace("\n\n", space)
        if metrics.boundingRect(area, _HINT_FLAGS, text).height() <= area.height():
            return text
    return hint.replace("\n\n", " ")


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    rect: QRect = option.rect
    palette: QPalette = option.palette
    state: QStyle.StateFlag = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, tones.tint(palette))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, tones.tint(palette, 0.06))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(tones.accent(palette), 1))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


def _paint_names(
    painter: QPainter, inner: QRect, palette: QPalette, *, font: QFont, line: Line
) -> None:
    painter.setFont(font)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    area = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(font).height())
    if not line.right:
        _paint_text(painter, area, line.text)
        return
    middle = area.left() + round(area.width() * RIGHT_STARTS)
    _paint_text(
        painter,
        QRect(area.topLeft(), QSize(middle - area.left() - 8, area.height())),
        line.text or "—",
    )
    area.setLeft(middle)
    _paint_text(painter, area, line.right)


def _paint_text(painter: QPainter, area: QRect | QRectF, text: str) -> None:
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def _nothing(_key: int) -> Line:
    return Line("")
