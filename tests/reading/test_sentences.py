"""Sentences: ends that are ends, and stops that are not."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.data import Article, Element, Role, Span
from saidby.reading.sentences import paragraphs, sentences, split


def said(text: str) -> list[str]:
    return [span.of(text) for span in split(text, Span(0, len(text)))]


def article(*parts: tuple[Role, str]) -> Article:
    text, elements = "", []
    for role, words in parts:
        elements.append(Element(role, Span(len(text), len(text) + len(words))))
        text += words + "\n"
    return Article(
        "", "", None, None, None, None, None, "en", (), None, None, None, text, tuple(elements), ()
    )


def test_only_what_is_read_has_sentences() -> None:
    page = article(
        ("title", "Market shelled. Dozens hurt."),
        ("deck", "Rockets fell on Pellane. The army left."),
        ("crosslink", "READ MORE: The convoy."),
        ("heading", "A Hand Across the Strait"),
        ("body", "The ministry spoke."),
        ("nav", "Subscribe now."),
    )
    assert [span.of(page.text) for span in sentences(page)] == [
        "Rockets fell on Pellane.",
        "The army left.",
        "A Hand Across the Strait",
        "The ministry spoke.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Vasque met Gen. Ilk of the U.N. mission.", 1),
        ("It left at 7 p.m. Friday. It came back at 8 p.m. The crew slept.", 3),
        ("On Jan. 5 shell No. 10 fell. It was a Dec. 3 order.", 2),
        ("He said no. The vote was lost.", 2),
        ("Maruk T. Tellinde and J. A. Ilk signed. World War I. The end.", 3),
        ("It cost 3.5 million marks... He waited. Then\u2026 Nobody came.", 4),
        ("He works for Karra Inc. The firm is large (see p. 5).", 2),
        ("The town fell [17]. He left.[3] They stayed.* The rest fled. [4] None.", 5),
        ("The war ended.The army left.Dozens died.", 3),
        ("Write to press@Velmora.Gov or see www.Velmora.Net for news.", 1),
        ("The U.S. Army and the U.K. government agreed with Washington, D.C. officials.", 1),
        ("1. The first point. 2. The second point.", 2),
        ("Ali Noor agreed. al-Khatib did not.", 2),
        ("He was an aide (b. 1990) of Corin Hathe (d. March 2020).", 1),
        ("The first came.\u00a0\u00a0The second left.", 2),
        ("THE ARMY DENIED IT TODAY. GEN. ILK LEFT AT 5 P.M. TODAY. NONE DIED.", 3),
        ("Velmoras army said U.N. aid came. Residents of the citys west said no", 2),
    ],
)
def test_a_stop_is_an_end_or_not(text: str, expected: int) -> None:
    assert len(said(text)) == expected, said(text)


@pytest.mark.parametrize(
    "text",
    [
        '"It is over," he said.',
        '"Is it over?" he asked.',
        "\u201cIs it over?\u201d Gen. Karim Ilk asked.",
        "``Run!'' Vasque shouted.",
        '"IS IT OVER?" HE ASKED.',
    ],
)
def test_a_quotation_and_its_speaker_are_one_sentence(text: str) -> None:
    assert said(text) == [text]


def test_closing_marks_belong_to_the_sentence_that_they_close() -> None:
    assert said('"We go." "They stay." (All left.) He said "no."She left.') == [
        '"We go."',
        '"They stay."',
        "(All left.)",
        'He said "no."',
        "She left.",
    ]


def test_wrapped_lines_go_on_and_headings_do_not() -> None:
    text = (
        "Toll rises\n"
        "The ministry said on Monday that nine people had been\n"
        "killed in the market of Pellane, which was hit by five\n"
        "rockets. It gave no names.\n"
        "- one child\n"
        "- eight adults"
    )
    assert said(text) == [
        "Toll rises",
        "The ministry said on Monday that nine people had been\n"
        "killed in the market of Pellane, which was hit by five\nrockets.",
        "It gave no names.",
        "- one child",
        "- eight adults",
    ]


def test_a_blank_line_ends_a_paragraph_whatever_its_white_space() -> None:
    text = "The army left\n\t\n of its own will\r\n\r\nNobody stayed"
    assert [span.of(text) for span in paragraphs(text, Span(0, len(text)))] == [
        "The army left",
        " of its own will",
        "Nobody stayed",
    ]


def test_a_piece_without_words_is_no_sentence() -> None:
    assert said("It ended.\n\n* * *\n\nIt began.") == ["It ended.", "It began."]


@given(st.text(alphabet='aA .!?"\u201d)\n\t\u00a0[1]*', max_size=200))
def test_sentences_are_in_order_apart_and_hold_every_word(text: str) -> None:
    found = split(text, Span(0, len(text)))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(span.of(text) == span.of(text).strip() for span in found)
    covered = sum(character.isalnum() for span in found for character in span.of(text))
    assert covered == sum(character.isalnum() for character in text)


@pytest.mark.parametrize("piece", ["word ", ". ", "A. ", '."A', "\n", " ", '!" ', "a\n", ".  " + " " * 500])
def test_time_is_linear_in_the_text(piece: str) -> None:
    started = time.process_time()
    split(piece * (300_000 // len(piece)), Span(0, 300_000))
    assert time.process_time() - started < 5
