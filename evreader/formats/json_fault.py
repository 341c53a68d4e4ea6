"""Why a text is no JSON, in words for who has the file before them."""

from __future__ import annotations

import json

# How Python's own words for a fault begin, and ours.
_FAULTS = {
    "Expecting value": "a value is missing",
    "Expecting property name": "a name in double quotes is missing",
    "Expecting ',' delimiter": "a comma or the end is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Unterminated string": "a text begins that has no end",
    "Invalid control character": "a text holds a line break or a control character",
    "Invalid \\": "a backslash stands before what it cannot stand before",
    "Illegal trailing comma": "a comma stands with nothing behind it",
    "Extra data": "the data has ended, and more follows",
}


def fault_of(error: Exception) -> str:
    """What was wrong when JSON was read, and where; the line only if there are several."""
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    if isinstance(error, json.JSONDecodeError):
        said = [ours for theirs, ours in _FAULTS.items() if error.msg.startswith(theirs)]
        line = f" in line {error.lineno}," if "\n" in error.doc.strip() else ""
        return f"{said[0] if said else error.msg}{line} at character {error.colno}"
    # Python's own limit for the digits of a number tells how a program would lift it.
    return "a number in it is too long" if "int_max_str_digits" in str(error) else str(error)
