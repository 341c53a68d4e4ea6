"""Word documents (``.docx``) on their way in."""

from __future__ import annotations

from evreader.formats.docx.file import read

__all__ = ["read"]
