"""Tokens with tags on their way in: sentences put together to a document with marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evreader.formats.standoff import own
from evreader.formats.standoff.document import Document, Mark
from evreader.formats.standoff.tokens import is_chinese, joined, placed
from evreader.formats.standoff.units import Stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.domain.article import Span
    from evreader.domain.bundle import Receipt
    from evreader.formats.standoff.tags import Chunk


APART = "\n\n"
"""What stands between sentences where nothing tells: each is a passage of its own."""


@dataclass(slots=True)
class Sentence:
    """One sentence as a file has it.

    Attributes:
        tokens: the words or characters.
        chunks: marks on them, by their numbers; see ``Sheet`` for ``attributes``.
        text: what the tokens were made of, where the file says so.
        gap: what stands between this sentence and the next, where the file says so.
        attributes: what is said of each chunk besides, in the same order; or nothing.
    """

    tokens: list[str] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    text: str | None = None
    gap: str | None = None
    attributes: list[dict[str, str]] = field(default_factory=list)


class Sheet:
    """The sentences of one document, as they come, and what is known of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.known: dict[str, str] = {}
        self.sentences: list[Sentence] = []

    def document(self, source: str, receipt: Receipt) -> Document:
        """The text of all sentences, with marks where its tokens are found in it."""
        chinese = is_chinese([t for sentence in self.sentences for t in sentence.tokens])
        text = ""
        marks: list[Mark] = []
        for sentence in self.sentences:
            words, spans = _words(sentence, receipt, chinese=chinese)
            missing = spans.count(None)
            if missing:
                receipt.count("tokens that the text does not have", missing)
            for number, chunk in enumerate(sentence.chunks):
                extra = sentence.attributes[number] if sentence.attributes else {}
                tokens = sentence.tokens[chunk.start : chunk.end]
                stretch = _stretch(spans[chunk.start : chunk.end], words, tokens, len(text))
                marks.append(Mark(str(len(marks) + 1), chunk.type, (stretch,), extra))
            text += words + (APART if sentence.gap is None else sentence.gap)
        if self.sentences and self.sentences[-1].gap is None:
            text = text.removesuffix(APART)
        return Document(self.name, own.info_of(self.known, text, source=source), text, tuple(marks))


def _words(
    sentence: Sentence, receipt: Receipt, *, chinese: bool
) -> tuple[str, Sequence[Span | None]]:
    """The text of a sentence, and where its tokens are in it."""
    if sentence.text is not None:
        spans = placed(sentence.tokens, sentence.text)
        if 2 * spans.count(None) <= len(spans):
            return sentence.text, spans
        receipt.count("sentences whose text is another than their tokens")
    pieces = zip(joined(sentence.tokens, chinese=chinese), sentence.tokens, strict=True)
    words = "".join(before + token for before, token in pieces)
    return words, placed(sentence.tokens, words)


def _stretch(
    spans: Sequence[Span | None], words: str, tokens: Sequence[str], before: int
) -> Stretch:
    """Where tokens of a sentence are in the text; nowhere if it has none of them."""
    found = [span for span in spans if span is not None]
    if not found:
        return Stretch(-1, -1, " ".join(tokens))
    start, end = found[0].start, found[-1].end
    return Stretch(before + start, before + end, words[start:end])
