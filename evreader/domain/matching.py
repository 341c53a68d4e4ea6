"""Which texts count as the same when something is looked for.

Traditional and Simplified Chinese, upper and lower case, letters with and without accents, full
and half width, curly and straight quotation marks, one kind of space or dash and another. All of
it goes one code point for one, so that places in a folded text are places in the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from evreader.domain.chinese import simplified, traditional_forms

_FIRST_HAN, _FIRST_WIDE, _LAST_WIDE = 0x2E80, 0xFF01, 0xFF5E
_WIDE_SHIFT = _FIRST_WIDE - ord("!")
# A quotation mark is straight, a dash short and a space plain, whatever the text has.
_PLAIN = {
    **dict.fromkeys("‘’‛′＇", "'"),
    **dict.fromkeys("“”‟″〝〞", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t\n\r", " "),
    # What OpenCC tells apart by phrase: 瞭解 and 了解, 憑藉 and 凭借, 看著 and 看着.
    "瞭": "了",
    "藉": "借",
    "著": "着",
    "妳": "你",
    "裏": "里",
    "裡": "里",
}


class _Folded(dict[int, int]):
    """What each code point becomes, worked out when first met."""

    def __missing__(self, code: int) -> int:
        self[code] = found = ord(_folded(chr(code)))
        return found


_TABLE = _Folded()


def folded(text: str) -> str:
    """The text as it is compared, of the same length in code points."""
    return text.lower() if text.isascii() and text.isprintable() else text.translate(_TABLE)


@lru_cache(maxsize=64)
def finder(text: str) -> re.Pattern[str]:
    """A pattern that finds a text wherever :func:`folded` would, in texts as they are stored.

    It is what to look through many texts with: these need not be folded then.
    """
    return re.compile("".join(map(_any_form, folded(text))))


def _any_form(character: str) -> str:
    forms = character + _forms().get(character, "")
    if ord(character) >= _FIRST_HAN:
        forms += "".join(traditional_forms().get(form, "") for form in forms)
    return re.escape(character) if len(forms) == 1 else f"[{re.escape(forms)}]"


@cache
def _forms() -> dict[str, str]:
    """What is not Han and folds to something else, by what it folds to."""
    codes = (*range(_FIRST_HAN), *range(_FIRST_WIDE, _LAST_WIDE + 1), *map(ord, _PLAIN))
    forms: dict[str, str] = {}
    for written in map(chr, sorted(set(codes))):
        plain = _folded(written)
        if plain != written:
            forms[plain] = forms.get(plain, "") + written
    return forms


def _folded(character: str) -> str:
    code = ord(character)
    if _FIRST_WIDE <= code <= _LAST_WIDE:
        character = chr(code - _WIDE_SHIFT)
    elif code >= _FIRST_HAN:
        character = simplified(character)
    character = _PLAIN.get(character, character)
    if ord(character) >= _FIRST_HAN:
        return character
    base = unicodedata.normalize("NFD", character)[:1]
    plain = (base if base.isascii() else character).lower()
    return plain if len(plain) == 1 else character
