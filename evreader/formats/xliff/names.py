"""The names that XLIFF and evreader use in such a file."""

from __future__ import annotations

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
OURS = "urn:evreader:xliff"
"""The namespace of what evreader says of a mark, besides that it is a term."""
CATEGORY = "evreader"
"""The metadata that evreader writes into a unit."""
INFO = ("title", "source", "date", "url", "author", "site")
