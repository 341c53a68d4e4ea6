"""Whether evreader can start at all, asked at every start; ``doctor`` says in words what lacks."""

from __future__ import annotations

import os
import sys

# From 6.12 on, Qt for Python counts None right only on Python 3.12 and later (docs/decisions/0006).
_COUNTS_NONE_ANEW = (6, 12)
PYTHON_FOR_NEW_QT = (3, 12)
"""The oldest Python on which the newest Qt for Python does not crash."""
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def is_bad_pair(major: int, minor: int) -> bool:
    """Whether a Qt for Python of this version would crash on this Python."""
    return (major, minor) >= _COUNTS_NONE_ANEW and sys.version_info < PYTHON_FOR_NEW_QT


def display() -> str | None:
    """The variable that names a display, with its value; empty if none does, None if none need."""
    if not sys.platform.startswith("linux"):
        return None
    return next((f"{name}={os.environ[name]}" for name in _DISPLAYS if os.environ.get(name)), "")
