"""Words that two attributions claim, and names behind a description."""

from __future__ import annotations

from saidby.reading.doubles import settled
from saidby.testing import reading


def contents(marked: str) -> list[tuple[list[str], list[str]]]:
    found = reading(marked)
    text = found.article.text
    return [
        ([s.of(text) for s in a.source], [c.of(text) for c in a.content])
        for a in settled(found.article, found.sentences, found.attributions)
    ]


def test_a_quotation_that_closes_a_saying_is_not_the_next_ones() -> None:
    assert contents("""
        [content:a "They came from two sides,"] [cue:a said] [source:a Ivo Marsk].
        [content:a [content:b "We just ran."]]
        [source:b He] [cue:b said] [content:b two were held].
    """) == [
        (["Ivo Marsk"], ['"They came from two sides,"', '"We just ran."']),
        (["He"], ["two were held"]),
    ]


def test_a_name_behind_a_description_is_the_sources() -> None:
    assert contents("""
        [cue According to] [source a monitoring group], [content the Valley Association (VA), 1,200 are held].
    """) == [(["a monitoring group, the Valley Association (VA)"], ["1,200 are held"])]


def test_what_is_said_may_open_with_a_name() -> None:
    assert contents("""
        [cue According to] [source the ministry], [content Ondrel, a port, is held].
    """) == [(["the ministry"], ["Ondrel, a port, is held"])]


def test_a_quotation_is_whole_from_its_opening_mark() -> None:
    assert contents("""
        'They came at night; [content the hands of the rebels' men are plain to see,'] [source Rana Marsk]
        [cue said].
    """) == [(["Rana Marsk"], ["'They came at night; the hands of the rebels' men are plain to see,'"])]


def test_what_a_subject_goes_on_to_demand_is_not_the_next_sentences() -> None:
    assert contents("""
        [source:a Orlen] [cue:a accused] [content:a Ondrel of it], and [cue:b demanded]
        [content:b that it stop]. [source:b The Velmoran ministry] was closed.
    """) == [(["Orlen"], ["Ondrel of it"]), (["Orlen"], ["that it stop"])]


def test_a_source_that_is_a_clause_is_whom_the_clause_is_about() -> None:
    assert contents("""
        Ondrel and Sehlt, [source which back the rebels,] [cue voiced] [content "concern"].
    """) == [(["Ondrel and Sehlt, which back the rebels,"], ['"concern"'])]


def test_nobody_asks_where_somebody_is_asked() -> None:
    assert contents("""
        [cue:a Asked about] [content:a the Guard's claim], [source:b he] [cue:b said]
        [content:b he had no data].
    """) == [(["he"], ["he had no data"])]
