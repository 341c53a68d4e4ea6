"""The panels that are there from the beginning, as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from evreader.ui.deals.deal_editor import DealEditor
    from evreader.ui.deals.deal_panel import DealPanel
    from evreader.ui.entities.entity_panel import EntityPanel
    from evreader.ui.library.library_panel import LibraryPanel


class SidePanels(NamedTuple):
    """The panels that stand around the reader from the beginning."""

    library: LibraryPanel
    entities: EntityPanel
    editor: DealEditor
    deals: DealPanel
