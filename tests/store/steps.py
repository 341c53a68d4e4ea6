"""Everything a person can do to a project, each as a step that any number picks the objects of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.annotation import Filler, Name, Slot
from evreader.domain.article import KINDS, ArticleInfo, SentenceRef, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from evreader.domain.article import LinkStatus, Relation
    from evreader.session.session import Session

TYPES = ("Company", "Person", "Place")
STATUSES: tuple[LinkStatus, ...] = ("automatic", "confirmed", "rejected")
RELATIONS: tuple[Relation, ...] = ("translation", "heading-of", "related")
ROLES = (("JointVenture", "Partner"), ("TechnologyLicence", "Licensor"), ("Merger", "Party"))


class NothingThereError(Exception):
    """The operation needs something that the project has not got."""


def plain_of(session: Session) -> sqlite3.Connection:
    """The project's file, as SQLite has it."""
    return session._core.plain


def ids(session: Session, table: str) -> list[int]:
    rows = plain_of(session).execute(f"SELECT id FROM {table} ORDER BY id")  # noqa: S608
    found = [row[0] for row in rows]
    if not found:
        raise NothingThereError
    return found


def _one(session: Session, table: str, pick: int) -> int:
    found = ids(session, table)
    return found[pick % len(found)]


def _some(session: Session, table: str, pick: int) -> list[int]:
    """About half of the rows."""
    return ids(session, table)[pick % 2 :: 2] or ids(session, table)[:1]


def _span(session: Session, passage: int, pick: int) -> list[Span]:
    size = (
        plain_of(session).execute("SELECT size FROM passage WHERE id = ?", (passage,)).fetchone()[0]
    )
    start = pick % (size - 3)
    return [Span(start, start + 1), Span(start + 2, start + 3)][: 1 + pick % 2]


def _add_mention(session: Session, pick: int) -> None:
    passage = _one(session, "passage", pick)
    entity = _one(session, "entity", pick) if pick % 3 == 0 else None
    kind = TYPES[pick % 3]
    session.mentions.add(passage, _span(session, passage, pick), kind, entity=entity)


def _move_borders(session: Session, pick: int) -> None:
    mention = session.mentions.get(_one(session, "mention", pick))
    session.mentions.set_fragments(mention.id, _span(session, mention.passage, pick))


def _new_deal(session: Session, pick: int) -> None:
    kind, role = ROLES[pick % 3]
    quote = session.evidence_of(_one(session, "mention", pick))
    filler = Filler(role, _one(session, "entity", pick), evidence=(quote,))
    session.deals.create(kind, roles=[filler], slots=[Slot("status", "signed", (quote,))])


def _fill_role(session: Session, pick: int) -> None:
    deal = session.deals.get(_one(session, "deal", pick))
    role = session.scheme.deal_types[deal.type].roles[0].name
    session.deals.add_filler(deal.id, Filler(role, value=f"value {pick}"))


def _sentence(session: Session, language: str, pick: int) -> SentenceRef:
    rows = plain_of(session).execute(
        "SELECT s.passage, s.position FROM sentence s JOIN passage p ON p.id = s.passage "
        "WHERE p.language = ? ORDER BY s.id",
        (language,),
    )
    found = [SentenceRef(*row) for row in rows]
    if not found:
        raise NothingThereError
    return found[pick % len(found)]


