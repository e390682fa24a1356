from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from saidby.commands.check import KINDS as OFFERED
from saidby.data import Figure, Flag, Reading, Span, Timex
from saidby.testing import reading
from saidby.views.check import KINDS, Finding, check
from saidby.views.findings import findings_json, show_findings
from tests.views.full_reading import full


def told(found: Reading) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.level, each.words, each.message) for each in check(found)]


def kinds(found: Sequence[Finding]) -> list[str]:
    return [each.kind for each in found]


def with_figure(found: Reading, words: str, claim: int, number: float) -> Reading:
    """The reading with one figure more, of people killed, in the claim of that index."""
    start = found.article.text.index(words)
    span = Span(start, start + len(words))
    figure = Figure(f"f{len(found.figures) + 1}", (span,), "killed", number, number, None, None, None, 0.9)
    claims = [
        replace(each, figures=(*each.figures, figure.id)) if n == claim else each
        for n, each in enumerate(found.claims)
    ]
    return replace(found, figures=(*found.figures, figure), claims=tuple(claims))


def test_the_command_offers_every_kind() -> None:
    assert OFFERED == KINDS


def test_findings_say_where_what_and_what_to_do() -> None:
    assert (
        show_findings(full(), check(full()), origin="draft.txt")
        == """\
draft.txt: 2 findings, 1 to fix, 1 to look at

line 2, sentence 1 · one root only [look]
    ┃ The ministry said on Saturday that the Marsh Brigades had shelled the
      market with mortars in Tarsk on Friday, killing at least ten people.
    on the word of The ministry alone: “shelled”, at least 10 people killed “at
    least ten people”
    → find a second source that does not rest on the first, or say that there is
      none

line 9, sentence 4 · no source [fix]
    ┃ Another three people were hurt.
    no source; it states 3 injured “Another three people”; it may still be the
    word of The ministry (55% likely)
    → if The ministry says so, say it in this sentence; else name who does

"""
    )


def test_a_sentence_without_a_source_is_for_the_editor_to_look_at() -> None:
    found = reading(
        "The bridge fell into the river. Was anybody on it? [source It] [cue stood], [content she said]."
    )
    assert told(found)[0] == ("unsourced", "look", "The bridge fell into the river.", "no source")
    assert kinds(check(found)) == ["unsourced"]


def test_what_the_paper_tells_of_its_own_work_needs_no_source() -> None:
    found = reading(
        "The Herald could not independently verify the claim. "
        "The ministry did not respond to a request for comment."
    )
    assert check(found) == ()


def test_words_that_nobody_named_said_are_to_fix() -> None:
    found = reading("[cue It was reported] that [content the bridge had fallen].")
    bare = replace(found, claims=tuple(replace(c, chain=c.chain[-1:]) for c in found.claims))
    assert [(each.kind, each.message) for each in check(bare)] == [("unsourced", "said by nobody named")]


def test_a_plural_that_is_one_source_is_named() -> None:
    found = reading(
        "[source Velmoran media] [cue said] [content it fell].\n\n"
        "[source VSNA] [cue reported] [content it fell]."
    )
    media, vsna = found.actors
    claims = (replace(found.claims[0], flags=(Flag("plural_for_one", Span(0, 14)),)), *found.claims[1:])
    found = replace(found, actors=(replace(media, same_as=vsna.id), vsna), claims=claims)
    first = check(found)[0]
    assert (first.kind, first.words, first.advice) == ("plural", "Velmoran media", "write VSNA")


def test_a_page_that_rests_on_one_root_says_so_once() -> None:
    found = reading(
        "[source The ministry] [cue said] [content it fell].\n\n"
        '[source="The ministry" It] [cue added] [content nobody was hurt].'
    )
    assert [each.message for each in check(found)] == [
        "every attributed claim of the page (2) rests on The ministry"
    ]


def test_a_figure_that_two_roots_state_rests_on_no_one_alone() -> None:
    found = reading(
        "[source The ministry] [cue said] [content 12 people died].\n\n"
        "[source The hospital] [cue said] [content twelve people died]."
    )
    one = with_figure(found, "12", 0, 12)
    assert kinds(check(one)) == ["single_root"]
    assert check(with_figure(one, "twelve", 1, 12)) == ()
    assert kinds(check(with_figure(one, "twelve", 1, 15))) == ["single_root", "single_root"]


def test_a_quotation_in_a_heading_that_the_text_does_not_have_shows_the_words_that_were_said() -> None:
    found = reading(
        "<heading> 'An assault on all talks'\n"
        '[source The ministry] [cue called] it [content "an assault on some talks"].'
    )
    first = check(found)[0]
    assert (first.kind, first.level) == ("altered", "fix")
    assert first.message == "the words quoted in the text are “assault on some talks”"


def test_a_weekday_without_a_date_is_to_fix_and_one_in_general_is_not() -> None:
    found = reading("It fell on Sunday, said nobody. Markets open on a Monday, as they do.")
    sunday = Timex("t1", Span(11, 17), "DATE", "XXXX-WXX-7", None, None, None, "no date is known", None, 0.9)
    monday = Timex("t2", Span(50, 56), "DATE", "XXXX-WXX-1", None, None, None, "names no date", None, 0.9)
    found = replace(found, timexes=(sunday, monday))
    assert [(e.words, e.message) for e in check(found) if e.kind == "undated"] == [
        ("Sunday", "no date: no date is known")
    ]


def test_json_says_the_same() -> None:
    record = json.loads(findings_json(full(), check(full()), id="draft.txt"))
    assert (record["schema"], record["id"]) == ("saidby/check/1", "draft.txt")
    assert [(each["kind"], each["line"], each["sentence"]) for each in record["findings"]] == [
        ("single_root", 2, 1),
        ("unsourced", 9, 4),
    ]


def test_a_clean_draft_says_so() -> None:
    assert show_findings(reading("Why?"), (), origin="draft.txt") == "draft.txt: nothing found\n\n"
