"""What an import brings, counted on the way, and what there is to say of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evreader.domain.annotation import Deal
    from evreader.domain.article import Article
    from evreader.domain.bundle import AnnotatedArticle, Bundle
    from evreader.domain.scheme import Scheme
    from evreader.session.receipt import Report

_MATCHED = "matched articles"
_KINDS = ("articles", _MATCHED, "passages", "links", "mentions")


class Tally:
    """Counts articles and what is in them on their way into the store.

    Attributes:
        counts: how many things of each kind came.
        doubtful: one sentence for each article that a person should look at.
    """

    def __init__(self, report: Report) -> None:
        # In the order in which they are told.
        self.counts: Counter[str] = Counter(dict.fromkeys(_KINDS, 0))
        self.doubtful: list[str] = []
        self._report = report
        self._seen = 0
        self._types: Counter[str] = Counter()
        self._deals: Counter[str] = Counter()

    def note(self, item: AnnotatedArticle) -> AnnotatedArticle:
        """Count what is tagged in an article, new or not, and tell of it."""
        self._report(self._seen, 0, item.article.info.title)
        self._seen += 1
        self._types.update(mention.type for mention in item.mentions)
        self.counts["mentions"] += len(item.mentions)
        unplaced = sum(not mention.fragments for mention in item.mentions)
        if unplaced:
            self.counts["unplaced mentions"] += unplaced
        return item

    def new(self, article: Article) -> None:
        """Count an article that was not there."""
        passages, links = len(article.passages), len(article.links)
        self.counts.update(articles=1, passages=passages, links=links)
        if article.review:
            self.doubtful.append(f"“{article.info.title}”: {article.review}")

    def matched(self) -> None:
        """Count an article that is there already."""
        self.counts[_MATCHED] += 1

    def rest(self, bundle: Bundle) -> None:
        """Count the deals and entities of a bundle whose articles have been walked."""
        deals: Sequence[Deal] = bundle.deals
        self.counts.update(deals=len(deals), entities=len(bundle.entities))
        self._deals.update(deal.type for deal in deals)

    def strange(self, scheme: Scheme) -> list[str]:
        """One sentence about types that the scheme lacks, if there are any."""
        unknown = {
            **_without(self._types, scheme.entity_types),
            **{
                f"{name} (deals)": n for name, n in _without(self._deals, scheme.deal_types).items()
            },
        }
        if not unknown:
            return []
        listed = ", ".join(f"{name} {number:,}" for name, number in unknown.items())
        return [f"Types that the project's scheme lacks, kept as they are: {listed}."]


class Remarks:
    """Sentences about sources; what is said of many of them is said once.

    The sources that said the same are named, or counted.
    """

    def __init__(self) -> None:
        self._by_sentence: dict[str, list[str]] = {}

    def add(self, sentences: Iterable[str], name: str = "") -> None:
        """Take what there is to say of a source."""
        for sentence in sentences:
            self._by_sentence.setdefault(sentence, []).append(name)

    def listed(self, *, named: bool) -> list[str]:
        """All sentences, with the name of the source behind it where that is to be told."""
        return [
            _signed(sentence, names) if named or len(names) > 1 else sentence
            for sentence, names in self._by_sentence.items()
        ]


def _signed(sentence: str, names: Sequence[str]) -> str:
    first, others = names[0], len(names) - 1
    if others:
        files = "file" if others == 1 else "files"
        return f"{sentence} ({first} and {others:,} other {files})"
    return sentence if not first or first in sentence else f"{sentence} ({first})"


def _without(found: Counter[str], known: Iterable[str]) -> dict[str, int]:
    names = set(known)
    return {name: number for name, number in found.most_common() if name not in names}
