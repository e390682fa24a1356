"""Review: what a person should look at next, the least sure first, and what was said about it.

    refresh(ledger)
    for item in queue(ledger, Ask(limit=20)): ...
    row = review(ledger, item, "accept", by="Mira")
    ledger.judge("undo", {"row": row}, by="Mira")

An item leaves the queue by a review, by a correction of its record, and a pair also by a merge or a split of
its happenings; undoing that one row brings it back. A record is known again in another reading of its article
by the words it stands at.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from saidby.data import PUBLISHER, Span
from saidby.errors import UsageError
from saidby.ledger import corrections, doubt_rows, kept
from saidby.ledger.decisions import REVIEW
from saidby.ledger.doubts import FIELDS, KINDS, Kind, score_of, settles
from saidby.ledger.prepared import compact
from saidby.ledger.store import Ledger
from saidby.ledger.ties import MERGE, SPLIT

Json = dict[str, Any]
Word = Literal["accept", "reject"]
Cursor = tuple[float, int, str, str]
Key = tuple[str, str, str, str]
"""What is settled, whatever reading it is in: article, list, anchor as JSON, and the kind of it."""

_PAGE = 200  # rows of the table at once, while those that are settled are passed over


@dataclass(frozen=True, slots=True)
class Ask:
    """Which items. Empty `kinds`: all. `after` is the `cursor` of the last item that was shown.

    `article` is the one they are of, `articles` those of which they are; a pair is of its first.

    `reviewer` None leaves out what anybody settled; a name only what that person did. `second` asks for what
    others settled and that person did not, as the machine had it: a second look is not led by the first.
    """

    kinds: tuple[Kind, ...] = ()
    limit: int = 50
    after: Cursor | None = None
    article: str | None = None
    articles: tuple[str, ...] = ()
    reviewer: str | None = None
    second: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """The other happening of a pair."""

    article: str
    reading: int
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: a record of a reading, or a pair of happenings.

    `score` is how likely the machine has it right. `doubt` says what is uncertain, `values` what is settled
    by accepting it, as the schema has it (and `root`, the name of the first link). `span` and `words` are
    the sentence or the piece it stands in. `other` is there for a pair alone, whose `values` tell whether
    both are one incident as it stands.
    """

    kind: Kind
    article: str
    reading: int
    target: str
    score: float
    doubt: str
    values: Json
    span: Span
    words: str
    anchor: Any
    other: Other | None = None

    @property
    def cursor(self) -> Cursor:
        return (self.score, self.reading, self.target, self.kind)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items of a kind there are in all, and how many of them were settled."""

    kind: Kind
    items: int
    settled: int


def refresh(ledger: Ledger) -> None:
    """Bring incidents and doubts up to the ledger's last row. The ledger must be open for writing."""
    kept.refresh(ledger)
    doubt_rows.refresh(ledger)


def fresh(ledger: Ledger) -> bool:
    """Whether `refresh` would change nothing."""
    return kept.fresh(ledger) and doubt_rows.fresh(ledger)


def queue(ledger: Ledger, ask: Ask | None = None) -> list[Item]:
    """The next items, the least sure first, from the tables as they were last made. Raises UsageError."""
    ask = ask or Ask()
    if ask.second and ask.reviewer is None:
        raise UsageError("a second look needs the name of who takes it")
    settled = _settled(ledger)
    found: list[Item] = []
    for row in _settled_by_others(ledger, ask, settled) if ask.second else _doubts(ledger, ask):
        if _wanted(settled.get(_key(row[3], row[4], row[5], row[0]), frozenset()), ask):
            item = _item(ledger, row, machine=ask.second)
            if item is not None:
                found.append(item)
            if len(found) >= ask.limit:
                break
    return found


def find(ledger: Ledger, kind: Kind, reading: int, target: str, *, machine: bool = False) -> Item:
    """That item, in the queue or not; `machine`: without what was corrected. Raises UsageError."""
    statement = f"SELECT {_COLUMNS} FROM doubts WHERE reading = ? AND target = ? AND kind = ?"
    row = ledger.database.row(statement, (reading, target, kind))
    if row is None and kind != doubt_rows.PAIR:
        value = json.loads(ledger.line(reading))
        target = corrections.place(value, target)
        score = score_of(value, kind, target)
        if score is not None:
            article, at = ledger.reading(reading).article, compact(corrections.anchor(value, target))
            row = (kind, score, reading, article, target, at)
    item = _item(ledger, row, machine=machine) if row else None
    if item is None:
        raise UsageError(f"there is no {kind} {target} in reading {reading} to be asked about")
    return item


