"""What each term of the aligner contributes: `python -m bench.ablation`, for docs/aligner.md."""

from __future__ import annotations

import math
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from unittest import mock

from bench.align import TARGETS, measured
from evreader.domain import bitext, coverage, likelihood
from evreader.domain.glossary import Glossary
from evreader.session.dictionary import AlignersLexicon

if TYPE_CHECKING:
    from types import ModuleType

_FIXED = 1e9  # so much evidence is assumed that the document cannot change it

# What is taken away, and how.
LESS: dict[str, list[tuple[ModuleType, dict[str, Any]]]] = {
    "nothing": [],
    "correction for chance": [(coverage, {"_LEAST": 0.1, "_MOST": 0.1})],
    "parts of Chinese words": [(coverage, {"_PART": 0.0, "_CHARACTER": 0.0})],
    "names by sound": [(coverage, {"names": lambda _texts: set()})],
    "lower weight of function words": [(coverage, {"_FUNCTION": 1.0, "_SINGLE": 1.0})],
    "renderings learned": [(likelihood, {"_TOGETHER": math.inf})],
    "what is kept, learned": [(likelihood, {"_KIND_SEEN": _FIXED, "_WORD_SEEN": _FIXED})],
    "beginnings and endings": [(likelihood, {"_EDGES": 0.0})],
    "lengths": [(likelihood, {"_SPREAD_CHANCE": 0.0})],
    "shares of shapes, learned": [(likelihood, {"_SHAPES_SEEN": _FIXED})],
    "share of unmatched, learned": [
        (likelihood, {"_SHARPER": 0.0, "_LIFT": likelihood._UNMATCHED})  # noqa: SLF001
    ],
    "rounds after the first": [(bitext, {"_ROUNDS": 1})],
}


def main() -> None:
    """Print the table, a line as soon as it is measured."""
    print("| without | d0 strict | d2 strict / null | d6 strict / null | mac strict / null |")
    print("| --- | --- | --- | --- | --- |")
    lexicon = AlignersLexicon()
    for name, patches in LESS.items():
        with ExitStack() as stack:
            for module, values in patches:
                stack.enter_context(mock.patch.multiple(module, **values))
            print(f"| {name} | {' | '.join(_cells(lexicon))} |", flush=True)
    print(f"| the dictionary (glossary alone) | {' | '.join(_cells(Glossary()))} |")


def _cells(lexicon: AlignersLexicon | Glossary) -> list[str]:
    results = [measured(folder, lexicon) for folder in TARGETS]
    return [
        f"{result.strict:.3f}" + (f" / {result.unmatched:.3f}" if unmatched else "")
        for result, (_, _, unmatched) in zip(results, TARGETS.values(), strict=True)
        if result
    ]


if __name__ == "__main__":
    main()
