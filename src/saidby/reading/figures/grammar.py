"""What a sentence says of how many: predicates tied to those whom they take."""

from __future__ import annotations

import re
from typing import NamedTuple

from saidby.data import Measure, Span
from saidby.reading.figures.chunks import Group, Piece
from saidby.reading.figures.numbers import is_year

_PEOPLE = "NSDG"
_REACH = 18  # pieces between a predicate and its subject; longer ways were wrong more often than right
_RATE = re.compile(
    r"\b(?:(?:so far )?this year|each year|every year|(?:per|a) year(?! old|-old| ago| later| before| after)|"
    r"annually|so far in (?:19|20)\d\d|(?:every|each|per|a) (?:day|week|month)(?! ago| later| before| after| earlier)|"
    r"per 100|statistics|on average|since the (?:beginning|start) of|of the year|the year's|year to date)\b"
)
_WAR = re.compile(
    r"\bsince (?:\w+ ){0,6}?(?:(?:19|20)\d\d|the (?:start|beginning|outbreak|war|conflict|uprising|revolution))\b|"
    r"\b(?:conflict|war|crisis|uprising|insurgency|fighting)\b.{0,80}\bha(?:s|ve) (?:\w+ )?(?:killed|claimed|cost|left|caused|displaced)\b|"
    r"\bwar-(?:battered|torn|ravaged)|\bdied in the (?:conflict|war)\b|\b(?:conflict|war|crisis|uprising|insurgency) (?:erupted|began|broke out|started)\b"
)
_THIS_YEAR = re.compile(r"\blast year\b|\bthis (?:time|point) last\b|\bhomicides? (?:victim )?(?:in|of|this|for|so far)\b|\b\d+(?:st|nd|rd|th) (?:homicide|murder|killing)")
_HUGE = re.compile("thousand|million")
_PLENTY = re.compile("dozens|scores|hundreds|thousands|tens")
_SELF = frozenset({"himself", "herself", "themselves"})
_HARD = frozenset({"fatally", "mortally"})
_BADLY = frozenset({"critically", "seriously", "severely"})
_BRINGS = ("to", "at", "of", "reached", "hit", "hits", "is", "was", "stands", "stood", "reaching", "exceeds", "exceeded")


class Found(NamedTuple):
    """A figure as one sentence says it.

    `code` is that of the people's piece, `rule` the construction, `whole` the figure of the same sentence that
    this one is part of, by its place in the list; `weak`: a word that tells of the dead as well ("shot");
    `line` tells sentences apart.
    """

    measure: Measure
    group: Group
    status: Span | None
    code: str
    rule: str
    whole: int | None = None
    weak: bool = False
    line: int = 0


