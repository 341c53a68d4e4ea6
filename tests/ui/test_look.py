from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QPalette

from evreader.domain.scheme import Scheme
from evreader.ui.look import Look, contrast, legible

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.ui.look import Theme


@pytest.fixture
def look(request: pytest.FixtureRequest, scheme: Scheme) -> Look:
    request.getfixturevalue("qapp")
    return Look(scheme)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_type_can_be_read_on_the_paper(look: Look, scheme: Scheme, theme: Theme) -> None:
    look.set_theme(theme)
    for name in (*scheme.entity_types, *scheme.deal_types, "NotInTheScheme"):
        assert contrast(look.type_color(name), look.color("paper")) >= 4.5, name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_every_ground(look: Look, theme: Theme) -> None:
    look.set_theme(theme)
    for ground in ("paper", "panel", "selection", "counterpart", "hover", "flash", "empty"):
        assert contrast(look.color("text"), look.color(ground)) >= 7, ground
    assert contrast(look.color("muted"), look.color("panel")) >= 4.5
    assert contrast(look.color("on_accent"), look.color("accent")) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", ["#ffffff", "#101010"])
@pytest.mark.parametrize("color", ["#ffff00", "#000080", "#808080", "#ffffff", "#000000"])
def test_any_colour_is_made_legible(ground: str, color: str) -> None:
    assert contrast(legible(QColor(color), QColor(ground), 4.5), QColor(ground)) >= 4.5


def test_a_change_is_told_once(look: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.changed):
        look.set_theme("dark")
    assert look.dark
    with qtbot.assertNotEmitted(look.changed):
        look.set_theme("dark")
        look.zoom = 1.0
        look.label_language = "en"


def test_zoom_is_told_only_to_those_who_show_reading_text(look: Look, qtbot: QtBot) -> None:
    before = look.font("en").pixelSize()
    with qtbot.assertNotEmitted(look.changed), qtbot.waitSignal(look.zoomed):
        look.zoom = 2.0
    assert look.font("en").pixelSize() == 2 * before


def test_the_system_theme_is_followed(look: Look) -> None:
    look.set_theme("dark")
    look.set_theme("system")
    scheme = QGuiApplication.styleHints().colorScheme()
    assert look.dark == (scheme == Qt.ColorScheme.Dark)


def test_zoom_stays_in_its_range(look: Look) -> None:
    look.zoom = 100
    assert look.zoom == 3.0
    assert look.size("text") == 51
    look.zoom = 0.01
    assert look.zoom == 0.6
    assert look.size("label") == 10


def test_latin_comes_first_in_english_and_chinese_first_in_chinese(look: Look) -> None:
    english, chinese = look.font("en"), look.font("zh")
    assert "CJK" not in QFontInfo(english).family()
    assert english.families()[-1] == chinese.families()[0]


def test_families_of_the_user_come_first(look: Look) -> None:
    own = look.font("en").families()[-1]
    look.set_families("en", [own, "No Such Font"])
    assert look.font("en").families()[0] == own
    assert "No Such Font" not in look.font("en").families()
    assert look.families("en") == (own, "No Such Font")
    assert look.font("zh").families()[0] == own


def test_labels_speak_the_language_chosen(look: Look) -> None:
    assert look.type_label("Company") == "Company"
    look.label_language = "zh"
    assert look.type_label("Company") == "公司"
    assert look.type_label("Unheard") == "Unheard"
    assert look.type_short("Unheard") == "Unh"


def test_colours_handed_out_are_copies(look: Look) -> None:
    look.color("paper").setAlpha(0)
    assert look.color("paper").alpha() == 255


def test_the_palette_matches_the_theme(look: Look) -> None:
    look.set_theme("dark")
    palette = look.palette()
    assert palette.color(QPalette.ColorRole.Base) == look.color("paper")
    assert palette.color(QPalette.ColorRole.Text) == look.color("text")


def test_another_scheme_brings_its_own_types(look: Look) -> None:
    look.set_scheme(Scheme("empty", (), (), ()))
    assert look.type_label("Company") == "Company"
    assert look.type_short("Company") == "Com"
