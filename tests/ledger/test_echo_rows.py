"""Echo rows: what a ledger keeps of who copied from whom, and that it is made anew where the ledger grew."""

from __future__ import annotations

from pathlib import Path

from saidby.ledger import kept
from saidby.ledger.echo_book import EchoBook
from saidby.ledger.echo_rows import current, refresh, stored
from saidby.ledger.echoes import Echo
from saidby.ledger.rows import Entry
from saidby.ledger.store import Ledger
from tests.ledger.entries import NOON, entry

STORY = (
    "Shells fell on the market of Orlen on Friday morning and killed at least six traders, the mayor said. "
    "Two of the dead were brothers who sold lamp oil beside the fountain since before the war began. "
    "The hospital on the hill took in nineteen wounded and asked the coast for blood and for dressings."
)
OTHER = "Farmers in the valley of Ennet brought in a third less barley than in the year before the drought."


def opened(path: Path) -> Ledger:
    return Ledger(str(path / "saidby.db"), mode="create", clock=lambda: NOON)


def story(publisher: str, published: str | None, words: str = STORY) -> Entry:
    return entry(words, publisher=publisher, published=published, url=f"https://{publisher}.example/1")


def test_what_was_added_is_printed_once(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        first, second, other = ledger.add(
            [story("mail", "2031-05-02"), story("times", "2031-05-03"), story("herald", None, OTHER)]
        )
        assert refresh(ledger) == 3
        assert stored(ledger) == (Echo(first.article, second.article, True, 1.0, "copy"),)
        assert stored(ledger, [other.article]) == ()
        assert stored(ledger, [second.article]) == stored(ledger)
        assert refresh(ledger) == 0


def test_what_comes_later_is_held_against_all_that_is_there(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        (first,) = ledger.add([story("mail", "2031-05-03")])
        assert refresh(ledger) == 1
        (second,) = ledger.add([story("times", "2031-05-02")])
        assert refresh(ledger) == 1
        assert stored(ledger) == (Echo(second.article, first.article, True, 1.0, "copy"),)


def test_a_corrected_date_turns_the_direction_and_an_undo_turns_it_back(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        first, second = ledger.add([story("mail", "2031-05-02"), story("times", "2031-05-03")])
        refresh(ledger)
        made = ledger.correct(
            first.row,
            "article",
            "published",
            '{"value": "2031-05-09", "basis": "given", "span": null}',
            by="Mira",
        )
        assert refresh(ledger) == 1
        assert [(one.source, one.target) for one in stored(ledger)] == [(second.article, first.article)]
        ledger.judge("undo", {"row": made.row}, by="Mira")
        refresh(ledger)
        assert [(one.source, one.target) for one in stored(ledger)] == [(first.article, second.article)]


def test_the_order_in_which_pages_came_does_not_show(tmp_path: Path) -> None:
    pages = [
        story(f"paper{n}", f"2031-05-{1 + n:02}", STORY if n % 2 else f"{STORY} {OTHER}") for n in range(6)
    ]
    found = []
    for number, ordered in enumerate((pages, pages[::-1])):
        path = tmp_path / str(number)
        path.mkdir()
        with opened(path) as ledger:
            for page in ordered:
                ledger.add([page])
                refresh(ledger)
            found.append(stored(ledger))
    assert found[0] == found[1]
    assert len(found[0]) == 15


def test_versions_of_a_page_do_not_echo_one_another(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add([story("mail", None)])
        ledger.add([story("mail", None, STORY + " " + OTHER)])
        refresh(ledger)
        assert stored(ledger) == ()


def test_echoes_of_a_ledger_that_grew_are_found_without_writing(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add([story("mail", "2031-05-02"), story("times", "2031-05-03")])
    with Ledger(str(tmp_path / "saidby.db")) as ledger:
        found = tuple(current(ledger))
        assert len(found) == 1
        assert stored(ledger) == ()
    with opened(tmp_path) as ledger:
        refresh(ledger)
        assert tuple(current(ledger)) == stored(ledger) == found


def test_a_book_of_echoes_tells_those_among_articles_in_order() -> None:
    echoes = [
        Echo("c", "b", False, 0.5, "quote"), Echo("a", "b", True, 0.9, "copy"),
        Echo("c", "b", True, 0.75, "wire"), Echo("b", "d", True, 1.0, "copy"),
    ]  # fmt: skip
    book = EchoBook(echoes)
    assert (list(book), len(book)) == (echoes, 4)
    assert book.among(["c", "b", "a", "e"]) == [echoes[1], echoes[0], echoes[2]]
    assert book.among(["a"]) == book.among([]) == list(EchoBook()) == []


def test_incidents_are_the_same_whether_echoes_were_there_before(tmp_path: Path) -> None:
    found = []
    for place in ("before", "with them"):
        (tmp_path / place).mkdir()
        with opened(tmp_path / place) as ledger:
            first, _ = ledger.add([story("mail", "2031-05-02"), story("times", "2031-05-03")])
            if place == "before":
                refresh(ledger)
            kept.refresh(ledger)
            ledger.correct(first.row, "article", "publisher", "Orlen Mail", by="Mira")
            kept.refresh(ledger)
            sittings = list(
                ledger.database.rows("SELECT article, stamp, packed FROM sittings ORDER BY article")
            )
            found.append((list(kept.every(ledger)), sittings))
    assert found[0] == found[1]
    assert sorted(stamp for _, stamp, _ in found[0][1]) == [3, 4]
