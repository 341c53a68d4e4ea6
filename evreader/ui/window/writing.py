"""Commands for writing into an article: a missing translation, the correction of a text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint

from evreader.domain.anchoring import shown_lines, with_line_ends
from evreader.domain.article import COUNTERPARTS, Span
from evreader.ui.widgets.passage_editor import PassageEditor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evreader.domain.annotation import Mention
    from evreader.domain.article import Language, Passage
    from evreader.session.passages import Corrected
    from evreader.ui.window.workspace import Workspace

_LISTED = 12


class Writing(QObject):
    """Lets a person write in place of the page, on purpose and never by a slip."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._reader = workspace.reader
        self._editor = PassageEditor(workspace.look, workspace.reader.window())
        self._editor.kept.connect(self._keep)
        self._write: Callable[[str], None] | None = None
        workspace.reader.translation_wanted.connect(self.translate_this)
        workspace.opened.connect(self._editor.hide)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "passage.translate": self.translate,
            "passage.remove_translation": self.remove_translation,
            "passage.correct": self.correct,
            "passage.restore_text": self.restore,
            "mention.place": self.place,
        }

    def translate(self) -> None:
        """Type the missing translation of the caret's passage."""
        passage = self._here()
        if passage is not None:
            self.translate_this(passage.id)

    def translate_this(self, passage: int) -> None:
        """Type the missing translation of a passage."""
        found = self._workspace.attempt(
            partial(self._workspace.session.passages.translatable, passage)
        )
        if found is None:
            return
        language = COUNTERPARTS[found.language]
        title = (
            self.tr("Your translation into Chinese")
            if language == "zh"
            else self.tr("Your translation into English")
        )
        self._write = partial(self._keep_translation, passage)
        self._open(passage, title, ("", ""), language, beside=True)

    def remove_translation(self) -> None:
        """Delete the translation at the caret, if a person typed it."""
        passage = self._here()
        if passage is not None:
            passages = self._workspace.session.passages
            self._workspace.attempt(partial(passages.remove_translation, passage.id))

    def correct(self) -> None:
        """Change the text of the caret's passage itself."""
        passage = self._here()
        if passage is None:
            return
        self._write = partial(self._keep_correction, passage)
        _, place = self._reader.desk.caret() or (0, 0)
        parts = (shown_lines(passage.text[:place]), shown_lines(passage.text[place:]))
        self._open(passage.id, self.tr("Correct the text"), parts, passage.language)

    def restore(self) -> None:
        """Take back all corrections of the caret's passage."""
        passage = self._here()
        if passage is not None:
            passages = self._workspace.session.passages
            self._tell(self._workspace.attempt(partial(passages.restore, passage.id)))

    def place(self) -> None:
        """Give a mention without a place the selected text, or show where it once stood."""
        article = self._reader.article
        if article is None:
            return
        lost = self._workspace.session.mentions.unplaced(article)
        if not lost:
            self._workspace.refused.emit(
                self.tr("Every mention of this article has its place in the text.")
            )
            return
        mention = self._choose(lost)
        if mention is None:
            return
        selections = [s for s in self._reader.desk.selections() if s.passage == mention.passage]
        if selections:
            spans = [Span(selections[0].start, selections[0].end)]
            mentions = self._workspace.session.mentions
            self._workspace.attempt(partial(mentions.set_fragments, mention.id, spans))
            return
        self._reader.reveal(mention.passage, 0, 1)
        self._workspace.said.emit(
            self.tr("It was tagged in this passage: select its text here, then choose it again.")
        )

    def _choose(self, lost: Sequence[Mention]) -> Mention | None:
        look = self._workspace.look
        names = [
            f"{number}. {look.type_label(mention.type)}: {mention.text}"
            for number, mention in enumerate(lost, 1)
        ]
        chosen = self._workspace.ask.choose(
            self.tr("Mentions without a place"), self.tr("Mention"), names
        )
        return None if chosen is None else lost[names.index(chosen)]

    def _keep(self, text: str) -> None:
        if self._write is not None:
            self._write(text)
        self._reader.setFocus()

    def _keep_translation(self, passage: int, text: str) -> None:
        passages = self._workspace.session.passages
        added = self._workspace.attempt(partial(passages.translate, passage, text))
        if added is not None:
            self._reader.reveal(added, 0, len(text.strip()))

    def _keep_correction(self, passage: Passage, text: str) -> None:
        passages = self._workspace.session.passages
        whole = with_line_ends(passage.text, text)
        self._tell(self._workspace.attempt(partial(passages.correct, passage.id, whole)))

    def _tell(self, corrected: Corrected | None) -> None:
        """List what a correction did to mentions and evidence; nothing changes unnoticed."""
        if corrected is None:
            return
        parts = []
        if corrected.unplaced:
            parts.append(
                self.tr(
                    "The text of these was not found any more. They are kept without a place; "
                    "Tag › Mentions without a place gives them a new one:"
                )
                + _listed([f"“{text}”" for text in corrected.unplaced])
            )
        if corrected.reworded:
            parts.append(
                self.tr("These read differently now:")
                + _listed([f"“{old}” → “{new}”" for old, new in corrected.reworded])
            )
        if corrected.unlinked:
            parts.append(self.tr("Links whose sentence is gone: {n}.").format(n=corrected.unlinked))
        if parts:
            self._workspace.ask.info("\n\n".join(parts))
        else:
            self._workspace.said.emit(self.tr("Corrected; the text as it came is kept."))

    def _here(self) -> Passage | None:
        caret = self._reader.desk.caret()
        if caret is None:
            self._workspace.refused.emit(self.tr("Put the caret into a passage first."))
            return None
        return self._workspace.attempt(partial(self._workspace.session.passages.get, caret[0]))

    def _open(
        self,
        passage: int,
        title: str,
        start: tuple[str, str],
        language: Language,
        *,
        beside: bool = False,
    ) -> None:
        """Open the field where a passage stands, or where its counterpart belongs."""
        viewport, window = self._reader.viewport(), self._reader.window()
        box = self._reader.cell_box(passage, beside=beside)
        shift = viewport.mapTo(window, QPoint(0, 0))
        self._editor.open_over(
            box.translated(shift),
            viewport.rect().adjusted(4, 4, -4, -4).translated(shift),
            title=title,
            start=start,
            language=language,
        )


def _listed(items: Sequence[str]) -> str:
    lines = [f"\n• {item}" for item in items[:_LISTED]]
    if len(items) > _LISTED:
        more = QCoreApplication.translate("Writing", "and {n} more")
        lines.append("\n• " + more.format(n=len(items) - _LISTED))
    return "".join(lines)
