"""PDFs: lines become paragraphs again, and what cannot be read is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from evreader.errors import InputError
from evreader.formats import registry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evreader.domain.article import Article


class Words(NamedTuple):
    """A text at a place of a page, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 11
    font: str = "F1"


FONTS = (
    b"<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    b"/F2<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>"
    b"/F3<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>>>"
)


def _drawn(words: Words, turn: str) -> bytes:
    if words.font == "F3":
        text = f"<{words.text.encode('utf-16-be').hex()}>".encode()
    else:
        marked = words.text.replace("(", r"\(").replace(")", r"\)")
        text = f"({marked})".encode("latin-1")
    place = f"{turn} {words.x} {words.y} Tm".encode()
    return b"BT /%s %g Tf %s %s Tj ET\n" % (words.font.encode(), words.size, place, text)


def pdf_bytes(
    pages: Sequence[Sequence[Words]], *, info: bytes = b"", turn: str = "1 0 0 1", page: bytes = b""
) -> bytes:
    """A PDF of these pages, written by hand."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", FONTS, b"<<%s>>" % info]
    kids: list[bytes] = []
    for words in pages:
        stream = b"".join(_drawn(one, turn) for one in words)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font 3 0 R>>"
            b"/Contents %d 0 R%s>>" % (content, page)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _numbered(objects)


def _numbered(objects: Sequence[bytes], trailer: bytes = b"/Info 4 0 R") -> bytes:
    data, offsets = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, trailer, len(data))
    )


def _article(tmp_path: Path, data: bytes) -> Article:
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    (item,) = registry.reader("pdf")(path).articles
    return item.article


def _told(tmp_path: Path, *pages: Sequence[Words]) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for p in _article(tmp_path, pdf_bytes(pages)).passages]


def _lines(texts: Sequence[str], *, x: float = 60, y: float = 700, font: str = "F1") -> list[Words]:
    return [Words(x, y - 14 * k, text, font=font) for k, text in enumerate(texts)]


ENGLISH = (
    "Velmar Port said on Monday that it had ordered two cranes from",
    "Tianhe Heavy, a builder of harbour equipment, for delivery next",
    "spring.",
)
CHINESE = (
    "维尔玛港周一表示，已向港口设备制造商天和重工订购两台起重机，计划于明年春",
    "季交付。双方未披露合同金额，但称这是迄今最大的一笔订单，付款将分三期进行",
    "完成。",
)


def test_lines_become_paragraphs_with_title_date_and_author(tmp_path: Path) -> None:
    page = [
        Words(60, 740, "Port orders cranes", 20, "F2"),
        *_lines(ENGLISH),
        *_lines(("The price was not made public.",), y=640),
        *_lines(CHINESE, y=600, font="F3"),
    ]
    info = b"/Title(Microsoft Word - x.doc)/Author(Ines Holt)/CreationDate(D:20250409103000+08'00')"

    article = _article(tmp_path, pdf_bytes([page], info=info))

    assert article.info.title == "Port orders cranes"
    assert (article.info.author, article.info.date) == ("Ines Holt", "2025-04-09")
    assert [(p.kind, p.text) for p in article.passages] == [
        ("heading", "Port orders cranes"),
        ("paragraph", " ".join(ENGLISH)),
        ("paragraph", "The price was not made public."),
        ("paragraph", "".join(CHINESE)),
    ]
    assert [p.language for p in article.passages] == ["en", "en", "en", "zh"]


def test_type_is_as_large_as_the_page_draws_it_whatever_the_font_is_told(tmp_path: Path) -> None:
    page = [
        Words(60, 740, "Port orders cranes", 2, "F1"),
        *(words._replace(size=1) for words in _lines(ENGLISH)),
        *(words._replace(size=1) for words in _lines(CHINESE, y=600, font="F3")),
    ]

    article = _article(tmp_path, pdf_bytes([page], turn="11 0 0 11"))

    assert [p.kind for p in article.passages] == ["heading", "paragraph", "paragraph"]


def test_an_indent_or_a_short_line_parts_paragraphs(tmp_path: Path) -> None:
    page = [
        *_lines(ENGLISH, y=700),
        *_lines(ENGLISH[:1], y=658),
        Words(82, 644, "Then a paragraph begins with an indent and goes on to the"),
        *_lines(("margin as the others do.",), y=630),
    ]

    assert [text for _, text in _told(tmp_path, page)] == [
        " ".join(ENGLISH),
        ENGLISH[0],
        "Then a paragraph begins with an indent and goes on to the margin as the others do.",
    ]


def test_words_cut_at_the_margin_are_put_together_and_compounds_kept(tmp_path: Path) -> None:
    page = _lines((
        "The long-term supply contract binds both of the two manu-",
        "facturers for ten years, and its long-",
        "term price is fixed by a committee in which Sino-",
        "European partners have one vote each, says the state-",
        "ment.",
    ))

    ((_, text),) = _told(tmp_path, page)

    assert text == (
        "The long-term supply contract binds both of the two manufacturers for ten years, and its "
        "long-term price is fixed by a committee in which Sino-European partners have one vote "
        "each, says the statement."
    )


def _column(x: float, word: str, count: int = 6) -> list[Words]:
    texts = [f"{word} line {k} of the column runs to here" for k in range(count)]
    return _lines(texts, x=x, y=640)


@pytest.mark.parametrize("rowwise", [False, True])
def test_columns_are_read_one_after_the_other(tmp_path: Path, *, rowwise: bool) -> None:
    left, right = _column(60, "left"), _column(320, "right")
    drawn = [w for pair in zip(left, right, strict=True) for w in pair] if rowwise else left + right
    title = Words(60, 700, "One headline that runs across both of the columns", 18)
    foot = _lines((
        "And one closing line of text that runs across both of the columns, at the end.",
    ))
    page = [title, *drawn, foot[0]._replace(y=500)]

    texts = [text for _, text in _told(tmp_path, page)]

    assert texts[0].startswith("One headline")
    assert texts[1].index("left line 5") < texts[1].index("right line 0")
    assert texts[-1].startswith("And one closing")


def test_running_heads_and_page_numbers_are_boilerplate_once(tmp_path: Path) -> None:
    pages = [
        [
            Words(60, 770, "Harbour Quarterly 12/2025", 8),
            *_lines((f"{word} stands on this page and says what the others do not.",)),
            Words(300, 30, str(number), 8),
        ]
        for number, word in enumerate(("Alpha", "Beta", "Gamma"), 1)
    ]

    told = _told(tmp_path, *pages)

    assert [text.split()[0] for kind, text in told if kind == "paragraph"] == [
        "Alpha",
        "Beta",
        "Gamma",
    ]
    assert [text for kind, text in told if kind == "boilerplate"] == [
        "Harbour Quarterly 12/2025",
        "1",
    ]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    first = _lines(("The contract names a price, which the two",))
    second = _lines((
        "partners may raise once a year.",
        "Nobody expects them to do so before long.",
    ))

    texts = [text for _, text in _told(tmp_path, first, second)]

    assert texts[0].startswith("The contract names a price, which the two partners may raise")


def test_a_page_lying_on_its_side_is_read_upright(tmp_path: Path) -> None:
    words = [Words(100 + 14 * k, 60, text) for k, text in enumerate(ENGLISH)]

    article = _article(tmp_path, pdf_bytes([words], turn="0 1 -1 0", page=b"/Rotate 90"))

    assert [p.text for p in article.passages] == [" ".join(ENGLISH)]


def test_text_in_the_margin_set_sideways_is_boilerplate(tmp_path: Path) -> None:
    data = pdf_bytes([_lines(ENGLISH)])
    aside = b"BT /F1 9 Tf 0 1 -1 0 20 300 Tm (archive copy) Tj ET\n"
    grown = data.replace(b"stream\nBT", b"stream\n" + aside + b"BT", 1)

    told = [(p.kind, p.text) for p in _article(tmp_path, grown).passages]

    assert told == [("paragraph", " ".join(ENGLISH)), ("boilerplate", "archive copy")]


def test_a_scan_is_told_from_an_empty_document(tmp_path: Path) -> None:
    picture = b"q 200 0 0 200 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"
    scan = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(picture), picture),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R>>",
    ]

    with pytest.raises(InputError, match=r"holds pictures of pages, no text; run"):
        _article(tmp_path, _numbered(scan, b""))
    with pytest.raises(InputError, match=r"“paper\.pdf” holds no text"):
        _article(tmp_path, pdf_bytes([[]]))


def test_a_locked_pdf_asks_for_a_copy_without_password(tmp_path: Path) -> None:
    lock = (
        b"/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">>>"
        b"/ID[<00><00>]"
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"]

    with pytest.raises(InputError, match="locked with a password"):
        _article(tmp_path, _numbered(objects, lock))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<html><body>Log in first</body></html>", "is not a PDF but a web page"),
        (b"%PDF-1.7\nnothing of the kind", "is damaged or cut off"),
        (b"\x00" * 2000, "is not a PDF, or it is damaged"),
        (b"", "is empty"),
        (b"PK\x03\x04 cut off", "is not a PDF, or it is damaged"),
    ],
)
def test_what_is_no_pdf_is_said(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        _article(tmp_path, data)


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    read = registry.reader("pdf")

    with pytest.raises(InputError, match="There is no file"):
        read(tmp_path / "gone.pdf")
    with pytest.raises(InputError, match="is a folder"):
        read(tmp_path)
