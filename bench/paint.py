"""First paint of a large article against that of a small one with as many mentions a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.corpus import LARGE, MENTIONS, SMALL
from bench.measure import Figure, clocked, median
from bench.window import Window

if TYPE_CHECKING:
    from bench.corpus import Projects

RUNS = 9


def run(projects: Projects) -> list[Figure]:
    """Open both in turn, from the call to the last pixel."""
    window = Window(projects.sizes)
    times: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(RUNS):
        for article, taken in times.items():
            with clocked(taken):
                window.open(article)
            window.settle()
    window.close()
    return [
        Figure(
            name=f"paint: first paint of {LARGE:,} passages, {LARGE * MENTIONS:,} mentions",
            ours=median(times[2]),
            unit="s",
            floor=median(times[1]),
            floor_name=f"{SMALL:,} passages",
            most_ratio=2.0,
            most=0.25,
            note=f"first of {RUNS}: {times[2][0]:.3f} s, slowest {max(times[2]):.3f} s",
        )
    ]
