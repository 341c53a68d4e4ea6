"""Disclosure: what of an article is folded away or hidden, and how it comes to light."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.ui.reader.choice import Choice
    from evreader.ui.reader.place_keeper import PlaceKeeper
    from evreader.ui.reader.viewpoint import Viewpoint


class Disclosure:
    """Folds boilerplate and unfolds it; shows counterparts that are hidden, and hides them."""

    def __init__(
        self,
        choice: Choice,
        viewpoint: Viewpoint,
        places: PlaceKeeper,
        moved: Callable[[], None],
    ) -> None:
        self._choice = choice
        self._page = choice.page
        self._viewpoint = viewpoint
        self._places = places
        self._moved = moved

    def bring_out(self, passage: int) -> bool:
        """Show a passage that is folded away or hidden; False if it is not in the article."""
        if self._page.rows.index(passage) is None:
            return False
        fold = self._page.rows.fold_of(passage)
        if fold is not None:
            self.toggle_fold(fold.key)
        row = self._page.rows.row_of(passage)
        if row is not None and not self._page.rows.is_shown(passage):
            self._open_row(row)
        return True

    def toggle_fold(self, key: int) -> None:
        """Show a run of boilerplate, or fold it again."""
        rows = self._page.rows
        row = rows.fold_row(key)
        if row is None:
            return
        y = self._page.top(row) - self._viewpoint.top
        unfolded = {fold.key for fold in rows.folds.values() if fold.is_open}
        self._page.set_unfolded(unfolded ^ {key})
        # Rows before it may have estimated heights again: the fold stays under the pointer.
        self._viewpoint.stand_at(row, y)
        self._settle_choice()

    def unfold_all(self, *, unfolded: bool) -> None:
        """Show all boilerplate, or fold it."""
        place = self._places.place()
        folds = self._page.rows.folds.values()
        self._page.set_unfolded(fold.key for fold in folds if unfolded)
        self._places.stay_at(place)
        self._settle_choice()

    def toggle_counterparts(self, passage: int) -> None:
        """Show what is hidden on the row of a passage, or hide it again."""
        rows = self._page.rows
        row = rows.row_of(passage)
        if row is None:
            return
        self._open_row(row, opened=rows.first_passage(row) not in rows.opened)
        self.leave_hidden()
        self._choice.recheck()

    def leave_hidden(self) -> None:
        """Where the caret's passage is hidden now: go to its counterpart."""
        head, rows = self._choice.caret.head, self._page.rows
        if head is None or rows.is_shown(head.passage):
            return
        beside = self._choice.movement.beside(head)
        if beside is not None and rows.is_shown(beside.passage):
            self._choice.put(beside)

    def _open_row(self, row: int, *, opened: bool = True) -> None:
        self._page.rows.open(row, opened=opened)
        self._page.refresh(self._page.rows.members(row))
        self._viewpoint.settle()
        self._moved()

    def _settle_choice(self) -> None:
        self._choice.leave_fold()
        self._choice.recheck()
        self._moved()
