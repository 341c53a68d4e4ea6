"""Tagging commands: from a selection to a mention, from a mention to an entity."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from evreader.domain import words
from evreader.domain.annotation import Name
from evreader.domain.article import Span
from evreader.ui.widgets.attribute_editor import AttributeEditor
from evreader.ui.widgets.entity_picker import EntityPicker
from evreader.ui.widgets.type_menu import TypeMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QPoint

    from evreader.domain.annotation import Mention
    from evreader.domain.article import Passage
    from evreader.domain.reading import Selection
    from evreader.ui.window.workspace import Workspace


class Tagging(QObject):
    """Makes, changes and links mentions at the reader's selection."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._reader = workspace.reader
        # Children of the reader would be under its shortcuts: Tab and letters would be commands.
        window = workspace.reader.window()
        self._picker = EntityPicker(workspace.look, window)
        self._picker.picked.connect(self._link_to)
        self._picker.new_wanted.connect(self._link_to_new)
        self._types = TypeMenu(workspace.look, workspace.reader)
        self._types.chosen.connect(self.retype)
        self._attributes = AttributeEditor(workspace.look, window)
        self._attributes.edited.connect(self._set_attribute)
        self._last = 0
        self._reader.mention_selected.connect(self._note_last)
        self._reader.article_changed.connect(self._forget_last)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "mention.tag": self.tag,
            "mention.link": self.link,
            "mention.new_entity": self.link_to_fresh,
            "mention.unlink": self.unlink,
            "mention.type": self.choose_type,
            "mention.attributes": self.edit_attributes,
            "mention.edge": self.move_edge,
            "mention.extend": self.add_fragment,
            "mention.next": self.next,
            "mention.previous": self.previous,
            "mention.delete": self.delete,
        }

    def tag(self, type_name: str) -> None:
        """Make the selected text a mention of this type; without one, retype the chosen mention.

        A text that is exactly one known entity's name is taken to mean that entity.
        """
        if not self._reader.desk.selections():
            self.retype(type_name)
            return
        selection = self._workspace.selection()
        if selection is not None:
            made = self._workspace.attempt(partial(self._add, selection, type_name))
            if made is not None:
                self._reader.desk.guide.choose_mention(made)

    def _add(self, selection: Selection, type_name: str) -> int:
        session = self._workspace.session
        text = session.evidence_at(selection).text
        entity = session.entities.named(text, type_name)
        return session.mentions.add(
            selection.passage, [Span(selection.start, selection.end)], type_name, entity=entity
        )

    def retype(self, type_name: str) -> None:
        """Change the type of the chosen mentions."""
        chosen = self._chosen()
        if chosen:
            mentions = self._workspace.session.mentions
            self._workspace.attempt(partial(mentions.set_type, chosen, type_name))

    def choose_type(self) -> None:
        """Offer the types for the chosen mentions."""
        if self._chosen() and not self._workspace.is_locked():
            self._types.open_at(self._workspace.session.scheme.entities, self._below())

    def edit_attributes(self) -> None:
        """Show what can be said about the mention chosen last."""
        mention = self._mention()
        if mention is not None and not self._workspace.is_locked():
            self._attributes.open_at(self._workspace.session.scheme, mention, self._below())

    def link(self) -> None:
        """Ask which entity the chosen mentions are of."""
        mention = self._mention()
        if mention is not None and not self._workspace.is_locked():
            self._picker.set_session(self._workspace.session)
            across = self._workspace.session.entities.across(mention.id)
            self._picker.open_at(self._below(), mention.text, mention.type, proposed=across)

    def link_to_fresh(self) -> None:
        """Make an entity named as the mention reads."""
        chosen = self._chosen()
        if chosen:
            self._workspace.attempt(partial(self._workspace.session.entities.create_for, chosen))

    def unlink(self) -> None:
        """Forget which entity the chosen mentions are of."""
        chosen = self._chosen()
        if chosen:
            mentions = self._workspace.session.mentions
            self._workspace.attempt(partial(mentions.set_entity, chosen, None))

    def next(self) -> None:
        """Choose the next mention of the article; where there is none, leave the text."""
        if not self._reader.desk.guide.choose_next_mention():
            self._reader.focusNextPrevChild(True)  # noqa: FBT003 - Qt's own

    def previous(self) -> None:
        """Choose the mention before; where there is none, leave the text."""
        if not self._reader.desk.guide.choose_next_mention(backward=True):
            self._reader.focusNextPrevChild(False)  # noqa: FBT003 - Qt's own

    def delete(self) -> None:
        """Remove the chosen mentions."""
        chosen = self._chosen()
        if chosen:
            self._workspace.attempt(partial(self._workspace.session.mentions.delete, chosen))

    def move_edge(self, how: str) -> None:
        """Move one edge of the chosen mention: ``start|end backward|forward char|word``."""
        mention = self._mention()
        if mention is None:
            return
        edge, direction, unit = how.split()
        passage = self._passage(mention)
        is_start = edge == "start"
        place = mention.start if is_start else mention.end
        step = _earlier if direction == "backward" else _later
        moved = step(passage, place, is_start=is_start, unit=unit)
        spans = list(mention.fragments)
        if is_start:
            spans[0] = Span(moved, spans[0].end)
        else:
            spans[-1] = Span(spans[-1].start, moved)
        self._set_fragments(mention, spans)

    def add_fragment(self) -> None:
        """Add the selected text to a mention, as a further part of it.

        To the one chosen, or else to the last one that was: selecting by keyboard lets go of it.
        """
        selection = self._workspace.selection()
        if selection is None:
            return
        if self._reader.desk.selected_mentions() or not self._last:
            mention = self._mention()
        else:
            mention = self._known(self._last)
        if mention is None:
            return
        if selection.passage != mention.passage:
            self._workspace.refused.emit(self.tr("A mention stays within one passage."))
            return
        self._set_fragments(
            mention, _joined([*mention.fragments, Span(selection.start, selection.end)])
        )
        self._reader.desk.guide.choose_mention(mention.id)

    def _set_fragments(self, mention: Mention, spans: Sequence[Span]) -> None:
        mentions = self._workspace.session.mentions
        if any(span.start >= span.end for span in spans) or list(spans) == list(mention.fragments):
            return
        self._workspace.attempt(partial(mentions.set_fragments, mention.id, spans))

    def _link_to(self, entity: int) -> None:
        mentions = self._workspace.session.mentions
        self._workspace.attempt(
            partial(mentions.set_entity, self._reader.desk.selected_mentions(), entity)
        )

    def _link_to_new(self, name: str) -> None:
        """A new entity of the name typed."""
        mention = self._mention()
        if mention is None:
            return
        wanted = Name(self._passage(mention).language, name)
        chosen = self._reader.desk.selected_mentions()
        entities = self._workspace.session.entities
        self._workspace.attempt(partial(entities.create_for, chosen, name=wanted))

    def _set_attribute(self, name: str, value: str) -> None:
        mentions = self._workspace.session.mentions
        chosen = self._reader.desk.selected_mentions()
        self._workspace.attempt(partial(mentions.set_attribute, chosen, name, value))

    def _passage(self, mention: Mention) -> Passage:
        found = self._workspace.session.articles.contents([mention.passage])
        return found[mention.passage].passage

    def _note_last(self, mention: int) -> None:
        self._last = mention or self._last

    def _forget_last(self) -> None:
        self._last = 0

    def _chosen(self) -> list[int]:
        chosen = self._reader.desk.selected_mentions()
        if not chosen:
            self._workspace.refused.emit(
                self.tr("Select text, or choose a mention (click it, or press Tab), first.")
            )
        return chosen

    def _mention(self) -> Mention | None:
        chosen = self._chosen()
        return self._known(chosen[-1]) if chosen else None

    def _known(self, mention: int) -> Mention | None:
        """A mention, unless another program has removed it; then the user is told."""
        return self._workspace.attempt(partial(self._workspace.session.mentions.get, mention))

    def _below(self) -> QPoint:
        """Where a pop-up about the chosen mention belongs, on the screen."""
        return self._reader.viewport().mapToGlobal(self._reader.anchor_point())


def _earlier(passage: Passage, place: int, *, is_start: bool, unit: str) -> int:
    """A step back; by word, an end stops behind the word before, a start in front of it."""
    text = passage.text
    if unit == "char":
        return words.previous_character(text, place)
    moved = words.previous_word(text, place, passage.language)
    return moved if is_start else len(text[:moved].rstrip())


def _later(passage: Passage, place: int, *, is_start: bool, unit: str) -> int:
    """A step on; by word, a start stops in front of the next word, an end behind it."""
    text = passage.text
    if unit == "char":
        return words.next_character(text, place)
    moved = words.next_word(text, place, passage.language)
    return len(text) - len(text[moved:].lstrip()) if is_start else moved


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