def review(ledger: Ledger, item: Item, word: Word, *, by: str, why: str | None = None) -> int:
    """Say that an item is right or wrong, in one row; that row's number, by which it is undone.

    What is right instead is said by a correction, which settles the item as well; a pair that is rejected
    is merged or split by this very row.
    """
    if word not in get_args(Word):
        raise UsageError(f"{word!r} is no answer; say accept or reject")
    if item.other is not None and word == "reject":
        return _turned(ledger, item, item.other, by=by, why=why)
    body = {
        "kind": item.kind, "article": item.article, "reading": item.reading, "target": item.target,
        "anchor": item.anchor, "word": word, "values": item.values,
    }  # fmt: skip
    return ledger.judge(REVIEW, body, by=by, why=why)


def progress(ledger: Ledger) -> list[Progress]:
    """For each kind how many doubts there are, and how many of them were settled by anybody."""
    settled: Counter[str] = Counter()
    for article, name, at, kind in _settled(ledger):
        there = "SELECT 1 FROM doubts WHERE article = ? AND kind = ? AND anchor = ? AND target LIKE ? LIMIT 1"
        if ledger.database.row(there, (article, kind, at, f"{name}/%")):
            settled[kind] += 1
    counted = dict(ledger.database.rows("SELECT kind, count(*) FROM doubts GROUP BY kind"))
    return [Progress(kind, counted.get(kind, 0), settled[kind]) for kind in KINDS]


# -------------------------------------------------------------------------------------- rows

_COLUMNS = "kind, score, reading, article, target, anchor"


def _doubts(ledger: Ledger, ask: Ask) -> Iterator[tuple[Any, ...]]:
    """Rows of the table from the cursor on, in pages, so that nobody else has to wait meanwhile."""
    after = ask.after
    while True:
        wheres: list[str] = ["score >= ?"]
        values: list[Any] = [0.0]
        if after is not None:
            wheres = ["(score, reading, target, kind) > (?, ?, ?, ?)"]
            values = list(after)
        if ask.kinds:
            wheres.append(f"kind IN ({', '.join('?' * len(ask.kinds))})")
            values += ask.kinds
        if ask.article is not None:
            wheres.append("article = ?")
            values.append(ask.article)
        if ask.articles:
            wheres.append(f"article IN ({', '.join('?' * len(ask.articles))})")
            values += ask.articles
        page = list(
            ledger.database.rows(
                f"SELECT {_COLUMNS} FROM doubts WHERE {' AND '.join(wheres)} "
                f"ORDER BY score, reading, target, kind LIMIT {_PAGE}",
                values,
            )
        )
        yield from page
        if len(page) < _PAGE:
            return
        after = _place(page[-1])


def _settled_by_others(
    ledger: Ledger, ask: Ask, settled: Mapping[Key, frozenset[str]]
) -> Iterator[tuple[Any, ...]]:
    """The same rows, but of what others settled: they are few, and looked up one by one."""
    found: list[tuple[Any, ...]] = []
    for (article, name, at, kind), by in settled.items():
        fits = not ask.kinds or kind in ask.kinds
        fits = fits and ask.article in (None, article) and (not ask.articles or article in ask.articles)
        if fits and ask.reviewer not in by:
            where = "article = ? AND kind = ? AND anchor = ? AND target LIKE ?"
            found += ledger.database.rows(
                f"SELECT {_COLUMNS} FROM doubts WHERE {where}", (article, kind, at, f"{name}/%")
            )
    for row in sorted(found, key=_place):
        if ask.after is None or _place(row) > ask.after:
            yield row


def _place(row: tuple[Any, ...]) -> Cursor:
    return (row[1], row[2], row[4], row[0])


def _key(article: str, target: str, at: str, kind: str) -> Key:
    return (article, target.split("/")[0], at, kind)


