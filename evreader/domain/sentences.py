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
_BRACKETS, _BRACKETS_OPEN = ")\\]）】〉》〕", ("(", "[", "（", "【", "〔")
# What comes after “…？” when the sentence goes on; names with a mark of their own; how long a
# quotation and a word may be, in code points; what may stand before a word.
_GOING_ON = ("，", "、", "。", "；", "：", ",", "的")
_MARKED_NAMES, _LONGEST_QUOTATION, _LONGEST_WORD = ("Yahoo", "Jeopardy"), 300, 20
_BEFORE_WORD = ("", " ", "\n", "\u00a0", "“", "‘", '"', "'", "(")

# A run of closing marks after the end belongs to the sentence, a footnote number like [3] too, and
# an emoji that touches it.
_EMOJI = "\U0001f000-\U0001faff\u2764\ufe0f\u200d"
_CLOSERS = f"(?:[{_QUOTES}{_BRACKETS}⁰¹²³⁴-⁹{_EMOJI}]|\\[\\d{{1,3}}\\])*+"
_END = re.compile(
    f"(?P<wide>[。！？｡]+|(?<=[{HAN}{KANA}”」』）》])[!?]+|…+[。！？]*|；|(?<=[{HAN}{KANA}]);)"
    f"[。！？!?…]*(?P<closers>{_CLOSERS})"
    # ". . ." is one mark; a capital right after the mark may show a space that got lost.
    f"|(?P<narrow>(?<![.!?])(?<![.!?] )(?:\\.(?: \\.)++|[.!?]++))(?P<tail>{_CLOSERS})"
    f"(?=\\s|$|(?<=[.])[{HAN}]|[A-Z][a-z])"
    "|(?P<break>(?:\\r\\n|\\n|\\r(?!\\n))[^\\S\\r\\n]*(?:\\r\\n|\\n|\\r)|\\u2029)"
)
_SIGN = re.compile("[。！？｡…；;.!?\\r\\n\u2029]")
# Titles in 《》 may hold 。！？ of their own, as "Hi, Mom!" may in English; what stands in brackets
# is not torn apart either.
_WHOLE_OPEN = "《（("
_WHOLE = re.compile(r"(?P<title>《[^《》\n]{0,60}》)|[（(][^（）()\n]{0,100}[）)]")
# “好！”他说: what follows the quotation says who spoke, so it is the same sentence.
_SPEAKER = re.compile(
    "\\s?[^，。：；！？“”「」『』没沒不未\\s]{0,20}(?:说|說|道|问|問|称|稱|表示|指出|补充|補充|回答|强调|強調|喊|叫)"
    "[，。：；！？,.:]"
)
# “Why?” Wu asked. – the same in English.
_ASKER = re.compile(
    r"\s(?:[A-Z][\w.’'-]*\s){1,3}(?:said|says|asked|asks|added|replied|answered|cried|shouted|wrote"
    r"|exclaimed|whispered|wondered)[.,:]"
)
_NOTE = re.compile(r"\[\d{1,3}\]")
_ANY_WORD, _HAN_SIGN = re.compile(r"\w+"), re.compile(f"[{HAN}]")


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# A single letter or number before a bracket, a Roman one before a stop: b) iv.
_ENUMERATOR = re.compile(r"\s*\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s|\s*[ivx]{1,4}\.\s")
_LOST_SPACE = re.compile(r"[A-Z][a-z]+(?:,? [a-z]|’|')")
_OPENERS = "\"'“‘«([{（「『《【—–-•"
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ENUMERATION_DIGITS, _LONGEST_ROMAN = 2, 4
_CAPITAL = re.compile(r"\s[A-Z]")
_LAST_WORD = re.compile(f"(?:[^\\W\\d_{HAN}{KANA}]+\\.)*[^\\W\\d_{HAN}{KANA}]+$|\\d+$")

