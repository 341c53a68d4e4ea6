from __future__ import annotations

import pytest

from evreader.domain.language import foreign_runs, is_bilingual, is_mixed, passage_language


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
        ("臺灣的汽車製造商", "zh"),
        ("佢哋嘅車喺香港賣得好好", "zh"),
        ("新型電気自動車発売", "other"),
        ("黒沢导演的新片在北京首映", "zh"),
        ("2024年，Stellantis 与 Leapmotor", "zh"),
        ("Wang Chuanfu (王传福)", "en"),
        ("说到做到（as they used to say here）。", "zh"),
        ("شركة صينية تبني مصنعا", "other"),
    ],
)
def test_language_by_script(text: str, language: str) -> None:
    assert passage_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Le groupe a annoncé que son usine de batteries ouvrira dans le nord du pays.",
        "Le groupe a annonce que les ventes ont augmente sur le marche europeen.",  # no accents
        "Der Konzern teilte mit, dass er mit einem Partner eine Fabrik in Ungarn bauen wird.",
        "La firma anunció que construirá una fábrica de baterías en el norte del país.",
        "A empresa disse que vai construir uma fábrica de baterias no norte do país.",
        "Il gruppo ha annunciato che costruirà uno stabilimento di batterie nel nord del paese.",
        "Het bedrijf bouwt samen met zijn partner een fabriek in het noorden van het land.",
        "Công ty thông báo sẽ xây dựng một nhà máy pin mới ở miền bắc đất nước.",
        "Perusahaan itu akan membangun pabrik baterai di bagian utara dengan mitranya.",
        "Şirket, ortağıyla birlikte ülkenin kuzeyinde yeni bir fabrika kuracağını duyurdu.",
        "Spółka poinformowała, że wraz z partnerem zbuduje nową fabrykę na północy kraju.",
        "Företaget meddelade att det ska bygga en fabrik i norr tillsammans med en partner.",
        "Yhtiö ilmoitti tiistaina, että se rakentaa uuden tehtaan maan pohjoisosaan.",
    ],
)
def test_a_paragraph_in_another_european_or_asian_language_is_other(text: str) -> None:
    assert passage_language(text) == "other"
    assert foreign_runs(text, "other") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Peugeot Citroën, Crédit Agricole, Société Générale, São Paulo, Nestlé, Škoda, Orbit",
        "Banco de la Nación Argentina said the loan was signed in March.",
        "• CEO of Compañía de Minas del Perú y Chile, Grupo de los Andes",
        "Nothing comes close, Jean-Claude de la Tour du Pin told La Stampa and El País.",
        "The crème brûlée at the café was the talk of the naïve attachés.",
        "Sales by quarter total units sold worldwide revenue profit margin",
        "Volkswagen und Xpeng",  # too short to tell
        "Joyeux Noël à tous",
    ],
)
def test_names_of_other_languages_leave_a_passage_english(text: str) -> None:
    assert passage_language(text) == "en"


def test_foreign_runs_are_the_other_script() -> None:
    text = "福特 Ford Motor 与 CATL 合作"
    runs = [text[a:b] for a, b in foreign_runs(text, "zh")]
    assert runs == ["Ford Motor", "CATL"]
    text = "The maker (比亚迪、吉利) said 好"
    assert [text[a:b] for a, b in foreign_runs(text, "en")] == ["比亚迪、吉利", "好"]
    assert foreign_runs("トヨタ Toyota", "other") == ()


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Model 3 的 5G 和 3D 打印，Ford 2024年", ["Model 3", "5G", "3D", "Ford"]),
        ("C10、F-150 与 100GWh，1,234.5km", ["C10", "F-150", "100GWh", "1,234.5km"]),
        ("见 https://volt.com/a?b=c&d=1。写信到 desk@volt.com，", None),
        ("AT&T、S&P 500、Disney+ 和 Yahoo! Inc.", ["AT&T", "S&P 500", "Disney+", "Yahoo! Inc"]),
        ("V2.0 版 iPhone 15 Pro（Covid-19）", ["V2.0", "iPhone 15 Pro", "Covid-19"]),
        ("他说“we will win! and more”。", ["we will win! and more"]),
    ],
)
def test_what_belongs_to_a_run_of_latin_letters(text: str, runs: list[str] | None) -> None:
    found = [text[a:b] for a, b in foreign_runs(text, "zh")]
    assert found == (runs or ["https://volt.com/a?b=c&d=1", "desk@volt.com"])


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


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["The plant will open next year.", "工厂明年投产。"], True),
        (["Company", "公司"], False),
        (["恒远汽车", "BYD", "31,000"], False),
        (["The plant will open.", "It is in Cologne."], False),
    ],
)
def test_texts_in_both_languages(texts: list[str], expected: bool) -> None:  # noqa: FBT001
    assert is_bilingual(texts) is expected
