from __future__ import annotations

import pytest

from saidby.views.typeset import Run, cut, plain, printed, width, wrap


def lines(text: str, columns: int) -> list[str]:
    return [printed(line, colour=False) for line in wrap([Run(text)], columns)]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Orlen", 5),
        ("cafe\u0301", 4),
        ("橋が落ちた", 10),
        ("a\u00a0b", 3),
        ("\u200bzero", 4),
        ("soft\u00adhyphen", 11),
    ],
)
def test_width_counts_columns_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


def test_lines_break_at_spaces_and_never_at_no_break_spaces() -> None:
    assert lines("the bridge of Orlen\u00a0town has fallen", 16) == [
        "the bridge of",
        "Orlen\u00a0town has",
        "fallen",
    ]


def test_wide_characters_fill_two_columns_of_a_line() -> None:
    assert lines("橋が落ちたと話した", 8) == ["橋が落ち", "たと話し", "た"]


def test_a_word_longer_than_the_line_is_broken_but_never_before_a_combining_mark() -> None:
    assert lines("xxe\u0301e\u0301e\u0301e\u0301", 3) == ["xxe\u0301", "e\u0301e\u0301e\u0301"]


def test_line_ends_in_the_text_are_spaces() -> None:
    assert lines("The bridge\n\n   has\tfallen.\u2028It stands.", 80) == ["The bridge has fallen. It stands."]


def test_a_word_may_change_its_style_without_a_break() -> None:
    (line,) = wrap([Run("He said "), Run("“stop”", "quoted"), Run(".")], 40)
    assert printed(line, colour=False) == "He said “stop”."
    assert printed(line, colour=True) == "He said \x1b[32m“stop”\x1b[0m."


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J\x1b]0;title\x07", "␛[2J␛]0;title␇"),
        ("\x9b31mred", "\ufffd31mred"),
        ("back\x08space\x7f", "back␈space␡"),
        ("abc\u202edef\u202c", "abc\ufffddef\ufffd"),
        ("half \ud83d", "half \ufffd"),
        ("tag\U000e0041", "tag\ufffd"),
        ("one\r\ntwo", "one two"),
        ("mark\u200e of direction", "mark of direction"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_as_a_picture(hostile: str, shown: str) -> None:
    assert plain(hostile) == shown


def test_a_cut_text_ends_with_an_ellipsis_within_its_columns() -> None:
    assert cut("The bridge has fallen", 10) == "The bridg…"
    assert cut("橋が落ちた", 6) == "橋が…"
    assert cut("short", 10) == "short"
