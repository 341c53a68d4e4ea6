"""Looking words of a text up; making the dictionary when first asked."""

from __future__ import annotations

import gzip
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from evreader.session import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evreader.domain.dictionary import Found
    from evreader.store.dictionary import Dictionary

LINES = (
    "#! time=5",
    "造紙 造纸 [zao4 zhi3] /papermaking/",
    "造紙廠 造纸厂 [zao4 zhi3 chang3] /paper mill/",
    "紙 纸 [zhi3] /paper/",
    "廠 厂 [chang3] /factory/mill/",
    "合資企業 合资企业 [he2 zi1 qi3 ye4] /joint venture/",
    "冒險 冒险 [mao4 xian3] /risky venture/",
    "賣 卖 [mai4] /to sell/",
    "推銷術 推销术 [tui1 xiao1 shu4] /art of selling/",
)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "small.txt.gz"
    path.write_bytes(gzip.compress("\n".join(LINES).encode()))
    monkeypatch.setattr("evreader.store.dictionary.source", lambda: path)
    return path


@pytest.fixture
def small(source: Path) -> Iterator[Dictionary]:
    with closing(dictionary.prepare()) as found:
        yield found


def words(found: list[Found]) -> list[str]:
    return [one.word for one in found]


def test_it_is_made_once_in_the_home_folder(source: Path, own_home: Path) -> None:
    assert dictionary.ready() is None
    reports: list[tuple[int, int]] = []
    dictionary.prepare(lambda done, total: reports.append((done, total))).close()
    (made,) = own_home.glob("cc-cedict*")
    before = made.stat().st_mtime_ns
    dictionary.prepare().close()
    assert made.stat().st_mtime_ns == before
    opened = dictionary.ready()
    assert opened is not None
    opened.close()


def test_newer_data_makes_it_anew(source: Path, small: Dictionary) -> None:
    source.write_bytes(gzip.compress("\n".join(("#! time=6", *LINES[3:])).encode()))
    assert dictionary.ready() is None
    with closing(dictionary.prepare()) as found:
        assert found.exact("造纸") == []


def test_the_longest_word_over_a_place_comes_first(small: Dictionary) -> None:
    text = "大造纸厂开业"
    for place in (1, 2, 3):
        found = dictionary.look_up(small, text, place)
        assert words(found) == ["造纸厂", "造纸", "纸", "厂"]
        assert found[0].span == (1, 4)


def test_traditional_text_is_found_too(small: Dictionary) -> None:
    found = dictionary.look_up(small, "造紙廠", 0)
    assert found[0].entries[0].simplified == "造纸厂"


def test_an_english_phrase_comes_before_its_words(small: Dictionary) -> None:
    text = "Two joint\nventures sell."
    found = dictionary.look_up(small, text, text.index("ventures"))
    assert words(found) == ["joint venture", "venture"]
    assert found[0].span == (4, 18)
    assert found[1].entries[0].simplified == "冒险"


def test_the_basic_form_that_says_just_it_is_preferred(small: Dictionary) -> None:
    text = "They are selling mills'"
    found = dictionary.look_up(small, text, text.index("selling"))
    assert (found[0].word, found[0].entries[0].simplified) == ("sell", "卖")
    assert words(dictionary.look_up(small, text, text.index("mills"))) == ["mill"]


@pytest.mark.parametrize(
    ("text", "place"), [("", 0), ("，", 0), ("xyzzy", 2), ("零", 0), ("纸", 1)]
)
def test_what_is_not_there(small: Dictionary, text: str, place: int) -> None:
    assert dictionary.look_up(small, text, place) == []
