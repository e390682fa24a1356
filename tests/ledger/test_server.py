"""A ledger on a PostgreSQL server: what is only there, and what it has in common with a file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from saidby.errors import LedgerError
from saidby.ledger import echo_rows, kept
from saidby.ledger.database import is_url, may_be_written, opened, shown
from saidby.ledger.postgres.lexemes import LONGEST, MOST_BYTES, query, tokens, vector
from saidby.ledger.postgres.porter import stem
from saidby.ledger.query import Search, sought
from saidby.ledger.store import Ledger
from saidby.ledger.tables import MIGRATIONS
from saidby.ledger.verify import verify
from tests.ledger import server
from tests.ledger.entries import BRIDGE, CELLAR, MARKET, NOON, entry, ledger_of
from tests.ledger.raw import Refused, raw

# -------------------------------------------------------------------------------------- names


def test_a_ledger_is_named_by_a_file_or_a_url_and_a_password_is_not_shown() -> None:
    assert [is_url(path) for path in ("saidby.db", "postgres.db", "postgresql://h/d", "postgres://h/d")] == [
        False, False, True, True,
    ]  # fmt: skip
    for url, name in (
        ("postgresql://u:secret@h:5433/d?sslmode=require", "postgresql://u@h:5433/d?sslmode=require"),
        ("postgresql://h/d?user=u&password=secret", "postgresql://h/d?user=u"),
        ("postgresql:///d?host=%2Fvar%2Frun", "postgresql:///d?host=%2Fvar%2Frun"),
    ):
        assert shown(url) == name


def test_nothing_of_the_driver_is_loaded_for_a_file(file: str) -> None:
    code = "import sys; from saidby.ledger.store import Ledger; Ledger(sys.argv[1], mode='create').close(); "
    code += "print('psycopg' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, file], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_driver_that_is_missing_is_told_with_the_command_that_brings_it() -> None:
    code = "import sys; sys.modules['psycopg'] = None; from saidby.cli import main; "
    code += "main(['log', '--ledger', 'postgresql://nowhere.example/d'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1, "Error: psycopg is not installed; run: pip install 'saidby[postgres]'\n",
    )  # fmt: skip


# -------------------------------------------------------------------------------------- words


def fts5(texts: list[str]) -> list[list[str]]:
    """The words of each text as SQLite has them in its index."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5 (w, tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
    connection.executemany("INSERT INTO t (rowid, w) VALUES (?, ?)", list(enumerate(texts)))
    found: list[list[str]] = [[] for _ in texts]
    for term, text in connection.execute("SELECT term, doc FROM v ORDER BY doc, offset"):
        found[text].append(term)
    connection.close()
    return found


_ENDINGS = (
    "ational tional enci anci izer logi bli alli entli eli ousli ization ation ator alism iveness fulness "
    "ousness aliti iviti biliti icate ative alize iciti ical ful ness al ance ence er ic able ible ant ement "
    "ment ent sion ou ism ate iti ous ive ize eed ed ing y ies sses s es ll e"
).split()


@given(some.lists(some.text("aeiouybclstxz", max_size=6), min_size=30), some.data())
def test_words_have_the_stems_that_sqlite_gives_them(starts: list[str], data: some.DataObject) -> None:
    words = [start + data.draw(some.sampled_from(_ENDINGS)) for start in starts]
    assert [[stem(word)] for word in words] == fts5(words)


@pytest.mark.parametrize(
    "text",
    [
        'The café\'s owner, an ex-soldier, said: "3,000 shells_fell" at 5.30 p.m.',
        "ÅNGSTRÖM Łódź İstanbul Straße naïve Việt Nam",
        "Сирия объявила о прекращении огня",
        "دمشق 2031 北京 서울",
        "https://orlen.example/bridge?id=7 a@b.example C:\\orlen",
        "",
    ],
)
def test_a_text_has_the_words_that_sqlite_finds_in_it(text: str) -> None:
    assert [tokens(text)] == fts5([text])


def test_words_of_any_length_and_number_have_a_place() -> None:
    assert tokens("x" * 3000) == ["x" * LONGEST]
    many = " ".join(f"w{number}" for number in range(100_000))
    made = vector(["Police", "VSNA", "", "Orlen", many])
    assert made.startswith("polic:1A vsna:4B _orlen:9D w0:12C w1:13C ")
    assert MOST_BYTES < len(made) < 3 * MOST_BYTES


