from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evreader.domain.annotation import AnnotationSet, Mention
from evreader.domain.article import Article, ArticleInfo, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.errors import FormatError
from evreader.formats.brat.collection import write
from evreader.formats.files import MARKER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Strategy = Callable[..., st.SearchStrategy[Bundle]]

NAME = r"[a-zA-Z0-9_-]+"
TEXT = re.compile(rf"T\d+\t({NAME}) (\d+ \d+(?:;\d+ \d+)*)\t(.+)")
EVENT = re.compile(rf"E\d+\t({NAME}):(T\d+)((?: {NAME}:T\d+)*)")
OTHER = re.compile(
    rf"A\d+\t{NAME} ([TE]\d+) {NAME}|N\d+\tReference (T\d+) evreader:\d+\t.*"
    r"|#\d+\tAnnotatorNotes ([TE]\d+)\t.+"
)


class Text(NamedTuple):
    type: str
    spans: list[tuple[int, int]]
    text: str


def checked(folder: Path) -> list[Text]:
    """All T lines of a folder, after every line of it was held against brat's rules."""
    found: list[Text] = []
    for ann in sorted(folder.glob("*.ann")):
        # As brat reads: universal line ends; and as many others do: cut at every line break.
        document = ann.with_suffix(".txt").read_text(encoding="utf-8")
        assert document.encode() == ann.with_suffix(".txt").read_bytes()
        content = ann.read_bytes().decode()
        lines = content.splitlines()
        assert content == "".join(f"{line}\n" for line in lines)
        ids = [line.split("\t")[0] for line in lines]
        assert len(set(ids)) == len(ids)
        texts: dict[str, Text] = {}
        for line in lines:
            if match := TEXT.fullmatch(line):
                pairs = [pair.split(" ") for pair in match[2].split(";")]
                spans = [(int(start), int(end)) for start, end in pairs]
                text = Text(match[1], spans, match[3])
                assert text.text == " ".join(document[start:end] for start, end in spans)
                assert spans == sorted(spans)
                assert all(a[1] <= b[0] for a, b in pairwise(spans))
                texts[line.split("\t")[0]] = text
        found += texts.values()
        check_references([line for line in lines if line[0] != "T"], texts, ids)
    return found


def check_references(lines: list[str], texts: dict[str, Text], ids: list[str]) -> None:
    triggers = set()
    for line in lines:
        if event := EVENT.fullmatch(line):
            assert texts[event[2]].type == event[1]
            assert event[2] not in triggers
            triggers.add(event[2])
            arguments = [argument.split(":") for argument in event[3].split()]
            assert len({role for role, _ in arguments}) == len(arguments)
            assert all(target in texts for _, target in arguments)
        else:
            other = OTHER.fullmatch(line)
            assert other, line
            target = next(group for group in other.groups() if group)
            assert target in ids
            assert target not in triggers


