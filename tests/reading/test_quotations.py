"""Quotations: marks that are quotation marks, and marks that are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.data import Quoting, Span
from saidby.reading.quotations import Quotation, quotations, quoting


def found(text: str) -> list[str]:
    return [quotation.inner.of(text) for quotation in quotations(text, [Span(0, len(text))])]


def kind(text: str, content: str) -> Quoting:
    start = text.index(content)
    return quoting(text, quotations(text, [Span(0, len(text))]), [Span(start, start + len(content))])


@pytest.mark.parametrize(
    "text",
    [
        '"We left," she said.',
        "\u201cWe left,\u201d she said.",
        "\u201eWe left,\u201c she said.",
        "\u00abWe left,\u00bb she said.",
        "\u00bbWe left,\u00ab she said.",
        "``We left,'' she said.",
        "''We left,'' she said.",
        "\u2018We left,\u2019 she said.",
        "'We left,' she said.",
        "\u201cWe left,\u201c she said.",
        'She said:"We left,"and went.',
    ],
)
def test_every_kind_of_mark_is_known(text: str) -> None:
    assert found(text) == ["We left,"]


@pytest.mark.parametrize(
    "text",
    [
        "Velmora's army took the rebels' guns.",
        "The rock 'n' roll of the '90s came back in '16.",
        'He is 5\'10" tall and the board is 20" wide.',
        "O'Brien and Sana'a and the Ba\u2018ath of \u2018Ain Issa",
    ],
)
def test_apostrophes_and_inches_are_no_quotation_marks(text: str) -> None:
    assert found(text) == []


def test_an_apostrophe_inside_a_single_quotation_does_not_close_it() -> None:
    text = "'We took the rebels' guns, and it's done,' he said, 'so leave.' The rebels' guns were old."
    assert found(text) == ["We took the rebels' guns, and it's done,", "so leave."]


def test_scare_quotes_of_a_plural_are_closed() -> None:
    assert found("The 'fighters' left with the 'so-called rebels' by night.") == [
        "fighters",
        "so-called rebels",
    ]


def test_quotations_nest_both_ways() -> None:
    text = "\u201cHe called it \u2018a crime\u2019,\u201d she said. 'They told me: \"Boats.\" I laughed.'"
    assert quotations(text, [Span(0, len(text))]) == (
        Quotation(Span(0, 25), Span(1, 24), "\u201c", True),
        Quotation(Span(14, 23), Span(15, 22), "\u2018", True, depth=1),
        Quotation(Span(36, 71), Span(37, 70), "'", True),
        Quotation(Span(51, 59), Span(52, 58), '"', True, depth=1),
    )


@pytest.mark.parametrize("mark", ['"', "'", "\u201c", "\u2018"])
def test_a_quotation_may_go_on_in_the_next_paragraph(mark: str) -> None:
    close = {"\u201c": "\u201d", "\u2018": "\u2019"}.get(mark, mark)
    text = f"{mark}We left.\n\n{mark}We came back,{close} she said.\n\n{mark}No.{close}"
    one, two, three = quotations(text, [Span(0, len(text))])
    assert (one.inner.of(text), one.closed, one.resumes) == ("We left.", False, False)
    assert (two.inner.of(text), two.closed, two.resumes) == ("We came back,", True, True)
    assert (three.inner.of(text), three.closed, three.resumes) == ("No.", True, False)


def test_a_paragraph_that_only_closes_goes_on_from_the_one_before() -> None:
    text = "\u201cWe left.\n\nWe came back,\u201d she said."
    assert found(text) == ["We left.", "We came back,"]


def test_a_stray_mark_does_not_swallow_the_quotations_after_it() -> None:
    text = 'He said "yes and left. Then he said "no" too.'
    one, two = quotations(text, [Span(0, len(text))])
    assert (one.closed, two.inner.of(text), two.closed) == (False, "no", True)


def test_regions_that_touch_are_one_paragraph() -> None:
    text = '"We left and came back," she said.'
    assert len(quotations(text, [Span(0, 8), Span(9, len(text))])) == 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('"We left at dawn,"', "direct"),
        ("We left", "direct"),
        ("that they had left 'in haste'", "mixed"),
        ("that nobody stayed", "indirect"),
    ],
)
def test_content_is_direct_mixed_or_indirect(content: str, expected: str) -> None:
    text = "\"We left at dawn,\" she said, adding that they had left 'in haste' and that nobody stayed."
    assert kind(text, content) == expected


def test_content_in_pieces_is_direct_when_every_piece_is() -> None:
    text = '"We left," she said, "at dawn."'
    marks = quotations(text, [Span(0, len(text))])
    assert quoting(text, marks, [Span(0, 10), Span(21, 31)]) == "direct"
    assert quoting(text, marks, []) == "indirect"


@given(st.text(alphabet="a s\"'\u201c\u201d\u2018\u2019.,\n", max_size=120))
def test_quotations_lie_in_each_other_or_apart(text: str) -> None:
    some = quotations(text, [Span(0, len(text))])
    assert list(some) == sorted(some, key=lambda one: (one.span.start, -one.span.end))
    for one, two in ((one, two) for one in some for two in some):
        assert one.span.holds(two.span) or two.span.holds(one.span) or not one.span.overlaps(two.span)
        assert one.span.holds(one.inner)


@pytest.mark.parametrize("piece", [' "a', " 'a", " 'a' ", " 'as' b", "\"'a ", "\u201ca ", "\u201c\n\n"])
def test_time_is_linear_in_the_text(piece: str) -> None:
    started = time.process_time()
    text = piece * (200_000 // len(piece))
    quotations(text, [Span(0, len(text))])
    assert time.process_time() - started < 5