def test_a_question_keeps_to_the_columns_that_are_meant() -> None:
    asked = Search(about='shell* "the markets"|bazaar', who="front")
    assert query(sought(asked)) == "(shell:*CD) & (the:CD <-> market:CD | bazaar:CD) & (front:A)"
    assert query(sought(Search(act="deny"))) is None


def test_the_same_question_finds_the_same_claims_in_the_same_order(file: str, schema: str) -> None:
    texts = [BRIDGE, CELLAR, MARKET, MARKET.replace("shells", "a shell, one shell,"), f"{BRIDGE}\n\n{CELLAR}"]
    entries = [
        entry(text, id=number, published=f"2031-05-0{number + 1}") for number, text in enumerate(texts)
    ]
    for asked in (
        Search(about="shelling"), Search(about="bridge|cellar"), Search(about="market", who="askelle"),
        Search(through="herald", latest=True), Search(act="deny"),
        Search(about="fell*|fall*", since="2031-05-03"),
    ):  # fmt: skip
        found = []
        for path in (file, schema):
            with Ledger(path, mode="create") as ledger:
                ledger.add(entries)
                found.append([(hit.head.row, hit.claim.claim) for hit in ledger.search(asked)])
        assert found[0]
        assert sorted(found[0]) == sorted(found[1])
        if asked.latest:
            assert found[0] == found[1]


# -------------------------------------------------------------------------------------- what is computed


def test_incidents_and_echoes_are_those_of_a_file(file: str, schema: str) -> None:
    shelling = (
        "Shells fell on the market of Orlen on Friday morning and killed six traders, the mayor said. "
        "Two of the dead were brothers who sold lamp oil beside the fountain since before the war began."
    )
    entries = [
        entry(shelling, url=f"https://{name}.example/1", publisher=name, published=f"2031-05-0{day}")
        for day, name in enumerate(("mail", "times", "herald"), 1)
    ]
    found = []
    for path in (file, schema):
        with Ledger(path, mode="create", clock=lambda: NOON) as ledger:
            ledger.add(entries)
            kept.refresh(ledger)
            found.append((list(kept.summaries(ledger)), list(kept.every(ledger)), echo_rows.stored(ledger)))
            kept.refresh(ledger)
    assert found[0] == found[1]
    assert len(found[0][2]) == 3


# -------------------------------------------------------------------------------------- rows


def test_text_with_a_nul_in_it_comes_back_as_it_was(schema: str) -> None:
    one = replace(entry(id=1), origin="a\x00b\x01c\x010d\x011")
    with Ledger(schema, mode="create") as ledger:
        ledger.add([one])
        assert [stored.origin for stored in ledger.readings()] == [one.origin]
        assert verify(ledger).finding is None


def test_an_address_of_any_length_is_kept(schema: str) -> None:
    url = "https://orlen.example/" + "".join(f"{number:x}" for number in range(9000))
    with Ledger(schema, mode="create") as ledger:
        assert [added.state for added in ledger.add([entry(url=url), entry(CELLAR, url=url)])] == [
            "added", "version",
        ]  # fmt: skip


def test_dates_are_compared_as_they_are_written_whatever_the_server_s_locale(schema: str) -> None:
    ledger_of(schema)
    with raw(schema) as connection:
        assert connection.execute(
            "SELECT DISTINCT collation_name FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND data_type = 'text'"
        ) == [("C",)]


# -------------------------------------------------------------------------------------- opening


def test_only_an_empty_schema_becomes_a_ledger(schema: str) -> None:
    with pytest.raises(LedgerError, match=r"holds nothing yet; saidby add fills it$"):
        Ledger(schema)
    with raw(schema) as connection:
        connection.execute("CREATE TABLE notes (note TEXT)")
    with pytest.raises(
        LedgerError, match=r"schema t\d+ has other tables in it, and no ledger; give a database"
    ):
        Ledger(schema, mode="create")
    with pytest.raises(LedgerError, match="the schema that its search path names does not exist; create it"):
        Ledger(schema + "x", mode="create")


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(LedgerError) as raised:
        Ledger("postgresql://u:secret@/d?host=%2Fnowhere")
    assert str(raised.value).startswith("postgresql://u@/d?host=%2Fnowhere: the server cannot be reached: ")
    assert "secret" not in str(raised.value)


