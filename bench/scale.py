"""Incidents among millions of claims: what each step costs, and the steps in parts: `make bench-scale`.

Real readings are varied into 100,000 claims (`bench.stream`), and every step of finding incidents is done on
them as the ledger does it, and timed. What needs more than one article is then done from tables on disk, for
these claims and for a hundred times as many: the keys of these, names renamed and days moved for each
repetition. `python -m bench.scale 100000 100` says both numbers.

    parted    keys by their hash, pairs by one of the two; numpy, one process, one part in memory at a time
    duckdb    the same in SQL over Parquet, where duckdb is installed
    sqlite    the same SQL in the ledger's engine

The pairs that come out must be those of `saidby.ledger.candidates`, but for ties.
"""

from __future__ import annotations

import hashlib
import resource
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.ledger import real
from bench.shared import data
from bench.stream import stream
from saidby.data import Reading
from saidby.ledger.candidates import BEST, WINDOW, candidates, keys
from saidby.ledger.clusters import LEAST, clusters
from saidby.ledger.comparing import compared
from saidby.ledger.echoes import Echo, echoes
from saidby.ledger.links import linked
from saidby.ledger.pairs import NAMES, odds
from saidby.ledger.portraits import Portrait, Sitting, portraits
from saidby.ledger.prints import prints
from saidby.ledger.words import Rarity

CLAIMS = 100_000
TIMES = 100
PARTS = 16  # of keys, and of happenings
UNDATED = 10**7
Table = np.ndarray[Any, Any]
KEY = np.dtype(
    [("key", "u8"), ("weight", "f8"), ("day", "i4"), ("happening", "u4"), ("article", "u4"), ("name", "?")]
)
PAIR = np.dtype([("one", "u4"), ("other", "u4"), ("weight", "f8")])


class Costs:
    """What each step took, in seconds of processor time, and the memory that it left."""

    def __init__(self) -> None:
        self._begun = 0.0

    def of(self, name: str, work: Callable[[], Any], count: Callable[[Any], tuple[int, str]]) -> Any:
        began, clock = time.process_time(), time.perf_counter()
        found = work()
        spent = time.process_time() - began
        number, what = count(found)
        each = f"{1e6 * spent / number:10,.1f} µs a {what}" if number else ""
        print(
            f"{name:<38}{spent:>8.1f} s of processor{time.perf_counter() - clock:>8.1f} s"
            f"{number:>13,}  {each}  {memory():,.0f} MB",
            flush=True,
        )
        return found


def main() -> int:
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS
    times = int(sys.argv[2]) if len(sys.argv) > 2 else TIMES
    costs = Costs()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        readings = real(data() / "syria" / "articles.jsonl", place)
        table, same = in_memory(readings, claims, costs)
        pairs = parted(table, place, costs, "pairs")
        mine = set(zip(pairs["one"].tolist(), pairs["other"].tolist(), strict=True))
        print(f"pairs of the ledger that are not among those of the parts: {len(same - mine):,}; "
              f"the other way: {len(mine - same):,} of {len(same):,}", flush=True)  # fmt: skip
        engines(table, place, costs, f"{claims:,} claims")
        del same, mine, pairs
        many = costs.of("keys repeated", lambda: repeated(table, times), lambda found: (len(found), "key"))
        parted(many, place, costs, f"pairs of {claims * times:,} claims")
        engines(many, place, costs, f"{claims * times:,} claims", slow=False)
    return 0


# -------------------------------------------------------------------------------------- as the ledger does it


