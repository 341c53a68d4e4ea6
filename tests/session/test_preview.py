"""What an import would bring, told while nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.errors import CancelledError, InputError
from evreader.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.scheme import Scheme
    from tests.session.conftest import Story


def test_it_counts_as_the_import_does_and_stores_nothing(story: Story, tmp_path: Path) -> None:
    story.tag(story.en, "Lyon")
    out = tmp_path / "out.json"
    story.session.exchange.export(out, format_name="doccano")
    before = story.session.history.undo_step
    preview = story.session.exchange.preview([out])
    assert preview.sets == ("Annotations",)
    assert preview.receipt.counts["matched articles"] == 2
    assert preview.matched[1] == f"“Creamery” is article {story.second} here."
    assert "was restored from" in preview.receipt.notes[0]
    assert story.session.history.undo_step == before
    assert story.session.exchange.import_files([out]).receipt.counts["mentions"] == 1


def test_new_articles_texts_and_what_would_be_refused(
    story: Story, tmp_path: Path, scheme: Scheme
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    story.session.exchange.export(folder / "out.jsonl", format_name="jsonl")
    (folder / "torn.jsonl").write_text('{"evreader": 99}\n', encoding="utf-8")
    (folder / "a.txt").write_text("A plain text.", encoding="utf-8")
    fresh = Session.create(tmp_path / "fresh.sqlite", scheme)
    preview = fresh.exchange.preview([folder])
    assert preview.new == ("A dairy venture 乳业合资", "Creamery")
    assert preview.others == 1
    assert not preview.is_plain
    assert "torn.jsonl is from a later evreader" in preview.receipt.refused[0]
    assert fresh.exchange.preview([folder / "a.txt"]).is_plain
    with pytest.raises(InputError, match="later evreader"):
        fresh.exchange.preview([folder / "torn.jsonl"])
    assert fresh.articles.ids() == []
    fresh.close()


def test_it_can_be_cancelled(story: Story, tmp_path: Path) -> None:
    def report(_done: int, _total: int, _text: str) -> None:
        raise CancelledError

    story.session.exchange.export(tmp_path / "out.jsonl", format_name="jsonl")
    with pytest.raises(CancelledError):
        story.session.exchange.preview([tmp_path / "out.jsonl"], report=report)
