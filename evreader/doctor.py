"""What this computer lacks to run evreader, and the line that installs it.

``run`` asks for the line that installs what is missing, ``evreader doctor`` for everything, and a
start that cannot succeed for the sentence to say. Qt is not imported: it may be what is broken.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evreader import resources
from evreader.errors import EvreaderError
from evreader.prerequisites import PYTHON_FOR_NEW_QT, display, is_bad_pair

if TYPE_CHECKING:
    from collections.abc import Iterable

_PYTHON_FLOOR = (3, 11)
_SQLITE_FLOOR = (3, 35)  # RETURNING, which sqlite-utils writes


class Finding(NamedTuple):
    """One thing looked at.

    Attributes:
        ok: nothing has to be done.
        what: the thing and its state, in a few words.
        remedy: the line to type, or what to do; empty when all is well.
    """

    ok: bool
    what: str
    remedy: str = ""


class _Library(NamedTuple):
    """A shared library that Qt loads and its wheel does not bring.

    Attributes:
        soname: the file's name; empty for what is not a library.
        packages: the package that holds it, by Debian, Fedora and Arch.
    """

    soname: str
    packages: tuple[str, str, str]


_LIBRARIES = (
    _Library("libGL.so.1", ("libgl1", "libglvnd-glx", "libglvnd")),
    _Library("libEGL.so.1", ("libegl1", "libglvnd-egl", "libglvnd")),
    _Library("libglib-2.0.so.0", ("libglib2.0-0", "glib2", "glib2")),
    _Library("libfontconfig.so.1", ("libfontconfig1", "fontconfig", "fontconfig")),
    _Library("libdbus-1.so.3", ("libdbus-1-3", "dbus-libs", "dbus")),
    _Library(
        "libxkbcommon-x11.so.0", ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11")
    ),
    _Library("libxcb-cursor.so.0", ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor")),
    _Library("libxcb-icccm.so.4", ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm")),
    _Library("libxcb-keysyms.so.1", ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms")),
    _Library("libxcb-shape.so.0", ("libxcb-shape0", "libxcb", "libxcb")),
    _Library("libwayland-cursor.so.0", ("libwayland-cursor0", "libwayland-cursor", "wayland")),
)
_CJK_FONT = _Library("", ("fonts-noto-cjk", "google-noto-sans-cjk-fonts", "noto-fonts-cjk"))
_INSTALLERS = (
    ("apt-get", "install -y"),
    ("dnf", "install -y"),
    ("pacman", "-S --needed"),
)
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_FONT_FILES = ("NotoSansCJK*", "NotoSerifCJK*", "SourceHan*")
_WINDOWS_FONT_FILES = ("msyh*", "simsun*", "NotoSans*SC*")


def examine() -> list[Finding]:
    """Look at everything evreader needs, in the order in which it is needed."""
    return [
        _python(),
        _qt(),
        _sqlite(),
        *_system_libraries(),
        _cjk_font(),
        _display(),
        *_folders(),
    ]


def install_line() -> str:
    """The one line that installs the system libraries and the font missing here, or nothing."""
    missing = _missing_libraries()
    if not _cjk_font().ok and sys.platform.startswith("linux"):
        missing.append(_CJK_FONT)
    return _install_line(missing) if missing else ""


def refuse_bad_pair() -> None:
    """Say that the Qt for Python that is installed would crash on this Python, if so.

    Raises:
        EvreaderError: the pair is a bad one.
    """
    finding = _qt()
    if not finding.ok:
        raise EvreaderError(f"{finding.what}. Run: {finding.remedy}")


def refuse_without_display() -> None:
    """Say that no window can open where Qt would find no display, and end the process.

    Raises:
        EvreaderError: there is none.
    """
    finding = _display()
    if not finding.ok:
        raise EvreaderError(f"{finding.what}; {finding.remedy}.")


def _python() -> Finding:
    what = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    if sys.version_info[:2] >= _PYTHON_FLOOR:
        return Finding(ok=True, what=what)
    remedy = "uv python install 3.12" if _program("uv") else "install Python 3.12 (python.org)"
    return Finding(ok=False, what=f"{what} is too old: 3.11 or later is needed", remedy=remedy)


def _qt() -> Finding:
    wanted = ">=6.8,<6.12" if sys.version_info < PYTHON_FOR_NEW_QT else ">=6.12,<7"
    # An environment that uv made has no pip.
    installer = (
        f"uv pip install --python {sys.executable}"
        if _program("uv")
        else f"{sys.executable} -m pip install"
    )
    remedy = f'{installer} "PySide6-Essentials{wanted}"'
    text = _qt_version()
    if not text:
        return Finding(ok=False, what="PySide6 is not installed", remedy=remedy)
    major, minor = (int(part) for part in text.split(".")[:2])
    if is_bad_pair(major, minor):
        python = f"{sys.version_info[0]}.{sys.version_info[1]}"
        what = f"PySide6 {text} on Python {python} stops the program after some thousand calls"
        return Finding(ok=False, what=what, remedy=remedy)
    return Finding(ok=True, what=f"PySide6 {text}")


def _qt_version() -> str:
    """PySide6's version, read from its file: importlib.metadata alone would cost 15 ms."""
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        return ""
    for line in Path(spec.origin).read_text(encoding="utf-8").splitlines():
        if line.startswith("__version__ ="):
            return line.partition("=")[2].strip().strip("\"'")
    return ""


