from __future__ import annotations

import pytest

from evreader.formats.tables.parties import Party, parties_of


def party(name: str, zh: str = "", stake: str = "") -> Party:
    return Party(name, zh or name, stake)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Norrland; 启明、诺兰；隆德\nMora", ["Norrland", "启明", "诺兰", "隆德", "Mora"]),
        ("Norrland / Lund", ["Norrland", "Lund"]),
        ("诺兰/启明", ["诺兰", "启明"]),
        ("Mora A/S", ["Mora A/S"]),
        ("Northwind Co., Ltd.", ["Northwind Co., Ltd."]),
        ("Lund, Mora and Falun", ["Lund, Mora and Falun"]),
        ("Lund & Sons", ["Lund & Sons"]),
    ],
)
def test_what_parts_the_names_in_a_cell(cell: str, found: list[str]) -> None:
    assert parties_of(cell) == [party(name) for name in found]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Lund, Mora and Falun", ["Lund", "Mora", "Falun"]),
        ("Lund Inc., Mora Co., Ltd., and Falun", ["Lund Inc.", "Mora Co., Ltd.", "Falun"]),
        ("Lund & Mora", ["Lund", "Mora"]),
        ("诺兰与启明", ["诺兰", "启明"]),
        ("Lund & Sons; Mora", ["Lund & Sons", "Mora"]),
    ],
)
def test_what_parts_them_where_the_column_is_for_all(cell: str, found: list[str]) -> None:
    assert parties_of(cell, several=True) == [party(name) for name in found]


@pytest.mark.parametrize("cell", ["诺兰 (Norrland)", "Norrland（诺兰）", "诺兰 / Norrland"])
def test_a_name_in_each_script_is_one_party(cell: str) -> None:
    assert parties_of(cell) == [Party("Norrland", "诺兰")]


def test_a_share_in_brackets_is_no_name() -> None:
    assert parties_of("Norrland (51%) / 启明（49％）") == [
        party("Norrland", stake="51"),
        party("启明", stake="49"),
    ]


def test_what_is_no_name() -> None:
    assert [found.is_named for found in parties_of("Undisclosed; 未披露; Lund")] == [
        False,
        False,
        True,
    ]
