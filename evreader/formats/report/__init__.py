"""A report for people: one page of HTML that needs nothing else, to be read, sent and printed."""

from __future__ import annotations

from evreader.formats.report.page import write

__all__ = ["write"]
