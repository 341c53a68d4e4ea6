"""The tools whose records have room for a key of our own: what is written comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.annotation import Deal, Evidence, Filler
from evreader.formats import doccano, label_studio, prodigy, pubannotation, web_annotation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from evreader.domain.bundle import AnnotatedArticle, Bundle

each_tool = pytest.mark.parametrize(
    "tool",
    [doccano, label_studio, prodigy, pubannotation, web_annotation],
    ids=lambda tool: tool.__name__.rpartition(".")[2],
)


@each_tool
def test_what_is_written_comes_back(
    tool: ModuleType, deal_bundle: Bundle, kept: Callable[[Bundle, Bundle], bool], tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    receipt = tool.write(deal_bundle, out)
    assert receipt.counts["mentions"] == 4
    assert kept(deal_bundle, tool.read(out))
    assert tool.claims(out.read_bytes()[:65536], "out.json")


@each_tool
@pytest.mark.parametrize("roles", [("Arg1", "Arg2"), ("Arg2", "Arg1")])
def test_an_arrow_goes_out_as_one_arrow(
    tool: ModuleType, roles: tuple[str, str], deal_bundle: Bundle, tmp_path: Path
) -> None:
    mentions = list(next(iter(deal_bundle.articles)).mentions)
    fillers = tuple(
        Filler(
            role,
            mention.entity,
            evidence=(
                Evidence(mention.passage, mention.start, mention.end, mention.text, mention.id),
            ),
        )
        for role, mention in zip(roles, (mentions[0], mentions[2]), strict=True)
    )
    before = replace(deal_bundle, deals=(Deal(1, 1, "supplies", fillers),))
    out = tmp_path / "out.json"
    as_arrow = roles[0] == "Arg1"
    assert tool.write(before, out).counts["mentions"] == 4
    assert ("Arg1" not in out.read_text("utf-8")) == as_arrow
    after = tool.read(out)
    assert sum(len(annotated.mentions) for annotated in after.articles) == 4
    (deal,) = after.deals
    assert (deal.type, bool(deal.triggers)) == ("supplies", not as_arrow)
    assert [(f.role, f.evidence[0].text) for f in deal.roles] == [
        (roles[0], "Norrland Motors"),
        (roles[1], "启明汽车"),
    ]


@each_tool
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_any_bundle_comes_back(
    tool: ModuleType,
    data: st.DataObject,
    texts_to_write: st.SearchStrategy[Bundle],
    kept: Callable[[Bundle, Bundle], bool],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    bundle = data.draw(texts_to_write)
    out = tmp_path_factory.mktemp("out") / "out.json"
    tool.write(bundle, out)
    assert kept(bundle, tool.read(out))


@each_tool
def test_a_failure_leaves_nothing_behind(
    tool: ModuleType, deal_bundle: Bundle, tmp_path: Path
) -> None:
    def broken() -> Iterator[AnnotatedArticle]:
        yield next(iter(deal_bundle.articles))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        tool.write(replace(deal_bundle, articles=broken()), tmp_path / "out.json")
    assert list(tmp_path.iterdir()) == []
