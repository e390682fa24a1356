"""Echo rows: prints and echoes as tables of a ledger, computed from its readings, made anew where it grew.

Both are derived: they may be dropped at any time. Prints are made once for each article; echoes are found
anew over all prints, which takes seconds for a hundred thousand articles, so that the order in which pages
came does not show. One article's prints are in memory at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from saidby.ledger.decisions import UNDO, moved
from saidby.ledger.echo_book import EchoBook
from saidby.ledger.echoes import Echo, each
from saidby.ledger.prints import FORM, Prints, prints
from saidby.ledger.rows import Stored
from saidby.ledger.shelf import Shelf
from saidby.ledger.store import LATEST, Ledger

if TYPE_CHECKING:
    from saidby.ledger.prints import Shingles

NAME = "echoes"
_PRINTS = "article, series, running, quoted, published, publisher, agency, named"
_COLUMNS = "source, target, directed, share, kind"
_ORDER = "ORDER BY source, target, kind"


def refresh(ledger: Ledger, *, seen: Callable[[Stored], None] | None = None) -> int:
    """Bring the tables up to the ledger's last row; how many articles were printed anew.

    The ledger must be open for writing. Killed at any moment, the tables are as they were. `seen` is given
    each reading that was printed, so that nobody needs to fetch it again.
    """
    head, _ = ledger.head()
    form, done = ledger.computed(NAME)
    if form == FORM and not moved(ledger.database, done):
        return 0
    anew = form != FORM or _undone(ledger, done)
    rows = _changed(ledger, 0 if anew else done)
    made: Shelf[tuple[Any, ...]] = Shelf()
    articles: list[str] = []
    for row in rows:
        stored = ledger.reading(row, corrected=True)
        made.put(_columns(row, prints(stored.reading, stored.article, series=stored.series)))
        articles.append(stored.article)
        if seen:
            seen(stored)
    found = EchoBook(each(_standing(ledger, made, frozenset(articles), anew=anew)))
    with ledger.database.writing():
        if anew:
            ledger.database.run("DELETE FROM prints")
        ledger.database.run_all("DELETE FROM prints WHERE article = ?", [(article,) for article in articles])
        ledger.database.run_all(
            f"INSERT INTO prints (reading, {_PRINTS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", made
        )
        ledger.database.run("DELETE FROM echoes")
        ledger.database.run_all(
            "INSERT INTO echoes (source, target, kind, directed, share) VALUES (?, ?, ?, ?, ?)",
            ((one.source, one.target, one.kind, int(one.directed), one.share) for one in found),
        )
        ledger.mark_computed(NAME, form=FORM, row=head)
    return len(made)


def stored(ledger: Ledger, articles: Collection[str] | None = None) -> tuple[Echo, ...]:
    """The echoes as they were last made, of these articles (either end) or all; by the ledger's ids."""
    if articles is None:
        return tuple(_echoes(ledger.database.rows(f"SELECT {_COLUMNS} FROM echoes {_ORDER}")))
    found: set[Echo] = set()
    for article in sorted(articles):
        where = "WHERE source = ? OR target = ?"
        found.update(
            _echoes(ledger.database.rows(f"SELECT {_COLUMNS} FROM echoes {where}", (article, article)))
        )
    return tuple(sorted(found, key=lambda echo: (echo.source, echo.target, echo.kind)))


def current(ledger: Ledger) -> EchoBook:
    """The echoes of the ledger as it is now: those kept where nothing came since, else found anew."""
    form, done = ledger.computed(NAME)
    if form == FORM and not moved(ledger.database, done):
        return EchoBook(_echoes(ledger.database.walk(f"SELECT {_COLUMNS} FROM echoes")))
    return EchoBook(each(_prints_of(one) for one in ledger.readings(corrected=True)))


def _prints_of(one: Stored) -> Prints:
    return prints(one.reading, one.article, series=one.series)


def _undone(ledger: Ledger, done: int) -> bool:
    """Whether a correction was taken back since, which lays bare what was under it."""
    return any(judgement.row > done for judgement in ledger.judgements(UNDO, undone=True))


def _changed(ledger: Ledger, done: int) -> list[int]:
    """The latest readings of articles that were added or corrected since that row."""
    statement = (
        f"SELECT r.seq FROM readings r WHERE {LATEST} AND (r.seq > ? OR r.article IN "
        "(SELECT o.article FROM corrections c JOIN readings o ON o.seq = c.reading WHERE c.seq > ?)) "
        "ORDER BY r.seq"
    )
    return [row for (row,) in ledger.database.rows(statement, (done, done))]


# -------------------------------------------------------------------------------------- rows


def _standing(
    ledger: Ledger, made: Shelf[tuple[Any, ...]], articles: Collection[str], *, anew: bool
) -> Iterator[Prints]:
    """The prints of all articles: those that were kept, unless all are made anew, and those just made."""
    for one in () if anew else _printed(ledger):
        if one.article not in articles:
            yield one
    for columns in made:
        yield _read(columns[1:])


def _columns(row: int, one: Prints) -> tuple[Any, ...]:
    named = json.dumps(sorted(one.named), ensure_ascii=False)
    return (
        row, one.article, one.series, one.running.astype("<u4").tobytes(), one.quoted.astype("<u4").tobytes(),
        one.published, one.publisher, one.agency, named,
    )  # fmt: skip


def _printed(ledger: Ledger) -> Iterator[Prints]:
    return map(_read, ledger.database.walk(f"SELECT {_PRINTS} FROM prints ORDER BY reading"))


def _read(columns: tuple[Any, ...]) -> Prints:
    article, series, running, quoted, published, publisher, agency, named = columns
    return Prints(
        article=article, running=_shingles(running), quoted=_shingles(quoted), published=published,
        publisher=publisher, series=series, agency=agency, named=frozenset(json.loads(named)),
    )  # fmt: skip


def _shingles(packed: bytes) -> Shingles:
    import numpy as np

    return np.frombuffer(packed, "<u4").astype(np.uint32, copy=False)


def _echoes(rows: Iterable[tuple[Any, ...]]) -> Iterator[Echo]:
    for source, target, directed, share, kind in rows:
        yield Echo(source, target, bool(directed), share, kind)