def _sqlite() -> Finding:
    import sqlite3

    what = f"SQLite {sqlite3.sqlite_version}"
    remedy = "use a Python with a newer SQLite, such as uv's: uv python install 3.12"
    if sqlite3.sqlite_version_info < _SQLITE_FLOOR:
        return Finding(ok=False, what=f"{what} is too old: 3.35 or later is needed", remedy=remedy)
    connection = sqlite3.connect(":memory:")  # noqa: TID251 - asks the library, opens no file
    try:
        connection.execute("SELECT json('{}')")
    except sqlite3.OperationalError:
        return Finding(ok=False, what=f"{what} has no JSON functions", remedy=remedy)
    finally:
        connection.close()
    return Finding(ok=True, what=what)


def _system_libraries() -> list[Finding]:
    if not sys.platform.startswith("linux"):
        return []
    missing = _missing_libraries()
    if not missing:
        return [Finding(ok=True, what="System libraries of Qt")]
    names = ", ".join(library.soname for library in missing)
    return [Finding(ok=False, what=f"Qt needs {names}", remedy=_install_line(missing))]


def _missing_libraries() -> list[_Library]:
    if not sys.platform.startswith("linux"):
        return []
    return [library for library in _LIBRARIES if not _loads(library.soname)]


def _loads(soname: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _install_line(missing: Iterable[_Library]) -> str:
    """The line for the installer found here; Debian's when none is known."""
    known = (at for at, (program, _) in enumerate(_INSTALLERS) if _program(program))
    at = next(known, 0)
    packages = dict.fromkeys(library.packages[at] for library in missing)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return " ".join([*([] if is_root else ["sudo"]), *_INSTALLERS[at], *packages])


def _program(name: str) -> str | None:
    import shutil

    return shutil.which(name)


def _cjk_font() -> Finding:
    if sys.platform == "darwin":
        return Finding(ok=True, what="Chinese font: the system's")
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")
        if _has_file([windows], _WINDOWS_FONT_FILES):
            return Finding(ok=True, what="Chinese font: the system's")
        remedy = "Settings > System > Optional features > Chinese (Simplified) Supplemental Fonts"
        return Finding(ok=False, what="No Chinese font: boxes would show", remedy=remedy)
    # 𠮷 (U+20BB7) stands for the characters that small fonts lack.
    families = _font_families(":lang=zh:charset=20bb7")
    if families:
        return Finding(ok=True, what=f"Chinese font: {families[0]}")
    if _font_families(":lang=zh"):
        what = "The Chinese font lacks rare characters such as 𠮷"
    else:
        what = "No Chinese font: boxes would show"
    return Finding(ok=False, what=what, remedy=_install_line([_CJK_FONT]))


def _font_families(pattern: str) -> list[str]:
    """Families that fontconfig finds; without its program, font files of known names."""
    program = _program("fc-list")
    if program is None:
        folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
        return _has_file(folders, _FONT_FILES)
    import subprocess

    answer = subprocess.run(  # noqa: S603 - a fixed program, fixed patterns
        [program, pattern, "family"], capture_output=True, text=True, check=False, timeout=60
    )
    return sorted(line.partition(",")[0] for line in answer.stdout.splitlines() if line)


def _has_file(folders: Iterable[Path], patterns: Iterable[str]) -> list[str]:
    return [
        path.stem for folder in folders for pattern in patterns for path in folder.rglob(pattern)
    ]


def _display() -> Finding:
    found = display()
    if found is None:
        return Finding(ok=True, what="Display: the system's")
    if found:
        return Finding(ok=True, what=f"Display: {found}")
    return Finding(
        ok=False,
        what="No display: no window can open here",
        remedy="log in at a desktop or with ssh -X; evreader render paints without a display",
    )


def _folders() -> list[Finding]:
    findings = []
    for name, find in (
        ("Projects", resources.data_folder),
        ("Settings", resources.settings_folder),
        ("Logs", resources.log_folder),
    ):
        remedy = "set EVREADER_HOME to a folder that you may write to"
        try:
            folder = find()
        except EvreaderError as error:
            findings.append(Finding(ok=False, what=str(error), remedy=remedy))
            continue
        if os.access(folder, os.W_OK):
            findings.append(Finding(ok=True, what=f"{name}: {folder}"))
        else:
            what = f"{name}: {folder} cannot be written"
            findings.append(Finding(ok=False, what=what, remedy=remedy))
    return findings
