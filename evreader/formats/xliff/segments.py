"""A paragraph of a translation file: pieces of source and target, made into linked sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evreader.formats.translation.unit import Layout, Place, Side, Unit
from evreader.formats.translation.wording import Wording
from evreader.formats.translation.xml import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evreader.domain.article import Kind, Language, LinkStatus
    from evreader.formats.translation.intake import Draft

    Languages = tuple[Language, Language]


_NOTHING = Wording()


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment, or what stands between two.

    Attributes:
        order: the place of the target among the targets.
        is_gap: whether it only parts two segments and needs no translation.
        preserve: whether its white space is text, and not the file's layout.
    """

    source: Wording
    target: Wording = _NOTHING
    status: LinkStatus = "automatic"
    score: float = 1.0
    order: int = 0
    is_gap: bool = False
    preserve: bool = False


@dataclass(slots=True)
class _Column:
    """One side of a paragraph as it is put together; gaps fill up behind the layout's back."""

    language: Language
    number: int
    kind: Kind
    sides: dict[int, Side] = field(default_factory=dict)
    gaps: dict[int, str] = field(default_factory=dict)
    _gap: str = ""

    def add(self, at: int, said: Wording, piece: Piece) -> None:
        """Add what a piece says here; white space around it parts it from its neighbours."""
        text = said.text if piece.preserve else unwrapped(said.text)
        if piece.is_gap or not text.strip():
            self._gap += text
            return
        start = len(text) - len(text.lstrip())
        gap = self._gap + text[:start]
        sentence = len(self.sides)
        # Before the first sentence white space parts nothing.
        if gap if sentence else gap.strip():
            self.gaps[sentence] = gap
        bare = text.strip()
        self._gap = text[start + len(bare) :]
        layouts = {} if sentence else {self.number: Layout(self.kind, self.gaps)}
        place = Place(self.number, sentence, len(bare))
        terms = said.respaced(bare).terms
        self.sides[at] = Side(self.language, bare, (place,), layouts, is_whole=False, terms=terms)

    def close(self) -> None:
        """Keep what stands behind the last sentence, if it is no white space."""
        if self._gap.strip():
            self.gaps[-1] = self._gap


def linked(
    pieces: Sequence[Piece], draft: Draft, *, languages: Languages, kind: Kind = "paragraph"
) -> Iterator[Unit]:
    """The units of a paragraph: one passage a language, one sentence and one link a segment."""
    source, target = (_Column(language, draft.fresh(), kind) for language in languages)
    for at, piece in enumerate(pieces):
        source.add(at, piece.source, piece)
    for at in sorted(range(len(pieces)), key=lambda at: pieces[at].order):
        target.add(at, pieces[at].target, pieces[at])
    source.close()
    target.close()
    for at, piece in enumerate(pieces):
        sides = tuple(column.sides[at] for column in (source, target) if at in column.sides)
        if sides:
            yield Unit(sides, piece.status, piece.score, is_linked=len(sides) > 1)
