"""``python -m evreader`` and the command ``evreader``: the window at once, or the command line."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path


def main() -> None:
    """Open the window where that is all that is asked; else read the command line."""
    # The aligner's matrices are small: more threads would only spin, on cores that others need.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = sys.argv[1:]
    # To read two words, click would take 15 ms of the 200 until text is on screen.
    if not arguments or (len(arguments) == 1 and _is_project(arguments[0])):
        sys.exit(_open_window(Path(arguments[0]) if arguments else None))
    from evreader.cli import main as read_command_line

    read_command_line()


def _is_project(argument: str) -> bool:
    """Whether this can only be a file: no command has a dot in its name."""
    return "." in argument and not argument.startswith("-")


def _open_window(project: Path | None) -> int:
    # Modules and windows leave no garbage, but looking for it takes 20 ms; ``app`` goes back to it.
    gc.disable()
    import evreader.ui  # noqa: F401 - first: it keeps PySide from reading all that comes after
    from evreader import app
    from evreader.errors import EvreaderError

    try:
        return app.run(project)
    except EvreaderError as error:
        sys.stderr.write(f"evreader: {error}\n")
        return 1


if __name__ == "__main__":
    main()
