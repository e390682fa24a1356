"""Actors: everybody on whose word something rests, each once, with all the names and pronouns they go by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saidby.data import PUBLISHER, Actor, Alias, Article, Attribution, Mention, Span
from saidby.reading import pronouns
from saidby.reading.acts import Speech, speech
from saidby.reading.again import cores
from saidby.reading.aliases import Defined, defined
from saidby.reading.asked import asked, unasked
from saidby.reading.bare import bare, bare_body
from saidby.reading.drafts import SURE_LOOSE, SURE_NAME, SURE_PRONOUN, SURE_UNKNOWN, Draft, is_body
from saidby.reading.elsewhere import name_elsewhere
from saidby.reading.lexicon import given_names, states, words
from saidby.reading.members import with_bodies
from saidby.reading.nearby import is_place
from saidby.reading.parties import parts, with_neighbours
from saidby.reading.phrases import Phrase, parse
from saidby.reading.relays import Relays
from saidby.reading.reports import join_reports
from saidby.reading.roster import Roster
from saidby.reading.stances import minds
from saidby.reading.tokens import plain

_REPORTING = re.compile(
    r"\breport(?:s|ed|ing)?\b|\bquot(?:es|ed|ing)\b|\bcit(?:es|ed|ing)\b|broadcast|publish", re.IGNORECASE
)
_NUMBER_CUT = re.compile(r"(?<![\w,])\d{1,3}(?:,\d{3})*,$")
_CAPITALS_BEFORE = re.compile(r"(?:[A-Z][\w'-]*\s)*[A-Z][\w'-]*\*{0,3}\s$")
_OWN_PAPER = re.compile(
    r"this (?:news)?(?:paper|website|site|outlet|reporter|correspondent|magazine|author|writer)"
)
_NEIGHBOURS = 6
"""Spans on either side, among which one that overlaps is looked for."""
_NEST = 12
"""Pieces of content before a position among which one that holds it is looked for."""
_UNSURE = frozenset(["single", "person", "group", "vague", "unknown"])
"""What a body may be taken for that no table knows, until the page explains its name."""
_ODD = frozenset(["role", "document"])
"""What a body may be taken for by its last word, "Red Order", where the page says that it is one."""
_NOBODY = frozenset(["no one", "nobody", "none", "no-one", "neither", "no group", "one", "anyone", "anybody"])


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of an article, and whom each span of a source, relay or addressee means.

    A source of several parties ("France and Britain") means several actors. `PUBLISHER` is the author's
    own "I". Spans that nobody asked about give None, () and 0.
    """

    actors: tuple[Actor, ...]
    relays: Relays
    speeches: Mapping[str, Speech]
    by_id: Mapping[str, Actor]
    by_span: Mapping[Span, tuple[str, ...]]
    sure_by_span: Mapping[Span, float]
    spans: Sequence[Span] = ()
    minds: Sequence[Attribution] = ()

    def actor_of(self, span: Span) -> str | None:
        return next(iter(self.actors_of(span)), None)

    def actors_of(self, span: Span) -> tuple[str, ...]:
        return self.by_span.get(span, ())

    def participant(self, span: Span) -> tuple[str, ...]:
        """Whom a phrase means that may be a little wider or narrower than one that was asked about."""
        if span in self.by_span:
            return self.by_span[span]
        at = bisect_right(self.spans, span)
        near = [s for s in self.spans[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS] if s.overlaps(span)]
        best = max(
            near, key=lambda s: (min(s.end, span.end) - max(s.start, span.start), -s.start), default=None
        )
        if (
            best is None
            or 2 * (min(best.end, span.end) - max(best.start, span.start)) < span.end - span.start
        ):
            return ()
        return self.by_span[best]

    def mentioned(self, span: Span) -> tuple[str, ...]:
        """Whom a phrase means that was not asked about, if it is a mention that was found on the way."""
        if found := self.participant(span):
            return found
        return tuple(
            actor.id
            for actor in self.actors
            if any(
                m.span.overlaps(span)
                and 2 * (min(m.span.end, span.end) - max(m.span.start, span.start)) >= span.end - span.start
                for m in actor.mentions
            )
        )[:1]

    def inside(self, span: Span) -> tuple[str, ...]:
        """All that the phrases within a span mean: both of "the rebels and their backers"."""
        found = (actor for part in self.spans if span.holds(part) for actor in self.by_span[part])
        return tuple(dict.fromkeys(found))

    def sure(self, span: Span) -> float:
        """How sure the look-up of a span is, 0 to 1."""
        return self.sure_by_span.get(span, 0.0)

    def actor(self, actor_id: str) -> Actor | None:
        return self.by_id.get(actor_id)


