from __future__ import annotations

from evreader.domain.glossary import Glossary
from evreader.domain.lexicon import NamePairs, references_of, renderings_of


def test_a_gloss_that_says_just_the_word_is_strongest() -> None:
    found = renderings_of(["to sell", "sale of a house (old)", "measure word: 张 [zhang1]"])
    assert found["sell"] == 1
    assert 0 < found["hous"] < 1
    assert "old" not in found
    assert "张" not in found


def test_a_gloss_of_empty_words_still_renders() -> None:
    assert renderings_of(["at; on"]) == {"at": 1, "on": 1}


def test_references_name_the_simplified_word() -> None:
    assert references_of(["variant of 傳統|传统[chuan2 tong3]", "old"]) == {"传统"}
    assert references_of(["see 好 [hǎo]"]) == {"好"}


def test_own_names_stand_before_the_rest() -> None:
    lexicon = NamePairs([("Orbit Motors", "奥比特汽車")], Glossary())
    found = lexicon.renderings(["奥比特汽车", "工厂", "龘龘"])
    assert found["奥比特汽车"] == {"orbit": 1, "motor": 1}
    assert "龘龘" not in found
    assert "工厂" in found
