"""PDFs on their way in: the text they hold, put back into paragraphs.

A PDF knows characters and their places, nothing more. Lines, columns, paragraphs and headings are
worked out from those. What repeats at the top or bottom of the pages, page numbers and text set
sideways become boilerplate behind the article, each wording once. Pictures of pages have no text
to read: that is said.
"""

from __future__ import annotations

import re
from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING

from evreader.domain.article import ArticleInfo
from evreader.domain.blocks import Block, folded, title_of
from evreader.errors import InputError
from evreader.formats.contents import contents_of, refuse_unless
from evreader.formats.passages import bundle_of, known_author, known_title
from evreader.formats.pdf.columns import strips
from evreader.formats.pdf.lines import is_readable, page_lines
from evreader.formats.pdf.paragraphs import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pypdfium2 import PdfDocument, PdfPage

    from evreader.domain.bundle import Bundle
    from evreader.formats.pdf.lines import Line

_MOST_PAGES, _MOST_SIGNS = 2_000, 5_000_000
# So many lines at the top and at the bottom of a page may be a running head or foot.
_EDGE_LINES, _SAME_HEIGHT = 3, 6.0
_NUMBER = r"\d{1,4}|[ivxlc]{1,6}"
_PAGE_NUMBER = re.compile(
    rf"[-–—\s]*(?:page|p\.)?\s*(?:{_NUMBER})(?:\s*(?:of|/)\s*\d{{1,4}})?[-–—\s]*"
    r"|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
# pdfium keeps its state in one place for the whole process.
_ONE_AT_A_TIME = Lock()


def read(path: Path) -> Bundle:
    """Read one file as one article.

    Raises:
        InputError: the file is missing, no PDF, locked, damaged, too long, or holds no text.
    """
    data = contents_of(path, largest_mb=200)
    refuse_unless(data, path.name, "pdf", "a PDF")
    with _ONE_AT_A_TIME:
        pages, known = _taken_apart(data, path.name)
    lines = [line for page in pages for line in page]
    if not is_readable("".join(line.text for line in lines)):
        raise InputError(
            f"“{path.name}” does not say which characters it draws; run text recognition (OCR) "
            f"on it first."
        )
    blocks = _blocks(pages)
    info = ArticleInfo(
        title=known_title(known.get("Title", "")) or title_of(blocks, path.stem),
        source=path.name,
        date=_date(known.get("CreationDate", "")) or _date(known.get("ModDate", "")),
        author=known_author(known.get("Author", "")),
    )
    return bundle_of(info, blocks)


def _taken_apart(data: bytes, name: str) -> tuple[list[list[Line]], dict[str, str]]:
    """The lines of each page, and the document's properties."""
    import pypdfium2

    document = _opened(data, name)
    try:
        if len(document) > _MOST_PAGES:
            raise InputError(f"“{name}” has more than {_MOST_PAGES} pages; split it.")
        pages: list[list[Line]] = []
        signs = 0
        has_pictures = False
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            signs += text_page.count_chars()
            if signs > _MOST_SIGNS:
                raise InputError(f"“{name}” holds more text than an article or a book; split it.")
            pages.append(page_lines(text_page, number))
            has_pictures = has_pictures or (not pages[-1] and _has_picture(page))
            text_page.close()
            page.close()
        if not any(pages):
            raise _no_text(name, has_pictures=has_pictures)
        return pages, document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"“{name}” is damaged: a page cannot be read; get it anew.") from error
    finally:
        document.close()


def _opened(data: bytes, name: str) -> PdfDocument:
    import pypdfium2
    import pypdfium2.raw

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise InputError(
                f"“{name}” is locked with a password; save a copy without one and import that."
            ) from error
        raise InputError(f"“{name}” is damaged or cut off; get it anew.") from error


def _has_picture(page: PdfPage) -> bool:
    import pypdfium2.raw

    pictures = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return any(True for _ in pictures)


def _no_text(name: str, *, has_pictures: bool) -> InputError:
    if has_pictures:
        return InputError(
            f"“{name}” holds pictures of pages, no text; run text recognition (OCR) on it first."
        )
    return InputError(f"“{name}” holds no text; nothing was imported.")


def _date(given: str) -> str:
    """``D:20250409…`` as ISO 8601."""
    found = _DATE.match(given)
    return "-".join(found.groups()) if found else ""


def _blocks(pages: Sequence[Sequence[Line]]) -> list[Block]:
    aside = _furniture(pages)
    kept = [[line for line in page if line.upright and line not in aside] for page in pages]
    blocks = folded(paragraphs([strip for page in kept for strip in strips(page)]))
    sideways = [line for page in pages for line in page if not line.upright]
    wordings = dict.fromkeys(_wording(line) for line in (*aside, *sideways))
    first = {_wording(line): line.text for line in (*reversed(sideways), *reversed(list(aside)))}
    return [*blocks, *(Block(first[wording], "boilerplate") for wording in wordings)]


def _furniture(pages: Sequence[Sequence[Line]]) -> dict[Line, None]:
    """Running heads and feet: what repeats at the same height of pages, and page numbers."""
    edges = [_edge_lines(page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for page in edges:
        seen.update({(_wording(line), height) for line in page for height in _heights(line)})
    often = max(2, min(len(pages) // 3, 6))
    return {
        line: None
        for page in edges
        for line in page
        if _PAGE_NUMBER.fullmatch(line.text)
        or max(seen[_wording(line), height] for height in _heights(line)) >= often
    }


def _edge_lines(page: Iterable[Line]) -> list[Line]:
    upright = sorted((line for line in page if line.upright), key=_top)
    return list(dict.fromkeys([*upright[:_EDGE_LINES], *upright[-_EDGE_LINES:]]))


def _heights(line: Line) -> tuple[int, int]:
    """The two steps of height that a line lies nearest to, so that no border parts equals."""
    step = int(line.top // _SAME_HEIGHT)
    return (step, step + 1) if line.top % _SAME_HEIGHT >= _SAME_HEIGHT / 2 else (step - 1, step)


def _wording(line: Line) -> str:
    return re.sub(r"\d+|^[ivxlc]+$", "#", line.text)


def _top(line: Line) -> float:
    return line.top
