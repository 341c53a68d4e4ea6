"""The format of Label Studio: tasks in JSON, with the labelling configuration beside them."""

from __future__ import annotations

from evreader.formats.label_studio.file import claims, read, write

__all__ = ["claims", "read", "write"]
