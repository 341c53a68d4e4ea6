"""The commands that open a window or paint one: what they hand on to it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import evreader
from evreader.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result


def _run(*args: object, exits: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)
    assert result.exit_code == exits, result.output
    return result


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Stands in for the program with windows; records how it is called."""
    calls: list[tuple[object, ...]] = []

    def note(name: str, answer: object) -> Callable[..., object]:
        def called(*args: object, **options: object) -> object:
            calls.append((name, *args, options))
            return answer

        return called

    stand_in = SimpleNamespace(
        run=note("run", 0), render=note("render", None), demo=note("demo", [Path("a"), Path("b")])
    )
    monkeypatch.setitem(sys.modules, "evreader.app", stand_in)
    monkeypatch.setattr(evreader, "app", stand_in, raising=False)
    return calls


def test_without_a_command_the_window_opens(window: list[tuple[object, ...]]) -> None:
    _run()
    _run("deals.sqlite")
    _run("open", "deals.sqlite")
    opened: tuple[object, ...] = ("run", Path("deals.sqlite"), {})
    assert window == [("run", None, {}), opened, opened]


def test_the_windows_exit_status_is_that_of_the_command(
    window: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evreader.app, "run", lambda _: 3)
    _run("deals.sqlite", exits=3)


def test_render_hands_on_size_look_and_panels(window: list[tuple[object, ...]]) -> None:
    options = ("--size", "1920x1080", "--dark", "--panel", "network")
    assert "Wrote out.png." in _run("render", "p.sqlite", 1, "out.png", *options).stdout
    ((name, project, article, out, given),) = window
    assert (name, project, article, out) == ("render", Path("p.sqlite"), 1, Path("out.png"))
    assert given == {"size": (1920, 1080), "dark": True, "panels": ("network",)}


@pytest.mark.parametrize("size", ["big", "0x10", "10", "-1x5", "99999x99999", "1x2x3", "²x²"])
def test_a_size_that_is_none_is_wrong_usage(window: list[tuple[object, ...]], size: str) -> None:
    assert "1280x800" in _run("render", "p", 1, "o.png", f"--size={size}", exits=2).stderr
    assert window == []


def test_demo_says_where_its_files_are(window: list[tuple[object, ...]], tmp_path: Path) -> None:
    assert _run("demo", tmp_path).stdout == "a\nb\n"
