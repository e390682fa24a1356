from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from saidby.batch import Outcome
from saidby.data import Problem
from saidby.ledger.rows import Request
from saidby.pages import Given
from saidby.shards.columns import TABLES, names
from saidby.shards.tables import rows_of
from tests.views.full_reading import full

REQUEST = Request(b"Ten killed in Tarsk", True, Given(published="2031-05-04"), 7)
DOCS = Path(__file__).parents[2] / "docs" / "batch.md"


def tables(**changes: Any) -> dict[str, list[dict[str, Any]]]:
    outcome = Outcome("karsk.jsonl line 7", 7, 19, full(), ())
    return {
        str(table): rows
        for table, rows in rows_of("karsk.jsonl", 7, replace(outcome, **changes), REQUEST).items()
    }


def picked(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def test_a_claim_is_told_in_words_with_its_chain_event_and_figures() -> None:
    row = tables()["claims"][0]
    assert row == {
        "article": row["article"], "claim": "c1", "url": None, "publisher": "Orlen Herald",
        "published": "2031-05-04", "act": "accuse", "root": "The ministry", "root_names": ["The ministry"],
        "root_kind": "organization", "root_sector": None, "root_for": None, "relays": [], "attributed": True,
        "quoting": "indirect", "cue": "said", "stance": None,
        "words": "that the Marsh Brigades had shelled the market with mortars in Tarsk on Friday, killing at "
        "least ten people",
        "names": ["The Marsh Brigades"] if row["names"] else [], "sentence": row["sentence"],
        "start": row["start"], "end": row["end"], "events": ["e1"], "event_types": ["ASSAULT/heavy-weapons"],
        "places": ["Tarsk"], "countries": ["XV"], "times": ["2031-05-02"], "figures": ["f1"],
        "accused": ["The Marsh Brigades"], "accused_of": ["e1"], "addressee": [], "denies": False,
        "hedges": ["at least"], "report_time": "2031-05-03", "repeats_earlier": False, "flags": [],
        "score": 0.9,
    }  # fmt: skip
    assert row["sentence"].startswith("The ministry said on Saturday that the Marsh Brigades")


def test_an_event_has_its_place_its_day_and_those_who_tell_of_it() -> None:
    row = tables()["events"][0]
    asked = ("type", "modes", "trigger", "actors", "place", "country", "latitude", "time", "claims", "roots")
    assert picked(row, *asked) == {
        "type": "ASSAULT", "modes": ["heavy-weapons"], "trigger": "shelled … shelling",
        "actors": ["The Marsh Brigades"], "place": "Tarsk", "country": "XV", "latitude": -42.66,
        "time": "2031-05-02", "claims": ["c1", "c2"], "roots": ["The ministry", "The Marsh Brigades"],
    }  # fmt: skip


def test_a_figure_has_its_range_and_whose_it_is() -> None:
    row = tables()["figures"][0]
    asked = ("measure", "low", "high", "words", "who", "event_types", "place", "time", "claims", "roots")
    assert picked(row, *asked) == {
        "measure": "killed", "low": 10, "high": None, "words": "at least ten people", "who": "people",
        "event_types": ["ASSAULT/heavy-weapons"], "place": "Tarsk", "time": "2031-05-02", "claims": ["c1"],
        "roots": ["The ministry"],
    }  # fmt: skip


def test_a_page_has_what_the_ledger_needs_of_it() -> None:
    (row,) = tables()["pages"]
    asked = (
        "status",
        "reason",
        "id",
        "given",
        "page",
        "is_text",
        "size",
        "claims",
        "attributed",
        "events",
        "figures",
    )
    assert picked(row, *asked) == {
        "status": "read", "reason": None, "id": "7", "given": '{"published":"2031-05-04"}',
        "page": b"Ten killed in Tarsk", "is_text": True, "size": 19, "claims": 4, "attributed": 3,
        "events": 2, "figures": 2,
    }  # fmt: skip


def test_a_page_in_another_language_is_kept_and_called_skipped() -> None:
    told = Problem(
        "read", "the text is not in English, the one language that is read; who says what is missing"
    )
    (row,) = tables(reading=replace(full(), claims=(), problems=(told,)))["pages"]
    assert picked(row, "status", "reason", "claims") == {
        "status": "skipped",
        "reason": told.message,
        "claims": 0,
    }
    assert row["reading"] is not None


def test_a_page_that_was_not_read_has_a_row_that_says_why() -> None:
    found = tables(reading=None, problems=(Problem("page", "not read: it takes longer than 2 seconds"),))
    assert list(found) == ["pages"]
    asked = ("status", "reason", "problems", "article", "reading", "page")
    assert picked(found["pages"][0], *asked) == {
        "status": "failed", "reason": "not read: it takes longer than 2 seconds",
        "problems": ["not read: it takes longer than 2 seconds"], "article": None, "reading": None,
        "page": b"Ten killed in Tarsk",
    }  # fmt: skip


def test_every_column_is_made_and_documented() -> None:
    described = DOCS.read_text(encoding="utf-8")
    for table in TABLES:
        (row, *_) = tables()[table]
        assert sorted(row) == sorted(names(table))
        section = described.split(f"### `{table}`")[1].split("\n##")[0]
        told = {
            name
            for cell in re.findall(r"^\| (`.*?) \|", section, re.M)
            for name in re.findall(r"`(\w+)`", cell)
        }
        assert told == set(names(table))
