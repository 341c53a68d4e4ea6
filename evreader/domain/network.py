"""Deals as a network: companies are nodes, deals are edges; and where each node stands.

Positions are in units of one edge. The layout places nodes so that their distance on the plane
is as near as possible to their distance in the network (stress majorisation, against all nodes
of a small component or a sample of a large one). It is the same for the same network and seed.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from evreader.domain.annotation import Entity, Filler
    from evreader.domain.article import Language
    from evreader.domain.scheme import Scheme
    from evreader.domain.summaries import DealSummary

    Points = NDArray[np.float64]

PIVOTS = 200
"""A node is placed against at most so many others, or a large network takes minutes."""
ROUNDS = 80
"""Rounds of moving every node; more change nothing that the eye sees."""
ROOM = (1.0, 0.62)
"""How far nodes stand apart, across and down: labels are wide and low."""
GAP = (1.1, 0.9)
"""Room between unconnected parts, across and down."""
SPREAD_LIMIT = 600
"""Above so many nodes labels are hidden until zoomed in, and room for them is not made."""


class Position(NamedTuple):
    """A place on the plane, in units of one edge; y grows upwards."""

    x: float
    y: float


class Node(NamedTuple):
    """A company in the network; ``deals`` counts the deals it takes part in."""

    entity: int
    type: str
    en: str
    zh: str
    deals: int


class Edge(NamedTuple):
    """One deal between two companies; a deal that knows one company only is a loop.

    ``source <= target``. ``bend`` is the edge's place among the parallel ones, centred on 0: two
    deals between the same companies have -0.5 and 0.5.
    """

    deal: int
    type: str
    source: int
    target: int
    bend: float = 0.0


@dataclass(frozen=True, slots=True)
class Network:
    """Companies and the deals between them; deals without any company are not in it."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


def network_of(deals: Sequence[DealSummary], scheme: Scheme | None = None) -> Network:
    """The network of these deals.

    Parties are the entities that fill roles and are of a type that the scheme calls a party;
    without a scheme, every entity that fills a role. Parties in different roles are joined to each
    other. Parties in the same role are joined if it is the only role with parties in it, or the
    only one that the scheme obliges to be filled by organisations (the partners of a joint venture
    that names its venture too).
    """
    entities: dict[int, Entity] = {}
    counts: Counter[int] = Counter()
    edges: list[Edge] = []
    for summary in deals:
        parties = {
            entity.id: entity
            for entity in summary.parties
            if scheme is None or entity.type in scheme.parties
        }
        entities |= parties
        counts.update(parties.keys())
        fillers = [filler for filler in summary.deal.roles if filler.entity in parties]
        equal = _equal_role(summary.deal.type, scheme)
        edges += [
            Edge(summary.deal.id, summary.deal.type, source, target)
            for source, target in sorted(set(_pairs(fillers, equal)))
        ]
    nodes = (
        Node(entity.id, entity.type, _name(entity, "en"), _name(entity, "zh"), counts[entity.id])
        for entity in entities.values()
    )
    return Network(tuple(nodes), tuple(_bent(edges)))


def _equal_role(deal_type: str, scheme: Scheme | None) -> str:
    """The one role of a deal type whose fillers deal with each other, or an empty text."""
    kind = scheme.deal_types.get(deal_type) if scheme else None
    parties: frozenset[str] = scheme.parties if scheme else frozenset()
    obliged = [
        role
        for role in (kind.roles if kind else ())
        if role.required and (not role.types or parties.intersection(role.types))
    ]
    return obliged[0].name if len(obliged) == 1 and obliged[0].many else ""


def _pairs(fillers: Sequence[Filler], equal: str) -> Iterator[tuple[int, int]]:
    roles = {filler.role for filler in fillers}
    ids = {filler.entity for filler in fillers if filler.entity is not None}
    if len(ids) == 1:
        (only,) = ids
        yield only, only
    for one, other in combinations(fillers, 2):
        if one.entity is None or other.entity is None or one.entity == other.entity:
            continue
        if one.role != other.role or one.role == equal or len(roles) == 1:
            yield min(one.entity, other.entity), max(one.entity, other.entity)


def _bent(edges: Sequence[Edge]) -> Iterator[Edge]:
    totals = Counter((edge.source, edge.target) for edge in edges)
    seen: Counter[tuple[int, int]] = Counter()
    for edge in edges:
        ends = (edge.source, edge.target)
        yield edge._replace(bend=seen[ends] - (totals[ends] - 1) / 2)
        seen[ends] += 1


