"""``python -m bench [NAME…] [--json FILE]``: measure, compare with floors and targets, print."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from bench.corpus import LIBRARY, Projects
from bench.measure import HEADER

SUBJECTS = ("launch", "paint", "scroll", "mention", "memory", "hold", "import", "formats", "align")
# A module cannot well be called by a word of the language.
MODULES = {"import": "importing"}


def main() -> int:
    """Run the subjects named, or all; 1 if a target is not reached."""
    arguments = _arguments()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Off-screen, Qt puts off painting by 5 ms where a screen would by its refresh; not our cost.
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    # As the program does: the aligner's rate is that of one core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    print(HEADER)
    figures = []
    with tempfile.TemporaryDirectory(prefix="evreader-bench-") as folder:
        projects = Projects(Path(folder), arguments.articles)
        for name in arguments.names or SUBJECTS:
            for figure in import_module(f"bench.{MODULES.get(name, name)}").run(projects):
                print(figure.line(), flush=True)
                figures.append(figure)
    if arguments.json:
        report = {
            "python": platform.python_version(),
            "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
            "figures": [figure.as_json() for figure in figures],
        }
        text = json.dumps(report, ensure_ascii=False, indent=2)
        arguments.json.write_text(text + "\n", encoding="utf-8")
    return int(any(figure.reached is False for figure in figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SUBJECTS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here")
    parser.add_argument(
        "--articles", type=int, default=LIBRARY, metavar="N", help="so many for formats"
    )
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in SUBJECTS]
    if unknown:
        parser.error(f"no such subject: {', '.join(unknown)}; there are {', '.join(SUBJECTS)}")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
