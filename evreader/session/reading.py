"""Reading what somebody brings: files to articles, segmented and aligned. Touches no project.

A reading is a stream of outcomes, in the order of what was given: what does not succeed is an
outcome too, with a sentence that says why, and harms no other.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evreader.domain.alignment import align_article
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.likeness import likeness_of
from evreader.domain.portion import Portions
from evreader.domain.sides import paired
from evreader.errors import EvreaderError, InputError
from evreader.formats import registry
from evreader.formats.sources import Source, read_source
from evreader.session.dictionary import AlignersLexicon
from evreader.session.portions import spread
from evreader.session.workers import each

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from evreader.domain.article import Article
    from evreader.domain.lexicon import Lexicon

# From so many sources on, several processes read them; and what is small in a source, in bytes.
_WORTH_IT, _SMALL = 24, 400

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source brought: a bundle, or a sentence that says why there is none.

    Attributes:
        name: what the source is called.
        note: a sentence to be told about it all the same.
        number: which source of an import it is, from 0.
        further: more bundles, with ids of their own: articles that were added to an export.
    """

    name: str
    bundle: Bundle | None = None
    refusal: str = ""
    note: str = ""
    number: int = 0
    further: tuple[Bundle, ...] = ()

    def in_the_hand(self) -> Outcome:
        """The outcome with all articles and deals read.

        Raises:
            EvreaderError: one of them is wrong.
        """
        if self.bundle is None:
            return self
        further = tuple(map(_read_out, self.further))
        return replace(self, bundle=_read_out(self.bundle), further=further)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads sources and aligns what they hold; a value that can be handed to another process.

    Attributes:
        format_name: the format of all sources; by default each one's ending tells.
        lexicon: the dictionary to align with.
    """

    format_name: str = "auto"
    lexicon: Lexicon = field(default_factory=AlignersLexicon, compare=False, repr=False)

    def read(self, source: Source, *, aligning: bool = True) -> Outcome:
        """Read one source, whatever happens; without ``aligning`` just as it is."""
        try:
            found = read_source(source, format_name=self.format_name)
            bundle, *more = (self._ready(item, aligning=aligning) for item in found)
        except EvreaderError as error:
            return Outcome(source.name, refusal=str(error))
        except MemoryError:
            return Outcome(source.name, refusal=f"“{source.name}” is too large to be read here.")
        except Exception as error:  # noqa: BLE001 - told of this file; it must not cost the others
            _LOG.info("reading %s failed", source.name, exc_info=True)
            kind = type(error).__name__
            sentence = f"“{source.name}” cannot be read ({kind}: {error}); report it, please."
            return Outcome(source.name, refusal=sentence)
        return Outcome(source.name, bundle, further=tuple(more))

    def read_pair(self, en: Path, zh: Path) -> Outcome:
        """Read an English and a Chinese file of any readable formats as one article, aligned."""
        name = f"{en.name} + {zh.name}"
        try:
            article = paired(self._side(en), self._side(zh), lexicon=self.lexicon)
        except EvreaderError as error:
            return Outcome(name, refusal=str(error))
        item = AnnotatedArticle(article, likeness=likeness_of(article))
        return Outcome(name, Bundle(articles=(item,)))

    def read_address(self, address: str) -> Outcome:
        """Load and read a web page; the note tells the addresses on the way to it."""
        from evreader.formats import web

        try:
            page = web.fetch(address)
            bundle = self.finished(web.read_fetched(page))
        except EvreaderError as error:
            return Outcome(address, refusal=str(error))
        way = " → ".join((*page.redirects, page.url))
        return Outcome(address, bundle, note=f"{way}." if page.redirects else "")

    def is_streamed(self, source: Source) -> bool:
        """Whether a source may hold more than one should hand from process to process.

        Files of annotations are read while they are stored, and are not for other processes.
        """
        if self.format_name != "auto":
            return not registry.find(self.format_name).prose
        if source.packed or (source.path is not None and source.path.is_dir()):
            return True
        ending = Path(source.file or source.path or "").suffix.lower()
        return ending in registry.annotated_endings()

    def _side(self, path: Path) -> Article:
        bundles = read_source(Source(path.name, path), format_name=self.format_name)
        found = [item for bundle in bundles for item in bundle.articles]
        if len(found) != 1:
            raise InputError(
                f"“{path.name}” holds {len(found)} articles; a pair takes a file with one."
            )
        return found[0].article

    def finished(self, bundle: Bundle) -> Bundle:
        """A bundle whose articles are aligned, unless it says itself what is linked.

        Plain articles are ready to be stored; where there are annotation sets, each article is
        aligned when its turn comes.
        """
        if bundle.linked:
            return bundle
        if bundle.sets:
            return replace(bundle, articles=map(self._aligned, bundle.articles))
        found = (self._aligned(item) for item in bundle.articles)
        items = (replace(item, likeness=likeness_of(item.article)) for item in found)
        return replace(bundle, articles=tuple(items))

    def _ready(self, bundle: Bundle, *, aligning: bool) -> Bundle:
        """A bundle ready to be stored; what can be read in portions is, on every core."""
        aligning = aligning and not bundle.linked
        if isinstance(bundle.articles, Portions):
            finish = self._aligned if aligning else _as_it_is
            return replace(bundle, articles=spread(bundle.articles, finish))
        return self.finished(bundle) if aligning else bundle

    def _aligned(self, item: AnnotatedArticle) -> AnnotatedArticle:
        if item.article.links:
            return item
        links = align_article(item.article.passages, pair=False, lexicon=self.lexicon)
        return replace(item, article=item.article._replace(links=links))


@dataclass(frozen=True, slots=True)
class SourceJob:
    """Reading sources, as a job for several processes."""

    reader: Reader

    def do(self, source: Source) -> Outcome:
        """Read a source."""
        return self.reader.read(source)

    def in_the_hand(self, outcome: Outcome) -> Outcome:
        """The outcome with all articles and deals read."""
        try:
            return outcome.in_the_hand()
        except EvreaderError as error:
            return Outcome(outcome.name, refusal=str(error))

    def crashed(self, source: Source) -> Outcome:
        """What becomes of a source that ends the process that reads it."""
        sentence = f"“{source.name}” makes its reader crash; it was left out."
        return Outcome(source.name, refusal=sentence)

    def stays(self, source: Source) -> bool:
        """Annotations are read while they are stored, so in the process that stores them."""
        return self.reader.is_streamed(source)

    def is_small(self, source: Source) -> bool:
        """Whether a source takes hardly more than its name."""
        return len(source.data) <= _SMALL


def read_each(
    reader: Reader, sources: Iterable[Source], total: int
) -> Generator[Outcome, None, None]:
    """Read sources, ``total`` of them, and give what they hold in the same order.

    Many are read by several processes; closing the generator ends them at once.
    """
    return each(SourceJob(reader), sources, total=total, worth_it=_WORTH_IT)


def _as_it_is(item: AnnotatedArticle) -> AnnotatedArticle:
    return item


def _read_out(bundle: Bundle) -> Bundle:
    articles = tuple(bundle.articles)
    return replace(bundle, articles=articles, deals=tuple(bundle.deals))
