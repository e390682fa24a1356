"""Figures: how many people were killed, injured, detained, and how many things, as ranges."""

from __future__ import annotations

import re

from saidby.data import Article, Figure, Span, Who
from saidby.reading.figures import history
from saidby.reading.figures.asides import without_asides
from saidby.reading.figures.chunks import Reader
from saidby.reading.figures.clause import Found
from saidby.reading.figures.further import CARRIES, LEAVES
from saidby.reading.figures.grammar import Sentence
from saidby.reading.figures.pieces import Group, Piece
from saidby.reading.figures.totals import Total, dead, survivors
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
    "total": 0.7,
    "survivors": 0.75,
    "self": 0.95,
}  # of the 81 hand-read articles on Syria and, for one person, 1,500 of the shootings; see docs/figures.md
TOLLS = 100  # different numbers of dead, the least first, that are held against a number of those shot
LONGEST = 400  # pieces of a sentence that are read together, some 500 words; longer ones are cut
_MOVED = re.compile(r"\bevacu(?:at|ees?)|\bpopulation (?:transfer|swap|exchange)")
_HARM = frozenset({"killed", "injured"})
_WORDS = re.compile(r"[a-z]{3,}")
_GENERIC = frozenset({"", "people", "persons", "person", "victims", "victim", "individuals", "others"})


def figures(article: Article, sentences: tuple[Span, ...]) -> tuple[Figure, ...]:
    """Figures of the sentences that are read, in text order.

    Numbers of people and things that something is said of; ages, dates, money, rates and ordinals are none. A
    number said again of the same people is one figure with both spans. `who.actor` is None: actors are tied
    on later.
    """
    reader = Reader(plain(without_asides(article.text)))
    low = reader.low
    found: list[Found] = []
    moved = _MOVED.search(low) is not None
    published = article.published.value if article.published else ""
    for sentence in sentences:
        said = _WORDS.findall(low, *sentence)
        if triggers().isdisjoint(said) and (not moved or (LEAVES | CARRIES).isdisjoint(said)):
            continue
        if published and history.is_of_former_years(low, sentence, published):
            continue
        old = history.old_clauses(low, sentence) if published else ()
        months = history.of_other_months(low, sentence, published)
        past = history.is_past(low, sentence, published)
        pieces = reader.pieces(sentence)
        if not pieces:
            continue
        for first in range(0, len(pieces), LONGEST):
            news = _read(pieces[first : first + LONGEST], low, len(found), past, moved)
            news = _without(news, old, len(found)) if old else news
            found += [f._replace(old=True) if _in_any(f, months) else f for f in news]
    found = _unmixed(_news(found))
    found += _of_title(article, reader, found)
    return _figures(_with_derived(found, dead(found, reader.flat, low), survivors(found, reader.flat, low)))


def _of_title(article: Article, reader: Reader, found: list[Found]) -> list[Found]:
    """The dead and hurt of the page's own title, where its text says no number of them as great."""
    said = {
        m: max((f.group.low or f.group.high or 0 for f in found if f.measure == m), default=0) for m in _HARM
    }
    title = next((e.span for e in article.elements if e.role == "title"), None)
    pieces = reader.pieces(title)[:LONGEST] if title else []
    if not pieces:
        return []
    news = [f for f in _read(pieces, reader.low, len(found), False, False) if f.whole is None]
    news = _unmixed([*found, *news])[len(found) :]
    return [f for f in news if f.measure in _HARM and (f.group.low or f.group.high or 0) > said[f.measure]]


def _in_any(found: Found, clauses: tuple[Span, ...]) -> bool:
    return any(clause.start <= found.group.span.start < clause.end for clause in clauses)


def _without(found: list[Found], old: tuple[Span, ...], line: int) -> list[Found]:
    """What a sentence says outside of clauses."""
    return _kept(found, [n for n, f in enumerate(found) if not _in_any(f, old)], line)


def _news(found: list[Found]) -> list[Found]:
    """What was found, without that of other months where the dead or hurt of this one are told of."""
    fresh = {f.measure for f in found if not f.old}
    return _kept(found, [n for n, f in enumerate(found) if not f.old or f.measure in _HARM - fresh], 0)


def _kept(found: list[Found], kept: list[int], line: int) -> list[Found]:
    """Some of what was found, its wholes counted anew from `line` on."""
    place = {n + line: k + line for k, n in enumerate(kept)}
    return [
        found[n]._replace(whole=None if (whole := found[n].whole) is None else place.get(whole)) for n in kept
    ]


