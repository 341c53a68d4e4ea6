"""Collections as brat and its users write them: old and new lines, both languages, damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.errors import FormatError
from evreader.formats.brat.collection import claims, read

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import AnnotatedArticle, Bundle

TEXT = "Ostwerk merged with Varga Steel.\nReports say 𠮷田 joined in Lund.\n"
CONF = """# of our own making
[spans]
Company
!Place
\tCity|town
-----
[relations]
Alias Arg1:Company, Arg2:Company, <REL-TYPE>:symmetric-transitive
ENTITY-NESTING Arg1:City, Arg2:Company
<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
<WHO>=Company|City
Merge\tParty{2-3}:<WHO>, Place?:City, Org1:Company
Report Speaker*:Company, What:<EVENT>|Company
[attributes]
Doubt Arg:<EVENT>, Value:High|Low
Negation Arg:<EVENT>
Known Arg:Company
"""
VISUAL = """[labels]
Company | Firm | 公司 | Co
Party | Party to it
[drawing]
Company bgColor:#8fb2ff
"""


def entry(folder: Path, name: str, text: str, *lines: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes("".join(f"{line}\n" for line in lines).encode())


def mark(key: str, kind: str, quote: str, text: str = TEXT) -> str:
    start = text.index(quote)
    return f"{key}\t{kind} {start} {start + len(quote)}\t{quote}"


def walked(path: Path) -> tuple[Bundle, list[AnnotatedArticle]]:
    bundle = read(path)
    return bundle, list(bundle.articles)


def refused(bundle: Bundle) -> list[str]:
    assert bundle.receipt is not None
    return bundle.receipt.refused


def test_every_kind_of_line(tmp_path: Path) -> None:
    entry(
        tmp_path, "a", TEXT,
        mark("T1", "Company", "Ostwerk"), mark("T2", "Company", "Varga Steel"),
        mark("T3", "Merge", "merged"), "E1\tMerge:T3 Party:T1 Party2:T2 Org1:T1",
        mark("T4", "Report", "Reports"), "E2\tReport:T4 What:E1 ",
        "T5\tCompany 0 7;20 25\tOstwerk Varga", mark("T6", "Company", "𠮷田"),
        "*\tAlias T1 T5 T6", "R1\tAlias Arg1:T1 Arg2:T2\t", "A1\tDoubt E1 High", "M2\tNegation E1",
        "A3\tKnown T1", "A4\tDoubt R1 Low", "A5\tDoubt E2 High", "A6\tDoubt E2 Low",
        "N1\tReference T1 Wikidata:Q1\tOstwerk\t\t", "N2\tReference T6 Wikidata:Q2\t吉田",
        "#1\tAnnotatorNotes T1\tsure?", "#2\tAnnotatorNotes E1\tevreader is mentioned",
        "#3\tAnnotationUnsure A3\twho says so", "#4\tAnnotatorNotes T1\t",
    )  # fmt: skip
    bundle, (article,) = walked(tmp_path)
    assert refused(bundle) == []
    assert [(m.type, m.text) for m in article.mentions] == [
        ("Company", "Ostwerk"), ("Company", "Varga Steel"), ("Company", "Ostwerk Varga"),
        ("Company", "𠮷田"),
    ]  # fmt: skip
    assert article.mentions[0].attributes == {
        "Known": "yes", "note": "sure?; AnnotationUnsure: who says so",
    }  # fmt: skip
    assert [(e.attributes, e.names[0]) for e in bundle.entities] == [
        ({"wikidata": "Q1"}, ("en", "Ostwerk")), ({"wikidata": "Q2"}, ("zh", "吉田")),
    ]  # fmt: skip
    merge, report, alias, pair = bundle.deals
    assert [(f.role, f.evidence[0].text) for f in merge.roles] == [
        ("Party", "Ostwerk"), ("Party", "Varga Steel"), ("Org", "Ostwerk"),
    ]  # fmt: skip
    assert {s.name: s.value for s in merge.slots} == {
        "Doubt": "High", "Negation": "yes", "note": "evreader is mentioned",
    }  # fmt: skip
    assert [(f.role, f.value) for f in report.roles] == [("What", "merged")]
    assert report.slot("Doubt") == "High; Low"
    assert {alias.type, pair.type} == {"Alias"}
    assert [f.role for f in alias.roles] == ["Arg1", "Arg2", "Arg3"]
    assert pair.slot("Doubt") == "Low"


def test_the_configuration_is_a_scheme(tmp_path: Path) -> None:
    entry(
        tmp_path / "deep", "a", TEXT, mark("T1", "Company", "Ostwerk"),
        mark("T3", "Merge", "merged"), "E1\tMerge:T3 Org1:T1 Party7:T1",
    )  # fmt: skip
    (tmp_path / "annotation.conf").write_text(CONF, encoding="utf-8")
    (tmp_path / "visual.conf").write_text(VISUAL, encoding="utf-8")
    bundle, _ = walked(tmp_path / "deep")
    assert refused(bundle) == []
    scheme = bundle.scheme
    assert scheme is not None
    company, city = scheme.entities
    assert (company.labels, company.short) == (
        {"en": "Firm", "zh": "公司"}, {"en": "Co", "zh": "公司"},
    )  # fmt: skip
    assert company.color == "#8fb2ff"
    assert (company.attributes, city.attributes) == ({"Known": ("yes",)}, {})
    merge, report = scheme.deal_types["Merge"], scheme.deal_types["Report"]
    assert [(r.name, r.required, r.many, r.types) for r in merge.roles] == [
        ("Party", True, True, ("Company", "City")), ("Place", False, False, ("City",)),
        ("Org1", True, False, ("Company",)),
    ]  # fmt: skip
    assert [(r.name, r.required, r.many, r.types) for r in report.roles] == [
        ("Speaker", False, True, ("Company",)), ("What", True, False, ("Company",)),
    ]  # fmt: skip
    assert [(s.name, s.kind, s.choices) for s in scheme.slots[:2]] == [
        ("Doubt", "choice", ("High", "Low")), ("Negation", "flag", ()),
    ]  # fmt: skip
    # A role that is declared with its number keeps it; any other number only counts.
    assert [filler.role for filler in bundle.deals[0].roles] == ["Org1", "Party"]


def test_a_relation_declared_on_several_lines_allows_what_each_says(tmp_path: Path) -> None:
    entry(tmp_path, "a", TEXT)
    (tmp_path / "annotation.conf").write_text(
        "[entities]\nCompany\nCity\nPerson\n[events]\n[attributes]\n[relations]\n"
        "Knows Arg1:Company, Arg2:Company\nKnows Arg1:Company, Arg2:City|Person\n"
        "Near Arg1:<ANY>, Arg2:City\nNear Arg1:Person, Arg2:City\n"
    )
    bundle, _ = walked(tmp_path)
    assert bundle.scheme is not None
    assert [[role.types for role in deal.roles] for deal in bundle.scheme.deals] == [
        [("Company",), ("Company", "City", "Person")], [(), ("City",)],
    ]  # fmt: skip


@pytest.mark.parametrize(("en", "zh"), [("x/n.en", "x/n.zh"), ("en/x/n", "zh/x/n")])
def test_both_languages_are_one_article(tmp_path: Path, en: str, zh: str) -> None:
    text = "东工集团与瓦尔加合并。\r\n双方已签约。\r\n"
    entry(tmp_path, en, TEXT, mark("T1", "Company", "Varga"))
    entry(tmp_path, zh, text, "T1\tCompany 0 4\t东工集团", "T2\tCompany 12 14\t双方")
    bundle, (article,) = walked(tmp_path)
    assert article.article.info.source == "x/n"
    assert [p.index for p in article.article.passages] == [0, 1]
    assert [m.text for m in article.mentions] == ["Varga", "东工集团", "双方"]
    assert refused(bundle) == []
    assert bundle.receipt is not None
    assert "with CR LF as one" in bundle.receipt.notes[0]


@pytest.mark.parametrize("size", [("utf-16-le", 2), ("utf-8", 1)])
def test_other_units_are_found_out(tmp_path: Path, size: tuple[str, int]) -> None:
    def at(offset: int) -> int:
        return len(TEXT[:offset].encode(size[0])) // size[1]

    start = TEXT.index("Lund")
    entry(tmp_path, "a", TEXT, f"T1\tCity {at(start)} {at(start + 4)}\tLund")
    bundle, (article,) = walked(tmp_path / "a.ann")
    (mention,) = article.mentions
    assert (mention.text, mention.fragments != ()) == ("Lund", True)
    assert refused(bundle) == []


def test_a_byte_order_mark_that_counts(tmp_path: Path) -> None:
    entry(tmp_path, "a", f"\ufeff{TEXT}", "T1\tCompany 1 8\tOstwerk")
    bundle, (article,) = walked(tmp_path / "a.txt")
    assert [(m.text, m.start) for m in article.mentions] == [("Ostwerk", 0)]
    assert refused(bundle) == []


def test_what_is_wrong_harms_nothing_else(tmp_path: Path) -> None:
    entry(
        tmp_path, "a", TEXT, mark("T1", "Company", "Ostwerk"), "T1\tCompany 0 3\tOst",
        "T2\tCompany 0 3\tVarga", "T3 Company 0 7 Ostwerk", "E1\tMerge:T9 Party:T1 Party2:T8",
        "A1\tKnown T7", "?\twhat", "#1\tAnnotatorNotes T6\tlost", "N1\tReference T5 Wikidata:Q1\tx",
        "T8\tCompany 1 99999999999999999999999\tx", "T4\tCompany 3 3\t",
    )  # fmt: skip
    (tmp_path / "none.ann").write_text("T1\tCompany 0 1\tx\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    bundle, (article,) = walked(tmp_path)
    assert [(m.text, bool(m.fragments)) for m in article.mentions] == [
        ("Ostwerk", True), ("Varga", False), ("", False),
    ]  # fmt: skip
    (deal,) = bundle.deals
    assert [filler.value for filler in deal.roles] == ["Ostwerk"]
    told = "\n".join(refused(bundle))
    for words in (
        "“none.ann” has no text", "there is a T1 before it", "“Varga” at 0–3", "line 4",
        "there is no T9; its trigger is left out", "there is no T8; its Party2", "there is no T7",
        "line 7", "there is no T6", "there is no T5", "“empty.txt” is empty", "“binary.txt” is no",
    ):  # fmt: skip
        assert words in told
    assert len(refused(bundle)) == 14


def test_what_is_no_collection_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert not claims(tmp_path)
    with pytest.raises(FormatError, match=r"no annotations of brat's"):
        read(tmp_path)
    (tmp_path / "b.ann").write_text("", encoding="utf-8")
    assert claims(tmp_path)
    with pytest.raises(FormatError, match=r"b\.txt is missing"):
        read(tmp_path / "b.ann")


def test_shared_tasks_keep_given_and_found_annotations_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    given, found = tmp_path / "a.a1", tmp_path / "a.a2"
    given.write_text(
        mark("T1", "Company", "Ostwerk") + "\n" + mark("T2", "City", "Lund") + "\n", "utf-8"
    )
    found.write_text(
        mark("T3", "Merge", "merged") + "\nE1\tMerge:T3 Party:T1\n"
        "N1\tTowns Annotation:T2 Referent:SE:12\nR1\tCoref Subject:T2 Ref:T1\t[T1, T2]\n",
        "utf-8",
    )
    assert all(map(claims, (tmp_path, given, found, tmp_path / "a.txt")))
    for path in (tmp_path, given, tmp_path / "a.txt"):
        bundle, (article,) = walked(path)
        assert [mention.text for mention in article.mentions] == ["Ostwerk", "Lund"]
        assert [deal.type for deal in bundle.deals] == ["Merge", "Coref"]
        assert refused(bundle) == []
        (entity,) = bundle.entities
        assert (entity.name(), entity.attributes) == ("Lund", {"towns": "SE:12"})


def test_annotations_that_cannot_be_read_cost_only_themselves(tmp_path: Path) -> None:
    entry(tmp_path, "a", TEXT, mark("T1", "Company", "Ostwerk"), "T2\tCity 0 4\tOs\x00t")
    entry(tmp_path, "b", TEXT)
    (tmp_path / "b.ann").write_bytes(bytes(range(256)))
    bundle, (first, second) = walked(tmp_path)
    assert [mention.text for mention in first.mentions] == ["Ostwerk"]
    assert second.mentions == ()
    nul, binary = refused(bundle)
    assert nul.endswith("it holds a NUL character.")
    assert binary == "“b.ann” is no text. The article comes in without it."
