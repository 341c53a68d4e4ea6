"""CC-CEDICT as the aligner's lexicon, straight from the data file: in 0.4 s, nothing to be made.

An article needs some hundred words of it at once, and none afterwards. So the glosses stay as they
are written until a word is asked for; the file that serves reading (``dictionary``) takes many
seconds to make, for which nobody who imports an article should wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.lexicon import LONGEST, references_of, renderings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evreader.domain.lexicon import Renderings

# How strongly a word is rendered by what renders the word that it only refers to.
_REFERENCE = 0.9


class CedictLexicon:
    """All words of the dictionary with their glosses, as renderings once they are asked for."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take lines in CC-CEDICT's notation, remarks included."""
        self._glosses: dict[str, str] = {}
        self._known: dict[str, Renderings] = {}
        for line in lines:
            head, _, glosses = line.partition("/")
            words = head.split(" ", 2)
            if head[:1] != "#" and len(words) > 2 and len(words[1]) <= LONGEST:  # noqa: PLR2004
                before = self._glosses.get(words[1])
                self._glosses[words[1]] = f"{before}/{glosses}" if before else glosses

    def renderings(self, words: Iterable[str]) -> Mapping[str, Renderings]:
        """The renderings of those of many Chinese words (simplified) that are known."""
        found: dict[str, Renderings] = {}
        for word in self._glosses.keys() & set(words):
            if word not in self._known:
                self._known[word] = self._with_references(word)
            found[word] = self._known[word]
        return found

    def _with_references(self, word: str) -> Renderings:
        glosses = self._glosses[word].strip().split("/")
        found = renderings_of(glosses)
        for other in references_of(glosses):
            if other != word and other in self._glosses:
                for part, strength in renderings_of(self._glosses[other].split("/")).items():
                    found[part] = max(found.get(part, 0.0), _REFERENCE * strength)
        return found
