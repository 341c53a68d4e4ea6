"""Shortcuts drawn as key caps: one cap a key, quiet, in the palette's own shades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from evreader.override import override
from evreader.ui.widgets import tones
from evreader.ui.widgets.captions import small

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPalette

_PADDING = 5.0
_GAP = 3.0
_BETWEEN = 9.0
_RADIUS = 3.5

_SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def caps(sequence: QKeySequence | str) -> list[str]:
    """The keys of a shortcut, each as its cap reads; ``Ctrl++`` gives Ctrl and +."""
    native = QKeySequence.SequenceFormat.NativeText
    text = QKeySequence(sequence).toString(native)
    if not text:
        return []
    plus = text.endswith("+")
    parts = [part for part in text.split("+") if part] + (["+"] if plus else [])
    return [_SIGNS.get(part, part) for part in parts]


def caps_width(groups: list[list[str]], font: QFont) -> float:
    """The width that ``draw_caps`` takes for several shortcuts, in pixels."""
    metrics = QFontMetricsF(small(font))
    width = sum(_cap_width(cap, metrics) + _GAP for group in groups for cap in group)
    return max(width + _BETWEEN * (len(groups) - 1) - _GAP * len(groups), 0.0)


def draw_caps(
    painter: QPainter, right: QPointF, groups: list[list[str]], *, font: QFont, palette: QPalette
) -> None:
    """Draw shortcuts so that they end at ``right``, a point half way up."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(small(font))
    metrics = QFontMetricsF(painter.font())
    height = round(metrics.height() + 3)
    x = right.x() - caps_width(groups, font)
    for group in groups:
        for cap in group:
            width = _cap_width(cap, metrics)
            box = QRectF(round(x) + 0.5, round(right.y() - height / 2) + 0.5, width - 1, height - 1)
            painter.setPen(QPen(tones.hairline(palette), 1))
            painter.setBrush(tones.mix(palette.base().color(), palette.text().color(), 0.05))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
            painter.setPen(tones.quiet(palette))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap)
            x += width + _GAP
        x += _BETWEEN - _GAP
    painter.restore()


class KeyCaps(QWidget):
    """One or more shortcuts as key caps, right-aligned."""

    def __init__(self, sequences: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = [caps(sequence) for sequence in sequences]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join("+".join(group) for group in self._groups))

    @override
    def sizeHint(self) -> QSize:
        height = QFontMetricsF(small(self.font())).height() + 4
        return QSize(int(caps_width(self._groups, self.font())) + 2, int(height) + 1)

    @override
    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        middle = QPointF(self.width() - 1, self.height() / 2)
        draw_caps(painter, middle, self._groups, font=self.font(), palette=self.palette())
        painter.end()


def _cap_width(cap: str, metrics: QFontMetricsF) -> float:
    return max(round(metrics.horizontalAdvance(cap) + 2 * _PADDING), round(metrics.height() + 3))
