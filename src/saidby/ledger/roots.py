"""Roots: how many independent origins stand behind an incident, after copies, owners and relays are folded.

    found = roots([Account("a1", reading, ("c1", "c4")), ...], echoes=..., options=Options(owners=shipped()))
    found.counts

A root is the first link of a chain. Roots are one group where one acts for or belongs to the other, or all of
its chains run through the other. Nobody in particular ("groups", "footage") is none where anybody else tells
of it. The word of a page that copies another is the other's; a publisher whose
page names a source for the incident is no root of it. A pure function, whatever the order of the accounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from saidby.data import Reading
from saidby.ledger.circles import Circle, circles
from saidby.ledger.copies import own_words
from saidby.ledger.echoes import Echo
from saidby.ledger.groups import Fold, Groups
from saidby.ledger.names import Name, joined, run_together
from saidby.ledger.owners import Owners
from saidby.ledger.speakers import Said, SourceKind, Speaker, Speakers
from saidby.reading.wire import outlet


@dataclass(frozen=True, slots=True)
class Account:
    """What an article says of an incident: its reading, and the ids of the claims that are about it."""

    article: str
    reading: Reading
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """`country` is where it happened (ISO 3166-1 alpha-2): "the army" is that state's. None: not known.

    `marked` are names that a person called a party to the incident, or none (False).
    """

    owners: Owners = field(default_factory=Owners)
    marked: Mapping[str, bool] = field(default_factory=dict)
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """An origin. `aliases` are its other names in these articles, its spokesmen's too; `group` its group's.

    `first_seen` is the earliest date of its articles, an ISO prefix; None where none is dated.
    """

    name: str
    aliases: tuple[str, ...]
    kind: SourceKind
    group: str
    party: bool
    articles: tuple[str, ...]
    first_seen: str | None


@dataclass(frozen=True, slots=True)
class Relay:
    """Through whom a root's words came in some articles."""

    root: str
    via: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A claim's root and group."""

    article: str
    claim: str
    root: str
    group: str


@dataclass(frozen=True, slots=True)
class Plural:
    """A plural that stands for one source ("Syrian media" for SANA), where a claim is flagged so."""

    article: str
    claim: str
    words: str
    root: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The five numbers, and of the groups how many are not a party to the incident."""

    articles: int
    publishers: int
    sources: int
    roots: int
    groups: int
    groups_not_party: int


@dataclass(frozen=True, slots=True)
class Roots:
    """All that is known of an incident's origins. Every tuple is sorted."""

    roots: tuple[Root, ...]
    relays: tuple[Relay, ...]
    origins: tuple[Origin, ...]
    folds: tuple[Fold, ...]
    circles: tuple[Circle, ...]
    plurals: tuple[Plural, ...]
    counts: Counts


def roots(
    accounts: Sequence[Account], *, echoes: Iterable[Echo] = (), options: Options | None = None
) -> Roots:
    """The roots of an incident. `echoes` may be those of other articles too; quotations do not count."""
    return Folding(accounts, echoes=echoes, options=options).found()


