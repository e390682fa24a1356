"""Whom a predicate takes: its subject, its object, and the lists that they stand in."""

from __future__ import annotations

import re
from typing import NamedTuple

from saidby.data import Measure, Span
from saidby.reading.figures.numbers import is_year
from saidby.reading.figures.pieces import Group, Piece

_PEOPLE = "NSDG"
_REACH = 18  # pieces between a predicate and its subject; longer ways were wrong more often than right
_LISTED = re.compile(r"i[NSDGP&,qxa]*$")
_TOLD = re.compile(r"r[xPDSN]{1,3}v$")  # "a teen who police say was killed"
_DEFINITE = frozenset({"the", "those", "these"})
_SELF = frozenset({"himself", "herself", "themselves"})


class Found(NamedTuple):
    """A figure as one sentence says it.

    `code` is that of the people's piece, `rule` the construction, `whole` the figure of the same sentence
    that this one is part of, by its place in the list; `weak`: a word that may tell of the dead ("shot");
    `line` tells sentences apart; `also`: they are said to be more than those told of before; `past`: of an
    earlier incident; `old`: of another month; `of`: those from whom a number that nobody says was made, by
    their places.
    """

    measure: Measure
    group: Group
    status: Span | None
    code: str
    rule: str
    whole: int | None = None
    weak: bool = False
    line: int = 0
    also: bool = False
    past: bool = False
    old: bool = False
    of: tuple[int, ...] = ()


