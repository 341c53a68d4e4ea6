"""What a person writes into an article: a missing translation, the correction of a text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evreader.domain.anchoring import Correction, moved_sentences
from evreader.domain.article import COUNTERPARTS, Link, Passage, SentenceRef, Span
from evreader.domain.language import is_mixed
from evreader.domain.sentences import split_sentences
from evreader.errors import InputError, NotFoundError
from evreader.session.core import shortened
from evreader.store import articles, links, mentions, passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from evreader.domain.annotation import Mention
    from evreader.session.core import Core

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the correction of a text did to what was said about it.

    Attributes:
        reworded: mentions and evidence that read differently now, each as (before, now).
        unplaced: mentions and evidence whose text is gone; they are kept without a place.
        unlinked: how many links went because a sentence of theirs is gone.
    """

    reworded: tuple[tuple[str, str], ...] = ()
    unplaced: tuple[str, ...] = ()
    unlinked: int = 0


class Passages:
    """The texts of the open project, as far as a person may write them."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, passage: int) -> Passage:
        """One passage.

        Raises:
            NotFoundError: there is no such passage.
        """
        found = articles.passages(self._core.plain, [passage])
        if not found:
            raise NotFoundError(f"There is no passage {passage} in this project.")
        return found[0]

    def translatable(self, passage: int) -> Passage:
        """A passage that a person may translate.

        Raises:
            InputError: it is neither English nor Chinese, or all of it has a translation already.
        """
        source = self.get(passage)
        if source.language not in COUNTERPARTS:
            raise InputError(
                "Only English and Chinese passages stand side by side; this one is neither."
            )
        if not _untranslated(source, articles.links_touching(self._core.plain, [passage])):
            raise InputError("All of this passage has a translation; correct that one instead.")
        return source

    def translate(self, passage: int, text: str) -> int:
        """Keep a person's own translation of a passage, linked with all of it that has none yet.

        Returns:
            The id of the new passage; its origin is ``user``.

        Raises:
            InputError: there is nothing in the text, or the passage takes no translation.
        """
        source = self.translatable(passage)
        text = text.strip()
        if not text:
            raise InputError("A translation needs some text; type it, or leave the cell empty.")
        touching = articles.links_touching(self._core.plain, [passage])
        refs = _untranslated(source, touching)
        language = COUNTERPARTS[source.language]
        spans = split_sentences(text, language)
        written = Passage(
            id=0,
            index=0,
            language=language,
            kind=source.kind,
            text=text,
            sentences=spans,
            mixed=is_mixed(text, language),
            origin="user",
        )
        article = articles.article_of(self._core.plain, passage)
        with self._core.operation("Type translation", shortened(text)) as db:
            links.remove(db, _lone(touching, refs))
            added = passages.add(db, article, written, beside=passage)
            own = [SentenceRef(added, number) for number in range(len(spans))]
            for left, right in _pairs(refs, own):
                sides = (left, right) if source.language == "en" else (right, left)
                links.add(db, article, Link(0, "translation", "confirmed", 1.0, *sides))
            return added

    def remove_translation(self, passage: int) -> None:
        """Delete a translation that a person typed, with what is tagged in it.

        Raises:
            InputError: the passage is the page's own.
            LockedSetError: a locked set has mentions or evidence in it.
        """
        found = self.get(passage)
        if found.origin != "user":
            raise InputError("This passage is the page's own text; it can be folded, not deleted.")
        of_sets = passages.sets_of(self._core.plain, passage)
        with self._core.operation(
            "Delete translation", shortened(found.text), of_sets=of_sets
        ) as db:
            passages.remove(db, passage)

    def correct(self, passage: int, text: str) -> Corrected:
        """Replace the text of a passage; what is said about it moves along by quote and context.

        The text as it came is kept. What has no place any more is kept without one and listed.
        Correcting back to the text as it came takes the note of the correction away.

        Raises:
            InputError: nothing is left of the text.
            LockedSetError: a locked set has mentions or evidence in the passage.
        """
        found = self.get(passage)
        if not text.strip():
            raise InputError(
                "Nothing would be left of the passage; treat it as boilerplate to fold it away."
            )
        if text == found.text:
            return Corrected()
        original = found.original or found.text
        corrected = found._replace(
            text=text,
            mixed=is_mixed(text, found.language),
            original="" if found.origin == "user" or text == original else original,
        )
        of_sets = passages.sets_of(self._core.plain, passage)
        with self._core.operation("Correct text", shortened(text), of_sets=of_sets) as db:
            result = _Rewriting(db, found, corrected).carry_out()
            if result.unlinked:
                links.renumber(db, articles.article_of(db.conn, passage), [passage])
            return result

    def restore(self, passage: int) -> Corrected:
        """Take back all corrections of a passage.

        Raises:
            InputError: it was never corrected.
        """
        found = self.get(passage)
        if not found.original:
            raise InputError("This passage still reads as it came; there is nothing to restore.")
        return self.correct(passage, found.original)


class _Rewriting:
    """Puts a corrected passage in the place of the old one, within an operation."""

    def __init__(self, db: Database, old: Passage, new: Passage) -> None:
        self._db = db
        self._old = old
        self._new = new
        self._correction = Correction(old.text, new.text)
        self._reworded: dict[tuple[str, str], None] = {}
        self._unplaced: dict[str, None] = {}

    def carry_out(self) -> Corrected:
        """Write the text, then move all that refers to it."""
        passages.set_text(self._db, self._new)
        before = len(articles.links_touching(self._db.conn, [self._old.id]))
        self._move_sentences()
        unlinked = before - len(articles.links_touching(self._db.conn, [self._old.id]))
        quotes = passages.evidence_in(self._db.conn, self._old.id)
        # Evidence moves along with the mention it was taken from; what is left moves by itself.
        moved = {
            mention.id
            for mention in list(mentions.in_passage(self._db.conn, self._old.id))
            if self._move_mention(mention)
        }
        for quote in quotes:
            if quote.mention not in moved:
                self._move_evidence(quote)
        return Corrected(tuple(self._reworded), tuple(self._unplaced), unlinked)

    def _move_sentences(self) -> None:
        moved = moved_sentences(self._correction, self._old.sentences, self._new.text)
        left = [(number, span) for number, span in enumerate(moved) if span.start < span.end]
        passages.set_sentences(self._db, self._old.id, [span for _, span in left])
        numbers = {number: now for now, (number, _) in enumerate(left)}
        passages.renumber_sentences(self._db, self._old.id, numbers)

    def _move_mention(self, mention: Mention) -> bool:
        """Whether it still has a place."""
        if not mention.fragments:
            return False
        found = [self._correction.anchor(span) for span in mention.fragments]
        spans = [anchor.span for anchor in found if anchor is not None]
        if len(spans) < len(found) or any(
            left.end > right.start for left, right in pairwise(spans)
        ):
            mentions.set_fragments(self._db, mention.id, (), mention.text)
            self._unplaced[mention.text] = None
            return False
        text = " ".join(self._new.text[start:end] for start, end in spans)
        mentions.set_fragments(self._db, mention.id, spans, text)
        self._note(mention.text, text)
        return True

    def _move_evidence(self, evidence: passages.Quote) -> None:
        if evidence.end == 0:
            return
        anchor = self._correction.anchor(Span(evidence.start, evidence.end))
        if anchor is None:
            passages.place_evidence(self._db, evidence.id, _NOWHERE, evidence.text)
            self._unplaced[evidence.text] = None
            return
        text = self._new.text[anchor.span.start : anchor.span.end]
        passages.place_evidence(self._db, evidence.id, anchor.span, text)
        self._note(evidence.text, text)

    def _note(self, before: str, now: str) -> None:
        if before != now:
            self._reworded[before, now] = None


def _untranslated(source: Passage, touching: Sequence[Link]) -> list[SentenceRef]:
    """The sentences of a passage that no translation stands beside."""
    taken = {
        ref
        for link in touching
        if link.relation == "translation" and link.status != "rejected" and link.en and link.zh
        for ref in (*link.en, *link.zh)
    }
    refs = [SentenceRef(source.id, number) for number in range(len(source.sentences))]
    return [ref for ref in refs if ref not in taken]


def _lone(touching: Sequence[Link], refs: Sequence[SentenceRef]) -> list[int]:
    """The links that say of these sentences that they have no counterpart."""
    wanted = set(refs)
    return [
        link.id
        for link in touching
        if not (link.en and link.zh) and wanted.intersection((*link.en, *link.zh))
    ]


def _pairs(
    source: Sequence[SentenceRef], own: Sequence[SentenceRef]
) -> list[tuple[tuple[SentenceRef, ...], tuple[SentenceRef, ...]]]:
    """One by one where there are as many sentences as in the source, else all with all."""
    if len(source) == len(own):
        return [((left,), (right,)) for left, right in zip(source, own, strict=True)]
    return [(tuple(source), tuple(own))]
