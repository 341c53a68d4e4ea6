"""The table of deals: one line a deal, painted quietly, selection kept over refreshes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
)

from evreader.override import override
from evreader.ui.deals.table import (
    ALIGNMENTS,
    ARTICLES,
    COLUMNS,
    DATE,
    EVIDENCE,
    MISSING,
    PARTIES,
    STATUS,
    TYPE,
    VALUE,
)
from evreader.ui.widgets import tones
from evreader.ui.widgets.captions import small
from evreader.ui.widgets.lines import MARK, paint_hint, selected_rows, selection_of

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import (
        QStyleOptionViewItem,
        QWidget,
    )

    from evreader.ui.deals.table import (
        DealTableModel,
    )
    from evreader.ui.look import Look
    from evreader.ui.widgets.lines import AnyIndex

_WIDTHS = {TYPE: 224, STATUS: 120, DATE: 120, VALUE: 148, ARTICLES: 72, EVIDENCE: 116, MISSING: 148}
"""How wide a column becomes at most by itself."""
PARTIES_AT_LEAST = 144
CELL_LEFT, CELL_RIGHT = 12, 8
_QUIET = frozenset({ARTICLES, EVIDENCE})


class _Shades(NamedTuple):
    """What the cells are painted with, for one palette."""

    key: int
    text: QColor
    quiet: QColor
    selected: QColor
    line: QColor
    accent: QColor
    plain: tuple[QFont, QFontMetrics]
    bold: tuple[QFont, QFontMetrics]


class DealDelegate(QStyledItemDelegate):
    """Paints the cells from the palette; the deal type's colour is only the small mark."""

    def __init__(self, model: DealTableModel, look: Look, view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._look = look
        self._view = view
        self._shades: _Shades | None = None

    def forget(self) -> None:
        """Font or theme changed: make the shades anew."""
        self._shades = None

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        # Some hundred cells are painted for each step of scrolling, so colours are kept ready and
        # the painter is set anew in each cell instead of being saved and restored.
        number, column = index.row(), index.column()
        row = self._model.row(number)
        rect, shades = option.rect, self._shades_of(option.palette)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, shades.selected)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, shades.line)
        if number == self._view.currentIndex().row() and self._view.hasFocus():
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, shades.accent)
        text = row.cells[column]
        if not text:
            return
        area = rect.adjusted(CELL_LEFT, 0, -CELL_RIGHT, 0)
        if column == TYPE:
            self._paint_mark(painter, area, row.type)
            area.setLeft(area.left() + MARK + 8)
        lacking = column == MISSING and row.incomplete
        quiet = column in _QUIET or (column == MISSING and not row.incomplete)
        font, metrics = shades.bold if lacking else shades.plain
        painter.setFont(font)
        painter.setPen(shades.quiet if quiet else shades.text)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, ALIGNMENTS[column], shown)

    def _shades_of(self, palette: QPalette) -> _Shades:
        if self._shades is None or self._shades.key != palette.cacheKey():
            plain = self._view.font()
            bold = QFont(plain)
            bold.setWeight(QFont.Weight.DemiBold)
            self._shades = _Shades(
                palette.cacheKey(),
                palette.color(QPalette.ColorRole.Text),
                tones.quiet(palette),
                tones.tint(palette),
                tones.hairline(palette),
                tones.accent(palette),
                (plain, QFontMetrics(plain)),
                (bold, QFontMetrics(bold)),
            )
        return self._shades

    def _paint_mark(self, painter: QPainter, area: QRect, type_name: str) -> None:
        mark = QRect(area.left(), area.center().y() - MARK // 2 + 1, MARK, MARK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.type_color(type_name))
        painter.drawEllipse(mark)
        painter.restore()


class DealHeader(QHeaderView):
    """Column headings as quiet as section labels, in line with the cells below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(56)
        self.setFont(small(self.font()))

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 12)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        palette = self.palette()
        painter.fillRect(rect, palette.color(QPalette.ColorRole.Base))
        painter.setPen(QPen(tones.hairline(palette), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        orientation = self.orientation()
        model = self.model()
        text = str(model.headerData(logicalIndex, orientation, Qt.ItemDataRole.DisplayRole))
        side = model.headerData(logicalIndex, orientation, Qt.ItemDataRole.TextAlignmentRole)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        if sorted_by:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            text = f"{text} {'▾' if down else '▴'}"
        shade = palette.color(QPalette.ColorRole.Text) if sorted_by else tones.quiet(palette)
        painter.setPen(shade)
        area = rect.adjusted(CELL_LEFT, 0, -CELL_RIGHT, 0)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(area, int(side), self.fontMetrics().elidedText(text, elide, area.width()))
        painter.restore()


class DealView(QTableView):
    """A sortable table of deals.

    Signals:
        moved_to: the id of the deal that became the current one.
        opened: the id of the deal that Enter or a double click chose.
        delete_pressed: Delete was pressed while deals are selected.
    """

    moved_to = Signal(int)
    opened = Signal(int)
    delete_pressed = Signal()

    def __init__(self, model: DealTableModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = ""
        self._deals = model
        self._last = 0
        self._kept: tuple[list[int], int, int, int] = ([], 0, TYPE, 0)
        self._sized: set[int] = set()
        self._is_sizing = False
        self.setModel(model)
        self._painting = DealDelegate(model, look, self)
        self.setItemDelegate(self._painting)
        self._set_up()
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.filled.connect(self._fit_columns)
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.activated.connect(self._open)

    def go_to(self, deal: int) -> None:
        """Select one deal alone and scroll to it; nothing happens where it is not listed."""
        row = self._deals.row_of(deal)
        if row >= 0:
            index = self._deals.index(row, max(self.currentIndex().column(), 0))
            flags = QItemSelectionModel.SelectionFlag
            self._last = deal
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def enter(self) -> None:
        """Take the keyboard focus; where nothing is selected, select the first deal."""
        if not self.selected_ids() and self._deals.rowCount():
            self.selectRow(max(self.currentIndex().row(), 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def selected_ids(self) -> list[int]:
        """The selected deals, in list order."""
        return [self._deals.row(row).id for row in selected_rows(self)]

    def current_id(self) -> int:
        """The deal that the keyboard stands on, or 0."""
        index = self.currentIndex()
        return self._deals.row(index.row()).id if index.isValid() else 0

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.selectedIndexes():
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._deals.rowCount() and self.hint:
            paint_hint(self, self.hint)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()
        # Qt stands on the first deal then, but selects nothing: Delete would do nothing.
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.selected_ids():
            self.go_to(self.current_id())

    def _set_up(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 12)
        columns = DealHeader(self)
        self.setHorizontalHeader(columns)
        columns.sectionResized.connect(self._note_width)
        columns.setSortIndicator(DATE, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self._fit_columns()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self._painting.forget()
            self._fit_columns()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_rest_to_parties()

    def _fit_columns(self) -> None:
        """No column takes more room than what it says, unless the user wants it so."""
        self._is_sizing = True
        for column, most in _WIDTHS.items():
            if column not in self._sized:
                self.horizontalHeader().resizeSection(column, min(most, self._needed(column)))
        self._is_sizing = False
        self._give_rest_to_parties()

    def _needed(self, column: int) -> int:
        """The width at which the longest text of a column is not cut."""
        header = self.horizontalHeader().fontMetrics()
        heading = self._deals.headerData(column, Qt.Orientation.Horizontal)
        mark = MARK + 8 if column == TYPE else 0
        text = self.fontMetrics().horizontalAdvance(self._deals.longest(column)) + mark
        return max(header.horizontalAdvance(f"{heading} ▾"), text) + CELL_LEFT + CELL_RIGHT + 4

    def _note_width(self, column: int) -> None:
        if not self._is_sizing:
            self._sized.add(column)
            self._give_rest_to_parties()

    def _give_rest_to_parties(self) -> None:
        """The names take the room that is left, but never so little that nothing can be read."""
        columns = self.horizontalHeader()
        others = sum(columns.sectionSize(n) for n in range(COLUMNS) if n != PARTIES)
        is_sizing, self._is_sizing = self._is_sizing, True
        columns.resizeSection(PARTIES, max(self.viewport().width() - others, PARTIES_AT_LEAST))
        self._is_sizing = is_sizing

    def _keep(self) -> None:
        place = self.verticalScrollBar().value()
        column = max(self.currentIndex().column(), 0)
        self._kept = (self.selected_ids(), self.current_id(), column, place)

    def _restore(self) -> None:
        ids, current, column, place = self._kept
        flags = QItemSelectionModel.SelectionFlag
        rows = [row for row in map(self._deals.row_of, ids) if row >= 0]
        self.selectionModel().select(selection_of(self._deals, rows), flags.Select | flags.Rows)
        row = self._deals.row_of(current) if current else -1
        if row >= 0:
            index = self._deals.index(row, column)
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self.verticalScrollBar().setValue(place)

    def _tell_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        deal = self._deals.row(index.row()).id if index.isValid() else 0
        if deal and deal != self._last:
            self._last = deal
            self.moved_to.emit(deal)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._deals.row(index.row()).id)
