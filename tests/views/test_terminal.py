from __future__ import annotations

from saidby.data import Problem, Span
from saidby.testing import reading
from saidby.views.terminal import Look, show, show_failure
from saidby.views.typeset import width

PAGE = """
    <title> Bridge down at Orlen
    [source The ministry] [cue=deny denied] [time=2031-05-03 on Saturday] [content the bridge had fallen].
    Nobody else commented.

    [content:q "It stands,"] [source:q=Brandt she] [cue:q said].

    [source The mayor] [cue said]
    [content [source:2 residents] [cue:2 spoke] of [content:2 two "loud" blasts]].
    <related> Other news
"""


def view(**look: object) -> str:
    return show(reading(PAGE, published="2031-05-04"), origin="pages/bridge.html", look=Look(**look))  # type: ignore[arg-type]


def test_the_view_shows_head_claims_and_coverage() -> None:
    assert (
        view(columns=66)
        == """\
──────────────────────────────────────────────────────────────────
Bridge down at Orlen
Orlen Herald
pages/bridge.html
published  2031-05-04 – as given

 1  The ministry · denied · on Saturday = 2031-05-03 [indirect,
    deny]
      the bridge had fallen
    The ministry → Orlen Herald

 2  she · said [direct]
    ┃ "It stands,"
    Brandt → Orlen Herald

 3  The mayor · said [mixed]
    ┊ residents spoke of two "loud" blasts
    The mayor → Orlen Herald

     4  residents · spoke [mixed]
        ┊ two "loud" blasts
        residents → The mayor (said) → Orlen Herald

1 sentence on the publisher's own word (--narrator shows them)

not read: 1 related headline
3 of 4 sentences attributed, to 4 sources; 1 on the publisher's
own word

"""
    )


def test_the_publishers_own_sentences_stand_in_their_place_when_asked_for() -> None:
    shown = view(narrator=True)
    assert "  · Nobody else commented.\n" in shown
    assert "--narrator" not in shown


def test_no_line_is_wider_than_the_terminal() -> None:
    for columns in (40, 55, 80, 200):
        assert max(width(line) for line in view(columns=columns).splitlines()) <= min(columns, 100)


def test_without_colour_there_is_no_escape_and_with_it_every_escape_is_closed() -> None:
    assert "\x1b" not in view(colour=False)
    coloured = view(colour=True)
    assert "\x1b[1;34mThe ministry\x1b[0m · \x1b[35mdenied\x1b[0m" in coloured
    assert coloured.count("\x1b[") == 2 * coloured.count("\x1b[0m")


def test_a_terminal_without_line_drawing_gets_ascii() -> None:
    shown = view(ascii=True)
    assert shown.isascii()
    assert '    | "It stands,"\n    Brandt > Orlen Herald' in shown


def test_a_hostile_page_cannot_write_to_the_terminal() -> None:
    evil = "\x1b[[2J\x9b31m\u202e"
    found = reading(
        f"<title> T{evil}\n[source S{evil}] [cue c{evil}] [content \x07{evil}], "
        f"[via v{evil}] [relay R{evil}].",
        publisher=f"P{evil}",
        url=f"https://orlen.example/{evil}",
        problems=(Problem("page", f"m{evil}", Span(0, 9)), Problem("dates", f"d{evil}")),
    )
    shown = show(found, origin=f"o{evil}", look=Look(narrator=True))
    shown += show_failure(f"o{evil}", f"m{evil}")
    assert not set(shown) & {"\x1b", "\x9b", "\x07", "\u202e"}


def test_a_problem_says_what_and_where() -> None:
    found = reading(PAGE, problems=(Problem("read", "too long to read", Span(0, 20)),))
    assert "! too long to read – “Bridge down at Orlen” at 0-20\n" in show(found, origin="x")


def test_a_page_without_title_publisher_or_date_says_so() -> None:
    shown = show(reading("Nothing happened.", publisher=None), origin="x")
    assert shown.splitlines()[1:5] == [
        "no title on the page",
        "publisher not known",
        "x",
        "published  unknown – the page does not say",
    ]
    assert shown.endswith("0 of 1 sentence attributed; 1 on the publisher's own word\n\n")


def test_an_input_that_was_not_read_shows_why() -> None:
    assert show_failure("a.pdf", "a PDF file", look=Look(columns=40)) == (
        "─" * 40 + "\na.pdf\n! a PDF file\n\n"
    )
