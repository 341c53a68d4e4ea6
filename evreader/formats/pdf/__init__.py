"""PDFs on their way in: the text they hold, put back into paragraphs."""

from __future__ import annotations

from evreader.formats.pdf.file import read

__all__ = ["read"]
