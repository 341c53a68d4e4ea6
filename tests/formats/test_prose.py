from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from evreader.errors import InputError
from evreader.formats import prose as subject
from evreader.formats import registry

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.article import Article
    from evreader.domain.bundle import Bundle

EN = "A battery plant\n\nVolt will pay 1.2 billion euros in 2027. It hires 3,000 workers.\n"
ZH = (
    "电池工厂\n\nVolt将在2027年支付12亿欧元。公司雇用3000名工人。\n\n"
    "另有一句没有原文的话，讲的是天气。\n"
)


def only(bundle: Bundle) -> Article:
    (annotated,) = bundle.articles
    assert annotated.mentions == ()
    return annotated.article


def test_a_mixed_file_becomes_passages(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"{EN}\n他说这个 deal 已经完成。\n", encoding="utf-8")
    article = only(subject.read_file(path, markdown=path.suffix == ".md"))
    assert article.info.title == "A battery plant"
    assert article.info.source == "page.txt"
    assert [(p.id, p.index, p.language, p.kind, p.mixed) for p in article.passages] == [
        (1, 0, "en", "heading", False),
        (2, 1, "en", "paragraph", False),
        (3, 2, "zh", "paragraph", True),
    ]
    assert len(article.passages[1].sentences) == 2


@pytest.mark.parametrize(
    "data",
    [
        ZH.encode(),
        codecs.BOM_UTF8 + ZH.encode(),
        ZH.encode("utf-16"),
        codecs.BOM_UTF16_BE + ZH.encode("utf-16-be"),
        ZH.encode("utf-32"),
        ZH.encode("gb18030"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    assert (
        only(subject.read_file(path, markdown=path.suffix == ".md")).passages[0].text == "电池工厂"
    )


def test_text_is_kept_as_it_is() -> None:
    text = "One line\r\nnext\u2028line with\u00a0𠮷 and e\u0301 😀"
    assert only(subject.read_string(f"\r\n{text}\r\n", title="T")).passages[0].text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no text"),
        (b" \r\n\n", "holds no text"),
        (b"PK\x03\x04\x00\x00", "is not a text"),
        (b"\xff\xfe\x00", "is not a text"),
        (b"abc \xff\xff\xff", "is not a text"),
        ("a\x00b".encode("utf-16"), "NUL"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words) as caught:
        subject.read_file(path, markdown=path.suffix == ".md")
    assert "bad.txt" in str(caught.value)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        subject.read_file(tmp_path / "none.txt", markdown=False)
    with pytest.raises(InputError, match="is a folder"):
        subject.read_file(tmp_path, markdown=False)


def test_pasted_text_must_be_sound() -> None:
    with pytest.raises(InputError, match="no text"):
        subject.read_string(" \n")
    with pytest.raises(InputError, match="broken characters"):
        subject.read_string("a\ud800b")


def test_markdown_by_name_or_by_wish(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("# Title\n\nSome *text*.", encoding="utf-8")
    article = only(subject.read_file(path, markdown=path.suffix == ".md"))
    assert [p.text for p in article.passages] == ["Title", "Some text."]
    assert only(subject.read_string("# 标题", markdown=True)).info.title == "标题"
    assert only(subject.read_string("# 标题")).passages[0].text == "# 标题"


def test_lines_keep_inner_separators_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "sentences.txt"
    path.write_bytes("One\u2028still one.\r\n\r\nThree.\n".encode())
    assert subject.read_lines(path) == ["One\u2028still one.", "", "Three."]


def test_a_format_is_what_the_user_says_not_what_the_name_says(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("# Head\n\nThe text below it ends with a full stop.\n", encoding="utf-8")
    plain, marked = (registry.reader(name)(path) for name in ("text", "markdown"))
    assert only(plain).passages[0].text == "# Head"
    assert only(marked).passages[0].text == "Head"