def in_memory(readings: Sequence[Reading], most: int, costs: Costs) -> tuple[Table, set[tuple[int, int]]]:
    """Every step on so many claims, each timed; the keys of the happenings, and the pairs that were found."""
    found: list[Reading] = []

    def vary() -> None:
        count = 0
        for entry, _ in stream(readings):
            found.append(entry.reading)
            count += len(entry.reading.claims)
            if count >= most:
                return

    costs.of("varying", vary, lambda _: (len(found), "article"))
    print(f"{sum(len(one.claims) for one in found):,} claims in {len(found):,} articles", flush=True)
    sittings = costs.of(
        "portraits",
        lambda: [portraits(one, one.article.id) for one in found],
        lambda _: (len(found), "article"),
    )
    printed = costs.of(
        "prints", lambda: [prints(one, one.article.id, series=one.article.url) for one in found],
        lambda _: (len(found), "article"),
    )  # fmt: skip
    echoed: Sequence[Echo] = costs.of("echoes", lambda: echoes(printed), lambda _: (len(found), "article"))
    copied = shares(echoed)
    articles = len(found)
    found.clear()
    printed.clear()
    rarity = costs.of(
        "rarity", lambda: Rarity(one.words for one in sittings), lambda _: (articles, "article")
    )
    happenings = [portrait for sitting in sittings for portrait in sitting.portraits]
    pairs = costs.of("candidates", lambda: candidates(happenings, rarity), lambda all: (len(all), "pair"))
    likely: list[float] = costs.of(
        "words weighed, scores",
        lambda: _odds(sittings, rarity, pairs, copied),
        lambda all: (len(all), "pair"),
    )
    whole = costs.of(
        "clusters, all at once",
        lambda: at_once(happenings, pairs, likely),
        lambda all: (len(happenings), "happening"),
    )
    cut = costs.of(
        "clusters, component by component",
        lambda: by_component(happenings, pairs, likely),
        lambda all: (len(happenings), "happening"),
    )
    largest, apart = max(map(len, cut[1])), cut[0]
    parts = costs.of(
        "all from portraits on, as the ledger does",
        lambda: linked(sittings, echoes=echoed),
        lambda _: (len(happenings), "happening"),
    )
    same = f"{apart == whole}, from the ledger: {parts.clusters == whole}"
    told = f"{len(whole):,} incidents; the same from components: {same}; of {len(cut[1]):,}"
    print(f"{told} components the largest has {largest:,} happenings", flush=True)
    table = costs.of("keys", lambda: keyed(happenings, rarity), lambda _: (len(happenings), "happening"))
    return table, set(pairs)


def _odds(
    sittings: Sequence[Sitting],
    rarity: Rarity,
    pairs: Sequence[tuple[int, int]],
    copied: dict[frozenset[str], float],
) -> list[float]:
    of = [portrait.ref[0] for sitting in sittings for portrait in sitting.portraits]
    rows = compared(sittings, rarity, pairs)
    rows[:, NAMES.index("copied")] = [copied.get(frozenset((of[a], of[b])), 0.0) for a, b in pairs]
    likely: list[float] = odds(rows).astype(np.float32).tolist()
    return likely


def shares(found: Sequence[Echo]) -> dict[frozenset[str], float]:
    """How much of their text two articles share; shared quotations do not count."""
    most: dict[frozenset[str], float] = defaultdict(float)
    for echo in found:
        if echo.kind != "quote":
            pair = frozenset((echo.source, echo.target))
            most[pair] = max(most[pair], echo.share)
    return most


def at_once(
    happenings: Sequence[Portrait], pairs: Sequence[tuple[int, int]], odds: Sequence[float]
) -> list[tuple[Any, ...]]:
    """The clusters of all happenings, joined in one go."""
    refs = [one.ref for one in happenings]
    known = {(refs[a], refs[b]): value for (a, b), value in zip(pairs, odds, strict=True)}
    return clusters(refs, known, parted=_of_one_article(refs))


