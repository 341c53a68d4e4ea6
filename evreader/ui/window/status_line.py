"""The line at the window's foot: what was done, what is chosen, what runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from evreader.session.pace import Pace, in_minutes
from evreader.ui.widgets.captions import counted

if TYPE_CHECKING:
    from typing import Literal

    from evreader.domain.annotation import Mention
    from evreader.ui.window.workspace import Workspace

    Shown = Literal["news", "refusal", "job"]

_STAYS_MS = 8000
_FAST = 10
_COUNT_MS = 150
"""Counting a large article takes up to 40 ms: not before a change to it is on the screen."""


class StatusLine(QStatusBar):
    """Says the last sentence, names the chosen mention, shows a job's progress."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._shown: Shown = "news"
        self._pace = Pace()
        self._sentence = QLabel(self)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._about = QLabel(self)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._link = QLabel(self)
        self._link.setTextFormat(Qt.TextFormat.PlainText)
        self._link.setContentsMargins(0, 0, 18, 0)
        # It changes with every move of the pointer: it must not push the window wider.
        self._link.setMinimumWidth(1)
        self._bar = QProgressBar(self)
        self._bar.setMaximumWidth(180)
        self._bar.setTextVisible(False)
        self._cancel = QToolButton(self)
        self._cancel.setText(self.tr("Cancel"))
        self._clear = QTimer(self)
        self._clear.setSingleShot(True)
        self._clear.setInterval(_STAYS_MS)
        self._clear.timeout.connect(self._sentence.clear)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_COUNT_MS)
        self._soon.timeout.connect(self._count)
        self.addWidget(self._sentence, 1)
        self.addPermanentWidget(self._bar)
        self.addPermanentWidget(self._cancel)
        self.addPermanentWidget(self._link)
        self.addPermanentWidget(self._about)
        self.setContentsMargins(8, 0, 12, 0)
        self.setSizeGripEnabled(False)
        self._end()
        self._connect()

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
            self._sentence.clear()

    def describe(self) -> None:
        """Name the chosen mention, or soon count what the article has."""
        reader, session = self._workspace.reader, self._workspace.session
        chosen = reader.selected_mentions()
        self._soon.stop()
        if chosen:
            self._about.setText(self._mention(session.mentions.get(chosen[-1])))
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
            self._about.setText("   ·   ".join(parts))

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
        workspace.reader.pointed.connect(self._describe_link)
        workspace.reader.article_changed.connect(self._describe_link)
        workspace.tasks.started.connect(self._begin)
        workspace.tasks.progressed.connect(self._progress)
        workspace.tasks.finished.connect(self._end)
        self._cancel.clicked.connect(workspace.tasks.cancel)

    def _show(self, sentence: str, shown: Shown) -> None:
        self._shown = shown
        color = "warning" if shown == "refusal" else "muted"
        shade = self._workspace.look.color(color).name()
        self._sentence.setStyleSheet(f"color: {shade}")
        self._sentence.setText(sentence)
        self._clear.start()

    @Slot(int)
    def _describe_mention(self, _mention: int) -> None:
        self.describe()

    @Slot()
    def _describe_link(self) -> None:
        text = self._workspace.reader.pointed_text()
        if text != self._link.text():
            self._link.setText(text)

    @Slot(str)
    def _begin(self, label: str) -> None:
        self._pace = Pace()
        self._show(label, "job")
        self._clear.stop()
        self._bar.setRange(0, 0)
        self._bar.show()
        self._cancel.show()

    @Slot(int, int, str)
    def _progress(self, done: int, total: int, text: str) -> None:
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
            self._sentence.clear()


def _short(text: str) -> str:
    return text if len(text) <= 48 else f"{text[:47]}…"  # noqa: PLR2004 - code points that fit
