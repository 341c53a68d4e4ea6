"""How the printed report sets what: colours and labels of the scheme, kinds of passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from evreader.domain.scheme import label
from evreader.ui.printing.lines import Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evreader.domain.annotation import Entity
    from evreader.domain.article import Language
    from evreader.domain.scheme import Scheme

SOFT: Final = "#5d6472"
_GREY: Final = "#808080"


class Styles:
    """Labels and colours of one scheme."""

    def __init__(self, scheme: Scheme | None) -> None:
        self._scheme = scheme

    def color(self, type_: str) -> str:
        """The colour of an entity type or deal type."""
        scheme = self._scheme
        kind = (scheme.entity_types.get(type_) or scheme.deal_types.get(type_)) if scheme else None
        return kind.color if kind else _GREY

    def short(self, type_: str, language: Language) -> str:
        """The letters or characters that stand at a mention."""
        kind = self._scheme.entity_types.get(type_) if self._scheme else None
        short = kind.short.get("zh" if language == "zh" else "en", "") if kind else ""
        return short or type_[:12]

    def type_(self, name: str) -> str:
        """An entity type or deal type in both languages."""
        scheme = self._scheme
        kind = (scheme.entity_types.get(name) or scheme.deal_types.get(name)) if scheme else None
        return both(kind.labels, " · ") if kind else name

    def role(self, deal: str, name: str) -> str:
        """A role in both languages."""
        kind = self._scheme.deal_types.get(deal) if self._scheme else None
        labels = next((r.labels for r in kind.roles if r.name == name), None) if kind else None
        return both(labels, " ") if labels else name

    def slot(self, name: str) -> str:
        """A slot in both languages."""
        kind = self._scheme.slot_types.get(name) if self._scheme else None
        return both(kind.labels, " ") if kind else name

    def value(self, slot: str, value: str) -> str:
        """What a slot says; of a choice, its label in both languages."""
        scheme = self._scheme
        kind = scheme.slot_types.get(slot) if scheme else None
        if scheme is None or kind is None or value not in kind.choices:
            return value
        return both({language: scheme.word(value, language) for language in ("en", "zh")}, " · ")

    def is_party(self, type_: str) -> bool:
        """Whether entities of this type make deals."""
        return self._scheme is None or type_ in self._scheme.parties


def both(labels: Mapping[str, str], joint: str) -> str:
    """Labels in both languages as one text."""
    return joint.join(dict.fromkeys(text for text in (label(labels), labels.get("zh", "")) if text))


def name_of(entity: Entity) -> str:
    """An entity by its preferred names in both languages."""
    names = {name.language: name.text for name in reversed(entity.names)}
    told = (names.get("en") or names.get("other", ""), names.get("zh", ""))
    return " ".join(dict.fromkeys(name for name in told if name)) or "?"


def tag(text: str, color: str) -> list[Run]:
    """A label on its colour."""
    return [
        Run(f"\u00a0{text}\u00a0", "sans", 8, bold=True, color="#ffffff", ground=color),
        Run("  ", "sans", 8),
    ]
