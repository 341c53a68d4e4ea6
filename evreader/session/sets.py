"""Annotation sets: whose mentions and deals are shown and made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.errors import InputError, NotFoundError
from evreader.session.core import shortened
from evreader.store import sets

if TYPE_CHECKING:
    from evreader.domain.annotation import AnnotationSet
    from evreader.session.core import Core


class Sets:
    """Choosing and keeping annotation sets."""

    def __init__(self, core: Core) -> None:
        self._core = core

    @property
    def current(self) -> AnnotationSet:
        """The set that mentions and deals go to."""
        return self._core.current_set

    def all(self) -> list[AnnotationSet]:
        """All sets, oldest first."""
        return sets.sets(self._core.plain)

    def named(self, name: str) -> AnnotationSet:
        """The set of that name.

        Raises:
            InputError: there is none.
        """
        for item in self.all():
            if item.name == name:
                return item
        known = ", ".join(f"“{item.name}”" for item in self.all())
        raise InputError(f"There is no annotation set “{name}”; there are {known}.")

    def choose(self, set_id: int) -> None:
        """Make another set the current one."""
        self._core.choose_set(set_id)

    def create(self, name: str) -> int:
        """A new, empty set."""
        name = self._free(name)
        with self._core.operation("New annotation set", shortened(name)) as db:
            return sets.add(db, name)

    def rename(self, set_id: int, name: str) -> None:
        """Give a set another name."""
        self._get(set_id)
        name = self._free(name, but=set_id)
        with self._core.operation("Rename annotation set", shortened(name)) as db:
            sets.update(db, set_id, name=name)

    def is_large(self, set_id: int) -> bool:
        """Whether copying or deleting a set takes long."""
        return sets.is_large(self._core.plain, set_id)

    def duplicate(self, set_id: int, name: str) -> int:
        """A copy of a set with all its mentions and deals, unlocked, under another name."""
        self._get(set_id)
        name = self._free(name)
        with self._core.operation("Duplicate annotation set", shortened(name)) as db:
            return sets.duplicate(db, set_id, name)

    def set_locked(self, set_id: int, locked: bool) -> None:  # noqa: FBT001 - a plain state
        """Protect a set from changes, or stop doing so."""
        label = "Lock annotation set" if locked else "Unlock annotation set"
        with self._core.operation(label, shortened(self._get(set_id).name)) as db:
            sets.update(db, set_id, locked=locked)

    def delete(self, set_id: int) -> None:
        """Remove a set with its mentions and deals.

        Raises:
            InputError: it is the only one.
            LockedSetError: it is locked.
        """
        detail = shortened(self._get(set_id).name)
        if len(self.all()) == 1:
            raise InputError("A project keeps at least one annotation set; make another first.")
        with self._core.operation("Delete annotation set", detail, of_sets=(set_id,)) as db:
            sets.delete(db, set_id)

    def _get(self, set_id: int) -> AnnotationSet:
        for item in self.all():
            if item.id == set_id:
                return item
        raise NotFoundError(f"There is no annotation set {set_id} in this project.")

    def _free(self, name: str, *, but: int = 0) -> str:
        name = name.strip()
        if not name:
            raise InputError("An annotation set needs a name.")
        if any(item.name == name and item.id != but for item in self.all()):
            raise InputError(f"There is an annotation set “{name}” already; choose another name.")
        return name
