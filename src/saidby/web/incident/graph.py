"""The graph of sources: roots on the left, through whom they came, and who published it, copies folded.

A layered layout of our own: three columns, each ordered twice by where its neighbours stand. Roots of one
group stand together and are outlined. Only places are worked out here; the template draws.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from saidby.ledger.incident import Incident
from saidby.web.incident.copies import originals
from saidby.web.incident.naming import NOT_KNOWN

ROW, GAP, GROUP_GAP = 34, 8, 22  # heights
NODE = 230  # a node's width
COLUMNS = (12, 385, 758)  # where nodes of a layer begin
WIDE = 1000
MOST = 24  # nodes of a layer; the rest is one node that says how many


@dataclass(frozen=True, slots=True)
class Node:
    """`kind`: root | relay | publisher | more. `articles` is the width of what it passes on.

    `copies` are the publishers whose articles copy those of this one.
    """

    id: str
    kind: str
    name: str
    articles: int
    copies: tuple[str, ...]
    party: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """From one node to the next, by so many articles; `path` is its line, `width` the line's."""

    start: str
    end: str
    articles: int
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Outline:
    """Round the roots of one group."""

    group: str
    party: bool
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Graph:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    outlines: tuple[Outline, ...]
    height: float


def graph(incident: Incident) -> Graph:
    """Who is heard through whom, and where it was printed."""
    publisher = {a.id: a.publisher or NOT_KNOWN for a in incident.articles}
    folded = originals(incident)
    home = {a.id: o.article.id for o in folded for a in (o.article, *(c.article for c in o.copies))}
    copies: dict[str, set[str]] = defaultdict(set)
    for one in folded:
        own = publisher[one.article.id]
        copies[own] |= {publisher[copy.article.id] for copy in one.copies} - {own}
    passed = _passed(incident, {id: publisher[first] for id, first in home.items()}, home)
    links, weights = _links(passed)
    return _laid(incident, links, weights, copies)


def _passed(
    incident: Incident, printed: Mapping[str, str], home: Mapping[str, str]
) -> dict[tuple[str, ...], set[str]]:
    """Ways from a root to a publisher, each with the articles (copies folded) that took it."""
    ways: dict[tuple[str, ...], set[str]] = defaultdict(set)
    through: dict[tuple[str, str], list[str]] = defaultdict(list)
    for relay in incident.relays:
        for article in relay.articles:
            through[relay.root, article].append(relay.via)
    for root in incident.roots:
        for article in root.articles:
            end, where = ("publisher", printed[article]), ("root", root.name)
            if root.kind == "publisher" and root.name == printed[article]:
                ways[(*where, *end)].add(home[article])
                continue
            for via in through.get((root.name, article), [""]):
                middle = ("relay", via) if via and via != printed[article] else ()
                ways[(*where, *middle, *end)].add(home[article])
    return ways


def _links(
    ways: Mapping[tuple[str, ...], set[str]],
) -> tuple[dict[tuple[str, str], set[str]], dict[str, set[str]]]:
    """The steps of the ways, and what passes each node, after the smallest of a layer are made one."""
    weights: dict[str, set[str]] = defaultdict(set)
    for way, articles in ways.items():
        for kind, name in _pairs(way):
            weights[f"{kind} {name}"] |= articles
    kept: dict[str, str] = {}
    for kind in ("root", "relay", "publisher"):
        those = sorted((n for n in weights if n.startswith(kind)), key=lambda n: (-len(weights[n]), n))
        over = those[MOST:] if len(those) > MOST + 1 else []
        kept |= {node: f"more {kind} {len(over)}" for node in over}
    links: dict[tuple[str, str], set[str]] = defaultdict(set)
    held: dict[str, set[str]] = defaultdict(set)
    for way, articles in ways.items():
        nodes = [kept.get(f"{kind} {name}", f"{kind} {name}") for kind, name in _pairs(way)]
        for node in nodes:
            held[node] |= articles
        for one, other in pairwise(nodes):
            links[one, other] |= articles
    return links, held


