"""Taking annotation sets out of the project."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from evreader.domain.scheme import label
from evreader.session.session import Session
from evreader.ui.forecast import Forecast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from evreader.domain.bundle import Receipt
    from evreader.ui.export_order import ExportOrder
    from evreader.ui.library.library_panel import LibraryPanel
    from evreader.ui.tasks import Progress
    from evreader.ui.window.workspace import Workspace


class Exporting(QObject):
    """Exports; files are written off the UI thread."""

    def __init__(self, workspace: Workspace, library: LibraryPanel) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._last: Receipt | None = None
        self._forecast = Forecast(workspace.tasks)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "project.export": self.ask_and_export,
            "project.export_again": self.export_again,
            "project.last_export": self.show_last,
        }

    def ask_and_export(self) -> None:
        """Ask for a format, what goes out and a place, and write it."""
        from evreader.ui.export_dialog import ExportFacts

        workspace = self._workspace
        session = workspace.session
        scheme, labels = session.scheme, workspace.settings.label_language
        self._forecast.project = session.path
        chosen = self._library.selected() or [workspace.reader.article or 0]
        facts = ExportFacts(
            name=session.path.stem,
            sets=tuple(item.name for item in session.sets.all()),
            current=session.sets.current.name,
            mentions=tuple((kind.name, label(kind.labels, labels)) for kind in scheme.entities),
            deals=tuple((kind.name, label(kind.labels, labels)) for kind in scheme.deals),
            articles=tuple(article for article in chosen if article),
            forecast=self._forecast,
        )
        order = workspace.ask.export(facts, self._last_order())
        if order is not None:
            self.export(order)

    def export_again(self) -> None:
        """Write what was written last, to the same place."""
        order = self._last_order()
        if order is None:
            self.ask_and_export()
        else:
            self.export(order)

    def export(self, order: ExportOrder) -> None:
        """Write annotation sets, unless that would replace a file that is somebody's."""
        if not order.agreed and _is_somebody_s(order.out):
            question = self.tr("{place} is there already, or was changed since. Replace it?")
            if not self._workspace.ask.confirm(
                question.format(place=order.out), action=self.tr("Replace"), destructive=True
            ):
                return
        self._workspace.tasks.run(
            partial(_export, self._workspace.session.path, order),
            partial(self._show_export, order),
            failed=self._workspace.tell_failure,
            label=self.tr("Exporting…"),
            keeps_part=True,
        )

    def show_last(self) -> None:
        """Show what the last export wrote and what it did not."""
        if self._last is None:
            self._workspace.refused.emit(self.tr("Nothing was exported since the program started."))
        else:
            self._workspace.ask.show_receipt(self._last)

    def _show_export(self, order: ExportOrder, receipt: Receipt) -> None:
        workspace = self._workspace
        self._last = receipt
        workspace.settings.set_last_export(
            workspace.session.path, replace(order, agreed=False).as_text()
        )
        sentence = self.tr("Written to {place}: {counts}.").format(
            place=order.out, counts=receipt.summary()
        )
        if receipt.losses or receipt.refused or receipt.notes:
            workspace.ask.show_receipt(receipt)
        workspace.said.emit(sentence)

    def _last_order(self) -> ExportOrder | None:
        from evreader.ui.export_order import ExportOrder

        workspace = self._workspace
        return ExportOrder.from_text(workspace.settings.last_export(workspace.session.path))


def _export(project: Path, order: ExportOrder, progress: Progress) -> Receipt:
    progress.report(0, 0, order.out.name)
    session = Session.open(project, read_only=True)
    try:
        return session.exchange.export(
            order.out,
            format_name=order.format,
            extent=order.extent,
            options=order.options,
            with_companion=order.companion,
            report=progress.report,
        )
    finally:
        session.close()


def _is_somebody_s(out: Path) -> bool:
    """Whether a file stands there that is not, byte for byte, what evreader wrote."""
    from evreader.formats.companion import companion_of

    if not out.is_file():  # a folder is looked into where it is written
        return False
    beside = companion_of(out)
    return beside is None or not beside.is_current
