"""The app at work: the sample pages in the package, incidents that follow what is added."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from saidby.ledger.kept import fresh
from saidby.ledger.store import Ledger
from saidby.web.options import Options
from tests.ledger.test_incidents import KARSK
from tests.web import desk

ROOT = Path(__file__).parents[2]


def test_the_package_holds_the_sample_pages_byte_for_byte() -> None:
    samples = files("saidby.web").joinpath("samples")
    packed = {page.name: page.read_bytes() for page in samples.iterdir() if page.name[0].isdigit()}
    assert packed == {page.name: page.read_bytes() for page in (ROOT / "examples" / "pages").iterdir()}
    assert (
        samples.joinpath("gazetteer.tsv").read_bytes() == (ROOT / "examples" / "gazetteer.tsv").read_bytes()
    )


def test_incidents_follow_what_is_added_and_no_page_waits(ledger: str) -> None:
    with Ledger(ledger, mode="write") as store:
        store.add([desk.entry(replace(KARSK, article=replace(KARSK.article, title="Again")), "again")])
    with desk.client(ledger) as client:
        assert "incidents are being computed" in client.get("/incidents").text
    with desk.client(ledger, Options(refresh="thread", reviewer="Mira")) as client:
        until = time.monotonic() + 20
        while "being computed" in client.get("/incidents").text and time.monotonic() < until:
            time.sleep(0.05)
        assert "being computed" not in client.get("/incidents").text
    with Ledger(ledger) as store:
        assert fresh(store)
