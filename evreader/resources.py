"""Where things lie: what is shipped with the program, and the user's own folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evreader.errors import EvreaderError, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """A file or folder that is shipped with the program.

    A wheel carries ``resources/`` inside the package; a checkout has it beside the package.
    """
    installed = _PACKAGE / "_resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)


def file_of_package(package: str, name: str) -> Path:
    """A file that another package brings along; the package itself is not loaded."""
    from importlib.util import find_spec

    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec is not None else None
    return Path(folders[0] if folders else package, name)


def data_folder() -> Path:
    """The folder of the user's projects; made when it is not there yet.

    Raises:
        EvreaderError: it cannot be made.
    """
    return _user_folder("user_data_dir")


def settings_folder() -> Path:
    """The folder of the user's settings; made when it is not there yet.

    Raises:
        EvreaderError: it cannot be made.
    """
    return _user_folder("user_config_dir")


def log_folder() -> Path:
    """The folder of the logs; made when it is not there yet.

    Raises:
        EvreaderError: it cannot be made.
    """
    return _user_folder("user_log_dir")


def cache_folder() -> Path:
    """The folder of what the program can make anew at any time; made when it is not there yet.

    Raises:
        EvreaderError: it cannot be made.
    """
    return _user_folder("user_cache_dir")


def default_project() -> Path:
    """The project that opens when none is named and none was open before.

    Raises:
        EvreaderError: its folder cannot be made.
    """
    return data_folder() / "library.sqlite"


def schemes() -> dict[str, Path]:
    """The schemes shipped with the program, by name."""
    return {path.stem: path for path in sorted(resource("schemes").glob("*.toml"))}


def load_scheme_data(name_or_path: str) -> Mapping[str, Any]:
    """Read a scheme's data from a shipped scheme's name or from a TOML file.

    Raises:
        InputError: there is no such scheme or file, or it is not TOML.
    """
    import tomllib

    known = schemes()
    path = known.get(name_or_path, Path(name_or_path))
    if not path.is_file():
        raise InputError(
            f"There is no scheme {name_or_path}: give a TOML file or one of {', '.join(known)}."
        )
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"The scheme {path} is not valid TOML: {error}.") from error
    except OSError as error:
        raise InputError(f"The scheme {path} cannot be read: {error.strerror}.") from error


def _user_folder(kind: str) -> Path:
    home = os.environ.get("EVREADER_HOME")
    if home:
        folder = Path(home).expanduser().absolute()
    else:
        import platformdirs  # 10 ms: only where the environment does not say

        folder = Path(getattr(platformdirs, kind)("evreader", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvreaderError(
            f"The folder {folder} cannot be made ({error.strerror}): "
            "set EVREADER_HOME to a folder that you may write to."
        ) from error
    return folder
