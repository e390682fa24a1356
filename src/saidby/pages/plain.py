"""Plain text to elements: by line and typography, keeping running prose as body whenever in doubt.

A scrape is read in three zones: the head up to the first paragraph of prose, the story, and the tail after
its last sentence. Inside the story only wording that settles the matter (READ MORE:, Advertisement) takes a
line out; in head and tail a line is also judged by its form and its neighbours, and more boldly the more
furniture the page shows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from saidby.data import Element, Role, Span
from saidby.pages import furniture
from saidby.pages.datelines import dateline
from saidby.pages.dates import Stamp, stamps
from saidby.pages.elements import complete, element
from saidby.pages.head import find_deck, find_deck_by_type, judge_head
from saidby.pages.lines import (
    COPYRIGHT,
    HEADING_WORDS,
    LEADS,
    MARKED_NOTE,
    SHORT,
    Line,
    bare,
    bound_marks,
    lines_of,
    look,
    titled,
)
from saidby.pages.run_on import run_on


@dataclass(frozen=True, slots=True)
class Layout:
    """What the lines of a plain text are, with what was read off them on the way."""

    elements: tuple[Element, ...]
    stamps: tuple[tuple[Role, Stamp], ...] = field(default=())  # spans count from the start of the text


def layout(text: str, title: str | None = None) -> Layout:
    """The elements of a plain text. `title` is the headline where the caller knows it."""
    lines = lines_of(text)
    for line in lines:
        look(line)
    if lines:
        _judge(lines, title)
    leads = {id(line) for line in [line for line in lines if line.role in ("body", "deck")][:LEADS]}
    first = next((line for line in lines if line.role in ("body", "deck")), None)
    found = [
        item
        for line in lines
        for item in (
            *(run_on(text, line, title or "") if line is first else ()),
            *_elements(text, line, leading=id(line) in leads),
        )
    ]
    story = next((number for number, line in enumerate(lines) if line.role == "body"), len(lines))
    dated = [
        (line.role or "body", _moved(stamp, line.start))
        for number, line in enumerate(lines)
        for stamp in _stamps(line)
        # below the first paragraph a bare date is the story's or another story's
        if number < story or stamp.label or line.role == "correction"
    ]
    return Layout(complete(text, found, "body"), tuple(dated))


def _stamps(line: Line) -> tuple[Stamp, ...]:
    if line.stamped is not None:
        return line.stamped if not line.text.isupper() or line.role != "body" else ()
    if line.role in ("nav", "other", "tags", "title") and line.words <= HEADING_WORDS * 2:
        return tuple(
            stamp for stamp in stamps(line.text) if stamp.label and COPYRIGHT.search(line.text) is None
        )
    if line.role in ("dateline", "byline", "capture_clock", "correction"):
        return tuple(stamps(line.text))
    return ()


def _moved(stamp: Stamp, by: int) -> Stamp:
    return Stamp(stamp.value, Span(stamp.span.start + by, stamp.span.end + by), stamp.label)


# ------------------------------------------------------------------------------------------ zones


def _judge(lines: list[Line], title: str | None) -> None:
    prose = [number for number, line in enumerate(lines) if line.prose]
    first = prose[0] if prose else len(lines)
    last = prose[-1] if prose else len(lines) - 1
    scrape = _furniture(lines, first, last)
    listed = _lists(lines, prose, scrape)
    last = max((number for number in prose if lines[number].role is None), default=last)
    last = _story_end(lines, last, scrape)
    judge_head(lines, first, scrape, title)
    _tail(lines, last + 1, scrape, listed, len(prose))
    for number in range(min(first, len(lines)), last + 1):
        if lines[number].role is None:
            lines[number].role = _inside(lines, number)
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.role == "heading" and before.fixed == after.fixed == "other":
            line.role = "other"  # the middle of a box
    _notes(lines)
    find_deck(lines)
    if title is None and scrape >= 2:
        find_deck_by_type(lines)
    _repeats(lines)


def _furniture(lines: list[Line], first: int, last: int) -> int:
    """How many lines are surely a page's furniture: the measure of how boldly to judge."""
    count = 0
    for number, line in enumerate(lines):
        if line.fixed in ("nav", "related", "other", "tags", "crosslink"):
            count += not furniture.SCRAP.fullmatch(line.text)
        elif line.stamped is not None or (not first <= number <= last and furniture.is_section(line.text)):
            count += 1
    return count


