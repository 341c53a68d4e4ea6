"""The script ``run``, in a copy of the root with stand-ins for uv, Python and apt-get.

Every stand-in writes how it was called to one file, so a test sees what was done, in order.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_TOOLS = ("sh", "cat", "cksum", "cp", "dirname", "id", "mkdir", "rm", "uname", "chmod")

# Stands in for the environment's Python: answers what is missing, and notes the rest.
_PYTHON = """#!/bin/sh
case "$*" in
    *install_line*) cat "$BOX/missing" ;;
    "-c import sys"*) exit 0 ;;
    *) echo "python $*${QT_QPA_PLATFORM:+ on $QT_QPA_PLATFORM}" >>"$BOX/calls" ;;
esac
"""
_NOTE = '#!/bin/sh\necho "$(basename "$0") $*" >>"$BOX/calls"\n'
_MAKE = """
mkdir -p "$1/bin"
echo "made" >"$1/pyvenv.cfg"
cp "$BOX/python" "$1/bin/python"
for name in evreader ruff mypy lint-imports vulture; do cp "$BOX/note" "$1/bin/$name"; done
"""
_UV = """#!/bin/sh
echo "uv $1" >>"$BOX/calls"
[ "$1" = venv ] || exit 0
while [ $# -gt 1 ]; do shift; done
"""
_BASE_PYTHON = """#!/bin/sh
case "$*" in
    "-m venv"*) echo "python -m venv" >>"$BOX/calls"; shift 3 ;;
    *) exit 0 ;;
