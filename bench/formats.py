"""Exchange formats: how many mentions a second go out and come in, beside bare SQLite's."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from bench.corpus import FEW, MENTIONS, TAGGED_PASSAGES
from bench.importing import bare
from bench.measure import Figure, child
from evreader.formats import registry

if TYPE_CHECKING:
    from collections.abc import Iterator
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
import json, os, sys, threading, time
from contextlib import suppress
from pathlib import Path
import psutil
from evreader.domain.extent import Extent
from evreader.domain.scheme import Scheme
from evreader.errors import FormatError
from evreader.formats import registry
from evreader.formats.sources import Source
from evreader.resources import load_scheme_data
from evreader.session.reading import Reader
from evreader.session.receipt import Reading
from evreader.session.session import Session

way, name, project, file = sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
process, ended, most = psutil.Process(), threading.Event(), [0]
def taken():
    total = process.memory_info().rss
    for child in process.children():  # those that read for it
        with suppress(psutil.Error):
            total += child.memory_info().rss
    return total
def watch():
    while not ended.wait(0.5):  # each look takes time from the rest
        most[0] = max(most[0], taken())
if way == "out":
    session = Session.open(project)
else:
    session = Session.create(project, Scheme.from_data(load_scheme_data("partnerships")))
before = process.memory_info().rss
if hasattr(os, "sync"):
    os.sync()  # what was written before is no cost of this
threading.Thread(target=watch).start()
start = time.perf_counter()
try:
    if way == "out":
        session.exchange.export(
            file, format_name=name, extent=Extent(sets=("bench",)), with_companion=False
        )
    else:
        # Some formats write an article a file, and read one file.
        item = registry.find(name)
        files = [file]
        if file.is_dir() and not item.collection:
            files = sorted(one for one in file.iterdir() if one.name.endswith(item.suffixes)
                           and not one.name.startswith("."))
        # As an import does, but for the links: they are the aligner's, which has its own figures.
        reader, found = Reader(name), []
        for one in files:
            outcome = reader.read(Source(one.name, one), aligning=False)
            if outcome.bundle is None:
                raise FormatError(outcome.refusal)
            found.append(outcome.bundle)
        session.exchange.store(Reading(found))
    told = {"seconds": time.perf_counter() - start}
except FormatError as error:
    if not registry.find(name).extra:
        raise
    told = {"lacks": str(error)}
finally:
    ended.set()
session.close()
print(json.dumps({**told, "memory": max(most[0] - before, 0)}))
"""


def run(projects: Projects) -> Iterator[Figure]:
    """Write the library in each format and read it again; the floors are of the same rows.

    Two formats have targets, and the whole library; of the others, which take up to fifty times as
    long, a small one.
    """
    whole = _Floors(projects.tagged, projects.articles, projects.folder)
    for name in FORMATS:
        yield from _figures(name, whole, ways=("out", "in"), with_target=True)
    few = _Floors(projects.few, FEW, projects.folder)
    for item in registry.formats():
        if item.writes and item.name not in FORMATS:
            ways = ("out", "in") if item.returns else ("out",)
            yield from _figures(item.name, few, ways=ways, with_target=False)


class _Floors:
    """A project, and how many of its mentions a second bare SQLite reads and inserts."""

    def __init__(self, project: Path, articles: int, folder: Path) -> None:
        self.project, self.articles, self.folder = project, articles, folder
        self.mentions = articles * TAGGED_PASSAGES * MENTIONS
        bare_copy = folder / f"bare-formats-{articles}.sqlite"
        self.rates = {
            "out": self.mentions / _read_bare(project),
            "in": self.mentions / bare(project, bare_copy, _TABLES),
        }


def _figures(
    name: str, of: _Floors, *, ways: tuple[str, ...], with_target: bool
) -> Iterator[Figure]:
    """The rate of a format in each direction, and for those with targets the memory it takes."""
    file = of.folder / f"{name}{next(iter(registry.find(name).suffixes), '')}"
    for way in ways:
        where = of.project if way == "out" else of.folder / f"again-{name}.sqlite"
        told = json.loads(child(_MEASURED, way, name, str(where), str(file)))
        if "lacks" in told:  # what the format needs is not installed
            return
        label = f"formats: {name} {way}"
        yield Figure(
            f"{label}, mentions a second",
            of.mentions / told["seconds"],
            "",
            floor=of.rates[way],
            floor_name=f"bare SQLite {'reads' if way == 'out' else 'inserts'} the rows",
            least=(OUT_A_SECOND if way == "out" else IN_A_SECOND) if with_target else None,
            note=f"{of.articles:,} articles, {of.mentions:,} mentions",
        )
        if with_target:
            taken = told["memory"] / _MEBIBYTE
            yield Figure(f"{label}, memory over the start", taken, "MiB", most=MOST_MEBIBYTES)


def _read_bare(project: Path) -> float:
    """Seconds that SQLite alone takes to bring the rows into Python."""
    with closing(sqlite3.connect(project)) as plain:
        start = time.perf_counter()
        for table in _TABLES:
            for _ in plain.execute(f"SELECT * FROM {table}"):  # noqa: S608 - our own names
                pass
        return time.perf_counter() - start
