"""The open project and what the user is doing; the only writer."""

from __future__ import annotations