esac
"""
_BROKEN_SHIM = "#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n"


class Box:
    """A root with ``run`` in it and nothing on PATH but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "my projects" / "evreader"
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.root.mkdir(parents=True)
        shutil.copy(ROOT / "run", self.root / "run")
        (self.root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
        self.folder = folder
        for name, text in (("python", _PYTHON), ("note", _NOTE)):
            self._script(folder / name, text)
        self.missing("")
        for tool in (*_TOOLS, "basename"):
            (self.bin / tool).symlink_to(shutil.which(tool) or tool)

    @staticmethod
    def _script(path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def put(self, name: str, text: str) -> None:
        """Put a program on PATH."""
        path = self.bin / name
        path.unlink(missing_ok=True)
        self._script(path, text)

    def missing(self, line: str) -> None:
        """Set the line that installs what this system lacks."""
        (self.folder / "missing").write_text(f"{line}\n", encoding="utf-8")

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``run``, with a display unless the test says otherwise."""
        return subprocess.run(
            [str(self.root / "run"), *arguments],
            env={"PATH": str(self.bin), "BOX": str(self.folder), "DISPLAY": ":0", **environment},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def calls(self) -> list[str]:
        """What was called since the last time this was asked."""
        path = self.folder / "calls"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path)


@pytest.fixture
def with_uv(box: Box) -> Box:
    box.put("uv", _UV + _MAKE)
    box.put("id", "#!/bin/sh\necho 1000\n")
    return box


def test_the_first_start_sets_up_and_the_second_does_not(with_uv: Box) -> None:
    first = with_uv.run()
    assert first.returncode == 0, first.stderr
    assert with_uv.calls() == ["uv venv", "uv pip", "evreader "]
    second = with_uv.run("list", "my deals.sqlite")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert with_uv.calls() == ["evreader list my deals.sqlite"]


def test_new_dependencies_are_installed_into_the_same_environment(with_uv: Box) -> None:
    with_uv.run()
    with_uv.calls()
    (with_uv.root / "pyproject.toml").write_text("[project]\nname='x'\n", encoding="utf-8")
    with_uv.run()
    assert with_uv.calls() == ["uv pip", "evreader "]


def test_a_moved_root_gets_a_new_environment(with_uv: Box) -> None:
    with_uv.run()
    with_uv.calls()
    with_uv.root = with_uv.root.rename(with_uv.root.with_name("moved"))
    with_uv.run()
    assert with_uv.calls() == ["uv venv", "uv pip", "evreader "]


def test_an_environment_whose_python_is_gone_is_made_anew(with_uv: Box) -> None:
    with_uv.run()
    with_uv.calls()
    (with_uv.root / ".venv" / "bin" / "python").unlink()
    with_uv.run()
    assert with_uv.calls() == ["uv venv", "uv pip", "evreader "]


def test_without_uv_the_first_python_that_runs_is_taken(box: Box) -> None:
    box.put("python3.13", _BROKEN_SHIM)
    box.put("python3.12", _BASE_PYTHON + _MAKE)
    result = box.run()
    assert result.returncode == 0, result.stderr
    assert box.calls() == [
        "python -m venv",
        "python -m pip --version",
        "python -m pip install -qq --editable .",
        "evreader ",
    ]


def test_without_any_python_it_says_what_to_get(with_uv: Box) -> None:
    (with_uv.bin / "uv").unlink()
    with_uv.put("python3", _BROKEN_SHIM)
    result = with_uv.run()
    assert result.returncode == 1
    assert "needs uv" in result.stderr
    assert "python3-venv" in result.stderr


def test_without_a_display_it_paints_instead(with_uv: Box) -> None:
    result = with_uv.run(DISPLAY="")
    assert result.returncode == 0
    assert "No display" in result.stderr
    assert with_uv.calls()[-1] == f"evreader demo {with_uv.root / 'out'}"
    with_uv.run("--help", DISPLAY="")
    assert with_uv.calls() == ["evreader --help"]
    with_uv.run(DISPLAY="", QT_QPA_PLATFORM="vnc")
    assert with_uv.calls() == ["evreader "]


def test_what_the_system_lacks_is_told_until_it_is_there(with_uv: Box) -> None:
    with_uv.missing("sudo apt-get install -y libegl1")
    for _ in range(2):
        result = with_uv.run()
        assert "    sudo apt-get install -y libegl1\n" in result.stderr
        assert with_uv.calls()[-1] == "evreader "
    with_uv.missing("")
    assert "libegl1" not in with_uv.run().stderr


def test_root_on_debian_gets_it_installed(with_uv: Box) -> None:
    with_uv.put("id", "#!/bin/sh\necho 0\n")
    with_uv.put("apt-get", _NOTE)
    with_uv.missing("apt-get install -y libegl1 fonts-noto-cjk")
    with_uv.run()
    assert with_uv.calls()[2:] == [
        "apt-get update -qq",
        "apt-get -qq install -y libegl1 fonts-noto-cjk",
        "evreader ",
    ]
    with_uv.run()
    assert with_uv.calls() == ["evreader "]


def test_a_failed_install_leaves_the_line_to_type(with_uv: Box) -> None:
    with_uv.put("id", "#!/bin/sh\necho 0\n")
    with_uv.put("apt-get", "#!/bin/sh\nexit 100\n")
    with_uv.missing("apt-get install -y libegl1")
    result = with_uv.run()
    assert result.returncode == 0
    assert "    apt-get install -y libegl1\n" in result.stderr


def test_the_tests_run_off_screen_with_the_developers_tools(with_uv: Box) -> None:
    result = with_uv.run("test", "-k", "a or b")
    assert result.returncode == 0, result.stderr
    assert with_uv.calls() == [
        "uv venv",
        "uv pip",
        "python -m pytest -n auto -k a or b on offscreen",
    ]
    with_uv.run("--version")
    assert with_uv.calls() == ["evreader --version"]


def test_check_alone_checks_the_code_and_with_a_project_the_project(with_uv: Box) -> None:
    assert with_uv.run("check").returncode == 0
    assert [line.split()[0] for line in with_uv.calls()[2:]] == [
        "ruff",
        "ruff",
        "mypy",
        "lint-imports",
        "vulture",
    ]
    with_uv.run("check", "deals.sqlite")
    assert with_uv.calls() == ["evreader check deals.sqlite"]


def test_every_failed_check_is_named(with_uv: Box) -> None:
    with_uv.run("check")
    for name in ("mypy", "vulture"):
        (with_uv.root / ".venv" / "bin" / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    result = with_uv.run("check")
    assert result.returncode == 1
    assert result.stderr.endswith("Failed: mypy vulture\n")
