"""The tagger: a text once through the network; then cues, and for each its source and content; triggers of
events, and for each its arguments.

Rows go through the encoder one at a time. Its int8 products take their scale from all numbers they are given
together, so a row's numbers would depend on the rows beside it; alone, they depend on the row. It is no
slower: a row of 200 pieces fills the processor's units, and none is padded. What is read is decoded beside
other texts: a step of the lattice costs hardly more for the cues of ten articles than for those of one, and
no chain knows of the others.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from saidby.model import events, lattice
from saidby.model.events import Kind, Trigger
from saidby.model.labels import HARMS
from saidby.model.lattice import NEVER, Floats, Ints
from saidby.model.memory import Memory, key_of, moved
from saidby.model.neighbours import ARGUMENT_REACH, Neighbours, neighbours
from saidby.model.pieces import Pieces, cut, rows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

OUT, BEGIN, INSIDE = range(3)
SOURCE, CONTENT = 1, 2

BUDGET = 256  # pieces a row; see docs/performance.md
TOGETHER = 80_000  # characters of texts that are decoded together: 13 articles, 25 MB of vectors
STEPS = 1 << 17  # words of chains that go through the lattice together, fillings included: 5 MB

NOTHING = np.zeros((0,), dtype=np.float32)


class Network(Protocol):
    """What runs the weights: onnxruntime in the package, torch while training."""

    def encode(self, ids: Ints, types: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        """*Shape:* (pieces,) each -> hidden (pieces, width), cue scores (pieces, 3), meaning (pieces,
        `labels.VECTOR`), shared (pieces, width): where the layers for events branch off.
        """
        ...

    def tell(self, shared: Floats) -> tuple[Floats, Floats]:
        """*Shape:* (pieces, width), a whole row -> told (pieces, width), tags (pieces, sum of
        `events.SIZES`).
        """
        ...

    def link(self, words: Floats, starts: Ints, lasts: Ints, index: Ints, place: Ints) -> Floats:
        """*Shape:* words (W, width); starts, lasts (C,); index, place (C, T) -> (C, T, 6)."""
        ...

    def argue(self, words: Floats, starts: Ints, index: Ints, place: Ints) -> Floats:
        """*Shape:* words (W, width) as told; starts (E,); index, place (E, T) -> (E, T, roles)."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What the decoder needs beside the network.

    The chains' transition scores; the least probability of a cue; how much likelier than going on with a cue
    its end must be; the weights that turn probabilities into
    a calibrated score; the least such score of what is kept.
    """

    cue_moves: Floats
    link_moves: Floats
    least: float
    calibration: tuple[float, ...] = ()
    keep: float = 0.0
    ends: float = 1.0


@dataclass(frozen=True, slots=True)
class Link:
    """A cue with what is tied to it, as spans of the text; `cue_score` and `link_score` are probabilities."""

    cue: tuple[int, int]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    cue_score: float
    link_score: float


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the regions of it that are read."""

    text: str
    regions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model sees in a text."""

    links: list[Link]
    triggers: tuple[Trigger, ...] = ()
    harms: tuple[Kind, ...] = ()
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors of the words of a text: `starts`, `ends` (W,) code points; `sums` (W + 1, VECTOR) running
    sums.
    """

    starts: Ints
    ends: Ints
    sums: Floats

    def of(self, span: tuple[int, int]) -> Floats | None:
        """The sum of a stretch's vectors; None where no word stands in it."""
        first = int(np.searchsorted(self.ends, span[0], side="right"))
        last = int(np.searchsorted(self.starts, span[1], side="left"))
        if first >= last:
            return None
        return np.asarray(self.sums[last] - self.sums[first])


@dataclass(frozen=True, slots=True)
class _Encoded:
    """A text that the encoder has read: hidden vectors, cue scores and meaning by word, and what `tell` says;
    that is empty where only links are asked for.
    """

    pieces: Pieces
    hidden: Floats
    cue: Floats
    meaning: Floats
    told: Floats
    tags: Floats


