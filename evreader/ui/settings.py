"""What the program remembers of its user between two starts, in an INI file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QByteArray, QSettings

from evreader.domain.reading import Place

if TYPE_CHECKING:
    from evreader.ui.look import LabelLanguage, Theme
    from evreader.ui.reader.columns import Density

_THEMES: Final = ("system", "light", "dark")
_LABEL_LANGUAGES: Final = ("en", "zh")
_DENSITIES: Final = ("columns", "interleaved", "en", "zh")
_PLACE_NUMBERS: Final = 4
_SURROUNDINGS: Final = (242, 108, 298, 205)
"""About what the panels take as they stand at first."""


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
    def surroundings(self) -> tuple[int, int, int, int]:
        """How much of the window lies left of, above, right of and below the reader, in pixels."""
        try:
            left, above, right, below = (int(n) for n in self._text("window/surroundings").split())
        except ValueError:
            return _SURROUNDINGS
        found = (left, above, right, below)
        return found if min(found) >= 0 else _SURROUNDINGS

    @surroundings.setter
    def surroundings(self, pixels: tuple[int, int, int, int]) -> None:
        self._ini.setValue("window/surroundings", " ".join(map(str, pixels)))

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
    def density(self) -> Density:
        """How both languages share the page; at first in two columns."""
        return cast("Density", self._one_of("reader/density", _DENSITIES))

    @density.setter
    def density(self, density: Density) -> None:
        self._ini.setValue("reader/density", density)

    @property
    def pinyin(self) -> bool:
        """Whether Chinese text has its pinyin above."""
        return self._text("reader/pinyin") == "shown"

    @pinyin.setter
    def pinyin(self, shown: bool) -> None:
        self._ini.setValue("reader/pinyin", "shown" if shown else "hidden")

    @property
    def word_hover(self) -> bool:
        """Whether words are looked up where the pointer rests."""
        return self._text("reader/word_hover") == "on"

    @word_hover.setter
    def word_hover(self, hover: bool) -> None:
        self._ini.setValue("reader/word_hover", "on" if hover else "off")

    def last_export(self, project: Path) -> str:
        """What was exported last from this project, as ``ExportOrder`` writes it; else empty."""
        return self._text(f"export/{_key(project)}")

    def set_last_export(self, project: Path, text: str) -> None:
        """Keep what was exported from this project."""
        self._ini.setValue(f"export/{_key(project)}", text)

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
