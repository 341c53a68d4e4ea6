"""The rows of the catalogue for texts: formats that evreader reads and nobody tags in."""

from __future__ import annotations

from evreader.formats.format import Format

_TEXT_ONLY = (
    "Mentions, entities and deals.",
    "Links between sentences of the two languages.",
)

TEXTS = (
    Format(
        name="text",
        title="Plain text",
        module="evreader.formats.text",
        suffixes=(".txt", ".text"),
        reads=True,
        side=True,
        prose=True,
        cannot_carry=_TEXT_ONLY,
    ),
    Format(
        name="markdown",
        title="Markdown",
        module="evreader.formats.markdown",
        suffixes=(".md", ".markdown"),
        reads=True,
        side=True,
        prose=True,
        cannot_carry=_TEXT_ONLY,
    ),
    Format(
        name="html",
        title="Web page",
        module="evreader.formats.html",
        suffixes=(".html", ".htm", ".xhtml"),
        reads=True,
        side=True,
        prose=True,
        cannot_carry=_TEXT_ONLY,
    ),
    Format(
        name="mhtml",
        title="Web archive (MHTML)",
        module="evreader.formats.mhtml",
        suffixes=(".mhtml", ".mht"),
        reads=True,
        side=True,
        prose=True,
        cannot_carry=_TEXT_ONLY,
    ),
    Format(
        name="docx",
        title="Word document",
        module="evreader.formats.docx",
        suffixes=(".docx", ".docm"),
        reads=True,
        side=True,
        prose=True,
        cannot_carry=_TEXT_ONLY,
    ),
    Format(
        name="pdf",
        title="PDF with text",
        module="evreader.formats.pdf",
        suffixes=(".pdf",),
        reads=True,
        side=True,
        prose=True,
        cannot_carry=_TEXT_ONLY,
    ),
    Format(
        name="epub",
        title="EPUB book",
        module="evreader.formats.epub",
        suffixes=(".epub",),
        reads=True,
        prose=True,
        cannot_carry=_TEXT_ONLY,
    ),
    Format(
        name="feed",
        title="News feed (RSS, Atom)",
        module="evreader.formats.feed",
        suffixes=(".rss", ".atom", ".rdf", ".xml"),
        reads=True,
        prose=True,
        cannot_carry=_TEXT_ONLY,
    ),
)
