"""Whatever is done to a row behind the ledger's back, the first row that it was done to is named."""

from __future__ import annotations

import re

import pytest

from saidby.ledger.log import digest, link
from saidby.ledger.rows import Finding
from saidby.ledger.store import Ledger
from saidby.ledger.verify import verify
from tests.ledger.entries import BRIDGE, CELLAR, MARKET, entry, ledger_of
from tests.ledger.raw import Raw, behind_its_back


@pytest.fixture
def made(path: str) -> str:
    """Rows 1 to 6 are three pages and their readings, 7 is a correction, 8 a judgement."""
    ledger_of(path, entry(BRIDGE), entry(CELLAR), entry(MARKET))
    with Ledger(path, mode="write") as ledger:
        ledger.correct(2, "c1", "act", "condemn", by="R. Askelle")
        ledger.judge("merge", {"incidents": ["a", "b"]}, by="R. Askelle")
    return path


def found(path: str, holds: str | None = None) -> Finding | None:
    with Ledger(path) as ledger:
        return verify(ledger, holds=holds).finding


def test_a_ledger_that_nobody_touched_is_whole(made: str) -> None:
    with Ledger(made) as ledger:
        passed: list[int] = []
        verdict = verify(ledger, tick=passed.append)
        assert (verdict.rows, verdict.head, verdict.finding) == (8, ledger.head()[1], None)
        assert passed[:8] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_an_empty_ledger_is_whole(path: str) -> None:
    assert found(ledger_of(path)) is None


ALTERED = [
    ("UPDATE pages SET packed = x'789c030000000001' WHERE seq = 3", 3, "was altered: the page's bytes"),
    ("UPDATE pages SET packed = x'00' WHERE seq = 3", 3, "was altered: the page's bytes"),
    ("UPDATE pages SET size = 9 WHERE seq = 3", 3, "was altered: the page is not the one"),
    ("UPDATE readings SET publisher = 'VSNA' WHERE seq = 4", 4, "was altered: the reading is not the one"),
    ("UPDATE readings SET id = '1' WHERE seq = 4", 4, "was altered: the reading is not the one"),
    ("UPDATE readings SET published = '2031' WHERE seq >= 4", 4, "was altered: the reading is not the one"),
    (
        "UPDATE readings SET packed = (SELECT packed FROM readings WHERE seq = 2) WHERE seq = 4",
        4, "was altered: the reading's bytes are not",
    ),
    ("UPDATE corrections SET value = '\"deny\"'", 7, "was altered: the correction is not the one"),
    ("UPDATE corrections SET by = 'D. Voskel'", 7, "was altered: the correction is not the one"),
    ("UPDATE judgements SET kind = 'split'", 8, "was altered: the judgement is not the one"),
    ("UPDATE log SET at = '2031-01-01T00:00:00Z' WHERE seq = 5", 5, "was altered in the log"),
    ("UPDATE log SET hash = x'00' WHERE seq = 5", 5, "was altered in the log"),
    ("UPDATE log SET previous = x'00' WHERE seq = 5", 5, "does not follow row 4"),
    ("UPDATE log SET kind = 'page' WHERE seq = 4", 4, "was altered in the log"),
]  # fmt: skip
REMOVED = [
    ("DELETE FROM pages WHERE seq = 3", 3, "was removed: the log has a page there, and pages has none"),
    ("DELETE FROM readings WHERE seq = 4", 4, "was removed: the log has a reading there"),
    ("DELETE FROM corrections", 7, "was removed: the log has a correction there"),
    ("DELETE FROM log WHERE seq = 3", 3, "was removed from the log"),
    ("DELETE FROM log WHERE seq = 1", 1, "was removed from the log"),
    ("DELETE FROM log WHERE seq = 8", 8, "was removed: the log once had 8 rows"),
    ("DELETE FROM log WHERE seq = 8; DELETE FROM judgements", 8, "was removed: the log once had 8 rows"),
    ("DELETE FROM log; DELETE FROM readings; DELETE FROM pages", 1, "was removed: the log once had 8 rows"),
]
PUT_IN = [
    ("INSERT INTO pages VALUES (4, x'00', 0, x'00')", 4, "was put in: the log has no page there"),
    ("INSERT INTO pages VALUES (99, x'00', 0, x'00')", 99, "was put in: the log has no page there"),
    (
        "INSERT INTO judgements VALUES (2, 'merge', '{}', 'x', NULL)",
        2,
        "was put in: the log has no judgement",
    ),
    (
        "INSERT INTO judgements VALUES (-1, 'merge', '{}', 'x', NULL)",
        -1,
        "was put in: the log has no judgement",
    ),
    (
        "INSERT INTO log SELECT 9, at, kind, digest, hash, hash FROM log WHERE seq = 8",
        9,
        "was altered in the log",
    ),
]


