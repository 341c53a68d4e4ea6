"""Widgets: they show and ask, they never decide."""

from __future__ import annotations
