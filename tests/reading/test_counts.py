"""Figures tied to the claims that say them."""

from __future__ import annotations

from dataclasses import replace

from saidby.data import Figure, Span
from saidby.reading.counts import with_figures
from saidby.testing import reading


def figure(id_: str, text: str, words: str) -> Figure:
    start = text.index(words)
    span = Span(start, start + len(words))
    return Figure(id_, (span,), "killed", 1, 1, None, None, None, 0.9)


def test_a_figure_belongs_to_whoever_says_it() -> None:
    found = reading(
        "[source The hospital] [cue said] [content that 12 people had died]. The army lost two men."
    )
    text = found.article.text
    numbers = (figure("f1", text, "12 people"), figure("f2", text, "two men"))
    claims = with_figures(found.claims, found.attributions, numbers)
    assert [(claim.attribution, claim.figures) for claim in claims] == [("a1", ("f1",)), (None, ("f2",))]


def test_a_number_made_of_others_belongs_to_a_claim_that_says_them_all() -> None:
    found = reading(
        "[source The hospital] [cue said] [content that five people were shot]. The army said two men died."
    )
    text = found.article.text
    shot, dead = figure("f1", text, "five people"), figure("f3", text, "two men")
    hurt = Figure("f2", (*shot.spans, *dead.spans), "injured", 3, 3, None, None, None, 0.75)
    claims = with_figures(found.claims, found.attributions, (replace(shot, low=5, high=5), hurt, dead))
    assert [claim.figures for claim in claims] == [("f1",), ("f3",)]


def test_a_figure_that_begins_before_the_content_belongs_to_it() -> None:
    found = reading("At least [content 12 people had died], [source the hospital] [cue said].")
    numbers = (figure("f1", found.article.text, "At least 12 people"),)
    (claim, *_) = with_figures(found.claims, found.attributions, numbers)
    assert (claim.attribution, claim.figures) == ("a1", ("f1",))
