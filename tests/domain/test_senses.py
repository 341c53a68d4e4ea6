"""What English words lead to in the dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.dictionary import entry_of
from evreader.domain.senses import PARTIAL, Sense, commonness, ranked, senses, usual_first

if TYPE_CHECKING:
    from evreader.domain.dictionary import Entry


def entry(line: str) -> Entry:
    found = entry_of(line)
    assert found is not None
    return found


MILL = entry(
    "紙廠 纸厂 [zhi3 chang3] /paper mill (in a town); the works/to mill, slowly/CL:家[jia1]/"
)


def test_senses_are_bare_phrases() -> None:
    assert list(senses(MILL)) == [
        Sense("paper mill", 0, 0),
        Sense("works", 0, 1),
        Sense("mill", 1, 0),
        Sense("slowly", 1, 1),
    ]


def test_remarks_on_the_word_are_no_senses() -> None:
    lines = (
        "欧 欧 [Ou1] /surname Ou/",
        "厰 厂 [chang3] /old variant of 廠|厂[chang3]/",
        "行 行 [hang2] /see 銀行|银行[yin2 hang2]/",
    )
    assert not [sense for line in lines for sense in senses(entry(line))]


def test_just_the_word_comes_before_more_than_it() -> None:
    ranks = ranked(MILL, 0)
    assert ranks["paper mill"] < ranks["works"] < ranks["mill"] < PARTIAL < ranks["paper"]


def test_common_words_and_early_glosses_come_first() -> None:
    assert ranked(MILL, 40)["works"] < ranked(MILL, 0)["works"]
    late = entry("厂子 厂子 [chang3 zi5] /yard/shed/works/")
    assert ranked(MILL, 0)["works"] < ranked(late, 0)["works"]
    odd = entry("旧厂 旧厂 [jiu4 chang3] /(old) works/")
    assert ranked(late, 0)["works"] < ranked(odd, 0)["works"]


def test_empty_words_of_a_gloss_lead_nowhere() -> None:
    ranks = ranked(entry("在 在 [zai4] /to be at the side of sth/in/"), 0)
    assert "of" not in ranks
    assert "in" in ranks


def test_long_explanations_are_not_found_by_their_words() -> None:
    assert ranked(entry("某 某 [mou3] /a very long tale of what it means/"), 0) == {}


def test_how_common_a_word_is() -> None:
    common = commonness(["厂", "纸厂", "纸厂长", "厂长", "长"])
    assert (common["厂"], common["纸厂"], common["厂长"], common["纸厂长"]) == (3, 1, 1, 0)


def test_names_and_variants_stand_behind() -> None:
    lines = (
        "行 行 [xing2] /variant of 形[xing2]/",
        "行 行 [Xing2] /surname Xing/",
        "行 行 [Hang2] /Hang, a place/",
        "行 行 [hang2] /row/",
    )
    assert [found.glosses[0] for found in usual_first(map(entry, lines))] == [
        "row",
        "Hang, a place",
        "surname Xing",
        "variant of 形 [xíng]",
    ]