# Never the end of a sentence: a name, a number or an example follows.
_PREFIXES = _words(
    "mr mrs ms mx dr prof st messrs mme mlle sen rep gov gen lt col sgt capt maj cpl pvt cmdr adm"
    " hon pres rev fr supt vs v cf viz ca approx e.g i.e eg ie al fig figs vol ch sec eq pp ed eds"
    " ex mt ft dept est"
)
# The end only if what follows can hardly belong to the name, date or amount.
_MAYBE = _words(
    "inc co corp ltd llc plc l.p lp bros jr sr esq ph.d m.d b.a m.a etc u.s u.k u.n e.u u.s.a d.c"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri"
    " sat sun ave blvd rd hwy cos intl assn univ"
)
# What goes on after 5 p.m. though it has a capital.
_TIMES = _words(
    "eastern pacific central mountain est edt et pst pdt pt cst cdt gmt utc bst cet cest jst hkt"
    " beijing shanghai london tokyo local monday tuesday wednesday thursday friday saturday sunday"
)
# The end unless a number follows.
_BEFORE_NUMBER = frozenset(["no", "nos", "p", "art", "par", "para", "ver", "v", "op", "c", "ca"])
_ABBREVIATIONS = _PREFIXES | _MAYBE | _BEFORE_NUMBER
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
    inside = _Inside(text)
    spans: list[Span] = []
    start = 0
    for match in _marks(text):
        if inside.holds(match) or not _ends(text, match, start, language):
            continue
        end = match.end()
        spans += _trimmed(text, start, end)
        start = end
    spans += _trimmed(text, start, len(text))
    return tuple(spans)


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The places where a sentence may end, in order and without overlap."""
    done = 0
    # One look-up a character finds them three times as fast as the pattern itself does.
    for sign in _SIGN.finditer(text):
        if sign.start() >= done and (match := _END.match(text, sign.start())) is not None:
            done = match.end()
            yield match


class _Inside:
    """The titles and brackets of a text, asked from its beginning to its end."""

    def __init__(self, text: str) -> None:
        has_any = any(map(text.__contains__, _WHOLE_OPEN))
        self._rest = _WHOLE.finditer(text) if has_any else iter(())
        self._next = next(self._rest, None)

    def holds(self, match: re.Match[str]) -> bool:
        """Whether a mark stands in one and does not close it; in a title that makes no odds."""
        while self._next is not None and self._next.end() <= match.start():
            self._next = next(self._rest, None)
        whole = self._next
        if whole is None or match.start() <= whole.start():
            return False
        return whole["title"] is not None or match.end() < whole.end()


def _trimmed(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The range without white space at its ends, if anything is left."""
    piece = text[start:end].lstrip()
    start = end - len(piece)
    size = len(piece.rstrip())
    return (Span(start, start + size),) if size else ()


def _ends(text: str, match: re.Match[str], start: int, language: Language) -> bool:
    last = match.lastgroup  # each of the three ways to end has its own
    if last == "tail":
        return _narrow_ends(text, match, start, language)
    return last == "break" or _wide_ends(text, match, start, language)


def _wide_ends(text: str, match: re.Match[str], start: int, language: Language) -> bool:
    """Whether a Chinese mark ends the sentence here."""
    sign, closers, end = match["wide"], match["closers"], match.end()
    closers = closers and _NOTE.sub("", closers)
    if language != "zh" and (sign[0] in ";；" or not _opens(text, end, _following(text, end))):
        return False
    if sign[0] == "…" and (language != "zh" or _stutters(text, match.start(), end)):
        return language != "zh"
    if not closers:
        return True
    if text[end : end + 1] in _GOING_ON:
        return False
    if closers[-1] in _BRACKETS.replace("\\", ""):
        # （真的！）goes on with the sentence it stands in, unless that had come to its end.
        opened = text[start:end].lstrip()[:1] in _BRACKETS_OPEN
        return opened or end == len(text) or text[end].isspace()
    return _SPEAKER.match(text, end) is None or _is_introduced(text, match.start())


def _stutters(text: str, place: int, end: int) -> bool:
    """Whether the speaker begins anew after a pause, as in 我……我不知道."""
    following = text[end : end + 4].lstrip()[:2]
    return bool(following) and text[max(0, place - 2) : place].endswith((following, following[0]))


