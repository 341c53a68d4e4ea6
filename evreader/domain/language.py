"""The language of a passage, and runs of the other language inside it, by script alone.

General language identifiers fail on headings and code-mixed sentences; counting scripts does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.article import Span

if TYPE_CHECKING:
    from evreader.domain.article import Language

# Character classes, to be put between brackets of a regular expression.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f"
LATIN = "A-Za-zªºÀ-ÖØ-öø-ʯᴀ-ᶿḀ-ỿＡ-Ｚａ-ｚ"
MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

# Han characters in a Chinese text that says as much as one English word: 1.6, measured on news
# (design.md §4), where this rule got all passages of a mixed page right.
_HAN_PER_WORD = 1.6

# Patterns are compiled when first matched (``re`` keeps them): all at once would cost 15 ms of each
# start, for functions that only an import of articles calls.
_HAN_SIGN = f"[{HAN}]"
_KANA_SIGN = f"[{KANA}]"
_WORD = f"[{LATIN}][{LATIN}{MARKS}]*(?:['’‑-][{LATIN}{MARKS}]+)*"
_FOREIGN_LETTER = f"[^\\W\\d_{HAN}{KANA}{LATIN}]"
_CHINESE_SIGN = "[\u3001-\u3003\u3008-\u3011\u3014-\u301b０-９！（），：；？]"

_LATIN_RUN = (
    f"[{LATIN}][{LATIN}{MARKS}\\d]*"
    f"(?:[ \\t\u00a0.,:;&'’/+@‑–-]{{1,3}}[{LATIN}\\d][{LATIN}{MARKS}\\d]*)*"
)
_HAN_RUN = (
    f"[{HAN}{KANA}](?:[ \\d\u00b7\u3001-\u3003\u3008-\u3011！（），：；？—…“”]*[{HAN}{KANA}])*"
)
# An address, a handle, a unit after a number: written in Latin letters in any language.
_TECHNICAL = (
    f"(?<![\\w.+-])[\\w.+-]{{0,64}}\\s?@\\s?[\\w.-]+|https?://\\S+|(?<![{LATIN}\\d-])[{LATIN}\\d-]{{1,64}}(?:\\.[{LATIN}\\d-]+)+"
    f"|(?<![\\d.,])\\d[\\d.,]*[\\s\u00a0]?[{LATIN}]{{1,4}}(?![{LATIN}])"
)
_PLAIN_WORD = f"(?<![{LATIN}\\d.-])[a-zß-öø-ÿ]{{3,}}(?![{LATIN}\\d-])"


def passage_language(text: str) -> Language:
    """The main language of a passage.

    Han characters ÷ 1.6 are weighed against Latin words; at a half or more it is Chinese. A text in
    which kana make up a tenth of the East Asian characters is Japanese, and one whose letters are
    mostly of a further script (Cyrillic, Hangul, Arabic…) is neither: both are ``other``. Without
    any letter, Chinese punctuation or full-width digits mean Chinese, other digits English, and
    what has no digits either is ``other``.
    """
    if text.isascii():  # the common case, without counting
        return "en" if any(c.isalnum() for c in text) else "other"
    han, kana = len(re.findall(_HAN_SIGN, text)), len(re.findall(_KANA_SIGN, text))
    foreign = len(re.findall(_FOREIGN_LETTER, text))
    words = re.findall(_WORD, text)
    if kana * 10 > han + kana and kana / _HAN_PER_WORD > len(words) / 2:
        return "other"
    if foreign > sum(map(len, words)) + 2 * han:
        return "other"
    if not han and not words:
        if re.search(_CHINESE_SIGN, text):
            return "zh"
        return "en" if any(c.isdigit() for c in text) else "other"
    weight = han / _HAN_PER_WORD
    return "zh" if weight >= (weight + len(words)) / 2 else "en"


def foreign_runs(text: str, language: Language) -> tuple[Span, ...]:
    """The stretches of the other language inside a passage, in order.

    In a Chinese passage these are all runs of Latin words, brand names too; in an English one, runs
    of Han characters with the punctuation between them. A passage in a further language has none.
    """
    if language == "other":
        return ()
    run = _LATIN_RUN if language == "zh" else _HAN_RUN
    return tuple(Span(*match.span()) for match in re.finditer(run, text))


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
        return re.search(_PLAIN_WORD, re.sub(_TECHNICAL, " ", text)) is not None
    return False
