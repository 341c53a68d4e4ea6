"""Memory with the large article open against that of an empty window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.measure import Figure, child

if TYPE_CHECKING:
    from bench.corpus import Projects

EMPTY = """
import psutil
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1200, 800)
window.show()
app.processEvents()
print(psutil.Process().memory_info().rss)
"""
OPEN = """
import sys
from pathlib import Path
import psutil
from bench.window import Window
window = Window(Path(sys.argv[1]))
window.open(2)
window.settle()
print(psutil.Process().memory_info().rss)
"""
MEBIBYTE = 2**20


def run(projects: Projects) -> list[Figure]:
    """Resident memory of two processes."""
    ours = int(child(OPEN, str(projects.sizes))) / MEBIBYTE
    floor = int(child(EMPTY)) / MEBIBYTE
    return [
        Figure(
            "memory: with the large article open",
            ours,
            "MiB",
            floor=floor,
            floor_name="empty window",
            most_ratio=3.0,
        )
    ]
