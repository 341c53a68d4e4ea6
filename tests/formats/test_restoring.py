"""An export and its companion: unchanged, changed, or with a companion that is of no use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.formats import companion, jsonl, pubannotation, restoring, sources

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle


def _out(bundle: Bundle, folder: Path) -> Path:
    out = folder / "out.json"
    receipt = pubannotation.write(bundle, out)
    companion.write(bundle, out, receipt, sets=["Mei"])
    return out


def test_what_is_unchanged_is_read_from_its_companion(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = _out(deal_bundle, tmp_path)
    beside = restoring.companion_for(out)
    assert beside is not None
    (bundle,) = restoring.restored(out, beside)
    assert bundle.linked
    assert bundle.receipt is not None
    assert bundle.receipt.notes == ["out.json was restored from out.json.evreader."]
    assert [item.article for item in bundle.articles] == [i.article for i in deal_bundle.articles]


def test_only_what_was_changed_is_changed(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = _out(deal_bundle, tmp_path)
    out.write_text(out.read_text("utf-8").replace("Company", "Firm"), "utf-8")
    beside = restoring.companion_for(out)
    assert beside is not None
    (bundle, *_) = restoring.restored(out, beside)
    first, _ = bundle.articles
    assert {mention.type for mention in first.mentions} == {"Firm"}
    assert len(first.article.links) == 1
    assert bundle.receipt is not None
    assert "was changed since evreader wrote it" in bundle.receipt.notes[0]


def test_a_damaged_companion_leaves_the_file_to_itself(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = _out(deal_bundle, tmp_path)
    place = companion.place(out)
    place.write_bytes(place.read_bytes().split(b"\n")[0] + b'\n{"record":"set","id":"x"}\n')
    beside = restoring.companion_for(out)
    assert beside is not None
    (bundle,) = restoring.restored(out, beside)
    assert len(tuple(bundle.articles)) == 2
    assert bundle.receipt is not None


def test_another_format_that_is_asked_for_is_read_alone(
    deal_bundle: Bundle, tmp_path: Path
) -> None:
    out = _out(deal_bundle, tmp_path)
    assert restoring.companion_for(out, "doccano") is None
    assert restoring.companion_for(out, "pubannotation") is not None
    complete = tmp_path / "a.jsonl"
    jsonl.write(deal_bundle, complete)
    companion.write(deal_bundle, complete, Receipt("jsonl"))
    assert restoring.companion_for(complete) is None, "it holds all itself"


def test_what_goes_with_an_export_is_no_source(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    receipt = pubannotation.write(deal_bundle, out)
    receipt.files.append("out.xml")
    companion.write(deal_bundle, out, receipt)
    for name in ("out.xml", "news.xml", "notes.txt"):
        (tmp_path / name).write_text("<x/>")
    names = [source.name for source in sources.sources([tmp_path])]
    assert names == ["news.xml", "notes.txt", "out.json"]
