"""The line at the window's foot: what was done, what is chosen, what runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QProgressBar, QStatusBar, QToolButton

from evreader.session.pace import Pace, in_minutes
from evreader.ui.widgets.captions import Caption, counted
from evreader.ui.window.hints import Hints

if TYPE_CHECKING:
    from typing import Literal

    from evreader.domain.annotation import Mention
    from evreader.ui.commands.actions import Actions
    from evreader.ui.window.workspace import Workspace

    Shown = Literal["news", "refusal", "job"]

_STAYS_MS = 8000
_FAST = 10
_COUNT_MS = 150
"""Counting a large article takes up to 40 ms: not before a change to it is on the screen."""


class StatusLine(QStatusBar):
    """Says the last sentence, names the chosen mention, shows a job's progress.

    While there is nothing to say, it hints at what can be done with what is chosen. All its texts
    are cut where room is short: it must never push the window wider.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._shown: Shown = "news"
        self._pace = Pace()
        self._hints: Hints | None = None
        self._hint = Caption(quiet=True, parent=self)
        self._sentence = Caption(parent=self)
        self._about = Caption(parent=self)
        self._link = Caption(parent=self)
        self._link.setContentsMargins(0, 0, 18, 0)
        self._bar = QProgressBar(self)
        self._bar.setMaximumWidth(180)
        self._bar.setTextVisible(False)
        self._cancel = QToolButton(self)
        self._cancel.setText(self.tr("Cancel"))
        self._clear = QTimer(self)
        self._clear.setSingleShot(True)
        self._clear.setInterval(_STAYS_MS)
        self._clear.timeout.connect(self._end_sentence)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_COUNT_MS)
        self._soon.timeout.connect(self._count)
        self.addWidget(self._hint, 1)
        self.addWidget(self._sentence, 1)
        self.addPermanentWidget(self._bar)
        self.addPermanentWidget(self._cancel)
        self.addPermanentWidget(self._link)
        self.addPermanentWidget(self._about)
        self.setContentsMargins(8, 0, 12, 0)
        self.setSizeGripEnabled(False)
        self._sentence.hide()
        self._end()
        self._connect()

    def set_actions(self, actions: Actions) -> None:
        """From now on, hint at these."""
        self._hints = Hints(self._workspace, actions)
        self._show_hint()

    @property
    def hint(self) -> str:
        """What it hints at while there is nothing else to say."""
        return self._hint.text()

    @property
    def sentence(self) -> str:
        """What it says now."""
        return self._sentence.text()

    @property
    def about(self) -> str:
        """What it says of the article or the chosen mention."""
        return self._about.text()

    @property
    def link(self) -> str:
        """What it says of the sentence at the pointer, or else at the caret."""
        return self._link.text()

    def say(self, sentence: str) -> None:
        """Show a sentence for some seconds."""
        self._show(sentence, "news")

    def refuse(self, sentence: str) -> None:
        """Show for some seconds why something was not done."""
        self._show(sentence, "refusal")

    def note_success(self) -> None:
        """Something was done: what was refused before that is of no interest any more."""
        if self._shown == "refusal":
            self._end_sentence()

    def describe(self) -> None:
        """Name the chosen mention, or soon count what the article has."""
        reader, session = self._workspace.reader, self._workspace.session
        chosen = reader.desk.selected_mentions()
        self._soon.stop()
        self._show_hint()
        if chosen:
            self._about.say(self._mention(session.mentions.get(chosen[-1])))
        elif reader.article is None:
            self._about.clear()
        else:
            self._soon.start()

    def _count(self) -> None:
        reader, session = self._workspace.reader, self._workspace.session
        if reader.article is None:
            return
        counts = next(iter(session.articles.summaries(only=[reader.article])), None)
        if counts is not None:
            languages = " + ".join(language.upper() for language in counts.languages)
            parts = (
                languages,
                counted(counts.passages, self.tr("{n} passage"), self.tr("{n} passages")),
                counted(counts.mentions, self.tr("{n} mention"), self.tr("{n} mentions")),
                counted(counts.deals, self.tr("{n} deal"), self.tr("{n} deals")),
            )
            self._about.say("   ·   ".join(parts))

    def _mention(self, mention: Mention) -> str:
        look, session = self._workspace.look, self._workspace.session
        parts = [look.type_label(mention.type), f"“{_short(mention.text)}”"]
        if mention.entity is not None:
            names = {name.text: None for name in session.entities.get(mention.entity).names}
            parts.append("→ " + " / ".join(names))
        parts += [
            f"{look.word_label(name)}: {look.word_label(value)}"
            for name, value in mention.attributes.items()
        ]
        return "   ".join(parts)

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.said.connect(self.say)
        workspace.refused.connect(self.refuse)
        workspace.reader.mention_selected.connect(self._describe_mention)
        workspace.reader.selection_changed.connect(self._show_hint)
        workspace.reader.pointed.connect(self._describe_link)
        workspace.reader.article_changed.connect(self._describe_link)
        workspace.tasks.started.connect(self._begin)
        workspace.tasks.progressed.connect(self._show_progress)
        workspace.tasks.finished.connect(self._end)
        self._cancel.clicked.connect(workspace.tasks.cancel)

    def _show(self, sentence: str, shown: Shown) -> None:
        self._shown = shown
        color = "warning" if shown == "refusal" else "muted"
        palette = self._sentence.palette()
        palette.setColor(self._sentence.foregroundRole(), self._workspace.look.color(color))
        self._sentence.setPalette(palette)
        self._sentence.say(sentence)
        self._sentence.show()
        self._hint.hide()
        self._clear.start()

    def _end_sentence(self) -> None:
        self._sentence.say("")
        self._sentence.hide()
        self._hint.show()

    @Slot()
    def _show_hint(self) -> None:
        if self._hints is not None:
            self._hint.say(self._hints.text())

    @Slot(int)
    def _describe_mention(self, _mention: int) -> None:
        self.describe()

    @Slot()
    def _describe_link(self) -> None:
        text = self._workspace.reader.desk.linking.describe()
        if text != self._link.text():
            self._link.say(text)

    @Slot(str)
    def _begin(self, label: str) -> None:
        self._pace = Pace()
        self._show(label, "job")
        self._clear.stop()
        self._bar.setRange(0, 0)
        self._bar.show()
        self._cancel.show()

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        forecast = self._pace.forecast(done, total)
        if forecast is not None:
            text = self.tr("{done} of {total} · {rate} a second · {left} left").format(
                done=f"{done:,}",
                total=f"{total:,}",
                rate=f"{forecast.rate:,.{0 if forecast.rate >= _FAST else 1}f}",
                left=in_minutes(forecast.left),
            )
        if text:
            self._show(text, "job")
            self._clear.stop()

    @Slot()
    def _end(self) -> None:
        self._bar.hide()
        self._cancel.hide()
        if self._shown == "job":
            self._end_sentence()


def _short(text: str) -> str:
    return text if len(text) <= 48 else f"{text[:47]}…"  # noqa: PLR2004 - code points that fit
