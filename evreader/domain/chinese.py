"""Traditional Chinese written as Simplified, to compare and look up what either may write.

The conversion goes character by character (OpenCC's ``t2s`` table), never by phrase: so a text
keeps its length and its offsets, and a part of a text converts as the whole does, which searching
relies on. What that costs is a few readings only a phrase could tell: 乾隆 becomes 干隆.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_FIRST_HAN = 0x2E80
# Unified ideographs with extension A, compatibility ideographs, the later extensions.
_HAN_BLOCKS = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32400))


class _Simplified(dict[int, int]):
    """What each code point becomes, asked of OpenCC when first met.

    A table over all Han characters would cost 0.2 s at once; and a table that also holds what stays
    as it is serves ``str.translate`` faster than one that leaves it out.
    """

    def __missing__(self, code: int) -> int:
        found = code
        if code >= _FIRST_HAN and chr(code).isalpha():
            # Twice, since 薴 becomes 苧 and 苧 becomes 苎: what is simplified stays as it is.
            written = _converter().convert(_converter().convert(chr(code)))
            found = ord(written) if len(written) == 1 else code
        self[code] = found
        return found


_TABLE = _Simplified()


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # 0.08 s with its tables: only once Chinese is compared

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """The text with Simplified for Traditional characters, one code point for each code point."""
    return text if text.isascii() else text.translate(_TABLE)


@cache
def traditional_forms() -> dict[str, str]:
    """For each Simplified character that has any, the Traditional ones written for it.

    The whole table, in 0.15 s: for finding a few words in more texts than can be converted.
    """
    every = "\n".join(chr(code) for block in _HAN_BLOCKS for code in block)
    once = _converter().convert(every)
    forms: dict[str, str] = {}
    for traditional, written in zip(every, once, strict=True):
        if traditional != written:
            plain = simplified(written)
            forms[plain] = forms.get(plain, "") + traditional
    return forms