class Sentence:
    """The pieces of one sentence and what is found in them."""

    def __init__(self, pieces: list[Piece], low: str) -> None:
        self.pieces = pieces
        self.codes = "".join(piece.code for piece in pieces)
        self.low = low
        self.found: list[Found] = []
        self.taken: set[int] = set()
        self.rate = _RATE.search(low) is not None
        self.war = _WAR.search(low) is not None

    def read(self) -> list[Found]:
        for at, piece in enumerate(self.pieces):
            if piece.code == "N" and piece.group and piece.group.own:
                self._counted(at, piece, piece.group)
            elif piece.code == "O" and piece.group and piece.group.plural:
                self._objects(piece, piece.group)
            elif piece.code == "Y":
                self._toll(at)
            elif piece.predicate is not None:
                self._predicate(at, piece)
        self._graded()
        self._settle()
        self._parts()
        return self.found

    def _predicate(self, at: int, piece: Piece) -> None:
        if piece.code in "KAI":
            if piece.code == "K" and not self._passive(at) and not self._closed(at) and (obj := self._object(at)) is not None:
                if self._real(at, piece):
                    self._add(at, piece, obj, "active")
                return
            self._of_subject(at, piece)
        elif piece.code in "TF":
            self._active(at, piece)
        else:
            self._nominal(at, piece)

    # --------------------------------------------------------------------------- who it is said of

    def _verb_start(self, at: int) -> int:
        """Where the verb group starts that ends in a predicate: its auxiliaries and adverbs."""
        while at and self.codes[at - 1] in "abhmgt":
            at -= 1
        return at

    def _passive(self, at: int) -> bool:
        start = self._verb_start(at)
        return "b" in self.codes[start:at]

    def _closed(self, at: int) -> bool:
        """ "20 others wounded Amal Riva reported": a name after people and a participle begins anew."""
        left = self.pieces[at - 1] if at else None
        many = left is not None and left.group is not None and left.group.plural and left.code in "Nn"
        return many and self.codes[at + 1 : at + 2] == "D"

    def _of_subject(self, at: int, piece: Piece) -> None:
        start = self._verb_start(at)
        helpers = self.codes[start:at]
        texts = [self.low_of(n) for n in range(start, at)]
        if "g" in helpers or ("m" in helpers and not {"may", "might"} & set(texts)) or ("t" in helpers and "b" not in helpers.split("t")[0]):
            zero = "g" not in helpers
            if not (zero and texts and texts[0] == "to" and start and self.codes[start - 1] == "v"):
                return
        agree = None
        for text in texts:
            agree = agree or ("many" if text in ("were", "are", "'re") else "one" if text in ("was", "is", "'s") else None)
            agree = agree or ("many" if text == "have" else "one" if text == "has" else None)
        reduced = "b" not in helpers and piece.code in "KA"
        if reduced and ("h" in helpers or "m" in helpers):
            return
        if reduced and piece.text == "shot" and self.text_of(min(at + 1, len(self.pieces) - 1)) in ("at", "into", "through"):
            if start == 0 or self.codes[start - 1] not in "Nn":
                return
        loose = piece.code == "I" and piece.text in ("with", "suffering", "from", "due", "of", "to")
        found = self._adjacent(start) if reduced else self._subject(start, agree, loose)
        if found is None and reduced and self.codes[at + 1 : at + 2] == "b":  # "also wounded were four patrons"
            found = self._object(at + 1)
        if found is None:
            return
        index, group = found
        rule = "reduced" if reduced else "passive" if piece.code == "K" else "subject"
        self._add(at, piece, (index, group), rule)

    def _adjacent(self, start: int) -> tuple[int, Group] | None:
        """People right before a participle: "12 people killed", "John Smith, 24, killed"."""
        aged = re.search(r",?q,?$", self.codes[:start])
        k = (aged.start() if aged else start) - 1
        if k < 0:
            return None
        if self.codes[k] in "&," and k and self.found and self._chained(k):
            last = self.found[-1]
            return next(((n, last.group) for n in range(k, -1, -1) if self.pieces[n].group is last.group), (k, last.group))
        if self.codes[k] == "r":  # "one of whom died"
            return None
        if self.codes[k] == "P":
            group = self.pieces[k].group
            return (k, group) if group is not None and group.more else None
        return self._joined(k) if self.codes[k] in _PEOPLE + "n" else None

    def _chained(self, k: int) -> bool:
        """A predicate before "and": "was shot and wounded"."""
        return self.codes[k - 1] in "KIA"

    def _subject(self, start: int, agree: str | None, loose: bool = False) -> tuple[int, Group] | None:
        codes = self.codes
        k, spare = start - 1, None
        if k > 0 and codes[k] == "w" and self.text_of(start) == "being":
            return self._first(k)
        if k >= 0 and codes[k] in "&," and self.found and re.search(r"[KIA][^NSDGOw;]*$", codes[:k]):
            index = next((n for n in range(k, -1, -1) if self.pieces[n].group is self.found[-1].group), None)
            group = self.found[-1].group
            if agree is None or (agree == "many") == group.plural:
                return (index if index is not None else k), group
        low = max(-1, k - _REACH)
        while k > low:
            code = codes[k]
            if code in ";wvEtmTF" or (code == "Y"):
                break
            if not loose and code in "bh" and not re.search(r"r[a]*$", codes[:k]):
                if not re.search(r"r[abh]*$", codes[:k]):
                    break
            listed = re.search(r"i[NSDGP&,qxa]*$", codes[: k + 1])
            if code == "D" and self._doubtful(k, start):
                k -= 1
                continue
            if code in _PEOPLE and listed and listed.start() and k - listed.start() < 12:
                k = listed.start() - 1
                continue
            if code in _PEOPLE or (code == "n" and k >= start - 1) or (code == "n" and codes[k + 1 : k + 2] in ("o", "p") and agree != "one"):
                joined = self._joined(k)
                if joined is not None and (agree is None or (agree == "many") == joined[1].plural
                                           or joined[1].low == 0 or joined[1].key == "family"):
                    if k and codes[k - 1] in "po" and k < start - 1 or (k and codes[k - 1] in "po" and codes[:k].count("N")):
                        spare = spare or joined
                    else:
                        return joined
            elif code == "P" and agree != "one":
                group = self.pieces[k].group
                return (k, group) if group is not None and group.more else spare
            elif code == "O" and agree != "one":
                return None
            k -= 1
        return spare

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

    def _joined(self, at: int) -> tuple[int, Group] | None:
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
            if left.code not in "NSDG" or left.group is None or before in tuple("KTFpoirl") or left.group.own != group.own or not left.group.known:
                break
            k = m.start() - 1
            members.insert(0, left.group)
        if len(members) > 1 and "&" in self.codes[k:at]:
            return (k, members[0]) if _names_parts(members) else (at, _sum(members))
        return at, group

    # ------------------------------------------------------------------------------------- actives

    def _object(self, at: int) -> tuple[int, Group] | None:
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
            k += 1 + m.end()
            members.append(self.pieces[k].group)
            ends.append(k)
        while len(members) > 1 and re.match(r"(?:,?q)?,?[ar]*[bhmgKIA]", codes[ends[-1] + 1 :]):
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

    def _active(self, at: int, piece: Piece) -> None:
        if not self._real(at, piece):
            return
        if self.codes[at + 1 : at + 2] == "o":
            self._nominal(at, piece)
            return
        if piece.code == "T" and at and self._is_noun(at, piece):
            return
        obj = self._object(at)
        if obj is not None and (obj[1].known or piece.text not in ("struck", "hit", "strikes", "striking", "hitting")):
            self._add(at, piece, obj, "active")

    def _is_noun(self, at: int, piece: Piece) -> bool:
        """ "a killing", "the nightclub shooting": no verb."""
        if self.pieces[at - 1].text in ("a", "the", "deadly", "fatal", "this", "that"):
            return True
        return piece.text in ("shooting", "stabbing") and self.codes[at - 1] in "xDOSN"

    def _real(self, at: int, piece: Piece) -> bool:
        """No purpose, threat or attempt."""
        left = self.codes[max(0, at - 6) : at]
        clause = re.split(r"[;w,v]", left)[-1]
        if "E" in clause or "m" in clause or "g" in clause:
            return False
        return not (piece.code == "F" and re.search(r"t[a]*$", left))

    def _nominal(self, at: int, piece: Piece) -> None:
        codes = self.codes
        if codes[at + 1 : at + 2] == "o":
            if "E" in codes[max(0, at - 4) : at]:
                return
            obj = self._object(at + 1)
            if obj is not None and self.pieces[obj[0]].code != "n" or (obj is not None and codes[obj[0] + 1 : obj[0] + 2] != "x"):
                self._add(at, piece, obj, "nominal")
        elif at and (codes[at - 1] == "G" or (codes[at - 1] == "D" and self.text_of(at - 1).endswith("'s"))) and piece.predicate and piece.predicate.measure == "killed":
            group = self.pieces[at - 1].group
            if group is not None and piece.text in ("death", "murder", "killing", "slaying", "assassination", "body", "shooting", "fatal"):
                self._add(at, piece, (at - 1, group), "owner")

    # -------------------------------------------------------------------------- numbers by themselves

    def _counted(self, at: int, piece: Piece, group: Group) -> None:
        if self._statistic(group):
            return
        if group.own == "killed" and group.key == "lives" and "l" not in self.codes[max(0, at - 4) : at + 4]:
            return
        if group.own in ("abducted", "detained") and group.low == 0:
            return
        if group.own == "casualties":
            if group.low == 0:
                self.found.append(Found("killed", group, group.status, "N", "counted"))
                self.found.append(Found("injured", group, group.status, "N", "counted"))
            else:
                self.found.append(Found("other", group, group.status, "N", "counted"))
            return
        self.taken.add(at)
        weak = group.own == "injured" and group.key in ("victims", "victim")
        self.found.append(Found(group.own, group, group.status, "N", "counted", None, weak))  # type: ignore[arg-type]

    def _objects(self, piece: Piece, group: Group) -> None:
        if group.low is None and group.high is None and not _PLENTY.search(self._words(piece.span)):
            return
        self.found.append(Found("other" if piece.text == "event" else "objects", group, None, "O", "objects"))

    def _toll(self, at: int) -> None:
        for k in range(at + 1, min(at + 16, len(self.pieces))):
            piece = self.pieces[k]
            if piece.code == ";":
                return
            left = self.low_of(k - 1)
            if piece.code in "nN" and piece.group is not None and not piece.group.own and not is_year(self.text_of(k)):
                group = piece.group
                if self.text_of(k).startswith("from "):
                    group = group._replace(low=group.high)
                elif left not in _BRINGS:
                    continue
                span = self.pieces[at].span
                said = self.pieces[at].predicate
                measure: Measure = said.measure if said is not None and said.measure else "killed"
                self.found.append(Found(measure, group, span, piece.code, "toll"))
                self.taken.add(k)
                return

    def _graded(self) -> None:
        """ "three people were shot, one fatally" """
        for k, piece in enumerate(self.pieces[:-1]):
            word = self.pieces[k + 1].text
            if piece.code in "nN" and piece.group is not None and word in _HARD | _BADLY and k not in self.taken:
                if self.codes[k + 2 : k + 3] in ("", ";", ",", "&", "p", "w"):
                    measure: Measure = "killed" if word in _HARD else "injured"
                    self.found.append(Found(measure, piece.group, self.pieces[k + 1].span, piece.code, "graded"))
                    self.taken.add(k)

    # ------------------------------------------------------------------------------- what is kept

    def _add(self, at: int, piece: Piece, target: tuple[int, Group], rule: str) -> None:
        index, group = target
        if piece.predicate is None or piece.predicate.measure is None or self._statistic(group):
            return
        measure = piece.predicate.measure
        if not group.known and not group.plural:
            if measure not in ("killed", "injured", "detained", "abducted"):
                return
            if rule not in ("passive", "active") and not (rule == "subject" and measure == "killed" and piece.code == "I"):
                return
        if measure == "affected" and (self.pieces[index].code != "N" or not group.known):
            return
        if not group.known and group.plural and measure not in ("killed", "injured", "hospitalised", "detained", "abducted"):
            return
        if measure == "detained" and group.low == 0:
            return
        self.taken.add(index)
        weak = measure == "injured" and piece.text in ("suffering", "suffered", "sustained", "from", "due", "of", "to", "shot", "stabbed", "hit", "struck", "with", "had", "in", "burned", "expected", "shooting", "shoots", "shoot")
        self.found.append(Found(measure, group, piece.span, self.pieces[index].code, rule, None, weak))

    def _statistic(self, group: Group) -> bool:
        """Counts over a year or by the day are no figure of what happened."""
        many = group.low is None or group.low > 1
        if not many:
            return False
        if group.low is not None and group.low >= 1000 and self.war:
            return True
        if group.low is None and group.high is None and self.war and _HUGE.search(self._words(group.span)):
            return True
        return self.rate or (group.key in ("homicides", "murders") and _THIS_YEAR.search(self.low) is not None)

    def _settle(self) -> None:
        """One group of people under two predicates: "were shot and died" is dead, "killed and wounded" is either."""
        kept: list[Found] = []
        for found in self.found:
            same = next((n for n, f in enumerate(kept) if f.group.span == found.group.span), None)
            if same is None or found.group.low == 0:
                kept.append(found)
                continue
            first = kept[same]
            pair = {first.measure, found.measure}
            if pair == {"killed", "injured"}:
                hurt = first if first.measure == "injured" else found
                soft = hurt.weak or hurt.rule == "subject" or not found.group.plural
                kept[same] = (first if first.measure == "killed" else found) if soft else first._replace(measure="other")
            elif found.measure == first.measure:
                kept[same] = first._replace(weak=first.weak and found.weak)
            elif found.rule == "counted" and found.measure in ("detained", "displaced"):
                continue
            elif first.rule == "counted" and first.measure in ("detained", "displaced"):
                kept[same] = found
            else:
                kept.append(found)
        self.found = kept

    def _parts(self) -> None:
        """Parts of a figure: "58 people, including 11 children", "two of them children"."""
        listed = False
        for k, piece in enumerate(self.pieces):
            if piece.code == "i":
                listed = True
            elif piece.code in ";bhwKTFI":
                listed = False
            group = piece.group
            if group is None or piece.code not in "NSD" or k in self.taken and not group.partitive:
                continue
            if not ((listed and self.codes[k - 1 : k] in tuple("i&,a")) or group.partitive):
                continue
            whole = next(
                (n for n in range(len(self.found) - 1, -1, -1)
                 if self.found[n].whole is None and self.found[n].group.plural and self.found[n].measure != "objects"
                 and self.found[n].group.span.start < group.span.start and _holds(self.found[n].group, group)), None,
            )  # fmt: skip
            if whole is None or group.span == self.found[whole].group.span:
                continue
            own = next((n for n, f in enumerate(self.found) if f.group.span == group.span), None)
            if own is not None:
                if self.found[own].measure == self.found[whole].measure:
                    self.found[own] = self.found[own]._replace(whole=whole)
            else:
                of = self.found[whole]
                self.found.append(Found(of.measure, group, of.status, piece.code, "part", whole))

    def text_of(self, at: int) -> str:
        return self._words(self.pieces[at].span)

    def _words(self, span: Span) -> str:
        first = self.pieces[0].span.start
        return self.low[span.start - first : span.end - first]

    def low_of(self, at: int) -> str:
        return self.pieces[at].text or self.text_of(at)


def _holds(whole: Group, part: Group) -> bool:
    least = whole.low if whole.low is not None else whole.high
    size = part.low if part.low is not None else part.high
    return least is None or size is None or size < least or whole.high is None and size <= least


def _names_parts(members: list[Group]) -> bool:
    """ "two victims, a man and a woman": the first names the number of those who follow."""
    return members[0].plural and members[0].low is not None and members[0].low == sum(g.low or 0 for g in members[1:])


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
