"""Headings of columns that somebody else chose: the word in them, and what else they tell."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from evreader.formats.tables.vocabulary import HAN, bare, known_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evreader.domain.article import Language

# “金额（亿元）”, “Partner [CN]”.
_BRACKETS = re.compile(r"(.+?)\s*[(\[【](.+)[)\]】]")
# “Amount, USD m”, “金额/亿元”, “Amount in USD m”.
_BEHIND = re.compile(r"(.+?)(?:\s*[,/|:;\n]\s*|\s+in\s+)(.+)", re.DOTALL)
_HAN_FIRST = re.compile(rf"([{HAN}].*[{HAN}]|[{HAN}])\s*([^{HAN}]+)")
_LATIN_FIRST = re.compile(rf"([^{HAN}]+?)\s*([{HAN}].*)")
_LANGUAGES: dict[Language, tuple[str, str]] = {
    "en": ("en|eng|english|english name", "英文|英文名|英文名称|英文全称"),
    "zh": ("zh|cn|chinese|chinese name", "中文|中文名|中文名称|中文全称"),
}
_NAMED = {name: re.compile("|".join(told)) for name, told in _LANGUAGES.items()}
_AT_END = {
    name: re.compile(rf"(.+?)(?:(?: |(?<=[{HAN}]))(?:{latin})| ?(?:{han}))")
    for name, (latin, han) in _LANGUAGES.items()
}
_SERIES = re.compile(
    rf"(.+?)(?: ?([0-9]{{1,2}}|[一二三四五六])|(?: |(?<=[{HAN}]))([a-f]|i{{1,3}}))"
)
_OF_ENTITIES = ("name", "name_en", "name_zh", "aliases", "aliases_en", "aliases_zh", "type")
# “合作方名称”, “Partner name”.
_NAME = re.compile(r"(.+?)(?: name|名称|全称|名)")


# “Technology partner”, “外资合作方”, but not “number of partners”.
_PARTNER = re.compile(
    r"(?!.*\b(?:of|per|no)\b).+ (partners?)|.+(合作方|合作伙伴|合作企业|合作公司)"
)


class Heading(NamedTuple):
    """A heading, read.

    Attributes:
        told: as it stands there.
        word: the word that is known; empty if none is.
        series: the number or letter of one of several columns alike (“Partner 2”).
        language: the language of what stands below.
        unit: what the heading tells besides: as a rule the unit of amounts.
    """

    told: str
    word: str = ""
    series: str = ""
    language: Language | None = None
    unit: str = ""

    @property
    def stem(self) -> tuple[str, str, str]:
        """What columns have in common that tell the same in English and in Chinese."""
        named = _NAME.fullmatch(self.word)
        return named[1] if named else self.word, self.series, self.unit

    @property
    def entity(self) -> str:
        """What the column says of an entity (``name``, ``aliases``, ``type``…), or nothing."""
        for meaning in _OF_ENTITIES:
            if self.word and self.word in words("entities", meaning):
                told = f"{meaning}_{self.language}"
                return told if told in _OF_ENTITIES else meaning
        return ""

    def is_called(self, meaning: str) -> bool:
        """Whether the word is one of those for this in a table of deals."""
        return bool(self.word) and self.word in words("deals", meaning)


@cache
def heading_of(told: str) -> Heading:
    """The heading, read: of all ways to do so the first that finds a word which is known."""
    for part, behind in _readings(unicodedata.normalize("NFKC", told).strip()):
        language = language_of(behind)
        for word, series, said in _variants(bare(part)):
            if word in known_words():
                unit = "" if language else " ".join(re.split(r"[\s,]+", behind))
                return Heading(told, word, series, said or language, unit)
    return Heading(told)


def language_of(told: str) -> Language | None:
    """The language that a word names."""
    return next((name for name, word in _NAMED.items() if word.fullmatch(bare(told))), None)


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a heading that may be the word, each with what else there is."""
    yield text, ""
    for pattern in (_BRACKETS, _BEHIND, _HAN_FIRST, _LATIN_FIRST):
        found = pattern.fullmatch(text)
        if found:
            yield found[1], found[2]
            if _is_han(found[1]) != _is_han(found[2]):
                yield found[2], found[1]
    # “Deal value USDm” has no sign between the two.
    for at in (found.start() for found in re.finditer(r"\s+", text)):
        if bare(text[:at]) in words("slots", "value"):
            yield text[:at], text[at:].strip()


def _variants(text: str) -> Iterator[tuple[str, str, Language | None]]:
    """A word as it is, and without a language or a number at its end."""
    yield text, "", None
    for language, pattern in _AT_END.items():
        found = pattern.fullmatch(text)
        if found:
            yield found[1], "", language
            yield from ((word, series, language) for word, series in _numbered(found[1]))
    yield from ((word, series, None) for word, series in _numbered(text))
    if found := _NAME.fullmatch(text) or _PARTNER.fullmatch(text):
        yield next(filter(None, found.groups())), "", None


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    found = _SERIES.fullmatch(text)
    if found:
        yield found[1], found[2] or found[3]


def _is_han(text: str) -> bool:
    return re.search(f"[{HAN}]", text) is not None
