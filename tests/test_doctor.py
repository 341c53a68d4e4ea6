"""What the doctor finds, on a healthy computer and on sick ones."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import PySide6
import pytest

from evreader import doctor
from evreader.errors import EvreaderError

if TYPE_CHECKING:
    from pathlib import Path

_LINUX = "linux"


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", _LINUX)


def _has(monkeypatch: pytest.MonkeyPatch, *programs: str) -> None:
    monkeypatch.setattr(
        doctor, "_program", lambda name: f"/usr/bin/{name}" if name in programs else None
    )


def _found(word: str) -> doctor.Finding:
    return next(finding for finding in doctor.examine() if word in finding.what)


def test_the_computer_that_runs_the_tests_is_well() -> None:
    assert [finding for finding in doctor.examine() if not finding.ok] == []
    assert doctor.install_line() == ""
    doctor.refuse_bad_pair()


def test_every_remedy_belongs_to_something_missing() -> None:
    assert all(finding.ok != bool(finding.remedy) for finding in doctor.examine())


def test_qt_is_not_imported() -> None:
    code = (
        "import sys; from evreader import doctor; doctor.examine(); doctor.refuse_bad_pair();"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_the_version_of_qt_is_the_one_installed() -> None:
    assert doctor._qt_version() == PySide6.__version__


@pytest.mark.parametrize(
    ("python", "qt", "refused"),
    [
        ((3, 11, 7), "6.11.3", False),
        ((3, 11, 7), "6.12.0", True),
        ((3, 11, 7), "7.0.1", True),
        ((3, 12, 0), "6.12.0", False),
        ((3, 13, 1), "6.12.1a1", False),
    ],
)
def test_only_the_pair_that_crashes_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    python: tuple[int, int, int],
    qt: str,
    refused: bool,  # noqa: FBT001 - a parameter of the table above
) -> None:
    monkeypatch.setattr(sys, "version_info", python)
    monkeypatch.setattr(doctor, "_qt_version", lambda: qt)
    if refused:
        with pytest.raises(EvreaderError, match=rf"PySide6 {qt} on Python 3\.11.*<6\.12"):
            doctor.refuse_bad_pair()
    else:
        doctor.refuse_bad_pair()


def test_a_missing_qt_is_told_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda _: None)
    _has(monkeypatch)
    finding = doctor._qt()
    assert not finding.ok
    assert finding.remedy.startswith(f"{sys.executable} -m pip install")
    _has(monkeypatch, "uv")
    assert doctor._qt().remedy.startswith("uv pip install")


@pytest.mark.usefixtures("linux")
@pytest.mark.parametrize(
    ("programs", "root", "line"),
    [
        (["apt-get"], False, "sudo apt-get install -y libegl1 libxcb-cursor0 fonts-noto-cjk"),
        (["apt-get"], True, "apt-get install -y libegl1 libxcb-cursor0 fonts-noto-cjk"),
        (
            ["dnf"],
            False,
            "sudo dnf install -y libglvnd-egl xcb-util-cursor google-noto-sans-cjk-fonts",
        ),
        (["pacman"], False, "sudo pacman -S --needed libglvnd xcb-util-cursor noto-fonts-cjk"),
        ([], False, "sudo apt-get install -y libegl1 libxcb-cursor0 fonts-noto-cjk"),
    ],
)
def test_the_line_is_the_one_for_this_system(
    monkeypatch: pytest.MonkeyPatch,
    programs: list[str],
    root: bool,  # noqa: FBT001 - a parameter of the table above
    line: str,
) -> None:
    lacking = {"libEGL.so.1", "libxcb-cursor.so.0"}
    monkeypatch.setattr(doctor, "_loads", lambda soname: soname not in lacking)
    monkeypatch.setattr(doctor, "_font_families", lambda _: [])
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000, raising=False)
    _has(monkeypatch, *programs)
    assert doctor.install_line() == line


@pytest.mark.usefixtures("linux")
def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_loads", lambda soname: soname != "libGL.so.1")
    finding = _found("Qt needs")
    assert finding.what == "Qt needs libGL.so.1"
    assert "libgl1" in finding.remedy


def test_a_library_that_is_not_there_does_not_load() -> None:
    assert not doctor._loads("libevreader-has-no-such-library.so.1")


@pytest.mark.usefixtures("linux")
def test_a_small_chinese_font_is_told_from_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_font_families", lambda p: [] if "charset" in p else ["Small"])
    assert "rare characters" in doctor._cjk_font().what
    monkeypatch.setattr(doctor, "_font_families", lambda _: [])
    assert "No Chinese font" in doctor._cjk_font().what


@pytest.mark.usefixtures("linux")
def test_without_fontconfigs_program_font_files_are_looked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _has(monkeypatch)
    monkeypatch.setattr(doctor, "_FONT_FOLDERS", (str(tmp_path),))
    assert not doctor._cjk_font().ok
    (tmp_path / "opentype").mkdir()
    (tmp_path / "opentype" / "NotoSansCJK-Regular.ttc").touch()
    assert doctor._cjk_font().ok


def test_windows_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("WINDIR", str(tmp_path))
    assert not doctor._cjk_font().ok
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Fonts" / "msyh.ttc").touch()
    assert doctor._cjk_font().ok
    assert doctor.install_line() == ""


def test_macos_needs_nothing_from_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert all(finding.ok for finding in doctor.examine())


@pytest.mark.usefixtures("linux")
def test_no_display_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not doctor._display().ok
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert doctor._display() == doctor.Finding(ok=True, what="Display: WAYLAND_DISPLAY=wayland-0")


def test_an_old_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class _Old(tuple[int, ...]):
        major, minor = 3, 10
        __slots__ = ()

    monkeypatch.setattr(sys, "version_info", _Old((3, 10, 1)))
    _has(monkeypatch, "uv")
    finding = doctor._python()
    assert finding == doctor.Finding(
        ok=False,
        what="Python 3.10 is too old: 3.11 or later is needed",
        remedy="uv python install 3.12",
    )


def test_an_old_sqlite_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 34, 1))
    assert "too old" in doctor._sqlite().what


def test_a_folder_that_cannot_be_made_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("EVREADER_HOME", str(tmp_path / "file"))
    findings = doctor._folders()
    assert [finding.ok for finding in findings] == [False] * 3
    assert "EVREADER_HOME" in findings[0].remedy


def test_a_folder_that_cannot_be_written_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert "cannot be written" in doctor._folders()[0].what
