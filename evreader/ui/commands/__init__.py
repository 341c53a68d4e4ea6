"""Commands as data, and what shows them: menus, palette, shortcut sheet."""

from __future__ import annotations
