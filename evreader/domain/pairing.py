"""Repairing the pairing: which link takes which sentence, as pure functions over links.

Each function takes the links that touch the sentences in question and gives them back as they are
to be; a link that is new has the id 0, one that is missing is to be deleted. What holds after each
of them: no sentence is in more than one translation link that is alive (not rejected), and every
living link has sentences on both sides, but for one that says “no counterpart”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.article import Link, SentenceRef, Span
from evreader.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from evreader.domain.article import LinkStatus, Relation

DOUBTFUL = 0.7
"""A person should look at an automatic link with a score under this."""

_BY_HAND = 1.0


def is_doubtful(link: Link) -> bool:
    """Whether a person should look at this link."""
    return link.status == "automatic" and link.score < DOUBTFUL


def is_alive(link: Link) -> bool:
    """Whether the link says that its sentences belong together."""
    return link.status != "rejected"


def is_two_sided(link: Link) -> bool:
    """Whether it has sentences in both languages."""
    return bool(link.en and link.zh)


def refs_of(link: Link) -> frozenset[SentenceRef]:
    """The sentences of both sides."""
    return frozenset((*link.en, *link.zh))


def linked(
    links: Iterable[Link],
    en: Iterable[SentenceRef],
    zh: Iterable[SentenceRef],
    *,
    relation: Relation = "translation",
) -> list[Link]:
    """Join sentences by a confirmed link; a translation takes them out of all others.

    A link that is all within the new one becomes it; a rejection of these sentences is withdrawn.
    With one side empty it says “no counterpart”.
    """
    new = Link(0, relation, "confirmed", _BY_HAND, _sorted(en), _sorted(zh))
    refs = refs_of(new)
    kept: list[Link] = []
    base: Link | None = None
    for link in links:
        if link.relation == relation and _is_within(link, new):
            if is_alive(link) and (base is None or refs_of(link) == refs):
                base = link
            continue
        is_rival = relation == "translation" == link.relation and is_alive(link)
        rest = _without(link, refs) if is_rival else link
        kept += [rest] if rest is not None else []
    if base is not None:
        same = refs_of(base) == refs
        new = new._replace(id=base.id, score=base.score if same else _BY_HAND)
    return [*kept, new]


def unlinked(links: Iterable[Link], refs: Collection[SentenceRef]) -> list[Link]:
    """Take sentences out of all living links; what is left with one side goes."""
    found = ((link, _without(link, refs) if is_alive(link) else link) for link in links)
    return [rest for _, rest in found if rest is not None]


def without_counterpart(
    links: Iterable[Link], en: Iterable[SentenceRef], zh: Iterable[SentenceRef]
) -> list[Link]:
    """Say of each of these sentences that the other language has nothing for it."""
    result = list(links)
    for ref in en:
        result = linked(result, (ref,), ())
    for ref in zh:
        result = linked(result, (), (ref,))
    return result


def with_status(links: Iterable[Link], ids: Collection[int], status: LinkStatus) -> list[Link]:
    """Say whether links are right.

    Rejecting a “no counterpart” deletes it. A rejected link that comes to life again takes its
    sentences out of the other translations.
    """
    result = list(links)
    for link in [link for link in result if link.id in ids]:
        if link not in result:
            continue  # another one of these took its sentences
        if not is_two_sided(link) and status != "confirmed":
            result.remove(link)
        elif is_alive(link) or status == "rejected":
            result[result.index(link)] = link._replace(status=status)
        else:
            result.remove(link)
            result = linked(result, link.en, link.zh, relation=link.relation)
            result[-1] = link._replace(status=status)
    return result


def with_relation(links: Iterable[Link], ids: Collection[int], relation: Relation) -> list[Link]:
    """Say what kind of link these are, which confirms them.

    Raises:
        InputError: one of them says “no counterpart”.
    """
    result = list(links)
    for link in [link for link in result if link.id in ids]:
        if not is_two_sided(link):
            raise InputError("A sentence without counterpart has no relation; link it first.")
        if link not in result:
            continue
        result.remove(link)
        result = linked(result, link.en, link.zh, relation=relation)
        if not result[-1].id:
            result[-1] = result[-1]._replace(id=link.id, score=link.score)
    return result


def with_boundary_moved(
    links: Iterable[Link],
    column: Sequence[SentenceRef],
    at: SentenceRef,
    *,
    backward: bool,
) -> list[Link]:
    """Give a sentence to the link of its neighbour above (or below); both are confirmed by it.

    Sentences of its own link that stand between the two go along.

    Args:
        links: all that touch these sentences.
        column: the sentences of one language around it, in document order.
        at: the sentence.
        backward: up instead of down.

    Raises:
        InputError: there is no such neighbour, or it is in no translation link.
    """
    links = list(links)
    own = _translation_of(links, at)
    mine = refs_of(own) if own is not None else frozenset((at,))
    ahead = list(reversed(column[: column.index(at)])) if backward else column[column.index(at) :]
    beyond = next((ref for ref in ahead if ref not in mine), None)
    where = "before" if backward else "after"
    if beyond is None:
        raise InputError(f"There is no sentence {where} this one that could take it in.")
    target = _translation_of(links, beyond)
    if target is None or not is_two_sided(target):
        raise InputError(
            f"The sentence {where} this one has no counterpart yet; link the two by hand."
        )
    moving = {at, *(ref for ref in ahead[: ahead.index(beyond)] if ref in mine)}
    is_english = beyond in target.en
    en, zh = (moving, ()) if is_english else ((), moving)
    result = linked(links, (*target.en, *en), (*target.zh, *zh))
    return [
        link._replace(status="confirmed") if own is not None and link.id == own.id else link
        for link in result
    ]


def renumbered(
    links: Iterable[Link], passage: int, numbers: Mapping[int, Sequence[int]]
) -> list[Link]:
    """Let links follow the sentences of a passage that were merged or split.

    Translations that come to share a sentence become one; it is confirmed if all of them were.

    Args:
        links: all that touch the passage.
        passage: its id.
        numbers: what each sentence that has another number now has become.
    """

    def now(refs: Iterable[SentenceRef]) -> tuple[SentenceRef, ...]:
        return _sorted(
            SentenceRef(ref.passage, number) if ref.passage == passage else ref
            for ref in refs
            for number in (numbers.get(ref.sentence, (ref.sentence,)) if ref.passage == passage
                           else (ref.sentence,))
        )  # fmt: skip

    moved = [link._replace(en=now(link.en), zh=now(link.zh)) for link in links]
    alive = _united([link for link in moved if is_alive(link)])
    rejected = [link for link in moved if not is_alive(link)]
    contradicted = [r for r in rejected if any(_is_same_claim(r, link) for link in alive)]
    return [*alive, *_distinct([link for link in rejected if link not in contradicted])]


def merged(spans: Sequence[Span], first: int, last: int) -> tuple[Span, ...]:
    """The sentences with those from one number to another made one."""
    one = Span(spans[first].start, spans[last].end)
    return (*spans[:first], one, *spans[last + 1 :])


def split(text: str, spans: Sequence[Span], offset: int) -> tuple[int, tuple[Span, ...]]:
    """The sentences with one of them split at a code point, white space left out; its number too.

    Raises:
        InputError: the place is not within a sentence, or at its very start or end.
    """
    for number, (start, end) in enumerate(spans):
        if start <= offset < end:
            before = len(text[start:offset].rstrip())
            after = len(text[offset:end].lstrip())
            if before and after:
                parts = Span(start, start + before), Span(end - after, end)
                return number, (*spans[:number], *parts, *spans[number + 1 :])
    raise InputError("Put the caret inside a sentence, where the next one should begin.")


def _united(links: Sequence[Link]) -> list[Link]:
    """Links of which no two translations share a sentence, and no two others are the same."""
    result: list[Link] = []
    for link in links:
        one = link
        if link.relation == "translation":
            for other in [o for o in result if o.relation == "translation"]:
                if refs_of(other) & refs_of(one):
                    result.remove(other)
                    one = _union(other, one)
        result.append(one)
    return _distinct(result)


def _union(one: Link, other: Link) -> Link:
    # What says “no counterpart” gives way to a link that has one.
    two_sided = [link for link in (one, other) if is_two_sided(link)] or [one, other]
    return one._replace(
        status="confirmed" if all(x.status == "confirmed" for x in two_sided) else "automatic",
        score=min(link.score for link in two_sided),
        en=_sorted((*one.en, *other.en)),
        zh=_sorted((*one.zh, *other.zh)),
    )


def _distinct(links: Iterable[Link]) -> list[Link]:
    found: dict[object, Link] = {}
    for link in links:
        found.setdefault((link.relation, link.en, link.zh), link)
    return list(found.values())


def _translation_of(links: Iterable[Link], ref: SentenceRef) -> Link | None:
    return next(
        (x for x in links if x.relation == "translation" and is_alive(x) and ref in refs_of(x)),
        None,
    )


def _without(link: Link, refs: Collection[SentenceRef]) -> Link | None:
    """The link without these sentences; None if that leaves it without a side that it had."""
    en = tuple(ref for ref in link.en if ref not in refs)
    zh = tuple(ref for ref in link.zh if ref not in refs)
    if (link.en and not en) or (link.zh and not zh):
        return None
    return link._replace(en=en, zh=zh)


def _is_within(link: Link, other: Link) -> bool:
    return set(link.en) <= set(other.en) and set(link.zh) <= set(other.zh)


def _is_same_claim(rejected: Link, link: Link) -> bool:
    """Whether a link says what was rejected."""
    return rejected.relation == link.relation and _is_within(rejected, link)


def says_rejected(link: Link, rejected: Iterable[Link]) -> bool:
    """Whether a link joins, among others, sentences that a person said do not belong together."""
    return any(_is_same_claim(other, link) for other in rejected)


def _sorted(refs: Iterable[SentenceRef]) -> tuple[SentenceRef, ...]:
    return tuple(sorted(set(refs)))
