"""What the report calls things, in both languages, ready to stand in HTML."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from evreader.domain.scheme import label
from evreader.formats.characters import Legal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evreader.domain.annotation import Entity
    from evreader.domain.article import Language
    from evreader.domain.scheme import DealType, Scheme

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
# Control characters beyond those that XML forbids; HTML has no place for them either.
_CONTROLS = re.compile("[\x7f-\x9f]")


class Words:
    """Names and labels; all that comes out is escaped.

    Attributes:
        legal: counts the characters that had to be replaced.
    """

    def __init__(self, scheme: Scheme | None) -> None:
        self.legal = Legal()
        self._scheme = scheme

    def text(self, text: str) -> str:
        """A text, escaped."""
        return html.escape(_CONTROLS.sub(" ", self.legal(text)))

    def type_(self, name: str) -> str:
        """A deal type, role or the like in both languages, for a label: ``Supply · 供应``."""
        kind = self._scheme.deal_types.get(name) if self._scheme else None
        return self.both(kind.labels if kind else {}, name)

    def both(self, labels: Mapping[str, str], name: str, *, joint: str = " · ") -> str:
        """Labels in both languages, or the name if there are none."""
        if not labels:
            return self.text(name)
        en, zh = label(labels), labels.get("zh", "")
        chinese = f'<span lang="zh">{self.text(zh)}</span>' if zh and zh != en else ""
        return self.text(en) + (joint + chinese if chinese else "")

    def roles(self, deal: str) -> Mapping[str, Mapping[str, str]]:
        """The labels of a deal type's roles."""
        kind: DealType | None = self._scheme.deal_types.get(deal) if self._scheme else None
        return {role.name: role.labels for role in kind.roles} if kind else {}

    def slot(self, name: str) -> Mapping[str, str]:
        """The labels of a slot."""
        kind = self._scheme.slot_types.get(name) if self._scheme else None
        return kind.labels if kind else {}

    def value(self, slot: str, value: str) -> str:
        """What a slot says; of a choice, its label in both languages."""
        scheme = self._scheme
        kind = scheme.slot_types.get(slot) if scheme else None
        if scheme is None or kind is None or value not in kind.choices:
            return self.text(value)
        labels = {language: scheme.word(value, language) for language in ("en", "zh")}
        return self.both(labels, value)

    def is_party(self, type_: str) -> bool:
        """Whether entities of this type make deals."""
        return self._scheme is None or type_ in self._scheme.parties

    def short(self, type_: str, language: Language) -> str:
        """The letters or characters that stand at a mention."""
        kind = self._scheme.entity_types.get(type_) if self._scheme else None
        short = kind.short.get("zh" if language == "zh" else "en", "") if kind else ""
        return self.text(short or type_[:12])

    def type_label(self, name: str) -> str:
        """An entity type in both languages."""
        kind = self._scheme.entity_types.get(name) if self._scheme else None
        return self.both(kind.labels if kind else {}, name)

    def entity(self, entity: Entity) -> str:
        """An entity by its preferred names in both languages."""
        names = {name.language: name.text for name in reversed(entity.names)}
        en = names.get("en") or names.get("other") or ""
        zh = "" if names.get("zh") == en else names.get("zh", "")
        chinese = f'<span lang="zh">{self.text(zh)}</span>' if zh else ""
        if not en:
            return chinese or "?"
        return self.text(en) + (f' <span class="other">{chinese}</span>' if chinese else "")

    def colors(self) -> str:
        """A rule for the colour of each type that the scheme knows."""
        if self._scheme is None:
            return ""
        kinds = [
            *((f"t{at}", kind.color) for at, kind in enumerate(self._scheme.entities)),
            *((f"d{at}", kind.color) for at, kind in enumerate(self._scheme.deals)),
        ]
        return "".join(
            f".{name}{{--c:{color}}}" for name, color in kinds if _COLOR.fullmatch(color)
        )

    def type_class(self, name: str) -> str:
        """The class that colours an entity type, with a blank before; empty for an unknown one."""
        names = list(self._scheme.entity_types) if self._scheme else []
        return f" t{names.index(name)}" if name in names else ""

    def deal_class(self, name: str) -> str:
        """The same for a deal type."""
        names = list(self._scheme.deal_types) if self._scheme else []
        return f" d{names.index(name)}" if name in names else ""
