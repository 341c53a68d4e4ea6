"""Commands for how the window looks: size, fonts, theme, language of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from evreader.ui.look import ZOOM_STEP

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evreader.ui.look import Theme
    from evreader.ui.window.workspace import Workspace


class Appearance(QObject):
    """Changes the look and remembers it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._look = workspace.look
        self._look.changed.connect(self._remember)
        self._look.zoomed.connect(self._remember)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "view.zoom_in": self.zoom_in,
            "view.zoom_out": self.zoom_out,
            "view.zoom_reset": self.zoom_reset,
            "view.fonts": self.choose_fonts,
            "view.theme": self.set_theme,
            "view.chinese_labels": self.set_chinese_labels,
        }

    def zoom_in(self) -> None:
        """Larger reading text."""
        self._look.zoom *= ZOOM_STEP

    def zoom_out(self) -> None:
        """Smaller reading text."""
        self._look.zoom /= ZOOM_STEP

    def zoom_reset(self) -> None:
        """Reading text as designed."""
        self._look.zoom = 1.0

    def set_theme(self, theme: str) -> None:
        """Light, dark, or as the system."""
        self._look.set_theme(cast("Theme", theme))

    def set_chinese_labels(self, chinese: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Name types and roles in Chinese, or in English."""
        self._look.label_language = "zh" if chinese else "en"

    def choose_fonts(self) -> None:
        """Ask for the fonts of either language, the preferred one first."""
        for language, name in (("en", self.tr("English")), ("zh", self.tr("Chinese"))):
            before = ", ".join(self._look.families(language))
            answer = self._workspace.ask.text(
                self.tr("Fonts"),
                self.tr("Fonts for {language}, separated by commas (empty: built-in)").format(
                    language=name
                ),
                before,
            )
            if answer is not None:
                families = [part.strip() for part in answer.split(",") if part.strip()]
                self._look.set_families(language, families)

    def _remember(self) -> None:
        settings = self._workspace.settings
        settings.zoom = self._look.zoom
        settings.theme = self._look.theme
        settings.label_language = self._look.label_language
        for language in ("en", "zh"):
            settings.set_fonts(language, list(self._look.families(language)))
        QApplication.setPalette(self._look.palette())
