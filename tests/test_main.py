"""The command ``evreader``: a project's window at once, everything else by the command line."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evreader import app
from evreader.__main__ import main
from evreader.errors import EvreaderError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.parametrize(("arguments", "project"), [([], None), (["a.sqlite"], Path("a.sqlite"))])
def test_a_project_or_nothing_opens_the_window(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], project: Path | None
) -> None:
    opened: list[Path | None] = []
    monkeypatch.setattr(sys, "argv", ["evreader", *arguments])
    monkeypatch.setattr(app, "run", lambda named: opened.append(named) or 0)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert opened == [project]


def test_a_refusal_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_project: Path | None) -> int:
        raise EvreaderError("There is no project a.sqlite.")

    monkeypatch.setattr(sys, "argv", ["evreader", "a.sqlite"])
    monkeypatch.setattr(app, "run", refuse)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr() == ("", "evreader: There is no project a.sqlite.\n")


@pytest.mark.parametrize("arguments", [["formats"], ["--version"]])
def test_a_command_or_an_option_goes_to_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["evreader", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().out
