"""Flags: what to look at twice where a claim's words are held against other words of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from saidby.data import Actor, Article, Attribution, Claim, Flag, Span
from saidby.reading.drift import drifts
from saidby.reading.headings import altered_quotations


def with_flags(
    article: Article,
    sentences: Sequence[Span],
    attributions: Sequence[Attribution],
    actors: Sequence[Actor],
    claims: Sequence[Claim],
) -> tuple[Claim, ...]:
    """The claims with the flags `pseudo_quote` and `drift` beside those that they have.

    A quotation in a heading is flagged on the heading's claim; one of the title, which is not read for
    claims, on the claim with the words that it may come from.
    """
    found: dict[str, set[Flag]] = {}
    contents = {attribution.id: attribution.content for attribution in attributions}
    for altered in altered_quotations(article):
        own = next((c for c in claims if c.attribution is None and c.sentence.overlaps(altered.span)), None)
        if own is None and altered.nearest:
            near = altered.nearest
            own = next(
                (
                    c
                    for c in claims
                    if c.attribution and any(p.overlaps(near) for p in contents[c.attribution])
                ),
                None,
            )
        if own:
            found.setdefault(own.id, set()).add(Flag("pseudo_quote", altered.span))
    for drift in drifts(article, sentences, attributions, actors, claims):
        found.setdefault(drift.paraphrase, set()).add(Flag("drift", drift.span))
    return tuple(
        replace(claim, flags=tuple(sorted({*claim.flags, *found[claim.id]}, key=lambda f: (f.span, f.kind))))
        if claim.id in found
        else claim
        for claim in claims
    )
