"""The project's own list of things, with names in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain import names as naming
from evreader.domain.annotation import Name
from evreader.domain.matching import folded
from evreader.errors import InputError
from evreader.session.core import shortened
from evreader.store import articles, entities, mentions
from evreader.store.rows import packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evreader.domain.annotation import Entity, Mention
    from evreader.domain.article import Passage, SentenceRef
    from evreader.domain.summaries import EntitySummary
    from evreader.session.core import Core


class Entities:
    """Making, naming, finding and merging entities."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def summaries(self, *, only: Sequence[int] | None = None) -> list[EntitySummary]:
        """All entities, or only these, with how often the current set mentions them."""
        return entities.summaries(self._core.plain, self._core.current_set.id, only)

    def get(self, entity: int) -> Entity:
        """One entity."""
        return entities.entity(self._core.plain, entity)

    def find(self, text: str, *, type: str | None = None, limit: int = 20) -> list[Entity]:  # noqa: A002
        """Entities by what is typed: any name, pinyin, or pinyin initials; best first."""
        known = entities.entities(self._core.plain)
        of_type = (entity for entity in known if type in {None, entity.type})
        return naming.find(text, of_type, limit=limit)

    def across(self, mention: int) -> list[Entity]:
        """Entities that a mention may be of: those that the other language's sentence speaks of.

        Of the mention's type, in the order of the text, those first that have no name in its
        language yet.
        """
        found = mentions.mention(self._core.plain, mention)
        (passage,) = articles.passages(self._core.plain, [found.passage])
        there = [
            other
            for ref in self._counterparts(passage, found.start)
            for other in self._mentions_in(ref)
            if other.type == found.type and other.entity is not None
        ]
        known = [self.get(one) for one in dict.fromkeys(other.entity for other in there) if one]
        return sorted(known, key=lambda one: passage.language in {n.language for n in one.names})

    def _counterparts(self, passage: Passage, place: int) -> Iterator[SentenceRef]:
        """The sentences linked with the one at a place of a passage."""
        for link in articles.links_touching(self._core.plain, [passage.id]):
            for here, there in ((link.en, link.zh), (link.zh, link.en)):
                spans = [passage.sentences[r.sentence] for r in here if r.passage == passage.id]
                if link.status != "rejected" and any(s.start <= place < s.end for s in spans):
                    yield from there

    def _mentions_in(self, ref: SentenceRef) -> Iterator[Mention]:
        (passage,) = articles.passages(self._core.plain, [ref.passage])
        span = passage.sentences[ref.sentence]
        current = self._core.current_set.id
        for mention in mentions.of_passages(self._core.plain, [ref.passage], current):
            if mention.fragments and span.start <= mention.start < span.end:
                yield mention

    def create(
        self,
        type: str,  # noqa: A002
        names: Sequence[Name],
        attributes: Mapping[str, str] | None = None,
    ) -> int:
        """A new entity.

        Raises:
            InputError: the scheme has no such type, or there is no name.
        """
        self._require_type(type)
        names = self._checked(names)
        with self._core.operation("New entity", shortened(names[0].text)) as db:
            return entities.add_entity(db, type, names, attributes or {})

    def named(self, text: str, type: str) -> int | None:  # noqa: A002
        """The one entity of this type that has exactly this name; None if none or several do."""
        wanted = folded(text)
        found = [
            entity.id
            for entity in entities.entities(self._core.plain)
            if entity.type == type and any(folded(n.text) == wanted for n in entity.names)
        ]
        return found[0] if len(found) == 1 else None

    def create_for(self, ids: Sequence[int], *, name: Name | None = None) -> int:
        """A new entity named as the mentions read, in their languages; all given are of it.

        A name given is the preferred one of its language.
        """
        found = [mentions.mention(self._core.plain, mention) for mention in ids]
        first = found[0]
        of_sets = {mention.set for mention in found}
        names = [name] if name else []
        for mention in found:
            _, language = articles.text_of(self._core.plain, mention.passage)
            if all(other.language != language for other in names):
                names.append(Name(language, mention.text))  # type: ignore[arg-type]
        with self._core.operation("New entity", shortened(names[0].text), of_sets=of_sets) as db:
            entity = entities.add_entity(db, first.type, names, {})
            mentions.update(db, ids, entity=entity)
            return entity

    def set_names(self, entity: int, names: Sequence[Name]) -> None:
        """Replace all names of an entity."""
        self.get(entity)
        names = self._checked(names)
        with self._core.operation("Rename entity", shortened(names[0].text)) as db:
            entities.set_names(db, entity, names)

    def set_type(self, entity: int, type: str) -> None:  # noqa: A002
        """Change what an entity is; its mentions keep their own types."""
        self._require_type(type)
        detail = shortened(self.get(entity).name())
        with self._core.operation("Change type of entity", detail) as db:
            entities.update(db, entity, type=type)

    def set_attribute(self, entity: int, name: str, value: str) -> None:
        """Say something more about an entity; an empty value takes it back."""
        before = self.get(entity)
        kept = {k: v for k, v in before.attributes.items() if k != name}
        with self._core.operation("Change entity", shortened(before.name())) as db:
            changed = packed(kept | ({name: value} if value else {}))
            entities.update(db, entity, attributes=changed)

    def merge(self, keep: int, others: Sequence[int]) -> None:
        """Make several entities one: it takes their mentions, roles, and names it lacks."""
        others = [other for other in others if other != keep]
        kept = self.get(keep)
        names = list(kept.names)
        attributes = dict(kept.attributes)
        for other in map(self.get, others):
            names += [name for name in other.names if name not in names]
            attributes = {**other.attributes, **attributes}
        with self._core.operation("Merge entities", shortened(kept.name())) as db:
            entities.merge(db, keep, others)
            entities.set_names(db, keep, names)
            entities.update(db, keep, attributes=packed(attributes))

    def delete(self, ids: Sequence[int]) -> None:
        """Remove entities; mentions and roles stay, without one.

        Raises:
            LockedSetError: a locked set speaks of one of them.
        """
        names = [self.get(entity).name() for entity in ids]
        detail = shortened(names[0]) if len(names) == 1 else f"({len(names)})"
        of_sets = entities.sets_of(self._core.plain, ids)
        with self._core.operation("Delete entity", detail, of_sets=of_sets) as db:
            entities.delete(db, ids)

    def _require_type(self, name: str) -> None:
        if name not in self._core.scheme.entity_types:
            known = ", ".join(self._core.scheme.entity_types)
            raise InputError(f"The scheme has no entity type {name}; it has {known}.")

    @staticmethod
    def _checked(names: Sequence[Name]) -> list[Name]:
        kept = [Name(name.language, name.text.strip()) for name in names if name.text.strip()]
        if not kept:
            raise InputError("An entity needs a name in at least one language.")
        return kept
