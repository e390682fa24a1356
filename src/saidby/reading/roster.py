"""The roster: who has been spoken of so far in one article, and whom the next noun phrase means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from saidby.data import ActorKind, Form, Span
from saidby.reading.again import cores, same_roles
from saidby.reading.drafts import (
    SURE_DESCRIPTION,
    SURE_GUESS,
    SURE_LOOSE,
    SURE_METONYM,
    SURE_NAME,
    SURE_SHORT,
    SURE_SURNAME,
    Draft,
    agree,
    holds_post,
    is_body,
    shortened,
    shown,
    states_agree,
    told_apart,
)
from saidby.reading.lexicon import given_names, states, takes_up, words
from saidby.reading.nearby import (
    NEAR,
    full_name,
    government_before,
    is_place,
    is_state,
    named_after,
    named_before,
)
from saidby.reading.phrases import Phrase, parse
from saidby.reading.tokens import stem

_KINDS: dict[str, ActorKind] = {
    "person": "person", "single": "organization", "role": "unnamed", "body": "organization", "media": "media",
    "office": "office", "state": "state", "capital": "state", "group": "group", "vague": "collective",
    "document": "unnamed", "unknown": "unnamed", "pronoun": "unnamed",
}  # fmt: skip
_STATE_SECTORS = frozenset(["GOV", "MIL"])
_ARMED = frozenset(["army", "military", "navy", "force"])
_SEATED = frozenset(
    "ministry government cabinet presidency administration regime department authority junta "
    "leadership".split()
)
"""Heads of bodies that a capital stands for, beside offices and states: no embassy, navy or committee."""
_LOOSE = frozenset("group organisation organization movement body".split())
"""Nouns that may take up a body of which nothing is known but its name."""
_COUNTED = re.compile(
    r"(?:(?:at\sleast|about|around|some|nearly|over|more\sthan|up\sto|an?\sgroup\sof|several|many|unidentified|unknown)\s)*"
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds|thousands|"
    r"several|some|many|a\sfew|unidentified|unknown|a\sgroup\sof|hooded|masked)\s",
    re.IGNORECASE,
)
"""People of whom no more is known than how many: each time others."""
_NUMBER_BEFORE = re.compile(
    r"(?:(?<![\w,.])\d+(?:[,.]\d{3})*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens\sof|scores\sof|hundreds\sof|"
    r"thousands\sof|several|some|many|few))\s(?:other\s)?$",
    re.IGNORECASE,
)
_ANYBODY = frozenset({"people", "persons", "men", "women", "children", "civilians", "residents"})
_COUNT = re.compile(r"\b\d[\d,.]*\s.*")
_LABEL = re.compile(
    r"(?:the\s|these\s|those\s)?(?:(?:armed|terrorist|terror|radical|jihadist|militant|extremist|illegal)\s)*"
    r"(?:militants|terrorists|extremists|(?<=terrorist\s)(?:groups|organi[sz]ations|gangs)|"
    r"(?<=terror\s)(?:groups|organi[sz]ations|gangs)|(?<=militant\s)groups|(?<=armed\s)groups)",
    re.IGNORECASE,
)
"""Names that one side calls the same unnamed fighters by: "militants", "armed terrorist groups"."""
_REMEMBERED = 300
"""Drafts that are looked through for an old acquaintance: all of a page of ordinary length."""


class Roster:
    """Drafts of one article in the order in which they are met. Feed it phrases from left to right."""

    def __init__(self, flat: str, sentences: Sequence[Span], quoted: Iterable[Span] = ()) -> None:
        self.flat = flat
        self.sentences = sentences
        self.starts = [s.start for s in sentences]
        self.drafts: list[Draft] = []
        self.surnames: set[str] = set()
        self.people: dict[int, list[Phrase]] = {}
        self.sources: set[Span] = set()
        self.defined: dict[str, Draft] = {}
        self._quoted = sorted(quoted)
        self._order: dict[int, Draft] = {}

    # ---------------------------------------------------------------- the way in

    def meet(self, phrase: Phrase) -> tuple[Draft, float]:
        """The draft that a phrase means, an old or a new one, with its mention, and how sure that is."""
        draft, form, sure = self._resolve(phrase)
        draft.mentions.setdefault(phrase.span, form)
        draft.sure.append(sure)
        self.touch(draft, phrase.span)
        self._learn(draft, phrase, form)
        return draft, sure

    def named_in(self, phrase: Phrase) -> Draft | None:
        """The body that the page defines and a phrase names, alone or by its people: "Red Dawn* fighters"."""
        if not self.defined or phrase.sort in ("pronoun", "role", "document"):
            return None
        return next((draft for core in cores(phrase) if (draft := self.defined.get(core))), None)

    def _resolve(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        sort = phrase.sort
        if (named := self.named_in(phrase)) is not None:
            return named, "name", SURE_NAME
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
                draft.tokens, draft.name = phrase.name, shown(phrase)
            if phrase.sort in ("body", "media") and phrase.words > draft.words and not draft.aliases:
                draft.words, draft.name, draft.head = phrase.words, shown(phrase), phrase.head
        draft.gender = draft.gender or phrase.gender
        draft.roles |= phrase.roles
        draft.sector = draft.sector or phrase.sector
        if phrase.sector == "REB" and draft.sector in ("PTY", "CVL"):
            draft.sector = "REB"  # "the outlawed Republican Front"
        draft.state = draft.state or phrase.state

    def _new(self, phrase: Phrase, form: Form, sure: float, **changes: object) -> tuple[Draft, Form, float]:
        draft = Draft(
            name=shown(phrase), kind=_KINDS[phrase.sort], sort=phrase.sort, first=phrase.span.start,
            sector=phrase.sector, state=phrase.state, head=phrase.head, words=phrase.words,
            tokens=phrase.name, gender=phrase.gender, roles=phrase.roles, plural=phrase.plural,
            proper=phrase.proper, definite=phrase.determiner not in ("a", "another", "other"),
        )  # fmt: skip
        for name, value in changes.items():
            setattr(draft, name, value)
        self.drafts.append(draft)
        if draft.tokens:
            self.surnames.add(draft.tokens[-1])
        return draft, form, sure

    def touch(self, draft: Draft, span: Span) -> None:
        """Note that a draft has been met again."""
        draft.last = max(draft.last, span.start)
        self._order.pop(id(draft), None)
        self._order[id(draft)] = draft

    def forget(self, draft: Draft) -> None:
        """Note that a draft is known by name but has not been met: a footnote explains it."""
        draft.last = -1
        self._order.pop(id(draft), None)
        self._order = {id(draft): draft, **self._order}

    def recent(self) -> Iterator[Draft]:
        """Drafts from the one last met backwards; no more than can matter on a very long page."""
        for n, draft in enumerate(reversed(self._order.values())):
            if n == _REMEMBERED:
                return
            yield draft

    def latest(self, fits: Callable[[Draft], bool], before: int | None = None) -> Draft | None:
        """The draft last met that fits."""
        return next((d for d in self.recent() if (before is None or d.last < before) and fits(d)), None)

    def is_quoted(self, at: int) -> bool:
        """Does a position stand inside words that are quoted?"""
        n = bisect_right(self._quoted, (at, len(self.flat))) - 1
        return n >= 0 and self._quoted[n].end > at

    # ---------------------------------------------------------------- persons

    def _person(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        found = self._same_person(phrase)
        if found:
            return found, "name", SURE_NAME if found.tokens == phrase.name else SURE_SURNAME
        full = full_name(self.flat, phrase) if len(phrase.name) == 1 else None
        if full:
            return self._new(full, "name", SURE_SURNAME)
        if post := self.latest(lambda d: holds_post(d, phrase) and not self._gone(d, phrase)):
            post.kind, post.sort = "person", "person"
            return post, "name", SURE_LOOSE
        known = phrase.name[0] in given_names() or phrase.gender or phrase.roles
        return self._new(phrase, "name", SURE_NAME if known else 0.85)

    def _gone(self, post: Draft, phrase: Phrase) -> bool:
        """Has another state spoken between a post and a name without a state: another's president?"""
        return (
            phrase.state is None
            and post.state is not None
            and any(
                d.last > post.last and d.state not in (None, post.state) and d.sector == "GOV"
                for d in self.recent()
            )
        )

    def _same_person(self, phrase: Phrase) -> Draft | None:
        name = phrase.name

        def surname(draft: Draft) -> bool:
            if not draft.tokens or not agree(draft.gender, phrase.gender):
                return False
            if len(name) == 1 or len(draft.tokens) == 1:
                return draft.tokens[-1] == name[-1]
            first, other = draft.tokens[0], name[0]
            return draft.tokens[-1] == name[-1] and (
                first == other or first[0] == other.rstrip(".") or other in draft.tokens
            )

        found = self.latest(lambda d: d.tokens == name and agree(d.gender, phrase.gender)) or self._usual(
            surname
        )
        if found or len(name) > 1:
            return found
        return self.latest(lambda d: len(d.tokens) > 1 and d.tokens[0] == name[0] and d.kind == "person")

    def _usual(self, fits: Callable[[Draft], bool]) -> Draft | None:
        """Of several with one surname the one most often named; else the one last met."""
        found = [d for d in self.recent() if fits(d)]
        return max(found, key=lambda d: sum(f == "name" for f in d.mentions.values()), default=None)

    def _single(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        """One capital word: a surname, a body, a state that no table knows, a place that speaks."""
        body = self.latest(lambda d: not d.tokens and self._named_so(d, phrase))
        if body:
            return body, "name", SURE_NAME
        person = self._same_person(phrase)
        if person:
            return person, "name", SURE_SURNAME
        full = full_name(self.flat, phrase)
        if full:
            return self._new(full, "name", SURE_SURNAME)
        state = "~" + stem(phrase.name[0])
        if any(d.state == state for d in self.recent()) or is_state(self.flat, phrase):
            return self._new(
                phrase, "name", SURE_SHORT, kind="state", sort="state", state=state, tokens=(), sector="GOV"
            )
        if is_place(self.flat, phrase):
            return self._metonym(phrase, None)
        kind: ActorKind = "person" if phrase.name[0] in given_names() else "organization"
        return self._new(phrase, "name", SURE_LOOSE, kind=kind)

    # ---------------------------------------------------------------- bodies and states

    def _named_so(self, draft: Draft, phrase: Phrase) -> bool:
        return phrase.words in draft.other_words or (bool(phrase.words) and phrase.words == draft.words)

    def _body(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        form: Form = "name" if phrase.proper else "description"
        if phrase.determiner == "own" and not phrase.proper and phrase.state is None:
            phrase = phrase._replace(state=self._state_that_spoke(phrase.span.start))
        if phrase.determiner in ("a", "another") and not phrase.proper:
            named = named_after(self.flat, phrase) if phrase.determiner == "a" else None
            return (self.meet(named)[0], form, SURE_LOOSE) if named else self._new(phrase, form, SURE_NAME)
        same = self.latest(lambda d: is_body(d) and self._named_so(d, phrase) and states_agree(d, phrase))
        if same:
            return same, form, SURE_NAME
        if phrase.proper:
            short = self.latest(lambda d: is_body(d) and shortened(d, phrase))
            return (short, form, SURE_SHORT) if short else self._new(phrase, form, SURE_NAME)
        return self._described(phrase)

    def _state_that_spoke(self, at: int) -> str | None:
        """The state of "its ministry": of whoever spoke in the sentence before, if it was a state."""
        here = bisect_right(self.starts, at)
        spoke = self.latest(
            lambda d: any(
                m in self.sources and 0 <= here - bisect_right(self.starts, m.start) <= 1 for m in d.mentions
            )
        )
        return spoke.state if spoke and spoke.kind == "state" else None

    def _described(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        """ "The ministry", "the group": the one last heard, or last named in the text."""
        at = phrase.span.start

        def headed(draft: Draft) -> bool:
            alike = draft.head == phrase.head and not told_apart(draft, phrase)
            return is_body(draft) and alike and draft.first < at and states_agree(draft, phrase)

        heard = self.latest(headed)
        if heard and at - heard.last <= NEAR:
            return heard, "description", SURE_DESCRIPTION
        named = named_before(self.flat, phrase, self.sentences)
        if named is not None:
            draft, _ = self.meet(named)
            return draft, "description", SURE_DESCRIPTION
        if heard:
            return heard, "description", SURE_LOOSE
        taken_up = self._taken_up(phrase) if phrase.determiner in ("the", "own") else None
        if taken_up:
            return taken_up, "description", SURE_DESCRIPTION if taken_up.sector else SURE_GUESS
        return self._new(phrase, "description", SURE_SHORT)

    def _taken_up(self, phrase: Phrase) -> Draft | None:
        """The named body last met of a kind that a general noun may take up."""
        sectors: frozenset[str | None] = takes_up(phrase.head or "")
        if phrase.head in _LOOSE:
            sectors |= {None}
        if phrase.sector == "REB":
            sectors &= {None, "REB"}

        def fits(draft: Draft) -> bool:
            named = is_body(draft) and draft.proper and draft.sort != "single"
            if phrase.head in _ARMED and draft.head in ("ministry", "department", "government"):
                return False
            return named and draft.first < phrase.span.start and draft.sector in sectors

        return self.latest(lambda d: fits(d) and states_agree(d, phrase))

    def _state(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        if phrase.sort == "capital":
            return self._metonym(phrase, phrase.state)
        found = self.latest(lambda d: d.kind == "state" and d.state == phrase.state)
        return (found, "name", SURE_NAME) if found else self._new(phrase, "name", SURE_NAME)

    def _metonym(self, phrase: Phrase, state: str | None) -> tuple[Draft, Form, float]:
        """A place that speaks is the government or ministry of its state last spoken of, or the state."""

        def governs(draft: Draft) -> bool:
            known = draft.state == state if state else draft.state is not None
            if (
                not known
                or draft.sector not in _STATE_SECTORS
                or draft.kind not in ("organization", "office", "state")
            ):
                return False
            return (
                draft.kind != "organization" or draft.head in _SEATED or self._with(draft, phrase.span.start)
            )

        if state is None and (body := self._called_after(phrase)):
            return body, "metonym", SURE_METONYM
        found = self.latest(governs)
        if found:
            alone = (
                state or len({d.state for d in self.recent() if d.state and d.sector in _STATE_SECTORS}) == 1
            )
            return found, "metonym", SURE_METONYM if alone else SURE_GUESS
        named = government_before(self.flat, phrase, state) if state else None
        if named is not None:
            draft, _ = self.meet(named)
            return draft, "metonym", SURE_METONYM
        if state:
            name = states().shown[state]
            return self._new(phrase, "metonym", SURE_METONYM, name=name, kind="state", sort="state")
        return self._new(phrase, "metonym", SURE_GUESS, kind="state", sort="state", tokens=(), sector="GOV")

    def _called_after(self, phrase: Phrase) -> Draft | None:
        """The body of a place that speaks: "Orlen" is the Orlen militia last heard."""
        near = phrase.span.start - NEAR
        return self.latest(
            lambda d: (
                is_body(d)
                and d.kind != "media"
                and d.last > near
                and bool(phrase.words)
                and phrase.words < d.words
            )
        )

    def _with(self, draft: Draft, at: int) -> bool:
        """Was a draft last met in the sentence of a position?"""
        return bisect_right(self.starts, draft.last) == bisect_right(self.starts, at)

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
                same_roles(draft.roles, phrase) and agree(draft.gender, phrase.gender)
                and draft.kind in ("person", "unnamed", "office")
                and (boss is None or draft.acts_for in (None, boss)) and states_agree(draft, phrase)
                and (phrase.determiner == "the" or not draft.words or phrase.words <= draft.words)
            )  # fmt: skip

        found = self.latest(same_role)
        if found:
            return found, "description", SURE_DESCRIPTION
        if phrase.determiner == "the" and boss is None and phrase.head in words("personal"):
            person = self.latest(lambda d: d.kind == "person" and agree(d.gender, phrase.gender))
            if person:
                return person, "description", SURE_LOOSE
        post = phrase.determiner in ("the", "") and phrase.head in words("posts")
        return self._new(phrase, "description", SURE_SHORT, kind="office" if post else "unnamed")

    def _boss(self, phrase: Phrase) -> Draft | None:
        if phrase.principal is None:
            return None
        span = parse(self.flat, phrase.principal).span
        return next((d for d in self.recent() if span in d.mentions), None)

    def _people_without_name(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        number = "" if _COUNTED.match(phrase.text) else self._number_before(phrase)
        if number is not None and phrase.determiner not in ("the", "own"):
            name = number + shown(phrase)
            count = _COUNT.search(name)
            alike = count and self.latest(
                lambda d: d.kind == "collective" and d.name.lower().endswith(count.group().lower())
            )
            if alike:
                return alike, "description", SURE_SHORT
            return self._new(phrase, "description", SURE_NAME, kind="collective", name=name)
        if _LABEL.fullmatch(phrase.text):
            labelled = self.latest(
                lambda d: d.kind in ("group", "collective") and _LABEL.fullmatch(d.name) is not None
            )
            if labelled:
                return labelled, "description", SURE_LOOSE
        if phrase.determiner not in ("another", "other") and "other" not in phrase.text.lower().split():
            same = self.latest(
                lambda d: (
                    d.kind in ("group", "collective")
                    and d.words == phrase.words
                    and d.head == phrase.head
                    and not (phrase.head in _ANYBODY and not phrase.determiner and _COUNTED.match(d.name))
                )
            )
            if same:
                return same, "description", SURE_SHORT
            if phrase.determiner in ("the", "own"):
                near = self.latest(
                    lambda d: (
                        d.kind in ("group", "collective")
                        and d.head == phrase.head
                        and not told_apart(d, phrase)
                        and states_agree(d, phrase)
                        and not (_COUNTED.match(d.name) and phrase.words - d.words)
                    )
                )
                if near:
                    return near, "description", SURE_DESCRIPTION
        return self._new(phrase, "description", SURE_NAME)

    def _number_before(self, phrase: Phrase) -> str | None:
        """The number that a phrase was cut from: "at least [12 ]people"."""
        start = phrase.span.start
        number = bisect_right(self.starts, start) - 1
        first = self.starts[number] if number >= 0 else 0
        found = _NUMBER_BEFORE.search(self.flat, max(first, start - 24), start)
        return found.group() if found else None

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
                issuer = self.latest(lambda d: is_body(d) and phrase.span.start - d.last < NEAR)
                if issuer:
                    return issuer, "description", SURE_LOOSE
        return self._new(phrase, "description", SURE_SHORT)

    def _unknown(self, phrase: Phrase) -> tuple[Draft, Form, float]:
        if boss := self._boss(phrase):
            return boss, "description", SURE_LOOSE
        same = self.latest(lambda d: d.sort == "unknown" and d.name.lower() == phrase.text.lower())
        if same:
            return same, "description", SURE_SHORT
        kind = "collective" if phrase.plural else "unnamed"
        return self._new(phrase, "description", SURE_LOOSE, kind=kind)
