"""The report as a PDF: a format like the others, but one that needs Qt's fonts (decision 0014)."""

from __future__ import annotations

from evreader.ui.printing.report import write

__all__ = ["write"]