def _read(pieces: list[Piece], low: str, line: int, past: bool, moved: bool) -> list[Found]:
    """What a sentence says; `line` is how many were found before, by which wholes are counted on."""
    text = low[pieces[0].span.start : pieces[-1].span.end]
    return [
        f._replace(whole=None if f.whole is None else f.whole + line, line=line, past=past)
        for f in Sentence(pieces, text, moved=moved).read()
    ]


def _unmixed(found: list[Found]) -> list[Found]:
    """ "Four people were shot" counts the dead too where one of them died: a number of both."""
    killed = sorted({f.group.low for f in found if f.measure == "killed" and f.group.low})[:TOLLS]
    hurt = {
        f.group.low for f in found if f.measure in ("injured", "hospitalised") and f.group.low and not f.weak
    }
    hurt |= {f.group.low for f in found if f.measure == "injured" and f.group.low and f.group.more}
    dead_of: dict[int, Found] = {}
    for f in found:
        if (
            f.measure == "killed"
            and f.group.low
            and (f.line not in dead_of or f.group.low < (dead_of[f.line].group.low or 0))
        ):
            dead_of[f.line] = f
    kept = []
    for f in found:
        size = f.group.low
        mixed = f.measure == "injured" and f.weak and size is not None and size > 1 and not f.group.more and (
            any(size - dead in hurt for dead in killed if dead < size)
            or _among(dead_of.get(f.line), f)
            # whoever died was mostly among those shot: in 18 of the 26 articles where it matters
            or (f.rule != "active" and bool(killed) and killed[-1] < size)
        )  # fmt: skip
        kept.append(f._replace(measure="other") if mixed else f)
    return kept


def _among(dead: Found | None, shot: Found) -> bool:
    """Are the dead of a sentence among those shot? Not in "he was killed after shooting four"."""
    if dead is None or (dead.group.low or 0) >= (shot.group.low or 0):
        return False
    return not (shot.rule == "active" and dead.code in "SDG" and dead.group.span < shot.group.span)


def _with_derived(found: list[Found], all_: Total | None, hurt: Total | None) -> list[Found]:
    """What was found and the numbers that nobody says; the members of a total are its parts from then on."""
    if all_ is not None:
        members = set(all_.members)
        found = [f._replace(whole=len(found)) if n in members else f for n, f in enumerate(found)]
        found.append(_derived(found, all_, "total"))
    return found if hurt is None else [*found, _derived(found, hurt, "survivors")]


def _derived(found: list[Found], number: Total, rule: str) -> Found:
    first = min(found[n].group.span for n in number.members)
    group = Group(first, number.number, number.number, None, "", True)
    return Found(number.measure, group, None, "N", rule, of=number.members)


def _figures(found: list[Found]) -> tuple[Figure, ...]:
    """Figures of a text from those of its sentences: the same joined, ids given in text order."""
    order = sorted(range(len(found)), key=lambda n: (found[n].group.span, found[n].whole is not None, n))
    place: dict[int, int] = {}
    kept: list[list[int]] = []
    known: dict[tuple[object, ...], dict[str, int]] = {}
    for n in order:
        alike = known.setdefault(_number(found[n]), {})
        same = _same(found[n], alike)
        if same is not None and found[n].code == "S" and any(_beside(found[n], found[m]) for m in kept[same]):
            same = None
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
        spans = tuple(sorted({found[n].group.span for n in (first.of or members)}))
        who = next((found[n].group.who for n in members if found[n].group.who), None)
        status = next((found[n].status for n in members if found[n].status), None)
        part = f"f{place[first.whole] + 1}" if first.whole is not None and place[first.whole] != k else None
        made.append(
            Figure(f"f{k + 1}", spans, first.measure, first.group.low, first.group.high, status,
                   Who(None, who) if who else None, part, _score(first))
        )  # fmt: skip
    return tuple(made)


def _beside(one: Found, other: Found) -> bool:
    """ "A man killed a man and was killed": two of one noun in a sentence, one of them an object."""
    return one.line == other.line and other.code == "S" and (one.rule == "active") != (other.rule == "active")


def _number(found: Found) -> tuple[object, ...]:
    """What two mentions of one figure share."""
    return found.measure, found.group.low, found.group.high, found.whole is not None, found.of


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
