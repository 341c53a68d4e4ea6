"""Whether two articles are the same, or nearly so, told from a few bytes kept of each.

The **text hash** is the SHA-256 of the main text without white space: the same for a page that was
saved twice, whatever stands around the article there.

The **fingerprint** has 64 bits. The text is cut into overlapping runs of three words (of a Chinese
text: pairs of characters). Each run is hashed, the hashes fall into 64 bins, and of the smallest in
each bin one bit is kept (one-permutation 1-bit minwise hashing; an empty bin looks at the next). Of
two articles that share the part J of their runs, about 32 · (1 - J) bits differ, give or take two
or three; of two that have nothing in common about 32, give or take 4. At most ``NEAR`` of them
differ where J is about .85 or more: a word changed here and there, a sentence added, a line of the
page counted to the text. Two pieces on one event by different hands share less than a fifth.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evreader.domain.article import Article

NEAR = 5
"""So many bits of two fingerprints may differ between articles that are nearly the same."""

_BINS = 64
_ALL = (1 << _BINS) - 1
_MIX = 0x9E3779B1
_BANDS, _BAND_BITS = NEAR + 1, 11
# A text of fewer words says too little: two notices of a stock exchange differ in a name.
_FEWEST = 40
# A Chinese word has about two characters; where pairs begin, punctuation settles anew each time.
_TOKEN = re.compile("[^\\W_\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\\W_]{1,2}")
_SPACE = re.compile(r"\s+")


class Likeness(NamedTuple):
    """What articles are compared by.

    Without any text the hash is empty; a fingerprint of 0 says that the text is too short for one.
    """

    text_hash: str
    fingerprint: int


def likeness_of(article: Article) -> Likeness:
    """What an article is compared by: its own main text, without boilerplate and additions."""
    text = "\n".join(
        passage.text
        for passage in article.passages
        if passage.kind != "boilerplate" and passage.origin == "source"
    )
    plain = unicodedata.normalize("NFC", text)
    signs = _SPACE.sub("", plain).encode("utf-8", "replace")
    digest = hashlib.sha256(signs).hexdigest() if signs else ""
    return Likeness(digest, _fingerprint(plain))


class Known:
    """Articles that are there already, to ask for a given one among them.

    Fingerprints that differ in at most ``NEAR`` bits agree in one of six bands at least, so only
    articles with such a band are looked at.
    """

    def __init__(self, articles: Iterable[tuple[int, Likeness]] = ()) -> None:
        self._by_hash: dict[str, int] = {}
        self._bands: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for article, likeness in articles:
            self.add(article, likeness)

    def add(self, article: int, likeness: Likeness) -> None:
        """Know one article more."""
        if likeness.text_hash:
            self._by_hash.setdefault(likeness.text_hash, article)
        if likeness.fingerprint:
            for band in _bands(likeness.fingerprint):
                self._bands.setdefault(band, []).append((likeness.fingerprint, article))

    def same(self, likeness: Likeness) -> int | None:
        """The first article with exactly this main text."""
        return self._by_hash.get(likeness.text_hash)

    def similar(self, likeness: Likeness) -> int | None:
        """The article that is nearest to this one, if any is near."""
        fingerprint = likeness.fingerprint
        if not fingerprint:
            return None
        near = [
            (((fingerprint ^ other) & _ALL).bit_count(), article)
            for band in _bands(fingerprint)
            for other, article in self._bands.get(band, ())
        ]
        distance, article = min(near, default=(NEAR + 1, 0))
        return article if distance <= NEAR else None


def _bands(fingerprint: int) -> list[tuple[int, int]]:
    mask = (1 << _BAND_BITS) - 1
    bits = fingerprint & _ALL
    return [(band, bits >> band * _BAND_BITS & mask) for band in range(_BANDS)]


def _fingerprint(text: str) -> int:
    """Signed, as SQLite keeps 64 bits."""
    tokens = _TOKEN.findall(text.casefold())
    if len(tokens) < _FEWEST:
        return 0
    codes = [crc32(token.encode("utf-8", "replace")) for token in tokens]
    values = [
        (first * 5 + second * 3 + third) * _MIX >> 7 & 0xFFFFFFFF
        for first, second, third in zip(codes, codes[1:], codes[2:], strict=False)
    ]
    # The last one of each bin stays: the smallest.
    smallest = {value % _BINS: value for value in sorted(values, reverse=True)}
    bits = 0
    for place in range(_BINS):
        around = (smallest.get((place + step) % _BINS) for step in range(_BINS))
        bits |= (next(filter(None, around), 0) // _BINS & 1) << place
    return bits - (1 << _BINS) if bits >> (_BINS - 1) else bits