def _settled(ledger: Ledger) -> dict[Key, frozenset[str]]:
    """Who settled what: by a review, a correction, a merge or a split."""
    found: dict[Key, set[str]] = {}
    for judgement in ledger.judgements(REVIEW):
        body = judgement.body
        key = _key(body["article"], body["target"], compact(body["anchor"]), body["kind"])
        found.setdefault(key, set()).add(judgement.by)
    made = ledger.corrections()
    articles = {row: _article(ledger, row) for row in {one.reading for one in made}}
    for one in made:
        for kind in settles(one.target, one.field):
            key = _key(articles[one.reading], one.target, compact(one.anchor), kind)
            found.setdefault(key, set()).add(one.by)
    return {key: frozenset(names) for key, names in found.items()}


def _article(ledger: Ledger, reading: int) -> str:
    row = ledger.database.row("SELECT article FROM readings WHERE seq = ?", (reading,))
    return str(row[0]) if row else ""


def _wanted(by: frozenset[str], ask: Ask) -> bool:
    if ask.reviewer is None:
        return not by
    if ask.reviewer in by:
        return False
    return bool(by) or not ask.second


def _turned(ledger: Ledger, item: Item, other: Other, *, by: str, why: str | None) -> int:
    """Part what is together, or tie what is not."""
    one, two = (
        {"article": article, "span": list(span)}
        for article, span in ((item.article, item.span), (other.article, other.span))
    )
    if item.values["same"]:
        return ledger.judge(SPLIT, {"incident": None, "apart": [two], "rest": [one]}, by=by, why=why)
    return ledger.judge(MERGE, {"incidents": [], "members": [one, two]}, by=by, why=why)


# -------------------------------------------------------------------------------------- items


def _item(ledger: Ledger, row: tuple[Any, ...], *, machine: bool) -> Item | None:
    """The item of a row of the table; None where its record is gone with a newer reading."""
    kind, score, reading, article, target, at = row
    if kind == doubt_rows.PAIR:
        return _pair(ledger, row)
    value = json.loads(ledger.line(reading))
    if not machine and (over := ledger.corrections(article)):
        value, _ = corrections.apply(value, reading, over)
    name, id = target.split("/")
    record = next((one for one in value[name] if one["id"] == id), None)
    if record is None:
        return None
    span = _span(record)
    return Item(
        kind, article, reading, target, score, _doubt(value, kind, record), _values(value, kind, record),
        span, span.of(value["article"]["text"]), json.loads(at),
    )  # fmt: skip


def _span(record: Json) -> Span:
    """The sentence of a claim, the words of a figure, all pieces of an attribution."""
    if "sentence" in record:
        return Span(*record["sentence"])
    pieces = record.get("spans") or [*record["source"], *record["cue"], *record["content"]]
    return Span(min(start for start, _ in pieces), max(end for _, end in pieces))


def _values(reading: Json, kind: Kind, record: Json) -> Json:
    found = {field: record[field] for field in FIELDS[kind] if field in record}
    if kind == "claim":
        found["root"] = _name(reading, record["chain"][0]["actor"]) if record["chain"] else None
    return found


def _name(reading: Json, id: str) -> str:
    if id == PUBLISHER:
        return PUBLISHER
    return next((str(actor["name"]) for actor in reading["actors"] if actor["id"] == id), id)


def _doubt(reading: Json, kind: Kind, record: Json) -> str:
    """What is uncertain, in a few words."""
    match kind:
        case "attribution":
            return "who says this, and which words are theirs"
        case "accusation":
            who = ", ".join(_name(reading, id) for id in record["accused"]) or "somebody"
            return f"whether {who} is accused here, and of what"
        case "figure":
            return f"whether this many were {record['measure']}"
    other = record["alternative"]
    said = next((one for one in reading["attributions"] if other and one["id"] == other["attribution"]), None)
    if said is not None and said["source"]:
        start, end = said["source"][0][0], said["source"][-1][1]
        return f"whether “{reading['article']['text'][start:end]}” still says this"
    return "whose word this is in the end"


def _pair(ledger: Ledger, row: tuple[Any, ...]) -> Item:
    kind, score, reading, article, target, at = row
    (_, *first), (second, *span), same = json.loads(at)
    other = int(target.split("-")[1])
    one, two = Span(*first), Span(*span)
    return Item(
        kind, article, reading, target, score,
        "whether these are two incidents" if same else "whether these two are one incident",
        {"same": same}, one, one.of(_text(ledger, reading)), json.loads(at),
        Other(second, other, two, two.of(_text(ledger, other))),
    )  # fmt: skip


def _text(ledger: Ledger, reading: int) -> str:
    text: str = json.loads(ledger.line(reading))["article"]["text"]
    return text
