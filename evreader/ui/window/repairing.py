"""Repairing commands: linking sentences, checking links, moving where sentences end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from evreader.domain.pairing import is_alive
from evreader.session.session import Session
from evreader.ui.widgets.captions import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from evreader.domain.article import Link, LinkStatus, Relation, SentenceRef
    from evreader.session.links import Realigned
    from evreader.ui.tasks import Progress
    from evreader.ui.window.workspace import Workspace


class Repairing(QObject):
    """Repairs the pairing at the reader's caret, selection or picked sentences."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._reader = workspace.reader
        self._reader.link_wanted.connect(self._link_across)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "pairing.next": self.next,
            "pairing.previous": self.previous,
            "pairing.accept": self.accept,
            "pairing.pick": self.pick,
            "pairing.link": self.link,
            "pairing.unlink": self.unlink,
            "pairing.boundary": self.move_boundary,
            "pairing.confirm": self.confirm,
            "pairing.reject": self.reject,
            "pairing.no_counterpart": self.no_counterpart,
            "pairing.uncheck": self.uncheck,
            "pairing.relation": self.set_relation,
            "pairing.split": self.split,
            "pairing.merge": self.merge,
            "pairing.borders": self._reader.show_borders,
            "pairing.realign": self.realign,
        }

    def next(self) -> None:
        """Go to the next sentence to look at."""
        self._walk(backward=False)

    def previous(self) -> None:
        """Go to the one before."""
        self._walk(backward=True)

    def accept(self) -> None:
        """Confirm the link of the sentence, or that it has none, and go to the next doubt."""
        here = self._sentences()
        if here and self._check(here):
            self._reader.desk.choice.let_picked_go()
            self._walk(backward=False)

    def pick(self) -> None:
        """Collect the sentence of the caret for the next command, or let it go again."""
        self._reader.desk.choice.pick(self._reader.desk.caret())

    def link(self) -> None:
        """Link the picked sentences, with those at the caret where one column lacks any."""
        picked = self._reader.desk.picked_sentences()
        if len(self._languages(picked)) < len(("en", "zh")):
            here = self._reader.desk.sentences()
            if not picked or self._languages(here).isdisjoint(self._languages(picked)):
                picked += here
        if len(self._languages(picked)) < len(("en", "zh")):
            self._workspace.refused.emit(
                self.tr("Pick sentences first (Ctrl+click, or Ctrl+J); then link them from "
                        "a sentence of the other column.")
            )  # fmt: skip
            return
        self._link(picked)

    def unlink(self) -> None:
        """Take the sentences out of their links."""
        self._do_with_sentences(self._workspace.session.links.unlink)

    def no_counterpart(self) -> None:
        """Say that the other language has nothing for the sentences."""
        self._do_with_sentences(self._workspace.session.links.no_counterpart)

    def move_boundary(self, way: str) -> None:
        """Give the sentence at the caret to the link above or below: ``up``, ``down``."""
        here = self._reader.desk.sentences()
        if here:
            at = here[-1] if way == "up" else here[0]
            move = self._workspace.session.links.move_boundary
            self._workspace.attempt(partial(move, at, backward=way == "up"))

    def confirm(self) -> None:
        """Say that the links of the sentences are right."""
        self._set_status("confirmed")

    def reject(self) -> None:
        """Say that they are wrong."""
        self._set_status("rejected")

    def uncheck(self) -> None:
        """Say that nobody has looked at them."""
        self._set_status("automatic")

    def set_relation(self, relation: str) -> None:
        """Say what kind of link the sentences have; picked ones of both languages get one."""
        wanted = cast("Relation", relation)
        picked = self._reader.desk.picked_sentences()
        if len(self._languages(picked)) == len(("en", "zh")):
            self._link(picked, relation=wanted)
            return
        found = [link.id for link in self._links(self._sentences()) if is_alive(link)]
        if found:
            links = self._workspace.session.links
            self._finish(partial(links.set_relation, found, wanted))
        else:
            self._refuse_unlinked()

    def split(self) -> None:
        """Let a new sentence begin at the caret."""
        caret = self._reader.desk.caret()
        if caret is not None:
            self._workspace.attempt(partial(self._workspace.session.links.split_sentence, *caret))

    def merge(self, which: str) -> None:
        """Merge the sentence at the caret with its neighbour, or all that is selected."""
        here = self._reader.desk.sentences()
        if not here:
            return
        passage, first = here[0]
        last = max(ref.sentence for ref in here if ref.passage == passage)
        if first == last:
            first, last = (first - 1, last) if which == "before" else (first, last + 1)
        merge = self._workspace.session.links.merge_sentences
        self._workspace.attempt(partial(merge, passage, first, last))

    def realign(self) -> None:
        """Align anew what is not confirmed, off the UI thread."""
        article, session = self._reader.article, self._workspace.session
        if article is None:
            return
        if session.read_only:
            self._workspace.refused.emit(
                self.tr("This project is open for reading only; copy it to change it.")
            )
            return
        self._workspace.tasks.run(
            partial(_realign, session.path, article),
            self._tell_realignment,
            failed=self._workspace.tell_failure,
            label=self.tr("Aligning again…"),
        )

    def _walk(self, *, backward: bool) -> None:
        article = self._reader.article
        if article is None:
            return
        here = next(iter(self._reader.desk.sentences()), None)
        links = self._workspace.session.links
        found = links.doubtful(article, here, backward=backward)
        if found is None:
            self._workspace.said.emit(self.tr("No doubtful link is left in this article."))
            return
        self._go_to(found)

    def _go_to(self, ref: SentenceRef) -> None:
        contents = self._workspace.session.articles.contents([ref.passage])
        self._reader.reveal(ref.passage, *contents[ref.passage].passage.sentences[ref.sentence])

    def _check(self, here: Sequence[SentenceRef]) -> bool:
        """Confirm the links of sentences, or their lack of one; False if it was refused."""
        links = self._workspace.session.links
        alive = [link for link in self._links(here) if is_alive(link)]
        waiting = [link.id for link in alive if link.status != "confirmed"]
        if waiting:
            act = partial(links.set_status, waiting, "confirmed")
        elif alive:
            return True
        else:
            act = partial(links.no_counterpart, here)
        return self._succeeds(act)

    def _succeeds(self, act: Callable[[], object]) -> bool:
        return self._workspace.attempt(partial(_did, act)) is not None

    def _finish(self, act: Callable[[], object]) -> None:
        """Do something with the picked sentences; they have served their turn then."""
        if self._succeeds(act):
            self._reader.desk.choice.let_picked_go()

    def _do_with_sentences(self, act: Callable[[Sequence[SentenceRef]], object]) -> None:
        here = self._sentences()
        if here:
            self._finish(partial(act, here))

    def _set_status(self, status: LinkStatus) -> None:
        found = self._links(self._sentences())
        if status != "automatic":
            # What is alive comes first: only without it is a rejected link meant.
            found = [link for link in found if is_alive(link)] or found
        ids = [link.id for link in found if link.status != status]
        if ids:
            links = self._workspace.session.links
            self._finish(partial(links.set_status, ids, status))
        elif not found:
            self._refuse_unlinked()

    def _link_across(self, refs: list[SentenceRef]) -> None:
        picked = self._reader.desk.picked_sentences()
        # Those picked come along only if the link was drawn from or to one of them.
        self._link([*refs, *picked] if set(refs) & set(picked) else refs)

    def _link(self, refs: Iterable[SentenceRef], relation: Relation = "translation") -> None:
        links = self._workspace.session.links
        self._finish(partial(links.add, list(refs), relation=relation))

    def _links(self, refs: Iterable[SentenceRef]) -> list[Link]:
        """The links of sentences, each once."""
        links = self._workspace.session.links
        return list({link.id: link for ref in refs for link in links.at(ref)}.values())

    def _sentences(self) -> list[SentenceRef]:
        return self._reader.desk.picked_sentences() or self._reader.desk.sentences()

    def _languages(self, refs: Iterable[SentenceRef]) -> set[str]:
        articles = self._workspace.session.articles
        return set(articles.languages({ref.passage for ref in refs}).values())

    def _refuse_unlinked(self) -> None:
        self._workspace.refused.emit(self.tr("This sentence is in no link."))

    def _tell_realignment(self, result: Realigned) -> None:
        self._workspace.session.look_for_foreign_changes()
        if not result.links:
            self._workspace.said.emit(self.tr("Aligned again: every link stays as it was."))
            return
        found = counted(
            result.links,
            self.tr("{n} link is new or changed"),
            self.tr("{n} links are new or changed"),
        )
        doubtful = counted(result.doubtful, self.tr("{n} doubtful"), self.tr("{n} doubtful"))
        self._workspace.said.emit(self.tr("Aligned again: {links}, {doubtful}.").format(
            links=found, doubtful=doubtful
        ))  # fmt: skip


def _did(act: Callable[[], object]) -> bool:
    act()
    return True


def _realign(project: Path, article: int, progress: Progress) -> Realigned:
    """Align and store, over a connection of its own: the window's belongs to its thread."""
    session = Session.open(project)
    try:
        return session.links.realign(article, report=progress.report)
    finally:
        session.close()
