"""The lexicon that a project's articles are aligned with: the dictionary and its own names."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from evreader.domain.lexicon import NamePairs
from evreader.session.dictionary import AlignersLexicon
from evreader.store import entities

if TYPE_CHECKING:
    import sqlite3

    from evreader.domain.lexicon import Lexicon


def lexicon_of(plain: sqlite3.Connection) -> Lexicon:
    """The dictionary behind the names that the project's entities have in both languages."""
    pairs = [
        pair
        for entity in entities.entities(plain)
        for pair in product(
            (name.text for name in entity.names if name.language == "en"),
            (name.text for name in entity.names if name.language == "zh"),
        )
    ]
    return NamePairs(pairs, AlignersLexicon()) if pairs else AlignersLexicon()