class Folding:
    """The accounts of one incident, and what follows from them step by step."""

    def __init__(
        self, accounts: Sequence[Account], *, echoes: Iterable[Echo] = (), options: Options | None = None
    ) -> None:
        self._options = options = options or Options()
        echoes = [echo for echo in echoes if echo.kind != "quote"]
        self._accounts = sorted(accounts, key=lambda account: account.article)
        self._speakers = {
            account.article: Speakers(account.reading, account.article) for account in self._accounts
        }
        self._dates = {account.article: _date(account) for account in self._accounts}
        told = [one for account in self._accounts for one in self._told(account)]
        self._posts = _posts(told)
        told = [replace(one, speaker=self._in_post(one.speaker)) for one in told]
        self._own, self._copies = own_words(told, self._dates, echoes)
        clear = [one for one in told if not one.speaker.vague] or told
        sourced = {
            one.article
            for one in clear
            if one.speaker.kind != "publisher" and (one.claim.attribution or one.claim.alternative)
        }
        self._said = [one for one in clear if one.speaker.kind != "publisher" or one.article not in sourced]
        self._names = self._joined()
        self._ones: dict[str, list[Said]] = defaultdict(list)
        for one in self._said:
            self._ones[self._root(one)].append(one)
        self._groups = self._grouped()

    def found(self) -> Roots:
        parties = self._parties()
        copies = [fold for fold in self._copies if self._names.get(fold.into, fold.into) in self._ones]
        return Roots(
            roots=tuple(self._described(name, parties) for name in sorted(self._ones)),
            relays=self._relays(),
            origins=tuple(
                sorted(
                    (
                        Origin(one.article, one.claim.id, name, self._groups.name(name))
                        for name, ones in self._ones.items()
                        for one in ones
                    ),
                    key=lambda origin: (origin.article, int(origin.claim[1:] or 0), origin.claim),
                )
            ),
            folds=tuple(sorted({*copies, *self._groups.folds}, key=_fold_order)),
            circles=circles(self._said, {a: one.publisher for a, one in self._speakers.items()}),
            plurals=self._plurals(),
            counts=self._counts(parties),
        )

    def speaker(self, article: str, actor: str) -> tuple[Speaker, str, str]:
        """Whoever an actor id of an article is, the root by whose name he is shown, and the group."""
        speaker = self._in_post(self._speakers[article].speaker(actor))
        if speaker.kind == "publisher":
            speaker = self._own.get(article, speaker)
        name = self._names.get(speaker.name, speaker.name)
        return speaker, name, self._groups.called(name)

    # ---------------------------------------------------------------------------------- whose word

    def _in_post(self, speaker: Speaker) -> Speaker:
        """Whoever speaks; a person whose post only another article tells speaks for the body here, too."""
        if speaker.actor_kind != "person" or speaker.person is not None:
            return speaker
        body = self._posts.get(run_together(speaker.name))
        return replace(body, person=speaker.name) if body else speaker

    def _told(self, account: Account) -> list[Said]:
        """The claims by which an article tells what happened: an event, a figure, an accusation, a denial.

        All in which somebody tells anything, where there is no such claim.
        """
        speakers = self._speakers[account.article]
        deeds = {
            event.id
            for event in speakers.reading.events
            if event.type in _DEEDS and event.factuality in _DONE
        }
        said = [
            one
            for one in speakers.said(frozenset(account.claims))
            if one.claim.act in _TELLING or one.claim.accused
        ]
        return [
            one
            for one in said
            if one.claim.act in _ABOUT_IT
            or one.claim.figures
            or one.claim.accused
            or deeds & {*one.claim.events}
        ] or said

    def _root(self, one: Said) -> str:
        speaker = self._own[one.article] if one.speaker.kind == "publisher" else one.speaker
        return self._names.get(speaker.name, speaker.name)

    def _joined(self) -> dict[str, str]:
        counted: dict[tuple[str, bool], int] = defaultdict(int)
        for one in self._said:
            speaker = self._own[one.article] if one.speaker.kind == "publisher" else one.speaker
            if speaker.kind != "unnamed":
                counted[speaker.name, speaker.actor_kind == "person"] += 1
            for name in one.through:
                counted[name, False] += 1
            for speaker in self._accused(one):
                counted[speaker.name, speaker.actor_kind == "person"] += 0
        names = [Name(text, person, count) for (text, person), count in sorted(counted.items())]
        return joined(names, known=self._options.owners.names)

    # ---------------------------------------------------------------------------------- groups

    def _grouped(self) -> Groups:
        first = min((date for date in self._dates.values() if date), default=None)
        groups = Groups(self._options.owners, day=first, country=self._options.country)
        for name, ones in sorted(self._ones.items()):
            groups.add(name, [one.speaker for one in ones if one.speaker.kind != "publisher"])
        groups.run_through(
            {name: [self._hands(one) for one in ones] for name, ones in sorted(self._ones.items())}
        )
        return groups

    def _hands(self, one: Said) -> set[str]:
        """All through whom a claim came; not the outlet that published it, as everybody comes through one."""
        return {self._names.get(name, name) for name in one.through}

    def _parties(self) -> frozenset[str]:
        """Groups of the accused, of those who claim it, whose deed it is, and to whom it was done."""
        called: set[str] = set()
        passed = {name for one in self._said for name in one.through}
        for one in self._said:
            called |= {speaker.name for speaker in self._accused(one)} - passed
            if one.claim.act == "claim_responsibility" and one.speaker.kind == "named":
                called.add(one.speaker.name)
        groups = {self._groups.called(self._names.get(name, name)) for name in called}
        for name, party in sorted(self._options.marked.items()):
            group = self._groups.called(self._names.get(name, name))
            groups = groups | {group} if party else groups - {group}
        return frozenset(groups)

    def _accused(self, one: Said) -> list[Speaker]:
        """Whoever a claim accuses, and who acts or suffers in its events."""
        speakers, claim = self._speakers[one.article], one.claim
        events = {event.id: event for event in speakers.reading.events}
        doers, others = list(claim.accused), list[str]()
        for event_id in (*claim.events, *claim.accused_of):
            event = events.get(event_id)
            if event and event.type in _DEEDS and event.factuality in _DONE:
                doers += event.actors
                others += event.recipients
        found = [speakers.speaker(actor) for actor in doers]
        struck = [speakers.speaker(actor) for actor in others]
        found += [one for one in struck if one.actor_kind != "person"]
        return [one for one in found if one.kind == "named" and one.actor_kind in _PARTIES]

    # ---------------------------------------------------------------------------------- what is shown

    def _described(self, name: str, parties: frozenset[str]) -> Root:
        ones = self._ones[name]
        called = {one.speaker.name for one in ones if one.speaker.kind == "named"}
        called |= {one.speaker.person for one in ones if one.speaker.person}
        kinds = {self._own[o.article].kind if o.speaker.kind == "publisher" else o.speaker.kind for o in ones}
        return Root(
            name=name,
            aliases=tuple(sorted(called - {name})),
            kind="named" if "named" in kinds else min(kinds),
            group=self._groups.name(name),
            party=self._groups.identity(name) in parties,
            articles=tuple(sorted({one.article for one in ones})),
            first_seen=min((d for one in ones if (d := self._dates[one.article])), default=None),
        )

    def _relays(self) -> tuple[Relay, ...]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for root, ones in self._ones.items():
            for one in ones:
                for name in one.through:
                    if (via := self._names.get(name, name)) != root:
                        found[root, via].add(one.article)
        return tuple(Relay(*pair, tuple(sorted(articles))) for pair, articles in sorted(found.items()))

    def _plurals(self) -> tuple[Plural, ...]:
        return tuple(
            Plural(one.article, one.claim.id, flag.span.of(self._text(one.article)), self._root(one))
            for one in self._said
            for flag in one.claim.flags
            if flag.kind == "plural_for_one"
        )

    def _text(self, article: str) -> str:
        return self._speakers[article].reading.article.text

    def _counts(self, parties: frozenset[str]) -> Counts:
        sources = {one.speaker.person or self._root(one) for one in self._said if one.speaker.kind == "named"}
        groups = {self._groups.name(name) for name in self._ones}
        return Counts(
            articles=len(self._accounts),
            publishers=len({outlet(p) for one in self._speakers.values() if (p := one.publisher)}),
            sources=len(sources),
            roots=len(self._ones),
            groups=len(groups),
            groups_not_party=len(groups - parties),
        )


_PARTIES = frozenset(["person", "office", "organization", "state"])
_DEEDS = frozenset(["ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"])  # PLOVER's of force
_DONE = frozenset(["happened", "denied", "attempted"])
_ABOUT_IT = frozenset(["accuse", "deny", "claim_responsibility"])
_TELLING = frozenset(
    ["assert", "report", "accuse", "deny", "confirm", "claim_responsibility", "correct", "retract"]
)
"""Acts by which somebody tells what happened; who condemns it or asks for something is no root of it."""


def _fold_order(fold: Fold) -> tuple[str, str, str, str]:
    return fold.what, fold.into, fold.why, fold.evidence or ""


def _date(account: Account) -> str | None:
    published = account.reading.article.published
    return published.value if published else None


def _posts(told: Iterable[Said]) -> dict[str, Speaker]:
    """By a person's name, the one body whose head or spokesman an article calls him."""
    bodies: dict[str, dict[str, Speaker]] = defaultdict(dict)
    for one in told:
        if one.speaker.person is not None:
            bodies[run_together(one.speaker.person)].setdefault(one.speaker.name, one.speaker)
    return {person: next(iter(those.values())) for person, those in bodies.items() if len(those) == 1}
