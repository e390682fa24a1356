"""Further: what one number of a sentence says of another, and which things and crowds are counted."""

from __future__ import annotations

import re

from saidby.data import Measure, Span
from saidby.reading.figures.clause import Clause, Found
from saidby.reading.figures.numbers import is_year
from saidby.reading.figures.pieces import Group
from saidby.reading.figures.settle import may_hold
from saidby.reading.figures.words import thing, words

HARD = frozenset({"fatally", "mortally"})
LEAVES = frozenset({"left", "leaving", "departed", "exited", "quit"})
CARRIES = frozenset({"carrying", "transporting", "evacuating", "taking", "bringing", "carried"})
_BADLY = frozenset({"critically", "seriously", "severely"})
_THERE = frozenset({"in", "at", "near", "among", "outside", "around"})
_SAME_CLAUSE = re.compile(r"(?=.*p)[pxaDO&q,oPA]*")
_CROWD = 20  # people; fewer that leave a place are travellers
_LEFT = re.compile(
    r"(?: (?:the|their|two|both|three|four|several|besieged|nearby|[a-z]+-(?:held|besieged|controlled)|"
    r"[a-z]+ern))* "
    r"(?:towns?|villages?|city|cities|areas?|districts?|neighbou?rhoods?|enclaves?|suburbs?|camps?|homes|province|"
    r"(?!to\b|for\b|in\b|on\b|at\b|dead\b|wounded\b|injured\b|with\b|from\b|without\b|behind\b|after\b|and\b|"
    r"a\b|an\b|the\b)[a-z'-]+ (?:and|on|early|late|at|by|in|for)\b|(?:[a-z'-]+ )?\w+day\b)"
)
_UNDERGO = 70  # characters on either side of things in which what is done to them is looked for
_BREAK = re.compile(r"[;:]|\b(?:which|who|while|when|after|before)\b")
_DONE = re.compile(
    r"\b(?:destroy|damag|demolish|wreck|raz(?:e|ed|ing)\b|level+ed|flatten|ruin|hit\b|hits\b|hitting|str(?:uck|ik)|"
    r"target|torch|burn|set (?:ablaze|fire|on fire)|bomb(?:ed|ing)|shell(?:ed|ing)|attack|seiz|captur|"
    r"confiscat|loot|ransack|stol|steal|found\b|recover|discover|down(?:ed|ing)\b|shot|disabl|dismantl|defus|blew|blow|"
    r"explod|detonat|launch|fir(?:e|ed|es|ing)\b|drop|us(?:ed|ing)\b|wip(?:e|ed|ing) out|deliver|"
    r"hand(?:ed|ing) over|sunk|sank|rob|left behind|reduced|collaps|affected)"
)


def undergo(clause: Clause, span: Span, noun: str) -> bool:
    """Is something done to things, or with them? Of 45 buses that leave nothing is told."""
    if noun.removesuffix("s") in words("weapon"):
        return True
    first = clause.pieces[0].span.start
    before = clause.low[max(0, span.start - first - _UNDERGO) : span.start - first]
    after = clause.low[span.end - first : span.end - first + _UNDERGO]
    return any(_DONE.search(_BREAK.split(part)[at]) for part, at in ((before, -1), (after, 0)))


def graded(clause: Clause) -> None:
    """ "three people were shot, one fatally" """
    for k, piece in enumerate(clause.pieces[:-1]):
        word = clause.pieces[k + 1].text
        if (
            piece.code in "nN" and piece.group is not None and word in HARD | _BADLY and k not in clause.taken
        ) and clause.codes[k + 2 : k + 3] in ("", ";", ",", "&", "p", "w"):
            measure: Measure = "killed" if word in HARD else "injured"
            clause.found.append(Found(measure, piece.group, clause.pieces[k + 1].span, piece.code, "graded"))
            clause.taken.add(k)


def leavers(clause: Clause) -> None:
    """ "3,000 people left the town", "a convoy carrying 3,000 residents", where people are evacuated."""
    first = clause.pieces[0].span.start
    for k, piece in enumerate(clause.pieces):
        place = _LEFT.match(clause.low, piece.span.end - first) if piece.text in LEAVES else None
        if place is not None and not any(thing(word) for word in place[0].split()):
            target = clause.subject(clause.verb_start(k), "many")
        elif piece.text in CARRIES and k and clause.codes[k - 1] not in "mg":
            target = clause.object_of(k)
        else:
            continue
        if target is None or any(f.group.span.overlaps(target[1].span) for f in clause.found):
            continue
        index, group = target
        many = group.plural and (group.low or group.high or 0) >= _CROWD
        if many and clause.pieces[index].code in "Nn":
            clause.found.append(Found("displaced", group, piece.span, "N", "subject"))
            clause.taken.add(index)


def elsewhere(clause: Clause) -> None:
    """ "killed 45 in one town and 22 in another": what is said of the first goes for the second."""
    for k, piece in enumerate(clause.pieces[:-1]):
        if piece.code != "n" or k in clause.taken or piece.group is None or is_year(clause.text_of(k)):
            continue
        if clause.codes[k - 1 : k] != "&" or clause.low_of(k + 1) not in _THERE:
            continue
        for f in reversed(clause.found):
            at = next((n for n in range(k) if clause.pieces[n].group is f.group), None)
            if at is None or f.measure not in ("killed", "injured") or not f.group.plural:
                continue
            if _SAME_CLAUSE.fullmatch(clause.codes[at + 1 : k]):
                clause.found.append(Found(f.measure, piece.group, f.status, "n", f.rule))
                clause.taken.add(k)
            break


def parts(clause: Clause) -> None:
    """Parts of a figure: "58 people, including 11 children", "two of them children"."""
    listed = False
    for k, piece in enumerate(clause.pieces):
        if piece.code == "i":
            listed = True
        elif piece.code in ";bhwKTFI":
            listed = False
        group = piece.group
        if group is None or piece.code not in "NSD" or (k in clause.taken and not group.partitive):
            continue
        if not ((listed and clause.codes[k - 1 : k] in tuple("i&,a")) or group.partitive):
            continue
        whole = next(
            (n for n in reversed(range(len(clause.found))) if may_hold(clause.found[n], group)), None
        )
        if whole is None or group.span == clause.found[whole].group.span:
            continue
        own = next((n for n, f in enumerate(clause.found) if f.group.span == group.span), None)
        if own is None and group.low is None and group.high is None:
            continue  # "including many children" counts nobody
        if own is not None:
            if clause.found[own].measure == clause.found[whole].measure:
                clause.found[own] = clause.found[own]._replace(whole=whole)
        else:
            of = clause.found[whole]
            clause.found.append(Found(of.measure, group, of.status, piece.code, "part", whole))


def among(clause: Clause) -> None:
    """ "11 children were among the 26 people killed": a part told before its whole."""
    for k, piece in enumerate(clause.pieces):
        start = clause.verb_start(k)
        if piece.text != "among" or piece.code != "p" or "b" not in clause.codes[start:k]:
            continue
        whole = next((n for n, f in enumerate(clause.found) if _follows(clause, k, f.group)), None)
        if whole is None or clause.found[whole].measure not in ("killed", "injured"):
            continue
        target = clause.subject(start, None)
        if target is None or not target[1].plural or any(f.group is target[1] for f in clause.found):
            continue
        of, index = clause.found[whole], target[0]
        clause.found.append(Found(of.measure, target[1], of.status, clause.pieces[index].code, "part", whole))


def _follows(clause: Clause, k: int, group: Group) -> bool:
    """Are people those right behind "among"?"""
    return group.plural and any(piece.group is group for piece in clause.pieces[k + 1 : k + 3])
