"""Root rows, places and months: what overviews are made of, the same in a file and on a server."""

from __future__ import annotations

from saidby.ledger import kept
from saidby.ledger.listed_rows import beside, by_month, placed
from saidby.ledger.root_rows import clashing, groups, heard_through, known, listed, months, passes_on, said
from saidby.ledger.store import Ledger
from saidby.ledger.summary import Filter
from tests.ledger.entries import NOON
from tests.ledger.test_incidents import COURIER, HERALD, KARSK
from tests.web.desk import entry


def test_they_are_the_same_in_a_file_and_on_a_server(file: str, schema: str) -> None:
    found = []
    for path in (file, schema):
        with Ledger(path, mode="create", clock=lambda: NOON) as ledger:
            ledger.add([entry(one, id) for id, one in (("a", HERALD), ("b", COURIER), ("c", KARSK))])
            kept.refresh(ledger)
            name = listed(ledger).roots[0].name
            asked = Filter(since="2031", background=True)
            found.append((
                listed(ledger, text="in%", clashing=True), listed(ledger), known(ledger, name),
                said(ledger, name), months(ledger, name), groups(ledger, name), clashing(ledger, name),
                heard_through(ledger, name), passes_on(ledger, name), placed(ledger, asked),
                by_month(ledger, asked), beside(ledger, asked, "placed"), beside(ledger, asked, "dated"),
            ))  # fmt: skip
    assert found[0] == found[1]
    assert found[0][2] is not None
    assert len(found[0][9]) == 2


def test_rows_go_with_their_incident(file: str) -> None:
    with Ledger(file, mode="create", clock=lambda: NOON) as ledger:
        ledger.add([entry(HERALD, "a")])
        kept.refresh(ledger)
        before = {root.name for root in listed(ledger).roots}
        ledger.add([entry(COURIER, "b")])
        kept.refresh(ledger)
        counted = ledger.database.row("SELECT count(DISTINCT incident) FROM incident_roots")
        incidents = ledger.database.row("SELECT count(*) FROM incidents")
        assert counted == incidents
        assert before == {"Interior Ministry"}
        assert {"Interior Ministry", "Harbour Clinic"} <= {root.name for root in listed(ledger).roots}
