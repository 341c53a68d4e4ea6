"""What is drawn without a pen looks like what is drawn with one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from evreader.ui.reader import ink

RED = QColor("#c02010")


def _picture(draw: str) -> QImage:
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    font = QFont()
    font.setPixelSize(14)
    area, ends = QRect(3, 4, 20, 9), (QPointF(2, 30.5), QPointF(70, 30.5))
    match draw:
        case "fill":
            ink.fill(painter, area, RED)
        case "qt fill":
            painter.fillRect(area, RED)
        case "stroke":
            ink.stroke(painter, ink.lines(ends), RED, width=3)
        case "qt stroke":
            painter.setPen(QPen(RED, 3))
            painter.drawLine(*ends)
        case "write":
            ink.Lettering().write(painter, font, [(QPointF(5, 20), "Ware 货", RED)])
        case "qt write":
            painter.setFont(font)
            painter.setPen(RED)
            painter.drawText(QPointF(5, 20), "Ware 货")
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("draw", ["fill", "stroke", "write"])
def test_it_is_the_same_picture(draw: str) -> None:
    assert _picture(draw) == _picture(f"qt {draw}")


@pytest.mark.usefixtures("qapp")
def test_a_word_is_set_once_for_each_font_and_colour() -> None:
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    lettering, font = ink.Lettering(), QFont()
    for color in (RED, RED, QColor("#001020")):
        lettering.write(painter, font, [(QPointF(5, 20), "Ware", color)])
    painter.end()
    assert [len(words) for words in lettering._fonts.values()] == [2]