def _lists(lines: list[Line], prose: list[int], scrape: int) -> int:
    """Give the lines under "Related stories" and comments their role; where the first such list starts."""
    start = len(lines)
    half = prose[len(prose) // 2] if prose else 0
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.fixed == "related":
            end = _list_end(lines, number, half)
            if end > number + 1:
                for item in lines[number:end]:
                    item.role = item.fixed if item.fixed == "nav" else "related"
                start = min(start, number) if number > half else start
            number = end
        elif number > half and scrape >= 2 and _opens_comments(lines, number):
            line.role = "nav"
            for item in lines[number + 1 :]:
                item.role = item.fixed if item.fixed in ("nav", "related", "tags") else "other"
            return min(start, number)
        else:
            number += 1
    return start


def _list_end(lines: list[Line], number: int, half: int) -> int:
    """Where the list under a head such as "Most read" ends; in the story's second half also teasers."""
    gap = lines[number + 1].gap if number + 1 < len(lines) else 0
    end = number + 1
    heads = 0
    teasers = False
    while end < len(lines):
        line = lines[end]
        if furniture.END_OF_LIST.fullmatch(line.text[:80]):
            return end + 1
        if line.fixed in ("tags", "other", "correction", "byline"):
            break
        if (
            end > number + 1
            and furniture.tag_list(line.text)
            and all(after.fixed == "nav" for after in lines[end + 1 :])
        ):
            break  # the page's own tags close it
        running = not line.headlike and line.stamped is None
        # running text is a teaser under its headline in the list's own spacing, or the story that goes on
        if running and (
            number <= half or line.gap > gap or (heads > 1 and not teasers) or _story_again(lines, end)
        ):
            break
        teasers = teasers or running
        heads += line.fixed is None and line.stamped is None and not running
        end += 1
    return end


def _opens_comments(lines: list[Line], number: int) -> bool:
    """A head such as "3 comments" with the marks of comments below it."""
    return furniture.COMMENTS_HEAD.fullmatch(lines[number].text[: furniture.LONGEST]) is not None and any(
        furniture.COMMENT_MARK.search(item.text[:SHORT]) for item in lines[number + 1 : number + 8]
    )


def _story_again(lines: list[Line], number: int) -> bool:
    """Does the story go on here? Two long paragraphs within three lines are no teasers."""
    return sum(line.prose and len(line.text) > 160 for line in lines[number : number + 3]) >= 2


def _story_end(lines: list[Line], last: int, scrape: int) -> int:
    """The last line of the story: short sentences after the last long one still belong to it."""
    number = last + 1
    while (
        number < len(lines)
        and lines[number].role is None
        and lines[number].fixed is None
        and (lines[number].stamped is None)
        and lines[number].closed
        and (scrape < 2 or not (lines[number].headlike or lines[number].cut))
        and not MARKED_NOTE.match(lines[number].text)
    ):
        last = number
        number += 1
    if scrape == 0:
        # without any furniture the whole text is the story
        rest = lines[last + 1 :]
        if not _headline_run(rest):
            for number in range(len(lines) - 1, last, -1):
                line = lines[number]
                if line.fixed is None and line.stamped is None and not MARKED_NOTE.match(line.text):
                    return number
    return last


def _headline_run(lines: list[Line]) -> bool:
    """Two or more lines, most of them in title case, each able to stand as a headline."""
    run = [line for line in lines if line.fixed is None and not furniture.tag_list(line.text)]
    heads = [line for line in run if line.headlike and line.words >= 4]
    return len(heads) >= 2 and len(heads) >= 0.8 * len(run) and sum(map(titled, heads)) >= 0.6 * len(heads)


# ------------------------------------------------------------------------------------------ story


def _inside(lines: list[Line], number: int) -> Role:
    line = lines[number]
    if line.fixed is not None:
        # a button's wording can be a heading inside a story; an advertisement's or a cross link's cannot
        if line.fixed in ("crosslink", "other", "correction", "byline"):
            return line.fixed
        return "tags" if line.fixed == "tags" and furniture.TAGS_HEAD.match(line.text) else "nav"
    if line.stamped is not None and line.stamped:
        return "dateline"
    if furniture.is_caption(line.text) and line.words <= 60:
        return "caption"
    if line.prose or not line.headlike or line.words > HEADING_WORDS:
        return "body"
    if line.text.endswith("?") and line.words <= 5 and line.gap > 0 and titled(line):
        return "heading"
    before, after = (
        lines[number - 1] if number else None,
        lines[number + 1] if number + 1 < len(lines) else None,
    )
    if after is None or before is None or line.closed:
        return "body"
    # a heading stands apart, over a paragraph; a run of short lines is a list, a poem or a table
    apart = line.gap > 0 or before.gap == after.gap == line.gap
    return "heading" if apart and (after.prose or after.words > line.words or after.closed) else "body"


# ------------------------------------------------------------------------------------------ tail


def _tail(lines: list[Line], start: int, scrape: int, listed: int, prose: int) -> None:
    run = _headline_run(lines[start:]) and prose >= 3
    gap = any(line.gap >= 2 for line in lines[start : start + 1])
    for number in range(start, len(lines)):
        line = lines[number]
        if line.role is not None:
            continue
        if (
            line.fixed == "crosslink"
            and number + 1 < len(lines)
            and number > start
            and (
                lines[number - 1].role == "related"
                and (lines[number + 1].headlike or lines[number + 1].fixed == "crosslink")
            )
        ):
            line.role = "related"
        elif line.fixed is not None:
            line.role = line.fixed
        elif line.stamped is not None:
            labels = {stamp.label for stamp in line.stamped}
            line.role = (
                "capture_clock"
                if "captured" in labels
                else "dateline"
                if labels & {"published", "modified"}
                else "other"
            )
        elif furniture.tag_list(line.text) and (scrape or run):
            line.role = "tags"
        elif MARKED_NOTE.match(line.text):
            line.role = "footnote" if line.closed or line.words > 4 else "other"
        elif furniture.is_section(line.text) and scrape >= 2:
            line.role = "nav"
        elif furniture.is_caption(line.text) and line.words <= 60:
            line.role = "caption"
        elif (
            (line.headlike or line.cut)
            and line.words >= 4
            and (run or scrape >= 3 or (scrape >= 2 and gap) or number > listed)
        ):
            line.role = "related"
        elif scrape >= 2 and line.words <= 6 and not line.closed:
            line.role = "nav"
        elif number > listed and scrape >= 2:
            line.role = "other"
        else:
            line.role = "body"


def _notes(lines: list[Line]) -> None:
    """Paragraphs bound to an asterisk in the story are footnotes, wherever they stand below it."""
    first_use: dict[str, int] = {}
    for number, line in enumerate(lines):
        match = MARKED_NOTE.match(line.text)
        if match and number and line.role in ("body", "heading", "footnote"):
            mark = match.group().strip()
            name = line.text[match.end() : match.end() + 40].split(" ")[0].strip("(),.;:'’\"")
            # "* item" is a list unless the mark is bound; "*Name" is a note when the name or the mark is
            if mark in first_use or name + mark in first_use:
                line.role = "footnote"
        for use in bound_marks(line.text):
            first_use.setdefault(use, number)


def _repeats(lines: list[Line]) -> None:
    """A line of the story that the page's own list of other stories repeats is a cross link."""
    listed = Counter(bare(line.text) for line in lines if line.role == "related")
    for line in lines:
        if line.role == "heading" and listed[bare(line.text)]:
            line.role = "crosslink"


# ------------------------------------------------------------------------------------------ elements


def _elements(text: str, line: Line, *, leading: bool) -> tuple[Element, ...]:
    role = line.role or "body"
    if role in ("body", "deck"):
        cut = dateline(line.text, leading=leading)
        if cut:
            return (
                *element(text, "dateline", line.start, line.start + cut),
                *element(text, role, line.start + cut, line.end),
            )
    return element(text, role, line.start, line.end)
