"""What Python compiles of Qt's own Python sources, kept from one start to the next.

PySide carries some 4,000 lines of Python inside a library. Python has no ``__pycache__`` for what
lies there and compiles them at every start: 16 ms of the 160 until text is on screen. PySide's own
remedy (``SBK_EMBED=0``) unpacks them into site-packages, which are not ours to change.
"""

from __future__ import annotations

import builtins
import marshal
import os
import sys
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from evreader.errors import EvreaderError
from evreader.resources import cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import CodeType

    Key = tuple[str, int, int]

_QT = "PySide6.QtCore"
_OF_QT = "shibokensupport/"


@contextmanager
def kept_of_qt() -> Iterator[None]:
    """Import Qt in this block: its sources are compiled only if they were not before.

    What cannot be kept, for want of a folder to write to, is compiled anew each time.
    """
    if _QT in sys.modules:
        yield
        return
    usual = builtins.compile
    kept = _Kept(usual)
    builtins.compile = kept.compile
    try:
        yield
    finally:
        builtins.compile = usual
    kept.save()


class _Kept:
    """Compiled sources by their name, length and checksum, in a file of this Python's own."""

    def __init__(self, usual: Any) -> None:  # noqa: ANN401 - has five shapes
        self._usual = usual
        self._path = _path()
        self._known = _read(self._path)
        self._used: dict[Key, CodeType] = {}

    def compile(self, source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:  # noqa: ANN401
        """In the place of Python's ``compile``."""
        if not (isinstance(source, bytes) and str(filename).startswith(_OF_QT)):
            return self._usual(source, filename, mode, *more, **named)
        key = (str(filename), len(source), zlib.crc32(source))
        code = self._known.get(key)
        if code is None:
            code = self._usual(source, filename, mode, *more, **named)
        self._used[key] = code
        return code

    def save(self) -> None:
        """Keep what was used, if it is not what is kept already."""
        if self._path is None or self._used.keys() == self._known.keys():
            return
        draft = self._path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):  # then it is compiled again the next time
            draft.write_bytes(marshal.dumps(self._used))
            draft.replace(self._path)


def _path() -> Path | None:
    tag = f"{sys.implementation.cache_tag}-{sys.flags.optimize}"
    try:
        return cache_folder() / f"qt-{tag}.bytecode"
    except EvreaderError:
        return None


def _read(path: Path | None) -> dict[Key, CodeType]:
    if path is None:
        return {}
    try:
        found = marshal.loads(path.read_bytes())  # noqa: S302 - as Python does with a .pyc
    except (OSError, EOFError, ValueError, TypeError):  # not there yet, or damaged: made anew
        return {}
    return found if isinstance(found, dict) else {}
