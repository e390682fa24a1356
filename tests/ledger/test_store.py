from __future__ import annotations

import pytest

from saidby.errors import LedgerError, UsageError
from saidby.ledger.database import is_url, opened
from saidby.ledger.query import Search
from saidby.ledger.rows import Added, Head, LogRow
from saidby.ledger.store import Ledger
from saidby.ledger.tables import MIGRATIONS
from saidby.serial import dumps
from tests.ledger.entries import BRIDGE, CELLAR, MARKET, NOON, entry, ledger_of
from tests.ledger.raw import Refused, counts, raw

URL = "https://orlen.example/bridge"


def states(path: str, *entries_: object) -> list[str]:
    with Ledger(path, mode="create") as ledger:
        return [ledger.add([one])[0].state for one in entries_]  # type: ignore[list-item]


# -------------------------------------------------------------------------------------- adding


def test_a_reading_comes_back_as_it_was_added_with_the_bytes_of_its_page(path: str) -> None:
    first, second = entry(BRIDGE, url=URL, page=b"<p>one</p>"), entry(CELLAR, id=7, published="2031-05-04")
    with Ledger(path, mode="create") as ledger:
        added = ledger.add([first, second])
        stored = list(ledger.readings())
        assert [one.reading for one in stored] == [first.reading, second.reading]
        assert [(one.row, one.id, one.name) for one in stored] == [
            (2, None, first.reading.article.id),
            (4, 7, "7"),
        ]
        assert [ledger.page(one.page) for one in stored] == [b"<p>one</p>", second.request.page]
        assert ledger.line(2) == dumps(first.reading)
    assert added == [
        Added("added", 2, first.reading.article.id, 2),
        Added("added", 4, stored[1].article, 1),
    ]


def test_adding_a_page_twice_adds_nothing(path: str) -> None:
    assert states(path, entry(url=URL), entry(CELLAR), entry(url=URL)) == ["added", "added", "known"]
    assert counts(path) == {
        "log": 4, "pages": 2, "readings": 2, "judgements": 0, "corrections": 0, "claims": 3,
    }  # fmt: skip


def test_a_page_that_is_twice_in_one_batch_is_added_once(path: str) -> None:
    with Ledger(path, mode="create") as ledger:
        assert [added.state for added in ledger.add([entry(), entry()])] == ["added", "known"]


def test_another_text_at_the_same_address_is_a_version_beside_the_old_one(path: str) -> None:
    same = "HTTPS://Orlen.example/bridge#comments"
    assert states(path, entry(BRIDGE, url=URL), entry(CELLAR, url=same)) == ["added", "version"]
    with Ledger(path) as ledger:
        old, new = ledger.readings()
        assert (old.series, old.article == new.article) == (new.series, False)


def test_the_same_words_in_two_papers_are_two_articles(path: str) -> None:
    wire = [
        entry(publisher="Orlen Herald"),
        entry(publisher="Tarsk Courier"),
        entry(publisher="Orlen Herald"),
    ]
    assert states(path, *wire) == ["added", "added", "known"]


def test_the_same_words_under_two_given_ids_are_two_articles(path: str) -> None:
    assert states(path, entry(id="a"), entry(id="b"), entry(id="a"), entry(id=1), entry(id="1")) == [
        "added", "added", "known", "added", "added",
    ]  # fmt: skip


def test_what_is_newly_known_of_a_page_is_another_reading_of_the_same_article(path: str) -> None:
    undated, dated = entry(url=URL), entry(url=URL, published="2031-05-04")
    assert states(path, undated, dated) == ["added", "added"]
    with Ledger(path) as ledger:
        assert [stored.row for stored in ledger.readings()] == [3]
        assert [stored.row for stored in ledger.readings(every=True)] == [2, 3]
        assert list(ledger.heads()) == [
            Head(3, undated.reading.article.id, None, "orlen.txt", URL, "Orlen Herald", None, "2031-05-04")
        ]
    assert counts(path)["pages"] == 1
    assert counts(path)["claims"] == 2


