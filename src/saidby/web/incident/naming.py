"""Naming: an incident with every root under a name that people can read."""

from __future__ import annotations

import re
from dataclasses import replace

from saidby.ledger.incident import Incident

NOT_KNOWN = "publisher unknown"
_ID = re.compile(r"[0-9a-f]{64}")


def named(incident: Incident) -> Incident:
    """An article whose publisher nobody knows stands for itself, by its id: shown as a publisher unknown."""
    own = {
        a.id: a.publisher or (NOT_KNOWN if a.title is None else f"{NOT_KNOWN}: {a.title}")
        for a in incident.articles
    }

    def name(text: str) -> str:
        return own.get(text) or (NOT_KNOWN if _ID.fullmatch(text) else text)

    def names(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(name, texts)))

    return replace(
        incident,
        claims=tuple(replace(c, root=name(c.root), group=name(c.group)) for c in incident.claims),
        roots=tuple(replace(r, name=name(r.name), group=name(r.group)) for r in incident.roots),
        relays=tuple(replace(r, root=name(r.root), via=name(r.via)) for r in incident.relays),
        figures=tuple(replace(f, root=name(f.root)) for f in incident.figures),
        blame=tuple(replace(b, accused=name(b.accused), by=name(b.by)) for b in incident.blame),
        facets=tuple(
            replace(
                f,
                positions=tuple(
                    replace(p, roots=names(p.roots), groups=names(p.groups)) for p in f.positions
                ),
            )
            for f in incident.facets
        ),
    )