def test_a_deal_is_an_event(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(deal_bundle, tmp_path / "out")
    assert receipt.files == [
        "0001-norrland-and-qiming-join.txt",
        "0001-norrland-and-qiming-join.ann",
        "0002-article.txt",
        "0002-article.ann",
        "annotation.conf",
        "visual.conf",
        "tools.conf",
        MARKER,
    ]
    assert len(checked(tmp_path / "out")) == 8
    text = (tmp_path / "out" / "0001-norrland-and-qiming-join.txt").read_bytes().decode()
    assert text == (
        "Norrland Motors and Qiming Auto\nagreed on a joint venture in Lund.\n"
        "诺兰汽车与启明汽车在隆德成立合资公司。"
    )
    assert (tmp_path / "out" / "0001-norrland-and-qiming-join.ann").read_text() == (
        "T1\tCompany 0 15\tNorrland Motors\n"
        "T2\tCompany 16 19;20 31;32 38\tand Qiming Auto agreed\n"
        "T3\tCompany 72 76\t启明汽车\n"
        "T4\tJointVenture 44 57\tjoint venture\n"
        "T5\tCompany 67 71\t诺兰汽车\n"
        "T6\tPlace 61 65\tLund\n"
        "E1\tJointVenture:T4 Partner:T1 Partner2:T3 Location:T6\n"
        "A1\tlevel T1 name\n"
        "A2\tstatus E1 announced\n"
        "N1\tReference T1 evreader:1\tNorrland Motors\n"
        "N2\tReference T3 evreader:2\t启明汽车\n"
        "N3\tReference T5 evreader:1\tNorrland Motors\n"
        "#1\tAnnotatorNotes T1\tevreader mention; ticker: NM B\n"
        "#2\tAnnotatorNotes E1\tevreader deal 1; role Partner also T5 “诺兰汽车”; "
        "role Partner stake: 60; role Location: Lund; status “agreed”; "
        "value: 40000000 EUR “€40m”; note: =SUM(A1)\\u000aask again\n"
    )
    assert (tmp_path / "out" / "0002-article.ann").read_text() == (
        "T1\tCompany 0 11\tQiming Auto\n"
        "T2\tJointVenture 0 11\tQiming Auto\n"
        "E1\tJointVenture:T2 Partner:T1\n"
        "A1\tstatus E1 announced\n"
        "N1\tReference T1 evreader:2\t启明汽车\n"
        "#1\tAnnotatorNotes E1\tevreader deal 1; role Partner2: Norrland Motors [Company 1]; "
        "role Partner2 stake: 60; role Location: Lund; status “agreed”; "
        "value: 40000000 EUR “€40m”; note: =SUM(A1)\\u000aask again\n"
    )


def test_the_receipt_says_what_brat_cannot(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(deal_bundle, tmp_path / "out")
    assert receipt.counts == {
        "mentions": 4, "articles": 2, "passages": 3, "deals": 1, "events": 2, "entities": 2,
    }  # fmt: skip
    assert receipt.losses == [
        "Articles whose title, source, date, address or author is left out: 2.",
        "Passages whose language and kind are left out: 3.",
        "Translations of your own that now look like source text: 1.",
        "Links between sentences left out: 1.",
        "Line breaks written as CR LF that are now LF: 1.",
        "Annotation sets whose name is left out: 1.",
        "Annotation sets that are locked, which brat cannot say: 1.",
        "Mentions cut into fragments at a line break: 1.",
        "Attributes written into a note: 3.",
        "Entities with more names or attributes than brat can hold: 2.",
        "Entities left out because no exported text stands for them: 1.",
        "Deals with evidence in several articles, each with an event of its own: 1.",
        "Deals left out because the exported articles hold no evidence of them: 1.",
        "Events without a trigger, put on their first piece of evidence: 1.",
        "Fillers of roles without evidence in the same article, written into a note: 2.",
        "Values of roles written into a note: 1.",
        "Further pieces of evidence for a role, written into a note: 1.",
        "Pieces of evidence that were no mention and now look like one: 2.",
        "Slots written into a note: 4.",
        "Pieces of evidence for slots, quoted in a note: 4.",
    ]


def test_the_configuration_names_everything(deal_bundle: Bundle, tmp_path: Path) -> None:
    write(deal_bundle, tmp_path / "out")
    assert (tmp_path / "out" / "annotation.conf").read_text() == (
        "[entities]\n\nCompany\nPlace\n\n"
        "[relations]\n\n"
        "[events]\n\nJointVenture\tPartner+:Company, Location?:Place\n\n"
        "[attributes]\n\n"
        "level\tArg:Company, Value:name|nominal\n"
        "status\tArg:<EVENT>, Value:announced|signed\n"
    )
    assert (tmp_path / "out" / "tools.conf").read_text() == (
        "[normalization]\n\nevreader\tDB:<NONE>, <URL>:evreader:, <URLBASE>:evreader:%s\n"
    )
    assert (tmp_path / "out" / "visual.conf").read_text() == (
        "[labels]\n\n"
        "Company | Company 公司 | Company | 公司 | CO\n"
        "Place | Place 地点 | Place | 地点 | LOC\n"
        "JointVenture | Joint venture 合资 | Joint venture | 合资\n"
        "Partner | Partner 合资方 | Partner | 合资方\n"
        "Location | Location 地点 | Location | 地点\n"
        "status | Status 状态 | Status | 状态\n"
        "value | Value 金额 | Value | 金额\n"
        "note | Note 备注 | Note | 备注\n\n"
        "[drawing]\n\n"
        "SPAN_DEFAULT\tfgColor:black, bgColor:#dddddd, borderColor:darken\n"
        "ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5\n"
        "ATTRIBUTE_DEFAULT\tglyph:*\n"
        "Company\tbgColor:#394ac5, fgColor:white\n"
        "Place\tbgColor:#f0f0a0, fgColor:black\n"
        "JointVenture\tbgColor:#8f2d00, fgColor:white\n"
    )


def test_types_outside_of_the_scheme_are_declared(deal_bundle: Bundle, tmp_path: Path) -> None:
    first, second = deal_bundle.articles
    renamed = tuple(mention._replace(type="新公司") for mention in first.mentions)
    deal = deal_bundle.deals[0]
    roles = tuple(replace(filler, role="Side2", entity=None) for filler in deal.roles)
    bundle = replace(
        deal_bundle,
        scheme=None,
        articles=(replace(first, mentions=renamed), second),
        deals=(replace(deal, type="合资", roles=roles),),
    )
    receipt = write(bundle, tmp_path / "out")
    types = {text.type for text in checked(tmp_path / "out")}
    assert types == {"_u65b0_u516c_u53f8", "_u5408_u8d44", "Company", "Evidence"}
    configuration = (tmp_path / "out" / "annotation.conf").read_text()
    assert "\n_u65b0_u516c_u53f8\nEvidence\nCompany\n" in configuration
    assert "\n_u5408_u8d44\tSide2_*:<ENTITY>\n" in configuration
    labels = (tmp_path / "out" / "visual.conf").read_text()
    assert "\n_u65b0_u516c_u53f8 | 新公司\nEvidence | Evidence 证据 | 证据\n" in labels
    assert "\nSide2_ | Side2\n" in labels
    assert "Types that brat has to call otherwise (their labels stay): 2." in receipt.losses


def test_a_mention_of_white_space_is_left_out(tmp_path: Path) -> None:
    text = "a\r\n\u3000b\tc"
    passage = Passage(1, 0, "en", "paragraph", text, ())
    mentions = (
        Mention(1, 1, (Span(1, 4),), text[1:4], "Company", 1, origin="tagger"),
        Mention(2, 1, (Span(0, 7),), text, "Company", 1, origin="tagger"),
    )
    annotated = AnnotatedArticle(Article(1, ArticleInfo("x"), (passage,)), mentions)
    receipt = write(Bundle(articles=(annotated,)), tmp_path / "out")
    assert checked(tmp_path / "out") == [
        Text("Company", [(0, 1), (2, 4), (5, 6)], "a \u3000b c"),
    ]
    assert receipt.counts["mentions"] == 1
    assert "Mentions left out because they cover only white space: 1." in receipt.losses
    assert "Mentions made by a program, which brat cannot say: 1." in receipt.losses


def test_further_triggers_stand_in_the_note(deal_bundle: Bundle, tmp_path: Path) -> None:
    deal = deal_bundle.deals[0]
    trigger = replace(deal.triggers[0], passage=2, start=13, end=15, text="合资")
    bundle = replace(deal_bundle, deals=(replace(deal, triggers=(*deal.triggers, trigger)),))
    receipt = write(bundle, tmp_path / "out")
    assert "Further triggers, quoted in a note: 1." in receipt.losses
    annotations = next((tmp_path / "out").glob("0001*.ann")).read_text()
    assert "evreader deal 1; trigger “合资”; role Partner" in annotations


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tariffs go up, and carmakers turn to China", "0001-tariffs-go-up-and-carmakers-turn-to"),
        ("x" * 50, f"0001-{'x' * 40}"),
        ("../é", "0001-article"),
        ("丰田", "0001-article"),
    ],
)
def test_a_file_is_called_after_the_title(tmp_path: Path, title: str, name: str) -> None:
    article = AnnotatedArticle(Article(1, ArticleInfo(title), ()))
    receipt = write(Bundle(articles=(article,)), tmp_path / "out")
    assert receipt.files[:2] == [f"{name}.txt", f"{name}.ann"]


