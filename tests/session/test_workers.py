"""Reading in other processes. They take a second to start: one test has them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.formats.sources import Source
from evreader.session.reading import Reader, SourceJob, read_each
from evreader.session.workers import Workers

if TYPE_CHECKING:
    from pathlib import Path


def test_two_processes_read_in_order_and_survive_a_crash(tmp_path: Path) -> None:
    given = [Source(f"{n}.txt", file=f"{n}.txt", data=f"Story {n}.".encode()) for n in range(30)]
    given[3] = Source("bad.xyz", file="bad.xyz", data=b"\x00\x01")
    given[4] = Source("lost.txt", reason="It was locked.")
    given[5] = Source("long.txt", file="long.txt", data=b"A long story. " * 20_000)
    given[6] = Source("none.jsonl", tmp_path / "none.jsonl")
    with Workers(SourceJob(Reader()), 2) as workers:
        found = []
        for outcome in workers.each(given):
            found.append(outcome)
            if len(found) == 10:
                busy = max(workers._workers, key=lambda worker: worker.load())
                lost = busy._given[0].name
                busy._process.kill()
                busy._process.wait()
                while busy._outbox.peek():  # what it had answered by then
                    busy._outbox.read1()
        processes = [worker._process for worker in workers._workers]
    assert [outcome.name for outcome in found] == [source.name for source in given]
    refused = {outcome.name: outcome.refusal for outcome in found if outcome.bundle is None}
    assert set(refused) == {"bad.xyz", "lost.txt", "none.jsonl", lost}
    assert refused["lost.txt"] == "It was locked."
    assert "crash" in refused[lost]
    texts = [item.article.passages[0].text for item in found[7].bundle.articles]  # type: ignore[union-attr]
    assert texts == ["Story 7."]
    assert all(process.poll() is not None for process in processes)


def test_a_few_sources_are_read_here() -> None:
    given = [Source(f"{n}.txt", file=f"{n}.txt", data=b"A story.") for n in range(3)]
    found = list(read_each(Reader(), given, len(given)))
    assert [outcome.name for outcome in found] == ["0.txt", "1.txt", "2.txt"]
