"""The language of a passage, and runs of the other language inside it, by script.

General language identifiers fail on headings and code-mixed sentences; counting scripts does not.
Only among languages in Latin letters do words decide, and only where there are enough of them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from evreader.domain.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evreader.domain.article import Language

# Character classes, to be put between brackets of a regular expression.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f"
LATIN = "A-Za-zªºÀ-ÖØ-öø-ʯᴀ-ᶿḀ-ỿＡ-Ｚａ-ｚ"
MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

# Han characters in a Chinese text that says as much as one English word: 1.6, measured on news
# (design.md §4), where this rule got all passages of a mixed page right.
_HAN_PER_WORD = 1.6

# Latin words from which on small words are counted; signs that may be chance, fewer where nothing
# is English; one in how many; the share that settles it for English.
_ENOUGH_WORDS, _FEW_SIGNS, _RARE, _SETTLED = 8, 3, 8, 6


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# The commonest small words, but for those that stand in several languages (in, is, on, no, was).
_ENGLISH = _words(
    "the and of to that with from this it its has have which are were by said says their they",
    "would been but not than more new after who at for his you your our can could about into we be",
    "will had or if over also most what when there these those as",
)
_FURTHER = _words(
    # French, Spanish, Portuguese, Italian, Romanian, Catalan
    "le les la des du de et un une est dans que qui sur au aux avec ses sont pas cette ce il elle",
    "nous mais ont leur par l d qu el los las del y e en una con su se al como este esta fue o os",
    "um uma com da dos das na ao pelo foi em gli lo di della dei delle che nel sono alla dal dalla",
    "si și cu din care amb els va",
    # German, Dutch, Swedish, Danish, Norwegian
    "der die das und den dem ein eine einen einer eines sich auch als werden wird bei nach aus",
    "dass mit zu zum zur von für auf ist im nicht hat sind wurde het een van te dat voor op zijn",
    "niet aan er door naar bij ook worden och att det som av på inte har om ett af til ikke med",
    # Polish, Czech, Croatian, Hungarian, Finnish
    "i w z nie że jest oraz przez dla od są jak po się je v s byl jsou za koji az és hogy nem egy",
    "ja ei oli että sekä ovat",
    # Turkish, Indonesian and Malay, Vietnamese, Tagalog
    "ve bir bu için ile olarak daha çok olan yang dan dari untuk dengan pada ini itu adalah akan",
    "tidak ke oleh dalam juga và là các có được cho trong với một những này đã không người ng mga",
)
# What only a text has, however short: a few small words, or a few Han characters.
_WORDY = rf"(?:\b[a-z]+\W+){{2}}[a-z]|[{HAN}]{{4}}"
_LATIN_TOKEN = f"[{LATIN}][{LATIN}{MARKS}]*"
_TOKEN = f"{_LATIN_TOKEN}|[,;:.]"

# Patterns are compiled when first matched: all at once would cost 15 ms of each start, for what
# only an import of articles calls. ``re`` keeps them too, but takes as long to find one again as to
# match it.
_pattern = cache(re.compile)
_HAN_SIGNS = f"[{HAN}]+"
_KANA_SIGNS = f"[{KANA}]+"
_WORD = f"[{LATIN}][{LATIN}{MARKS}]*(?:['’‑-][{LATIN}{MARKS}]+)*"
# Forms that neither Traditional nor Simplified Chinese has.
_JAPANESE_SIGN = (
    "[発売価対圧駅沢気県関団囲変広鉄転戦単実帰応歩毎総拡労経済営込働図読続験権様検児増収値]"
)
_FOREIGN_LETTERS = f"[^\\W\\d_{HAN}{KANA}{LATIN}]+"
_FURTHER_SCRIPTS = (_HAN_SIGNS, _KANA_SIGNS, _FOREIGN_LETTERS)
_CHINESE_SIGN = "[\u3001-\u3003\u3008-\u3011\u3014-\u301b０-９！（），：；？]"

# Digits belong to the word they touch (5G, C10) or follow (Model 3), not those that count what
# comes after them (Ford 2024年).
_LATIN_WORD = f"(?:(?<![\\d.,])\\d++(?:[.,]\\d++)*+)?[{LATIN}][{LATIN}{MARKS}\\d]*"
_NUMBER = "\\d++(?:[.,]\\d++)*+(?!\\s?[年月日号个家款万亿千百元美欧辆台名位次条项倍时分秒岁届%％])"
_JOINT = "[ \\t\u00a0.,:;!?&'’/+@=%#_~‑–-]{1,3}"
_LATIN_RUN = f"{_LATIN_WORD}(?:{_JOINT}(?:{_LATIN_WORD}|{_NUMBER}))*\\+{{0,2}}"
_HAN_RUN = (
    f"[{HAN}{KANA}](?:[ \\d\u00b7\u3001-\u3003\u3008-\u3011！（），：；？—…“”]*[{HAN}{KANA}])*"
)
# From a Han character to a Chinese full stop.
_CHINESE_SENTENCE = f"(?s:[{HAN}].*[。！？]\\s*$)"
# What no English text has between its words: with names alone beside it, it makes a text Chinese.
_CHINESE_WORDING = "[，。、：；的与和是在了将及为與將為]"
# An address, a handle, a unit after a number: written in Latin letters in any language.
_TECHNICAL = (
    f"(?<![A-Za-z\\d_.+-])[A-Za-z\\d_.+-]{{0,64}}\\s?@\\s?[\\w.-]+|https?://\\S+|(?<![{LATIN}\\d-])[{LATIN}\\d-]{{1,64}}(?:\\.[{LATIN}\\d-]+)+"
    f"|(?<![\\d.,])\\d[\\d.,]*[\\s\u00a0]?[{LATIN}]{{1,4}}(?![{LATIN}])"
)
_PLAIN_WORD = f"(?<![{LATIN}\\d.-])[a-zß-öø-ÿ]{{3,}}(?![{LATIN}\\d-])"


def passage_language(text: str) -> Language:
    """The main language of a passage.

    Han characters ÷ 1.6 are weighed against Latin words; at a half or more it is Chinese. A text in
    which kana make up a tenth of the East Asian characters is Japanese, as is one in forms of
    characters that only Japanese has, and one whose letters are mostly of a further script
    (Cyrillic, Hangul, Arabic…) is neither: all are ``other``. So is a text of eight Latin words or
    more with the small words and letters of another language than English; a shorter one is taken
    for English, since names prove nothing. Without any letter, Chinese punctuation or full-width
    digits mean Chinese, other digits English, and what has no digits either is ``other``.
    """
    if text.isascii():  # the common case, without counting
        return _by_words(text)
    rest = _pattern("[\\x00-\\x7f]+").sub("", text)
    han, kana, foreign = (_count(signs, rest) for signs in _FURTHER_SCRIPTS)
    if not (han or kana or foreign):
        return _by_words(text)
    words = _pattern(_WORD).findall(text)
    if _is_japanese(rest, han, kana, len(words)) or foreign > sum(map(len, words)) + 2 * han:
        return "other"
    if han / _HAN_PER_WORD >= len(words) or _is_chinese_frame(text, han):
        return "zh"
    return _by_words(text)


def _count(signs: str, text: str) -> int:
    """How many of these signs a text has; found in runs, which takes a third of the time."""
    return sum(map(len, _pattern(signs).findall(text)))


def _by_words(text: str) -> Language:
    """The language of a text with no or few Han characters."""
    if _pattern(_LATIN_TOKEN).search(text):
        return "en" if _is_english(text) else "other"
    if _pattern(_CHINESE_SIGN).search(text):
        return "zh"
    return "en" if any(map(str.isdigit, text)) else "other"


def _is_japanese(text: str, han: int, kana: int, words: int) -> bool:
    if kana:
        return kana * 10 > han + kana and kana / _HAN_PER_WORD > words / 2
    return han > 0 and len(_pattern(_JAPANESE_SIGN).findall(text)) * 10 > han + _FEW_SIGNS


def _is_chinese_frame(text: str, han: int) -> bool:
    """Whether a text with more Latin words than Chinese ones is Chinese all the same.

    It is if they are all names, or if it begins and ends as a Chinese sentence does.
    """
    if not han:
        return False
    if _pattern(_CHINESE_SENTENCE).match(text):
        return True
    return bool(_pattern(_CHINESE_WORDING).search(text)) and not _pattern(_PLAIN_WORD).search(text)


def _is_english(text: str) -> bool:
    """Whether a text in Latin letters is English, or too short to tell.

    Against it speak small words of other languages and words with accents, if in lower case and not
    part of a name (Banco de la Nación); they must outweigh the small words of English twice.
    """
    if text.count(" ") < _ENOUGH_WORDS - 1:
        return True
    words = _pattern(_LATIN_TOKEN).findall(text)
    english = sum(map(_ENGLISH.__contains__, words))
    if len(words) < _ENOUGH_WORDS or english * _SETTLED >= len(words):
        return True
    against = _signs_against(text)
    few = _FEW_SIGNS if english else _FEW_SIGNS - 1
    return against < few or against <= 2 * english or against * _RARE < len(words)


def _signs_against(text: str) -> int:
    """How many words speak against English."""
    signs = 0
    named = False
    for word in _pattern(_TOKEN).findall(text):
        small = word in _FURTHER
        if word[0].isupper() or (named and small):
            named = True
        else:
            named = False
            signs += small or not word.isascii()
    return signs


def foreign_runs(text: str, language: Language) -> tuple[Span, ...]:
    """The stretches of the other language inside a passage, in order.

    In a Chinese passage these are all runs of Latin words, brand names too; in an English one, runs
    of Han characters with the punctuation between them. A passage in a further language has none.
    """
    if language == "other":
        return ()
    run = _LATIN_RUN if language == "zh" else _HAN_RUN
    return tuple(Span(*match.span()) for match in _pattern(run).finditer(text))


def is_bilingual(texts: Iterable[str]) -> bool:
    """Whether one of these texts is English and another Chinese; a name or a number is neither."""
    found = {passage_language(text) for text in texts if _pattern(_WORDY).search(text)}
    return {"en", "zh"} <= found


def is_mixed(text: str, language: Language) -> bool:
    """Whether a passage switches language, so that it deserves the reader's attention.

    An English passage is mixed as soon as it holds two Han characters in a row, since English
    writes even names in Latin letters. A Chinese passage is mixed only when it holds an ordinary
    lower-case word of three letters or more: brand names, abbreviations, units, addresses and
    handles (Stellantis, CEO, 5 km, EVXL.co) are how Chinese news is written.
    """
    if language == "en":
        return any(run.end - run.start > 1 for run in foreign_runs(text, language))
    if language == "zh":
        return (
            _pattern(_PLAIN_WORD).search(text) is not None
            and _pattern(_PLAIN_WORD).search(_pattern(_TECHNICAL).sub(" ", text)) is not None
        )
    return False
