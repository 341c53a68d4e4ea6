from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.formats import encoding as subject

ZH = "电池工厂\n\n伏特公司将在2027年支付12亿欧元，雇用3000名工人。\n"
TRADITIONAL = "電池工廠\n\n伏特公司將在2027年支付12億歐元，僱用3000名工人。\n"
EN = "The company’s “new” plant – in Köln – costs €5m… a café in Zürich.\n"
JA = "会社は来年、新しい工場をドイツに建設すると発表した。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ZH, "utf-8"),
        (ZH, "utf-16-le"),
        (ZH, "utf-16-be"),
        (ZH, "gb18030"),
        (ZH, "gb2312"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        (EN, "utf-8"),
        (EN, "cp1252"),
        (EN, "utf-16-le"),
    ],
)
def test_a_text_tells_its_encoding(text: str, encoding: str) -> None:
    assert subject.decode_text(text.encode(encoding)) == text
    assert subject.decode_page(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed(mark: bytes, encoding: str) -> None:
    assert subject.decode_text(mark + ZH.encode(encoding)) == ZH
    assert subject.decode_page(mark + ZH.encode(encoding), charset="big5") == ZH


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00", b"abc \xff\xff\xff", b"\x89PNG\r\n\x1a\n\x00\x00"],
)
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert subject.decode_text(data) is None


@pytest.mark.parametrize("claim", ["utf-8", "iso-8859-1", "big5", "shift_jis", "no-such", "zlib"])
def test_a_wrong_declaration_is_seen_through(claim: str) -> None:
    page = f'<meta charset="{claim}"><p>{ZH}</p>'
    assert subject.decode_page(page.encode("gbk")) == page
    assert subject.decode_page(page.encode()) == page


@pytest.mark.parametrize(
    ("text", "encoding"), [(JA, "shift_jis"), ("Новый завод построят в Европе.", "windows-1251")]
)
def test_a_right_declaration_of_another_encoding_is_taken(text: str, encoding: str) -> None:
    page = f"<meta http-equiv=content-type content='text/html; charset={encoding}'><p>{text}</p>"
    assert subject.decode_page(page.encode(encoding)) == page
    assert subject.decode_page(text.encode(encoding), charset=encoding) == text


def test_broken_bytes_cost_only_themselves() -> None:
    page = f'<meta charset="gb2312"><p>{ZH * 9}</p>'.encode("gbk") + b"\xff"
    assert subject.decode_page(page).count("\ufffd") == 1
    assert ZH in subject.decode_page(page)


@given(st.binary(max_size=300), st.sampled_from(["", "gbk", "utf-7", "base64", "x" * 80]))
@settings(max_examples=100)
def test_any_bytes_become_a_page(data: bytes, charset: str) -> None:
    assert isinstance(subject.decode_page(data, charset=charset), str)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=60))
@settings(max_examples=60)
def test_utf8_is_never_guessed_away(text: str) -> None:
    assert subject.decode_text(text.encode()) == text