def actors(
    article: Article,
    sentences: Sequence[Span],
    attributions: Sequence[Attribution],
    relays: Relays,
    participants: Mapping[Span, Span | None] = {},
) -> Cast:
    """Everybody who speaks, passes on, is addressed or takes part in an event, in the order of their first
    mention. `participants`: their phrases, each with that of who does it where both cannot be one ("their
    positions" are not those of who strikes them).
    """
    flat = plain(article.text)
    quoted = (c for a in attributions for c in a.content if flat[c.start] in "\"“'‘«")
    roster = Roster(flat, sentences, quoted)
    work = _Work(flat, roster, {a.id: a for a in attributions}, participants)
    speeches = {a.id: speech(flat, a) for a in attributions}
    for definition in defined(article, flat):
        work.define(definition)
    held = minds(flat, attributions)
    found = [
        (span, attribution)
        for span, attribution in asked(flat, attributions, speeches, relays, participants, held)
        if attribution is not None or not _crosses(span, roster.starts)
    ]
    for span, attribution in sorted([*found, *unasked(flat, sentences, found)], key=lambda pair: pair[0]):
        if isinstance(attribution, str):
            work.mention(span)
        else:
            work.place(span, attribution)
    work.mark_media(relays)
    work.place_deferred()
    name_elsewhere(article, flat, work.roster.drafts)
    join_reports(flat, work.placed, work.roster.drafts, attributions)
    return _cast(work, relays, speeches, held)


def _crosses(span: Span, starts: Sequence[int]) -> bool:
    """Does a span run from one sentence into the next? No phrase does."""
    return bisect_right(starts, span.start) != bisect_right(starts, span.end - 1)


