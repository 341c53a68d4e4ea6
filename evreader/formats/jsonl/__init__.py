"""evreader's own format: complete, one JSON record a line (docs/formats.md)."""

from __future__ import annotations

from evreader.formats.jsonl.file import claims, read, write
from evreader.formats.jsonl.reading import head

__all__ = ["claims", "head", "read", "write"]
