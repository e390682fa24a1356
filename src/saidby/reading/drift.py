"""Drift: a paraphrase that says more, or other, than the quotation beside it of the same source.

A paraphrase and a quotation of one root are compared where they stand within a few sentences and speak of
the same: a number of the same things differs, "some" has become a certain kind or all, a "may" or a "not" is
gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from saidby.data import Actor, Article, Attribution, Claim, Span
from saidby.reading.quotations import quotations
from saidby.reading.wording import SMALL, Word, content, wording

REACH = 3  # sentences between the two; further apart a source speaks of something else
SHARED = 2  # words that both have at least
RENDERED, ALIKE = 3, 0.75  # words, and share of the paraphrase's words, that a clause has which it renders
_VAGUE = {
    "few": 1, "some": 2, "several": 2, "certain": 2, "various": 2, "many": 3, "numerous": 3, "most": 4,
    "all": 5, "every": 5, "both": 5,
}  # fmt: skip
_MOST_VAGUE = 2
_MAY = frozenset("may might could perhaps possibly probably likely apparently maybe".split())
_NOT = frozenset("not no never nobody none nothing neither".split())
_MORE = frozenset("more better greater worse".split())
_TURNS = frozenset("but because although though while since so whereas unless if".split())

Kind = Literal["number", "kind", "amount", "certainty", "negation"]


class Drift(NamedTuple):
    """What differs: the ids of both claims, the words of the paraphrase, and those of the quotation."""

    paraphrase: str
    quotation: str
    kind: Kind
    span: Span
    against: Span


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim's words. `quoted`: they stand in quotation marks."""

    claim: Claim
    root: str
    place: int
    words: Sequence[Word]
    stems: Mapping[str, Word]
    quoted: bool

    @property
    def hull(self) -> Span:
        return Span(self.words[0].span.start, self.words[-1].span.end)


def drifts(
    article: Article,
    sentences: Sequence[Span],
    attributions: Sequence[Attribution],
    actors: Sequence[Actor],
    claims: Sequence[Claim],
) -> tuple[Drift, ...]:
    """One for each paraphrase that drifts, by position; where several words differ, the first kind above."""
    by_root: dict[str, list[_Said]] = {}
    for said in _said(article, sentences, attributions, actors, claims):
        by_root.setdefault(said.root, []).append(said)
    found: list[Drift] = []
    for group in by_root.values():
        quotes = [said for said in group if said.quoted]
        for said in group:
            if said.quoted or said.claim.act == "deny":
                continue
            near = sorted(
                (q for q in quotes if 0 < abs(q.place - said.place) <= REACH and q.claim.act != "deny"),
                key=lambda q: (-len(q.stems.keys() & said.stems.keys()), abs(q.place - said.place), q.place),
            )
            drift = next(filter(None, (_compared(article.text, said, quote) for quote in near)), None)
            if drift:
                found.append(drift)
    return tuple(sorted(found, key=lambda drift: (drift.span, drift.paraphrase)))


def _said(
    article: Article,
    sentences: Sequence[Span],
    attributions: Sequence[Attribution],
    actors: Sequence[Actor],
    claims: Sequence[Claim],
) -> Iterator[_Said]:
    """The words of each attributed claim; of a mixed one those quoted, since the rest is the writer's."""
    by_id = {attribution.id: attribution for attribution in attributions}
    known = {actor.id: actor for actor in actors}
    claims = [claim for claim in claims if claim.stance is None]
    roots = [_root(claim, known) for claim in claims]
    quoted = {
        root for claim, root in zip(claims, roots, strict=True)
        if claim.attribution and by_id[claim.attribution].quoting != "indirect"
    }  # fmt: skip
    told = {
        root for claim, root in zip(claims, roots, strict=True)
        if claim.attribution and by_id[claim.attribution].quoting == "indirect"
    }  # fmt: skip
    starts = {sentence.start: number for number, sentence in enumerate(sentences)}
    for claim, root in zip(claims, roots, strict=True):
        if claim.attribution is None or root is None or root not in quoted or root not in told:
            continue
        attribution = by_id[claim.attribution]
        spans: Sequence[Span] = attribution.content
        if attribution.quoting == "mixed":
            spans = [q.inner for q in quotations(article.text, spans) if q.depth == 0]
        words = wording(article.text, spans)
        if words:
            place = starts.get(claim.sentence.start, 0)
            yield _Said(claim, root, place, words, content(words), attribution.quoting != "indirect")


