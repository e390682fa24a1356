"""Run on: headline and date that run into the first paragraph, in texts that lost their lines."""

from __future__ import annotations

import re

from saidby.data import Element
from saidby.pages.elements import element
from saidby.pages.lines import Line

_BEFORE_TITLE = 60  # characters: a date and an outlet, "Posted on 2 July 2016 by Orlen Daily"
_LEAST_TITLE = 4  # words; fewer open many a sentence
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_PRINTED_DATE = re.compile(
    r"(?:(?:First published|Published|Posted|Updated|Last updated|Date of publication)(?: on| at)?:? )?"
    r"(?:[A-Z]{2,5} )?(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?,? )?"
    rf"(?:\d{{1,2}} ?{_MONTH} ?(?:19|20)\d\d|{_MONTH} ?\d{{1,2}},? ?(?:19|20)\d\d|"
    r"\d\d[-./]\d\d[-./](?:19|20)\d\d)"
    r"(?: \d\d:\d\d)?[.:]?\s+(?=[\"'“‘(]?[A-Z0-9])"
)
_AFTER_TITLE = re.compile(r"\s?[.:]?\s+(?=[\"'“‘(]?[A-Z0-9])")


def run_on(text: str, line: Line, title: str) -> tuple[Element, ...]:
    """What runs on into the first paragraph of a text that lost its lines; the line is cut behind it."""
    return (*_headline(text, line, title.strip()), *_printed_date(text, line))


def _printed_date(text: str, line: Line) -> tuple[Element, ...]:
    """ "Published 4 May 2031 A bridge fell": a date that no word ties to the sentence behind it."""
    found = _PRINTED_DATE.match(line.text)
    if found is None or found.end() == len(line.text):
        return ()
    start, line.start = line.start, line.start + found.end()
    line.text = line.text[found.end() :]
    return element(text, "dateline", start, line.start)


def _headline(text: str, line: Line, title: str) -> tuple[Element, ...]:
    """The headline that runs on into the first paragraph, with the date before it.

    What follows must open like a sentence: a title that is the first words of the lead is no headline here.
    """
    at = line.text.find(title, 0, len(title) + _BEFORE_TITLE)
    if at < 0 or len(title.split()) < _LEAST_TITLE:
        return ()
    end = _AFTER_TITLE.match(line.text, at + len(title))
    if end is None or re.search(r"[.!?]\s", line.text[:at]):
        return ()
    start, line.start = line.start, line.start + end.end()
    line.text = line.text[end.end() :]
    return (
        *element(text, "dateline", start, start + at),
        *element(text, "title", start + at, line.start),
    )
