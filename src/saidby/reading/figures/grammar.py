"""What a sentence says of how many: predicates tied to those whom they take."""

from __future__ import annotations

import re

from saidby.data import Measure, Span
from saidby.reading.figures import history
from saidby.reading.figures.clause import Clause, Found
from saidby.reading.figures.further import HARD, among, elsewhere, graded, leavers, parts, undergo
from saidby.reading.figures.numbers import is_year
from saidby.reading.figures.pieces import Group, Piece
from saidby.reading.figures.settle import settled
from saidby.reading.figures.words import Predicate, words

_TOLL_REACH = (
    28  # pieces between "the toll" and its number, as in "of the attack on buses that ... has risen to"
)
_REFLEXIVE = re.compile(r"(?:(?:him|her|it|my|them)sel(?:f|ves)|(?:his|her) own life|(?<=ing )suicide)$")
_LOOSE = frozenset({"with", "suffering", "from", "due", "of", "to"})
_CAUSES = frozenset({"causing", "caused", "causes", "forcing", "forced", "forces", "led", "leading", "leads"})
_HUGE = re.compile("thousand|million")
_THERE = frozenset({"in", "at", "near", "among", "outside", "around"})
_PLENTY = re.compile("dozens|scores|hundreds|thousands|tens")
_OF_OTHERS = frozenset({"his", "her", "their", "my", "me", "us", "him", "them"})
_BRINGS = frozenset("to at of reached hit hits is was stands stood reaching exceeds exceeded".split())