def _root(claim: Claim, actors: Mapping[str, Actor]) -> str | None:
    """The body that a claim rests on: a spokesman's is that of those he speaks for."""
    at = claim.chain[0].actor if claim.chain else None
    seen: set[str] = set()
    while at is not None and (actor := actors.get(at)) and at not in seen:
        seen.add(at)
        at = actor.same_as or actor.acts_for or at
    return at


# ---------------------------------------------------------------------------------------- what differs


def _compared(text: str, said: _Said, quote: _Said) -> Drift | None:
    shared = said.stems.keys() & quote.stems.keys()
    if len(shared) < SHARED:
        return None
    same_act = said.claim.act == quote.claim.act
    found = (
        _number(said, quote) or _kind(text, said, quote, shared) or (_gone(said, quote) if same_act else None)
    )
    return Drift(said.claim.id, quote.claim.id, *found) if found else None


_Found = tuple[Kind, Span, Span]


def _number(said: _Said, quote: _Said) -> _Found | None:
    """ "12 people" for "21 people": figures before the same word."""
    for one, noun in _numbered(said.words):
        others = [other for other, same in _numbered(quote.words) if same.stem == noun.stem]
        if others and all(other.stem != one.stem for other in others):
            return "number", Span(one.span.start, noun.span.end), others[0].span
    return None


def _numbered(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    for one, noun in pairwise(words):
        if one.low[0].isdigit() and noun.low[0].isalpha() and noun.low not in SMALL:
            yield one, noun


def _kind(text: str, said: _Said, quote: _Said, shared: set[str]) -> _Found | None:
    """ "Western countries" or "all countries" for "some countries"."""
    for stem in sorted(shared, key=lambda stem: said.stems[stem].span):
        mine, theirs = _before(text, said.words, stem), _before(text, quote.words, stem)
        if mine is None or theirs is None or theirs.low not in _VAGUE:
            continue
        noun, other = said.stems[stem], quote.stems[stem]
        if not noun.low.endswith("s") or noun.span < mine.span or other.span < theirs.span:
            continue
        span, against = Span(mine.span.start, noun.span.end), Span(theirs.span.start, other.span.end)
        rank = _VAGUE.get(mine.low)
        if rank is not None and rank > _VAGUE[theirs.low]:
            return "amount", span, against
        if rank is None and mine.low not in SMALL and _VAGUE[theirs.low] <= _MOST_VAGUE:
            return "kind", span, against
    return None


def _before(text: str, words: Sequence[Word], stem: str) -> Word | None:
    """The word right in front of the first one with that stem, only blanks between."""
    index = next((n for n, word in enumerate(words) if word.stem == stem), 0)
    if not index:
        return None
    gap = text[words[index - 1].span.end : words[index].span.start]
    return words[index - 1] if gap.strip() == "" else None


def _gone(said: _Said, quote: _Said) -> _Found | None:
    """A "may" or a "not" in the clause of the quotation that the paraphrase renders, and not in it."""
    mine = {word.low for word in said.words}
    for clause in _clauses(quote.words):
        shared = said.stems.keys() & content(clause).keys()
        if len(shared) < max(RENDERED, ALIKE * len(said.stems)):
            continue
        words = [word.low for word in clause]
        span = Span(clause[0].span.start, clause[-1].span.end)
        if (
            not mine & _MAY
            and not said.claim.hedges
            and (may := next((w for w in clause if w.low in _MAY), None))
        ):
            return "certainty", said.hull, may.span
        if _negated(words) != _negated([word.low for word in said.words]):
            return "negation", said.hull, span
    return None


def _clauses(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words between two joints: the end of a sentence, or a word that turns to something else."""
    begin = 0
    for n in range(1, len(words)):
        apart = words[n].span.start - words[n - 1].span.end > 1  # a comma, a full stop, a dash
        if apart or words[n].low in _TURNS:
            if n > begin:
                yield words[begin:n]
            begin = n
    if begin < len(words):
        yield words[begin:]


def _negated(words: Sequence[str]) -> bool:
    """Is there a "not" that is no "not only", and no "never ... a more qualified man"?"""
    return not _MORE & set(words) and any(
        (word in _NOT or word.endswith("n't")) and words[n + 1 : n + 2] not in (["only"], ["just"])
        for n, word in enumerate(words)
    )
