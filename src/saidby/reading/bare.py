"""Bare: a name without what stands beside it: a person's office, rank or age, the fighters of a body."""

from __future__ import annotations

import re

from saidby.data import Span
from saidby.reading.tokens import name_run, tokens

_RANKS = frozenset(
    "mr mrs ms miss sir lord lady dame dr prof eng msgr monsignor fr father rev reverend sister brother "
    "bishop archbishop col colonel gen general lt lieutenant capt captain maj major sgt sergeant cpl "
    "corporal pvt private adm admiral cmdr commander brig brigadier comrade don dona senator sen rep "
    "congressman congresswoman judge justice magistrate hon licenciado".split()
)


def bare(flat: str, span: Span) -> Span:
    """The name at the end of a mention: "Colonel [Ivo Marek]". The span itself where no such name ends it."""
    found = tokens(flat, *span)
    run = name_run(found)
    while run > 1 and found[-run].key in _RANKS:
        run -= 1
    if not run or run == len(found):
        return span
    first = found[-run]
    return Span(first.start, span.end) if first.capital and first.key not in _RANKS else span


_MEMBERS = re.compile(
    r"(?P<body>[A-Z][A-Z-]{1,7})\s(?:[a-z]+\s)?(?:militants|rebels|insurgents|fighters|terrorists|guerrillas|gunmen|"
    r"separatists|extremists|troops|soldiers|forces|commandos|militiamen|units|elements|members|men|squads?|cells?)$"
)


def bare_body(flat: str, span: Span) -> Span:
    """The initials that people are called by: "[FVL] urban fighters"."""
    found = _MEMBERS.search(flat, *span)
    return Span(*found.span("body")) if found else span