def test_the_same_bytes_stay_the_same_article_where_a_later_reader_finds_another_text(path: str) -> None:
    one, again = (entry(marked, url=URL, page=b"<p>page") for marked in (BRIDGE, CELLAR))
    other = entry(CELLAR, url="https://orlen.example/cellar", page=b"<p>other")
    assert states(path, one, again, other) == ["added"] * 3
    with Ledger(path) as ledger:
        first, second = ledger.readings()
        assert (first.row, first.article) == (3, one.reading.article.id)
        assert (second.row, second.article) == (5, second.reading.article.id)
        assert ledger.search(Search(about="bridge")) == []


def test_the_articles_that_changed_since_a_row_are_told_with_their_latest_reading(path: str) -> None:
    ledger_of(path, entry(BRIDGE, id=1), entry(CELLAR, id=2), entry(BRIDGE, id=1, published="2031"))
    with Ledger(path, mode="write") as ledger:
        bridge, cellar = (ledger.reading(row).article for row in (2, 4))
        assert ledger.changed() == [(cellar, 4), (bridge, 5)]
        assert ledger.changed(after=4) == [(bridge, 5)]
        made = ledger.correct(4, "c1", "act", "deny", by="R. Askelle")
        assert ledger.changed(after=5) == [(cellar, 4)]
        ledger.judge("undo", {"row": made.row}, by="R. Askelle")
        assert ledger.changed(after=made.row) == [(cellar, 4)]
        assert ledger.changed(after=7) == []


def test_a_request_that_the_same_reader_answered_is_known(path: str) -> None:
    one = entry(url=URL)
    with Ledger(path, mode="create") as ledger:
        assert ledger.knows(one.request, version="0", model="none") is None
        ledger.add([one])
        assert ledger.knows(one.request, version="0", model="none") == Added(
            "known", 2, one.reading.article.id, 0
        )
        assert ledger.knows(one.request, version="1", model="none") is None
        assert ledger.knows(entry(url=URL, published="2031").request, version="0", model="none") is None


def test_a_batch_that_fails_leaves_nothing(path: str) -> None:
    ledger_of(path, entry())
    before = counts(path)

    def clock() -> str:
        if ticks.pop():
            return NOON
        raise KeyboardInterrupt

    ticks = [False, True, True, True]
    with Ledger(path, mode="create", clock=clock) as ledger, pytest.raises(KeyboardInterrupt):
        ledger.add([entry(CELLAR), entry(MARKET)])
    assert counts(path) == before


def test_the_log_tells_what_was_added_and_when(path: str) -> None:
    ledger_of(path, entry())
    with Ledger(path) as ledger:
        page, read = ledger.log()
        assert ledger.head() == (2, read.hash)
    assert page == LogRow(1, NOON, "page", "61 bytes, e4e96288291fd06b", page.hash)
    assert read == LogRow(2, NOON, "reading", "Orlen Herald · orlen.txt", read.hash)


@pytest.mark.parametrize("table", ["log", "pages", "readings"])
@pytest.mark.parametrize("change", ["UPDATE {} SET seq = seq + 1000", "DELETE FROM {}"])
def test_rows_cannot_be_changed_or_taken_away(path: str, table: str, change: str) -> None:
    ledger_of(path, entry())
    with raw(path) as connection, pytest.raises(Refused, match="a ledger is only added to"):
        connection.execute(change.format(table))


def test_rows_cannot_be_put_in_beside_the_log(path: str) -> None:
    ledger_of(path, entry())
    again = (
        "INSERT INTO log SELECT * FROM log WHERE true ON CONFLICT (seq) DO UPDATE SET kind = 'page'",
        "UPDATE numbered SET seq = 1",
        "TRUNCATE log CASCADE",
    )
    for statement in (
        "INSERT INTO log SELECT 9, at, kind, digest, previous, hash FROM log WHERE seq = 1",
        "INSERT INTO pages SELECT 9, x'00', size, packed FROM pages",
        *(again if is_url(path) else ["INSERT OR REPLACE INTO log SELECT * FROM log WHERE seq = 1"]),
    ):
        with raw(path) as connection, pytest.raises(Refused, match="a ledger is only added to"):
            connection.execute(statement)


