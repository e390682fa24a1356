"""Tables: the ledger's schema in SQLite, as numbered migrations.

A migration is never changed once it was released: the next one is added below it. `log`, `pages`, `readings`,
`judgements` and `corrections` are only ever added to; a row's `seq` is that of its row in the log. All else
is computed from them and can be made again at any time.
"""

from __future__ import annotations

APPLICATION = 0x53414944  # "SAID": tells a ledger from other SQLite files
KEPT = ("pages", "readings", "judgements", "corrections")

_FIRST = (
    """
    CREATE TABLE log (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('page', 'reading', 'judgement', 'correction')),
        digest BLOB NOT NULL,
        previous BLOB NOT NULL,
        hash BLOB NOT NULL
    )
    """,
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
    "CREATE INDEX readings_of_series ON readings (series, seq)",
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
    *(
        f"""
        CREATE TRIGGER {table}_{verb}d BEFORE {verb.upper()} ON {table}
        BEGIN SELECT RAISE(ABORT, 'a ledger is only added to: no {verb} of {table}'); END
        """
        for table in ("log", *KEPT)
        for verb in ("update", "delete")
    ),
    """
    CREATE TRIGGER log_inserted BEFORE INSERT ON log
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log)
    BEGIN SELECT RAISE(ABORT, 'a ledger is only added to: the next row of the log comes last'); END
    """,
    *(
        f"""
        CREATE TRIGGER {table}_inserted BEFORE INSERT ON {table}
        WHEN NEW.seq IS NOT (SELECT max(seq) FROM log)
        BEGIN SELECT RAISE(ABORT, 'a ledger is only added to: {table} follow the log'); END
        """
        for table in KEPT
    ),
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
    "CREATE TABLE claims_facts (seq INTEGER PRIMARY KEY, act TEXT NOT NULL, published TEXT)",
    """
    CREATE VIRTUAL TABLE claims_words USING fts5 (
        who, through, words, names,
        content = 'claims', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TABLE computed (
        name TEXT PRIMARY KEY,
        form INTEGER NOT NULL,
        seq INTEGER NOT NULL
    )
    """,
)

_ECHOES = (
    """
    CREATE TABLE prints (
        reading INTEGER PRIMARY KEY REFERENCES readings (seq),
        article TEXT NOT NULL,
        series TEXT,
        running BLOB NOT NULL,
        quoted BLOB NOT NULL,
        published TEXT,
        publisher TEXT,
        agency TEXT,
        named TEXT NOT NULL
    )
    """,
    "CREATE INDEX prints_of_article ON prints (article)",
    """
    CREATE TABLE echoes (
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        kind TEXT NOT NULL,
        directed INTEGER NOT NULL,
        share REAL NOT NULL,
        PRIMARY KEY (source, target, kind)
    )
    """,
    "CREATE INDEX echoes_of_target ON echoes (target)",
)

_INCIDENTS = (
    """
    CREATE TABLE sittings (
        article TEXT PRIMARY KEY,
        stamp INTEGER NOT NULL,
        packed BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE incidents (
        id TEXT PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        articles INTEGER NOT NULL,
        first TEXT NOT NULL,
        summary TEXT NOT NULL,
        packed BLOB NOT NULL
    )
    """,
)

_DOUBTS = (
    """
    CREATE TABLE doubts (
        kind TEXT NOT NULL,
        score REAL NOT NULL,
        reading INTEGER NOT NULL REFERENCES readings (seq),
        target TEXT NOT NULL,
        article TEXT NOT NULL,
        anchor TEXT NOT NULL,
        PRIMARY KEY (reading, target, kind)
    )
    """,
    "CREATE INDEX doubts_by_score ON doubts (score, reading, target, kind)",
    "CREATE INDEX doubts_by_kind ON doubts (kind, score, reading, target)",
    "CREATE INDEX doubts_of_article ON doubts (article)",
)