@dataclass(frozen=True, slots=True)
class Tagger:
    network: Network
    tokenizer: Tokenizer
    settings: Settings
    name: str = ""
    budget: int = BUDGET
    memory: Memory | None = None

    def tag(self, text: Text) -> list[Link]:
        """The links of a text, in the order of their cues."""
        return self.tag_all([text])[0]

    def tag_all(self, texts: Sequence[Text]) -> list[list[Link]]:
        """The links of each text; each is read by itself, and decoded beside the others."""
        return [seen.links for seen in self._all(texts, "links", self._only_links)]

    def look(self, text: Text) -> Seen:
        """Everything the model sees in a text, each kind in text order."""
        return self.look_all([text])[0]

    def look_all(self, texts: Sequence[Text]) -> list[Seen]:
        """The same for each text; each is read by itself, and decoded beside the others."""
        return self._all(texts, "all", self._seen)

    def _all(
        self, texts: Sequence[Text], kind: str, see: Callable[[Sequence[_Encoded]], Iterable[Seen]]
    ) -> list[Seen]:
        """What is seen in each text, from memory where its words were met before."""
        if self.memory is None:
            return [seen for group in _groups(texts) for seen in see(self._encoded(group, kind))]
        keys = [key_of(text, kind) for text in texts]
        found: dict[int, Seen] = {}
        new: dict[bytes, int] = {}
        for number, (key, text) in enumerate(zip(keys, texts, strict=True)):
            known = self.memory.recall(key, text)
            if known is None:
                new.setdefault(key, number)
            else:
                found[number] = known
        fresh = [texts[number] for number in new.values()]
        looked = (seen for group in _groups(fresh) for seen in see(self._encoded(group, kind)))
        for (key, number), seen in zip(new.items(), looked, strict=True):
            found[number] = seen
            self.memory.keep(key, texts[number], seen)
        for number, key in enumerate(keys):
            if number not in found:
                found[number] = moved(found[new[key]], texts[new[key]].regions, texts[number].regions)
        return [found[number] for number in range(len(texts))]

    def _only_links(self, group: Sequence[_Encoded]) -> list[Seen]:
        return [Seen(links) for links in self._links(group)]

    def _seen(self, group: Sequence[_Encoded]) -> Iterator[Seen]:
        for each, links in zip(group, self._links(group), strict=True):
            if not len(each.pieces):
                yield Seen([])
                continue
            _, types, _, _, harm = events.split(each.tags)
            sums = np.zeros((len(each.meaning) + 1, each.meaning.shape[1]), dtype=np.float32)
            np.cumsum(each.meaning, 0, out=sums[1:])
            yield Seen(
                links=links,
                triggers=self._triggers(each, events.trigger_words(events.softmax(types))),
                harms=events.kinds(each.pieces, harm, HARMS),
                meaning=Meaning(each.pieces.starts, each.pieces.ends, sums),
            )

    def _triggers(self, each: _Encoded, words: Ints) -> tuple[Trigger, ...]:
        if not len(words):
            return ()
        near = neighbours(each.pieces, words, words + 1, ARGUMENT_REACH)
        scores = self.network.argue(each.told, words, near.index, near.place)
        return events.triggers(each.pieces, each.tags, words, near.index, near.lengths, scores)

    def _encoded(self, group: Sequence[Text], kind: str) -> list[_Encoded]:
        return [self._encode(text, whole=kind == "all") for text in group]

    def _encode(self, text: Text, *, whole: bool) -> _Encoded:
        """A text through the encoder, row by row; `whole`: with the layers for events."""
        pieces = cut(text.text, text.regions, self.tokenizer)
        found: list[Floats] = []
        for row in rows(pieces, budget=self.budget):
            *outputs, shared = self.network.encode(row.ids, row.types)
            if whole:
                outputs += self.network.tell(shared)
            if not found:
                found = [np.empty((len(pieces), part.shape[1]), dtype=np.float32) for part in outputs]
            words = slice(row.word, row.word + len(row.columns))
            for part, of_row in zip(found, outputs, strict=True):
                # "clip" since it writes at once into what it is given; no column is out of range
                np.take(of_row, row.columns, axis=0, out=part[words], mode="clip")
        return _Encoded(pieces, *found, *[NOTHING] * (5 - len(found)))

    def _cues(self, group: Sequence[_Encoded]) -> list[tuple[Ints, Ints, Floats]]:
        """First word, last word (excluded) and probability of each cue, for each text."""
        moves = self.settings.cue_moves.copy()
        moves[OUT, INSIDE] = NEVER
        chains = [(text, *stretch) for text, each in enumerate(group) for stretch in _stretches(each.pieces)]
        lengths = np.array([end - start for _, start, end in chains], dtype=np.int32)
        found = [np.zeros((len(each.pieces), 3), dtype=np.float32) for each in group]
        for lanes in _lanes(lengths):
            scores = np.zeros((len(lanes), int(lengths[lanes].max()), 3), dtype=np.float32)
            for lane, (text, start, end) in enumerate(chains[chain] for chain in lanes):
                scores[lane, : end - start] = group[text].cue[start:end]
            marginals = lattice.marginals(lattice.close(moves + scores[:, :, None, :], lengths[lanes]))
            for lane, (text, start, end) in enumerate(chains[chain] for chain in lanes):
                found[text][start:end] = marginals[lane, : end - start]
        least, ends = self.settings.least, self.settings.ends
        return [
            _spans(probability, each.pieces.region, least, ends)
            for each, probability in zip(group, found, strict=True)
        ]

    def _links(self, group: Sequence[_Encoded]) -> list[list[Link]]:
        """The links of each text."""
        moves = self.settings.link_moves
        cues = self._cues(group)
        scored = [self._scored(each, *found[:2]) for each, found in zip(group, cues, strict=True)]
        chains = [(text, n) for text, (near, _) in enumerate(scored) for n in range(len(near.lengths))]
        lengths = np.array([scored[text][0].lengths[n] for text, n in chains], dtype=np.int32)
        links: list[list[Link]] = [[] for _ in group]
        made: list[Link | None] = [None] * len(chains)
        for lanes in _lanes(lengths):
            scores = np.zeros((len(lanes), int(lengths[lanes].max()), 6), dtype=np.float32)
            for lane, (text, n) in enumerate(chains[chain] for chain in lanes):
                near = scored[text][0]
                scores[lane, : near.lengths[n]] = scored[text][1][n, : near.lengths[n]]
            paths, logs = lattice.best_paths(lattice.close(link_pair(scores, moves), lengths[lanes]))
            chances = np.exp(logs)
            for lane, chain in enumerate(lanes):
                text, n = chains[chain]
                made[chain] = _link(
                    group[text].pieces, cues[text], n, scored[text][0].index[n], paths[lane], chances[lane]
                )
        for (text, _), link in zip(chains, made, strict=True):
            if link is not None:
                links[text].append(link)
        return links

    def _scored(self, each: _Encoded, starts: Ints, ends: Ints) -> tuple[Neighbours, Floats]:
        """The words in reach of each cue, and what the linking head says of them."""
        near = neighbours(each.pieces, starts, ends)
        if not len(starts):
            return near, NOTHING
        return near, self.network.link(
            each.hidden, starts, (ends - 1).astype(np.int32), near.index, near.place
        )


