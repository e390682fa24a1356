"""Hits: what was looked for, marked in the words of a claim, in the forms in which the index finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from saidby.ledger.index import BETWEEN
from saidby.ledger.postgres.lexemes import tokens
from saidby.ledger.query import Field, Sought, Term
from saidby.ledger.rows import Head, Hit
from saidby.views.typeset import plain

_WORD = re.compile(r"[^\W_]+")
LEAD = 120  # letters before the first word that fits, where a claim is too long to be shown whole


@dataclass(frozen=True, slots=True)
class Found:
    """A claim as it is listed. `chain` starts with the root, "" where nobody is named; `names` and `places`
    are those by which it was found and that do not stand in its words.
    """

    hit: Hit
    words: Markup
    chain: tuple[Markup, ...]
    names: tuple[Markup, ...]
    places: tuple[Markup, ...]

    @property
    def head(self) -> Head:
        return self.hit.head

    @property
    def who(self) -> str:
        return self.hit.claim.who.split(BETWEEN)[0]


def found(hit: Hit, asked: Sequence[Sought], *, most: int) -> Found:
    """The claim with its marks; its words cut to about `most` letters, around the first that fits."""
    terms: dict[Field, list[Term]] = {"about": [], "who": [], "through": [], "place": []}
    for one in asked:
        terms[one.field] += [term for group in one.groups for term in group]
    claim = hit.claim
    through = [name for name in claim.through.split(BETWEEN) if name]
    who = claim.who.split(BETWEEN)
    links = [name for at, name in enumerate(through) if name != who[0] or at]
    chain = [marked(who[0], terms["who"]), *(marked(name, terms["through"]) for name in links)]
    others = tuple(marked(name, terms["who"]) for name in who[1:] if _fits(name, terms["who"]))
    meant = tuple(marked(n, terms["about"]) for n in claim.names.split(BETWEEN) if _fits(n, terms["about"]))
    places = tuple(
        marked(name, terms["place"])
        for name in claim.places.split(BETWEEN)
        if _fits(name, terms["place"]) and name not in claim.words
    )
    words = marked(claim.words, [*terms["about"], *terms["place"]], most=most)
    return Found(hit, words, tuple(chain), (*others, *meant), places)


def marked(text: str, terms: Iterable[Term], *, most: int = 100_000) -> Markup:
    """The text with what fits the terms in `<mark>`."""
    text = plain(text)
    spans = _spans(text, terms)
    if len(text) > most:
        start = max(0, spans[0][0] - LEAD) if spans else 0
        start = text.find(" ", start) + 1 if start else 0
        end = len(text) if start + most >= len(text) else text.rfind(" ", start, start + most)
        end = end if end > start else start + most
        before, after = "… " if start else "", " …" if end < len(text) else ""
        return Markup("{}{}{}").format(before, _between(text, spans, start, end), after)
    return _between(text, spans, 0, len(text))


def _between(text: str, spans: Sequence[tuple[int, int]], at: int, end: int) -> Markup:
    made = Markup()
    for first, last in spans:
        if first < at or last > end:
            continue
        made += escape(text[at:first]) + Markup("<mark>") + escape(text[first:last]) + Markup("</mark>")
        at = last
    return made + escape(text[at:end])


def _fits(text: str, terms: Iterable[Term]) -> bool:
    return bool(_spans(text, terms))


def _spans(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where the words of a term stand side by side; what overlaps is one."""
    words = [(match.span(), stem) for match in _WORD.finditer(text) for stem in tokens(match[0])[:1]]
    found: list[tuple[int, int]] = []
    for term in terms:
        wanted = tokens(term.words)
        if term.begins and wanted:
            wanted[-1] = _WORD.findall(term.words.lower())[-1]  # no whole word: it has no stem
        for at in range(len(words) - len(wanted) + 1 if wanted else 0):
            here = words[at : at + len(wanted)]
            if all(stem == word for (_, stem), word in zip(here[:-1], wanted, strict=False)) and (
                here[-1][1] == wanted[-1]
                or (term.begins and text[slice(*here[-1][0])].lower().startswith(wanted[-1]))
            ):
                found.append((here[0][0][0], here[-1][0][1]))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
