"""Datelines: the place, date and agency that open a wire story ("ALEPPO, Nov 25 (Agency) - ")."""

from __future__ import annotations

import re

DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]*|[A-Z]{2,}\b)(?:[ /,]+(?:[A-Z][\w.'’-]*|of|de|la|el|al|[A-Z]{2,}\b)){0,6}"
    r"(?:,?\s+(?:\d{1,2}\s+[A-Za-z]{3,9}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2})(?:,?\s+'?\d{2,4})?)?"
    r"\s*(?:\([A-Za-z][\w .,/&'’-]{1,50}\)\s*(?:(?:--|[-–—_:])+\s*|\.\s+)|"
    r"(?:--|[–—_]|\s-)\s*)(?:\[[A-Z ]{2,20}\]\s*)*"
)
STOPPED = re.compile(
    r"[A-Z]{3,}(?:[ -][A-Z]+){0,3}, (?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2})\.\s+"
    r"(?:/[A-Z][\w .-]{1,30}/[.,]?\s*)?"
)
"""As the Russian agencies write: "MOSCOW, October 17. /TASS/. "."""
AGENCY_LEAD = re.compile(r"\([A-Z][\w .,/&'’-]{1,40}\)\s*(?:--|[-–—_])+\s*")


AGENCY = re.compile(
    r"^[A-Z][A-Z.&/ -]+$|(?i:reuters|xinhua|interfax|press|agenc|news|yonhap|bloomberg|times|radio|business)"
)


def dateline(text: str, *, leading: bool = True) -> int:
    """How many characters at the start of a paragraph are its dateline; 0 if it has none.

    Only a paragraph that leads its story may have one without an agency ("ALEPPO - ").
    """
    head = text[:160]
    if leading and (stopped := STOPPED.match(head)):
        return stopped.end() if stopped.end() < len(text) else 0
    match = DATELINE.match(head) or AGENCY_LEAD.match(head)
    if not match:
        return 0
    lead = match.group()
    if lead.rstrip().endswith(".") and not re.search(r"\d|^[A-Z]{3,}\b", lead):
        return 0
    if lead.startswith("("):
        return match.end() if leading and match.end() < len(text) and len(lead.split()) <= 4 else 0
    place = re.match(r"[^(\d–—_]*?(?=,|\s*\(|\s+--|\s*[–—_]|\s-|\s+\d|$)", lead)
    name = place.group() if place else ""
    shouted = name.isupper() and len(name) >= 3
    if "(" not in lead and not (shouted and leading):
        return 0
    inside = re.search(r"\(([^)]*)\)", lead)
    if (
        inside
        and not shouted
        and not AGENCY.search(inside[1])
        and not re.search(r"\d", lead[: inside.start()])
    ):
        return 0
    if re.search(r"\d", name) or len(name.split()) > 5:
        return 0
    return match.end() if match.end() < len(text) else 0
