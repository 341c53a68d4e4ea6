from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor

from evreader.ui.look import contrast
from evreader.ui.widgets import tones

if TYPE_CHECKING:
    from evreader.ui.look import Look, Theme


def test_mixing() -> None:
    assert tones.mix(QColor("#000000"), QColor("#ffffff"), 0.5).name() in {"#7f7f7f", "#808080"}
    assert tones.mix(QColor("#102030"), QColor("#ffffff"), 0).name() == "#102030"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_quiet_text_can_still_be_read(look: Look, theme: Theme) -> None:
    look.set_theme(theme)
    palette = look.palette()
    base = palette.color(palette.ColorRole.Base)
    assert contrast(tones.quiet(palette), base) >= 4.5
    assert contrast(palette.color(palette.ColorRole.Text), tones.tint(palette)) >= 7