@contextmanager
def as_user(schema: str, *rights: str) -> Iterator[str]:
    """The URL for a user who owns nothing and has these rights to what is there."""
    with raw(schema) as connection:
        name = connection.execute("SELECT current_schema()::text")[0][0]
        role = f"user_{name}"
        connection.execute(f"CREATE ROLE {role} LOGIN")
        connection.execute(f"GRANT USAGE ON SCHEMA {name} TO {role}")
        for right in rights:
            connection.execute(f"GRANT {right} TO {role}")
    yield schema.replace("saidby@", f"{role}@")


def test_who_may_only_read_can_ask_and_verify_and_nothing_else(schema: str) -> None:
    ledger_of(schema, entry(BRIDGE))
    with as_user(schema, f"SELECT ON ALL TABLES IN SCHEMA {schema.rpartition('%3D')[2]}") as url:
        assert (may_be_written(schema), may_be_written(url)) == (True, False)
        with Ledger(url) as ledger:
            assert len(ledger.search(Search(about="bridge"))) == 1
            assert verify(ledger).finding is None
        with (
            Ledger(url, mode="write") as ledger,
            pytest.raises(LedgerError, match="may not be read or written to by this user"),
        ):
            ledger.add([entry(CELLAR)])
        later = (*MIGRATIONS[1:], ("CREATE TABLE later (word TEXT)",))
        with pytest.raises(
            LedgerError, match="is of an older form; open it once as a user who may write to it"
        ):
            opened(url, later=later)


def test_who_may_only_add_can_add_and_cannot_lay_the_guards_aside(schema: str) -> None:
    ledger_of(schema, entry(BRIDGE))
    rights = (
        f"SELECT, INSERT ON ALL TABLES IN SCHEMA {schema.rpartition('%3D')[2]}",
        "UPDATE ON numbered",
        "UPDATE, DELETE ON claims, claims_facts, computed",
    )
    with as_user(schema, *rights) as url:
        with Ledger(url, mode="create") as ledger:
            assert [added.state for added in ledger.add([entry(CELLAR)])] == ["added"]
            ledger.correct(2, "c1", "act", "condemn", by="R. Askelle")
        for change in ("ALTER TABLE log DISABLE TRIGGER ALL", "SET session_replication_role = replica"):
            with raw(url) as connection, pytest.raises(Refused):
                connection.execute(change)
    with Ledger(schema) as ledger:
        assert verify(ledger).finding is None


def test_a_ledger_that_is_opened_to_read_is_not_written_to(schema: str) -> None:
    ledger_of(schema, entry(BRIDGE))
    with Ledger(schema) as ledger, pytest.raises(LedgerError, match="may not be written to by this user"):
        ledger.database.run("DELETE FROM claims")


# -------------------------------------------------------------------------------------- the connection


def test_a_connection_that_is_gone_takes_back_what_was_not_told_and_the_same_goes_on(schema: str) -> None:
    ledger_of(schema, entry(id=1))

    def clock() -> str:
        if next(ticks) == 3:  # in the middle of the second page of a batch
            with raw(schema) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'saidby'"
                )
        return "2031-05-04T12:00:00Z"

    ticks = iter(range(1, 100))
    entries = [entry(CELLAR, id=2), entry(MARKET, id=3)]
    with (
        Ledger(schema, mode="write", clock=clock) as ledger,
        pytest.raises(LedgerError, match=r"the connection is gone \(.*what was told as added is kept"),
    ):
        ledger.add(entries)
    with Ledger(schema, mode="write") as ledger:
        assert [stored.id for stored in ledger.readings()] == [1]
        assert verify(ledger).finding is None
        assert [added.state for added in ledger.add(entries)] == ["added", "added"]
        assert [added.state for added in ledger.add(entries)] == ["known", "known"]
        assert verify(ledger).finding is None


def test_two_ledgers_on_one_server_do_not_wait_for_each_other(schema: str, postgres: str) -> None:
    other = ledger_of(server.schema(postgres, f"beside{schema.rpartition('%3D')[2]}"))
    ledger_of(schema)
    with Ledger(schema, mode="write") as one, Ledger(other, mode="write", busy_seconds=0.1) as two:
        with one.database.writing():
            two.add([entry()])
        one.add([entry()])
        assert (one.head()[0], two.head()[0]) == (2, 2)