def test_two_annotation_sets_are_refused(tmp_path: Path) -> None:
    sets = (AnnotationSet(1, "Mei"), AnnotationSet(2, "Olof"))
    with pytest.raises(FormatError, match="one annotation set; choose one of Mei, Olof"):
        write(Bundle(sets=sets), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_nothing_is_left_when_the_articles_fail(deal_bundle: Bundle, tmp_path: Path) -> None:
    def failing() -> list[AnnotatedArticle]:
        raise KeyboardInterrupt

    articles = (failing() if number else first for number, first in enumerate(deal_bundle.articles))
    before = sorted(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        write(replace(deal_bundle, articles=articles), tmp_path / "out")
    assert sorted(tmp_path.iterdir()) == before


@given(data=st.data())
def test_every_line_is_as_brat_wants_it(
    data: st.DataObject, bundles: Strategy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bundle = data.draw(bundles(most_sets=1))
    out = tmp_path_factory.getbasetemp() / "brat"
    receipt = write(bundle, out)
    events = sum(len(re.findall("^E", p.read_text(), re.MULTILINE)) for p in out.glob("*.ann"))
    assert receipt.counts["events"] == events
    mentions = [m for annotated in bundle.articles for m in annotated.mentions]
    assert receipt.counts.get("mentions", 0) == sum(bool(m.text.strip()) for m in mentions)
    assert len(checked(out)) >= receipt.counts.get("mentions", 0) + events
