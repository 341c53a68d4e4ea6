"""Word documents: what is read is what Word shows, and whatever is wrong is said in words."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest

from evreader.errors import InputError
from evreader.formats import registry

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.article import Article

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _article(path: Path) -> Article:
    (item,) = registry.reader("docx")(path).articles
    return item.article


def _told(path: Path) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for p in _article(path).passages]


def _written(tmp_path: Path, body: str, **parts: str) -> Path:
    """A document of this body, with further parts by name (``styles``, ``footnotes``)."""
    path = tmp_path / "note.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        pack.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>',
        )
        for name, text in parts.items():
            pack.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{text}</w:{name}>')
    return path


def _p(text: str, style: str = "", settings: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{settings}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_document_of_a_word_processor(tmp_path: Path) -> None:
    document = docx.Document()
    properties = {
        "title": "Harbour crane order",
        "author": "Ines Holt",
        "created": datetime(2025, 4, 9, 10, 30, tzinfo=UTC),
    }
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    document.add_heading("Order signed", level=1)
    document.add_paragraph("Velmar Port ordered two cranes from Tianhe Heavy.")
    document.add_paragraph("天和重工将于明年交付两台起重机。")
    document.add_paragraph("Delivery in spring", style="List Bullet")
    document.add_paragraph("The first crane", style="Caption")
    path = tmp_path / "order.docx"
    document.save(str(path))

    article = _article(path)

    assert article.info.title == "Harbour crane order"
    assert (article.info.author, article.info.date) == ("Ines Holt", "2025-04-09")
    assert article.info.source == "order.docx"
    assert [(p.language, p.kind) for p in article.passages] == [
        ("en", "heading"),
        ("en", "paragraph"),
        ("zh", "paragraph"),
        ("en", "list-item"),
        ("en", "caption"),
    ]
    assert not article.links


def test_a_table_with_a_language_in_each_column_is_read_row_by_row(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    texts = [
        "Velmar sells the yard.",
        "维尔玛出售船厂。",
        "Tianhe pays in cash.",
        "天和以现金支付。",
    ]
    for cell, text in zip((c for row in table.rows for c in row.cells), texts, strict=True):
        cell.text = text
    path = tmp_path / "table.docx"
    document.save(str(path))

    assert [p.text for p in _article(path).passages] == texts


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>The price is </w:t></w:r>"
        "<w:del><w:r><w:delText>three</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>four</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t> or so</w:t></w:r></w:moveFrom>"
        "<w:r><w:t> million.</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One line, </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>not two.</w:t></w:r></w:p>"
    )

    assert _told(_written(tmp_path, body)) == [
        ("paragraph", "The price is four million."),
        ("paragraph", "One line, not two."),
    ]


def test_links_line_breaks_fields_and_what_is_hidden(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>See </w:t></w:r>"
        "<w:hyperlink><w:r><w:t>the notice</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText> PAGEREF x </w:instrText><w:br/><w:t>of May</w:t>"
        '<w:br w:type="page"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>gǎng</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>港</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )

    assert _told(_written(tmp_path, body)) == [("paragraph", "See the notice\nof May港")]


def test_a_text_box_is_read_once_beside_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{_p('Inside the box, a remark.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent><w:t>Around the box, the text.</w:t></w:r></w:p>"
    )

    assert [text for _, text in _told(_written(tmp_path, body))] == [
        "Around the box, the text.",
        "Inside the box, a remark.",
    ]


def test_footnotes_follow_the_text(tmp_path: Path) -> None:
    path = _written(
        tmp_path,
        _p("Both firms agreed.¹"),
        footnotes=(
            f'<w:footnote w:type="separator" w:id="0">{_p("----")}</w:footnote>'
            f'<w:footnote w:id="1">{_p("双方未披露条款。")}</w:footnote>'
        ),
    )

    assert [text for _, text in _told(path)] == ["Both firms agreed.¹", "双方未披露条款。"]


def test_kinds_by_chinese_style_names_levels_and_numbering(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
        for key, name, more in (
            ("a", "标题 1", ""),
            ("b", "章节样式", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
            ("c", "我的样式", '<w:basedOn w:val="b"/>'),
            ("d", "题注", ""),
            ("e", "目录 1", ""),
            ("f", "正文", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
        )
    )
    number = '<w:numPr><w:numId w:val="2"/></w:numPr>'
    unnumbered = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        _p("目录一行", "e")
        + _p("起重机订单", "a")
        + _p("背景", "b")
        + _p("条款", "c")
        + _p("码头远景", "d")
        + _p("第一项内容", settings=number)
        + _p("没有编号", "f", unnumbered)
    )

    assert [kind for kind, _ in _told(_written(tmp_path, body, styles=styles))] == [
        "boilerplate",
        "heading",
        "heading",
        "heading",
        "caption",
        "list-item",
        "paragraph",
    ]


def test_a_short_bold_line_without_a_style_is_a_heading(tmp_path: Path) -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{bold.format('What was agreed')}</w:p>"
        f"<w:p>{bold.format('Everything was agreed.')}</w:p>"
        f"<w:p>{bold.format('Velmar')}<w:r><w:t> agreed</w:t></w:r></w:p>"
    )

    assert [kind for kind, _ in _told(_written(tmp_path, body))] == [
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_a_title_that_a_program_put_down_gives_way_to_the_heading(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Microsoft Word - draft3.docx"
    document.add_heading("Crane order signed", level=1)
    document.add_paragraph("Velmar Port ordered two cranes.")
    path = tmp_path / "draft.docx"
    document.save(str(path))

    info = _article(path).info

    assert (info.title, info.author) == ("Crane order signed", "")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (OLE, "save it as .docx"),
        (b"%PDF-1.7\n", "is not a Word document but a PDF"),
        (b"<!DOCTYPE html><html><p>x</p></html>", "but a web page; give it the ending .html"),
        (b"{\\rtf1 x}", "a Rich Text file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x00\x01\x02\x03", "is not a Word document, or it is damaged"),
        (b"", "is empty"),
    ],
)
def test_what_is_called_docx_and_is_not(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(data)

    with pytest.raises(InputError) as caught:
        _article(path)

    assert sentence in str(caught.value)
    assert "“report.docx”" in str(caught.value)


def _with_document(tmp_path: Path, text: bytes) -> Path:
    path = tmp_path / "hostile.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("word/document.xml", text)
    return path


HEAD = f'<w:document xmlns:w="{W}">'.encode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + b"<w:p>" * 200_000 + b"</w:p>" * 200_000 + b"</w:document>", "damaged inside"),
        (
            b'<!DOCTYPE d [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]>'
            + HEAD
            + b"<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>",
            "declares XML entities",
        ),
        (HEAD + b"<w:p>\x00</w:p></w:document>", "damaged inside"),
        (HEAD + b"<w:p><w:r><w:t>cut off", "damaged inside"),
        (HEAD + b"<w:p/></w:document>", "holds no text"),
        (HEAD + b" " * (70 * 2**20) + b"</w:document>", "left out for safety"),
    ],
)
def test_hostile_documents_end_in_a_sentence(tmp_path: Path, text: bytes, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        _article(_with_document(tmp_path, text))


def test_a_document_cut_off_on_the_way_is_said_to_be_damaged(tmp_path: Path) -> None:
    whole = BytesIO()
    document = docx.Document()
    document.add_paragraph("Velmar Port ordered two cranes.")
    document.save(whole)
    path = tmp_path / "half.docx"
    path.write_bytes(whole.getvalue()[:-4000])

    with pytest.raises(InputError, match=r"“half\.docx” is damaged"):
        _article(path)


def test_a_row_of_data_is_one_passage(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    texts = ("Company", "Revenue", "Staff", "Northwind", "7.1 billion", "31,000")
    for cell, text in zip((c for row in table.rows for c in row.cells), texts, strict=True):
        cell.text = text
    path = tmp_path / "table.docx"
    document.save(str(path))
    assert [p.text for p in _article(path).passages] == [
        "Company | Revenue | Staff",
        "Northwind | 7.1 billion | 31,000",
    ]
