"""Printed days: htmldate's guess, believed only where the page itself prints that day beside its story.

The last resort for days in forms and languages that `dates` does not read. htmldate looks everywhere, also in
scripts, addresses of images and copyright lines; a day that no short line around the story shows is dropped.
"""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from saidby.data import Role, Span
from saidby.pages.dom import Walked
from saidby.pages.evidence import Clue
from saidby.pages.lines import COPYRIGHT

NEAR: frozenset[Role] = frozenset(("dateline", "byline", "deck", "section", "other", "heading", "body"))
LONGEST = 80  # characters of a line that can be a date with its label
NUMBER = re.compile(r"\d+")


def printed_day(
    root: etree._Element, walked: Walked, found: list[Role], latest: date
) -> tuple[Clue, int] | None:
    """A day, up to `latest`, that htmldate finds and a line of the story prints, with its block's number."""
    import logging

    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        value = find_date(
            root,
            original_date=True,
            extensive_search=True,
            max_date=latest.isoformat(),
            outputformat="%Y-%m-%d",
        )
    except (etree.LxmlError, ValueError, OverflowError, RecursionError):
        return None
    if not value:
        return None
    year, month, day = (int(part) for part in value.split("-"))
    last = max((number for number, role in enumerate(found) if role == "body"), default=len(found))
    for place, (block, role) in enumerate(zip(walked.blocks[:last], found, strict=False)):
        if role not in NEAR or block.zone.hidden or block.end - block.start > LONGEST:
            continue
        line = walked.text[block.start : block.end]
        numbers = [int(number) for number in NUMBER.findall(line)]
        words = re.search(r"[^\W\d_]{3,}", line) is not None
        if year in numbers and day in numbers and (month in numbers or words) and not COPYRIGHT.search(line):
            return Clue(value, "text", Span(block.start, block.end), "printed on the page"), place
    return None
