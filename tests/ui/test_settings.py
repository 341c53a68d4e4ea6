from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from evreader.domain.reading import Place
from evreader.ui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_first_start_has_defaults(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    assert (settings.geometry, settings.state) == (b"", b"")
    assert settings.last_project is None
    assert settings.last_export(tmp_path) == ""
    assert (settings.theme, settings.label_language, settings.zoom) == ("system", "en", 1.0)
    assert settings.fonts("zh") == []
    assert (settings.density, settings.pinyin, settings.word_hover) == ("columns", False, False)
    assert settings.reading(tmp_path / "p.sqlite") == (0, Place())


def test_everything_is_there_at_the_next_start(tmp_path: Path) -> None:
    project = tmp_path / "资料, 100% [x]=y" / "p.sqlite"
    first = Settings(tmp_path)
    first.geometry = b"\x00\x01geometry\xff"
    first.state = b"\x02state;,="
    first.last_project = project
    first.set_last_export(project, '{"format": "csv"}')
    first.theme = "dark"
    first.label_language = "zh"
    first.zoom = 1.331
    first.density, first.pinyin, first.word_hover = "zh", True, True
    first.set_fonts("zh", ["Noto Sans CJK SC", "思源黑体, Bold"])
    first.set_reading(project, 7, Place(12, -3, 14, 250))
    first.set_reading(tmp_path / "other.sqlite", 2, Place(1, 0, 1, 0))
    first.save()

    second = Settings(tmp_path)
    assert (second.density, second.pinyin, second.word_hover) == ("zh", True, True)
    assert second.geometry == b"\x00\x01geometry\xff"
    assert second.state == b"\x02state;,="
    assert second.last_project == project
    assert second.last_export(project) == '{"format": "csv"}'
    assert second.theme == "dark"
    assert second.label_language == "zh"
    assert second.zoom == pytest.approx(1.331)
    assert second.fonts("zh") == ["Noto Sans CJK SC", "思源黑体, Bold"]
    assert second.reading(project) == (7, Place(12, -3, 14, 250))
    assert second.reading(tmp_path / "other.sqlite") == (2, Place(1, 0, 1, 0))


@pytest.mark.parametrize("value", ["", "abc", "nan", "inf", "-1", "0", "1, 2", "1e9"])
def test_damaged_zoom_counts_as_none(tmp_path: Path, value: str) -> None:
    (tmp_path / "settings.ini").write_text(f"[look]\nzoom={value}\n", encoding="utf-8")
    assert Settings(tmp_path).zoom == 1.0


def test_damaged_values_count_as_never_set(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text(
        "[look]\ntheme=purple\nlabels=fr, de\n[fonts]\nen=@Point(1 2)\n"
        "[window]\ngeometry=text\nstate=1, 2\n[project]\nlast=a, b\n",
        encoding="utf-8",
    )
    settings = Settings(tmp_path)
    assert (settings.theme, settings.label_language) == ("system", "en")
    assert (settings.geometry, settings.state) == (b"", b"")
    assert settings.last_project is None
    assert isinstance(settings.fonts("en"), list)


@pytest.mark.parametrize(
    "value", ["x 1 2 3 4", "1 2 3", "-1 0 0 0 0", "1 2 3 4 5 6", "1.5 0 0 0 0"]
)
def test_damaged_place_counts_as_none(tmp_path: Path, value: str) -> None:
    project = tmp_path / "p.sqlite"
    settings = Settings(tmp_path)
    settings.set_reading(project, 3, Place(1, 2, 3, 4))
    settings.save()
    ini = tmp_path / "settings.ini"
    ini.write_text(ini.read_text(encoding="utf-8").replace("3 1 2 3 4", value), encoding="utf-8")
    # Qt reads a file anew only if its size or time changed, and both may be the same here.
    os.utime(ini, (0, 0))
    assert Settings(tmp_path).reading(project) == (0, Place())


def test_file_that_is_no_ini_is_put_right_by_writing(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_bytes(b"\x00\xff\xfe no settings [[[")
    settings = Settings(tmp_path)
    assert settings.theme == "system"
    settings.theme = "light"
    settings.save()
    assert Settings(tmp_path).theme == "light"
