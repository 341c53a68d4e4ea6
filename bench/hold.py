"""How long an action holds the window up, in a library of thousands of articles and deals."""

from __future__ import annotations

import gc
import shutil
from typing import TYPE_CHECKING

from bench.corpus import DEALS, FAMILIES, FIRMS, LIBRARY
from bench.measure import Figure
from bench.window import Window
from evreader.domain.annotation import Name
from evreader.ui.widgets.controls import Chooser
from evreader.ui.widgets.filter_field import FilterField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.corpus import Projects
    from evreader.ui.window.panels import Panels

MOST = 0.1
"""Seconds after which a person notices that keys are not answered."""


def run(projects: Projects) -> list[Figure]:
    """The longest turn of the event loop after each action."""
    project = projects.folder / "held.sqlite"
    shutil.copy(projects.dealt, project)
    window = Window(project, at_once=False)
    name = f"{LIBRARY:,} articles, {FAMILIES * len(FIRMS):,} entities, {DEALS:,} deals: until shown"
    first = window.longest_turn(window.main.show, lambda: window.main.panels)
    figures = [Figure(f"hold: {name}", first, "s", most=MOST)]
    # As ``evreader.app.run`` does once the window is complete.
    gc.freeze()
    panels = window.main.panels
    if panels is None:
        raise RuntimeError("The window is not complete.")
    for said, act in _actions(window, panels):
        longest = window.longest_turn(act, lambda: True)
        figures.append(Figure(f"hold: {said}", longest, "s", most=MOST))
    window.close()
    return figures


def _actions(window: Window, panels: Panels) -> Iterator[tuple[str, Callable[[], object]]]:
    session, docks = window.session, window.main.docks
    undo = panels.actions.action("edit.undo").trigger
    field, order = panels.entities.findChild(FilterField), panels.entities.findChild(Chooser)
    yield "first letter that filters entities", lambda: field.setText("n")
    yield "filter emptied", field.clear
    yield "entities by mentions", lambda: order.setCurrentIndex(3)
    yield "an entity renamed", lambda: session.entities.set_names(1, [Name("en", "Renamed")])
    yield "two entities merged", lambda: session.entities.merge(1, [2])
    yield "merge undone", undo
    yield "network shown", lambda: docks.show("network")
    network = panels.network
    if network is None:
        raise RuntimeError("There is no network.")
    # Not before: with it comes pyqtgraph.
    from evreader.ui.network.view import NetworkView

    yield "network zoomed", lambda: network.findChild(NetworkView).zoom(1.25)
    yield "a deal changed beside the network", lambda: session.deals.set_slot(1, "note", "x")
    yield "change undone beside the network", undo
    yield "annotation set made", lambda: session.sets.create("Other")
    yield "annotation set chosen", lambda: session.sets.choose(session.sets.named("Other").id)
    yield "annotation set undone", undo
    yield (
        "article renamed",
        lambda: session.articles.set_info(1, session.articles.info(1)._replace(title="Renamed")),
    )
    yield "article deleted", lambda: session.articles.delete([2])
    yield "labels in Chinese", panels.actions.action("view.chinese_labels").trigger
    yield "dark theme", panels.actions.action("view.theme.dark").trigger
