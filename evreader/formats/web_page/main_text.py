"""Which blocks of a page are its article: two programs' cuts, put right by what the page shows.

Each cut goes through the same pass: what names, wording or links tell to be something else goes
out; what stands between kept paragraphs and looks like them comes in, and so do title and lead.
Where the two cuts still differ then, both are handed on, and the better-looking one is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from evreader.domain.article import Cut
from evreader.domain.boilerplate import boilerplate_places
from evreader.domain.chinese import simplified
from evreader.domain.page_wording import heads_comments, heads_others, is_page_furniture
from evreader.formats.web_page.info import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from lxml.html import HtmlElement

    from evreader.domain.article import Kind
    from evreader.formats.web_page.blocks import PageBlock
    from evreader.formats.web_page.info import PageInfo

# A part of the page that holds so much of what both keep is the article, whatever its name.
_TOO_MUCH = 0.45
# So much of the kept prose lies in the element that is taken for the article's.
_MOST = 0.8
# A block that is links to this share leads elsewhere.
_LINKS = 0.65
_LEAD, _LONGEST_TITLE, _SHORTEST_LEAD = 25, 300, 10
# An article has at least so much text before other articles are offered.
_ENOUGH = 400
_NEAR = 8
# Elements that are a part of a text, not what holds one.
_PARTS = frozenset([
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "caption",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "center",
])
# In the score, what should be out weighs more than what is missing: a leak cannot be seen.
_LEAK = 2.0
# What prose is worth that only one program keeps and that is made otherwise than the rest.
_APART = 0.4


@dataclass(frozen=True, slots=True)
class MainText:
    """What was found: the kinds of the blocks that belong in, and both cuts where they differ."""

    kinds: Mapping[int, Kind]
    title: str
    above: Sequence[str]
    cuts: tuple[Cut, ...] = ()
    review: str = ""


def main_text(
    blocks: Sequence[PageBlock], info: PageInfo, opinions: Mapping[str, AbstractSet[int]]
) -> MainText:
    """The article among the blocks of a page.

    Args:
        blocks: all blocks of the page.
        info: what its head tells.
        opinions: the blocks that each program keeps, by its name.
    """
    page = _Page(blocks, info, frozenset.intersection(*map(frozenset, opinions.values())))
    kept = {name: page.refined(opinion) for name, opinion in opinions.items()}
    trusted = frozenset.intersection(*kept.values())
    cuts = tuple(
        Cut(name, page.score(choice, trusted), page.kinds(choice)) for name, choice in kept.items()
    )
    best = max(cuts, key=lambda cut: cut.score)
    text = [k for k in best.kinds if k != page.title]
    body = [k for k in text if k in page.prose] or text or [0]
    top = body[0] if page.title is None else min(page.title, body[0])
    found = MainText(
        kinds=best.kinds,
        title=blocks[page.title].text if page.title is not None else "",
        above=[block.text for block in blocks[max(top - _NEAR, 0) : body[0] + 2]],
    )
    if len({frozenset(cut.kinds) for cut in cuts}) == 1:
        return found
    return MainText(found.kinds, found.title, found.above, cuts, _review(cuts, best))


def _review(cuts: Sequence[Cut], best: Cut) -> str:
    others = [cut for cut in cuts if cut is not best]
    differing = set().union(*(set(best.kinds) ^ set(cut.kinds) for cut in others))
    blocks = "1 block" if len(differing) == 1 else f"{len(differing)} blocks"
    return (
        f"Two ways of finding the main text differ in {blocks}; the cut by {best.name} was taken: "
        f"look whether it is right."
    )


@dataclass
class _Page:
    """The blocks of a page, and what can be said of each before anybody's cut."""

    blocks: Sequence[PageBlock]
    info: PageInfo
    agreed: AbstractSet[int]
    _inside: dict[int, frozenset[HtmlElement]] = field(default_factory=dict)

    @cached_property
    def prose(self) -> frozenset[int]:
        """The blocks of running text, of the article or not."""
        return frozenset(k for k, block in enumerate(self.blocks) if block.is_prose)

    @cached_property
    def misnamed(self) -> frozenset[HtmlElement]:
        """Elements whose names are wrong, since much of what everybody keeps stands in them."""
        sure = self.prose & self.agreed or self.prose
        weights: dict[HtmlElement, int] = {}
        total = 0
        for k in sure:
            block = self.blocks[k]
            total += block.columns
            for zone in {zone.element for zone in block.zones}:
                weights[zone] = weights.get(zone, 0) + block.columns
        return frozenset(
            element for element, weight in weights.items() if weight > _TOO_MUCH * total
        )

    @cached_property
    def noise(self) -> frozenset[int]:
        """Blocks of no article, by where they stand, how they read or what they link."""
        return frozenset(k for k in range(len(self.blocks)) if self._is_noise(k))

    @cached_property
    def title(self) -> int | None:
        """The block with the article's title, if there is one above the text."""
        named = [k for k, block in enumerate(self.blocks) if self._may_be_title(block)]
        first = min(self.prose - self.noise, default=len(self.blocks))
        for candidates in (
            [k for k in named if self.blocks[k].level == 1],
            [k for k in named if k < first],
            [
                k
                for k, block in enumerate(self.blocks)
                if block.level == 1 and k < first and not self._zone(k)
            ],
        ):
            if candidates:
                above = [k for k in candidates if k < first]
                return above[-1] if above else candidates[0]
        return None

    def refined(self, opinion: Iterable[int]) -> frozenset[int]:
        """A cut put right: noise out; title, lead and what stands between kept paragraphs in."""
        kept = frozenset(opinion)
        core = self._core(kept)
        if not core:
            return frozenset() if self.title is None else frozenset({self.title})
        frame = self._frame(core)
        first, last = self._reach(core, frame)
        parents = {self._parent(k) for k in core}
        chosen = {
            k
            for k in range(first, last + 1)
            if k not in self.noise
            and self._within(k, frame)
            and (k in self.prose or k in kept or self._parent(k) in parents or self._belongs(k))
        }
        chosen |= {k for k in kept if last < k and self._goes_on(k, frame, parents)}
        chosen.update(self._last_lines(core, last, frame))
        chosen |= self._leads(first, parents)
        chosen = self._without_foot(chosen)
        chosen = self._without_lonely_headings(chosen)
        return frozenset(chosen if self.title is None else chosen | {self.title})

    def kinds(self, chosen: Iterable[int]) -> Mapping[int, Kind]:
        """The kinds of these blocks."""
        return {k: "heading" if k == self.title else self.blocks[k].kind for k in sorted(chosen)}

    def score(self, chosen: AbstractSet[int], trusted: AbstractSet[int]) -> float:
        """How good a cut looks, in 0–1: an estimate of its F over the width of the text.

        Good is prose, weighed down by links and, where only one program keeps it, by standing
        apart from what both keep. Bad is all else that is kept. Missing is prose that stands
        beside kept prose and is not taken.
        """
        near = {self._look(k) for k in trusted & self.prose}
        good = bad = missing = 0.0
        for k in self.prose - self.noise:
            block = self.blocks[k]
            beside = k in trusted or self._look(k) in near
            if k in chosen:
                worth = (1 - block.link_share) * (1.0 if beside else _APART)
                good += worth * block.columns
                bad += (1 - worth) * block.columns
            elif beside or not near:
                missing += block.columns
        bad += sum(
            self.blocks[k].columns * self.blocks[k].link_share
            for k in chosen
            if k not in self.prose
        )
        total = good + _LEAK * bad + missing
        return round(good / total, 4) if total else 0.0

    def _is_noise(self, k: int) -> bool:
        block = self.blocks[k]
        if self._zone(k) or block.link_share > _LINKS:
            return True
        return heads_others(block.text) or is_page_furniture(block.text)

    def _zone(self, k: int) -> str:
        """The part of the page that a block stands in, if it is a part of another kind."""
        for zone in self.blocks[k].zones:
            if zone.element not in self.misnamed:
                return zone.name
        return ""

    def _may_be_title(self, block: PageBlock) -> bool:
        return (
            block.columns <= _LONGEST_TITLE
            and block.link_share < 1
            and self.info.is_title(block.text)
        )

    def _core(self, kept: AbstractSet[int]) -> list[int]:
        """The paragraphs that are surely the article's; without an opinion, the page's own."""
        for candidates in (kept & self.prose, self.prose, kept):
            if core := sorted(candidates - self.noise):
                return self._before_others(core)
        return []

    def _before_others(self, core: Sequence[int]) -> list[int]:
        """The paragraphs without those under a line that heads comments or other articles.

        Only what is made otherwise than the paragraphs above that line goes out: such lines also
        stand over boxes within an article.
        """
        out: set[int] = set()
        top = self.title if self.title is not None else core[0]
        for k in range(max(top, core[0]) + 1, core[-1]):
            text = self.blocks[k].text
            needed = _ENOUGH if heads_others(text) else 0
            if not (needed or heads_comments(text)):
                continue
            above = [c for c in core if c < k and c not in out]
            if sum(self.blocks[c].columns for c in above) <= needed:
                continue
            looks = {self._look(c) for c in above}
            out.update(c for c in core if c > k and self._look(c) not in looks)
        return [k for k in core if k not in out]

    def _frame(self, core: Sequence[int]) -> HtmlElement | None:
        """The smallest element that holds most of the core."""
        weights: dict[HtmlElement, int] = {}
        total = 0
        for k in core:
            total += self.blocks[k].columns
            for element in self._around(k):
                weights[element] = weights.get(element, 0) + self.blocks[k].columns
        holding = [element for element, weight in weights.items() if weight >= _MOST * total]
        return max(holding, key=_depth, default=None)

    def _around(self, k: int) -> frozenset[HtmlElement]:
        """The elements around a block, its own excepted."""
        if k not in self._inside:
            self._inside[k] = frozenset(self.blocks[k].element.iterancestors()) | {
                self.blocks[k].element
            }
        return self._inside[k]

    def _within(self, k: int, frame: HtmlElement | None) -> bool:
        return frame is None or frame in self._around(k)

    def _parent(self, k: int) -> HtmlElement:
        """What a block shares with its neighbours: the element around it."""
        element = self.blocks[k].element
        while element.tag in _PARTS and element.getparent() is not None:
            element = element.getparent()
        return element

    def _look(self, k: int) -> tuple[object, ...]:
        """How a block is made: its element, and the name of what holds it."""
        holder = self._parent(k)
        return self.blocks[k].element.tag, holder.tag, holder.get("class", "")

    def _reach(self, core: Sequence[int], frame: HtmlElement | None) -> tuple[int, int]:
        """From the first to the last paragraph, with prose right beside them that was cut off."""
        inside = [k for k in core if self._within(k, frame)] or list(core)
        first, last = inside[0], inside[-1]
        parents = {self._parent(k) for k in inside}
        real = sorted(
            k
            for k in self.prose - self.noise
            if self._parent(k) in parents and self._within(k, frame)
        )
        first = min((k for k in real if k < first), default=first)
        for k in range(last + 1, len(self.blocks)):
            if k in real:
                last = k
            elif heads_others(self.blocks[k].text):
                break
        return first, last

    def _goes_on(self, k: int, frame: HtmlElement | None, parents: set[HtmlElement]) -> bool:
        """Whether a block below the last paragraph is still of the article: a list, a last line."""
        return k not in self.noise and self._within(k, frame) and self._parent(k) in parents

    def _last_lines(
        self, core: Sequence[int], last: int, frame: HtmlElement | None
    ) -> Iterator[int]:
        """Short sentences right below the last paragraph, made and named as paragraphs are."""
        looks = {look for k in core if (look := self._look(k))[-1]}
        for k in range(last + 1, len(self.blocks)):
            like = self._look(k) in looks and self.blocks[k].ends_sentence
            if k in self.noise or not like or not self._within(k, frame):
                return
            yield k

    def _belongs(self, k: int) -> bool:
        """Whether a block is a caption, or a heading that stands right over a paragraph."""
        kind = self.blocks[k].kind
        return kind == "caption" or (
            kind == "heading" and bool({k + 1, k + 2} & (self.prose - self.noise))
        )

    def _leads(self, first: int, parents: set[HtmlElement]) -> set[int]:
        """The blocks between title and text that are a lead, a summary or a caption."""
        start = self.title + 1 if self.title is not None and self.title < first else None
        found: set[int] = set()
        for k in range(first if start is None else start, first):
            block = self.blocks[k]
            told = bool(self.info.description) and _same(block.text, self.info.description)
            beside = block.kind != "paragraph" and self._parent(k) in parents
            if told or (
                k not in self.noise
                and (block.kind == "caption" or block.columns >= _LEAD or beside)
            ):
                found.add(k)
        return found

    def _without_foot(self, chosen: set[int]) -> set[int]:
        """The blocks without comments, author boxes and the foot, told by their place."""
        order = sorted(chosen)
        out = boilerplate_places([simplified(self.blocks[k].text) for k in order])
        kept = {k for place, k in enumerate(order) if place not in out}
        return kept or chosen

    def _without_lonely_headings(self, chosen: set[int]) -> set[int]:
        """The blocks without headings that nothing follows."""
        found: set[int] = set()
        below = False
        for k in sorted(chosen, reverse=True):
            block = self.blocks[k]
            if block.kind != "heading":
                below = True
            if block.kind != "heading" or below:
                found.add(k)
        return found


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _same(text: str, description: str) -> bool:
    letters, told = letters_of(text), letters_of(description)
    return (
        bool(letters)
        and (letters.startswith(told[:60]) or told.startswith(letters))
        and len(letters) > _SHORTEST_LEAD
    )