# What incidents are listed and looked for by, in rows so small that all of them are passed quickly.
_LISTED = (
    """
    CREATE TABLE incident_facts (
        id TEXT PRIMARY KEY,
        main INTEGER NOT NULL,
        articles INTEGER NOT NULL,
        first_day TEXT,
        last_day TEXT,
        type TEXT NOT NULL,
        modes TEXT NOT NULL,
        places TEXT NOT NULL,
        actors TEXT NOT NULL,
        words TEXT NOT NULL
    )
    """,
    "CREATE INDEX incident_facts_by_articles ON incident_facts (main, articles, last_day, id)",
    "CREATE INDEX incident_facts_by_day ON incident_facts (main, last_day, articles, id)",
)

# Where incidents are drawn on a map, and what each root says over all of them.
_PLACED = (
    "ALTER TABLE incident_facts ADD COLUMN place TEXT",
    "ALTER TABLE incident_facts ADD COLUMN latitude REAL",
    "ALTER TABLE incident_facts ADD COLUMN longitude REAL",
    "ALTER TABLE incident_facts ADD COLUMN precision INTEGER",
    """
    CREATE TABLE incident_roots (
        incident TEXT NOT NULL,
        root TEXT NOT NULL,
        folded TEXT NOT NULL,
        kind TEXT NOT NULL,
        party_group TEXT NOT NULL,
        party INTEGER NOT NULL,
        articles INTEGER NOT NULL,
        claims INTEGER NOT NULL,
        day TEXT,
        said TEXT NOT NULL,
        clashes INTEGER NOT NULL,
        PRIMARY KEY (root, incident)
    )
    """,
    "CREATE INDEX incident_roots_of_incident ON incident_roots (incident)",
    "CREATE INDEX incident_roots_by_day ON incident_roots (root, day, incident)",
    """
    CREATE TABLE incident_relays (
        incident TEXT NOT NULL,
        root TEXT NOT NULL,
        via TEXT NOT NULL,
        articles INTEGER NOT NULL,
        PRIMARY KEY (root, via, incident)
    )
    """,
    "CREATE INDEX incident_relays_of_incident ON incident_relays (incident)",
    "CREATE INDEX incident_relays_by_via ON incident_relays (via, root)",
    """
    CREATE TABLE roots_listed (
        root TEXT PRIMARY KEY,
        folded TEXT NOT NULL,
        kind TEXT NOT NULL,
        incidents INTEGER NOT NULL,
        claims INTEGER NOT NULL,
        clashes INTEGER NOT NULL,
        first_day TEXT,
        last_day TEXT
    )
    """,
    "CREATE INDEX roots_listed_by_incidents ON roots_listed (incidents, root)",
)

# Claims are also looked for by place, and narrowed by act and day without passing all of them.
_SOUGHT = (
    "ALTER TABLE claims ADD COLUMN places TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX claims_facts_by_day ON claims_facts (published DESC)",
    "CREATE INDEX claims_facts_by_act ON claims_facts (act)",
    "DROP TABLE claims_words",
    """
    CREATE VIRTUAL TABLE claims_words USING fts5 (
        who, through, words, names, places, act,
        content = 'claims', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2'
    )
    """,
    "INSERT INTO claims_words (claims_words) VALUES ('rebuild')",  # found as before until it is made anew
)

# Days are words, too, so that a common word on one day is found without passing all claims that have it. The
# rows are a view: what is already in other tables is not kept twice. `x` marks a date that names no day.
_DATED = (
    "DROP TABLE claims_words",
    """
    CREATE VIEW claims_words_rows AS
    SELECT c.seq, c.reading, c.who, c.through, c.words, c.names, c.places, c.act,
        coalesce(
            substr(f.published, 1, 4) || ' ' || replace(substr(f.published, 1, 7), '-', '') || ' ' ||
            replace(substr(f.published, 1, 10), '-', '') ||
            CASE WHEN length(f.published) < 10 THEN 'x' ELSE '' END, ''
        ) AS days
    FROM claims c JOIN claims_facts f ON f.seq = c.seq
    """,
    """
    CREATE VIRTUAL TABLE claims_words USING fts5 (
        who, through, words, names, places, act, days,
        content = 'claims_words_rows', content_rowid = 'seq',
        tokenize = 'porter unicode61 remove_diacritics 2'
    )
    """,
    "INSERT INTO claims_words (claims_words) VALUES ('rebuild')",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST, _ECHOES, _INCIDENTS, _DOUBTS, _LISTED, _PLACED, _SOUGHT, _DATED,
)  # fmt: skip