class Clause:
    """The pieces of a sentence, and what was found in them so far."""

    def __init__(self, pieces: list[Piece], low: str) -> None:
        self.pieces = pieces
        self.codes = "".join(piece.code for piece in pieces)
        self.low = low
        self.found: list[Found] = []
        self.taken: set[int] = set()

    def verb_start(self, at: int) -> int:
        """Where the verb group starts that ends in a predicate: its auxiliaries and adverbs."""
        while at and self.codes[at - 1] in "abhmgt":
            at -= 1
        return at

    def passive(self, at: int) -> bool:
        start = self.verb_start(at)
        return "b" in self.codes[start:at]

    def adjacent(self, start: int) -> tuple[int, Group] | None:
        """People right before a participle: "12 people killed", "John Smith, 24, killed"."""
        aged = re.search(r",?q,?$", self.codes[:start])
        k = (aged.start() if aged else start) - 1
        if k < 0:
            return None
        if self.codes[k] in "&," and k and self.found and self._chained(k):
            last = self.found[-1]
            return next(
                ((n, last.group) for n in range(k, -1, -1) if self.pieces[n].group is last.group),
                (k, last.group),
            )
        if self.codes[k] == "r":  # "one of whom died"
            return None
        if self.codes[k] == "P":
            group = self.pieces[k].group
            return (k, group) if group is not None and group.more else None
        return self._joined(k) if self.codes[k] in _PEOPLE + "n" else None

    def _chained(self, k: int) -> bool:
        """A predicate before "and": "was shot and wounded"."""
        return self.codes[k - 1] in "KIA"

    def subject(self, start: int, agree: str | None, loose: bool = False) -> tuple[int, Group] | None:
        """The people to the left of a verb group that agree with it ("many", "one"), the nearest that no
        preposition takes first. `loose`: other verbs may stand between ("arrived with gunshot wounds").
        """
        codes, k, spare = self.codes, start - 1, None
        if (told := _TOLD.search(codes, max(0, k - 4), k + 1)) is not None:
            k = told.start()
        if k > 0 and codes[k] == "w" and self.text_of(start) == "being":
            return self._first(k)
        if (shared := self._shared(k, agree)) is not None:
            return shared
        if k > 0 and codes[k] == "r" and (own := self._relative(k, agree)) is not None:
            return own
        if (others := self._others(k)) is not None:
            return others
        low = max(-1, k - _REACH)
        while k > low and not self._ends_clause(k, loose):
            code = codes[k]
            listed = _LISTED.search(codes, max(0, k - 11), k + 1)
            if code in _PEOPLE and listed is not None and listed.start():
                k = listed.start()
            elif self._may_be_subject(k, start, agree):
                joined = self._joined(k, agree)
                if joined is not None and _agrees(joined[1], agree):
                    lead = k - (self.text_of(k - 1) in _DEFINITE)
                    taken = lead > 0 and codes[lead - 1] in "po" and (k < start - 1 or "N" in codes[:k])
                    if not taken:
                        return joined
                    spare = spare or joined
            elif code == "P" and self._in_part(k):  # "three people two of them children died"
                k -= 1
            elif code == "P" and agree != "one":
                group = self.pieces[k].group
                return (k, group) if group is not None and group.more else spare
            elif code == "O" and agree != "one":
                return None
            k -= 1
        return spare

    def _others(self, k: int) -> tuple[int, Group] | None:
        """ "seven were killed, among them a child, and nine others were injured": the nine by themselves."""
        group = self.pieces[k].group if k > 0 else None
        listed = _LISTED.search(self.codes, max(0, k - 11), k + 1)
        alone = group is not None and group.more and self.codes[k - 1] == "&" and self.codes[k] in "Nn"
        return (k, group) if alone and listed is not None and group is not None else None

    def _in_part(self, k: int) -> bool:
        before = self.pieces[k - 1].group if k else None
        return before is not None and before.partitive

    def _relative(self, k: int, agree: str | None) -> tuple[int, Group] | None:
        """ "including two men who were killed": the people right before "who"."""
        at = k - 1 - (self.codes[k - 1] == ",")
        group = self.pieces[at].group
        if at < 0 or self.codes[at] not in "NSD" or group is None or not _agrees(group, agree):
            return None
        return (at, group) if group.known and self.codes[max(0, at - 1) : at] != "&" else None

    def _shared(self, k: int, agree: str | None) -> tuple[int, Group] | None:
        """The people of the predicate before "and": "12 were shot and taken to hospital"."""
        if k < 0 or self.codes[k] not in "&," or not self.found:
            return None
        group = self.found[-1].group
        if not re.search(r"[KIA][^NSDGOw;]*$", self.codes[:k]) or not (
            agree is None or (agree == "many") == group.plural
        ):
            return None
        return next((n for n in range(k, -1, -1) if self.pieces[n].group is group), k), group

    def _ends_clause(self, k: int, loose: bool) -> bool:
        code = self.codes[k]
        verb = code in "bh" and not loose and re.search(r"r[abh]*$", self.codes[:k]) is None
        if code == "T" and k and self.low_of(k - 1) in ("a", "an", "the", "this", "that"):
            return False
        return verb or code in ";wvEtmTFY"

    def _may_be_subject(self, k: int, start: int, agree: str | None) -> bool:
        code = self.codes[k]
        if code == "n":
            return k == start - 1 or (self.codes[k + 1 : k + 2] in ("o", "p") and agree != "one")
        return code in _PEOPLE and not (code == "D" and self._doubtful(k, start))

    def _doubtful(self, k: int, start: int) -> bool:
        """Is a name too likely no person: behind a preposition, or one word at a distance?"""
        group = self.pieces[k].group
        if group is None or group.known:
            return False
        return self.codes[k - 1 : k] in ("p", "o") or (self.pieces[k].text == "?" and k < start - 1)

    def _first(self, end: int) -> tuple[int, Group] | None:
        """The people that open the clause before "after being shot"."""
        start = max((self.codes.rfind(c, 0, end) for c in ";wvr"), default=-1) + 1
        m = re.search(f"[{_PEOPLE}]", self.codes[start:end])
        if m is None:
            return None
        k = start + m.start()
        group = self.pieces[k].group
        return (k, group) if group is not None else None

    def _joined(self, at: int, agree: str | None = None) -> tuple[int, Group] | None:
        """A noun phrase with those that stand before it in a list: "John Smith, 24, and his wife"."""
        group = self.pieces[at].group
        if group is None:
            return None
        members, k = [group], at
        while True:
            m = re.search(r"(?:,?q,?)?(,?&|,)[,a]*$", self.codes[:k])
            if m is None or (len(members) == 1 and "&" not in m.group(1)) or not m.start():
                break
            left = self.pieces[m.start() - 1]
            before = self.codes[m.start() - 2 : m.start() - 1] if m.start() > 1 else ""
            if (
                left.code not in "NSDG"
                or left.group is None
                or before in tuple("KTFpoirl")
                or left.group.own != group.own
                or not (left.group.known or (agree == "many" and left.code == "D" and left.text != "?"))
            ):
                break
            k = m.start() - 1
            members.insert(0, left.group)
        if len(members) > 1 and "&" in self.codes[k:at]:
            return (k, members[0]) if _names_parts(members) else (at, _sum(members))
        return at, group

    def object_of(self, at: int) -> tuple[int, Group] | None:
        """People right after a predicate, with those who follow in a list."""
        codes, k = self.codes, at + 1
        while codes[k : k + 1] in tuple("a"):
            if self.pieces[k].text in _SELF:
                return None
            k += 1
        code = codes[k : k + 1]
        if code == "P" and self.pieces[k].group is not None and self.pieces[k].group.more:  # type: ignore[union-attr]
            return k, self.pieces[k].group  # type: ignore[return-value]
        if code not in tuple(_PEOPLE + "n") or self.pieces[k].group is None:
            return None
        if code == "n" and is_year(self.text_of(k)):
            return None
        first, members = k, [self.pieces[k].group]
        ends = [k]
        while (m := re.match(r"(?:,?q)?(,?&a*|,a*)(?=[NSDGn])", codes[k + 1 :])) is not None:
            further = self.pieces[k + 1 + m.end()].group
            if further is not None and further.own and further.own != self.pieces[first].group.own:  # type: ignore[union-attr]
                break  # "the bodies of two men and several injured civilians"
            k += 1 + m.end()
            members.append(self.pieces[k].group)
            ends.append(k)
        while (
            codes[at] != "o"
            and len(members) > 1
            and re.match(r"(?:,?q)?,?[ar]*[bhmgKIA]", codes[ends[-1] + 1 :])
        ):
            members.pop()
            ends.pop()
        if len(members) > 1 and "&" not in codes[ends[-2] : ends[-1]]:
            members = members[:1]
            ends = ends[:1]
        tail = re.match(r"a*(?:,?&|,)(a+)", codes[ends[-1] + 1 :])
        if tail and any(p.text in _SELF for p in self.pieces[ends[-1] + 1 : ends[-1] + 1 + tail.end()]):
            own = next(p for p in self.pieces[ends[-1] + 1 :] if p.text in _SELF)
            members.append(Group(own.span, 1, 1, own.span, own.text))
        groups = [g for g in members if g is not None]
        return first, _sum(groups) if len(groups) > 1 and not _names_parts(groups) else groups[0]

    def text_of(self, at: int) -> str:
        return self.words_of(self.pieces[at].span)

    def words_of(self, span: Span) -> str:
        first = self.pieces[0].span.start
        return self.low[span.start - first : span.end - first]

    def low_of(self, at: int) -> str:
        return self.pieces[at].text or self.text_of(at)


def _agrees(group: Group, agree: str | None) -> bool:
    return agree is None or (agree == "many") == group.plural or group.low == 0 or group.key == "family"


def _names_parts(members: list[Group]) -> bool:
    """ "two victims, a man and a woman": the first names the number of those who follow."""
    return (
        members[0].plural
        and members[0].low is not None
        and members[0].low == sum(g.low or 0 for g in members[1:])
    )


def _sum(members: list[Group]) -> Group:
    """Several noun phrases that one predicate takes, as one number."""
    lows = [g.low for g in members]
    highs = [g.high for g in members]
    low = sum(x for x in lows if x is not None) if any(x is not None for x in lows) else None
    high = sum(x for x in highs if x is not None) if None not in highs else None
    if None in lows and any(x is None and h is not None for x, h in zip(lows, highs, strict=True)):
        low = None
    span = Span(members[0].span.start, members[-1].span.end)
    return Group(span, low, high, span, "", True, any(g.more for g in members))