class _Work:
    """What is known while the spans are placed one after another."""

    def __init__(
        self,
        flat: str,
        roster: Roster,
        by_id: Mapping[str, Attribution],
        apart: Mapping[Span, Span | None] = {},
    ) -> None:
        self.flat = flat
        self.apart = apart
        self.roster = roster
        self.by_id = by_id
        self.said = sorted((c.start, c.end, a.id) for a in by_id.values() for c in a.content)
        self.pending: dict[str, Defined] = {}
        self.placed: dict[Span, tuple[list[Draft | None], float]] = {}
        self.deferred: list[tuple[Span, Phrase, Attribution | None]] = []

    def define(self, definition: Defined, *, met: bool = False) -> None:
        """An actor for a name that the page explains, if it can act; it can where it is `met` acting."""
        phrase = parse(self.flat, definition.name)
        others = [parse(self.flat, span) for span in definition.aliases]
        described = parse(self.flat, definition.is_a) if definition.is_a else None
        if described is None and (phrase.sort in _UNSURE or phrase.head is None):
            described = next((o for o in others if o.sort in ("body", "group") and o.head), None)
        acts = phrase.sort in ("body", "media", "office") and (
            phrase.head is not None or described is not None
        )
        if described and described.sort in ("body", "media", "group") and phrase.sort in (*_UNSURE, *_ODD):
            phrase, acts = _as_body(phrase, described), True
        if not acts and met and phrase.sort in (*_UNSURE, "body", "media"):
            phrase, acts = _as_body(phrase, phrase._replace(sector=None, head=None)), True
        if not acts:
            self.pending |= {
                span.of(self.flat): definition for span in (definition.name, *definition.aliases)
            }
            return
        draft, _ = self.roster.meet(phrase)
        draft.proper = True
        if described and described.sort in ("body", "group"):
            draft.kind = "group" if described.head == "group" else draft.kind
            draft.sector = described.sector or draft.sector
        draft.sector = draft.sector or next((o.sector for o in others if o.sort == "body" and o.sector), None)
        if any(o.sector == "REB" and o.sort == "body" for o in others):
            draft.sector = "REB"  # "the Armed Forces of Orlen, better known as the Reed Guard"
        for span, other in zip(definition.aliases, others, strict=True):
            if span in draft.aliases:
                continue
            draft.aliases.append(span)
            draft.other_words.append(other.words)
            draft.mentions.setdefault(span, "name")
            self.roster.defined[span.of(self.flat)] = draft
        self.roster.defined[definition.name.of(self.flat).removeprefix("The ")] = draft
        self.roster.forget(draft)

    def _define_met(self, phrase: Phrase) -> None:
        """Define what was put off until somebody of that name is met."""
        if self.pending and phrase.sort != "pronoun":
            for name in cores(phrase):
                if definition := self.pending.get(name):
                    self.pending = {k: d for k, d in self.pending.items() if d is not definition}
                    self.define(definition, met=True)
                    return

    def place(self, span: Span, attribution: Attribution | None) -> None:
        found: list[Draft | None] = []
        sure = 1.0
        for part in parts(self.flat, span):
            phrase = with_neighbours(self.flat, parse(self.flat, part))
            if attribution is None:
                phrase = self._whole(phrase)
            self._define_met(phrase)
            if attribution is None and self.roster.named_in(phrase) is None:
                phrase, *bodies = with_bodies(self.flat, phrase)
                found += [self._find(body, None)[0] for body in bodies]
            if (
                _OWN_PAPER.fullmatch(phrase.text.lower()) or phrase.text.lower() in _NOBODY
            ):  # "no one claimed responsibility" is the author's word
                found.append(None)
                continue
            if attribution is None and _is_town(self.flat, phrase):
                continue
            if phrase.sort == "pronoun" and not self._ready(phrase, attribution):
                self.deferred.append((span, phrase, attribution))
                return
            draft, certainty = self._find(phrase, attribution)
            if attribution is not None and attribution.id in self.by_id:
                self.roster.sources.add(phrase.span)
                if attribution.cue and _REPORTING.search(attribution.cue[0].of(self.flat)):
                    _mark_medium(draft)
            found.append(draft)
            sure = min(sure, certainty)
        if found:
            self.placed[span] = (found, sure)

    def _whole(self, phrase: Phrase) -> Phrase:
        """A phrase that was cut from a name the page defines, with the rest of it: "[Red] Dawn gunmen"."""
        if not phrase.text or phrase.sort == "pronoun":
            return phrase
        if number := _NUMBER_CUT.search(self.flat, max(0, phrase.span.start - 12), phrase.span.start):
            return parse(self.flat, Span(number.start(), phrase.span.end))  # "4,[000 men]"
        before = _CAPITALS_BEFORE.search(self.flat, max(0, phrase.span.start - 60), phrase.span.start)
        if before is None or not self.roster.defined:
            return phrase
        longer = parse(self.flat, Span(before.start(), phrase.span.end))
        return longer if self.roster.named_in(longer) and not self.roster.named_in(phrase) else phrase

    def mention(self, span: Span) -> None:
        """A pronoun beside: whom it means is not made to stand out by it."""
        found = pronouns.resolve(self.roster, parse(self.flat, span), apart=self._apart(span))
        if found and found[1] >= SURE_LOOSE:
            found[0].mentions.setdefault(span, "pronoun")

    def mark_media(self, relays: Relays) -> None:
        """Who is credited for the whole text, and who was told, publishes."""
        told = {r.name for found in relays.by_attribution.values() for r in found if r.hand == "relay"}
        if relays.wire:
            told.add(relays.wire.name)
        for span in told:
            for draft in self.placed.get(span, ([], 0.0))[0]:
                if draft:
                    _mark_medium(draft)

    def _ready(self, phrase: Phrase, attribution: Attribution | None) -> bool:
        """First persons, and pronouns in words whose speaker is named later, wait for all others."""
        if phrase.head in ("i", "we", "you"):
            return False
        parent = self.by_id.get(attribution.parent or "") if attribution else None
        return not (
            parent and parent.source and parent.source[0] > phrase.span and phrase.head in ("he", "she", "it")
        )

    def _find(self, phrase: Phrase, attribution: Attribution | None) -> tuple[Draft, float]:
        if phrase.principal is not None and not _is_private(phrase):
            self._principal(phrase)  # first, so that the principal is known before who speaks for it
        if phrase.sort == "pronoun":
            found = self._nested(phrase, attribution) or pronouns.resolve(
                self.roster, phrase, apart=self._apart(phrase.span)
            )
            if found is None:
                again = self.roster.latest(lambda d: d.sort == "pronoun" and d.head == phrase.head)
                found = (again or self.roster.meet(phrase)[0], SURE_UNKNOWN)
            draft, sure = found
            draft.mentions.setdefault(phrase.span, "pronoun")
            self.roster.touch(draft, phrase.span)
            draft.sure.append(sure)
            if phrase.head in ("he", "she"):
                draft.gender = draft.gender or ("m" if phrase.head == "he" else "f")
                draft.kind = "person" if draft.sort == "single" else draft.kind
            return draft, sure
        draft, sure = self.roster.meet(phrase)
        boss = None if phrase.former or draft.acts_for or phrase.sort == "document" else self._boss(phrase)
        if boss is not None and boss is not draft:
            draft.acts_for = boss
            draft.sector = draft.sector or boss.sector
        return draft, sure

    def _apart(self, span: Span) -> tuple[Draft, ...]:
        """Those whom a pronoun cannot stand for: who does it to them."""
        other = self.apart.get(span)
        return tuple(d for d in self.placed.get(other, ([], 0.0))[0] if d) if other else ()

    def _boss(self, phrase: Phrase) -> Draft | None:
        """For whom somebody speaks: those named, or with "its spokesman" the body last heard."""
        if _is_private(phrase):
            return None
        if phrase.principal is not None:
            return self._principal(phrase)
        if phrase.determiner == "own" and phrase.sort in ("role", "person"):
            return self._owner(phrase)
        return None

    def _owner(self, phrase: Phrase) -> Draft | None:
        """Whose "its spokesman" is: the body that spoke in the sentence before, else the one last heard."""
        starts, at = self.roster.starts, phrase.span.start
        here = bisect_right(starts, at)
        if phrase.text[:4].lower() in ("his ", "her "):
            person = self.roster.latest(
                lambda d: d.kind == "person" and bisect_right(starts, d.last) == here and d.last < at
            )
            return (person.acts_for or person) if person else None

        def fits(draft: Draft) -> bool:
            body = is_body(draft) or draft.kind in ("group", "collective", "state")
            return body and draft.kind != "media" and draft.last < at

        def spoke(draft: Draft) -> bool:
            return fits(draft) and any(
                0 <= here - bisect_right(starts, m.start) <= 1
                for m in draft.mentions
                if m in self.roster.sources
            )

        return self.roster.latest(spoke) or self.roster.latest(lambda d: fits(d) and d.kind != "state")

    def _principal(self, phrase: Phrase) -> Draft | None:
        """The draft of those for whom a phrase speaks, None where it is a place."""
        assert phrase.principal is not None
        boss = parse(self.flat, phrase.principal)
        if boss.sort == "group" and boss.state in states().shown:  # "the British minister" speaks for Britain
            boss = boss._replace(
                sort="state", text=states().shown[boss.state], head=None, sector="GOV", plural=False
            )
        if boss.sort == "single" and is_place(self.flat, boss):
            return None
        if boss.sort in ("body", "media") and not boss.proper and not boss.determiner:
            boss = boss._replace(determiner="the")  # "the group's spokesman"
        known = next((d for d in self.roster.recent() if boss.span in d.mentions), None)
        return known or self.roster.meet(boss)[0]

    def _nested(self, phrase: Phrase, attribution: Attribution | None) -> tuple[Draft, float] | None:
        """In reported speech "he said he knew": the inner pronoun is the outer speaker if it can be."""
        parent = self.by_id.get(attribution.parent or "") if attribution else None
        if parent is None or parent.quoting == "direct" or phrase.head not in ("he", "she", "it", "they"):
            return None
        drafts, _ = self.placed.get(parent.source[0], ([], 0.0)) if parent.source else ([], 0.0)
        draft = drafts[0] if len(drafts) == 1 else None
        if draft is None:
            return None
        person = draft.kind in ("person", "unnamed", "office")
        gender = {"he": "m", "she": "f"}.get(phrase.head or "")
        if gender:
            return (draft, SURE_PRONOUN) if person and draft.gender in (None, gender) else None
        return None if person else (draft, SURE_PRONOUN)

    def place_deferred(self) -> None:
        for span, phrase, attribution in self.deferred:
            if phrase.head not in ("i", "we", "you"):
                self.placed[span] = self._one(*self._find(phrase, attribution))
                continue
            speaker = self._speaker_around(span, attribution)
            if speaker and attribution and attribution.id not in self.by_id:
                speaker = speaker.acts_for  # "we want peace" is where those stand for whom he speaks
            if speaker is None:  # the author's own "I", and the reader, who says nothing
                self.placed[span] = ([None], SURE_PRONOUN)
            elif phrase.head == "you":
                self.placed[span] = self._one(*self.roster.meet(phrase))
            else:
                speaker.mentions.setdefault(phrase.span, "pronoun")
                self.placed[span] = ([speaker], SURE_PRONOUN)

    @staticmethod
    def _one(draft: Draft, sure: float) -> tuple[list[Draft | None], float]:
        return [draft], sure

    def _said_around(self, span: Span, attribution: Attribution | None) -> Attribution | None:
        """The attribution whose content holds a span, other than one's own."""
        at = bisect_right(self.said, (span.start, len(self.flat), ""))
        for start, end, owner in reversed(self.said[max(0, at - _NEST) : at]):
            if start <= span.start and span.end <= end and (attribution is None or owner != attribution.id):
                return self.by_id[owner]
        return None

    def _speaker_around(self, span: Span, attribution: Attribution | None) -> Draft | None:
        """Who says the words in which a first person stands: the parent, or whoever is quoted there."""
        parent = self.by_id.get(attribution.parent or "") if attribution else None
        around = parent or self._said_around(span, attribution)
        if around is None or not around.source:
            return None
        drafts, _ = self.placed.get(around.source[0], ([], 0.0))
        return drafts[0] if drafts else None


