"""Tagging: mentions of the current annotation set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.annotation import Mention, Name
from evreader.errors import InputError
from evreader.session.core import shortened
from evreader.store import articles, entities, mentions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from evreader.domain.article import Span
    from evreader.session.core import Core


class Mentions:
    """Adding, changing and finding mentions."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, mention: int) -> Mention:
        """One mention."""
        return mentions.mention(self._core.plain, mention)

    def of_article(self, article: int, *, every_set: bool = False) -> list[Mention]:
        """The mentions of the current set, or of every one, in an article, in document order."""
        sets = self._core.set_ids(every=every_set)
        return list(mentions.of_articles(self._core.plain, (article,), sets))

    def of_entity(self, entity: int) -> list[int]:
        """The ids of the current set's mentions of an entity, over all articles, in their order.

        There may be ten thousands: whole ones are for :meth:`those` that are looked at.
        """
        return mentions.of_entity(self._core.plain, entity, self._core.current_set.id)

    def those(self, ids: Sequence[int]) -> list[Mention]:
        """These mentions, in document order."""
        return list(mentions.those(self._core.plain, ids))

    def unplaced(self, article: int) -> list[Mention]:
        """The current set's mentions of an article whose text has no place in it."""
        return list(mentions.unplaced(self._core.plain, article, self._core.current_set.id))

    def neighbour(
        self,
        article: int,
        passage: int,
        position: int,
        *,
        mention: int | None = None,
        backward: bool = False,
    ) -> Mention | None:
        """The next (or previous) mention from a place in an article, round its ends."""
        at = (passage, position, mention or 0)
        current = self._core.current_set.id
        found = mentions.neighbour(self._core.plain, article, current, at, backward=backward)
        return None if found is None else self.get(found)

    def add(
        self,
        passage: int,
        spans: Sequence[Span],
        type: str,  # noqa: A002 - the field's word
        *,
        entity: int | None = None,
        attributes: Mapping[str, str] | None = None,
        origin: str = "user",
    ) -> int:
        """Tag a stretch of text in the current set; an entity given may get a name by it.

        Raises:
            NotFoundError: there is no such passage or entity.
            InputError: the type is not in the scheme, or a span is empty, outside the text, or
                overlaps another one of the same mention.
            LockedSetError: the current set is locked.
        """
        self._require_type(type)
        text = self._quote(passage, spans)
        if entity is not None:
            entities.entity(self._core.plain, entity)
        annotation_set = self._core.current_set.id
        mention = Mention(
            id=0,
            passage=passage,
            fragments=tuple(spans),
            text=text,
            type=type,
            set=annotation_set,
            entity=entity,
            attributes=attributes or {},
            origin=origin,
        )
        with self._core.operation("Tag", shortened(text), of_sets=(annotation_set,)) as db:
            added = mentions.add(db, mention)
            if entity is not None:
                self._lend_names(db, [added], entity)
            return added

    def set_type(self, ids: Sequence[int], type: str) -> None:  # noqa: A002
        """Change the type of mentions."""
        self._require_type(type)
        with self._core.operation("Change type", self._named(ids), of_sets=self._sets(ids)) as db:
            mentions.update(db, ids, type=type)

    def set_fragments(self, mention: int, spans: Sequence[Span]) -> None:
        """Move the borders of a mention; evidence taken from it moves along."""
        before = self.get(mention)
        text = self._quote(before.passage, spans)
        with self._core.operation("Move borders", shortened(text), of_sets=(before.set,)) as db:
            mentions.set_fragments(db, mention, spans, text)

    def set_attribute(self, ids: Sequence[int], name: str, value: str) -> None:
        """Say something more about mentions; an empty value takes it back."""
        with self._core.operation(
            "Change attribute", f"{name} {self._named(ids)}", of_sets=self._sets(ids)
        ) as db:
            for mention in ids:
                kept = {k: v for k, v in self.get(mention).attributes.items() if k != name}
                mentions.set_attributes(db, mention, kept | ({name: value} if value else {}))

    def set_entity(self, ids: Sequence[int], entity: int | None) -> None:
        """Say which entity mentions are of, or (None) that it is not known.

        An entity without a name in a mention's language takes the mention's text as that name, so
        that the two names of one company end in one entity.
        """
        label = "Link to entity" if entity is not None else "Unlink from entity"
        if entity is not None:
            entities.entity(self._core.plain, entity)
        with self._core.operation(label, self._named(ids), of_sets=self._sets(ids)) as db:
            mentions.update(db, ids, entity=entity)
            if entity is not None:
                self._lend_names(db, ids, entity)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove mentions; evidence taken from them keeps its place."""
        named = self._named(ids)
        with self._core.operation("Delete mention", named, of_sets=self._sets(ids)) as db:
            mentions.delete(db, ids)

    def _lend_names(self, db: Database, ids: Sequence[int], entity: int) -> None:
        known = entities.entity(self._core.plain, entity)
        names = list(known.names)
        for mention in map(self.get, ids):
            _, language = articles.text_of(self._core.plain, mention.passage)
            # A foreign name in a text (BMW in a Chinese one) does not stand in for its own name.
            missing = all(language != name.language and mention.text != name.text for name in names)
            if missing and mention.attributes.get("level", "name") == "name":
                names.append(Name(language, mention.text))  # type: ignore[arg-type]
        if len(names) > len(known.names):
            entities.set_names(db, entity, names)

    def _sets(self, ids: Sequence[int]) -> set[int]:
        return mentions.sets_of(self._core.plain, ids)

    def _named(self, ids: Sequence[int]) -> str:
        return shortened(self.get(ids[0]).text) if len(ids) == 1 else f"({len(ids)})"

    def _require_type(self, name: str) -> None:
        if name not in self._core.scheme.entity_types:
            known = ", ".join(self._core.scheme.entity_types)
            raise InputError(f"The scheme has no entity type {name}; it has {known}.")

    def _quote(self, passage: int, spans: Sequence[Span]) -> str:
        text, _ = articles.text_of(self._core.plain, passage)
        end = 0
        for span in spans:
            if not end <= span.start < span.end <= len(text):
                raise InputError(
                    f"{span.start}–{span.end} is no stretch of passage {passage}, which has "
                    f"{len(text)} code points; give parts in order, without overlap."
                )
            end = span.end
        if not end:
            raise InputError("A mention needs at least one stretch of text.")
        return " ".join(text[span.start : span.end] for span in spans)
