"""From process start to the first painted article, with a library of thousands of articles."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from bench.corpus import LIBRARY
from bench.measure import Figure, child, median

if TYPE_CHECKING:
    from pathlib import Path

    from bench.corpus import Projects

RUNS = 11
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
# The command itself, untouched. What stands around the reader is imported by a timer of no delay,
# which the first painted article starts: then it is on the screen, and the clock stops. A module
# put in the place of that one costs nothing until then; an audit hook took 2 ms.
OURS = """
import os, sys, time

class End:
    def __getattr__(self, name):
        print(time.time(), flush=True)
        os._exit(0)

sys.modules["evreader.ui.window.assembly"] = End()
from evreader.__main__ import main
main()
"""


def run(projects: Projects) -> list[Figure]:
    """Alternating runs of both; the first pair is not counted, it warms the disk's cache."""
    env = _environment(projects.folder / "home")
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
            note=f"fastest of {RUNS}: {min(ours[1:]):.3f} s and {min(floor[1:]):.3f} s",
        )
    ]


def _environment(home: Path) -> dict[str, str]:
    """A user's: folders in the usual places, and modules compiled once, not at every start."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    env.pop("EVREADER_HOME", None)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env | {"HOME": str(home), "PYTHONPYCACHEPREFIX": str(home / "bytecode")}
