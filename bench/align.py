"""The aligner on hand-aligned sentences, where ``../shared/gold`` is present, and its speed."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.measure import Figure
from evreader.domain.alignment import align
from evreader.session.dictionary import AlignersLexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bench.corpus import Projects
    from evreader.domain.lexicon import Lexicon

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"

Pair = tuple[tuple[int, ...], tuple[int, ...]]
Unmatched = tuple[str, int]


class Text(NamedTuple):
    """One document: its gold links and the aligner's."""

    gold: frozenset[Pair]
    found: frozenset[Pair]


# What is to be reached: strict F1, lax F1, F1 of sentences without counterpart.
TARGETS: dict[str, tuple[float, float | None, float | None]] = {
    "dev-news-d0": (0.985, None, None),
    "dev-news-d2": (0.95, None, 0.90),
    "dev-news-d6": (0.90, None, 0.90),
    "dev-mac": (0.89, 0.99, 0.40),
}
SENTENCES_PER_SECOND = 300.0


class Result(NamedTuple):
    """What one set of documents came to."""

    strict: float
    lax: float
    unmatched: float
    speed: float


def run(_projects: Projects) -> list[Figure]:
    """F1 of links and of sentences without a counterpart, and sentences a second on one core."""
    lexicon = AlignersLexicon()
    figures = []
    for folder, (strict, lax, unmatched) in TARGETS.items():
        result = measured(folder, lexicon)
        if result is None:
            continue
        name = f"align: {folder}"
        figures.append(Figure(f"{name}, strict F1", result.strict, "", least=strict))
        if lax is not None:
            figures.append(Figure(f"{name}, lax F1", result.lax, "", least=lax))
        if unmatched is not None:
            figures.append(Figure(f"{name}, unmatched F1", result.unmatched, "", least=unmatched))
        figures.append(
            Figure(f"{name}, speed", result.speed, "sentences/s", least=_speed_target(folder))
        )
    return figures


def measured(folder: str, lexicon: Lexicon) -> Result | None:
    """Align all documents of a set; nothing where the set is not present."""
    texts = []
    sentences, seconds = 0, 0.0
    lexicon.renderings(["字"])  # read before the clock starts
    for gold in sorted((GOLD / folder).glob("*.gold")):
        en, zh = _lines(gold.with_suffix(".en")), _lines(gold.with_suffix(".zh"))
        start = time.process_time()
        links = align(en, zh, lexicon=lexicon)
        seconds += time.process_time() - start
        sentences += len(en) + len(zh)
        texts.append(Text(_gold(gold), frozenset((tuple(a.en), tuple(a.zh)) for a in links)))
    if not texts:
        return None
    return Result(_linked(texts), _linked(texts, lax=True), _null(texts), sentences / seconds)


def _speed_target(folder: str) -> float | None:
    # The target is for articles of some 50 sentences; the novels' chapters have hundreds.
    return SENTENCES_PER_SECOND if folder.startswith("dev-news") else None


def _lines(path: Path) -> list[str]:
    # Not splitlines(): a sentence may hold U+2028, which is no end of a line here.
    return path.read_text("utf-8").removesuffix("\n").split("\n")


def _gold(path: Path) -> frozenset[Pair]:
    pairs = set()
    for line in _lines(path):
        if line.strip():
            en, zh = line.split(":")[:2]
            pairs.add((_numbers(en), _numbers(zh)))
    return frozenset(pairs)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def _linked(texts: Iterable[Text], *, lax: bool = False) -> float:
    """F1 of links that are exactly right, or (lax) share a pair of sentences with a right one.

    As published aligners are scored: unmatched sentences count in the precision only.
    """
    right = made = hit = wanted = 0
    for gold, found in texts:
        full, both = {p for p in found if any(p)}, {p for p in found if all(p)}
        linked = {p for p in gold if all(p)}
        right += sum(_agrees(p, gold, lax=lax) for p in full)
        hit += sum(_agrees(p, both, lax=lax) for p in linked)
        made, wanted = made + len(full), wanted + len(linked)
    return _f1(right / made if made else 0.0, hit / wanted if wanted else 0.0)


def _agrees(pair: Pair, others: Collection[Pair], *, lax: bool) -> bool:
    if pair in others or not lax:
        return pair in others
    en, zh = map(set, pair)
    return any(en.intersection(a) and zh.intersection(b) for a, b in others)


def _null(texts: Iterable[Text]) -> float:
    """F1 of "this sentence has no counterpart"."""
    hit = said = wanted = 0
    for gold, found in texts:
        ours, theirs = set(_alone(found)), set(_alone(gold))
        hit, said, wanted = hit + len(ours & theirs), said + len(ours), wanted + len(theirs)
    return _f1(hit / said if said else 0.0, hit / wanted if wanted else 0.0)


def _alone(pairs: Iterable[Pair]) -> list[Unmatched]:
    alone = []
    for en, zh in pairs:
        if not zh:
            alone += [("en", number) for number in en]
        if not en:
            alone += [("zh", number) for number in zh]
    return alone


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
