"""From process start to the first painted article, with a library of thousands of articles."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from bench.corpus import LIBRARY
from bench.measure import Figure, child, median

if TYPE_CHECKING:
    from bench.corpus import Projects

RUNS = 9
EMPTY = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), flush=True)
        QApplication.quit()

app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
# Nothing is imported before the program itself would import it, except the clock.
OURS = """
import sys, time
from pathlib import Path
from evreader import app
from evreader.ui.reader.view import ReaderView
from PySide6.QtCore import QCoreApplication

def painted():
    print(time.time(), flush=True)
    QCoreApplication.quit()

made = ReaderView.__init__
def make(self, *arguments, **names):
    made(self, *arguments, **names)
    self.first_painted.connect(painted)
ReaderView.__init__ = make
app.run(Path(sys.argv[1]))
"""


def run(projects: Projects) -> list[Figure]:
    """Alternating runs of both; the first pair is not counted, it warms the disk's cache."""
    env = {**os.environ, "EVREADER_HOME": str(projects.folder / "home")}
    library = str(projects.library)
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(RUNS + 1):
        for taken, program, arguments in ((ours, OURS, [library]), (floor, EMPTY, [])):
            start = time.time()
            taken.append(float(child(program, *arguments, env=env)) - start)
    return [
        Figure(
            f"launch: first painted article, {LIBRARY:,} articles",
            median(ours[1:]),
            "s",
            floor=median(floor[1:]),
            floor_name="empty QMainWindow",
            most_ratio=1.5,
            note=f"slowest of {RUNS}: {max(ours[1:]):.3f} s",
        )
    ]
