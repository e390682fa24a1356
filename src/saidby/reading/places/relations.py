"""Where something is beside a named place, and how exactly that says where."""

from __future__ import annotations

import re

from saidby.data import Span

_SIDE = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?"
_RELATION = re.compile(
    rf"\b((?:(?:the\s)?(?:{_SIDE}|outskirts|suburbs|edges?|countryside|vicinity|border)\sof|{_SIDE}ern(?:most)?(?:\s(?:part|outskirts|suburbs|countryside|edge|region|side)s?\sof)?"
    rf"|{_SIDE}(?=\s+[A-Z])|near|outside|close\sto|central|rural|mid|(?:part|parts|rest|much|most)\sof|toward(?:s)?|around|off)"
    r"(?:\sthe)?(?:\s(?:city|town|village|province|coast|border)\sof)?)\s+(?:the\s|al-)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:['’]s)?\s(?:\w+\s)?(countryside|outskirts|suburbs|suburb|vicinity|area|border|coast)\b"
)
_PRECISION = {
    code: precision
    for precision, codes in {
        2: "LK VAL RDGE PASS BAY MT",
        3: "ADM2 ADM3 ISL",
        4: "ADM1",
        5: "RGN CONT STM MTS LKS ISLS DSRT PEN",
        6: "PCLI PCLS PCLD PCL",
        7: "SEA OCN GULF STRT CHN",
    }.items()
    for code in codes.split()
}


def relation(text: str, span: Span) -> str | None:
    """ "north of", "outskirts of", "northern", "countryside" behind the name; None for the place itself."""
    low = max(0, span.start - 60)
    found = _RELATION.search(text[low : span.start])
    if found:
        words = re.sub(r"\s+", " ", found[1].lower()).removeprefix("the ")
        return words
    behind = _AFTER.match(text, span.end, span.end + 40)
    return behind[1].lower() if behind and behind[1] != "area" else None


def precision(code: str, related: str | None) -> int:
    """UCDP where_prec of a place of a GeoNames feature code, seen from a relation to it."""
    exact = _PRECISION.get(code, 1)
    if related is None:
        return exact
    return 5 if exact == 6 else max(exact, 2)