def _name(entity: Entity, language: Language) -> str:
    """The preferred name in this language; a name in a third language counts as English."""
    found = {name.language: name.text for name in reversed(entity.names)}
    other = found.get("other", "") if language == "en" else ""
    return found.get(language, other)


def layout(
    network: Network,
    *,
    seed: int = 0,
    positions: Mapping[int, Position] | None = None,
    aspect: float = 1.7,
) -> dict[int, Position]:
    """Where each company stands.

    Args:
        network: what to lay out.
        seed: another seed gives another picture of the same network.
        positions: companies that keep their place; others are fitted in around them.
        aspect: width by height of the picture that unconnected parts are packed for.
    """
    import numpy as np

    if not network.nodes:
        return {}
    random = np.random.default_rng(seed)
    neighbours = _neighbours(network)
    placed = {
        node.entity: positions[node.entity]
        for node in network.nodes
        if positions and node.entity in positions
    }
    fresh: list[tuple[list[int], Points]] = []
    for part in _components(neighbours):
        if placed.keys().isdisjoint(part):
            fresh.append((part, _arranged(part, neighbours, random)))
        else:
            _fit_in(part, neighbours, placed)
    floor = min((p.y for p in placed.values()), default=None)
    placed |= _packed(fresh, floor=floor, aspect=aspect)
    return placed


def _neighbours(network: Network) -> dict[int, list[int]]:
    sets: dict[int, dict[int, None]] = {node.entity: {} for node in network.nodes}
    for edge in network.edges:
        if edge.source != edge.target:
            sets[edge.source][edge.target] = None
            sets[edge.target][edge.source] = None
    return {entity: list(others) for entity, others in sets.items()}


def _components(neighbours: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """The connected parts, largest first."""
    left = dict.fromkeys(neighbours)
    parts = []
    while left:
        part = list(_distances(next(iter(left)), neighbours))
        parts.append(part)
        for entity in part:
            del left[entity]
    return sorted(parts, key=len, reverse=True)


def _distances(start: int, neighbours: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """How many edges away each node of the start's component is."""
    steps = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for other in neighbours[here]:
            if other not in steps:
                steps[other] = steps[here] + 1
                queue.append(other)
    return steps


def _arranged(
    part: Sequence[int], neighbours: Mapping[int, Sequence[int]], random: np.random.Generator
) -> Points:
    """One connected part about its own centre, its long side across."""
    import numpy as np

    size = len(part)
    if size == 1:
        return np.zeros((1, 2))
    goals, pivots = _goals(part, neighbours)
    points = _first_guess(goals) + random.normal(scale=0.05, size=(size, 2))
    weights = 1.0 / np.maximum(goals, 0.5) ** 2
    weights[pivots, np.arange(len(pivots))] = 0.0
    total = weights.sum(axis=1, keepdims=True)
    for _ in range(ROUNDS):
        fixed = points[pivots]
        length = np.hypot(points[:, :1] - fixed[None, :, 0], points[:, 1:] - fixed[None, :, 1])
        pull = weights * goals / np.maximum(length, 1e-6)
        # Each node asks to stand at its wished distance from each pivot; all move at once, so
        # each goes half of the way, which never makes the sum of misfits larger.
        wanted = weights @ fixed + pull.sum(axis=1, keepdims=True) * points - pull @ fixed
        points += 0.5 * (wanted / total - points)
    points -= points.mean(axis=0)
    return _spread(_across(points))


def _goals(
    part: Sequence[int], neighbours: Mapping[int, Sequence[int]]
) -> tuple[Points, NDArray[np.intp]]:
    """Wished distances from each node to the pivots, and which nodes are the pivots.

    Each pivot is the node farthest from those before it, so they cover the part evenly.
    """
    import numpy as np

    size = len(part)
    count = size if size <= PIVOTS else PIVOTS // 3
    goals = np.empty((size, count))
    pivots = np.zeros(count, dtype=np.intp)
    nearest = np.full(size, np.inf)
    for column in range(count):
        pivots[column] = column if count == size else int(nearest.argmax()) if column else 0
        steps = _distances(part[pivots[column]], neighbours)
        goals[:, column] = [steps[entity] for entity in part]
        nearest = np.minimum(nearest, goals[:, column])
    return goals, pivots


def _first_guess(goals: Points) -> Points:
    """Classical scaling of the distances to the pivots: right in the large, crowded in detail."""
    import numpy as np

    square = goals**2
    centred = -0.5 * (square - square.mean(0) - square.mean(1, keepdims=True) + square.mean())
    _values, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, ::-1][:, :2]
    # An eigenvector's sign is the library's whim: fix it, so that pictures are the same anywhere.
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])] < 0, -1.0, 1.0)
    points = centred @ axes
    scale = np.abs(points).max() or 1.0
    return np.asarray(points / scale * goals.max() / 2)


