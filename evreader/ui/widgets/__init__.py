"""Small widgets that several panels share."""

from __future__ import annotations