def _is_private(phrase: Phrase) -> bool:
    """ "Sovrano's daughter" and "a Velmoran economist" speak for themselves."""
    if phrase.roles and phrase.roles <= words("private"):
        return True
    return phrase.sector == "EDU" and phrase.state is not None


def _is_town(flat: str, phrase: Phrase) -> bool:
    """A name of several words that the text places, and nobody bears: "struck El Marsk"."""
    plain_name = phrase.sort == "person" and not phrase.roles and phrase.gender is None
    bare_name = phrase._replace(text=phrase.text.removeprefix("the "))
    return plain_name and phrase.name[0] not in given_names() and is_place(flat, bare_name)


def _mark_medium(draft: Draft) -> None:
    """Who reports, quotes or is told is a medium, if it is an agency or a name that nothing else explains."""
    explained = draft.sector is not None and not (draft.head == "agency" and draft.sector == "GOV")
    if draft.kind == "organization" and not explained:
        draft.kind, draft.sector = "media", "JRN"


def _as_body(phrase: Phrase, described: Phrase) -> Phrase:
    return phrase._replace(sort="body", name=(), words=phrase.words or frozenset(phrase.text.lower().split()),
        proper=True, sector=described.sector, head=described.head,
    )  # fmt: skip


# --------------------------------------------------------------------------------- the whole page


