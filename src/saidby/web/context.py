"""Context: a record in the words around it, its own words marked, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from saidby.data import READ_ROLES, Element, Reading, Span
from saidby.views.segments import Mark, Marks
from saidby.web.blocks import Blocks

_AROUND = 1  # elements before and after
_MOST = 4_000  # characters of an element that is very long


def around(reading: Reading, target: str, span: Span) -> Markup:
    """The elements that hold the record, and what stands before and after; for choosing words in it."""
    article = reading.article
    read = [element for element in article.elements if element.role in READ_ROLES]
    inside = [at for at, element in enumerate(read) if element.span.overlaps(span)] or [0]
    some = read[max(0, inside[0] - _AROUND) : inside[-1] + 1 + _AROUND]
    marked = Marks(_marks(reading, target, span))
    return Blocks(article.text, marked, None, placed=True).html(_cut(element, span) for element in some)


def _cut(element: Element, span: Span) -> Element:
    start, end = element.span
    if end - start <= _MOST:
        return element
    middle = min(max(span.start, start), end)
    return Element(element.role, Span(max(start, middle - _MOST // 2), min(end, middle + _MOST // 2)))


def _marks(reading: Reading, target: str, span: Span) -> Iterator[Mark]:
    name, _, id = target.partition("/")
    said = {one.id: one for one in reading.attributions}
    wanted = said.get(id) if name == "attributions" else None
    if name == "claims":
        claim = next((one for one in reading.claims if one.id == id), None)
        wanted = said.get(claim.attribution or "") if claim else None
        if claim and wanted is None:
            yield Mark(claim.sentence, "content", id, "indirect")
        for link in claim.chain if claim else ():
            if link.via:
                yield Mark(link.via, "relay", id)
    elif name == "figures":
        yield from (Mark(s, "figure", "") for one in reading.figures if one.id == id for s in one.spans)
    elif name == "pairs":
        yield Mark(span, "content", "c", "indirect")
    elif wanted is None:
        yield Mark(span, "event", "")
    if wanted is not None:
        for kind, spans in (("source", wanted.source), ("cue", wanted.cue), ("content", wanted.content)):
            yield from (Mark(s, kind, id, wanted.quoting) for s in spans)  # type: ignore[arg-type]
