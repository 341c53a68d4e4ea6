"""The two-column reader view."""

from __future__ import annotations
