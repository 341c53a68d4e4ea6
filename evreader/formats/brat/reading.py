"""A brat collection on its way in: its entities first, then its texts, some at a time."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.domain.portion import Portions
from evreader.errors import InputError
from evreader.formats.brat.configuration import Configuration
from evreader.formats.brat.entities import Entities
from evreader.formats.brat.folder import collection
from evreader.formats.brat.pages import Roles
from evreader.formats.brat.texts import Texts, text_of
from evreader.formats.standoff.intake import Intake
from evreader.formats.standoff.units import IN_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evreader.domain.bundle import AnnotatedArticle, Bundle
    from evreader.domain.portion import Portion
    from evreader.formats.brat.folder import Page
    from evreader.formats.brat.texts import Rest
    from evreader.formats.standoff.units import Unit


class Reading:
    """What is read of one folder or file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._collection = collection(path)
        self._receipt = Receipt("brat")
        self._units: Counter[Unit] = Counter()
        self._entities = Entities()

    def bundle(self) -> Bundle:
        """The bundle; its articles are read while they are walked."""
        refused = self._receipt.refused
        orphans = (name.rpartition("/")[2] for name in self._collection.orphans)
        refused += [f"“{name}” has no text beside it." for name in orphans]
        configuration = Configuration(self._path.stem)
        for folder in self._collection.configurations:
            refused += configuration.add(folder)
        for entry in self._collection.entries:
            for page in entry.pages:
                self._scan(page)
        self._intake = Intake(self._receipt, self._entities.finish())
        texts = Texts(self._collection, self._entities, Roles(configuration.roles))
        portions = Portions(texts.read, texts.portions(), self._through)
        bundle = self._intake.bundle(portions, set_name=self._path.stem)
        return replace(bundle, scheme=configuration.scheme())

    def _scan(self, page: Page) -> None:
        contents: list[str] = []
        for name in page.annotations:
            with suppress(InputError):  # told when its text is read
                contents.append(text_of(Path(self._collection.root, name)))
        self._entities.scan("\n".join(contents))

    def _through(self, portions: Iterable[Portion[Rest]]) -> Iterator[AnnotatedArticle]:
        """The articles of portions that were read, in this process or in others."""
        for portion in portions:
            rest = portion.rest
            self._units.update(rest.units)
            self._receipt.refused += rest.refused
            self._receipt.files += rest.files
            for told in rest.told:
                self._intake.take(told)
            yield from portion.articles
        if self._units:
            units = ", ".join(
                f"{IN_WORDS[unit]} ({number})" if len(self._units) > 1 else IN_WORDS[unit]
                for unit, number in self._units.most_common()
            )
            self._receipt.notes.append(f"Offsets count {units}.")
