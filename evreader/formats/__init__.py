"""Exchange formats: one module each, none knowing another; ``registry`` names them all."""

from __future__ import annotations
