"""Figures: how many people were killed, injured, detained, and how many things, as ranges."""

from __future__ import annotations

import re

from saidby.data import Article, Figure, Span, Who
from saidby.reading.figures.chunks import Reader
from saidby.reading.figures.clause import Found
from saidby.reading.figures.grammar import Sentence
from saidby.reading.figures.pieces import Piece
from saidby.reading.figures.words import triggers
from saidby.reading.tokens import plain

SCORES = {
    "passive": 0.95,
    "active": 0.88,
    "nominal": 0.86,
    "reduced": 0.83,
    "counted": 0.8,
    "subject": 0.78,
    "owner": 0.92,
    "graded": 0.87,
    "part": 0.79,
    "toll": 0.7,
    "objects": 0.8,
}  # of the 81 hand-read articles on Syria and, for one person, 1,500 of the shootings; see docs/figures.md
TOLLS = 100  # different numbers of dead, the least first, that are held against a number of those shot
LONGEST = 400  # pieces of a sentence that are read together, some 500 words; longer ones are cut
_WORDS = re.compile(r"[a-z]{3,}")
_YEAR = re.compile(
    r"\b(?:in|since|of|during|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|\d,) ((?:19|20)\d\d)\b"
)
_GENERIC = frozenset({"", "people", "persons", "person", "victims", "victim", "individuals", "others"})


def figures(article: Article, sentences: tuple[Span, ...]) -> tuple[Figure, ...]:
    """Figures of the sentences that are read, in text order.

    Numbers of people and things that something is said of; ages, dates, money, rates and ordinals are none. A
    number said again of the same people is one figure with both spans. `who.actor` is None: actors are tied
    on later.
    """
    reader = Reader(plain(article.text))
    low = reader.low
    found: list[Found] = []
    year = article.published.value[:4] if article.published else ""
    for sentence in sentences:
        if triggers().isdisjoint(_WORDS.findall(low, *sentence)):
            continue
        if (
            year
            and any(y < year for y in _YEAR.findall(low, *sentence))
            and year not in low[sentence.start : sentence.end]
        ):
            continue
        pieces = reader.pieces(sentence)
        if not pieces:
            continue
        for first in range(0, len(pieces), LONGEST):
            found += _read(pieces[first : first + LONGEST], low, len(found))
    return _figures(_unmixed(found))


def _read(pieces: list[Piece], low: str, line: int) -> list[Found]:
    """What a sentence says; `line` is how many were found before, by which wholes are counted on."""
    text = low[pieces[0].span.start : pieces[-1].span.end]
    return [
        f._replace(whole=None if f.whole is None else f.whole + line, line=line)
        for f in Sentence(pieces, text).read()
    ]


def _unmixed(found: list[Found]) -> list[Found]:
    """ "Four people were shot" counts the dead too where one of them died: a number of both."""
    killed = sorted({f.group.low for f in found if f.measure == "killed" and f.group.low})[:TOLLS]
    hurt = {
        f.group.low for f in found if f.measure in ("injured", "hospitalised") and f.group.low and not f.weak
    }
    hurt |= {f.group.low for f in found if f.measure == "injured" and f.group.low and f.group.more}
    dead_of: dict[int, float] = {}
    for f in found:
        if f.measure == "killed" and f.group.low:
            dead_of[f.line] = min(f.group.low, dead_of.get(f.line, f.group.low))
    kept = []
    for f in found:
        size = f.group.low
        mixed = f.measure == "injured" and f.weak and size is not None and size > 1 and not f.group.more and (
            any(size - dead in hurt for dead in killed if dead < size)
            or dead_of.get(f.line, size) < size
        )  # fmt: skip
        kept.append(f._replace(measure="other") if mixed else f)
    return kept


def _figures(found: list[Found]) -> tuple[Figure, ...]:
    """Figures of a text from those of its sentences: the same joined, ids given in text order."""
    order = sorted(range(len(found)), key=lambda n: (found[n].group.span, found[n].whole is not None, n))
    place: dict[int, int] = {}
    kept: list[list[int]] = []
    known: dict[tuple[object, ...], dict[str, int]] = {}
    for n in order:
        alike = known.setdefault(_number(found[n]), {})
        same = _same(found[n], alike)
        if same is None:
            kept.append([n])
            same = len(kept) - 1
        else:
            kept[same].append(n)
        alike[found[n].group.key] = same
        alike["*"] = same
        place[n] = same
    made = []
    for k, members in enumerate(kept):
        first = found[members[0]]
        spans = tuple(sorted({found[n].group.span for n in members}))
        who = next((found[n].group.who for n in members if found[n].group.who), None)
        status = next((found[n].status for n in members if found[n].status), None)
        part = f"f{place[first.whole] + 1}" if first.whole is not None and place[first.whole] != k else None
        made.append(
            Figure(f"f{k + 1}", spans, first.measure, first.group.low, first.group.high, status,
                   Who(None, who) if who else None, part, _score(first))
        )  # fmt: skip
    return tuple(made)


def _number(found: Found) -> tuple[object, ...]:
    """What two mentions of one figure share."""
    return found.measure, found.group.low, found.group.high, found.whole is not None


def _same(found: Found, alike: dict[str, int]) -> int | None:
    """The figure that says the same number of the same people, of those with this number by their noun."""
    group = found.group
    if not alike or group.more or (group.low is None and group.high is None):
        return None
    if group.low == 0 or (group.low == 1 and group.high == 1 and found.code == "G"):
        return alike["*"]
    if group.low == 1 and group.high == 1:
        return alike.get(group.key)
    if group.key in _GENERIC:
        return alike["*"]
    return alike.get(group.key, next((alike[key] for key in sorted(_GENERIC) if key in alike), None))


def _score(found: Found) -> float:
    """How often figures found in this way were right where people had read the article (docs/figures.md)."""
    group = found.group
    if found.measure in ("displaced", "affected", "other"):
        return 0.6
    if found.rule not in ("part", "objects") and group.low == 1 and group.high == 1 and found.code in "SDG":
        return 0.95 if found.measure == "killed" else 0.77
    if group.low is None and group.high is None:
        return 0.7
    if found.weak and group.plural and not group.more:
        return 0.65
    return SCORES[found.rule]
