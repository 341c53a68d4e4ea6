"""Where shipped files and the user's folders are found."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from evreader import resources
from evreader.domain.scheme import Scheme
from evreader.errors import EvreaderError, InputError


def test_a_checkout_uses_the_resources_beside_the_package() -> None:
    assert resources.resource("schemes") == Path(__file__).parents[1] / "resources" / "schemes"


def test_an_installed_package_uses_the_resources_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_resources").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert resources.resource("icons", "a.svg") == tmp_path / "_resources" / "icons" / "a.svg"


def test_evreader_home_holds_everything(own_home: Path) -> None:
    assert not own_home.exists()
    folders = {resources.data_folder(), resources.settings_folder(), resources.log_folder()}
    assert folders == {own_home}
    assert own_home.is_dir()
    assert resources.default_project() == own_home / "library.sqlite"


def test_without_evreader_home_the_systems_folders_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def beside(name: str, **_: bool) -> str:
        return str(tmp_path / "data" / name)

    monkeypatch.delenv("EVREADER_HOME")
    monkeypatch.setattr(platformdirs, "user_data_dir", beside)
    assert resources.data_folder() == tmp_path / "data" / "evreader"
    assert resources.data_folder().is_dir()


def test_a_folder_that_cannot_be_made_is_told_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("EVREADER_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(EvreaderError, match=r"file.home cannot be made .*set EVREADER_HOME"):
        resources.log_folder()


@pytest.mark.parametrize("name", sorted(resources.schemes()))
def test_each_shipped_scheme_is_sound(name: str) -> None:
    assert Scheme.from_data(resources.load_scheme_data(name)).entities


def test_a_scheme_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('name = "专有"\n', encoding="utf-8")
    assert resources.load_scheme_data(str(path)) == {"name": "专有"}


def test_an_unknown_scheme_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"no scheme nowhere.*partnerships"):
        resources.load_scheme_data("nowhere")


@pytest.mark.parametrize("content", [b"name = ", b'name = "\xff"'])
def test_a_scheme_that_is_not_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"broken\.toml is not valid TOML"):
        resources.load_scheme_data(str(path))


def test_a_scheme_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path, **__: str) -> str:
        raise PermissionError(13, os.strerror(13))

    path = tmp_path / "closed.toml"
    path.touch()
    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(InputError, match=r"closed\.toml cannot be read: Permission denied"):
        resources.load_scheme_data(str(path))
