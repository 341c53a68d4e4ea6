"""Tags of tokens in all manners, and what is done with broken ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.errors import FormatError
from evreader.formats.standoff.tags import (
    Chunk,
    Chunks,
    checked_manner,
    is_tag,
    tag_of,
    tags_for,
)

if TYPE_CHECKING:
    from evreader.formats.standoff.tags import (
        Manner,
    )


def _read(*tags: str) -> tuple[list[Chunk], int]:
    chunks = Chunks()
    return chunks.read([tag_of(tag) for tag in tags]), chunks.repaired


@pytest.mark.parametrize(
    ("tags", "chunks"),
    [
        (("B-X", "I-X", "O", "B-X", "B-X"), [(0, 2), (3, 4), (4, 5)]),
        (("I-X", "I-X", "B-X", "O", "I-X"), [(0, 2), (2, 3), (4, 5)]),
        (("B-X", "M-X", "E-X", "S-X", "O"), [(0, 3), (3, 4)]),
        (("B-X", "I-X", "L-X", "U-X"), [(0, 3), (3, 4)]),
        (("X", "X", "O", "X"), [(0, 2), (3, 4)]),
        (("X-B", "X-I", "_", "B_X"), [(0, 2), (3, 4)]),
    ],
)
def test_every_manner_is_read(tags: tuple[str, ...], chunks: list[tuple[int, int]]) -> None:
    assert _read(*tags) == ([Chunk(start, end, "X") for start, end in chunks], 0)


def test_broken_tags_are_repaired_as_conlleval_does_and_counted() -> None:
    chunks, repaired = _read("B-X", "I-Y", "O", "I-X", "B-X", "I-X")
    assert chunks == [Chunk(0, 1, "X"), Chunk(1, 2, "Y"), Chunk(3, 4, "X"), Chunk(4, 6, "X")]
    assert repaired == 2


def test_a_chunk_that_is_not_ended_is_counted_where_chunks_are_ended() -> None:
    chunks, repaired = _read("B-X", "I-X", "O", "S-X", "B-X", "E-X", "E-X")
    assert chunks == [Chunk(0, 2, "X"), Chunk(3, 4, "X"), Chunk(4, 6, "X"), Chunk(6, 7, "X")]
    assert repaired == 2


def test_signs_without_a_type_are_mentions() -> None:
    assert _read("B", "I", "O")[0] == [Chunk(0, 2, "Mention")]


def test_what_is_surely_a_tag() -> None:
    assert all(map(is_tag, ["O", "B-ORG", "I_nr", "ORG-B", "S-公司", "_"]))
    assert not any(map(is_tag, ["ORG", "walks", "B", "X-ORG"]))


def test_an_unknown_manner_is_refused() -> None:
    with pytest.raises(FormatError, match="choose one of bio, bioes, bmes"):
        checked_manner("iob3")


_runs = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["", "公司", "A b|c%", "B-side", "Ö_x"])),
    max_size=8,
)


@given(_runs, st.sampled_from(["bio", "bioes", "bmes"]))
@settings(max_examples=80)
def test_chunks_come_back(runs: list[tuple[int, str]], manner: Manner) -> None:
    tags: list[str] = []
    wanted = []
    for size, kind in runs:
        if kind:
            wanted.append(Chunk(len(tags), len(tags) + size, kind))
        tags += tags_for(size, kind, manner) if kind else ["O"] * size
    assert all(map(is_tag, tags))
    assert not any(" " in tag or "|" in tag for tag in tags)
    assert _read(*tags) == (wanted, 0)
