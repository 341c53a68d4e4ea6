"""Companies and deals as a network."""

from __future__ import annotations