def by_component(
    happenings: Sequence[Portrait], pairs: Sequence[tuple[int, int]], odds: Sequence[float]
) -> tuple[list[tuple[Any, ...]], list[list[int]]]:
    """The same clusters from parts that can be clustered apart.

    Two clusters between which every pair speaks against, or was not scored, are never joined. So happenings
    that no chain of pairs above `LEAST` ties have nothing to do with each other.
    """
    home = list(range(len(happenings)))

    def root(item: int) -> int:
        while home[item] != item:
            home[item] = home[home[item]]
            item = home[item]
        return item

    for (a, b), value in zip(pairs, odds, strict=True):
        if value > LEAST:
            first, second = sorted((root(a), root(b)))
            home[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for item in range(len(happenings)):
        members[root(item)].append(item)
    inside: dict[int, dict[tuple[Any, Any], float]] = defaultdict(dict)
    for (a, b), value in zip(pairs, odds, strict=True):
        if home[a] == home[b] or root(a) == root(b):
            inside[root(a)][happenings[a].ref, happenings[b].ref] = value
    found: list[tuple[Any, ...]] = []
    for first, items in members.items():
        refs = [happenings[item].ref for item in items]
        found += clusters(refs, inside[first], parted=_of_one_article(refs))
    return sorted(found), list(members.values())


def _of_one_article(refs: Sequence[tuple[str, int]]) -> list[tuple[Any, Any]]:
    by_article: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for ref in refs:
        by_article[ref[0]].append(ref)
    return [(a, b) for own in by_article.values() for n, a in enumerate(own) for b in own[n + 1 :]]


# -------------------------------------------------------------------------------------- in parts


def keyed(happenings: Sequence[Portrait], rarity: Rarity) -> Table:
    """The keys of every happening as rows of a table."""
    numbers: dict[str, int] = {}
    rows = [
        (hashed(key), rarity(key.removeprefix("=")), _day(one), number,
         numbers.setdefault(one.happening.article, len(numbers)), key[0] in "^=")
        for number, one in enumerate(happenings)
        for key in keys(one, rarity)
    ]  # fmt: skip
    return np.array(rows, KEY)


def hashed(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def _day(one: Portrait) -> int:
    when = one.happening.days or one.published
    return when.first if when else UNDATED


def repeated(table: Table, times: int) -> Table:
    """So many times the keys: each time with names of its own, other articles, and days that go on."""
    dated = table["day"][table["day"] < UNDATED]
    days = int(np.percentile(dated, 99) - np.percentile(dated, 1)) + 1
    many = np.tile(table, times)
    turn = np.repeat(np.arange(times, dtype=np.uint64), len(table))
    salt = turn * np.uint64(0x9E3779B97F4A7C15)
    many["key"] ^= np.where(many["name"], salt, np.uint64(0))
    many["happening"] += (turn * np.uint64(int(table["happening"].max()) + 1)).astype(np.uint32)
    many["article"] += (turn * np.uint64(int(table["article"].max()) + 1)).astype(np.uint32)
    many["day"] += np.where(many["day"] < UNDATED, turn.astype(np.int32) * days, 0).astype(np.int32)
    return many


def parted(table: Table, place: Path, costs: Costs, name: str) -> Table:
    """Candidate pairs, with one part of the keys, then one of the happenings in memory at a time."""
    most = int(table["happening"].max()) + 1

    def blocks() -> int:
        count = 0
        for part in range(PARTS):
            raw = windowed(table[table["key"] % PARTS == part])
            count += len(raw)
            both = np.concatenate([raw, _turned(raw)])
            at = both["one"].astype(np.int64) * PARTS // most
            for owner in range(PARTS):
                np.save(place / f"{owner}-{part}.npy", both[at == owner])
        return count

    def best() -> Table:
        found = [best_of(summed(_joined(place, owner))) for owner in range(PARTS)]
        every = np.concatenate(found)
        low, high = np.minimum(every["one"], every["other"]), np.maximum(every["one"], every["other"])
        codes = np.unique(low.astype(np.uint64) << np.uint64(32) | high)
        pairs = np.zeros(len(codes), PAIR)
        pairs["one"], pairs["other"] = codes >> np.uint64(32), codes & np.uint64(0xFFFFFFFF)
        return pairs

    costs.of(f"{name}: blocks", blocks, lambda count: (count, "raw pair"))
    return costs.of(f"{name}: the best", best, lambda found: (len(found), "pair"))


def windowed(table: Table) -> Table:
    """Pairs of neighbours in each block, with what the key weighs."""
    table = table[np.lexsort((table["happening"], table["day"], table["key"]))]
    found = []
    for shift in range(1, WINDOW + 1):
        a, b = table[:-shift], table[shift:]
        same = (a["key"] == b["key"]) & (a["article"] != b["article"])
        pairs = np.zeros(int(same.sum()), PAIR)
        pairs["one"], pairs["other"], pairs["weight"] = (
            np.minimum(a["happening"], b["happening"])[same],
            np.maximum(a["happening"], b["happening"])[same],
            a["weight"][same],
        )
        found.append(pairs)
    return np.concatenate(found)


def _turned(pairs: Table) -> Table:
    turned = pairs.copy()
    turned["one"], turned["other"] = pairs["other"], pairs["one"]
    return turned


def _joined(place: Path, owner: int) -> Table:
    return np.concatenate([np.load(place / f"{owner}-{part}.npy") for part in range(PARTS)])


def summed(pairs: Table) -> Table:
    """Each pair once, with the sum of its weights."""
    code = pairs["one"].astype(np.uint64) << np.uint64(32) | pairs["other"]
    order = np.argsort(code, kind="stable")
    code = code[order]
    starts = np.flatnonzero(np.r_[True, code[1:] != code[:-1]]) if len(code) else np.zeros(0, np.int64)
    found = pairs[order][starts]
    found["weight"] = np.add.reduceat(pairs["weight"][order], starts) if len(starts) else 0
    return found


def best_of(pairs: Table) -> Table:
    """Of each happening the pairs that weigh most."""
    pairs = pairs[np.lexsort((pairs["other"], -pairs["weight"], pairs["one"]))]
    starts: Any = np.flatnonzero(np.r_[True, pairs["one"][1:] != pairs["one"][:-1]]) if len(pairs) else []
    rank = np.arange(len(pairs)) - np.repeat(starts, np.diff(np.r_[starts, len(pairs)])) if len(pairs) else []
    return pairs[np.asarray(rank) < BEST] if len(pairs) else pairs


# -------------------------------------------------------------------------------------- in SQL

SQL = f"""
WITH placed AS (
    SELECT *, row_number() OVER (PARTITION BY key ORDER BY day, happening) AS n FROM keys
), summed AS (
    SELECT a.happening AS one, b.happening AS other, sum(a.weight) AS weight
    FROM placed a JOIN placed b ON b.key = a.key AND b.n BETWEEN a.n + 1 AND a.n + {WINDOW}
    WHERE a.article <> b.article GROUP BY 1, 2
), both_ways AS (
    SELECT one, other, weight FROM summed UNION ALL SELECT other, one, weight FROM summed
), ranked AS (
    SELECT one, other, row_number() OVER (PARTITION BY one ORDER BY weight DESC, other) AS r FROM both_ways
)
SELECT count(*) FROM (SELECT DISTINCT min(one, other), max(one, other) FROM ranked WHERE r <= {BEST})
"""


def engines(table: Table, place: Path, costs: Costs, name: str, *, slow: bool = True) -> None:
    """The same in DuckDB over Parquet, and in SQLite."""
    for engine in (_duckdb, *((_sqlite,) if slow else ())):
        found = engine(table, place)
        if found is not None:
            costs.of(f"{engine.__name__[1:]}, {name}", found, lambda count: (count, "pair"))


def _duckdb(table: Table, place: Path) -> Callable[[], int] | None:
    try:
        import duckdb
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return None
    columns = {name: pa.array(table[name]) for name in ("key", "weight", "day", "happening", "article")}
    parquet.write_table(pa.table(columns), place / "keys.parquet", compression="zstd")

    def run() -> int:
        database = duckdb.connect(str(place / "scale.duckdb"))
        database.execute(f"SET threads = 1; SET memory_limit = '6GB'; SET temp_directory = '{place}'")
        statement = SQL.replace("FROM keys", f"FROM '{place / 'keys.parquet'}'")
        statement = statement.replace(
            "min(one, other), max(one, other)", "least(one, other), greatest(one, other)"
        )
        found = database.execute(statement).fetchone()
        database.close()
        return int(found[0]) if found else 0

    return run


def _sqlite(table: Table, place: Path) -> Callable[[], int]:
    def rows() -> Iterator[tuple[Any, ...]]:
        keys = table["key"].astype(np.int64)
        for number in range(len(table)):
            row = table[number]
            yield (
                int(keys[number]),
                float(row["weight"]),
                int(row["day"]),
                int(row["happening"]),
                int(row["article"]),
            )

    def run() -> int:
        with sqlite3.connect(place / "scale.db") as database:
            database.execute("PRAGMA cache_size = -1000000")
            database.execute("CREATE TABLE keys (key, weight, day, happening, article)")
            database.executemany("INSERT INTO keys VALUES (?, ?, ?, ?, ?)", rows())
            statement = SQL.replace("WITH placed AS (", "WITH placed AS MATERIALIZED (")
            (count,) = database.execute(statement).fetchone()
        return int(count)

    return run


def memory() -> float:
    """The most that this process has had, in MB."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    raise SystemExit(main())
