"""WebAnno TSV 3.3: header, tokens, layers in columns."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.formats import webanno_tsv
from evreader.formats.webanno_tsv import _escaped, _line

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.domain.bundle import Bundle

_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
_ROLES = "ROLE_webanno.custom.Deal:roles_webanno.custom.DealRolesLink"


def test_what_is_written(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = webanno_tsv.write(deal_bundle, tmp_path / "out")
    assert receipt.files == ["00001.tsv", "00002.tsv"]
    lines = (tmp_path / "out" / "00001.tsv").read_bytes().decode().split("\n")
    assert lines[:7] == [
        "#FORMAT=WebAnno TSV 3.3",
        f"#T_SP={_ENTITY}|identifier|value",
        f"#T_SP=webanno.custom.Deal|status|value|note|dealType|{_ROLES}|{_ENTITY}",
        "",
        "",
        r"#Text=Norrland Motors and Qiming Auto\r",
        "#Text=agreed on a joint venture in Lund.",
    ]
    assert lines[7] == "1-1\t0-8\tNorrland\t1[1]\tCompany[1]\t_\t_\t_\t_\t_\t_\t"
    joint = next(line for line in lines if "\tjoint\t" in line).split("\t")
    assert joint[5] == "announced[4]"
    assert joint[6] == "40000000 EUR[4]"
    assert joint[7].startswith("=SUM(A1)\\nask again[")
    assert joint[8].startswith("JointVenture[")
    assert joint[9].startswith("Partner;Partner;Location[")
    assert re.fullmatch(r"1-1\[1\];2-6\[3\];1-12\[\d\]", joint[10])
    assert any(line.startswith("2-1\t") for line in lines)
    assert "Mentions in several fragments, now from the first to the last: 1." in receipt.losses


def test_a_deal_without_fillers_points_at_nothing(deal_bundle: Bundle, tmp_path: Path) -> None:
    deals = [replace(deal, roles=()) for deal in deal_bundle.deals]
    webanno_tsv.write(replace(deal_bundle, deals=deals), tmp_path / "out")
    lines = (tmp_path / "out" / "00001.tsv").read_bytes().decode().split("\n")
    joint = next(line for line in lines if "\tjoint\t" in line).split("\t")
    assert joint[9].startswith("_[")
    assert joint[10] == "*"


def test_signs_of_the_format_are_written_otherwise() -> None:
    assert _escaped("a_b|c[1]->d;*\\") == r"a\_b\|c\[1\]\->d\;\*" + "\\\\"
    assert _line("a\tb\\") == r"a\tb" + "\\\\"


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_every_row_is_whole_and_counts_in_utf_16(
    bundles: Callable[..., st.SearchStrategy[Bundle]], data: st.DataObject
) -> None:
    bundle = data.draw(bundles(1))
    with TemporaryDirectory() as folder:
        receipt = webanno_tsv.write(bundle, Path(folder, "out"))
        texts = [Path(folder, "out", name).read_bytes().decode() for name in receipt.files]
    wholes = ["\n".join(p.text for p in item.article.passages) for item in bundle.articles]
    for whole, text in zip(wholes, texts, strict=True):
        units = whole.encode("utf-16-le")
        rows = [line.split("\t") for line in text.split("\n") if line[:1].isdecimal()]
        assert len({len(row) for row in rows}) <= 1
        forms = []
        for row in rows:
            start, end = map(int, row[1].split("-"))
            forms.append(units[2 * start : 2 * end].decode("utf-16-le"))
            assert _line(forms[-1]) == row[2]
        assert "".join(forms) == "".join(whole.split())
