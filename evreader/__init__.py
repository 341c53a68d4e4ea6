"""evreader: read English and Chinese news side by side, tag deals, keep the evidence.

>>> import evreader
>>> with evreader.open_project("deals.sqlite", create=True) as project:  # doctest: +SKIP
...     ids = project.import_files(["page.md"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.project import Project

__version__ = "0.1.0"
__all__ = ["__version__", "open_project"]


def open_project(path: str | Path, *, create: bool = False, scheme: str | None = None) -> Project:
    """Open a project file, for scripts; no Qt is loaded.

    Args:
        path: the project's SQLite file.
        create: make it if it is not there.
        scheme: for a new project, a scheme's name or TOML file; else the default scheme.

    Raises:
        evreader.errors.EvreaderError: it cannot be opened; the message says why.
    """
    from pathlib import Path

    from evreader.project import DEFAULT_SCHEME, Project, create_session
    from evreader.session.session import Session

    place = Path(path)
    if create and not place.exists():
        return Project(create_session(place, scheme or DEFAULT_SCHEME))
    return Project(Session.open(place))
