"""The look of the program: fonts per language, colours of both themes, colours of types."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from evreader.domain.scheme import label

if TYPE_CHECKING:
    from evreader.domain.scheme import DealType, EntityType, Scheme

Theme = Literal["system", "light", "dark"]
Role = Literal["text", "heading", "label"]
LabelLanguage = Literal["en", "zh"]

TEXT_SIZE: Final = 17
"""Size of reading text at zoom 1, in device-independent pixels."""
ZOOM_STEP: Final = 1.1
ZOOM_RANGE: Final = (0.6, 3.0)
_SIZES: Final[dict[Role, float]] = {"text": 1.0, "heading": 1.16, "label": 0.62}
_SMALLEST: Final = 10

_LATIN: Final = (
    "Source Serif 4",
    "Source Serif Pro",
    "Charter",
    "Iowan Old Style",
    "Noto Serif",
    "Georgia",
    "Cambria",
    "Liberation Serif",
    "DejaVu Serif",
)
_LATIN_LABEL: Final = ("Inter", "Source Sans 3", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial")
_CJK: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
)
_CONTRAST_OF_TYPES: Final = 4.6
_HALF_LIGHT: Final = 0.18  # luminance of middle grey
_HALF_LIGHTNESS: Final = 128
_LINEAR_TO: Final = 0.04045  # sRGB is linear up to here

# name: (light theme, dark theme)
_COLORS: Final[dict[str, tuple[str, str]]] = {
    "paper": ("#fcfbf9", "#1c1d1f"),
    "panel": ("#f4f2ee", "#232427"),
    "text": ("#24221f", "#dddad3"),
    "muted": ("#69655d", "#a19d94"),
    "faint": ("#a8a399", "#6b6963"),
    "rule": ("#e3dfd7", "#35363a"),
    "selection": ("#c6ddf7", "#254566"),
    "counterpart": ("#f8edc4", "#433c20"),
    "hover": ("#f2eee5", "#2a2b2f"),
    "accent": ("#2a68ad", "#82b4ee"),
    "on_accent": ("#ffffff", "#10233a"),
    "empty": ("#f6f4ef", "#212225"),
    "flash": ("#ffdf8a", "#4f3f0e"),
    "warning": ("#a35a00", "#e2a65a"),
}


class Look(QObject):
    """Fonts and colours that every view shares.

    Signals:
        changed: any of them, but for the size of reading text.
        zoomed: the size of reading text; panels do not care.
    """

    changed = Signal()
    zoomed = Signal()

    def __init__(self, scheme: Scheme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._theme: Theme = "system"
        self._zoom = 1.0
        self._label_language: LabelLanguage = "en"
        self._families: dict[str, tuple[str, ...]] = {}
        self._fonts: dict[tuple[str, Role], QFont] = {}
        self._type_colors: dict[str, int] = {}
        self._system_is_dark = _system_is_dark()
        self._dark = self._wants_dark()
        self._colors = self._themed()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def set_scheme(self, scheme: Scheme) -> None:
        """Take types and their colours from another scheme."""
        self._scheme = scheme
        self._refresh()

    @cached_property
    def _installed(self) -> frozenset[str]:
        """The families there are; asking for each by itself takes a millisecond a time."""
        return frozenset(QFontDatabase.families())

    @property
    def dark(self) -> bool:
        """Whether the dark theme shows."""
        return self._dark

    @property
    def theme(self) -> Theme:
        """The theme chosen; ``system`` follows the desktop."""
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        """Choose light or dark, or follow the desktop."""
        if theme != self._theme:
            self._theme = theme
            self._refresh()

    @property
    def zoom(self) -> float:
        """The size of reading text, 1.0 as designed."""
        return self._zoom

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        zoom = min(max(zoom, ZOOM_RANGE[0]), ZOOM_RANGE[1])
        if zoom != self._zoom:
            self._zoom = zoom
            self._fonts.clear()
            self.zoomed.emit()

    @property
    def label_language(self) -> LabelLanguage:
        """The language in which types are named."""
        return self._label_language

    @label_language.setter
    def label_language(self, language: LabelLanguage) -> None:
        if language != self._label_language:
            self._label_language = language
            self._refresh()

    def families(self, language: str) -> tuple[str, ...]:
        """The families the user set for a language, in order of preference."""
        return self._families.get(language, ())

    def set_families(self, language: str, families: list[str]) -> None:
        """Put these families before the built-in ones of a language."""
        self._families[language] = tuple(families)
        self._refresh()

    def size(self, role: Role = "text") -> int:
        """The size of a font, in device-independent pixels."""
        return max(round(TEXT_SIZE * self._zoom * _SIZES[role]), _SMALLEST)

    def font(self, language: str, role: Role = "text") -> QFont:
        """The font for text of a language (``en``, ``zh``, ``other``) in a role."""
        key = (language, role)
        if key not in self._fonts:
            self._fonts[key] = self._make_font(language, role)
        return QFont(self._fonts[key])

    def color(self, name: str) -> QColor:
        """A colour of the theme: ``paper``, ``text``, ``muted``, ``accent``… (see the table)."""
        return QColor.fromRgba(self._colors[name])

    def type_color(self, name: str) -> QColor:
        """The colour of an entity or deal type, dark or light enough to read on the paper."""
        if name not in self._type_colors:
            kind = self._type(name)
            color = QColor(kind.color if kind else "#808080")
            readable = legible(color, self.color("paper"), _CONTRAST_OF_TYPES)
            self._type_colors[name] = readable.rgba()
        return QColor.fromRgba(self._type_colors[name])

    def type_label(self, name: str) -> str:
        """What the user reads for an entity or deal type."""
        kind = self._type(name)
        return label(kind.labels, self._label_language) if kind else name

    def word_label(self, name: str) -> str:
        """What the user reads for an attribute or a choice."""
        return self._scheme.word(name, self._label_language)

    def type_short(self, name: str) -> str:
        """Two or three letters, or characters, for an entity type."""
        kind = self._scheme.entity_types.get(name)
        return label(kind.short, self._label_language) if kind else name[:3]

    def palette(self) -> QPalette:
        """A palette for the whole application (Fusion style) that matches the reader."""
        role = QPalette.ColorRole
        # Made of one colour, it would have to tell that from a Qt.GlobalColor: see ``ink``.
        palette = QPalette()
        panel = self.color("panel")
        for target, shade in {
            role.Light: panel.lighter(150),
            role.Midlight: _between(panel, panel.lighter(150)),
            role.Mid: panel.darker(150),
            role.Dark: panel.darker(200),
            role.Shadow: QColor("#000000"),
        }.items():
            palette.setColor(target, shade)
        for target, name in {
            role.Window: "panel",
            role.WindowText: "text",
            role.Base: "paper",
            role.AlternateBase: "empty",
            role.ToolTipBase: "paper",
            role.ToolTipText: "text",
            role.PlaceholderText: "faint",
            role.Text: "text",
            role.Button: "panel",
            role.ButtonText: "text",
            role.BrightText: "warning",
            role.Link: "accent",
            role.LinkVisited: "muted",
            role.Highlight: "accent",
            role.HighlightedText: "on_accent",
            role.Accent: "accent",
        }.items():
            palette.setColor(target, self.color(name))
        disabled = QPalette.ColorGroup.Disabled
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(disabled, target, self.color("faint"))
        palette.setColor(disabled, role.Highlight, self.color("rule"))
        palette.setColor(disabled, role.HighlightedText, self.color("muted"))
        return palette

    def _type(self, name: str) -> EntityType | DealType | None:
        return self._scheme.entity_types.get(name) or self._scheme.deal_types.get(name)

    def _make_font(self, language: str, role: Role) -> QFont:
        own = self.families(language)
        latin = _LATIN_LABEL if role == "label" else _LATIN
        usual = (*_CJK, *latin) if language == "zh" else (*latin, *_CJK)
        font = QFont()
        # Names that are not installed would each be looked up again, and may be substituted.
        found = [family for family in (*own, *usual) if family in self._installed]
        if found:
            font.setFamilies(found)
        font.setPixelSize(self.size(role))
        if role == "heading":
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _wants_dark(self) -> bool:
        if self._theme != "system":
            return self._theme == "dark"
        return self._system_is_dark

    def _themed(self) -> dict[str, int]:
        return {name: QColor(pair[self._dark]).rgba() for name, pair in _COLORS.items()}

    def _follow_system(self, scheme: QtCore.Qt.ColorScheme) -> None:
        self._system_is_dark = scheme == QtCore.Qt.ColorScheme.Dark
        if self._theme == "system":
            self._refresh()

    def _refresh(self) -> None:
        self._fonts.clear()
        self._type_colors.clear()
        self._dark = self._wants_dark()
        self._colors = self._themed()
        self.changed.emit()


def _system_is_dark() -> bool:
    """Whether the desktop's colours are dark ones, by its palette where that is still in use.

    Asking for the colour scheme would make all enums of ``Qt``: 20 ms before the first picture.
    """
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    if window.name() in _COLORS["panel"]:
        scheme = QGuiApplication.styleHints().colorScheme()
        return scheme == QtCore.Qt.ColorScheme.Dark
    return window.lightness() < _HALF_LIGHTNESS


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2: 1 for equal colours, 21 for black on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def legible(color: QColor, ground: QColor, ratio: float) -> QColor:
    """The colour, made darker or lighter step by step until it stands out from the ground."""
    step = 0.02 if _luminance(ground) < _HALF_LIGHT else -0.02
    hue, saturation, lightness = color.hslHueF(), color.hslSaturationF(), color.lightnessF()
    while contrast(color, ground) < ratio and 0 <= lightness + step <= 1:
        lightness += step
        color = QColor.fromHslF(max(hue, 0.0), saturation, lightness)
    return color


def _between(one: QColor, other: QColor) -> QColor:
    return QColor(
        (one.red() + other.red()) // 2,
        (one.green() + other.green()) // 2,
        (one.blue() + other.blue()) // 2,
    )


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= _LINEAR_TO else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
