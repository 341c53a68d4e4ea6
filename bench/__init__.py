"""Timings of evreader against their floors, measured in the same run."""

from __future__ import annotations
