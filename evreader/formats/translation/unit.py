"""A translation unit: what one link joins, or a sentence that nothing is linked with."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evreader.domain.article import Kind, Language, LinkStatus, Origin
    from evreader.formats.translation.wording import Term

JOINTS: dict[Language, str] = {"en": " ", "zh": "", "other": " "}
"""What stands between two sentences where nothing else is said."""

_CHINESE = frozenset({"zh", "zho", "chi", "cmn", "yue", "cn", "chinese"})
_ENGLISH = frozenset({"en", "eng", "english"})
_PLACE = re.compile(r"(\d{1,9})\.(\d{1,9})\+([1-9]\d{0,8})")
_KINDS: tuple[Kind, ...] = ("heading", "list-item", "caption", "boilerplate")


class Place(NamedTuple):
    """Which sentence of which passage a stretch of a side is, and how many code points long."""

    passage: int
    sentence: int
    size: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What a passage is besides its sentences.

    Attributes:
        gaps: the text before each sentence, by its number, and behind the last one, by -1, where
            it differs from what stands there as a rule.
    """

    kind: Kind = "paragraph"
    gaps: Mapping[int, str] = field(default_factory=dict)
    origin: Origin = "source"

    def gap(self, sentence: int, language: Language) -> str:
        """The text before a sentence, or behind the last one (-1)."""
        return self.gaps.get(sentence, JOINTS[language] if sentence > 0 else "")


@dataclass(frozen=True, slots=True)
class Side:
    """What a unit says in one language.

    Attributes:
        places: the sentences that the text is put together from; none where the file does not say.
        layouts: by the number of the passage, for each passage that begins here.
        origin: who wrote it: ``user`` where all of it is the user's own translation.
        is_whole: whether each place is one sentence, and not a text to be cut into sentences.
        terms: what is marked in the text.
    """

    language: Language
    text: str
    places: tuple[Place, ...] = ()
    layouts: Mapping[int, Layout] = field(default_factory=dict)
    origin: Origin = "source"
    is_whole: bool = True
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """Sides that say the same; a single one stands alone.

    Attributes:
        is_linked: whether the sides are a link of the project: a single side can be one too, if a
            person found that it has no counterpart.
    """

    sides: tuple[Side, ...]
    status: LinkStatus = "automatic"
    score: float = 1.0
    is_linked: bool = True

    def side(self, language: Language) -> Side | None:
        """What it says in one language."""
        return next((side for side in self.sides if side.language == language), None)


def language_of(tag: str) -> Language:
    """The language of a tag as files write it: ``zh-Hant``, ``ZH_CN``, ``eng``."""
    first = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    if first in _CHINESE:
        return "zh"
    return "en" if first in _ENGLISH else "other"


def told_places(places: Sequence[Place]) -> str:
    """Places as one word each: ``3.0+45 3.1+12``."""
    return " ".join(f"{place.passage}.{place.sentence}+{place.size}" for place in places)


def places_of(told: str) -> tuple[Place, ...]:
    """Places from their words; none if any of these is something else."""
    found = [_PLACE.fullmatch(word) for word in told.split()]
    return tuple(
        Place(int(match[1]), int(match[2]), int(match[3])) for match in found if match is not None
    ) * all(found)


def told_layouts(layouts: Mapping[int, Layout]) -> str:
    """Layouts as JSON; empty if all of them are as usual."""
    told: dict[str, Any] = {}
    for number, layout in layouts.items():
        one: dict[str, Any] = {}
        if layout.kind != "paragraph":
            one["kind"] = layout.kind
        if layout.origin == "user":
            one["origin"] = layout.origin
        if layout.gaps:
            one["gaps"] = {str(sentence): gap for sentence, gap in layout.gaps.items()}
        if one:
            told[str(number)] = one
    return json.dumps(told) if told else ""


def layouts_of(told: str) -> dict[int, Layout]:
    """Layouts from JSON; nothing where it is damaged, since it only adorns the text."""
    try:
        found = json.loads(told or "{}")
        return {
            int(number): Layout(
                next((kind for kind in _KINDS if kind == one.get("kind")), "paragraph"),
                {int(sentence): str(gap) for sentence, gap in one.get("gaps", {}).items()},
                "user" if one.get("origin") == "user" else "source",
            )
            for number, one in found.items()
        }
    except (ValueError, AttributeError, TypeError):
        return {}
