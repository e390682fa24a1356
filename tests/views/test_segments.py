from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from saidby.data import Span
from saidby.testing import reading
from saidby.views.overview import Overview
from saidby.views.segments import Mark, Marks, keyed, marks, segments


def test_nested_speech_is_cut_where_any_span_starts_or_ends() -> None:
    found = reading(
        "[source The mayor] [cue said] [content [source:2 residents] [cue:2 heard] [content:2 blasts]]."
    )
    text = found.article.text
    overview = Overview(found)
    marked = marks(found, keyed(overview.entries))
    assert [
        (part.span.of(text), [(mark.key, mark.kind) for mark in part.marks if mark.key], part.ends)
        for part in segments(Span(0, len(text)), marked)
    ] == [
        ("The mayor", [("1", "source")], ()),
        (" ", [], ()),
        ("said", [("1", "cue"), ("2", "relay")], ("1",)),
        (" ", [], ()),
        ("residents", [("1", "content"), ("2", "source")], ()),
        (" ", [("1", "content")], ()),
        ("heard", [("1", "content"), ("2", "cue")], ("2",)),
        (" ", [("1", "content")], ()),
        ("blasts", [("1", "content"), ("2", "content")], ()),
        (".", [], ()),
    ]


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_segments_are_the_text_and_know_every_mark_that_covers_them(spans: list[Span], whole: Span) -> None:
    marked = [Mark(span, "content", str(number)) for number, span in enumerate(sorted(spans))]
    parts = list(segments(whole, Marks(marked)))
    assert [at for part in parts for at in range(*part.span)] == list(range(*whole))
    for part in parts:
        assert set(part.marks) == {mark for mark in marked if mark.span.overlaps(part.span)}
        assert all(mark.span.holds(part.span) for mark in part.marks)
