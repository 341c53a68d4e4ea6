"""The dialog for an export: format, what goes out, options, place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from evreader.domain.extent import Extent
from evreader.errors import InputError
from evreader.formats import registry
from evreader.ui.export_order import ExportOrder
from evreader.ui.widgets.captions import counted
from evreader.ui.widgets.controls import Chooser
from evreader.ui.widgets.type_list import TypeList

if TYPE_CHECKING:
    from evreader.formats.format import Format
    from evreader.ui.ask import Ask
    from evreader.ui.forecast import Forecast

_SIZE = (860, 640)
_SHARE = 0.9
"""Of the screen, at most: a magnified one is small."""
_ROW_GAP, _COLUMN_GAP = 2, 20
_COUNT_MS = 150
"""Typing a date changes what goes out with each key: counted once that pauses."""


class ExportFacts(NamedTuple):
    """What there is to choose from.

    Attributes:
        name: what the export is called where nothing else is known; the project's name.
        sets: the names of the annotation sets.
        current: that of the current one.
        mentions: the names of the types of mentions, and what a person reads for each.
        deals: the same of deals.
        articles: the ids of the articles chosen in the window, the open one among them.
        forecast: counts what would go out.
    """

    name: str
    sets: tuple[str, ...]
    current: str
    mentions: tuple[tuple[str, str], ...]
    deals: tuple[tuple[str, str], ...]
    articles: tuple[int, ...]
    forecast: Forecast


class ExportDialog(QDialog):
    """One field for each thing that can be chosen; what the last export took is chosen already."""

    def __init__(self, ask: Ask, facts: ExportFacts, last: ExportOrder | None) -> None:
        super().__init__(ask.window)
        self._ask = ask
        self._facts = facts
        self._agreed: Path | None = None
        self.setWindowTitle(self.tr("Export"))
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() * _SHARE))
        self._formats = QListWidget(self)
        self._formats.setAccessibleName(self.tr("Format"))
        self._losses = QLabel(self)
        self._losses.setWordWrap(True)
        self._losses.setTextFormat(Qt.TextFormat.PlainText)
        self._losses.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sets, self._articles, self._types = Chooser(self), Chooser(self), TypeList(self)
        self._since, self._until = QLineEdit(self), QLineEdit(self)
        self._reviewed = QCheckBox(self.tr("&Only what a person made or confirmed"), self)
        self._companion = QCheckBox(
            self.tr("&Keep the receipt and all that the format cannot carry beside it"), self
        )
        self._options: dict[str, Chooser] = {}
        self._place = QLineEdit(self)
        self._fault = QLabel(self)
        self._fault.setWordWrap(True)
        self._forecast = QLabel(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_COUNT_MS)
        self._form = QFormLayout()
        standard = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        self._buttons.button(standard.Ok).setText(self.tr("Export"))
        self._fill()
        self._lay_out()
        self._choose(last)
        self._connect()
        self._show_format()
        if last is not None:
            self._place.setText(str(last.out))

    def _connect(self) -> None:
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._formats.currentRowChanged.connect(self._show_format)
        for field in (self._place, self._since, self._until):
            field.textChanged.connect(self._check)
        for chooser in (self._sets, self._articles):
            chooser.currentIndexChanged.connect(self._check)
        self._types.itemChanged.connect(self._check)
        self._reviewed.toggled.connect(self._check)
        self._soon.timeout.connect(self._count)
        self._facts.forecast.told.connect(self._forecast.setText)

    def order(self) -> ExportOrder:
        """What was chosen.

        Raises:
            InputError: a date is none.
        """
        out = Path(self._place.text().strip())
        options = {name: str(field.currentData()) for name, field in self._options.items()}
        return ExportOrder(
            self._format().name,
            out,
            self._extent(),
            options,
            self._companion.isChecked(),
            agreed=out == self._agreed,
        )

    def _extent(self) -> Extent:
        return Extent(
            sets=tuple(self._sets.currentData()),
            articles=tuple(self._articles.currentData()),
            types=self._types.ticked(),
            since=self._since.text().strip(),
            until=self._until.text().strip(),
            reviewed=self._reviewed.isChecked(),
        )

    def _format(self) -> Format:
        return registry.find(str(self._formats.currentItem().data(Qt.ItemDataRole.UserRole)))

    def _fill(self) -> None:
        for known in registry.formats():
            if known.writes:
                row = QListWidgetItem(known.title, self._formats)
                row.setData(Qt.ItemDataRole.UserRole, known.name)
        current = self.tr("The current one, “{name}”").format(name=self._facts.current)
        self._sets.addItem(current, (self._facts.current,))
        self._sets.addItem(self.tr("All that the format takes"), ())
        for name in self._facts.sets:
            if name != self._facts.current:
                self._sets.addItem(name, (name,))
        self._articles.addItem(self.tr("All"), ())
        number = len(self._facts.articles)
        if number:
            one, many = self.tr("The open one"), self.tr("The {n} chosen in the library")
            chosen = one if number == 1 else many.format(n=number)
            self._articles.addItem(chosen, self._facts.articles)
        self._types.add(self.tr("Mentions"), self._facts.mentions)
        self._types.add(self.tr("Deals"), self._facts.deals)
        for field in (self._since, self._until):
            field.setPlaceholderText(self.tr("2026, 2026-03 or 2026-03-14"))
        self._companion.setToolTip(self.tr("An import finds it there and brings everything back."))

    def _lay_out(self) -> None:
        browse = QPushButton(self.tr("&Browse…"), self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self._formats.setSpacing(_ROW_GAP)
        self._types.setSpacing(_ROW_GAP)
        self._form.setVerticalSpacing(8)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._formats, 3)
        left.addWidget(self._losses, 2)
        for text, field in (
            (self.tr("Annotation &set"), self._sets),
            (self.tr("&Articles"), self._articles),
            (self.tr("&From"), self._since),
            (self.tr("&Until"), self._until),
            (self.tr("&Types\n(none ticked:\nall)"), self._types),
        ):
            self._form.addRow(text, field)
        self._form.addRow(self._reviewed)
        self._form.addRow(self._companion)
        columns = QHBoxLayout()
        columns.setSpacing(_COLUMN_GAP)
        columns.addLayout(left, 1)
        columns.addLayout(self._form, 1)
        place = QHBoxLayout()
        label = QLabel(self.tr("&Place"), self)
        label.setBuddy(self._place)
        for widget in (label, self._place, browse):
            place.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(columns, 1)
        layout.addLayout(place)
        layout.addWidget(self._fault)
        foot = QHBoxLayout()
        foot.addWidget(self._forecast, 1)
        foot.addWidget(self._buttons)
        layout.addLayout(foot)

    def _choose(self, last: ExportOrder | None) -> None:
        """Stand on what was chosen last."""
        order = last or ExportOrder("jsonl", Path())
        names = [
            self._formats.item(row).data(Qt.ItemDataRole.UserRole)
            for row in range(self._formats.count())
        ]
        self._formats.setCurrentRow(names.index(order.format) if order.format in names else 0)
        if last is None:
            self._sets.setCurrentIndex(1)
        for row in range(self._sets.count() if last else 0):
            if tuple(self._sets.itemData(row)) == order.extent.sets:
                self._sets.setCurrentIndex(row)
        self._since.setText(order.extent.since)
        self._until.setText(order.extent.until)
        self._reviewed.setChecked(order.extent.reviewed)
        self._companion.setChecked(order.companion)
        self._choose_articles(order.extent.articles)
        self._types.tick(order.extent.types)
        self._wanted_options = dict(order.options)

    def _choose_articles(self, wanted: tuple[int, ...]) -> None:
        if wanted and wanted != self._facts.articles:
            one, many = self.tr("As last time: one"), self.tr("As last time: {n}")
            self._articles.addItem(counted(len(wanted), one, many), wanted)
        held = [tuple(self._articles.itemData(row)) for row in range(self._articles.count())]
        self._articles.setCurrentIndex(held.index(wanted))

    def _show_format(self) -> None:
        """Show what the format cannot carry, its options, and a place of its ending."""
        item = self._format()
        losses = "\n".join(f"• {sentence}" for sentence in item.cannot_carry)
        heading = self.tr("It cannot carry:") if losses else self.tr("It carries everything.")
        self._losses.setText(f"{heading}\n{losses}".strip())
        for field in self._options.values():
            self._form.removeRow(field)
        self._options = {}
        for option in item.options:
            chooser = Chooser(self)
            for value in option.choices:
                chooser.addItem(value, value)
            wanted = self._wanted_options.get(option.name, option.default)
            chooser.setCurrentIndex(max(0, chooser.findData(wanted)))
            self._form.addRow(option.title, chooser)
            self._options[option.name] = chooser
        self._place.setText(str(self._folder() / self._suggested(item)))
        self._check()

    def _suggested(self, item: Format) -> str:
        if item.folder:
            return f"{self._facts.name}-{item.name}"
        return f"{self._facts.name}{item.suffixes[0]}"

    def _folder(self) -> Path:
        text = self._place.text().strip()
        return Path(text).parent if text else self._ask.place

    def _browse(self) -> None:
        item, title = self._format(), self.tr("Export")
        if item.folder:
            where = self._ask.folder(self.tr("Export into a new folder inside…"), over=self)
            chosen = where / self._suggested(item) if where else None
        else:
            kinds = " ".join(f"*{suffix}" for suffix in item.suffixes)
            chosen = self._ask.save_file(
                title, self._suggested(item), f"{item.title} ({kinds})", over=self
            )
            self._agreed = chosen
        if chosen is not None:
            self._place.setText(str(chosen))

    def _check(self) -> None:
        """Tell what is wrong, or soon what would be written."""
        fault = ""
        try:
            self._extent()
        except InputError as error:
            fault = str(error)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self._forecast.clear()
        self._soon.start()
        usable = not fault and bool(self._place.text().strip())
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(usable)

    def _count(self) -> None:
        if not self._fault.text():
            self._facts.forecast.ask(self._format().name, self._extent())
