"""Computing: the incidents of a ledger, from its readings, corrections and judgements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from saidby.ledger.echo_rows import current
from saidby.ledger.incident import Incident
from saidby.ledger.incidents import Known, Page, incidents
from saidby.ledger.owners import shipped
from saidby.ledger.portraits import portraits
from saidby.ledger.store import Ledger
from saidby.ledger.ties import MERGE, SPLIT, decided


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed. `articles` gives the ledger's id of each article by the name exports use."""

    incidents: tuple[Incident, ...]
    articles: dict[str, str]


def computed(ledger: Ledger, *, tick: Callable[[int], None] | None = None) -> Computed:
    """All incidents of a ledger; `tick` is told after each reading how many were taken in."""
    pages: list[Page] = []
    for stored in ledger.readings(corrected=True):
        page = Page(
            stored.article, stored.name, stored.row, stored.reading, portraits(stored.reading, stored.article)
        )
        pages.append(page)
        if tick:
            tick(len(pages))
    sittings = {page.article: page.sitting for page in pages}
    tied, parted = decided(ledger.judgements(MERGE, SPLIT), sittings)
    known = Known(echoes=current(ledger), tied=tied, parted=parted, owners=shipped())
    return Computed(tuple(incidents(pages, known)), {page.name: page.article for page in pages})
