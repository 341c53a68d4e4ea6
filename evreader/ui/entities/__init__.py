"""The project's entities."""

from __future__ import annotations
