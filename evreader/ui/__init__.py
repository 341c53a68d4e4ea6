"""Widgets: they show and ask, they never decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.bytecode import kept_of_qt

with kept_of_qt():
    from PySide6 import QtCore  # noqa: F401 - all of Qt rests on it

from PySide6.support import feature  # type: ignore[attr-defined]

if TYPE_CHECKING:
    from types import ModuleType


def _has_no_features(_module: ModuleType) -> None:
    """What PySide hears of each module loaded after it: that it asks for no other names in Qt."""


# To see whether a module might ask for such names (``from __feature__ import snake_case``), PySide
# reads its source, at each start that of some fifty modules: 8 ms of the 170 until text is on
# screen. No module here, or below here, does.
feature.feature_imported = _has_no_features
