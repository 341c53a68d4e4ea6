"""Frames while scrolling the large article by wheel and by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from bench.measure import Figure, clocked, share_below
from bench.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.corpus import Projects

WHEEL_STEPS = 500
PAGE_STEPS = 300
NOTCH = 120
"""What Qt reports for one notch of a wheel."""
FRAME_MS = 16.0


def run(projects: Projects) -> list[Figure]:
    """Steps down from the top; a frame is the event and all of the painting it leads to."""
    window = Window(projects.sizes)
    window.open(2)
    window.settle()
    figures = _frames(window, "wheel", WHEEL_STEPS, _wheel)
    figures += _frames(window, "page", PAGE_STEPS, _page)
    window.close()
    return figures


def _frames(window: Window, name: str, steps: int, step: Callable[[Window], None]) -> list[Figure]:
    taken: list[float] = []
    for _ in range(steps):
        with clocked(taken):
            step(window)
            window.frame()
        window.settle()
    frames = [seconds * 1000 for seconds in taken]
    middle, slow = share_below(frames, 0.5), share_below(frames, 0.99)
    return [
        Figure(f"scroll: frame p50, {name}", middle, "ms", most=FRAME_MS),
        Figure(
            f"scroll: frame p99, {name}",
            slow,
            "ms",
            most=FRAME_MS,
            note=f"{steps} steps, slowest {max(frames):.1f} ms",
        ),
    ]


def _wheel(window: Window) -> None:
    viewport = window.view.viewport()
    middle = viewport.rect().center()
    event = QWheelEvent(
        QPointF(middle),
        QPointF(viewport.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -NOTCH),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it by place only
    )
    QApplication.sendEvent(viewport, event)


def _page(window: Window) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window.view, event)