def _groups(texts: Sequence[Text]) -> Iterator[list[Text]]:
    """Texts that are decoded together: as many as hold `TOGETHER` characters."""
    group: list[Text] = []
    size = 0
    for text in texts:
        length = sum(end - start for start, end in text.regions)
        if group and size + length > TOGETHER:
            yield group
            group, size = [], 0
        group.append(text)
        size += length
    if group:
        yield group


def _stretches(pieces: Pieces) -> Iterator[tuple[int, int]]:
    """First and last (excluded) word of each region that has any."""
    edges = (np.flatnonzero(np.diff(pieces.region)) + 1).tolist()
    if len(pieces):
        yield from itertools.pairwise([0, *edges, len(pieces)])


def _lanes(lengths: Ints) -> Iterator[list[int]]:
    """Chains that go through the lattice side by side: those of like length, `STEPS` in all at most."""
    lanes: list[int] = []
    for chain in np.argsort(lengths, kind="stable").tolist():
        if lanes and (len(lanes) + 1) * int(lengths[chain]) > STEPS:
            yield lanes
            lanes = []
        lanes.append(chain)
    if lanes:
        yield lanes


def _link(
    pieces: Pieces, cues: tuple[Ints, Ints, Floats], n: int, index: Ints, path: np.ndarray, chance: float
) -> Link:
    starts, ends, probability = cues
    cue = int(pieces.starts[starts[n]]), int(pieces.ends[ends[n] - 1])
    source = _pieces_of(path, SOURCE, index, pieces)
    content = _pieces_of(path, CONTENT, index, pieces)
    return Link(cue, _nearest(source, cue), content, float(probability[n]), float(chance))


def _nearest(source: tuple[tuple[int, int], ...], cue: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The piece next to the cue: one source speaks (9 of 18,377 in PolNeAR train come in pieces)."""
    return tuple(sorted(source, key=lambda span: max(cue[0] - span[1], span[0] - cue[1]))[:1])


def link_pair(scores: Floats, moves: Floats) -> Floats:
    """*Shape:* (C, T, 6) -> (C, T, 3, 3). The six: being source or content, beginning either, ending
    either.
    """
    pair = np.broadcast_to(moves, (*scores.shape[:2], 3, 3)).astype(np.float32)
    for state in (SOURCE, CONTENT):
        being, begin, end = scores[..., state - 1], scores[..., state + 1], scores[..., state + 3]
        pair[..., :, state] += being[..., None]
        for other in range(3):
            if other != state:
                pair[..., other, state] += begin
                pair[..., state, other] += end
    return pair


def _spans(probability: Floats, region: Ints, least: float, ends_at: float) -> tuple[Ints, Ints, Floats]:
    """Cues from marginals: begin where BEGIN is likely enough, go on until something else is `ends_at`
    times as likely as INSIDE.
    """
    starts: list[int] = []
    ends: list[int] = []
    scores: list[float] = []
    going_on = ends_at * probability[:, INSIDE] > np.maximum(probability[:, OUT], probability[:, BEGIN])
    for start in np.flatnonzero(probability[:, BEGIN] >= least).tolist():
        if ends and start < ends[-1]:
            continue
        end = start + 1
        while end < len(region) and region[end] == region[start] and going_on[end]:
            end += 1
        starts.append(start)
        ends.append(end)
        scores.append(probability[start, BEGIN])
    return (
        np.array(starts, dtype=np.int32),
        np.array(ends, dtype=np.int32),
        np.array(scores, dtype=np.float32),
    )


def _pieces_of(path: np.ndarray, state: int, index: Ints, pieces: Pieces) -> tuple[tuple[int, int], ...]:
    """Stretches of a state on a path, as spans of the text."""
    on = np.concatenate([[False], path == state, [False]])
    edges = np.flatnonzero(on[1:] != on[:-1]).tolist()
    return tuple(
        (int(pieces.starts[index[first]]), int(pieces.ends[index[last - 1]]))
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    )
