"""Pure values and functions: no file, no SQL, no Qt."""

from __future__ import annotations