def _is_introduced(text: str, place: int) -> bool:
    """Whether the quotation around a place says before it who speaks, as in 他问：“好？”."""
    first = max(0, place - _LONGEST_QUOTATION)
    opened = 0
    for left, right in ("“”", "「」", "『』"):
        found = text.rfind(left, first, place)
        if text.find(right, max(found, first), place) < 0:  # else that quotation is over
            opened = max(opened, found)
    return opened > 0 and text[opened - 1] in "：:"


def _narrow_ends(text: str, match: re.Match[str], start: int, language: Language) -> bool:
    """Whether . ! ? or … with white space after it ends the sentence here."""
    place, end = match.span()
    sign, tail = match.group("narrow", "tail")
    word = _last_word(text[max(start, place - _LONGEST_WORD) : place])
    if sign == "." and not tail and _is_plain(word) and _CAPITAL.match(text, end):
        return True  # nearly always
    if text[end : end + 1].isalpha() and text[end].isascii():
        return _is_space_lost(text, word, place, end)
    if tail and sign != "." and _ASKER.match(text, end):
        return False
    following = _following(text, end)
    opens = _opens(text, end, following)
    if not word or tail or not opens:
        return opens
    if sign == "!" and word in _MARKED_NAMES:
        return following.lower() in _STARTERS
    before = place - len(word)
    first = not text[max(start, before - _LONGEST_WORD) : before].strip()
    return sign != "." or _word_ends(word, following, first=first, language=language)


def _last_word(text: str) -> str:
    """The word or abbreviation, or the digits, that a text ends with, if it does."""
    if not text or text[-1].isspace():
        return ""
    word = text.rsplit(None, 1)[-1]
    if word.isascii() and word.isalpha():  # nearly always
        return word
    match = _LAST_WORD.search(word)
    return match[0] if match else ""


def _is_plain(word: str) -> bool:
    """Whether a word can be neither an abbreviation nor a name's initial, nor count anything."""
    if len(word) <= _LONGEST_ROMAN or word in _ABBREVIATIONS:
        return False
    return word.islower() and word.isalpha()


def _is_space_lost(text: str, word: str, place: int, end: int) -> bool:
    """Whether a sentence ends in the midst of a word: “It rose.Then it fell.”, not “Node.Js”."""
    if not (word.isalpha() and word.islower() and len(word) > 1):
        return False
    before = text[place - len(word) - 1 : place - len(word)]
    return before in _BEFORE_WORD and _LOST_SPACE.match(text, end) is not None


def _word_ends(word: str, following: str, *, first: bool, language: Language) -> bool:
    """Whether a dot after this word, maybe the first of its sentence, can end it."""
    last = word.lower()
    if last.isdigit():
        # "1." at the start numbers the sentence that follows.
        return len(last) > _ENUMERATION_DIGITS or not first
    numbers = first and _ENUMERATOR.fullmatch(f"{last}. ")
    if numbers or last in _PREFIXES or (last in _BEFORE_NUMBER and following[:1].isdigit()):
        return False
    if last in {"a.m", "p.m"}:
        return following.lower() not in _TIMES
    initial = len(last) == 1 and word.isupper() and last != "i"
    if initial or last in _MAYBE or _ACRONYM.fullmatch(last):
        if _is_han(following):
            # Volt Inc.宣布: in a Chinese text the name stands in its sentence.
            return language != "zh"
        return not following[:1].isalnum() or following.lower() in _STARTERS
    return True


def _is_han(word: str) -> bool:
    return _HAN_SIGN.match(word) is not None


def _following(text: str, end: int) -> str:
    """The next word after a place, past white space and opening marks, or an empty text."""
    rest = text[end : end + 60].lstrip().lstrip(_OPENERS)
    match = _ANY_WORD.match(rest)
    return match[0] if match else rest[:1]


def _opens(text: str, end: int, following: str) -> bool:
    """Whether the next word after a place may open a sentence: it is not in lower case."""
    if not following or not following[0].islower() or _ENUMERATOR.match(text, end):
        return True
    # iPhone, eBay: a capital further on makes it a name.
    return any(c.isupper() for c in following)
