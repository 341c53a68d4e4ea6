"""Out in any format, into a new project, and all is as it was: with what is kept beside it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from evreader.formats import registry
from evreader.session.receipt import Reading
from evreader.session.session import Session
from tests.formats.conftest import bundles

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.domain.bundle import Bundle
    from evreader.domain.scheme import Scheme
    from evreader.formats.format import Format

__all__ = ["bundles"]

BOTH = [item for item in registry.formats() if item.reads and item.writes]


def _exported(session: Session, folder: Path) -> bytes:
    out = folder / "all.jsonl"
    session.exchange.export(out, format_name="jsonl", with_companion=False)
    return out.read_bytes()


def _made(folder: Path, scheme: Scheme, bundle: Bundle) -> Session:
    session = Session.create(folder / "one.sqlite", scheme)
    session.exchange.store(Reading([bundle]))
    return session


@pytest.mark.parametrize("item", BOTH, ids=[item.name for item in BOTH])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_new_project_equals_the_old_one(
    item: Format,
    bundles: Callable[..., st.SearchStrategy[Bundle]],
    scheme: Scheme,
    data: st.DataObject,
) -> None:
    bundle = data.draw(bundles())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        session = _made(folder, scheme, bundle)
        whole = _exported(session, folder)
        out = folder / f"out{item.suffixes[0] if not item.folder else ''}"
        receipt = session.exchange.export(out, format_name=item.name)
        assert receipt.files[-1] == f"{out.name}.evreader"
        other = Session.create(folder / "two.sqlite", scheme)
        other.exchange.import_files([out])
        assert _exported(other, folder) == whole
        assert other.problems() == []
        other.close()
        session.close()


@pytest.mark.parametrize(
    "name", ["brat", "doccano", "prodigy", "pubannotation", "web-annotation", "xliff"]
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_file_that_somebody_touched_loses_nothing(
    name: str,
    bundles: Callable[..., st.SearchStrategy[Bundle]],
    scheme: Scheme,
    data: st.DataObject,
) -> None:
    bundle = data.draw(bundles())
    assume(bundle.articles)
    item = registry.find(name)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        session = _made(folder, scheme, bundle)
        whole = _exported(session, folder)
        out = folder / f"out{item.suffixes[0] if not item.folder else ''}"
        session.exchange.export(out, format_name=name)
        session.close()
        touched = sorted(out.rglob("*.ann"))[:1] if out.is_dir() else [out]
        for path in touched:
            path.write_bytes(path.read_bytes() + b"\n")
        other = Session.create(folder / "two.sqlite", scheme)
        result = other.exchange.import_files([out])
        if touched:
            assert f"{out.name} was changed since" in result.receipt.notes[0]
        assert _exported(other, folder) == whole
        other.close()
