"""A new mention, from the call until it is on disk and on screen, in the large article."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from bench.corpus import MENTIONS
from bench.measure import Figure, clocked, share_below
from bench.window import Window
from evreader.domain.article import Span
from evreader.session.session import load_writing

if TYPE_CHECKING:
    from pathlib import Path

    from bench.corpus import Projects

TIMES = 200
FRAME_MS = 16.0
STRETCH = 6


def run(projects: Projects) -> list[Figure]:
    """Tag passages in view, one at a time; the floor commits one bare row each time."""
    window = Window(projects.sizes)
    load_writing()
    window.open(2)
    outline = window.session.articles.outline(2)
    seen = outline.passages[:MENTIONS]
    window.session.mentions.add(seen[0], [Span(0, STRETCH)], "Company")
    window.settle()
    taken: list[float] = []
    for number in range(TIMES):
        start = number // len(seen) % (2 * STRETCH)
        span = Span(start, start + STRETCH)
        with clocked(taken):
            mention = window.session.mentions.add(seen[number % len(seen)], [span], "Product")
            window.frame()
        window.settle()
        # A passage under two hundred mentions is no text that anybody reads.
        window.session.mentions.delete([mention])
        window.settle()
    window.close()
    floor = _bare_commits(projects.folder / "bare.sqlite")
    ours = [seconds * 1000 for seconds in taken]
    return [
        Figure(
            f"mention: committed and repainted, p{share * 100:.0f}",
            share_below(ours, share),
            "ms",
            floor=share_below(floor, share),
            floor_name="bare insert and commit, WAL, synchronous=FULL",
            most=FRAME_MS,
            note=f"{TIMES} mentions, slowest {max(ours):.1f} ms",
        )
        for share in (0.5, 0.99)
    ]


def _bare_commits(path: Path) -> list[float]:
    """Milliseconds that SQLite alone takes for a row to be on disk."""
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("CREATE TABLE mention (id INTEGER PRIMARY KEY, text TEXT)")
    taken: list[float] = []
    for _ in range(TIMES):
        with clocked(taken):
            plain.execute("INSERT INTO mention (text) VALUES ('Nordcell')")
    plain.close()
    return [seconds * 1000 for seconds in taken]
