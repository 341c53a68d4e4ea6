"""The help menu: palette, shortcuts, guide, what this computer lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout

from evreader.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from evreader.ui.commands.actions import Actions
    from evreader.ui.tasks import Progress
    from evreader.ui.window.workspace import Workspace


class Help(QObject):
    """Opens what explains the program; each piece is loaded when it is first wanted."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._window = window
        self._actions: Actions | None = None

    def set_actions(self, actions: Actions) -> None:
        """Search and list these commands."""
        self._actions = actions

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "help.palette": self.open_palette,
            "help.shortcuts": self.open_shortcuts,
            "help.guide": self.open_guide,
            "help.doctor": self.examine,
            "help.about": self.tell_about,
        }

    def open_palette(self) -> None:
        """Find a command by typing; a second time, close what was opened for it."""
        from evreader.ui.commands.palette import CommandPalette

        open_one = self._window.findChild(CommandPalette)
        if open_one is not None and open_one.isVisible():
            open_one.shut()
        elif self._actions is not None:
            CommandPalette(self._actions, self._window).open()

    def open_shortcuts(self) -> None:
        """List all keys."""
        from evreader.ui.commands.shortcut_sheet import ShortcutSheet

        if self._actions is not None:
            ShortcutSheet(self._actions, self._window).show()

    def open_guide(self) -> None:
        """Show the five-minute guide."""
        dialog = QDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Guide"))
        text = QTextBrowser(dialog)
        text.setMarkdown(resource("guide.md").read_text(encoding="utf-8"))
        text.setFont(self._workspace.look.font("en", "text"))
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(text)
        dialog.resize(680, 640)
        dialog.open()

    def examine(self) -> None:
        """Say what this computer lacks, and the line that installs it."""
        self._workspace.tasks.run(
            _findings,
            self._tell_findings,
            failed=self._workspace.tell_failure,
            label=self.tr("Checking this computer…"),
        )

    def tell_about(self) -> None:
        """Say what this program is."""
        from importlib.metadata import version

        from evreader.session.dictionary import ATTRIBUTION

        sentence = self.tr(
            "evreader {version}\nRead English and Chinese news side by side, tag who made which "
            "deal, keep the evidence.\nEverything stays on this computer.\nApache License 2.0\n"
            "Dictionary: {credit}"
        )
        told = sentence.format(version=version("evreader"), credit=ATTRIBUTION)
        self._workspace.ask.info(told)

    def _tell_findings(self, lines: list[str]) -> None:
        self._workspace.ask.info("\n".join(lines))


def _findings(progress: Progress) -> list[str]:
    from evreader.doctor import examine

    progress.report(0, 0)
    lines = []
    for finding in examine():
        lines.append(f"{'✓' if finding.ok else '✗'} {finding.what}")
        if not finding.ok:
            lines.append(f"    {finding.remedy}")
    return lines
