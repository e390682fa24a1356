"""Figures: whether the numbers of killed and injured are those that people read, or that the record gives.

    python -m bench.figures

Three sets: articles on shootings with the record of the incident (eval/gold/gva-open, gvc-train), hand-read
articles on the war in Syria (data/incidents). The rules were written on one half of the first and the third
("seen"), the other half ("unseen") tells how far they carry. Needs no model.
"""

from __future__ import annotations

import hashlib
import sys
import time
from typing import Any

from bench.shared import data, rows, scorer
from saidby.data import Article
from saidby.pages import Given, read_text
from saidby.reading.figures import figures
from saidby.reading.sentences import sentences
from saidby.serial import to_json

Rows = dict[str, dict[str, Any]]
HALVES = {"seen": {True}, "unseen": {False}, "all": {True, False}}


def main() -> int:
    for name, value in measure().items():
        print(f"  {name:<52}{value:>8.2f}")
    return 0


def measure() -> dict[str, float]:
    """Figures in per cent by name; `MB/s` is of one thread, the reading of figures alone."""
    gold = data().parent / "eval" / "gold"
    shootings, more, war = (
        rows(gold / "gva-open.jsonl"),
        rows(gold / "gvc-train.jsonl"),
        data() / "incidents",
    )
    texts, read = rows(war / "open_input.jsonl"), rows(war / "open.jsonl")
    result: dict[str, float] = {}
    readings = _readings(shootings)
    for part, wanted in HALVES.items():
        half = {key: row for key, row in shootings.items() if _seen(key) in wanted}
        result |= _shootings(half, readings, f"shootings, {part}")
    result |= _shootings(more, _readings(more), "shootings, second set")
    readings = _readings({key: texts[key] for key in read})
    for part, wanted in HALVES.items():
        half = {key: row for key, row in read.items() if _seen(str(row["group"])) in wanted}
        result |= _war(half, readings, f"war, {part}")
    return result | {"MB/s": _speed(shootings)}


def _shootings(gold: Rows, readings: Rows, name: str) -> dict[str, float]:
    """The largest number of an article against the record; "early": published the same or the next day."""
    rows = scorer("score_figures").score(gold, readings)["rows"]
    return {
        f"{name}: {group} {kind} exact": 100 * rows[f"{group} {kind}"]["exact"]
        for group in ("early", "all")
        for kind in ("killed", "injured")
    }


def _war(gold: Rows, readings: Rows, name: str) -> dict[str, float]:
    """Measure, low and high of an article's figures; gold leaves background out."""
    rows = scorer("score_syria").score(gold, readings)["rows"]
    return {
        f"{name}: {what} {level}": 100 * rows[f"article {what}"][level]
        for what in ("figures", "killed")
        for level in ("p", "r", "f1")
    }


def _speed(gold: Rows) -> float:
    articles = [_article(row) for row in list(gold.values())[:300]]
    read = [(article, sentences(article)) for article in articles]
    start = time.process_time()
    for article, its in read:
        figures(article, its)
    return sum(len(article.text) for article in articles) / (time.process_time() - start) / 1e6


def _readings(rows: Rows) -> Rows:
    return {key: _reading(key, row) for key, row in rows.items()}


def _reading(key: str, row: dict[str, Any]) -> dict[str, Any]:
    article = _article(row)
    found = figures(article, sentences(article))
    return {"id": key, "article": {"id": key, "text": article.text}, "figures": [to_json(f) for f in found]}


def _article(row: dict[str, Any]) -> Article:
    article, _ = read_text(row["text"], given=Given(published=(row.get("published") or "")[:10] or None))
    return article


def _seen(key: str) -> bool:
    return hashlib.sha1(key.encode()).digest()[-1] % 2 == 0


if __name__ == "__main__":
    sys.exit(main())
