"""XLIFF, the format of translation programs: written as 2.0, read as 1.0 to 1.2 and 2.0 to 2.1.

Version 1 and version 2 have little in common but the name: each is read by a module of its own.
"""

from __future__ import annotations

from evreader.formats.xliff.reading import read
from evreader.formats.xliff.writing import write

__all__ = ["read", "write"]
