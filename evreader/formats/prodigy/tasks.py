"""What Prodigy wants to find in a task besides text and spans: its tokens and its hashes."""

from __future__ import annotations

import json
import re
import struct
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from evreader.domain.language import HAN, KANA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# White space, a Chinese or Japanese character, a word, or one sign.
_TOKEN = f"\\s+|[{HAN}{KANA}]|(?:(?![{HAN}{KANA}])\\w)+|(?s:.)"
_BITS = 0xFFFFFFFF


def tokens_of(
    text: str, starts: Collection[int] = (), ends: Collection[int] = ()
) -> list[dict[str, Any]]:
    """A text as Prodigy's tokens: English by word, Chinese by character.

    None goes across a place where a span starts or ends: Prodigy shows a span only if it is made of
    whole tokens. A single space behind a token is no token of its own, unless a span begins or ends
    with it.
    """
    tokens: list[dict[str, Any]] = []
    for start, end in _pieces(text, {*starts, *ends}):
        is_space = end - start == 1 and text[start] == " "
        is_free = bool(tokens) and not tokens[-1]["ws"] and start not in starts and end not in ends
        if is_space and is_free:
            tokens[-1]["ws"] = True
            continue
        piece = {"text": text[start:end], "start": start, "end": end, "id": len(tokens)}
        tokens.append({**piece, "ws": False})
    return tokens


def input_hash(text: str) -> int:
    """The number that Prodigy knows a text by (found out from tasks that Prodigy wrote)."""
    return _murmur(f"text={json.dumps(text)}".encode())


def task_hash(of_input: int, question: object) -> int:
    """A number for what is asked of an input; Prodigy makes its own where it needs one."""
    return _murmur(f"{of_input}{json.dumps(question)}".encode())


def _pieces(text: str, cuts: set[int]) -> Iterator[tuple[int, int]]:
    """Where the tokens are, before single spaces are taken to those before them."""
    order = sorted(cuts)
    for match in re.finditer(_TOKEN, text):
        start, end = match.span()
        inside = order[bisect_right(order, start) : bisect_left(order, end)]
        if match[0].startswith("  "):  # of several spaces, the first belongs to the token before
            inside = sorted({start + 1, *inside})
        for cut in inside:
            yield start, cut
            start = cut
        yield start, end


def _murmur(data: bytes) -> int:
    """MurmurHash3 for 32 bits, as a signed number."""
    whole = len(data) // 4 * 4
    state = 0
    for (block,) in struct.iter_unpack("<I", data[:whole]):
        state ^= _mixed(block)
        state = (state << 13 | state >> 19) * 5 + 0xE6546B64 & _BITS
    state ^= _mixed(int.from_bytes(data[whole:], "little")) ^ len(data)
    state = (state ^ state >> 16) * 0x85EBCA6B & _BITS
    state = (state ^ state >> 13) * 0xC2B2AE35 & _BITS
    state ^= state >> 16
    return state - (1 << 32) if state >> 31 else state


def _mixed(block: int) -> int:
    block = block * 0xCC9E2D51 & _BITS
    return (block << 15 | block >> 17) * 0x1B873593 & _BITS
