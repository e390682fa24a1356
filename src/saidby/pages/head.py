"""The head of a text scrape: its clock, navigation, section, headline, deck, byline and date."""

from __future__ import annotations

from saidby.pages import furniture
from saidby.pages.dates import stamps
from saidby.pages.lines import (
    CAPITAL,
    HEADING_WORDS,
    NAME,
    OUTLET,
    PROSE_WORDS,
    SMALL_WORDS,
    TITLE_WORDS,
    WORD,
    Line,
    bare,
)


def judge_head(lines: list[Line], first: int, scrape: int, title: str | None) -> None:
    head = [line for line in lines[:first] if line.role is None]
    if not head:
        return
    named = _named(head, title)
    if title and named is None and lines[0].role is None and bare(lines[0].text) == bare(title):
        lines[0].role = "heading"
    clock = _page_clock(lines[: max(first, 1)], scrape)
    for line in head:
        if line.role is not None:
            continue
        if line is named:
            line.role = "title"
        elif line is clock:
            line.role = "capture_clock"
        elif line.fixed is not None:
            line.role = line.fixed
        elif line.stamped is not None:
            line.role = (
                "capture_clock" if any(stamp.label == "captured" for stamp in line.stamped) else "dateline"
            )
        elif furniture.is_section(line.text):
            line.role = "section"
        elif _source_and_date(line):
            line.role = "dateline"
    if named is None:
        named = _find_title(head, scrape, more=first < len(lines))
    _head_rest(head, named, scrape)
    # of several sections in a row the nearest to the story is the page's, the others are a menu
    sections = [number for number, line in enumerate(head) if line.role == "section"]
    menu = len(sections) >= 3 and sections[-1] - sections[-3] == 2
    for number in sections if menu else sections[:-1]:
        head[number].role = "nav"


def _source_and_date(line: Line) -> bool:
    """A line with a full date and hardly anything else ("The Tarsk Courier - Monday, 14 October 2024")."""
    found = [stamp for stamp in stamps(line.text) if len(stamp.value) >= 10]
    return (
        bool(found)
        and line.words <= 12
        and not line.closed
        and (line.text[found[-1].span.end :].strip(" .)") == "" or found[-1].span.start <= 12)
        and line.headlike
    )


def _named(head: list[Line], title: str | None) -> Line | None:
    """The line with the title that the caller gave, unless a full stop makes it a sentence to be read."""
    if not title:
        return None
    want = bare(title)
    for line in head:
        if bare(line.text) == want and not line.text.endswith((".", ".”", '."', ".’", ".'")):
            return line
    return None


def _page_clock(head: list[Line], scrape: int) -> Line | None:
    """The page's own clock: a date at the very top with navigation right after it, or one with its zone."""
    line = head[0]
    if line.stamped is None:
        return None
    labels = {stamp.label for stamp in line.stamped}
    if "captured" in labels:
        return line
    if labels & {"published", "modified"} or not line.stamped:
        return None
    after = next((item for item in head[1:] if item.stamped is None), None)
    if after is not None and (after.fixed in ("nav", "other") or furniture.is_section(after.text)):
        return line
    zoned = any(stamp.value.endswith("Z") or "+" in stamp.value for stamp in line.stamped)
    return line if zoned and scrape >= 3 else None


def _find_title(head: list[Line], scrape: int, *, more: bool) -> Line | None:
    """The first line that can only be the headline, if one stands before the story."""
    if not more:
        return None
    free = [line for line in head if line.role is None]
    for line in free:
        if line.headlike and 3 <= line.words <= TITLE_WORDS and not furniture.is_caption(line.text):
            if furniture.tag_list(line.text) or (scrape >= 2 and line.words < 4 and line is not free[-1]):
                continue
            if scrape >= 2 and line.words < 4 and _over_button(head, line):
                line.role = "section"
                continue
            line.role = "title"
            return line
        if not line.headlike:
            return None
    return None


def _over_button(head: list[Line], line: Line) -> bool:
    """Do two words stand between the page's buttons, as a rubric does and no headline?"""
    at = next(number for number, other in enumerate(head) if other is line)
    beside = [head[number] for number in (at - 1, at + 1) if 0 <= number < len(head)]
    return len(beside) == 2 and all(other.fixed == "nav" for other in beside)


def _head_rest(head: list[Line], title: Line | None, scrape: int) -> None:
    """Lines of the head that neither wording nor a date settled."""
    after = False
    sections = sum(line.role == "section" for line in head)
    for number, line in enumerate(head):
        after = after or line is title
        if line.role is not None:
            continue
        if furniture.is_caption(line.text):
            line.role = "caption"
        elif after and line.words >= 4 and not NAME.fullmatch(line.text):
            line.role = "deck" if not line.closed or line.words >= PROSE_WORDS else "body"
        elif (after and scrape and furniture.AGENCY_ALONE.fullmatch(line.text)) or (
            after
            and NAME.fullmatch(line.text)
            and any(other.role in ("dateline", "byline") for other in head[max(0, number - 1) : number + 2])
        ):
            line.role = "byline"
        elif scrape >= 2 and furniture.tag_list(line.text):
            line.role = "tags"
        elif scrape >= 2 and line.headlike and line.words <= 3:
            line.role = "section" if not after and not sections and _titled_short(line) else "nav"
            sections += line.role == "section"
        elif line.headlike and line.words <= HEADING_WORDS and not after and title is not None:
            line.role = "section" if line.words <= 3 else "heading"
        else:
            line.role = "heading" if line.headlike or (number == 0 and line.words <= TITLE_WORDS) else "body"


def _titled_short(line: Line) -> bool:
    return not OUTLET.search(line.text) and all(
        CAPITAL.match(word) or word.lower() in SMALL_WORDS or word in "&-" for word in WORD.findall(line.text)
    )


def find_deck(lines: list[Line]) -> None:
    """Between the headline and the byline or date stands the deck, also where it is a full sentence."""
    title = next((number for number, line in enumerate(lines) if line.role == "title"), None)
    if title is None:
        return
    ends = [
        number
        for number in range(title + 1, min(len(lines), title + 9))
        if lines[number].role in ("byline", "dateline")
    ]
    between = [line for line in lines[title + 1 : ends[0]] if line.role == "body"] if ends else []
    if 0 < len(between) <= 2 and sum(line.role == "body" for line in lines[ends[0] :]) >= 2:
        for line in between:
            line.role = "caption" if furniture.is_caption(line.text) else "deck"


def find_deck_by_type(lines: list[Line]) -> None:
    """The lead as a field of its own: under furniture, without a headline, set otherwise than the story."""
    story = [line for line in lines if line.role == "body"]
    if len(story) < 4 or any(line.role in ("title", "deck") for line in lines):
        return
    lead, rest = story[0], story[1:]
    above = lines[: lines.index(lead)]
    if not above or not any(
        line.role in ("nav", "section", "capture_clock", "dateline", "byline") for line in above
    ):
        return
    spaces = sum(line.text.count("\xa0") for line in rest)
    other_type = (
        "\xa0" not in lead.text
        and len(lead.text) >= 80
        and spaces >= len(rest)
        and (spaces * 200 >= sum(len(line.text) for line in rest))
    )
    if other_type or (
        above[-1].role in ("nav", "dateline", "byline") and lead.words <= 60 and len(lead.text) <= 400
    ):
        lead.role = "deck"
