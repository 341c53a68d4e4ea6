"""The list of articles."""

from __future__ import annotations
