"""Sentences of a passage, in English and Chinese, as ranges of code points.

One set of rules serves both languages, since a passage may mix them; only the marks that end a
Chinese sentence but not an English one (；, ……) ask for the passage's language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.article import Span
from evreader.domain.language import HAN, KANA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evreader.domain.article import Language

_QUOTES = "\"'”’」』»"
_BRACKETS = ")\\]）】〉》〕"

# A run of closing marks after the end belongs to the sentence, a footnote number like [3] too.
_CLOSERS = f"(?:[{_QUOTES}{_BRACKETS}]|\\[\\d{{1,3}}\\])*"
_END = re.compile(
    f"(?P<wide>[。！？｡]+|(?<=[{HAN}{KANA}”」』）》])[!?]+|…+[。！？]*|；|(?<=[{HAN}{KANA}]);)"
    f"[。！？!?…]*(?P<closers>{_CLOSERS})"
    f"|(?P<narrow>(?<![.!?])[.!?]++)(?P<tail>{_CLOSERS})(?=\\s|$|(?<=[.])[{HAN}])"
    "|(?P<break>(?:\\r\\n|\\n|\\r(?!\\n))[^\\S\\r\\n]*(?:\\r\\n|\\n|\\r)|\\u2029)"
)
# Titles in 《》 may hold 。！？ of their own, as "Hi, Mom!" may in English.
_TITLE = re.compile("《[^《》\n]{0,60}》")
# “好！”他说: what follows the quotation says who spoke, so it is the same sentence.
_SPEAKER = re.compile(
    "[^，。：；！？“”「」\\s]{0,8}(?:说|道|问|称|表示|指出|写道|补充|回答|强调)[，。：；！]"
)


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_OPENERS = "\"'“‘«([{（「『《【—–-•"
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ENUMERATION_DIGITS = 2
_LAST_WORD = re.compile(r"(?:[^\W\d_]+\.)*[^\W\d_]+$|\d+$")

# Never the end of a sentence: a name, a number or an example follows.
_PREFIXES = _words(
    "mr mrs ms mx dr prof st messrs mme mlle sen rep gov gen lt col sgt capt maj cpl pvt cmdr adm"
    " hon pres rev fr supt vs v cf viz ca approx e.g i.e eg ie al fig figs vol ch sec eq pp ed eds"
    " ex mt ft dept est"
)
# The end only if what follows can hardly belong to the name, date or amount.
_MAYBE = _words(
    "inc co corp ltd llc plc l.p lp bros jr sr esq ph.d m.d b.a m.a etc u.s u.k u.n e.u u.s.a d.c"
    " a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri"
    " sat sun ave blvd rd hwy bn mn tn pct cos intl assn univ"
)
# The end unless a number follows.
_BEFORE_NUMBER = frozenset(["no", "nos", "p", "art", "par", "para", "ver", "v", "op", "c", "ca"])
# Words that open a sentence far more often than they go on with a name after an abbreviation.
_STARTERS = _words(
    "the a an it its he she they we you i his her their our this that these those there here in on"
    " at by for from with to of as and but or so yet if when while after before since although"
    " though because however meanwhile moreover also then now last next once both some many most"
    " several all no not what who how why where according under despite analysts shares"
)


def split_sentences(text: str, language: Language) -> tuple[Span, ...]:
    """The sentences of a passage, in order and without overlap.

    Together they hold everything that is not white space, and none begins or ends with white space.
    A closing quotation mark or bracket stays with the sentence before it. Blank lines always end a
    sentence, a single line end never does by itself.
    """
    titles = [match.span() for match in _TITLE.finditer(text)]
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if any(a < match.start() < b for a, b in titles) or not _ends(text, match, start, language):
            continue
        spans.extend(_trimmed(text, start, match.end()))
        start = match.end()
    spans.extend(_trimmed(text, start, len(text)))
    return tuple(spans)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The range without white space at its ends, if anything is left."""
    piece = text[start:end]
    size = len(piece.strip())
    if size:
        start += len(piece) - len(piece.lstrip())
        yield Span(start, start + size)


def _ends(text: str, match: re.Match[str], start: int, language: Language) -> bool:
    if match["break"] is not None:
        return True
    if match["wide"] is not None:
        return _wide_ends(text, match, language)
    return _narrow_ends(text, match, start)


def _wide_ends(text: str, match: re.Match[str], language: Language) -> bool:
    """Whether a Chinese mark ends the sentence here."""
    sign, closers, end = match["wide"], match["closers"], match.end()
    if sign[0] in ";；…" and language != "zh":
        return sign[0] == "…" and _opens(text, end)
    if not closers:
        return True
    if text[end : end + 1] in {"，", "、", "。", "；", "：", ",", "的"}:
        return False
    if closers[-1] in _BRACKETS.replace("\\", ""):
        # （真的！）goes on with the sentence it stands in, unless that had come to its end.
        return end == len(text) or text[end].isspace()
    return _SPEAKER.match(text, end) is None


def _narrow_ends(text: str, match: re.Match[str], start: int) -> bool:
    """Whether . ! ? or … with white space after it ends the sentence here."""
    end = match.end()
    following = _following(text, end)
    if match["narrow"] == "." and not match["tail"]:
        word = _LAST_WORD.search(text, max(start, match.start() - 20), match.start())
        if word is not None and not _word_ends(text, word, start, following):
            return False
    return _opens(text, end)


def _word_ends(text: str, word: re.Match[str], start: int, following: str) -> bool:
    """Whether a dot after this word can end a sentence before what follows."""
    last = word[0].lower()
    if last.isdigit():
        # "1." at the start numbers the sentence that follows.
        return len(last) > _ENUMERATION_DIGITS or text[start : word.start()].strip() != ""
    if last in _PREFIXES:
        return False
    if last in _BEFORE_NUMBER and following[:1].isdigit():
        return False
    initial = len(last) == 1 and word[0].isupper() and last != "i"
    if initial or last in _MAYBE or _ACRONYM.fullmatch(last):
        return not following[:1].isalnum() or following.lower() in _STARTERS or _is_han(following)
    return True


def _is_han(word: str) -> bool:
    return re.match(f"[{HAN}]", word) is not None


def _following(text: str, end: int) -> str:
    """The next word after a place, past white space and opening marks, or an empty text."""
    rest = text[end : end + 60].lstrip().lstrip(_OPENERS)
    match = re.match(r"\w+", rest)
    return match[0] if match else rest[:1]


def _opens(text: str, end: int) -> bool:
    """Whether what follows may open a sentence: it does not begin in lower case."""
    following = _following(text, end)
    if not following or not following[0].islower():
        return True
    # iPhone, eBay: a capital further on makes it a name.
    return any(c.isupper() for c in following)
