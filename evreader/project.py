"""A project as a script sees it: one flat object over the session."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from evreader.domain.annotation import Filler, Slot
from evreader.domain.article import Span
from evreader.domain.extent import Extent
from evreader.domain.scheme import Scheme
from evreader.errors import EvreaderError
from evreader.resources import load_scheme_data, resource
from evreader.session.session import Session
from evreader.session.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from evreader.domain.bundle import Receipt
    from evreader.domain.changes import Changes
    from evreader.session.shown import ShownArticle

    RoleArgument = tuple[str, int | str | None, Sequence[int]]

DEFAULT_SCHEME = "partnerships"


def create_session(path: Path, scheme: str = DEFAULT_SCHEME) -> Session:
    """Make a new project with a scheme, by name or by file.

    Raises:
        StoreError: something is there already, or the folder cannot be written.
        InputError: there is no such scheme, or it is wrong.
    """
    return Session.create(path, Scheme.from_data(load_scheme_data(scheme)))


def create_sample_session(path: Path) -> Session:
    """Make a new project with the sample articles, tagged: what a newcomer sees first.

    Raises:
        StoreError: something is there already, or the folder cannot be written.
    """
    session = create_session(path)
    try:
        session.exchange.import_files([resource("samples", "samples.jsonl")])
    except EvreaderError:
        session.close()
        path.unlink()
        raise
    return session


class Project:
    """An open project; a context manager that closes it.

    Each method that changes something returns when the change is on disk, and raises a subclass
    of ``evreader.errors.EvreaderError`` with one sentence if it cannot be done. ``session`` gives
    all that the window can do.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.session.close()

    def import_files(
        self,
        paths: Iterable[str | Path] = (),
        *,
        en: str | Path | None = None,
        zh: str | Path | None = None,
        format: str = "auto",  # noqa: A002 - the public face's word
        set: str | None = None,  # noqa: A002
        duplicates: Literal["skip", "keep"] = "skip",
    ) -> list[int]:
        """Bring in articles from files, folders and zips, or one from an English–Chinese pair.

        Returns:
            Their ids. A text that the project has already is not taken in once more, and the id is
            that of the article that is there; ``keep`` takes it in all the same.
        """
        result = self.session.exchange.import_files(
            [Path(path) for path in paths],
            en=Path(en) if en else None,
            zh=Path(zh) if zh else None,
            format_name=format,
            set_name=set,
            duplicates=duplicates,
        )
        return list(result.found)

    def articles(self) -> list[int]:
        """All articles, in the order they came."""
        return self.session.articles.ids()

    def article(self, article: int) -> ShownArticle:
        """An article with its passages, links, mentions and deals."""
        return shown(self.session, article)

    def add_mention(  # noqa: PLR0913 - names that scripts rely on
        self,
        passage: int,
        start: int,
        end: int,
        type: str,  # noqa: A002
        *,
        entity: int | None = None,
        set: str | None = None,  # noqa: A002
        attributes: Mapping[str, str] | None = None,
    ) -> int:
        """Tag ``text[start:end]`` (code points) of a passage; the mention's id."""
        with self._in_set(set):
            return self.session.mentions.add(
                passage, [Span(start, end)], type, entity=entity, attributes=attributes
            )

    def add_entity(self, type: str, *, en: str = "", zh: str = "") -> int:  # noqa: A002
        """A new entity with names in one or both languages; its id."""
        from evreader.domain.annotation import Name

        return self.session.entities.create(type, [Name("en", en), Name("zh", zh)])

    def add_deal(
        self,
        type: str,  # noqa: A002
        *,
        roles: Iterable[RoleArgument] = (),
        set: str | None = None,  # noqa: A002
        **slots: str,
    ) -> int:
        """A new deal; its id.

        Args:
            type: a deal type of the scheme.
            roles: ``(role, entity id or plain value, ids of mentions that are its evidence)``;
                None instead of an entity takes that of the first mention, else its text.
            set: the annotation set's name; the current one if not given.
            slots: status, announced, value… of the scheme.
        """
        fillers = [self._filler(*role) for role in roles]
        with self._in_set(set):
            return self.session.deals.create(
                type, roles=fillers, slots=[Slot(name, value) for name, value in slots.items()]
            )

    def undo(self) -> Changes | None:
        """Take back the last step."""
        return self.session.history.undo()

    def redo(self) -> Changes | None:
        """Bring back the step undone last."""
        return self.session.history.redo()

    def export(  # noqa: PLR0913 - names that scripts rely on
        self,
        out: str | Path,
        *,
        format: str,  # noqa: A002
        set: str | Sequence[str] | None = None,  # noqa: A002
        articles: Sequence[int] = (),
        types: Sequence[str] = (),
        since: str = "",
        until: str = "",
        reviewed: bool = False,
        options: Mapping[str, str] | None = None,
        companion: bool = True,
    ) -> Receipt:
        """Write annotation sets to a file or folder; the receipt says what it cannot carry.

        Args:
            out: where to.
            format: a name of ``evreader formats``.
            set: the name of an annotation set, or several.
            articles: only these articles.
            types: only mentions and deals of these types.
            since: only articles from this date on: ``2025-03-31``, ``2025-03`` or ``2025``.
            until: only articles up to this date.
            reviewed: only what a person made or confirmed.
            options: what the format lets one choose, by name.
            companion: whether ``OUT.evreader`` beside it keeps the receipt and all that the format
                cannot carry; an import finds it there.
        """
        names = (set,) if isinstance(set, str) else tuple(set or ())
        extent = Extent(names, tuple(articles), tuple(types), since, until, reviewed)
        return self.session.exchange.export(
            Path(out),
            format_name=format,
            extent=extent,
            options=options,
            with_companion=companion,
        )

    def _filler(self, role: str, filler: int | str | None, mentions: Sequence[int]) -> Filler:
        if filler is None and mentions:
            first = self.session.mentions.get(mentions[0])
            filler = first.text if first.entity is None else first.entity
        return Filler(
            role,
            entity=filler if isinstance(filler, int) else None,
            value=filler if isinstance(filler, str) else None,
            evidence=tuple(map(self.session.evidence_of, mentions)),
        )

    @contextmanager
    def _in_set(self, name: str | None) -> Iterator[None]:
        """Work in the named set, then in the former one again."""
        if name is None:
            yield
            return
        before = self.session.sets.current.id
        self.session.sets.choose(self.session.sets.named(name).id)
        try:
            yield
        finally:
            self.session.sets.choose(before)
