"""The main window: what joins the panels, and what each command does."""

from __future__ import annotations
