"""Sheets: texts with labels by word for the heads that are not about attributions.

Every set teaches what it was annotated for and is silent (`SILENT`) about the rest.
"""

from __future__ import annotations

import importlib.resources
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from saidby.data import Span
from saidby.model.labels import EVENT_TYPES, FACTUALITIES, HARMS, MODES, NAMES, ROLES
from saidby.model.neighbours import ARGUMENT_REACH, neighbours
from saidby.model.pieces import Ints, Pieces, Row, cut, rows
from saidby.reading.case import recase
from saidby.reading.sentences import paragraphs, split
from training.polnear import STRAIGHT, grouped, words_of

SILENT = -1
CHUNK = 512  # pieces of one article that go into one batch together

Place = tuple[int, int]


@dataclass(frozen=True)
class Happening:
    """One event: its triggers, and (role, span) of what belongs to it.

    `known`: the stretch and the roles outside of which nothing is known of it, or None where all is.
    """

    triggers: tuple[Place, ...]
    type: str
    modes: tuple[str, ...]
    factuality: str
    arguments: tuple[tuple[str, Place], ...]
    known: tuple[Place, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Source:
    """A text and what its set says of it; None where the set is silent.

    `within` are the stretches that were annotated (None: the whole). `happens` are spans of any events,
    `names` and `harms` (kind, span). A name of kind "" is some name, of no kind that is known.
    """

    id: str
    text: str
    within: tuple[Place, ...] | None = None
    names: tuple[tuple[str, Place], ...] | None = None
    happens: tuple[Place, ...] | None = None
    harms: tuple[tuple[str, Place], ...] | None = None
    events: tuple[Happening, ...] | None = None
    attacks: tuple[Happening, ...] = ()
    """Events of which only arguments are known."""
    listed: tuple[Happening, ...] = ()
    """Events of which only type and modes are known, among words of which nothing is."""
    capitals: bool = False


@dataclass(frozen=True)
class Sheet:
    """A stretch of a text: rows for the encoder and labels by word, SILENT where nothing is known.

    `name`, `type`, `factuality`, `happens`, `harm` (W,); `mode` (W, modes) is 0 or 1, and counts where
    `type` is an event; `starts` (E,) are triggers; `index`, `place`, `lengths` (E, T) their neighbours;
    `roles` (E, T, roles) 0, 1 or SILENT.
    """

    rows: list[Row]
    words: int
    name: Ints
    type: Ints
    factuality: Ints
    mode: Ints
    happens: Ints
    harm: Ints
    starts: Ints
    index: Ints
    place: Ints
    lengths: Ints
    roles: Ints

    @property
    def pieces(self) -> int:
        return sum(len(row.ids) for row in self.rows)


def sheets(source: Source, tokenizer: Tokenizer, *, budget: int, rng: random.Random) -> list[Sheet]:
    """The text in stretches of about CHUNK pieces, varied as other sites would print it."""
    text = _vary(source, rng)
    regions: list[Place] = [(s, e) for s, e in paragraphs(text, Span(0, len(text)))]
    if source.within is not None:
        regions = [r for r in regions if any(_touch(r, w) for w in source.within)]
    pieces = cut(text, regions, tokenizer)
    return [_sheet(source, pieces, group) for group in grouped(rows(pieces, budget=budget), CHUNK)]


def _vary(source: Source, rng: random.Random) -> str:
    text, chance = source.text, rng.random()
    if source.capitals:
        lower = text.lower()
        return lower if chance < 0.3 and len(lower) == len(text) else recase(text)
    if chance < 0.25:
        return text.translate(STRAIGHT)
    if chance < 0.35:
        return text.replace(",", " ")
    if chance < 0.42 and len(text.lower()) == len(text):
        return text.lower()
    return text


def _touch(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _sheet(source: Source, pieces: Pieces, group: list[Row]) -> Sheet:
    low, high = group[0].word, group[-1].word + len(group[-1].columns)
    part = Pieces(
        pieces.ids, pieces.types, pieces.first[low:high], pieces.starts[low:high], pieces.ends[low:high],
        pieces.region[low:high],
    )  # fmt: skip
    count = len(part)
    inside = np.ones(count, dtype=bool)
    if source.within is not None:
        inside[:] = False
        for span in source.within:
            first, last = words_of(part, *span)
            inside[first:last] = True

    def blank(known: bool) -> Ints:
        return np.where(inside & known, 0, SILENT).astype(np.int32)

    name, harm = blank(source.names is not None), blank(source.harms is not None)
    for kind, span in source.names or ():
        _mark(name, words_of(part, *span), NAMES.index(kind) if kind else None)
    for kind, span in source.harms or ():
        _mark(harm, words_of(part, *span), HARMS.index(kind))
    happens = blank(source.happens is not None)
    for span in source.happens or ():
        first, last = words_of(part, *span)
        happens[first:last] = 1
    type_, factuality = blank(source.events is not None), np.full(count, SILENT, dtype=np.int32)
    mode = np.zeros((count, len(MODES)), dtype=np.int32)
    triggers: list[tuple[int, Happening]] = []
    for event in source.events or ():
        for span in event.triggers:
            first, last = words_of(part, *span)
            if first >= last:
                continue
            type_[first] = 1 + EVENT_TYPES.index(event.type)
            factuality[first] = FACTUALITIES.index(event.factuality)
            mode[first] = [m in event.modes for m in MODES]
            triggers.append((first, event))
    for event in source.listed:
        first, last = words_of(part, *event.triggers[0])
        if first < last:
            type_[first] = 1 + EVENT_TYPES.index(event.type)
            mode[first] = [m in event.modes for m in MODES]
    for event in source.attacks:
        first, last = words_of(part, *event.triggers[0])
        if first < last:
            triggers.append((first, event))
    triggers.sort(key=lambda t: t[0])
    starts = np.array([t[0] for t in triggers], dtype=np.int32)
    near = neighbours(part, starts, starts + 1, ARGUMENT_REACH)
    roles = np.zeros((*near.index.shape, len(ROLES)), dtype=np.int32)
    for number, (_, event) in enumerate(triggers):
        line = np.zeros((count, len(ROLES)), dtype=np.int32)
        if event.known is not None:
            line[:] = SILENT
            first, last = words_of(part, *event.known[0])
            for role in event.known[1]:
                line[first:last, ROLES.index(role)] = 0
        for role, span in event.arguments:
            first, last = words_of(part, *span)
            line[first:last, ROLES.index(role)] = 1
        roles[number] = line[near.index[number]]
    moved = [Row(row.ids, row.types, row.columns, row.word - low) for row in group]
    return Sheet(
        moved, count, name, type_, factuality, mode, happens, harm, starts, near.index, near.place,
        near.lengths, roles,
    )  # fmt: skip


def _mark(line: Ints, words: tuple[int, int], kind: int | None) -> None:
    first, last = words
    line[first:last] = SILENT if kind is None else 2 + 2 * kind
    if kind is not None:
        line[first : first + 1] = 1 + 2 * kind


# --------------------------------------------------------------------------------- the sets


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def own(path: Path) -> list[Source]:
    """Events by the guideline of docs/annotation.md."""
    return [
        Source(
            row["id"],
            row["text"],
            within=tuple((s, e) for s, e in row["within"]),
            events=tuple(
                Happening(
                    tuple((s, e) for s, e in event["triggers"]), event["type"], tuple(event["modes"]),
                    event["factuality"], tuple((role, (s, e)) for role, (s, e) in event["arguments"]),
                )
                for event in row["events"]
            ),
            capitals=row["capitals"],
        )
        for row in _lines(path)
    ]  # fmt: skip


MUC_SLOTS = {
    "perp_individual_id": "perpetrator", "perp_organization_id": "perpetrator", "phys_tgt_id": "target",
    "hum_tgt_name": "victim", "hum_tgt_description": "victim", "incident_instrument_id": "weapon",
}  # fmt: skip


def muc(path: Path) -> list[Source]:
    """MUC-4: every place of the words that fill a slot."""
    found = []
    for row in _lines(path):
        spans: dict[Place, str] = {}
        for template in row["templates"]:
            for slot, kind in MUC_SLOTS.items():
                for filler in template[slot] or ():
                    for way in filler["alternatives"]:
                        spans |= {(s, e): kind for s, e in way.get("spans") or ()}
        longest = [s for s in spans if not any(s != o and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
        harms = tuple((spans[s], s) for s in sorted(longest))
        text = row["text"]
        found.append(Source(row["id"], text, harms=harms, attacks=_attacks(text, harms), capitals=True))
    return found


_ATTACK = re.compile(
    r"\b(?:(?:attack|kill|bomb|kidnap|abduct|murder|assassinat|explo[ds]|dynamit|ambush|shoot|shell|wound|injur|"
    r"machinegun|destroy|burn|harass|blast|massacr|execut|tortur|hijack|mortar|sabotag|clash|rape[ds]?|blow|blew)"
    r"\w*|shot|blown|slain|hostages?|died|deaths?)\b",
    re.IGNORECASE,
)
_ROLE_OF = {"perpetrator": "actor", "victim": "recipient", "target": "object", "weapon": "instrument"}


def _attacks(text: str, harms: tuple[tuple[str, Place], ...]) -> tuple[Happening, ...]:
    """Words of attack in sentences that hold a filler, each with the fillers it stands nearest to."""
    found = []
    for start, end in split(text, Span(0, len(text))):
        inside = [(kind, span) for kind, span in harms if start <= span[0] and span[1] <= end]
        words = [m.span() for m in _ATTACK.finditer(text, start, end)]
        words = [word for word in words if not any(_touch(word, span) for _, span in inside)]
        if not inside or not words:
            continue
        near: dict[Place, list[tuple[str, Place]]] = {word: [] for word in words}
        for kind, span in inside:
            word = min(words, key=lambda w: max(w[0] - span[1], span[0] - w[1]))
            near[word].append((_ROLE_OF[kind], span))
        known = ((start, end), tuple(_ROLE_OF.values()))
        found += [Happening((word,), "", (), "", tuple(mine), known) for word, mine in near.items() if mine]
    return tuple(found)


CROSSNER = {
    "politician": "person", "person": "person", "location": "place", "country": "place",
    "politicalparty": "organization", "organisation": "organization",
}  # fmt: skip
UNER = {"PER": "person", "LOC": "place", "ORG": "organization"}
CORENLP = {"PERSON": "person", "LOCATION": "place", "ORGANIZATION": "organization"}


def named(path: Path, kinds: dict[str, str]) -> list[Source]:
    return [
        Source(
            row["id"], row["text"],
            names=tuple((kinds.get(e["type"], ""), (e["start"], e["end"])) for e in row["entities"]),
        )
        for row in _lines(path)
    ]  # fmt: skip


def silver(texts: Path, names: Path, groups: frozenset[str]) -> list[Source]:
    """Names by a machine. Kept where every mention of the string in the article has the same kind."""
    found = []
    by_id = {row["id"]: row for row in _lines(texts)}
    for tags in _lines(names):
        row = by_id[tags["id"]]
        kinds: dict[str, set[str]] = {}
        entities = [e for e in tags["ner"] if e["type"] in CORENLP or e["type"] == "MISC"]
        for entity in entities:
            kinds.setdefault(entity["text"], set()).add(entity["type"])
        said = []
        for entity in entities:
            text = entity["text"]
            kind = CORENLP.get(entity["type"], "group" if text.lower() in groups else "")
            agreed = len(kinds[text]) == 1 and text[:1].isupper()
            said.append((kind if agreed else "", (entity["start"], entity["end"])))
        found.append(Source(row["id"], row["text"], names=tuple(said)))
    return found


def ecbplus(path: Path) -> list[Source]:
    found = []
    for row in _lines(path):
        within = tuple((s["start"], s["end"]) for s in row["sentences"] if s["selected"])
        kinds = ("ACTION_OCCURRENCE", "NEG_ACTION_OCCURRENCE")
        spans = [tuple(m["spans"][0]) for m in row["mentions"] if m["type"] in kinds]
        found.append(Source(row["id"], row["text"], within=within, happens=tuple((s, e) for s, e in spans)))
    return found


def listed(*paths: Path) -> list[Source]:
    """Texts in which only the words of words.tsv are known, each as an event of its type."""
    kinds: dict[str, tuple[str, tuple[str, ...]]] = {}
    for line in Path(__file__).with_name("words.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            type_, mode, words = line.split("\t")
            kinds |= dict.fromkeys(words.split(), (type_, () if mode == "-" else (mode,)))
    found = []
    for path in paths:
        for row in _lines(path):
            events = tuple(
                Happening((m.span(),), *kinds[m.group()], "", ())
                for m in re.finditer(r"[a-z-]+", row["text"])
                if m.group() in kinds
            )
            if events:
                found.append(Source(row["id"], row["text"], listed=events))
    return found


FAITHS_AND_PARTIES = """
    republican republicans democrat democrats muslim muslims jewish jews christian christians catholic
    catholics sunni shiite shia islamic kurd kurds kurdish arab arabs hispanic hispanics latino latinos
    european europeans african asian
"""


def groups() -> frozenset[str]:
    """Words, in lower case, for people of a state, a faith or a people."""
    table = importlib.resources.files("saidby.reading") / "tables" / "states.tsv"
    found = set(FAITHS_AND_PARTIES.split())
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            for adjective in line.split("\t")[2].lower().split("|"):
                found |= {adjective, adjective + "s"}
    return frozenset(found)
