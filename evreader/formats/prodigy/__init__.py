"""The format of Prodigy: a task a line."""

from __future__ import annotations

from evreader.formats.prodigy.file import claims, read, write

__all__ = ["claims", "read", "write"]
