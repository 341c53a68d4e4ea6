"""Repairing the pairing: links between sentences, and where sentences begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evreader.domain import pairing
from evreader.errors import InputError
from evreader.session.core import shortened
from evreader.store import articles, links, passages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlite_utils import Database

    from evreader.domain.article import Link, LinkStatus, Passage, Relation, SentenceRef, Span
    from evreader.session.core import Core

    Report = Callable[[int, int, str], None]
    Refs = tuple[tuple[SentenceRef, ...], tuple[SentenceRef, ...]]
    Numbers = Mapping[int, Sequence[int]]

# How far away the neighbour of a sentence may stand that a boundary is moved across.
_AROUND = 3

STATUS_STEPS = {
    "confirmed": "Confirm link",
    "rejected": "Reject link",
    "automatic": "Take back the check of a link",
}
"""How the steps are called that say whether a link is right."""


class _Repair(NamedTuple):
    """Some links of an article as they are, and as they are to be."""

    article: int
    before: Sequence[Link]
    after: Sequence[Link]

    def carry_out(self, db: Database) -> list[int]:
        """Write the other links, and the rows that follow from them; the links' ids."""
        ids = links.replace(db, self.article, self.before, self.after)
        moved = _joined(self.before) ^ _joined(self.after)
        if moved:
            links.renumber(db, self.article, frozenset().union(*moved))
        return ids


class Realigned(NamedTuple):
    """What aligning anew did: links that are new, and how many of those are doubtful."""

    links: int = 0
    doubtful: int = 0


