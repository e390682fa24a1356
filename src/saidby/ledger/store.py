"""The store: what is added to a ledger, and what can be read back from it.

    with Ledger("saidby.db", mode="create") as ledger:
        ledger.add(entries)
        for stored in ledger.readings(): ...

Everything that is computed from a ledger (incidents, roots, facets) starts from `readings`, `judgements` and
`corrections`, and may be kept in tables of its own beside them: see `computed` and `mark_computed`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from saidby.data import Article, Reading
from saidby.errors import LedgerError, UsageError
from saidby.ledger import claims, decisions, index, older
from saidby.ledger import corrections as correcting
from saidby.ledger.database import BUSY_SECONDS, Mode, opened
from saidby.ledger.decisions import UNDO
from saidby.ledger.log import FIRST, Column, digest, link
from saidby.ledger.prepared import Prepared, compact
from saidby.ledger.query import Search
from saidby.ledger.rows import (
    Added,
    Correction,
    Entry,
    Head,
    Hit,
    Id,
    Judgement,
    LogRow,
    Request,
    RowKind,
    Stored,
)

CLAIMS = "claims"

# A row's columns in the order in which its digest covers them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "page": ("sha256", "size"),
    "reading": (
        "article", "series", "id", "page", "origin", "capture", "request", "version", "model",
        "url", "publisher", "title", "published", "digest",
    ),
    "judgement": ("kind", "body", "by", "why"),
    "correction": ("reading", "target", "field", "value", "machine", "anchor", "by", "why"),
}  # fmt: skip

LATEST = "r.seq = (SELECT max(o.seq) FROM readings o WHERE o.article = r.article)"


def utc() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Ledger:
    """An open ledger: a file, or what a URL (`postgresql://...`) names. `path` is what messages call it.

    `clock` tells the UTC time that the log writes down. Raises `LedgerError` where the file is missing, none
    of ours, cannot be written, or is being written to by another program for `busy_seconds`.
    """

    def __init__(
        self,
        path: str,
        *,
        mode: Mode = "read",
        clock: Callable[[], str] = utc,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        self.database = opened(path, mode=mode, busy_seconds=busy_seconds)
        self.path = self.database.path
        self._clock = clock
        if mode != "read":
            try:
                self._settle_index()
            except BaseException:
                self.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.database.close()

    # ---------------------------------------------------------------------------------- adding

    def knows(self, request: Request, *, version: str, model: str) -> Added | None:
        """What was read at this very request by that reader before, or None."""
        found = self.database.row(
            "SELECT seq, article FROM readings WHERE request = ? AND version = ? AND model = ?",
            (request.digest, version, model),
        )
        return Added("known", found[0], found[1], 0) if found else None

    def add(self, entries: Iterable[Entry]) -> list[Added]:
        """Add readings with their pages: all of them in one transaction, or none. Known ones add nothing."""
        prepared = [Prepared(entry) for entry in entries]  # the slow part, while others may write
        with self.database.writing():
            return [self._add(entry) for entry in prepared]

    def _add(self, entry: Prepared) -> Added:
        same = self.database.row(
            "SELECT article, series FROM readings WHERE capture = ? ORDER BY seq LIMIT 1", (entry.capture,)
        )
        article, series = same or (entry.article, entry.series)
        known = self.database.row(
            "SELECT seq FROM readings WHERE article = ? AND digest = ?", (article, entry.digest)
        )
        if known:
            return Added("known", known[0], article, 0)
        self._add_page(entry)
        others = self.database.row(
            "SELECT 1 FROM readings WHERE series = ? AND article <> ?", (series, article)
        )
        row = self._append("reading", "readings", entry.columns(article, series), {"packed": entry.packed})
        count = self._index(row, article, entry.reading)
        return Added("version" if others and not same else "added", row, article, count)

    def _add_page(self, entry: Prepared) -> None:
        if not self.database.row("SELECT 1 FROM pages WHERE sha256 = ?", (entry.sha256,)):
            packed = zlib.compress(entry.request.page)
            self._append("page", "pages", (entry.sha256, len(entry.request.page)), {"packed": packed})

    def _append(
        self, kind: RowKind, table: str, columns: Sequence[Column], beside: dict[str, bytes] | None = None
    ) -> int:
        """Add a row and its row of the log, inside a transaction. `beside`: what the columns vouch for."""
        last = self.database.row("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
        seq, previous = (last[0] + 1, last[1]) if last else (1, FIRST)
        at, own = self._clock(), digest(kind, columns)
        self.database.run(
            "INSERT INTO log (seq, at, kind, digest, previous, hash) VALUES (?, ?, ?, ?, ?, ?)",
            (seq, at, kind, own, previous, link(previous, seq, at, kind, own)),
        )
        beside = beside or {}
        names = ("seq", *COLUMNS[kind], *beside)
        marks = ", ".join("?" * len(names))
        self.database.run(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", (seq, *columns, *beside.values())
        )
        return seq

    # ---------------------------------------------------------------------------------- the index

    def _index(self, row: int, article: str, reading: Reading) -> int:
        """Search the article by this reading from now on, with what was corrected on others of it."""
        earlier = self.database.row("SELECT seq FROM readings WHERE article = ? AND seq < ?", (article, row))
        if earlier:
            return self._reindex_article(article)
        found = claims.indexed(row, reading)
        self.database.claims.put(found)
        return len(found.claims)

    def _reindex_article(self, article: str) -> int:
        statement = "SELECT seq FROM readings WHERE article = ? ORDER BY seq"
        rows = [row for (row,) in self.database.rows(statement, (article,))]
        for row in rows:
            self.database.claims.take(row)
        found = self.indexed(rows[-1])
        self.database.claims.put(found)
        return len(found.claims)

    def indexed(self, row: int) -> claims.Indexed:
        """What the index should hold of a reading."""
        plain = self.reading(row)
        corrected = bool(self.corrections(plain.article))
        over = self.reading(row, corrected=True).reading if corrected else None
        return claims.indexed(row, plain.reading, over=over)

    def _settle_index(self) -> None:
        if self.computed(CLAIMS)[0] != index.FORM:
            self.reindex(stale_only=True)

    def reindex(self, *, stale_only: bool = False) -> int:
        """Make the search index anew from the readings; the claims in it. `stale_only`: if it is of another
        form.
        """
        count = 0
        with self.database.writing():
            if stale_only and self.computed(CLAIMS)[0] == index.FORM:  # another process was first
                return 0
            self.database.claims.clear()
            latest = f"SELECT seq FROM readings r WHERE {LATEST} ORDER BY seq"
            for (row,) in list(self.database.rows(latest)):
                found = self.indexed(row)
                self.database.claims.put(found)
                count += len(found.claims)
            self.mark_computed(CLAIMS, form=index.FORM)
        return count

    def search(self, search: Search) -> list[Hit]:
        """Claims that fit, of the latest reading of each article, with corrections over them."""
        found = self.database.claims.search(search)
        corrected = {hit.head.article: hit.head.row for hit in found if self.corrections(hit.head.article)}
        over = {row: self.reading(row, corrected=True).reading.article for row in corrected.values()}
        return [
            replace(hit, head=_over(hit.head, over[hit.head.row])) if hit.head.row in over else hit
            for hit in found
        ]

    # ---------------------------------------------------------------------------------- reading back

    def readings(self, *, after: int = 0, every: bool = False, corrected: bool = False) -> Iterator[Stored]:
        """Readings by row, from the one after `after`: the latest of each article, or `every` one."""
        where = "" if every else f"AND {LATEST}"
        for (row,) in self.database.rows(
            f"SELECT seq FROM readings r WHERE seq > ? {where} ORDER BY seq", (after,)
        ):
            yield self.reading(row, corrected=corrected)

    def reading(self, row: int, *, corrected: bool = False) -> Stored:
        """The reading of that row, with corrections over it where they are asked for."""
        found = self.database.row(
            "SELECT article, series, id, page, origin, packed FROM readings WHERE seq = ?", (row,)
        )
        if found is None:
            raise UsageError(f"{self.path} has no reading {row}")
        article, series, id, page, origin, packed = found
        value = json.loads(unpacked(packed, row, self.path))
        unfitting: tuple[int, ...] = ()
        if corrected and (over := self.corrections(article)):
            value, unfitting = correcting.apply(value, row, over)
        reading = older.read(value, origin=f"row {row} of {self.path}")
        return Stored(row, article, series, _id(id), page.hex(), origin, reading, unfitting)

    def line(self, row: int) -> str:
        """The machine's reading of that row, as JSON, byte for byte as it was added."""
        found = self.database.row("SELECT packed FROM readings WHERE seq = ?", (row,))
        if found is None:
            raise UsageError(f"{self.path} has no reading {row}")
        return unpacked(found[0], row, self.path).decode()

    def page(self, sha256: str) -> bytes:
        """The bytes of a page as they were captured."""
        found = self.database.row("SELECT seq, packed FROM pages WHERE sha256 = ?", (bytes.fromhex(sha256),))
        if found is None:
            raise UsageError(f"{self.path} has no page {sha256}")
        return unpacked(found[1], found[0], self.path)

    def changed(self, *, after: int = 0) -> list[tuple[str, int]]:
        """The articles that were added, read anew or corrected after that row, each with its latest reading.

        In the order of those readings: what computes tables from a ledger makes those of these articles anew.
        """
        touched = {
            article
            for judgement in self.judgements(UNDO, undone=True)
            if judgement.row > after
            and (article := decisions.article_undone(self.database, judgement.body["row"]))
        }
        statement = (
            "SELECT DISTINCT article FROM readings WHERE seq > ? UNION "
            "SELECT r.article FROM corrections c JOIN readings r ON r.seq = c.reading WHERE c.seq > ?"
        )
        touched.update(article for (article,) in self.database.rows(statement, (after, after)))
        latest = "SELECT max(seq) FROM readings WHERE article = ?"
        found = [(article, self._one(latest, (article,))[0]) for article in touched]
        return sorted(found, key=lambda pair: pair[1])

    def heads(self, *, after: int = 0) -> Iterator[Head]:
        """What lists show of the latest reading of each article."""
        statement = f"SELECT {claims.HEAD} FROM readings r WHERE seq > ? AND {LATEST} ORDER BY seq"
        return map(claims.head, self.database.walk(statement, (after,)))

    def head(self) -> tuple[int, str]:
        """The last row of the log and its hash; 0 and zeros where there is none."""
        last = self.database.row("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
        return (last[0], last[1].hex()) if last else (0, FIRST.hex())

    def log(self, *, after: int = 0, limit: int | None = None) -> Iterator[LogRow]:
        """The rows of the log after that one, in order."""
        statement = (
            "SELECT l.seq, l.at, l.kind, l.hash, p.sha256, p.size, r.publisher, r.title, r.origin, "
            "j.kind, j.body, j.by, c.reading, c.target, c.field, c.value, c.by "
            "FROM log l LEFT JOIN pages p ON p.seq = l.seq LEFT JOIN readings r ON r.seq = l.seq "
            "LEFT JOIN judgements j ON j.seq = l.seq LEFT JOIN corrections c ON c.seq = l.seq "
            f"WHERE l.seq > ? ORDER BY l.seq {f'LIMIT {limit}' if limit else ''}"
        )
        for row in self.database.walk(statement, (after,)):
            yield LogRow(row[0], row[1], row[2], _subject(row), row[3].hex())

    # ---------------------------------------------------------------------------------- people

    def judge(self, kind: str, body: dict[str, Any], *, by: str, why: str | None = None) -> int:
        """Add a decision; its row. The kinds are those of whoever computes from them, and "undo"."""
        with self.database.writing():
            if kind == UNDO:
                decisions.check_undo(self.database, body)
            row = self._append("judgement", "judgements", (kind, compact(body), by, why))
            if kind == UNDO and (article := decisions.article_undone(self.database, body["row"])):
                self._reindex_article(article)
            return row

    def judgements(self, *kinds: str, undone: bool = False) -> list[Judgement]:
        """Decisions that stand, in order; of these kinds, or all but undos. `undone`: the others, too."""
        found = decisions.judgements(self.database)
        void = frozenset() if undone else decisions.taken_back(found)
        return [
            judgement
            for judgement in found
            if judgement.row not in void and (judgement.kind in kinds if kinds else judgement.kind != UNDO)
        ]

    def correct(
        self, reading: int, target: str, field: str, words: str, *, by: str, why: str | None = None
    ) -> Correction:
        """Lay a person's value over the machine's, in what is computed from now on.

        `words` are the value as JSON, or simply as text. Raises UsageError where there is no such record or
        the value does not fit it.
        """
        with self.database.writing():
            article = self.reading(reading).article
            machine = json.loads(self.line(reading))
            now, _ = correcting.apply(machine, reading, self.corrections(article))
            target = correcting.place(now, target)
            value = correcting.read_value(now, target, field, words)
            before = correcting.machine(now, target, field)
            at = correcting.anchor(correcting.holder(target, machine, now), target)
            columns = (reading, target, field, compact(value), compact(before), compact(at), by, why)
            row = self._append("correction", "corrections", columns)
            self._reindex_article(article)
        return Correction(row, self._clock(), reading, target, field, value, before, at, by, why)

    def corrections(self, article: str | None = None) -> list[Correction]:
        """Those that stand, in order; of one article, or of all."""
        return decisions.corrections(self.database, article)

    # ---------------------------------------------------------------------------------- what is computed

    def computed(self, name: str) -> tuple[int, int]:
        """In which form, and up to which row of the log, a computed table was made; (0, 0) for never."""
        found = self.database.row("SELECT form, seq FROM computed WHERE name = ?", (name,))
        return (found[0], found[1]) if found else (0, 0)

    def mark_computed(self, name: str, *, form: int, row: int = 0) -> None:
        """Say so, in the transaction that made it. A form that changes asks for the table to be made anew."""
        self.database.run(
            "INSERT INTO computed (name, form, seq) VALUES (?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET form = excluded.form, seq = excluded.seq",
            (name, form, row),
        )

    def _one(self, statement: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
        found = self.database.row(statement, values)
        assert found is not None
        return found


def unpacked(packed: bytes, row: int, path: str) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise LedgerError(path, f"row {row} is damaged: {error}; saidby verify tells more") from error


def _id(text: str | None) -> Id:
    id: Id = None if text is None else json.loads(text)
    return id


def _over(head: Head, article: Article) -> Head:
    """The head with what a person corrected of the article."""
    return replace(
        head, url=article.url, publisher=article.publisher, title=article.title,
        published=article.published.value if article.published else None,
    )  # fmt: skip


def _subject(row: Sequence[Any]) -> str:
    """What a row of the log is about."""
    kind, page, reading, judged, corrected = row[2], row[4:6], row[6:9], row[9:12], row[12:17]
    match kind:
        case "page" if page[0] is not None:
            return f"{page[1]:,} bytes, {page[0].hex()[:16]}"
        case "reading" if reading[2] is not None:
            publisher, title, origin = reading
            return " · ".join(part for part in (publisher, title or origin) if part)
        case "judgement" if judged[0] is not None:
            return "{} {} by {}".format(*judged)
        case "correction" if corrected[1] is not None:
            return "{}/{} {} = {} by {}".format(*corrected)
    return "its row is gone"