def _pairs(way: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(way[::2], way[1::2], strict=True)


# -------------------------------------------------------------------------------------- layout


def _laid(
    incident: Incident,
    links: Mapping[tuple[str, str], set[str]],
    weights: Mapping[str, set[str]],
    copies: Mapping[str, set[str]],
) -> Graph:
    roots = {f"root {root.name}": root for root in incident.roots}
    group = {node: roots[node].group if node in roots else "~" for node in weights}
    size: dict[str, int] = defaultdict(int)
    for node in weights:
        size[group[node]] += len(weights[node])
    layers = [
        sorted((n for n in weights if _layer(n) == layer), key=lambda n: (-size[group[n]], group[n], n))
        for layer in range(3)
    ]
    layers[1:] = [_by_neighbours(layers[n], layers[:n], links) for n in (1, 2)]
    layers[0] = _by_group(layers[0], group, [*layers[1], *layers[2]], links)
    layers[1:] = [_by_neighbours(layers[n], layers[:n], links) for n in (1, 2)]
    places: dict[str, float] = {}
    high = _place(layers[0], group, places)
    high = max(high, *(_beside(layer, links, places, high) for layer in layers[1:]))
    nodes = []
    for number, layer in enumerate(layers):
        for node in layer:
            kind, _, name = node.partition(" ")
            party = node in roots and roots[node].party
            folded = tuple(sorted(copies.get(name, ()))) if kind == "publisher" else ()
            nodes.append(
                Node(node, kind, name, len(weights[node]), folded, party, COLUMNS[number], places[node])
            )
    return Graph(
        tuple(nodes), tuple(_edges(links, places)), tuple(_outlines(layers[0], group, roots, places)), high
    )


def _layer(node: str) -> int:
    kind = node.removeprefix("more ").split(" ")[0]
    return ("root", "relay", "publisher").index(kind)


def _mean(node: str, others: Sequence[str], links: Mapping[tuple[str, str], set[str]]) -> float:
    at = {other: place for place, other in enumerate(others)}
    near = [at[other] for pair in links if node in pair for other in pair if other != node and other in at]
    return sum(near) / len(near) if near else len(others) / 2


def _by_neighbours(
    layer: Sequence[str], before: Sequence[Sequence[str]], links: Mapping[tuple[str, str], set[str]]
) -> list[str]:
    others = [node for one in before for node in one]
    means = {node: _mean(node, others, links) for node in layer}
    return sorted(layer, key=lambda node: (node.startswith("more"), means[node], node))


def _by_group(
    layer: Sequence[str],
    group: Mapping[str, str],
    after: Sequence[str],
    links: Mapping[tuple[str, str], set[str]],
) -> list[str]:
    """Groups stay together: by the mean of all of a group's roots."""
    means = {node: _mean(node, after, links) for node in layer}
    by_group: dict[str, list[float]] = defaultdict(list)
    for node in layer:
        by_group[group[node]].append(means[node])
    middle = {name: sum(those) / len(those) for name, those in by_group.items()}
    return sorted(layer, key=lambda n: (n.startswith("more"), middle[group[n]], group[n], means[n], n))


def _place(layer: Sequence[str], group: Mapping[str, str], places: dict[str, float]) -> float:
    y = float(GROUP_GAP)
    before: str | None = None
    for node in layer:
        if before is not None:
            y += GAP if group.get(node) == group.get(before) else GROUP_GAP
        places[node] = y
        y += ROW
        before = node
    return y + GAP


def _beside(
    layer: Sequence[str], links: Mapping[tuple[str, str], set[str]], places: dict[str, float], high: float
) -> float:
    """Each as near to the middle of its neighbours as its own neighbours above and below let it."""
    wanted = {}
    for node in layer:
        near = [
            places[other]
            for pair in links
            if node in pair
            for other in pair
            if other != node and other in places
        ]
        wanted[node] = sum(near) / len(near) if near else 0.0
    ordered = sorted(layer, key=lambda node: (node.startswith("more"), wanted[node], node))
    y = float(GROUP_GAP)
    for node in ordered:
        y = max(y, wanted[node])
        places[node] = y
        y += ROW + GAP
    over = y + GAP - high  # pushed beyond the end: back up, as far as there is room
    floor = max(high, GROUP_GAP + len(layer) * (ROW + GAP) + GAP) - GAP - ROW
    for node in reversed(ordered) if over > 0 else ():
        places[node] = min(places[node], floor)
        floor = places[node] - GAP - ROW
    return max((places[node] + ROW + 2 * GAP for node in layer), default=0.0)


def _edges(links: Mapping[tuple[str, str], set[str]], places: Mapping[str, float]) -> Iterable[Edge]:
    for (start, end), articles in sorted(links.items()):
        x, x2 = COLUMNS[_layer(start)] + NODE, COLUMNS[_layer(end)]
        y, y2 = places[start] + ROW / 2, places[end] + ROW / 2
        bend = (x2 - x) / 2
        path = f"M{x},{y:.0f}C{x + bend:.0f},{y:.0f} {x2 - bend:.0f},{y2:.0f} {x2},{y2:.0f}"
        yield Edge(start, end, len(articles), path, min(12.0, 1 + 1.5 * (len(articles) - 1)))


def _outlines(
    layer: Sequence[str], group: Mapping[str, str], roots: Mapping[str, object], places: Mapping[str, float]
) -> Iterable[Outline]:
    for name in dict.fromkeys(group[node] for node in layer if node in roots):
        held = [node for node in layer if group[node] == name]
        party = any(getattr(roots.get(node), "party", False) for node in held)
        top, bottom = min(places[n] for n in held), max(places[n] for n in held) + ROW
        yield Outline(name, party, top - 6, bottom - top + 12)