def _cast(work: _Work, relays: Relays, speeches: Mapping[str, Speech], held: Sequence[Attribution]) -> Cast:
    drafts = sorted(work.roster.drafts, key=lambda d: (min(d.mentions), d.name))
    ids = {id(draft): f"a{n}" for n, draft in enumerate(drafts, 1)}
    records = tuple(_record(work.flat, draft, ids) for draft in drafts)
    by_span = {
        span: tuple(dict.fromkeys(PUBLISHER if d is None else ids[id(d)] for d in found))
        for span, (found, _) in sorted(work.placed.items())
    }
    sure_by_span = {span: sure for span, (_, sure) in sorted(work.placed.items())}
    return Cast(
        records, relays, speeches, {a.id: a for a in records}, by_span, sure_by_span, tuple(by_span), held
    )


def _mentions(flat: str, draft: Draft) -> tuple[Mention, ...]:
    """By position; names bare of a person's rank and office, and of a body's fighters."""
    found = draft.mentions
    cut = bare if draft.kind == "person" else bare_body if draft.kind == "organization" else None
    if cut is not None:
        found = {cut(flat, span) if form == "name" else span: form for span, form in sorted(found.items())}
    return tuple(Mention(span, form) for span, form in sorted(found.items()))


def _record(flat: str, draft: Draft, ids: Mapping[int, str]) -> Actor:
    return Actor(
        id=ids[id(draft)], name=draft.name, kind=draft.kind,
        sector=draft.sector,
        mentions=_mentions(flat, draft),
        aliases=tuple(Alias(span.of(flat), span) for span in sorted(draft.aliases)),
        acts_for=ids[id(draft.acts_for)] if draft.acts_for else None,
        same_as=ids[id(draft.same_as)] if draft.same_as else None,
        link=None, score=round(sum(draft.sure) / len(draft.sure), 3) if draft.sure else SURE_NAME,
    )  # fmt: skip
