"""The overview: what every view shows of a reading, in the order and the words it is shown.

It only looks up and counts; nothing is inferred here that the reading does not say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from saidby.data import (
    PUBLISHER,
    READ_ROLES,
    Actor,
    Article,
    Attribution,
    Basis,
    ChainLink,
    Claim,
    Dated,
    Element,
    FlagKind,
    Problem,
    Reading,
    Role,
    Span,
    Timex,
)

NO_TITLE = "no title on the page"
NO_PUBLISHER = "publisher not known"
NOBODY = "nobody named"
CREDITED = "credited"
UNSURE = "unsure"
SURE = 0.5  # scores are calibrated: below, a claim is more often wrong than right

BASES: dict[Basis, str] = {
    "given": "as given",
    "json-ld": "stated in the page's JSON-LD",
    "meta": "stated in the page's meta tags",
    "feed": "stated by the feed",
    "url": "from the address",
    "dateline": "from the dateline",
    "text": "as printed on the page",
    "other-article": "from another article",
}
FLAGS: dict[FlagKind, str] = {
    "plural_for_one": "a plural for what may be one source",
    "pseudo_quote": "in quotation marks, and not the words that were said",
    "drift": "the paraphrase says something else than the quotation",
    "undated": "a time that the page does not settle",
    "wire_copy": "copy of an agency",
}
ROLES: dict[Role, tuple[str, str]] = {
    "title": ("title", "titles"),
    "byline": ("byline", "bylines"),
    "dateline": ("dateline", "datelines"),
    "crosslink": ("cross link", "cross links"),
    "related": ("related headline", "related headlines"),
    "tags": ("tag list", "tag lists"),
    "section": ("section name", "section names"),
    "capture_clock": ("page clock", "page clocks"),
    "nav": ("navigation text", "navigation texts"),
    "correction": ("correction", "corrections"),
    "other": ("other text", "other texts"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim as it is shown. `number` is None for the publisher's own; `depth` counts the holders.

    `others` are the claims of the same attribution by its other roots: "France and Britain said".
    """

    claim: Claim
    attribution: Attribution | None
    number: int | None
    depth: int
    others: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences rest on somebody else's word, and on how many named sources."""

    sentences: int
    attributed: int
    sources: int

    def __str__(self) -> str:
        if not self.sentences:
            return "no sentence to read"
        own = self.sentences - self.attributed
        whom = (
            f", to {_count(self.sources, 'source', 'sources')}" if self.sources else ", to nobody by name"
        ) if self.attributed else ""  # fmt: skip
        return (
            f"{self.attributed:,} of {_count(self.sentences, 'sentence', 'sentences')} attributed{whom}; "
            f"{own:,} on the publisher's own word"
        )


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date of the page: its label, its value or "unknown", and its evidence or the reason."""

    label: str
    value: str
    evidence: str


class Overview:
    """A reading with its look-ups. `entries` holds the claims by position, nested ones under their parent."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.article = reading.article
        self._said = {attribution.id: attribution for attribution in reading.attributions}
        self._actors = {actor.id: actor for actor in reading.actors}
        self._timexes = {timex.id: timex for timex in reading.timexes}
        pieces = sorted(
            piece for said in reading.attributions for piece in (*said.source, *said.cue, *said.content)
        )
        self._starts = [piece.start for piece in pieces]
        self._ends = list(accumulate((piece.end for piece in pieces), max))
        self.entries = tuple(self._ordered())
        self.coverage = self._coverage()

    # ---------------------------------------------------------------------------------- claims

    def _ordered(self) -> Iterable[Entry]:
        children: dict[str | None, list[Claim]] = {}
        said: dict[str, list[Claim]] = {}
        for claim in sorted(self.reading.claims, key=self._position):
            attribution = self._said.get(claim.attribution or "")
            if attribution:
                if claim.stance is not None:
                    continue
                same = said.setdefault(attribution.id, [])
                same.append(claim)
                if len(same) > 1:
                    continue
            parent = attribution.parent if attribution else None
            children.setdefault(parent if parent in self._said else None, []).append(claim)
        number = 0
        stack = [(claim, 0) for claim in reversed(children.pop(None, []))]
        while stack or children:
            if (
                not stack
            ):  # parents that hold each other, or whose own claim is missing: show them all the same
                parent = min(children, key=str)
                stack = [(claim, 0) for claim in reversed(children.pop(parent))]
            claim, depth = stack.pop()
            attribution = self._said.get(claim.attribution or "")
            number += attribution is not None
            if attribution is None:
                yield Entry(claim, None, None, depth)
            else:
                yield Entry(claim, attribution, number, depth, tuple(said[attribution.id][1:]))
                stack += [(child, depth + 1) for child in reversed(children.pop(attribution.id, []))]

    def _position(self, claim: Claim) -> tuple[int, int, str]:
        attribution = self._said.get(claim.attribution or "")
        pieces = (*attribution.source, *attribution.cue, *attribution.content) if attribution else ()
        return claim.sentence.start, min(pieces, default=claim.sentence).start, claim.id

    def _coverage(self) -> Coverage:
        sentences = self.reading.sentences
        attributed = sum(map(self._attributed, sentences))
        said = [c for c in self.reading.claims if c.attribution is not None and c.stance is None]
        roots = {self._one(claim.chain[0].actor) for claim in said if claim.chain} - {PUBLISHER}
        return Coverage(len(sentences), attributed, len(roots))

    def _attributed(self, sentence: Span) -> bool:
        """Whether a source, a cue or a content stands in it."""
        before = bisect_left(self._starts, sentence.end)  # pieces that start before the sentence ends
        return before > 0 and self._ends[before - 1] > sentence.start

    def own(self) -> str:
        """How much the publisher says itself: "5 sentences and parts of 1". Empty for nothing."""
        claims = [entry.claim for entry in self.entries if entry.attribution is None]
        parts = sum(self._attributed(claim.sentence) for claim in claims)
        whole = len(claims) - parts
        counts = [
            _count(whole, "sentence", "sentences") if whole else "",
            f"parts of {parts:,}" if whole and parts else "",
            f"parts of {_count(parts, 'sentence', 'sentences')}" if parts and not whole else "",
        ]
        return " and ".join(filter(None, counts))

    def _one(self, actor_id: str) -> str:
        """The actor that stands for all that are the same."""
        seen = [actor_id]
        while (actor := self._actors.get(seen[-1])) and actor.same_as:
            if actor.same_as in seen:
                return min(seen)
            seen.append(actor.same_as)
        return seen[-1]

    # ---------------------------------------------------------------------------------- words

    def words(self, spans: Iterable[Span]) -> str:
        """The text of the pieces, with an ellipsis where something between them is left out."""
        shown: list[str] = []
        last: Span | None = None
        for span in spans:
            if last is not None:
                gap = self.article.text[last.end : span.start]
                shown.append(" " if not gap.strip() else " … ")
            shown.append(span.of(self.article.text))
            last = span
        return "".join(shown)

    def source(self, entry: Entry) -> str:
        return (
            self.words(entry.attribution.source) if entry.attribution and entry.attribution.source else NOBODY
        )

    def tags(self, entry: Entry) -> tuple[str, ...]:
        """How it is quoted, what is done by saying it, and whether the reader is unsure of it."""
        claim, attribution = entry.claim, entry.attribution
        tags: list[str] = [attribution.quoting] if attribution else []
        tags += [claim.act.replace("_", " ")] if claim.act != "assert" else []
        return (*tags, UNSURE) if claim.score < SURE else tuple(tags)

    def flags(self, entry: Entry) -> tuple[str, ...]:
        """What to look at twice, each with the words that it is about."""
        return tuple(f"{FLAGS[flag.kind]}: “{self.words([flag.span])}”" for flag in entry.claim.flags)

    def time(self, entry: Entry) -> str | None:
        """When it was said: the words, and the date where it is settled."""
        timex = self._timexes.get(entry.claim.report_time or "")
        return None if timex is None else self._timex(timex)

    def _timex(self, timex: Timex) -> str:
        words = timex.span.of(self.article.text)
        return words if timex.resolved in (None, words) else f"{words} = {interval(timex.resolved)}"

    def chains(self, entry: Entry) -> tuple[tuple[tuple[str, str | None], ...], ...]:
        """For each root, name and relay's words of each hand, root first; the publisher last, by name where
        it is known.
        """
        return tuple(
            tuple((self.name(link.actor), self._via(link)) for link in claim.chain)
            for claim in (entry.claim, *entry.others)
        )

    def _via(self, link: ChainLink) -> str | None:
        """The words that say how it was passed on. An agency credited for the text has none but its name."""
        actor = self._actors.get(link.actor)
        if link.via is None or (actor and any(link.via == mention.span for mention in actor.mentions)):
            return None if link.via is None else CREDITED
        return link.via.of(self.article.text)

    def name(self, actor_id: str) -> str:
        """What an actor is called: its name, whom it acts for, and who it is the same as."""
        if actor_id == PUBLISHER:
            return self.article.publisher or NO_PUBLISHER
        actor = self._actors.get(actor_id)
        if actor is None:
            return actor_id
        name = actor.name
        same = self._actor(actor.same_as)
        principal = self._actor(actor.acts_for)
        if principal and principal is not same and principal.name.casefold() not in name.casefold():
            name += f" (for {principal.name})"
        if same and same.name != actor.name:
            name += f" = {same.name}"
        return name

    def _actor(self, actor_id: str | None) -> Actor | None:
        return self._actors.get(actor_id) if actor_id else None

    # ---------------------------------------------------------------------------------- the page

    @property
    def title(self) -> str:
        return self.article.title or NO_TITLE

    @property
    def publisher(self) -> str:
        return self.article.publisher or NO_PUBLISHER

    def dates(self) -> tuple[DateLine, ...]:
        """`published` always, `modified` and `captured` where the page has them."""
        article = self.article
        found = [_published(article, self.reading.problems)]
        if article.modified:
            found.append(_date("modified", article.modified))
        if article.captured:
            captured = _date("captured", article.captured)
            found.append(
                DateLine(captured.label, captured.value, f"{captured.evidence}; not a date of publication")
            )
        return tuple(found)

    def problems(self) -> tuple[Problem, ...]:
        """All but the reason of an open date, which stands with the dates."""
        reason = None if self.article.published else _reason(self.reading.problems)
        return tuple(problem for problem in self.reading.problems if problem is not reason)

    def unread(self) -> str:
        """What of the page is not read for claims: "3 related headlines, 1 tag list". Empty for nothing."""
        shown = READ_ROLES | {"title"}
        return counted([element for element in self.article.elements if element.role not in shown])


def interval(resolved: str | None) -> str:
    """A date as it is, an interval with both its ends: "2018-10-09 to 2018-11-25"."""
    return (resolved or "").replace("/", " to ")


def counted(elements: Iterable[Element]) -> str:
    """How many of each role, the most first: "3 related headlines, 1 tag list"."""
    counts = Counter(element.role for element in elements)
    ranked = sorted(counts.items(), key=lambda kind: (-kind[1], kind[0]))
    return ", ".join(_count(number, *ROLES.get(role, (role, role))) for role, number in ranked)


def _date(label: str, dated: Dated) -> DateLine:
    return DateLine(label, dated.value, BASES[dated.basis])


def _published(article: Article, problems: tuple[Problem, ...]) -> DateLine:
    if article.published:
        return _date("published", article.published)
    reason = _reason(problems)
    why = reason.message.removeprefix("no publication date: ") if reason else "the page does not say"
    return DateLine("published", "unknown", why)


def _reason(problems: tuple[Problem, ...]) -> Problem | None:
    """Why the date of publication is open."""
    return next((problem for problem in problems if problem.stage == "dates"), None)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
