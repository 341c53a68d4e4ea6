"""Qt's own Python sources are compiled once, not at every start."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# Counts what is compiled of Qt's sources, and asks for something that they do.
START = """
import sys

compiled = []

def hear(event, arguments):
    if event == "compile" and str(arguments[1]).startswith("shibokensupport/"):
        compiled.append(arguments[1])

sys.addaudithook(hear)
import builtins
usual = builtins.compile
import evreader.ui
assert builtins.compile is usual
from PySide6.QtCore import QPoint
try:
    QPoint("here", "there")
except TypeError as error:
    assert "xpos: int" in str(error)
else:
    raise AssertionError
print(len(compiled))
"""


def _start(home: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-c", START],
        env={**os.environ, "EVREADER_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return int(done.stdout)


def test_a_second_start_compiles_nothing_of_qt(tmp_path: Path) -> None:
    assert _start(tmp_path) > 5
    assert _start(tmp_path) == 0


@pytest.mark.parametrize("damage", [b"", b"no bytecode", b"i\x01\x00\x00\x00"])
def test_what_is_damaged_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    _start(tmp_path)
    (kept,) = tmp_path.rglob("*.bytecode")
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    assert _start(tmp_path) > 5
    assert len(kept.read_bytes()) == len(whole)
    assert _start(tmp_path) == 0


def test_without_a_folder_to_write_to_qt_starts_all_the_same(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("in the way")
    assert _start(home) > 5
