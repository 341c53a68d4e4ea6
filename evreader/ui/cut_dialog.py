"""The dialog that shows what different programs take for the main text of a page, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from evreader.override import override
from evreader.ui.widgets import tones
from evreader.ui.widgets.captions import counted

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from evreader.domain.article import Article, Cut, Kind, Passage

_SIZE = (1000, 680)
_SHOWN = 240
"""Code points of a block that are shown; the tooltip has more of it."""
_TOLD = 1200
_AIR = 8
_CHECKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_TAKE = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class CutDialog(QDialog):
    """Each block of a page on a line: whether it is taken, and what each program kept of it."""

    def __init__(self, article: Article, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cuts = sorted(article.cuts, key=_score, reverse=True)
        self._blocks = [passage for passage in article.passages if passage.origin == "source"]
        self.setWindowTitle(self.tr("Choose the main text"))
        self.resize(*_SIZE)
        self._takes = [QTableWidgetItem() for _ in self._blocks]
        self._table = self._made_table()
        self._count = QLabel(self)
        self._only = QCheckBox(self.tr("Show only the &differences"), self)
        self._only.toggled.connect(self._show_rows)
        self._table.itemChanged.connect(self._tell)
        self._lay_out(article.info.title)
        self._fill()
        self._tell()

    def kinds(self) -> dict[int, Kind]:
        """The blocks that were chosen, by index, with what each is."""
        return {
            block.index: self._kind(block)
            for block, take in zip(self._blocks, self._takes, strict=True)
            if take.checkState() == _CHECKED
        }

    def take(self, number: int) -> None:
        """Choose what the program in this column kept."""
        for block, take in zip(self._blocks, self._takes, strict=True):
            kept = block.index in self._cuts[number].kinds
            take.setCheckState(_CHECKED if kept else _OPEN)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(len(self._blocks), 1 + len(self._cuts), self)
        told = self.tr("{name} ({score} %)")
        names = [told.format(name=cut.name, score=round(100 * cut.score)) for cut in self._cuts]
        table.setHorizontalHeaderLabels([self.tr("Take"), *names])
        table.setAccessibleName(self.tr("Blocks of the page"))
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        palette = table.palette()
        # The row one stands on must not hide what is tinted and what is quiet.
        palette.setColor(QPalette.ColorRole.Highlight, tones.tint(palette, 0.34))
        palette.setColor(QPalette.ColorRole.HighlightedText, palette.color(QPalette.ColorRole.Text))
        table.setPalette(palette)
        # In the dark theme, an empty box would have no edge.
        box = f"border: 1px solid {tones.quiet(palette).name()}; width: 12px; height: 12px"
        table.setStyleSheet(f"QTableView::indicator:unchecked {{ {box} }}")
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._table.resizeRowsToContents()
        for row in range(len(self._blocks)):
            self._table.setRowHeight(row, self._table.rowHeight(row) + _AIR)
        first = next((row for row, b in enumerate(self._blocks) if self._differs(b)), 0)
        self._table.setCurrentCell(first, 0)
        self._table.scrollToItem(self._takes[first], QAbstractItemView.ScrollHint.PositionAtCenter)
        self._table.setFocus()

    def _lay_out(self, title: str) -> None:
        told = QLabel(
            self.tr(
                "Two programs looked for the article on this page and differ. Lines that only one "
                "of them kept are tinted; what a program left out is struck through. Choose a "
                "side, or line by line. What is not taken stays in the article, folded away."
            ),
            self,
        )
        told.setWordWrap(True)
        heading = QLabel(title, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.button(standard.Ok).setText(self.tr("Use this text"))
        buttons.button(standard.Cancel).setText(self.tr("Decide later"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(told)
        layout.addLayout(self._side_buttons())
        layout.addWidget(self._table, 1)
        layout.addLayout(foot)

    def _side_buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        for number, cut in enumerate(self._cuts):
            button = QPushButton(
                self.tr("Take &{number}: {name}").format(number=number + 1, name=cut.name)
            )
            button.setAutoDefault(False)
            button.setProperty("number", number)
            button.clicked.connect(self._take_side)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._only)
        return buttons

    def _fill(self) -> None:
        for row, (block, take) in enumerate(zip(self._blocks, self._takes, strict=True)):
            take.setFlags(_TAKE)
            take.setCheckState(_OPEN if block.kind == "boilerplate" else _CHECKED)
            take.setData(Qt.ItemDataRole.AccessibleTextRole, block.text[:_SHOWN])
            cells = [take, *(self._cell(block, cut) for cut in self._cuts)]
            for column, cell in enumerate(cells):
                if self._differs(block):
                    cell.setBackground(tones.tint(self.palette()))
                self._table.setItem(row, column, cell)

    def _cell(self, block: Passage, cut: Cut) -> QTableWidgetItem:
        """A block as a program has it: kept, or struck through."""
        cell = QTableWidgetItem(_shortened(block.text))
        cell.setToolTip(block.text[:_TOLD])
        if block.index not in cut.kinds:
            cell.setForeground(tones.quiet(self.palette()))
            font = cell.font()
            font.setStrikeOut(True)
            cell.setFont(font)
        return cell

    def _take_side(self) -> None:
        self.take(int(self.sender().property("number")))

    def _show_rows(self) -> None:
        for row, block in enumerate(self._blocks):
            self._table.setRowHidden(row, self._only.isChecked() and not self._differs(block))

    def _tell(self) -> None:
        taken = len(self.kinds())
        whole = counted(len(self._blocks), self.tr("{n} block"), self.tr("{n} blocks"))
        self._count.setText(self.tr("{n} of {all} taken").format(n=taken, all=whole))

    def _differs(self, block: Passage) -> bool:
        return len({block.index in cut.kinds for cut in self._cuts}) > 1

    def _kind(self, block: Passage) -> Kind:
        """What a block that is taken is: as a program has it that kept it, or as it is now."""
        kinds = [cut.kinds[block.index] for cut in self._cuts if block.index in cut.kinds]
        if kinds:
            return kinds[0]
        return block.kind if block.kind != "boilerplate" else "paragraph"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _score(cut: Cut) -> float:
    return cut.score