class Links:
    """The links of the open project; mentions belong to passages and never move with them."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, link: int) -> Link:
        """One link."""
        return links.links(self._core.plain, [link])[0]

    def of_article(self, article: int) -> list[Link]:
        """All links of an article."""
        return links.of_article(self._core.plain, article)

    def at(self, sentence: SentenceRef) -> list[Link]:
        """The links of a sentence, the rejected ones last."""
        touching = articles.links_touching(self._core.plain, [sentence.passage])
        found = [link for link in touching if sentence in pairing.refs_of(link)]
        return sorted(found, key=lambda link: not pairing.is_alive(link))

    def add(self, sentences: Collection[SentenceRef], *, relation: Relation = "translation") -> int:
        """Link sentences of both languages, m–n; they leave the translations they were in.

        The link is confirmed, since a person made it.

        Raises:
            NotFoundError: there is no such sentence.
            InputError: one language is missing, or they stand in several articles.
        """
        article, (en, zh) = self._sides(sentences)
        if not en or not zh:
            raise InputError("A link needs sentences in both languages; choose the others too.")
        before = self._touching(sentences)
        after = pairing.linked(before, en, zh, relation=relation)
        ids = self._step("Link sentences", self._named(en + zh), _Repair(article, before, after))
        return ids[-1]

    def unlink(self, sentences: Collection[SentenceRef]) -> None:
        """Take sentences out of their links; what is left without a counterpart is unlinked too.

        Raises:
            InputError: none of them is linked.
        """
        article, (en, zh) = self._sides(sentences)
        before = self._touching(sentences)
        after = pairing.unlinked(before, (*en, *zh))
        if after == before:
            raise InputError("This sentence is in no link.")
        self._step("Unlink sentences", self._named(en + zh), _Repair(article, before, after))

    def set_status(self, ids: Collection[int], status: LinkStatus) -> None:
        """Say that links are right (confirmed), wrong (rejected), or not looked at (automatic).

        A rejected link joins nothing; it is kept, so that aligning anew does not propose it.
        """
        before, article = self._around(ids)
        after = pairing.with_status(before, ids, status)
        self._step(STATUS_STEPS[status], self._named_links(ids), _Repair(article, before, after))

    def set_relation(self, ids: Collection[int], relation: Relation) -> None:
        """Say what kind of link these are; that confirms them.

        Raises:
            InputError: one of them says “no counterpart”.
        """
        before, article = self._around(ids)
        after = pairing.with_relation(before, ids, relation)
        self._step("Change relation", self._named_links(ids), _Repair(article, before, after))

    def no_counterpart(self, sentences: Collection[SentenceRef]) -> None:
        """Say that the other language has nothing for these sentences; they leave their links."""
        article, (en, zh) = self._sides(sentences)
        before = self._touching(sentences)
        after = pairing.without_counterpart(before, en, zh)
        self._step("No counterpart", self._named(en + zh), _Repair(article, before, after))

    def move_boundary(self, sentence: SentenceRef, *, backward: bool) -> None:
        """Give a sentence to the link of the sentence before it (or after); confirms both.

        Raises:
            InputError: there is no such link.
        """
        article, _ = self._sides([sentence])
        column = links.column(self._core.plain, sentence.passage, around=_AROUND)
        before = self._touching(column)
        after = pairing.with_boundary_moved(before, column, sentence, backward=backward)
        label = "Move sentence up" if backward else "Move sentence down"
        self._step(label, self._named([sentence]), _Repair(article, before, after))

    def merge_sentences(self, passage: int, first: int, last: int) -> None:
        """Make one sentence of those with these numbers; their translations become one too.

        Raises:
            InputError: there are not that many sentences in the passage.
        """
        found = self._passage(passage)
        if not 0 <= first < last < len(found.sentences):
            raise InputError("There is no further sentence in this passage to merge with.")
        spans = pairing.merged(found.sentences, first, last)
        gone = last - first
        numbers = {
            number: (first if number <= last else number - gone,)
            for number in range(first + 1, len(found.sentences))
        }
        with self._core.operation(
            "Merge sentences", shortened(found.text[slice(*spans[first])])
        ) as db:
            self._set_sentences(db, passage, spans, numbers)

    def split_sentence(self, passage: int, offset: int) -> int:
        """Let a sentence end before a code point, and the next one begin there.

        Returns:
            The number of the sentence that begins; both are in the links that the one was in.

        Raises:
            InputError: the place is not within a sentence.
        """
        found = self._passage(passage)
        number, spans = pairing.split(found.text, found.sentences, offset)
        numbers: dict[int, tuple[int, ...]] = {
            later: (later + 1,) for later in range(number + 1, len(found.sentences))
        }
        numbers[number] = (number, number + 1)
        with self._core.operation(
            "Split sentence", shortened(found.text[slice(*spans[number + 1])])
        ) as db:
            self._set_sentences(db, passage, spans, numbers)
        return number + 1

    def doubtful(
        self, article: int, after: SentenceRef | None = None, *, backward: bool = False
    ) -> SentenceRef | None:
        """The next sentence to look at from a sentence on, as the reader shows them, round.

        That is the first sentence of an automatic link with a score under ``pairing.DOUBTFUL``, or
        one without a link in a passage that has a translation otherwise. None if there is none.
        """
        if after is not None:
            first = next(iter(self.at(after)), None)
            if first is not None and pairing.is_alive(first):
                after = (*first.en, *first.zh)[0]
        plain = self._core.plain
        found = links.doubtful(plain, article, after, backward=backward)
        return found or links.doubtful(plain, article, None, backward=backward)

    def realign(self, article: int, *, report: Report | None = None) -> Realigned:
        """Align anew what is not confirmed, as one step; any thread may do it over its own session.

        Confirmed links and “no counterpart” stay and cut the article into stretches, each of which
        is aligned by itself; what was rejected is not proposed again.

        Raises:
            InputError: the article was changed meanwhile.
        """
        from evreader.domain.realignment import realigned
        from evreader.session.lexicon import lexicon_of

        before = articles.article(self._core.plain, article)
        after = realigned(before, report=report, lexicon=lexicon_of(self._core.plain))
        if list(after) == list(before.links):
            return Realigned()
        with self._core.operation("Align again", shortened(before.info.title)) as db:
            now = articles.article(self._core.plain, article)
            if (now.passages, now.links) != (before.passages, before.links):
                raise InputError("The article was changed meanwhile; align it again.")
            links.replace(db, article, before.links, after)
            links.renumber(db, article, [passage.id for passage in before.passages])
        fresh = [link for link in after if link not in before.links]
        return Realigned(len(fresh), sum(map(pairing.is_doubtful, fresh)))

    def _step(self, label: str, detail: str, repair: _Repair) -> list[int]:
        """One step, unless nothing changes; the ids of the links after."""
        if set(repair.after) == set(repair.before):
            return [link.id for link in repair.after]
        with self._core.operation(label, detail) as db:
            return repair.carry_out(db)

    def _set_sentences(
        self, db: Database, passage: int, spans: Sequence[Span], numbers: Numbers
    ) -> None:
        """Replace the sentences of a passage, and let its links follow."""
        before = articles.links_touching(db.conn, [passage])
        after = pairing.renumbered(before, passage, numbers)
        passages.set_sentences(db, passage, spans)
        _Repair(articles.article_of(db.conn, passage), before, after).carry_out(db)

    def _touching(self, sentences: Iterable[SentenceRef]) -> list[Link]:
        return articles.links_touching(self._core.plain, sorted({ref.passage for ref in sentences}))

    def _around(self, ids: Collection[int]) -> tuple[list[Link], int]:
        """These links with all that touch the same passages, and their article."""
        found = links.links(self._core.plain, ids)
        refs = [ref for link in found for ref in (*link.en, *link.zh)]
        return self._touching(refs), articles.article_of(self._core.plain, refs[0].passage)

    def _sides(self, sentences: Collection[SentenceRef]) -> tuple[int, Refs]:
        """The article of these sentences, and those of them in English and in Chinese."""
        plain = self._core.plain
        found = {p.id: p for p in articles.passages(plain, [ref.passage for ref in sentences])}
        for passage, number in sentences:
            if passage not in found or not 0 <= number < len(found[passage].sentences):
                raise InputError(f"There is no sentence {number} in passage {passage}.")
        homes = {articles.article_of(plain, passage) for passage in found}
        if len(homes) != 1:
            raise InputError("Choose sentences of one article.")
        if any(passage.language == "other" for passage in found.values()):
            raise InputError("Only English and Chinese sentences are linked; this one is neither.")
        en, zh = (
            tuple(sorted({ref for ref in sentences if found[ref.passage].language == language}))
            for language in ("en", "zh")
        )
        return homes.pop(), (en, zh)

    def _passage(self, passage: int) -> Passage:
        articles.text_of(self._core.plain, passage)
        return articles.passages(self._core.plain, [passage])[0]

    def _named(self, sentences: Sequence[SentenceRef]) -> str:
        passage, number = sentences[0]
        found = self._passage(passage)
        return shortened(found.text[slice(*found.sentences[number])])

    def _named_links(self, ids: Collection[int]) -> str:
        if len(ids) > 1:
            return f"({len(ids)})"
        link = self.get(next(iter(ids)))
        return self._named((*link.en, *link.zh))


def _joined(found: Iterable[Link]) -> set[frozenset[int]]:
    """The passages that each link brings on one row."""
    return {
        frozenset(ref.passage for ref in pairing.refs_of(link))
        for link in found
        if pairing.is_alive(link) and link.relation != "related"
    }
