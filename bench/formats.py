"""Exchange formats: how many mentions a second go out and come in, beside bare SQLite's."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from bench.corpus import MENTIONS, TAGGED_PASSAGES
from bench.importing import bare
from bench.measure import Figure, child

if TYPE_CHECKING:
    from pathlib import Path

    from bench.corpus import Projects

FORMATS = ("jsonl", "brat")
OUT_A_SECOND, IN_A_SECOND, MOST_MEBIBYTES = 100_000, 50_000, 300
_MEBIBYTE = 2**20
_TABLES = (
    "annotation_set", "entity", "entity_name", "article", "passage", "sentence", "link",
    "link_sentence", "mention", "fragment",
)  # fmt: skip
_MEASURED = """
import json, sys, threading, time
from pathlib import Path
import psutil
from evreader.domain.extent import Extent
from evreader.domain.scheme import Scheme
from evreader.formats import registry
from evreader.resources import load_scheme_data
from evreader.session.extract import Extract
from evreader.session.receipt import Reading
from evreader.session.session import Session
from evreader.store import sets

way, name, project, file = sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
process, ended, most = psutil.Process(), threading.Event(), [0]
def watch():
    while not ended.wait(0.02):
        most[0] = max(most[0], process.memory_info().rss)
if way == "out":
    session = Session.open(project)
else:
    session = Session.create(project, Scheme.from_data(load_scheme_data("partnerships")))
before = process.memory_info().rss
threading.Thread(target=watch).start()
start = time.perf_counter()
try:
    if way == "out":
        core = session._core
        found = Extract(core, Extent(), sets.sets(core.plain)).bundle()
        registry.writer(name)(found, file)
    else:
        session.exchange.store(Reading([registry.reader(name)(file)]))
    seconds = time.perf_counter() - start
finally:
    ended.set()
session.close()
print(json.dumps({"seconds": seconds, "memory": max(most[0] - before, 0)}))
"""


def run(projects: Projects) -> list[Figure]:
    """Write the library in each format and read it again; the floors are of the same rows."""
    project = projects.tagged
    mentions = projects.articles * TAGGED_PASSAGES * MENTIONS
    reading, inserting = (
        mentions / _read_bare(project),
        mentions / bare(project, projects.folder / "bare-formats.sqlite", _TABLES),
    )
    figures = []
    for name in FORMATS:
        file = projects.folder / f"exchange.{name}"
        again = projects.folder / f"again-{name}.sqlite"
        for way, where, floor, least in (
            ("out", project, reading, OUT_A_SECOND),
            ("in", again, inserting, IN_A_SECOND),
        ):
            told = json.loads(child(_MEASURED, way, name, str(where), str(file)))
            label = f"formats: {name} {way}"
            figures += [
                Figure(
                    f"{label}, mentions a second",
                    mentions / told["seconds"],
                    "",
                    floor=floor,
                    floor_name=f"bare SQLite {'reads' if way == 'out' else 'inserts'} the rows",
                    least=least,
                    note=f"{projects.articles:,} articles, {mentions:,} mentions",
                ),
                Figure(
                    f"{label}, memory over the start",
                    told["memory"] / _MEBIBYTE,
                    "MiB",
                    most=MOST_MEBIBYTES,
                ),
            ]
    return figures


def _read_bare(project: Path) -> float:
    """Seconds that SQLite alone takes to bring the rows into Python."""
    with closing(sqlite3.connect(project)) as plain:
        start = time.perf_counter()
        for table in _TABLES:
            for _ in plain.execute(f"SELECT * FROM {table}"):  # noqa: S608 - our own names
                pass
        return time.perf_counter() - start
