"""Figures: how many people were killed, injured, detained ..., and how many things, as ranges with their words."""

from __future__ import annotations

import re

from saidby.data import Article, Figure, Span, Who
from saidby.reading.figures.chunks import Reader
from saidby.reading.figures.grammar import Found, Sentence
from saidby.reading.figures.words import triggers
from saidby.reading.tokens import plain

_WORDS = re.compile(r"[a-z]{3,}")
_YEAR = re.compile(r"\b(?:in|since|of|during|january|february|march|april|may|june|july|august|september|october|november|december|\d,) ((?:19|20)\d\d)\b")
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
        if year and any(y < year for y in _YEAR.findall(low, *sentence)) and year not in low[sentence.start : sentence.end]:
            continue
        pieces = reader.pieces(sentence)
        if not pieces:
            continue
        start = len(found)
        for f in Sentence(pieces, low[pieces[0].span.start : sentence.end]).read():
            found.append(f._replace(whole=f.whole + start, line=start) if f.whole is not None else f._replace(line=start))
    return _figures(_unmixed(found))


def _unmixed(found: list[Found]) -> list[Found]:
    """ "Four people were shot" counts the dead too where one of them died: no number of injured, but of both."""
    killed = {f.group.low for f in found if f.measure == "killed" and f.group.low}
    hurt = {f.group.low for f in found if f.measure in ("injured", "hospitalised") and f.group.low and not f.weak}
    hurt |= {f.group.low for f in found if f.measure == "injured" and f.group.low and f.group.more}
    dead_of = {(f.line, f.group.low) for f in found if f.measure == "killed" and f.group.low}
    kept = []
    for f in found:
        size = f.group.low
        mixed = f.measure == "injured" and f.weak and size is not None and size > 1 and not f.group.more and (
            any(size - dead in hurt for dead in killed if dead < size)
            or any(line == f.line and dead < size for line, dead in dead_of if dead)
        )  # fmt: skip
        kept.append(f._replace(measure="other") if mixed else f)
    return kept


def _figures(found: list[Found]) -> tuple[Figure, ...]:
    """Figures of a text from those of its sentences: the same joined, ids given in text order."""
    order = sorted(range(len(found)), key=lambda n: (found[n].group.span, found[n].whole is not None, n))
    place: dict[int, int] = {}
    kept: list[list[int]] = []
    for n in order:
        whole = found[n].whole
        same = next((k for k, group in enumerate(kept) if _same(found[group[0]], found[n], whole is not None)), None)
        if same is None:
            kept.append([n])
            same = len(kept) - 1
        else:
            kept[same].append(n)
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
                   Who(None, who) if who else None, part, 0.8)
        )  # fmt: skip
    return tuple(made)


def _same(first: Found, second: Found, part: bool) -> bool:
    """Is it the same number of the same people?"""
    a, b = first.group, second.group
    if first.measure != second.measure or (a.low, a.high) != (b.low, b.high) or (first.whole is not None) != part:
        return False
    if a.low is None and a.high is None:
        return False
    if b.more:
        return False
    if a.low == 0:
        return True
    if a.low == 1 and a.high == 1:
        return second.code == "G" or a.key == b.key
    return a.key == b.key or a.key in _GENERIC or b.key in _GENERIC