def _link_sentences(session: Session, pick: int) -> None:
    refs = [_sentence(session, "en", pick), _sentence(session, "zh", pick // 2)]
    if pick % 3 == 0:
        refs.append(_sentence(session, "zh", pick + 1))
    session.links.add(refs)


def _split_sentence(session: Session, pick: int) -> None:
    session.links.split_sentence(_one(session, "passage", pick), pick % 40)


def _support(session: Session, pick: int) -> None:
    deal = _one(session, "deal", pick)
    quote = session.evidence_of(_one(session, "mention", pick))
    session.deals.add_evidence(quote, deal=deal, slot="status" if pick % 2 else None)


def _unsupport(session: Session, pick: int) -> None:
    deal = session.deals.get(_one(session, "deal", pick))
    for filler in deal.roles:
        for quote in filler.evidence:
            session.deals.remove_evidence(quote, deal=deal.id, filler=filler.id)
            return
    raise NothingThereError


OPERATIONS: dict[str, Callable[[Session, int], object]] = {
    "add mention": _add_mention,
    "retype": lambda s, n: s.mentions.set_type(_some(s, "mention", n), TYPES[n % 3]),
    "move borders": _move_borders,
    "attribute": lambda s, n: s.mentions.set_attribute(
        _some(s, "mention", n), "note", "x" * (n % 3)
    ),
    "link": lambda s, n: s.mentions.set_entity(_some(s, "mention", n), _one(s, "entity", n)),
    "unlink": lambda s, n: s.mentions.set_entity([_one(s, "mention", n)], None),
    "delete mentions": lambda s, n: s.mentions.delete(_some(s, "mention", n)),
    "new entity": lambda s, n: s.entities.create(TYPES[n % 3], [Name("zh", f"名{n}𠮷")]),
    "entity for": lambda s, n: s.entities.create_for(_some(s, "mention", n)),
    "rename entity": lambda s, n: s.entities.set_names(_one(s, "entity", n), [Name("en", f"N{n}")]),
    "entity attribute": lambda s, n: s.entities.set_attribute(_one(s, "entity", n), "note", str(n)),
    "merge": lambda s, n: s.entities.merge(_one(s, "entity", n), _some(s, "entity", n)),
    "delete entities": lambda s, n: s.entities.delete(_some(s, "entity", n)),
    "new deal": _new_deal,
    "deal type": lambda s, n: s.deals.set_type(_one(s, "deal", n), ROLES[n % 3][0]),
    "delete deals": lambda s, n: s.deals.delete(_some(s, "deal", n)),
    "fill role": _fill_role,
    "empty role": lambda s, n: s.deals.remove_filler(_one(s, "filler", n)),
    "filler attribute": lambda s, n: s.deals.set_filler_attribute(
        _one(s, "filler", n), "stake", "4"
    ),
    "slot": lambda s, n: s.deals.set_slot(_one(s, "deal", n), "note", "n" * (n % 3)),
    "link sentences": _link_sentences,
    "unlink sentences": lambda s, n: s.links.unlink([_sentence(s, ("en", "zh")[n % 2], n)]),
    "link status": lambda s, n: s.links.set_status(_some(s, "link", n), STATUSES[n % 3]),
    "link relation": lambda s, n: s.links.set_relation(_some(s, "link", n), RELATIONS[n % 3]),
    "no counterpart": lambda s, n: s.links.no_counterpart([_sentence(s, "zh", n)]),
    "boundary": lambda s, n: s.links.move_boundary(_sentence(s, "en", n), backward=n % 2 == 0),
    "split sentence": _split_sentence,
    "merge sentences": lambda s, n: s.links.merge_sentences(_one(s, "passage", n), 0, 1),
    "support": _support,
    "unsupport": _unsupport,
    "new set": lambda s, n: s.sets.create(f"Set {n}"),
    "rename set": lambda s, n: s.sets.rename(_one(s, "annotation_set", n), f"Set {n}"),
    "duplicate set": lambda s, n: s.sets.duplicate(_one(s, "annotation_set", n), f"Copy {n}"),
    "lock set": lambda s, n: s.sets.set_locked(_one(s, "annotation_set", n), n % 3 == 0),
    "delete set": lambda s, n: s.sets.delete(_one(s, "annotation_set", n)),
    "choose set": lambda s, n: s.sets.choose(_one(s, "annotation_set", n)),
    "kind": lambda s, n: s.articles.set_kind(_some(s, "passage", n), KINDS[n % 5]),
    "info": lambda s, n: s.articles.set_info(_one(s, "article", n), ArticleInfo(f"Title {n}")),
    "delete articles": lambda s, n: s.articles.delete(_some(s, "article", n)),
}
