"""What the program remembers of its user between two starts, in an INI file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QByteArray, QSettings

from evreader.domain.reading import Place

if TYPE_CHECKING:
    from evreader.ui.look import LabelLanguage, Theme

_THEMES: Final = ("system", "light", "dark")
_LABEL_LANGUAGES: Final = ("en", "zh")
_PLACE_NUMBERS: Final = 4


class Settings:
    """Typed access to the settings; a damaged value counts as one never set.

    Args:
        folder: where ``settings.ini`` lies. If it cannot be written, settings last till the end.
    """

    def __init__(self, folder: Path) -> None:
        self._ini = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self._ini.setFallbacksEnabled(False)

    @property
    def geometry(self) -> bytes:
        """The window's place and size, as ``QWidget.saveGeometry`` gives it; empty at first."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, geometry: bytes) -> None:
        self._ini.setValue("window/geometry", QByteArray(geometry))

    @property
    def state(self) -> bytes:
        """The window's docks and toolbars, as ``QMainWindow.saveState`` gives it."""
        return self._bytes("window/state")

    @state.setter
    def state(self, state: bytes) -> None:
        self._ini.setValue("window/state", QByteArray(state))

    @property
    def last_project(self) -> Path | None:
        """The project open last, wherever it is now."""
        text = self._text("project/last")
        return Path(text) if text else None

    @last_project.setter
    def last_project(self, path: Path) -> None:
        self._ini.setValue("project/last", str(path))

    @property
    def theme(self) -> Theme:
        """The theme; at first as the system."""
        return cast("Theme", self._one_of("look/theme", _THEMES))

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._ini.setValue("look/theme", theme)

    @property
    def label_language(self) -> LabelLanguage:
        """The language types and roles are labelled in."""
        return cast("LabelLanguage", self._one_of("look/labels", _LABEL_LANGUAGES))

    @label_language.setter
    def label_language(self, language: LabelLanguage) -> None:
        self._ini.setValue("look/labels", language)

    @property
    def zoom(self) -> float:
        """The size of the reader's text, 1.0 as designed; any positive number."""
        try:
            zoom = float(self._text("look/zoom"))
        except ValueError:
            return 1.0
        return zoom if 0.1 <= zoom <= 10 else 1.0  # noqa: PLR2004 - beyond is damage, nan too

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        self._ini.setValue("look/zoom", f"{zoom:.3f}")

    @property
    def last_format(self) -> str:
        """The exchange format chosen last, by its title; empty at first."""
        return self._text("export/format")

    @last_format.setter
    def last_format(self, title: str) -> None:
        self._ini.setValue("export/format", title)

    def fonts(self, language: str) -> list[str]:
        """The font families set for a language, the preferred one first."""
        return [name for name in self._text(f"fonts/{language}").split("\n") if name]

    def set_fonts(self, language: str, families: list[str]) -> None:
        """Keep the font families of a language; none: the built-in ones."""
        self._ini.setValue(f"fonts/{language}", "\n".join(families))

    def reading(self, project: Path) -> tuple[int, Place]:
        """The article read last in this project (0: none) and the place in it."""
        words = self._text(f"reading/{_key(project)}").split()
        try:
            article, *place = (int(word) for word in words)
        except ValueError:
            return 0, Place()
        if article < 0 or len(place) != _PLACE_NUMBERS:
            return 0, Place()
        return article, Place(*place)

    def set_reading(self, project: Path, article: int, place: Place) -> None:
        """Keep what is read in this project, and where."""
        self._ini.setValue(f"reading/{_key(project)}", " ".join(map(str, (article, *place))))

    def save(self) -> None:
        """Write to the file now; otherwise it happens soon, and at the end."""
        self._ini.sync()

    def _text(self, key: str) -> str:
        value = self._ini.value(key)
        return value if isinstance(value, str) else ""

    def _bytes(self, key: str) -> bytes:
        value = self._ini.value(key)
        return bytes(value.data()) if isinstance(value, QByteArray) else b""

    def _one_of(self, key: str, choices: tuple[str, ...]) -> str:
        value = self._text(key)
        return value if value in choices else choices[0]


def _key(project: Path) -> str:
    # A slash would open a group in the file.
    return str(project.absolute()).replace("\\", "|").replace("/", "|")
