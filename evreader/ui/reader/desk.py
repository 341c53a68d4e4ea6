"""The desk: an open article with everything that works on it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from evreader.ui.reader.linking import Linking
from evreader.ui.reader.mouse import Mouse
from evreader.ui.reader.reader import Reader
from evreader.ui.reader.viewpoint import Viewpoint

if TYPE_CHECKING:
    from evreader.ui.reader.keyboard import Keyboard
    from evreader.ui.reader.page import Page


class Desk(QObject):
    """An open article and everything that works on it."""

    def __init__(self, page: Page, height: int, parent: QObject) -> None:
        super().__init__(parent)
        self.page = page
        self.viewpoint = Viewpoint(page, height)
        self.reader = Reader(page, self)
        self.mouse = Mouse(self.reader, self.viewpoint)
        self.linking = Linking(self.reader, self.viewpoint)

    @cached_property
    def keyboard(self) -> Keyboard:
        """What keys do, loaded with the first of them: its table needs the enums of ``Qt``."""
        from evreader.ui.reader.keyboard import Keyboard

        return Keyboard(self.reader, self.viewpoint)
