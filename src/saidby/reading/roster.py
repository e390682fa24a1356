"""The roster: who has been spoken of so far in one article, and whom the next noun phrase means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from saidby.data import ActorKind, Form, Span
from saidby.reading.lexicon import Gender, given_names, states
from saidby.reading.phrases import Phrase, parse, stem

# How sure a way of finding the actor is. Shares of right answers on 150 sources each of the PolNeAR train part
# and the open half of the incidents set, read by eye.
SURE_NAME = 0.97
SURE_SURNAME = 0.95
SURE_SHORT = 0.9
SURE_DESCRIPTION = 0.85
SURE_METONYM = 0.8
SURE_PRONOUN = 0.8
SURE_LOOSE = 0.6
SURE_GUESS = 0.5

_KINDS: dict[str, ActorKind] = {
    "person": "person", "single": "person", "role": "unnamed", "body": "organization", "media": "media",
    "office": "office", "state": "state", "capital": "state", "group": "group", "vague": "collective",
    "document": "unnamed", "unknown": "unnamed", "pronoun": "unnamed",
}  # fmt: skip
_POSTS = frozenset(
    "president premier prime-minister chancellor king queen emir sultan pope governor mayor secretary-general".split()
)
"""Roles that one person at a time holds: "the president", where nobody is named, is the office."""
_PERSONAL = frozenset(
    "candidate nominee billionaire businessman mogul politician leader veteran woman man lawmaker contender "
    "frontrunner executive author mother father official figure guest critic ally friend boss celebrity star".split()
)
"""Descriptions under which any person may be taken up again."""
_GENERIC: dict[str, frozenset[str]] = {
    "group": frozenset("NGO REB OPP PTY IGO SOC".split()),
    "organisation": frozenset("NGO REB IGO OPP".split()),
    "organization": frozenset("NGO REB IGO OPP".split()),
    "monitor": frozenset(["NGO"]), "watchdog": frozenset(["NGO"]), "charity": frozenset(["NGO"]),
    "agency": frozenset(["JRN", "GOV", "IGO", "SPY"]), "paper": frozenset(["JRN"]),
    "newspaper": frozenset(["JRN"]), "network": frozenset(["JRN", "NGO"]), "channel": frozenset(["JRN"]),
    "broadcaster": frozenset(["JRN"]), "station": frozenset(["JRN"]), "outlet": frozenset(["JRN"]),
    "website": frozenset(["JRN"]), "site": frozenset(["JRN"]), "magazine": frozenset(["JRN"]),
    "daily": frozenset(["JRN"]), "company": frozenset(["BUS"]), "firm": frozenset(["BUS"]),
    "bank": frozenset(["BUS"]), "body": frozenset(["IGO", "GOV", "NGO", "JUD"]), "movement": frozenset(["REB", "OPP"]),
    "militia": frozenset(["REB"]), "military": frozenset(["MIL"]), "army": frozenset(["MIL"]),
    "force": frozenset(["MIL", "COP"]), "coalition": frozenset(["MIL", "OPP"]), "alliance": frozenset(["MIL", "OPP"]),
    "department": frozenset(["GOV", "COP"]), "bureau": frozenset(["GOV", "COP"]), "union": frozenset(["LAB", "EUR"]),
}  # fmt: skip
"""Sectors that a general noun may take up: "the group" for an observatory."""
_STATE_SECTORS = frozenset(["GOV", "MIL"])
_NEAR = 900
"""Characters within which "the ministry" means the one last heard, before one merely named in between."""
_RUN = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'-]*|(?:al|el)-[A-Z]\w+)(?:\s(?:(?:al|de|bin|van|von|der|da)\s)?(?:[A-ZÀ-Þ][\w.'-]*|(?:al|el)-[A-Z]\w+)){0,5}"
)
_IN_PLACE = r"\b(?:in|near|from|to|outside|around|across|northern|southern|eastern|western|central|north of|south of|east of|west of|city of|town of)\s"


@dataclass(slots=True, eq=False)
class Draft:
    """An actor while the article is still being gone through; becomes an `Actor` record."""

    name: str
    kind: ActorKind
    sort: str
    first: int
    sector: str | None = None
    state: str | None = None
    head: str | None = None
    words: frozenset[str] = frozenset()
    tokens: tuple[str, ...] = ()
    gender: Gender | None = None
    roles: frozenset[str] = frozenset()
    plural: bool = False
    proper: bool = False
    mentions: dict[Span, Form] = field(default_factory=dict)
    aliases: list[Span] = field(default_factory=list)
    other_words: list[frozenset[str]] = field(default_factory=list)
    acts_for: Draft | None = None
    same_as: Draft | None = None
    sure: list[float] = field(default_factory=list)
    last: int = -1


class Roster:
    """Drafts of one article in the order in which they are met. Feed it phrases from left to right."""

    def __init__(self, flat: str, sentences: Sequence[Span]) -> None:
        self.flat = flat
        self.sentences = sentences
        self.starts = [s.start for s in sentences]
        self.drafts: list[Draft] = []
        self.surnames: set[str] = set()
        self.people: dict[int, list[Phrase]] = {}

    # ---------------------------------------------------------------- the way in

    def meet(self, phrase: Phrase) -> tuple[Draft, float]:
        """The draft that a phrase means, an old or a new one, with its mention, and how sure that is."""
        draft, form, sure = self._resolve(phrase)
        draft.mentions.setdefault(phrase.span, form)
        draft.sure.append(sure)
        draft.last = max(draft.last, phrase.span.start)
        self._learn(draft, phrase, form)
        return draft, sure

    def _resolve(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        sort = phrase.sort
        if sort in ("person", "single"):
            return self._person(phrase) if sort == "person" else self._single(phrase)
        if sort in ("body", "media", "office"):
            return self._body(phrase)
        if sort in ("state", "capital"):
            return self._state(phrase)
        if sort == "role":
            return self._role(phrase)
        if sort in ("group", "vague"):
            return self._people_without_name(phrase)
        if sort == "document":
            return self._document(phrase)
        return self._unknown(phrase)

    def _learn(self, draft: Draft, phrase: Phrase, form: Form) -> None:
        if form == "pronoun":
            return
        if form == "name":
            draft.proper = True
            if len(phrase.name) > len(draft.tokens):
                draft.tokens, draft.name = phrase.name, _shown(phrase)
            if phrase.sort in ("body", "media") and phrase.words > draft.words:
                draft.words, draft.name, draft.head = phrase.words, _shown(phrase), phrase.head
        draft.gender = draft.gender or phrase.gender
        draft.roles |= phrase.roles
        draft.sector = draft.sector or phrase.sector
        draft.state = draft.state or phrase.state

    def _new(self, phrase: Phrase, form: Form, sure: float, **changes: object) -> tuple[Draft, Form, float]:
        draft = Draft(
            name=_shown(phrase), kind=_KINDS[phrase.sort], sort=phrase.sort, first=phrase.span.start,
            sector=phrase.sector, state=phrase.state, head=phrase.head, words=phrase.words, tokens=phrase.name,
            gender=phrase.gender, roles=phrase.roles, plural=phrase.plural, proper=phrase.proper,
        )  # fmt: skip
        for name, value in changes.items():
            setattr(draft, name, value)
        self.drafts.append(draft)
        if draft.tokens:
            self.surnames.add(draft.tokens[-1])
        return draft, form, sure

    def latest(self, fits: Callable[[Draft], bool], before: int | None = None) -> Draft | None:
        """The draft last met that fits."""
        best: Draft | None = None
        for draft in self.drafts:
            if (
                (before is None or draft.last < before)
                and fits(draft)
                and (not best or draft.last > best.last)
            ):
                best = draft
        return best

    # ---------------------------------------------------------------- persons

    def _person(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        found = self._same_person(phrase)
        if found:
            return found, "name", SURE_NAME if found.tokens == phrase.name else SURE_SURNAME
        full = self._full_name(phrase) if len(phrase.name) == 1 else None
        if full:
            return self._new(full, "name", SURE_SURNAME)
        known = phrase.name[0] in given_names() or phrase.gender or phrase.roles
        return self._new(phrase, "name", SURE_NAME if known else 0.85)

    def _same_person(self, phrase: Phrase) -> Draft | None:
        name = phrase.name

        def surname(draft: Draft) -> bool:
            if not draft.tokens or not _agree(draft.gender, phrase.gender):
                return False
            if len(name) == 1 or len(draft.tokens) == 1:
                return draft.tokens[-1] == name[-1]
            first, other = draft.tokens[0], name[0]
            return draft.tokens[-1] == name[-1] and (
                first == other or first[0] == other.rstrip(".") or other in draft.tokens
            )

        found = self.latest(lambda d: d.tokens == name and _agree(d.gender, phrase.gender)) or self.latest(
            surname
        )
        if found or len(name) > 1:
            return found
        return self.latest(lambda d: len(d.tokens) > 1 and d.tokens[0] == name[0] and d.kind == "person")

    def _full_name(self, phrase: Phrase) -> Phrase | None:
        """The full name elsewhere on the page of somebody who is met by surname alone."""
        surname = self.flat[phrase.span.end - len(phrase.name[-1]) : phrase.span.end]
        at = self.flat.find(" " + surname)
        while at >= 0:
            end = at + 1 + len(surname)
            if not self.flat[end : end + 1].isalnum():
                run = _RUN.search(self.flat, max(0, self.flat.rfind(" ", 0, max(0, at - 25))), end)
                if run and run.end() == end and run.start() < at:
                    full = parse(self.flat, Span(run.start(), end))
                    if (
                        full.sort == "person" and len(full.name) > 1 and full.name[-1] == phrase.name[-1]
                        and _agree(full.gender, phrase.gender) and full.name[0] in given_names()
                    ):  # fmt: skip
                        return full
            at = self.flat.find(" " + surname, end)
        return None

    def _single(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        """One capital word: a surname, a body, a state that no table knows, a place that speaks."""
        body = self.latest(lambda d: not d.tokens and self._named_so(d, phrase))
        if body:
            return body, "name", SURE_NAME
        person = self._same_person(phrase)
        if person:
            return person, "name", SURE_SURNAME
        full = self._full_name(phrase)
        if full:
            return self._new(full, "name", SURE_SURNAME)
        state = "~" + stem(phrase.name[0])
        if any(d.state == state for d in self.drafts):
            return self._new(
                phrase, "name", SURE_SHORT, kind="state", sort="state", state=state, tokens=(), sector="GOV"
            )
        if self._is_place(phrase):
            return self._metonym(phrase, None)
        return self._new(phrase, "name", SURE_LOOSE)

    def _is_place(self, phrase: Phrase) -> bool:
        return re.search(_IN_PLACE + re.escape(phrase.text) + r"(?![\w-])(?!\s[A-Z])", self.flat) is not None

    # ---------------------------------------------------------------- bodies and states

    def _named_so(self, draft: Draft, phrase: Phrase) -> bool:
        return phrase.words in draft.other_words or (bool(phrase.words) and phrase.words == draft.words)

    def _body(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        form: Form = "name" if phrase.proper else "description"
        if phrase.determiner in ("a", "another") and not phrase.proper:
            return self._new(phrase, form, SURE_NAME)
        same = self.latest(lambda d: _is_body(d) and self._named_so(d, phrase) and _states_agree(d, phrase))
        if same:
            return same, form, SURE_NAME
        if phrase.proper:
            short = self.latest(lambda d: _is_body(d) and _shortened(d, phrase))
            return (short, form, SURE_SHORT) if short else self._new(phrase, form, SURE_NAME)
        return self._described(phrase)

    def _described(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        """ "The ministry", "the group": the one last heard, or last named in the text."""
        at = phrase.span.start

        def headed(draft: Draft) -> bool:
            return _is_body(draft) and draft.head == phrase.head and _states_agree(draft, phrase)

        heard = self.latest(headed)
        if heard and at - heard.last <= _NEAR:
            return heard, "description", SURE_DESCRIPTION
        named = self._named_before(phrase)
        if named is not None:
            draft, _ = self.meet(named)
            return draft, "description", SURE_DESCRIPTION
        if heard:
            return heard, "description", SURE_LOOSE
        sectors = _GENERIC.get(phrase.head or "", frozenset())
        generic = phrase.determiner in ("the", "own") and self.latest(
            lambda d: (
                _is_body(d)
                and d.proper
                and _states_agree(d, phrase)
                and (d.sector in sectors or d.sector is None)
            )
        )
        if generic:
            return generic, "description", SURE_DESCRIPTION if generic.sector in sectors else SURE_GUESS
        return self._new(phrase, "description", SURE_SHORT)

    def _named_before(self, phrase: Phrase) -> Phrase | None:
        """The body of the same kind that the text last named with a capital: "the Interior Ministry"."""
        if not phrase.head or phrase.determiner == "":
            return None
        noun = phrase.head.capitalize()
        at = self.flat.rfind(noun, 0, phrase.span.start)
        if at < 0 or self.flat[at + len(noun) : at + len(noun) + 1].isalpha():
            return None
        before = re.search(r"(?:(?:[A-ZÀ-Þ][\w.-]*(?:'s)?)\s)*$", self.flat[max(0, at - 60) : at])
        after = re.match(
            r"\sof(?:\s(?:the|and|for)?\s?[A-ZÀ-Þ][\w-]*)+", self.flat[at + len(noun) : at + len(noun) + 60]
        )
        start = at - len(before.group()) if before else at
        end = at + len(noun) + (after.end() if after else 0)
        named = parse(self.flat, Span(start, end))
        return named if named.sort == phrase.sort and named.proper and _compatible(named, phrase) else None

    def _state(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        if phrase.sort == "capital":
            return self._metonym(phrase, phrase.state)
        found = self.latest(lambda d: d.kind == "state" and d.state == phrase.state)
        return (found, "name", SURE_NAME) if found else self._new(phrase, "name", SURE_NAME)

    def _metonym(self, phrase: Phrase, state: str | None) -> tuple[Draft, Form, float]:
        """A place that speaks is the government or ministry of its state last spoken of, or else the state."""

        def governs(draft: Draft) -> bool:
            known = draft.state == state if state else draft.state is not None
            return (
                known and draft.sector in _STATE_SECTORS and draft.kind in ("organization", "office", "state")
            )

        found = self.latest(governs)
        if found:
            alone = (
                state or len({d.state for d in self.drafts if d.state and d.sector in _STATE_SECTORS}) == 1
            )
            return found, "metonym", SURE_METONYM if alone else SURE_GUESS
        named = self._government_before(phrase, state) if state else None
        if named is not None:
            draft, _ = self.meet(named)
            return draft, "metonym", SURE_METONYM
        if state:
            name = states().shown[state]
            return self._new(phrase, "metonym", SURE_METONYM, name=name, kind="state", sort="state")
        return self._new(phrase, "metonym", SURE_GUESS, kind="state", sort="state", tokens=(), sector="GOV")

    def _government_before(self, phrase: Phrase, state: str) -> Phrase | None:
        """A ministry or government of the state that the text named shortly before."""
        window = Span(max(0, phrase.span.start - _NEAR), phrase.span.start)
        best = None
        for m in re.finditer(
            r"(?:[A-Z][\w'-]*\s){1,3}(?:[Gg]overnment|Ministry|[Rr]egime|[Aa]rmy|[Mm]ilitary)\b",
            self.flat[window.start : window.end],
        ):
            named = parse(self.flat, Span(window.start + m.start(), window.start + m.end()))
            if named.state == state and named.sort == "body":
                best = named
        return best

    # ---------------------------------------------------------------- people without a name

    def _role(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        """ "A spokesman for the ministry", "the senator": one person who is not named here."""
        boss = self._boss(phrase)
        if phrase.determiner in ("a", "another"):
            again = (
                phrase.determiner == "a"
                and boss
                and phrase.head in ("spokesman", "spokeswoman", "spokesperson")
            )
            same = again and self.latest(
                lambda d: d.acts_for is boss and d.head == phrase.head and not d.tokens
            )
            return (same, "description", SURE_LOOSE) if same else self._new(phrase, "description", SURE_NAME)

        def same_role(draft: Draft) -> bool:
            return (
                bool(draft.roles & phrase.roles) and _agree(draft.gender, phrase.gender)
                and draft.kind in ("person", "unnamed", "office")
                and (boss is None or draft.acts_for in (None, boss)) and _states_agree(draft, phrase)
            )  # fmt: skip

        found = self.latest(same_role)
        if found:
            return found, "description", SURE_DESCRIPTION
        if phrase.determiner == "the" and boss is None and phrase.head in _PERSONAL:
            person = self.latest(lambda d: d.kind == "person" and _agree(d.gender, phrase.gender))
            if person:
                return person, "description", SURE_LOOSE
        post = phrase.determiner in ("the", "") and phrase.head in _POSTS
        return self._new(phrase, "description", SURE_SHORT, kind="office" if post else "unnamed")

    def _boss(self, phrase: Phrase) -> Draft | None:
        if phrase.principal is None:
            return None
        span = parse(self.flat, phrase.principal).span
        return next((d for d in self.drafts if span in d.mentions), None)

    def _people_without_name(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        if phrase.determiner not in ("another", "other") and "other" not in phrase.text.lower().split():
            same = self.latest(
                lambda d: (
                    d.kind in ("group", "collective") and d.words == phrase.words and d.head == phrase.head
                )
            )
            if same:
                return same, "description", SURE_SHORT
            if phrase.determiner in ("the", "own"):
                near = self.latest(
                    lambda d: (
                        d.kind in ("group", "collective")
                        and d.head == phrase.head
                        and _states_agree(d, phrase)
                    )
                )
                if near:
                    return near, "description", SURE_DESCRIPTION
        return self._new(phrase, "description", SURE_NAME)

    def _document(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        """A document speaks for whoever issued it."""
        boss = self._boss(phrase)
        if boss:
            return boss, "description", SURE_DESCRIPTION
        if phrase.determiner in ("the", "own"):
            same = self.latest(lambda d: d.sort == "document" and d.head == phrase.head)
            if same:
                return same, "description", SURE_DESCRIPTION
            if phrase.head in ("statement", "communique", "communiqué", "press-release", "release"):
                issuer = self.latest(lambda d: _is_body(d) and phrase.span.start - d.last < _NEAR)
                if issuer:
                    return issuer, "description", SURE_LOOSE
        return self._new(phrase, "description", SURE_SHORT)

    def _unknown(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        boss = self._boss(phrase)
        if boss:
            return boss, "description", SURE_LOOSE
        text = phrase.text.lower()
        same = self.latest(lambda d: d.sort == "unknown" and d.name.lower() == text)
        kind: ActorKind = "collective" if phrase.plural else "unnamed"
        return (
            (same, "description", SURE_SHORT)
            if same
            else self._new(phrase, "description", SURE_LOOSE, kind=kind)
        )


# ------------------------------------------------------------------------------------ comparing


def _agree(one: Gender | None, other: Gender | None) -> bool:
    return one is None or other is None or one == other


def _is_body(draft: Draft) -> bool:
    return draft.kind in ("organization", "media", "office") and not draft.plural


def _states_agree(draft: Draft, phrase: Phrase) -> bool:
    return draft.state is None or phrase.state is None or draft.state == phrase.state


def _compatible(named: Phrase, phrase: Phrase) -> bool:
    return named.state is None or phrase.state is None or named.state == phrase.state


def _shortened(draft: Draft, phrase: Phrase) -> bool:
    """Is one name a shorter form of the other? Never by the head noun alone, never across states."""
    if not draft.proper or not _states_agree(draft, phrase):
        return False
    if _initials_fit(draft, phrase):
        return True
    short, long_ = sorted((draft.words, phrase.words), key=len)
    if draft.head != phrase.head or not short or not short <= long_:
        return False
    return len(short) > 1 or draft.head in ("observatory",) or _is_short_form(draft, phrase)


def _is_short_form(draft: Draft, phrase: Phrase) -> bool:
    """ "The Times" for "The New York Times", "the Observatory": a head with a capital and an article, later."""
    return phrase.determiner == "the" and phrase.text.split()[-1][:1].isupper() and phrase.words < draft.words


def _initials_fit(draft: Draft, phrase: Phrase) -> bool:
    for letters, name in ((phrase.text, draft.name), (draft.name, phrase.text)):
        bare = letters.removeprefix("the ").removeprefix("The ")
        if bare.isupper() and bare.isalpha() and 2 < len(bare) < 8 and " " in name:
            initials = "".join(w[0] for w in re.findall(r"[\w']+", name) if w[0].isupper())
            if bare in (initials, initials.removeprefix("T")):
                return True
    return False


_ARTICLE = re.compile(r"(?:the|a|an)\s", re.IGNORECASE)


def _shown(phrase: Phrase) -> str:
    """The name to show: a person's name without titles, a phrase without its article."""
    text = phrase.text
    if phrase.sort == "person" and phrase.name:
        at = text.lower().rfind(phrase.name[0])
        for token in phrase.name[1:]:
            if text.lower().find(token, at) < 0:
                at = -1
        if at >= 0:
            end = text.lower().find(phrase.name[-1], at) + len(phrase.name[-1])
            return text[at:end]
    article = _ARTICLE.match(text)
    return text[article.end() :] if article else text