@pytest.mark.parametrize(("change", "row", "message"), [*ALTERED, *REMOVED, *PUT_IN])
def test_the_first_row_that_was_touched_is_named(made: str, change: str, row: int, message: str) -> None:
    with behind_its_back(made) as connection:
        for statement in change.split("; "):
            connection.execute(statement)
    finding = found(made)
    assert finding is not None
    assert (finding.row, finding.message[: len(message)]) == (row, message)


def forge(connection: Raw, row: int) -> None:
    """Seal a row of the judgements anew, as somebody would who knows how the log is made."""
    (columns,) = connection.execute("SELECT kind, body, by, why FROM judgements WHERE seq = ?", (row,))
    ((at, previous),) = connection.execute("SELECT at, previous FROM log WHERE seq = ?", (row,))
    own = digest("judgement", columns)
    hash = link(previous, row, at, "judgement", own)
    connection.execute("UPDATE log SET digest = ?, hash = ? WHERE seq = ?", (own, hash, row))


def test_a_row_that_was_sealed_anew_breaks_the_chain_after_it(made: str) -> None:
    with Ledger(made, mode="write") as ledger:
        ledger.judge("split", {"incident": "c"}, by="R. Askelle")
    with behind_its_back(made) as connection:
        connection.execute("UPDATE judgements SET by = 'D. Voskel' WHERE seq = 8")
        forge(connection, 8)
    assert found(made) == Finding(9, "does not follow row 8: one of the two was altered or put in")


def test_a_ledger_that_was_chained_anew_to_its_end_no_longer_holds_the_hash_that_was_kept(made: str) -> None:
    with Ledger(made) as ledger:
        kept = ledger.head()[1]
    assert found(made, holds=kept[:12].upper()) is None
    with behind_its_back(made) as connection:
        connection.execute("UPDATE judgements SET by = 'D. Voskel' WHERE seq = 8")
        forge(connection, 8)
    assert found(made) is None
    assert found(made, holds=kept) == Finding(
        0, f"no row has the hash {kept}: rows were cut off at the end, or chained anew"
    )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE claims SET who = 'The Front' WHERE reading = 2 AND claim = 'c1'",
        "DELETE FROM claims WHERE reading = 2 AND claim = 'c2'",
        "INSERT INTO claims SELECT 99, reading, 'c9', who, through, act, quoting, words, names, 0, places "
        "FROM claims WHERE reading = 2 AND claim = 'c1'",
        "UPDATE claims SET corrected = 0",
    ],
)
def test_what_search_shows_is_held_to_the_readings(made: str, change: str) -> None:
    with behind_its_back(made) as connection:
        connection.execute(change)
    finding = found(made)
    assert finding is not None
    assert re.match("the claims to search are not those of the reading; saidby reindex", finding.message)
    with Ledger(made, mode="write") as ledger:
        assert ledger.reindex() == 4
    assert found(made) is None


def test_claims_of_no_reading_are_told(made: str) -> None:
    with behind_its_back(made) as connection:
        connection.execute(
            "INSERT INTO claims SELECT 99, 98, 'c9', who, through, act, quoting, words, names, 0, places "
            "FROM claims WHERE claim = 'c2'"
        )
    assert found(made) == Finding(98, "the claims to search are of no reading; saidby reindex mends it")
