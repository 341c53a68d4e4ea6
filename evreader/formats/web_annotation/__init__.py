"""The Web Annotation data model of the W3C, as JSON-LD."""

from __future__ import annotations

from evreader.formats.web_annotation.file import claims, read, write

__all__ = ["claims", "read", "write"]
