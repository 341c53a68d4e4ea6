"""Chinese names by the letters that spell them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from evreader.domain.readings import begin, initials, syllables

ONLY_A_SMALL_TABLE = """
import sys
from evreader.domain.names import fits
assert fits("cq", "重庆")
assert "pypinyin" not in sys.modules
"""


@pytest.mark.parametrize(
    ("name", "spelt", "short"),
    [
        ("重庆长安", "chongqingchangan", "cqca"),
        ("银行", "yinhang", "yh"),
        ("绿驰汽车", "lvchiqiche", "lcqc"),
        ("𠮷野ABC 电池", "𠮷yeabcdianchi", "𠮷yadc"),
    ],
)
def test_a_name_begins_as_it_is_spelt_and_with_its_initials(
    name: str, spelt: str, short: str
) -> None:
    assert all(begin(syllables(name), spelt[:length]) for length in range(len(spelt) + 1))
    assert all(begin(initials(name), short[:length]) for length in range(len(short) + 1))
    assert not begin(syllables(name), spelt[1:])
    assert not begin(syllables(name), f"{spelt}a")
    assert not begin(initials(name), f"{short}a")


def test_whole_phrases_are_not_loaded_for_it() -> None:
    subprocess.run([sys.executable, "-c", ONLY_A_SMALL_TABLE], check=True, timeout=60)
