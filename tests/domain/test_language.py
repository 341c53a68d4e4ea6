from __future__ import annotations

import pytest

from evreader.domain.language import foreign_runs, is_mixed, passage_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Carmakers move closer to China", "en"),
        ("汽车制造商与中国走得更近", "zh"),
        ("Stellantis 与 Leapmotor 成立合资公司", "zh"),
        ("Tariffs rose, says 新华社.", "en"),
        ("1,367", "en"),
        ("１２３", "zh"),
        ("……！", "zh"),
        ("***", "other"),
        ("", "other"),
        ("😀", "other"),
        ("トヨタは新しい電池を発表した", "other"),
        ("현대자동차가 배터리 공장을 짓는다", "other"),
        ("Завод откроется весной", "other"),
        ("𠮷利汽车的新车", "zh"),
    ],
)
def test_language_by_script(text: str, language: str) -> None:
    assert passage_language(text) == language


def test_foreign_runs_are_the_other_script() -> None:
    text = "福特 Ford Motor 与 CATL 合作"
    runs = [text[a:b] for a, b in foreign_runs(text, "zh")]
    assert runs == ["Ford Motor", "CATL"]
    text = "The maker (比亚迪、吉利) said 好"
    assert [text[a:b] for a, b in foreign_runs(text, "en")] == ["比亚迪、吉利", "好"]
    assert foreign_runs("トヨタ Toyota", "other") == ()


@pytest.mark.parametrize(
    ("text", "language", "mixed"),
    [
        ("Sales fell, reports 彭博社.", "en", True),
        ("Sales fell, reports Bloomberg.", "en", False),
        ("Stellantis 的 CEO 来访，5 km 外的 EVXL.co 报道", "zh", False),
        ("他说这个 deal 已经完成", "zh", True),
        ("请写信给 desk @ example.com 或 @writer", "zh", False),
        ("Завод Lada 新", "other", False),
    ],
)
def test_mixed(text: str, language: str, mixed: bool) -> None:  # noqa: FBT001
    assert is_mixed(text, language) is mixed  # type: ignore[arg-type]
