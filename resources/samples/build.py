"""Builds samples.jsonl from the sample texts and annotations.toml.

Run ``python resources/samples/build.py`` after either has changed. A quotation that is not in its
text stops it.
"""  # noqa: INP001 - a script beside its data, not a module of a package

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.domain.annotation import Filler, Name, Slot
from evreader.domain.article import Span
from evreader.domain.reading import Selection
from evreader.domain.scheme import Scheme
from evreader.resources import load_scheme_data
from evreader.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evreader.domain.annotation import Evidence
    from evreader.domain.article import Article, Passage

FOLDER = Path(__file__).parent
OUT = FOLDER / "samples.jsonl"


class QuoteError(Exception):
    """A quotation of annotations.toml that its text does not have."""


class Place(NamedTuple):
    """Where a quotation, or the meant parts of it, stands."""

    passage: int
    spans: tuple[Span, ...]


def build(out: Path) -> None:
    """Write the samples with their annotation set to ``out``.

    Raises:
        QuoteError: annotations.toml quotes what is not there.
    """
    data = tomllib.loads((FOLDER / "annotations.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        scheme = Scheme.from_data(load_scheme_data("partnerships"))
        session = Session.create(Path(folder) / "samples.sqlite", scheme)
        try:
            _Builder(session, data).run()
            session.exchange.export(out, format_name="jsonl")
        finally:
            session.close()


class _Builder:
    """Fills an empty project with what annotations.toml says."""

    def __init__(self, session: Session, data: Mapping[str, Any]) -> None:
        self._session = session
        self._data = data
        self._texts: dict[str, tuple[Passage, ...]] = {}
        self._entities: dict[str, int] = {}
        self._mentions: dict[Place, int] = {}

    def run(self) -> None:
        """Make articles, entities, mentions and deals, in this order."""
        self._session.sets.rename(self._session.sets.current.id, self._data["set"])
        for item in self._data["article"]:
            self._add_article(item)
        for item in self._data["entity"]:
            self._add_entity(item)
        for item in self._data["plain"]:
            for quoted in item["mentions"]:
                self._add_mentions(quoted, item["type"], attributes=item.get("attributes", {}))
        for item in self._data["deal"]:
            self._add_deal(item)

    def _add_article(self, item: Mapping[str, Any]) -> None:
        exchange = self._session.exchange
        if "file" in item:
            result = exchange.import_files([FOLDER / item["file"]])
        else:
            result = exchange.import_files([], en=FOLDER / item["en"], zh=FOLDER / item["zh"])
        (number,) = result.articles
        article = self._session.articles.get(number)
        info = article.info._replace(source=item["source"], author=item["author"])
        self._session.articles.set_info(number, info)
        self._keep_text(item["name"], article)

    def _keep_text(self, name: str, article: Article) -> None:
        self._texts[name] = article.passages
        for language in ("en", "zh"):
            self._texts[f"{name}.{language}"] = tuple(
                passage for passage in article.passages if passage.language == language
            )

    def _add_entity(self, item: Mapping[str, Any]) -> None:
        names = [Name("en", text) for text in item["en"]] + [Name("zh", t) for t in item["zh"]]
        entity = self._session.entities.create(item["type"], names, item.get("attributes"))
        self._entities[item["key"]] = entity
        for quoted in item["mentions"]:
            self._add_mentions(quoted, item["type"], entity=entity)

    def _add_mentions(
        self,
        quoted: Mapping[str, Any],
        kind: str,
        *,
        entity: int | None = None,
        attributes: Mapping[str, str] | None = None,
    ) -> None:
        level = {"level": quoted["level"]} if "level" in quoted else {}
        for place in self._places(quoted):
            self._mentions[place] = self._session.mentions.add(
                place.passage,
                place.spans,
                kind,
                entity=entity,
                attributes=level | dict(attributes or {}),
            )

    def _add_deal(self, item: Mapping[str, Any]) -> None:
        roles = [
            Filler(
                role["role"],
                entity=self._entities[role["entity"]] if "entity" in role else None,
                value=role.get("value"),
                attributes=role.get("attributes", {}),
                evidence=self._evidence(role),
            )
            for role in item["role"]
        ]
        slots = [
            Slot(slot["name"], slot["value"], evidence=self._evidence(slot))
            for slot in item["slot"]
        ]
        triggers = self._evidence({"evidence": item["triggers"]})
        self._session.deals.create(item["type"], roles=roles, slots=slots, triggers=triggers)

    def _evidence(self, item: Mapping[str, Any]) -> tuple[Evidence, ...]:
        """The mention that stands at each quotation, or else the bare stretch of text."""
        found: list[Evidence] = []
        for quoted in item.get("evidence", ()):
            for place in self._places(quoted):
                mention = self._mentions.get(place)
                (span,) = place.spans
                found.append(
                    self._session.evidence_at(Selection(place.passage, *span))
                    if mention is None
                    else self._session.evidence_of(mention)
                )
        return tuple(found)

    def _places(self, quoted: Mapping[str, Any]) -> list[Place]:
        found = list(_occurrences(self._texts[quoted["in"]], quoted))
        wanted = quoted.get("nth", 1)
        if wanted == "all":
            wanted = range(1, max(2, len(found) + 1))
        numbers = [wanted] if isinstance(wanted, int) else list(wanted)
        if max(numbers) > len(found):
            raise QuoteError(
                f"annotations.toml: “{quoted['quote']}” stands {len(found)} times in "
                f"{quoted['in']}, not {max(numbers)}."
            )
        return [found[number - 1] for number in numbers]


def _occurrences(passages: tuple[Passage, ...], quoted: Mapping[str, Any]) -> Iterator[Place]:
    """Where the words stand, whole words only; letters of the other script are no such border."""
    pattern = re.escape(quoted["quote"])
    if quoted["quote"][0].isascii() and quoted["quote"][0].isalnum():
        pattern = "(?<![A-Za-z0-9])" + pattern
    if quoted["quote"][-1].isascii() and quoted["quote"][-1].isalnum():
        pattern += "(?![A-Za-z0-9])"
    for passage in passages:
        for match in re.finditer(pattern, passage.text):
            yield Place(passage.id, _meant(match, quoted))


def _meant(match: re.Match[str], quoted: Mapping[str, Any]) -> tuple[Span, ...]:
    spans: list[Span] = []
    end = match.start()
    for part in quoted.get("fragments", (quoted["quote"],)):
        start = match.string.find(part, end, match.end())
        if start < 0:
            raise QuoteError(f"annotations.toml: “{quoted['quote']}” does not hold “{part}”.")
        end = start + len(part)
        spans.append(Span(start, end))
    return tuple(spans)


if __name__ == "__main__":
    build(OUT)
    sys.stdout.write(f"{OUT.name}: {OUT.stat().st_size} bytes\n")