class Sentence(Clause):
    """The pieces of one sentence and what is found in them."""

    def __init__(self, pieces: list[Piece], low: str, *, moved: bool = False) -> None:
        super().__init__(pieces, low)
        self.moved = moved
        self.rate, self.war = history.is_rate(low), history.is_of_war(low)

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
        graded(self)
        if self.moved:
            leavers(self)
        elsewhere(self)
        self.found = settled(self.found)
        parts(self)
        among(self)
        return self.found

    def _predicate(self, at: int, piece: Piece) -> None:
        if piece.code in "KAI":
            if (
                piece.code == "K"
                and not self.passive(at)
                and not self._closed(at)
                and (obj := self.object_of(at)) is not None
            ):
                if self._real(at, piece):
                    self._add(at, self._to_death(obj[0], piece), obj, "active")
                return
            self._of_subject(at, piece)
        elif piece.code in "TF":
            self._active(at, piece)
        else:
            self._nominal(at, piece)

    # --------------------------------------------------------------------------- who it is said of

    def _closed(self, at: int) -> bool:
        """ "20 others wounded Amal Riva reported": a name after people and a participle begins anew."""
        left = self.pieces[at - 1] if at else None
        many = left is not None and left.group is not None and left.group.plural and left.code in "Nn"
        right = self.pieces[at + 1].group if at + 1 < len(self.pieces) else None
        counted = right is not None and right.own in ("killed", "injured")  # "10 killed 15 injured"
        return many and (counted or self.codes[at + 1 : at + 2] == "D")

    def _of_subject(self, at: int, piece: Piece) -> None:
        """What is said of a subject: "were killed", "died", "12 dead"."""
        start = self.verb_start(at)
        helpers = self.codes[start:at]
        texts = [self.low_of(n) for n in range(start, at)]
        if not self._asserted(start, helpers, texts):
            return
        reflexive = _REFLEXIVE.search(self.words_of(piece.span)) if piece.code == "I" else None
        if reflexive is not None:
            self._of_self(at, piece, start, reflexive.group())
            return
        reduced = "b" not in helpers and piece.code in "KA"
        if reduced and piece.code == "K" and self._acts(at, start):
            return
        if reduced and ("h" in helpers or "m" in helpers or self._shot_at(at, piece, start)):
            return
        if reduced:
            found = self.adjacent(start)
            if found is None and self.codes[at + 1 : at + 2] == "b" and piece.text == "among":
                self._each(at, piece)
                return
            if found is None and self.codes[at + 1 : at + 2] == "b":  # "also wounded were four patrons"
                found = self.object_of(at + 1)
        else:
            loose = piece.code == "I" and piece.text in _LOOSE
            whose = "many" if self.words_of(piece.span).endswith("their lives") else None
            found = self.subject(start, whose or _agreement(texts), loose)
        if found is not None:
            self._add(
                at, piece, found, "reduced" if reduced else "passive" if piece.code == "K" else "subject"
            )

    def _each(self, at: int, piece: Piece) -> None:
        """ "among the dead were four nurses and five children": each a figure."""
        for k in range(at + 2, len(self.pieces)):
            group = self.pieces[k].group
            if self.codes[k] in "NSD" and group is not None and group.known:
                self._add(at, piece, (k, group), "part")
            elif self.codes[k] not in "&,aq":
                return

    def _acts(self, at: int, start: int) -> bool:
        """ "she shot me", "a father shot his family": those before the verb are who did it."""
        after = self.text_of(at + 1).split()[:1] if at + 1 < len(self.pieces) else []
        return self.text_of(start - 1) in ("he", "she") or bool(_OF_OTHERS.intersection(after))

    def _of_self(self, at: int, piece: Piece, start: int, word: str) -> None:
        """ "killed himself": the one right before the verb, else whoever the reflexive pronoun is."""
        if self.codes[at + 1 : at + 2] == "&" and (others := self.object_of(at + 1)) is not None:
            self._add(at, piece, others, "active")  # "killing himself and four guards"
        before = self.pieces[start - 1].group if start else None
        if before is not None and self.codes[start - 1] in "SDG" and not before.plural:
            self._add(at, piece, (start - 1, before), "subject")
            return
        rule = "subject"
        found = self.subject(start, None if word == "themselves" else "one")
        if found is not None and found[0] and self.codes[found[0] - 1] in "KFT" and word != "themselves":
            found = None  # "shot the child and killed himself"
        if found is None and word != "themselves":
            span = Span(piece.span.end - len(word), piece.span.end)
            found = at, Group(span, 1, 1, span if word.endswith("self") else None, word)
            rule = "self"
        if found is not None:
            self._add(at, piece, found, rule)

    def _asserted(self, start: int, helpers: str, texts: list[str]) -> bool:
        """Whether a verb group says that something happened; "may have been" and "causing 12 to be" do."""
        if "g" in helpers or ("m" in helpers and not {"may", "might"} & set(texts)):
            return False
        if "t" not in helpers or "b" in helpers.split("t")[0]:
            return True
        if self.codes[start - 1 : start] == "v":
            return True
        return start > 1 and self.text_of(start - 2) in _CAUSES

    def _shot_at(self, at: int, piece: Piece, start: int) -> bool:
        if piece.text != "shot" or at + 1 >= len(self.pieces):
            return False
        aimed = self.text_of(at + 1) in ("at", "into", "through")
        return aimed and self.codes[start - 1 : start] not in ("N", "n")

    # ------------------------------------------------------------------------------------- actives

    def _active(self, at: int, piece: Piece) -> None:
        if not self._real(at, piece):
            return
        if self.codes[at + 1 : at + 2] == "o":
            self._nominal(at, piece)
            return
        if piece.code == "T" and at and self._is_noun(at, piece):
            return
        obj = self.object_of(at)
        if obj is not None and (
            obj[1].known or piece.text not in ("struck", "hit", "strikes", "striking", "hitting")
        ):
            self._add(at, self._to_death(obj[0], piece), obj, "active")

    def _to_death(self, at: int, piece: Piece) -> Piece:
        """ "stabbed two men to death": the verb with the end that stands behind its object, at a piece."""
        for k in range(at + 1, min(at + 14, len(self.pieces))):
            if self.codes[k] in ";wrbhmvTFKI":
                return piece
            if self.codes[k] == "W" and self.codes[k - 1] == "t" and self.text_of(k) == "death":
                return piece._replace(predicate=Predicate("done", "killed"))
        return piece

    def _is_noun(self, at: int, piece: Piece) -> bool:
        """ "a killing", "the nightclub shooting": no verb."""
        if self.pieces[at - 1].text in ("a", "the", "deadly", "fatal", "this", "that"):
            return True
        return piece.text in ("shooting", "stabbing") and self.codes[at - 1] in "xDOSN"

    def _real(self, at: int, piece: Piece) -> bool:
        """No purpose, threat or attempt."""
        left = self.codes[max(0, at - 6) : at]
        clause = re.split(r"[;w,vr]", left)[-1]
        if "E" in clause or "m" in clause or "g" in clause:
            return False
        purpose = re.search(r"(.)ta*$", left) if piece.code == "F" else None
        if purpose is None:
            return piece.code != "F" or not left.startswith("t")
        before = at - len(left) + purpose.start()
        return self.text_of(before) in ("managed", "able", "went") or self._used(before)

    def _used(self, at: int) -> bool:
        """ "using a rifle to kill": what was used for it was used."""
        for k in range(at, max(-1, at - 12), -1):
            if self.low_of(k) in ("using", "used"):
                return self.codes[k - 1 : k] not in ("b", "t", "m")
            if self.codes[k] in ";wvrKTF":
                return False
        return False

    def _nominal(self, at: int, piece: Piece) -> None:
        codes = self.codes
        if codes[at + 1 : at + 2] == "o":
            if "E" in codes[max(0, at - 4) : at]:
                return
            obj = self.object_of(at + 1)
            if (obj is not None and self.pieces[obj[0]].code != "n") or (
                obj is not None and codes[obj[0] + 1 : obj[0] + 2] != "x"
            ):
                self._add(at, piece, obj, "nominal")
        elif (
            at
            and (codes[at - 1] == "G" or (codes[at - 1] == "D" and self.text_of(at - 1).endswith("'s")))
            and piece.predicate
            and piece.predicate.measure == "killed"
        ):
            group = self.pieces[at - 1].group
            if group is not None and piece.text in (
                "death",
                "murder",
                "killing",
                "slaying",
                "assassination",
                "body",
                "shooting",
                "fatal",
            ):
                self._add(at, piece, (at - 1, group), "owner")

    # -------------------------------------------------------------------------- numbers by themselves

    def _counted(self, at: int, piece: Piece, group: Group) -> None:
        if self._statistic(group):
            return
        if group.key == "lives" and not self._taken_lives(at):
            return
        vague = group.low is None and group.high is None
        if (group.own in ("abducted", "detained") and group.low == 0) or (group.own == "displaced" and vague):
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

    def _taken_lives(self, at: int) -> bool:
        """ "claimed 12 lives", "12 lives were lost", but not "changed 12 lives" """
        near = range(max(0, at - 3), min(at + 4, len(self.pieces)))
        return any(self.text_of(k) in words("take") for k in near)

    def _objects(self, piece: Piece, group: Group) -> None:
        if group.low is None and group.high is None and not _PLENTY.search(self.words_of(piece.span)):
            return
        if piece.text == "thing" and not undergo(self, piece.span, group.key):
            return
        self.found.append(Found("other" if piece.text == "event" else "objects", group, None, "O", "objects"))

    def _toll(self, at: int) -> None:
        for k in range(at + 1, min(at + _TOLL_REACH, len(self.pieces))):
            piece = self.pieces[k]
            if piece.code == ";":
                return
            left = self.low_of(k - 1)
            if (
                piece.code in "nN"
                and piece.group is not None
                and not piece.group.own
                and not is_year(self.text_of(k))
            ):
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

    # ------------------------------------------------------------------------------- what is kept

    def _add(self, at: int, piece: Piece, target: tuple[int, Group], rule: str) -> None:
        index, group = target
        if piece.predicate is None or piece.predicate.measure is None or self._statistic(group):
            return
        measure = piece.predicate.measure
        if measure == "injured" and at and self.low_of(at - 1) in HARD:
            measure = "killed"
        if not group.known and not group.plural:
            if measure not in ("killed", "injured", "detained", "abducted"):
                return
            if rule not in ("passive", "active") and not (
                rule == "subject" and measure == "killed" and piece.code == "I"
            ):
                return
        vague = group.low is None and group.high is None
        if measure == "affected" and (self.pieces[index].code != "N" or not group.known or vague):
            return
        if (
            not group.known
            and group.plural
            and measure not in ("killed", "injured", "hospitalised", "detained", "abducted")
        ):
            return
        if measure == "detained" and group.low == 0:
            return
        self.taken.add(index)
        weak = measure == "injured" and piece.text in (
            "suffering",
            "suffered",
            "sustained",
            "from",
            "due",
            "of",
            "to",
            "shot",
            "stabbed",
            "hit",
            "hitting",
            "struck",
            "striking",
            "with",
            "had",
            "in",
            "burned",
            "expected",
            "shooting",
            "shoots",
            "shoot",
        )
        also = any(self.low_of(n) == "also" for n in range(max(0, at - 3), at))
        code = self.pieces[index].code
        self.found.append(Found(measure, group, piece.span, code, rule, None, weak, also=also))

    def _statistic(self, group: Group) -> bool:
        """Counts over a year or by the day are no figure of what happened."""
        many = group.low is None or group.low > 1
        if not many:
            return False
        if group.low is not None and group.low >= 1000 and self.war:
            return True
        if group.low is None and group.high is None and self.war and _HUGE.search(self.words_of(group.span)):
            return True
        return self.rate or (group.key in ("homicides", "murders") and history.is_of_this_year(self.low))


def _agreement(texts: list[str]) -> str | None:
    """Whether the auxiliaries ask for one or for many."""
    for text in texts:
        if text in ("were", "are", "'re", "have", "all", "both"):
            return "many"
        if text in ("was", "is", "'s", "has"):
            return "one"
    return None
