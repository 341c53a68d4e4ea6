"""EPUB books: chapters in reading order, and what the package says of them."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from evreader.errors import InputError
from evreader.formats import registry

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.article import Article

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
PROPERTIES = (
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Cranes of the 港口</dc:title><dc:creator>Ines Holt</dc:creator>"
    '<dc:creator>罗明</dc:creator><dc:date event="modification">2026-01-01</dc:date>'
    "<dc:date>2024-05-06T00:00:00Z</dc:date><dc:publisher>Quay Press</dc:publisher></metadata>"
)
FIRST = "<h1>The yard</h1><p>Velmar bought a yard in the north of the country.</p>"
SECOND = "<h1>码头</h1><p>天和重工在码头旁建造了两台起重机。</p>"
NAV = "<nav><ol><li>The yard</li><li>码头</li></ol></nav>"


def _page(body: str) -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head/><body>{body}</body></html>'


def _book(
    tmp_path: Path,
    pages: dict[str, str],
    *,
    spine: tuple[str, ...] = (),
    properties: str = PROPERTIES,
    **more: str,
) -> Path:
    """A book of these pages; those called ``nav`` are its table of contents."""
    path = tmp_path / "book.epub"
    items = "".join(
        f'<item id="{key}" href="text/{key}.xhtml" media-type="application/xhtml+xml"'
        f' properties="{key if key == "nav" else ""}"/>'
        for key in pages
    )
    order = "".join(f'<itemref idref="{key}"/>' for key in spine or pages)
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf">{properties}'
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("mimetype", "application/epub+zip")
        pack.writestr("META-INF/container.xml", CONTAINER)
        pack.writestr("OEBPS/book.opf", opf)
        for key, body in pages.items():
            pack.writestr(f"OEBPS/text/{key}.xhtml", _page(body))
        for key, text in more.items():
            pack.writestr(f"META-INF/{key}.xml", text)
    return path


def _articles(path: Path) -> list[Article]:
    return [item.article for item in registry.reader("epub")(path).articles]


def _texts(article: Article) -> list[str]:
    return [p.text for p in article.passages]


def test_a_book_is_one_article_in_the_order_of_its_spine(tmp_path: Path) -> None:
    path = _book(
        tmp_path, {"b": SECOND, "nav": NAV, "a": FIRST}, spine=("nav", "a", "b", "gone", "a")
    )

    (article,) = _articles(path)

    assert _texts(article) == [
        "The yard",
        "Velmar bought a yard in the north of the country.",
        "码头",
        "天和重工在码头旁建造了两台起重机。",
    ]
    assert [p.kind for p in article.passages][::2] == ["heading", "heading"]
    assert [(p.id, p.index) for p in article.passages] == [(1, 0), (2, 1), (3, 2), (4, 3)]
    info = article.info
    assert (info.title, info.author, info.date) == (
        "Cranes of the 港口",
        "Ines Holt, 罗明",
        "2024-05-06",
    )
    assert (info.site, info.source) == ("Quay Press", "book.epub")


def test_a_book_without_a_title_is_called_by_its_first_heading(tmp_path: Path) -> None:
    (article,) = _articles(_book(tmp_path, {"a": FIRST}, properties="<metadata/>"))

    assert article.info.title == "The yard"


def test_a_page_with_nothing_but_a_picture_is_passed_over(tmp_path: Path) -> None:
    cover = '<div><img src="cover.jpg" alt=""/></div>'

    (article,) = _articles(_book(tmp_path, {"cover": cover, "a": FIRST}))

    assert _texts(article)[0] == "The yard"


def test_a_long_book_becomes_an_article_for_each_chapter(tmp_path: Path) -> None:
    sentence = "The crane lifts another box from the deck and sets it down on the quay. "
    paragraphs = f"<p>{sentence * 30}</p>" * 60
    pages = {
        "title": "<p>A book by hand.</p>",
        "one": f"<h1>Morning</h1>{paragraphs}",
        "two": f"<h1>Evening</h1>{paragraphs}",
        "end": "<p>Printed in Velmar.</p>",
    }

    first, second = _articles(_book(tmp_path, pages))

    assert [first.info.title, second.info.title] == [
        "Cranes of the 港口 – Morning",
        "Cranes of the 港口 – Evening",
    ]
    assert _texts(first)[0] == "A book by hand."
    assert _texts(second)[-1] == "Printed in Velmar."
    assert first.id != second.id


def test_a_protected_book_is_said_to_be_protected(tmp_path: Path) -> None:
    lock = '<encryption><CipherReference URI="OEBPS/text/a.xhtml"/></encryption>'
    fonts = '<encryption><CipherReference URI="OEBPS/fonts/x.otf"/></encryption>'

    assert _articles(_book(tmp_path, {"a": FIRST}, encryption=fonts))
    with pytest.raises(InputError, match="protected against copying"):
        _articles(_book(tmp_path, {"a": FIRST}, encryption=lock))


@pytest.mark.parametrize(
    ("properties", "sentence"),
    [
        ("<x>" * 200_000 + "</x>" * 200_000, "damaged inside"),
        ("<metadata>", "damaged inside"),
        ("\x00", "damaged inside"),
    ],
)
def test_a_hostile_package_ends_in_a_sentence(
    tmp_path: Path, properties: str, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        _articles(_book(tmp_path, {"a": FIRST}, properties=properties))


def test_a_hostile_chapter_ends_in_a_sentence(tmp_path: Path) -> None:
    deep = "<div>" * 200_000 + "text" + "</div>" * 200_000

    with pytest.raises(InputError):
        _articles(_book(tmp_path, {"a": deep}))


def test_an_empty_or_broken_book_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no text"):
        _articles(_book(tmp_path, {"nav": NAV}))
    path = _book(tmp_path, {"a": FIRST})
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(InputError, match="damaged"):
        _articles(path)
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(InputError, match="is not an EPUB book but a PDF"):
        _articles(path)
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("META-INF/container.xml", CONTAINER)
    with pytest.raises(InputError, match=r"it lacks “OEBPS/book\.opf”"):
        _articles(path)
