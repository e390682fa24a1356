"""Tables: the ledger's schema in PostgreSQL. The first migration is its own, later ones are those of SQLite.

Text is compared byte by byte (`COLLATE "C"`), so that dates sort as they are written, whatever the server's
locale. `numbered` knows the highest number that the log ever had; `saidby` tells a ledger from other tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from saidby.ledger.tables import KEPT

_TYPES = {"INTEGER": "BIGINT", "TEXT": 'TEXT COLLATE "C"', "BLOB": "BYTEA", "REAL": "DOUBLE PRECISION"}
_TYPE = re.compile(rf"\b({'|'.join(_TYPES)})\b")


def told(statement: str) -> str:
    """A table or index of SQLite's, in PostgreSQL's types."""
    return _TYPE.sub(lambda found: _TYPES[found[1]], statement)


_TABLES = (
    "CREATE TABLE saidby (form INTEGER NOT NULL)",
    "INSERT INTO saidby VALUES (0)",
    """
    CREATE TABLE log (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('page', 'reading', 'judgement', 'correction')),
        digest BLOB NOT NULL,
        previous BLOB NOT NULL,
        hash BLOB NOT NULL
    )
    """,
    "CREATE TABLE numbered (seq INTEGER NOT NULL)",
    "INSERT INTO numbered VALUES (0)",
    """
    CREATE TABLE pages (
        seq INTEGER PRIMARY KEY REFERENCES log (seq),
        sha256 BLOB NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        packed BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE readings (
        seq INTEGER PRIMARY KEY REFERENCES log (seq),
        article TEXT NOT NULL,
        series TEXT NOT NULL,
        id TEXT,
        page BLOB NOT NULL REFERENCES pages (sha256),
        origin TEXT NOT NULL,
        capture BLOB NOT NULL,
        request BLOB NOT NULL,
        version TEXT NOT NULL,
        model TEXT NOT NULL,
        url TEXT,
        publisher TEXT,
        title TEXT,
        published TEXT,
        digest BLOB NOT NULL,
        packed BLOB NOT NULL,
        UNIQUE (article, digest)
    )
    """,
    "CREATE INDEX readings_of_article ON readings (article, seq)",
    # A hash: other indexes take no address of 2,700 bytes.
    "CREATE INDEX readings_of_series ON readings USING hash (series)",
    "CREATE INDEX readings_of_capture ON readings (capture)",
    "CREATE INDEX readings_of_request ON readings (request, version, model)",
    """
    CREATE TABLE judgements (
        seq INTEGER PRIMARY KEY REFERENCES log (seq),
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        by TEXT NOT NULL,
        why TEXT
    )
    """,
    """
    CREATE TABLE corrections (
        seq INTEGER PRIMARY KEY REFERENCES log (seq),
        reading INTEGER NOT NULL REFERENCES readings (seq),
        target TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        machine TEXT NOT NULL,
        anchor TEXT NOT NULL,
        by TEXT NOT NULL,
        why TEXT
    )
    """,
    "CREATE INDEX corrections_of_reading ON corrections (reading)",
    # ---------------------------------------------------------------- computed from here on
    """
    CREATE TABLE claims (
        seq INTEGER PRIMARY KEY,
        reading INTEGER NOT NULL REFERENCES readings (seq),
        claim TEXT NOT NULL,
        who TEXT NOT NULL,
        through TEXT NOT NULL,
        act TEXT NOT NULL,
        quoting TEXT,
        words TEXT NOT NULL,
        names TEXT NOT NULL,
        corrected INTEGER NOT NULL
    )
    """,
    "CREATE INDEX claims_of_reading ON claims (reading)",
    """
    CREATE TABLE claims_facts (
        seq INTEGER PRIMARY KEY,
        act TEXT NOT NULL,
        published TEXT,
        lexemes tsvector NOT NULL
    )
    """,
    "CREATE INDEX claims_facts_words ON claims_facts USING gin (lexemes)",
    """
    CREATE TABLE computed (
        name TEXT PRIMARY KEY,
        form INTEGER NOT NULL,
        seq INTEGER NOT NULL
    )
    """,
)

# Each function finds its tables by the schema they were made in, whoever calls it.
_GUARDS = (
    """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a ledger is only added to: no % of %', lower(TG_OP), TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END $$
    """,
    *(
        f"""
        CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse()
        """
        for table in ("log", *KEPT)
    ),
    """
    CREATE FUNCTION log_inserted() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    BEGIN
        IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM log) THEN
            RAISE EXCEPTION 'a ledger is only added to: the next row of the log comes last'
                USING ERRCODE = 'restrict_violation';
        END IF;
        UPDATE numbered SET seq = NEW.seq;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER log_inserted BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION log_inserted()",
    """
    CREATE FUNCTION kept_inserted() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    BEGIN
        IF NEW.seq IS DISTINCT FROM (SELECT max(seq) FROM log) THEN
            RAISE EXCEPTION 'a ledger is only added to: % follow the log', TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_inserted BEFORE INSERT ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kept_inserted()"
        for table in KEPT
    ),
    "CREATE TRIGGER numbered_kept BEFORE DELETE OR TRUNCATE ON numbered EXECUTE FUNCTION refuse()",
    """
    CREATE FUNCTION numbered_updated() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.seq < OLD.seq THEN
            RAISE EXCEPTION 'a ledger is only added to: no number of the log comes again'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER numbered_updated BEFORE UPDATE ON numbered
    FOR EACH ROW EXECUTE FUNCTION numbered_updated()
    """,
)

FIRST = (*map(told, _TABLES), *_GUARDS)


def migrations(later: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The first and those that follow it, numbered as in SQLite; its index of words is not this one's."""
    return (FIRST, *(tuple(told(one) for one in some if "claims_words" not in one) for some in later))
