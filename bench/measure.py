"""Figures, and the small arithmetic and clocks they come from."""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HEADER = (
    "| what | ours | floor | ratio | target | | note |\n| --- | --- | --- | --- | --- | --- | --- |"
)
PATIENCE_S = 120
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number beside what it is compared with.

    Attributes:
        name: subject and what was measured.
        ours: our number.
        unit: of ``ours`` and ``floor``.
        floor: what the same thing costs at least, measured in the same run.
        floor_name: what the floor is.
        most_ratio: the target: at most so many times the floor.
        most: the target: at most this.
        least: the target: at least this (for scores).
        note: what else there is to know.
    """

    name: str
    ours: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    most_ratio: float | None = None
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Our number in floors."""
        return self.ours / self.floor if self.floor else None

    @property
    def target(self) -> str:
        """The target in words; empty if there is none."""
        parts = []
        if self.most_ratio is not None:
            parts.append(f"≤ {self.most_ratio:g} × floor")
        if self.most is not None:
            parts.append(f"≤ {self.most:g} {self.unit}")
        if self.least is not None:
            parts.append(f"≥ {self.least:g}")
        return " and ".join(parts)

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None if there is none."""
        if not self.target:
            return None
        within_ratio = self.most_ratio is None or (self.ratio or math.inf) <= self.most_ratio
        within = self.most is None or self.ours <= self.most
        enough = self.least is None or self.ours >= self.least
        return within_ratio and within and enough

    def line(self) -> str:
        """The figure as a row of a Markdown table; the columns are ``HEADER``'s."""
        floor = f"{self.floor:.3g} {self.unit} ({self.floor_name})" if self.floor else "–"
        ratio = f"{self.ratio:.2f}" if self.ratio else "–"
        verdict = {True: "reached", False: "NOT REACHED", None: ""}[self.reached]
        ours = f"{self.ours:.3g} {self.unit}".strip()
        cells = (self.name, ours, floor, ratio, self.target or "–", verdict, self.note)
        return f"| {' | '.join(cells)} |"

    def as_json(self) -> Mapping[str, object]:
        """The figure as plain values."""
        return {
            "name": self.name,
            "ours": self.ours,
            "unit": self.unit,
            "floor": self.floor,
            "floor_name": self.floor_name,
            "ratio": self.ratio,
            "target": self.target,
            "reached": self.reached,
            "note": self.note,
        }


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def share_below(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed (``0.99``: p99)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


@contextmanager
def clocked(into: list[float]) -> Iterator[None]:
    """Append how many seconds the block took."""
    start = time.perf_counter()
    yield
    into.append(time.perf_counter() - start)


def child(program: str, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run a program in a fresh Python; the last line that it printed.

    Raises:
        RuntimeError: it failed, said nothing, or took too long.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"The measured program did not end in {PATIENCE_S} s.") from error
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"The measured program failed:\n{error.stderr}") from error
    if not done.stdout.strip():
        raise RuntimeError(f"The measured program printed nothing:\n{done.stderr}")
    return done.stdout.strip().splitlines()[-1]
