"""What a ledger holds, as people look at it in a terminal: claims that were searched for, rows of the log.

The JSON of the same things stands here too, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from saidby.ledger.index import BETWEEN
from saidby.ledger.rows import Hit, LogRow
from saidby.views.overview import NO_PUBLISHER, NO_TITLE, NOBODY
from saidby.views.terminal import INDENT, LOOK, Look, hanging, room, set_lines
from saidby.views.typeset import Line, Run, cut, wrap

Json = dict[str, Any]


def hits(found: Iterable[Hit], *, look: Look = LOOK) -> str:
    """Each claim with who said it, in which words, through whom, and where it was published."""
    lines: list[Line] = []
    for hit in found:
        lines += [*_hit(hit, room(look)), ()]
    return set_lines(lines, look)


def hit_json(hit: Hit) -> Json:
    claim, head = hit.claim, hit.head
    return {
        "row": head.row,
        "claim": claim.claim,
        "who": names(claim.who),
        "through": names(claim.through),
        "act": claim.act,
        "quoting": claim.quoting,
        "words": claim.words,
        "names": names(claim.names),
        "places": names(claim.places),
        "corrected": hit.corrected,
        "article": head.article,
        "id": head.id,
        "url": head.url,
        "publisher": head.publisher,
        "title": head.title,
        "published": head.published,
    }


def log_rows(rows: Iterable[LogRow], *, look: Look = LOOK) -> str:
    """A line a row: number, time, kind, what it is about, the beginning of its hash."""
    columns = room(look)
    lines: list[Line] = []
    for row in rows:
        start = f"{row.row:>6}  {row.at}  {row.kind:<10}  {row.hash[:8]}  "
        lines.append((Run(start, "label"), Run(cut(row.subject, max(10, columns - len(start))))))
    return set_lines(lines, look)


def log_json(row: LogRow) -> Json:
    return {"row": row.row, "at": row.at, "kind": row.kind, "subject": row.subject, "hash": row.hash}


def names(joined: str) -> list[str]:
    """The names of a column of the search index."""
    return joined.split(BETWEEN) if joined else []


def _hit(hit: Hit, columns: int) -> Iterator[Line]:
    claim, head = hit.claim, hit.head
    who = names(claim.who)
    tags = [tag for tag in (claim.quoting, claim.act.replace("_", " ")) if tag and tag != "assert"]
    tags += [] if claim.quoting else ["on the publisher's own word"]
    tags += ["corrected"] if hit.corrected else []
    runs = [Run(who[0] if who else NOBODY, "source" if who else "faint")]
    if len(who) > 1:
        runs.append(Run(f" ({', '.join(who[1:])})", "faint"))
    runs += [Run("  "), Run(f"[{', '.join(tags)}]", "label")]
    yield from hanging(Run(f"{head.row}/{claim.claim}  ", "label"), runs, columns)
    words = Run(claim.words, "quoted" if claim.quoting == "direct" else "")
    for line in wrap([words], columns - INDENT):
        yield (Run(" " * INDENT), *line)
    chain = dict.fromkeys([*who[:1], *names(claim.through), *([] if head.publisher else [NO_PUBLISHER])])
    yield from hanging(Run(" " * INDENT), [Run(" → ".join(chain))], columns)
    where = " · ".join((head.published or "no date", head.title or NO_TITLE, head.url or head.origin))
    yield (Run(" " * INDENT), Run(cut(where, columns - INDENT), "faint"))
