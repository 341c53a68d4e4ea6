"""XLIFF as translation tools write it, beside what the standard says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.formats.xliff import read

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle

_FILE = '<xliff version="1.2"><file original="a" {}><body>{}</body></file></xliff>'
_BOTH = 'source-language="en" target-language="zh-CN"'


def version1(folder: Path, units: str, languages: str = _BOTH) -> Bundle:
    path = folder / "a.xlf"
    path.write_text(_FILE.format(languages, units), "utf-8")
    return read(path)


def texts(bundle: Bundle) -> list[tuple[str, str]]:
    return [(p.language, p.text) for item in bundle.articles for p in item.article.passages]


def notes(bundle: Bundle) -> list[str]:
    assert bundle.receipt is not None
    assert bundle.receipt.refused == []
    return bundle.receipt.notes


def test_indents_between_segments_are_no_text(tmp_path: Path) -> None:
    bundle = version1(
        tmp_path,
        '<trans-unit id="1" xml:space="preserve"><source>One. Two.\n\nThree.</source><seg-source>\n'
        '  <mrk mtype="seg" mid="1">One.</mrk>\n  <mrk mtype="seg" mid="2">Two.</mrk>\n\n'
        '<mrk mtype="seg" mid="3">Three.</mrk>\n</seg-source></trans-unit>',
    )
    assert texts(bundle) == [("en", "One. Two.\n\nThree.")]


def test_white_space_before_the_first_segment_is_none_of_the_passage(tmp_path: Path) -> None:
    bundle = version1(
        tmp_path,
        '<trans-unit id="1" xml:space="preserve"><source> \n  and so on</source><seg-source>'
        '<mrk mtype="seg" mid="1"> </mrk>\n  <mrk mtype="seg" mid="2">and so on</mrk></seg-source>'
        '<target><mrk mtype="seg" mid="2">等等</mrk></target></trans-unit>',
    )
    assert texts(bundle) == [("en", "and so on"), ("zh", "等等")]


def test_a_source_that_waits_to_be_translated_is_no_translation(tmp_path: Path) -> None:
    bundle = version1(
        tmp_path,
        '<trans-unit id="1"><source>Cars</source><target state="new">Cars</target></trans-unit>'
        '<trans-unit id="2"><source>Ford</source><target state="final">Ford</target></trans-unit>',
    )
    assert texts(bundle) == [("en", "Cars"), ("en", "Ford"), ("zh", "Ford")]
    assert any("repeat their source" in note for note in notes(bundle))


def test_the_same_in_version_2(tmp_path: Path) -> None:
    path = tmp_path / "b.xlf"
    segment = '<segment state="initial"><source>{}</source><target>{}</target></segment>'
    both = segment.format("Cars. ", "Cars.") + segment.format("Trains.", "火车。")
    path.write_text(
        f'<xliff version="2.0" srcLang="en" trgLang="zh"><file id="a"><unit id="1">{both}</unit>'
        "</file></xliff>",
        "utf-8",
    )
    assert texts(read(path)) == [("en", "Cars. Trains."), ("zh", "火车。")]


def test_a_target_may_say_its_language_itself_or_nothing_says_it(tmp_path: Path) -> None:
    said = (
        '<trans-unit id="1"><alt-trans><target xml:lang="fr">Voitures</target></alt-trans>'
        '<source>Cars</source><target xml:lang="zh-TW">汽車</target></trans-unit>'
    )
    unsaid = '<trans-unit id="2"><source>Trains</source><target>火车</target></trans-unit>'
    bundle = version1(tmp_path, said + unsaid, 'source-language="en"')
    assert texts(bundle) == [("en", "Cars"), ("zh", "汽車"), ("en", "Trains"), ("zh", "火车")]
    assert any(note.endswith("taken for what they are written in: 1.") for note in notes(bundle))


def test_two_sides_in_one_language_are_not_linked(tmp_path: Path) -> None:
    unit = '<trans-unit id="1"><source>cars.title</source><target>Cars</target></trans-unit>'
    bundle = version1(tmp_path, unit, 'source-language="en" target-language="en"')
    assert texts(bundle) == [("en", "cars.title"), ("en", "Cars")]
    assert [item.article.links for item in bundle.articles] == [()]
    assert any("same language" in note for note in notes(bundle))


def test_each_step_in_which_a_person_said_yes_confirms(tmp_path: Path) -> None:
    pair = "<source>Cars</source><target>汽车</target>"
    unit = f'<trans-unit id="{{0}}" confirmed="{{0}}">{pair}</trans-unit>'
    bundle = version1(tmp_path, "".join(map(unit.format, range(3))))
    (item,) = bundle.articles
    assert [link.status for link in item.article.links] == ["automatic", "confirmed", "confirmed"]


def test_a_prefix_that_nobody_declared_is_no_damage(tmp_path: Path) -> None:
    unit = '<trans-unit id="1" tool:key="7"><source>Cars</source></trans-unit>'
    bundle = version1(tmp_path, unit)
    assert texts(bundle) == [("en", "Cars")]
    assert notes(bundle) == []
