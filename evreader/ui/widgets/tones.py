"""Shades made from the palette, so that panels follow every theme without colours of their own."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """The first colour with ``share`` (0–1) of the second in it, opaque."""
    keep = 1 - share
    return QColor.fromRgbF(
        first.redF() * keep + second.redF() * share,
        first.greenF() * keep + second.greenF() * share,
        first.blueF() * keep + second.blueF() * share,
    )


def quiet(palette: QPalette) -> QColor:
    """For the second line, counts and section labels: readable (above 4.5 : 1), but behind."""
    return mix(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.34)


def accent(palette: QPalette) -> QColor:
    """The one accent: what is current, armed or focused."""
    return palette.color(QPalette.ColorRole.Accent)


def tint(palette: QPalette, share: float = 0.16) -> QColor:
    """The ground of what is selected: the base with a little of the accent."""
    return mix(palette.color(QPalette.ColorRole.Base), accent(palette), share)


def hairline(palette: QPalette) -> QColor:
    """For the thin lines that part one section from the next."""
    return mix(palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), 0.14)