def _across(points: Points) -> Points:
    """Turned so that the longest extent lies across."""
    import numpy as np

    _values, axes = np.linalg.eigh(points.T @ points)
    first = axes[:, 1] * (1.0 if axes[np.abs(axes[:, 1]).argmax(), 1] >= 0 else -1.0)
    return np.asarray(points @ np.array([[first[0], -first[1]], [first[1], first[0]]]))


def _spread(points: Points) -> Points:
    """Nodes that stand too near for their labels pushed apart."""
    import numpy as np

    if len(points) > SPREAD_LIMIT:
        return points
    points = points / ROOM
    for _ in range(ROUNDS // 2):
        length = np.hypot(points[:, :1] - points[None, :, 0], points[:, 1:] - points[None, :, 1])
        np.fill_diagonal(length, 1.0)
        push = np.clip(1.0 / np.maximum(length, 0.02) - 1.0, 0.0, None)
        if not push.any():
            break
        points += 0.3 * (push.sum(axis=1, keepdims=True) * points - push @ points)
    return points * ROOM


def _fit_in(
    part: Sequence[int], neighbours: Mapping[int, Sequence[int]], placed: dict[int, Position]
) -> None:
    """Place what is new in a part beside what it is joined to, where there is room."""
    queue = deque(entity for entity in part if entity in placed)
    while queue:
        here = queue.popleft()
        for entity in neighbours[here]:
            if entity not in placed:
                joined = [placed[other] for other in neighbours[entity] if other in placed]
                placed[entity] = _free_place(joined, placed.values())
                queue.append(entity)


def _free_place(joined: Sequence[Position], taken: Collection[Position]) -> Position:
    """The place with room that is nearest to the middle of the nodes it is joined to.

    A lone neighbour is kept one edge away; looked for on rings of sixteen directions.
    """
    import numpy as np

    middle = np.mean(joined, axis=0)
    others = np.array(list(taken))
    turns = np.arange(16) / 16 * 2 * np.pi
    directions = np.column_stack([np.cos(turns), np.sin(turns)])
    radius = 1.0 if len(joined) == 1 else 0.25
    while True:
        ring = middle + radius * directions
        away = np.abs(ring[:, None, :] - others[None, :, :]) / np.array(ROOM)
        room = np.hypot(away[..., 0], away[..., 1]).min(axis=1)
        best = int(room.argmax())
        if room[best] >= 1.0:
            return Position(float(ring[best, 0]), float(ring[best, 1]))
        radius += 0.25


def _packed(
    parts: Sequence[tuple[Sequence[int], Points]], *, floor: float | None, aspect: float
) -> dict[int, Position]:
    """Unconnected parts beside each other on shelves, below ``floor`` if there is one."""
    placed: dict[int, Position] = {}
    boxes = [(points.min(axis=0), points.max(axis=0)) for _part, points in parts]
    sizes = [high - low + GAP for low, high in boxes]
    width = (
        max([(aspect * float(sum(s[0] * s[1] for s in sizes))) ** 0.5, *(s[0] for s in sizes)])
        if sizes
        else 0.0
    )
    x, shelf, top = 0.0, 0.0, 0.0 if floor is None else floor - GAP[1]
    for (part, points), (low, high), size in zip(parts, boxes, sizes, strict=True):
        if x and x + size[0] - GAP[0] > width:
            x, top, shelf = 0.0, top - shelf, 0.0
        for entity, point in zip(part, points, strict=True):
            place = point - (low[0], high[1]) + (x, top)
            placed[entity] = Position(float(place[0]), float(place[1]))
        x, shelf = x + float(size[0]), max(shelf, float(size[1]))
    return placed
