"""Deals as a network, and where its nodes stand."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.annotation import Deal, Entity, Filler, Name
from evreader.domain.network import Edge, Network, Node, layout, network_of
from evreader.domain.scheme import Scheme
from evreader.domain.summaries import DealSummary

SCHEME = Scheme.from_data({
    "name": "small",
    "entity": [
        {"name": name, "label": {"en": name}, "short": {"en": name[:2]}, "nature": nature}
        for name, nature in (
            ("Company", "party"),
            ("GovernmentBody", "party"),
            ("Product", "thing"),
        )
    ],
    "deal": [
        {
            "name": "JointVenture",
            "label": {"en": "Joint venture", "zh": "合资"},
            "role": [
                {
                    "name": "Partner",
                    "label": {"en": "Partner"},
                    "required": True,
                    "many": True,
                    "types": ["Company"],
                },
                {"name": "Venture", "label": {"en": "Venture"}, "types": ["Company"]},
                {"name": "Product", "label": {"en": "Product"}, "types": ["Product"]},
            ],
        },
        {
            "name": "Licence",
            "label": {"en": "Licence"},
            "role": [
                {"name": role, "label": {"en": role}, "required": True, "many": True}
                for role in ("Licensor", "Licensee")
            ],
        },
    ],
    "slot": [],
})


def entity(number: int, kind: str = "Company") -> Entity:
    return Entity(number, kind, (Name("en", f"Firm {number}"), Name("zh", f"公司{number}")))


def deal(number: int, kind: str, *roles: tuple[str, Entity]) -> DealSummary:
    fillers = tuple(Filler(role, entity=filler.id) for role, filler in roles)
    return DealSummary(
        Deal(number, 1, kind, fillers), tuple(filler for _role, filler in roles), (), ()
    )


def ends(network: Network) -> set[tuple[int, int]]:
    return {(edge.source, edge.target) for edge in network.edges}


A, B, C = entity(1), entity(2), entity(3)


def test_partners_are_joined_to_each_other_and_to_the_venture() -> None:
    joint = deal(7, "JointVenture", ("Partner", A), ("Partner", B), ("Venture", C))
    network = network_of([joint], SCHEME)
    assert ends(network) == {(1, 2), (1, 3), (2, 3)}
    assert {edge.deal for edge in network.edges} == {7}


def test_two_of_one_side_are_not_joined_to_each_other() -> None:
    licence = deal(7, "Licence", ("Licensor", A), ("Licensor", B), ("Licensee", C))
    assert ends(network_of([licence], SCHEME)) == {(1, 3), (2, 3)}


def test_what_a_deal_is_about_is_no_node() -> None:
    car = entity(9, "Product")
    joint = deal(7, "JointVenture", ("Partner", A), ("Partner", B), ("Product", car))
    network = network_of([joint], SCHEME)
    assert [node.entity for node in network.nodes] == [1, 2]


def test_in_a_scheme_without_our_organisations_every_filler_is_a_node() -> None:
    own = Scheme.from_data({
        "name": "own",
        "entity": [{"name": "Club", "label": {"en": "Club"}, "short": {"en": "Cl"}}],
        "deal": [],
        "slot": [],
    })
    transfer = deal(7, "Transfer", ("From", entity(1, "Club")), ("To", entity(2, "Club")))
    assert ends(network_of([transfer], own)) == {(1, 2)}


def test_several_deals_between_the_same_two_bend_apart() -> None:
    deals = [deal(number, "JointVenture", ("Partner", A), ("Partner", B)) for number in (1, 2, 3)]
    edges = network_of(deals, SCHEME).edges
    assert [edge.bend for edge in edges] == [-1.0, 0.0, 1.0]


def test_the_same_company_in_two_roles_is_one_edge() -> None:
    joint = deal(1, "JointVenture", ("Partner", A), ("Partner", B), ("Venture", A))
    assert network_of([joint], SCHEME).edges == (Edge(1, "JointVenture", 1, 2),)


def test_a_deal_with_one_company_is_a_loop_and_one_with_none_is_left_out() -> None:
    network = network_of([deal(1, "JointVenture", ("Partner", A)), deal(2, "Licence")], SCHEME)
    assert network.edges == (Edge(1, "JointVenture", 1, 1),)
    assert network.nodes == (Node(1, "Company", "Firm 1", "公司1", 1),)


def test_names_and_number_of_deals() -> None:
    only_chinese = Entity(4, "Company", (Name("zh", "丙"),))
    other = Entity(5, "Company", (Name("other", "Ψ"),))
    deals = [
        deal(1, "Licence", ("Licensor", only_chinese), ("Licensee", other)),
        deal(2, "Licence", ("Licensor", only_chinese), ("Licensee", A)),
    ]
    nodes = network_of(deals).nodes
    assert nodes[0] == Node(4, "Company", "", "丙", 2)
    assert nodes[1] == Node(5, "Company", "Ψ", "", 1)


def test_nothing_to_lay_out() -> None:
    assert layout(Network()) == {}


@st.composite
def networks(draw: st.DrawFn) -> Network:
    size = draw(st.integers(1, 30))
    pairs = draw(
        st.lists(st.tuples(st.integers(1, size), st.integers(1, size)), min_size=1, max_size=40)
    )
    edges = tuple(Edge(number, "X", min(pair), max(pair)) for number, pair in enumerate(pairs, 1))
    used = sorted({end for pair in pairs for end in pair})
    return Network(tuple(Node(end, "Company", f"N{end}", "", 1) for end in used), edges)


@settings(max_examples=40)
@given(networks())
def test_every_node_has_a_place_of_its_own(network: Network) -> None:
    positions = layout(network, seed=3)
    assert sorted(positions) == [node.entity for node in network.nodes]
    assert positions == layout(network, seed=3)
    for (x1, y1), (x2, y2) in combinations(positions.values(), 2):
        assert abs(x1 - x2) > 0.2 or abs(y1 - y2) > 0.1


@settings(max_examples=40)
@given(networks(), st.data())
def test_known_companies_keep_their_places(network: Network, data: st.DataObject) -> None:
    positions = layout(network)
    kept = data.draw(st.sets(st.sampled_from(sorted(positions))))
    known = {company: positions[company] for company in kept}
    after = layout(network, positions=known)
    assert {company: after[company] for company in kept} == known
    assert after.keys() == positions.keys()


def test_the_places_of_companies_that_are_gone_are_forgotten() -> None:
    network = network_of([deal(1, "Licence", ("Licensor", A), ("Licensee", B))])
    positions = layout(network)
    positions[99] = positions[1]
    assert layout(network, positions=positions).keys() == {1, 2}


def test_joined_companies_stand_nearer_than_distant_ones() -> None:
    chain = [
        deal(n, "Licence", ("Licensor", entity(n)), ("Licensee", entity(n + 1)))
        for n in range(1, 6)
    ]
    places = layout(network_of(chain))

    def apart(one: int, other: int) -> float:
        (x1, y1), (x2, y2) = places[one], places[other]
        return float(((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5)

    assert apart(1, 6) > 3 * apart(1, 2)
    assert all(0.6 < apart(n, n + 1) < 1.6 for n in range(1, 6))


def test_numpy_is_loaded_only_by_a_layout() -> None:
    program = "import sys, evreader.domain.network; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
