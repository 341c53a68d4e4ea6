"""What the dictionary says about a word, as rich text in the fonts and colours of a look."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.domain.dictionary import Entry, Found
    from evreader.ui.look import Look

_MOST_GLOSSES = 9
_SHORT_GLOSS = 72  # code points of what is told of a part of the word


class WordText:
    """Writes entries for one look."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._size = look.size("text")

    def page(self, found: Sequence[Found]) -> str:
        """All that was found: the first in full, the others in a line each."""
        if not found:
            return ""
        first, rest = found[0], found[1:]
        if _is_english(first):
            return "".join(self._english(one, is_first=one is first) for one in found)
        return self._chinese(first) + "".join(self._line(one.entries[0]) for one in rest)

    def message(self, text: str) -> str:
        """A sentence in place of entries."""
        return f"<p style='margin:0'>{self._said(escape(text), 'muted')}</p>"

    def _chinese(self, found: Found) -> str:
        lines = []
        for number, entry in enumerate(found.entries):
            head = self._word(entry.simplified, 1.5 if not number else 1.2)
            if entry.traditional != entry.simplified:
                head += "&nbsp;" + self._word(entry.traditional, 1.1, "muted")
            head += "&nbsp;&nbsp;" + self._pinyin(entry.pinyin, 1.0)
            glosses = self._said("&nbsp; · &nbsp;").join(
                self._said(escape(gloss), "text") for gloss in entry.glosses[:_MOST_GLOSSES]
            )
            top = round(self._size * 0.5) if number else 0
            lines.append(f"<p style='margin:{top}px 0 0 0'>{head}</p>")
            lines.append(f"<p style='margin:2px 0 0 0'>{glosses}</p>")
        return "".join(lines)

    def _line(self, entry: Entry) -> str:
        said = _short("; ".join(entry.glosses))
        line = (
            f"{self._word(entry.simplified, 1.0)}&nbsp; {self._pinyin(entry.pinyin, 0.8)}&nbsp; "
            f"{self._said(escape(said), 'muted')}"
        )
        return f"<p style='margin:{round(self._size * 0.4)}px 0 0 0'>{line}</p>"

    def _english(self, found: Found, *, is_first: bool) -> str:
        font = self._family("en", "text")
        size = round(self._size * (1.15 if is_first else 1.0))
        top = 0 if is_first else round(self._size * 0.8)
        head = (
            f"<p style='margin:{top}px 0 0 0'><span style=\"{font};font-size:{size}px;"
            f'font-weight:600;color:{self._color("text")}">{escape(found.word)}</span></p>'
        )
        return head + "".join(map(self._line, found.entries))

    def _word(self, word: str, scale: float, color: str = "text") -> str:
        size = round(self._size * scale)
        style = f"{self._family('zh', 'text')};font-size:{size}px;color:{self._color(color)}"
        return f'<span style="{style}">{escape(word)}</span>'

    def _pinyin(self, pinyin: str, scale: float) -> str:
        size = round(self._size * scale * 0.92)
        style = f"{self._family('en', 'label')};font-size:{size}px;color:{self._color('accent')}"
        return f'<span style="{style}">{escape(pinyin)}</span>'

    def _said(self, html: str, color: str = "faint") -> str:
        size = round(self._size * 0.82)
        # Glosses name other Chinese words: their font is asked for second.
        style = f"{self._family('en', 'label')};font-size:{size}px;color:{self._color(color)}"
        return f'<span style="{style}">{html}</span>'

    def _color(self, name: str) -> str:
        return self._look.color(name).name()

    def _family(self, language: str, role: str) -> str:
        families = self._look.font(language, "label" if role == "label" else "text").families()
        return "font-family:" + ",".join(f"'{family}'" for family in families)


def plain(found: Sequence[Found]) -> str:
    """The first finding on one line, for the clipboard."""
    if not found:
        return ""
    entries = found[0].entries
    said = [f"{e.simplified} {e.pinyin} {'; '.join(e.glosses)}" for e in entries]
    return "\n".join([found[0].word, *said] if _is_english(found[0]) else said)


def _is_english(found: Found) -> bool:
    return found.word.isascii()


def _short(text: str) -> str:
    return text if len(text) <= _SHORT_GLOSS else f"{text[: _SHORT_GLOSS - 1].rstrip()}…"