# -------------------------------------------------------------------------------------- opening


def test_a_ledger_of_a_newer_form_is_left_alone(path: str) -> None:
    newer = (*MIGRATIONS[1:], ("CREATE TABLE later (word TEXT)",))
    opened(path, mode="create", later=newer).close()
    form = len(MIGRATIONS)
    with pytest.raises(
        LedgerError,
        match=rf"made by a newer saidby \(form {form + 1}, this one knows {form}\); upgrade saidby$",
    ):
        Ledger(path)


def test_a_ledger_of_an_older_form_is_brought_forward_with_all_it_holds(path: str) -> None:
    ledger_of(path, entry())
    newer = (*MIGRATIONS[1:], ("CREATE TABLE later (word TEXT)", "INSERT INTO later VALUES ('kept')"))
    for _ in range(2):  # the second time there is nothing left to do
        database = opened(path, later=newer)
        assert database.row("SELECT count(*), (SELECT word FROM later) FROM log") == (2, "kept")
        database.close()


def test_a_migration_that_fails_leaves_the_form_it_found(path: str) -> None:
    ledger_of(path, entry())
    broken = (*MIGRATIONS[1:], ("CREATE TABLE later (word TEXT)", "INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(LedgerError, match=r"says: .*nowhere"):
        opened(path, later=broken)
    with Ledger(path) as ledger:
        assert ledger.head()[0] == 2


def test_rows_that_are_not_there_are_told(path: str) -> None:
    ledger_of(path, entry())
    with Ledger(path) as ledger:
        for wrong in (1, 3):
            with pytest.raises(UsageError, match=f"has no reading {wrong}$"):
                ledger.reading(wrong)
        with pytest.raises(UsageError, match=r"has no page 00$"):
            ledger.page("00")


# -------------------------------------------------------------------------------------- judgements


def test_decisions_stand_until_they_are_taken_back_and_again_when_that_is(path: str) -> None:
    with Ledger(path, mode="create", clock=lambda: NOON) as ledger:
        first = ledger.judge("merge", {"incidents": ["a", "b"]}, by="R. Askelle", why="one shelling")
        ledger.judge("split", {"incident": "c"}, by="R. Askelle")
        assert [judgement.kind for judgement in ledger.judgements()] == ["merge", "split"]
        assert [judgement.row for judgement in ledger.judgements("merge")] == [first]
        undo = ledger.judge("undo", {"row": first}, by="D. Voskel")
        assert [judgement.kind for judgement in ledger.judgements()] == ["split"]
        ledger.judge("undo", {"row": undo}, by="R. Askelle")
        assert [judgement.kind for judgement in ledger.judgements()] == ["merge", "split"]
        assert [judgement.row for judgement in ledger.judgements("undo", undone=True)] == [3, 4]
        assert ledger.judgements("merge")[0].why == "one shelling"


def test_only_decisions_can_be_taken_back(path: str) -> None:
    ledger_of(path, entry())
    with Ledger(path, mode="write") as ledger:
        for row in (1, 2, 99):
            with pytest.raises(UsageError, match=f"row {row} is no judgement and no correction"):
                ledger.judge("undo", {"row": row}, by="D. Voskel")


def test_a_computed_table_says_in_which_form_and_up_to_where_it_was_made(path: str) -> None:
    with Ledger(path, mode="create") as ledger:
        assert ledger.computed("incidents") == (0, 0)
        ledger.mark_computed("incidents", form=3, row=17)
        ledger.mark_computed("incidents", form=3, row=19)
        assert ledger.computed("incidents") == (3, 19)
