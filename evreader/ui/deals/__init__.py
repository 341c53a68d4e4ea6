"""The list of deals and the editor of one."""

from __future__ import annotations
