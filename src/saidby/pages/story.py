"""The story: which blocks of an HTML page are its body, headings and notes.

The body is what trafilatura took, less what is plainly no story (a caption, a cross link, a newsletter box),
plus paragraphs of the same container that it left out between or beside those that it took.
"""

from __future__ import annotations

import re
from collections import Counter

from saidby.data import Role
from saidby.pages import furniture
from saidby.pages.dates import stamp_line
from saidby.pages.dom import Zone
from saidby.pages.lines import MARKED_NOTE, bound_marks
from saidby.pages.seen import (
    FRAME,
    LINKED,
    TAKEN,
    Seen,
    caption_or_credit,
    heading_tag,
    plain,
)

FEW = 800  # characters of story too few to say which element holds it; F1 on data/pages drops at 400
HEADLINE_WORDS = 25
CALL = re.compile(
    r"(?:sign (?:me )?up|subscribe|register|join|donate|support|get started|count me in|try it|become a"
    r" member|join us|send)"
    r"(?: (?:now|today|here|free|us|for free))?[!.]?",
    re.IGNORECASE,
)
HEADLIKE = re.compile(r"[\"'“‘(«]*[A-Z0-9][^:;]*[^:;,.…]$")


def own_body(blocks: list[Seen], parents: list[int]) -> None:
    """A body without trafilatura: running text in the element that holds most of it."""
    free = [
        seen
        for seen in blocks
        if seen.prose
        and not seen.block.zone.hidden
        and not FRAME & seen.block.zone.names
        and "aside" not in seen.block.zone.names
    ]
    inside = _holder(free, parents, 0.6)
    for seen in free:
        if inside[seen.block.own]:
            seen.share = 1.0


def _holder(story: list[Seen], parents: list[int], least: float) -> list[bool]:
    """For each element, does it lie in the innermost element that holds `least` of the story's characters?"""
    weight = [0] * len(parents)
    for seen in story:
        weight[seen.block.own] += len(seen.text)
    for number in range(len(parents) - 1, 0, -1):
        weight[parents[number]] += weight[number]
    # elements are numbered from the outside in, so the last one with enough is the innermost
    holder = max((number for number, held in enumerate(weight) if held >= least * weight[0]), default=0)
    return _within(parents, {holder})


def _within(parents: list[int], marked: set[int]) -> list[bool]:
    """For each element, is it one of the marked ones or inside one?"""
    inside = [False] * len(parents)
    for number in range(len(parents)):
        inside[number] = number in marked or (number > 0 and inside[parents[number]])
    return inside


def choose(blocks: list[Seen], parents: list[int], title: int | None) -> None:
    kept = [number for number, seen in enumerate(blocks) if seen.share >= TAKEN and number != title]
    for number in kept:
        seen = blocks[number]
        seen.role = _not_story(seen) or ("heading" if _is_heading(seen) else "body")
    sure = [number for number in kept if blocks[number].role == "body" and blocks[number].prose]
    if sure:
        _only_holder(blocks, parents, sure)
        _boxes(blocks, parents, sure)
        sure = [number for number in sure if blocks[number].role == "body"]
        _fill(blocks, parents, sure, title)
        _entries(blocks, sure)
    _set_headings(blocks, parents)
    _notes(blocks)
    for seen in blocks[: title or 0]:
        if seen.role in ("body", "heading") and not seen.prose:
            seen.role = None  # above the headline stands the site's name, not the story
    if title is not None:
        for seen in blocks:
            if seen.role == "heading" and plain(seen.text) == plain(blocks[title].text):
                seen.role = "other"
        blocks[title].role = "title"


def _only_holder(blocks: list[Seen], parents: list[int], sure: list[int]) -> None:
    """Drop what was taken outside the element that holds the story, unless it is running text."""
    if sum(len(blocks[number].text) for number in sure) < FEW:
        return
    inside = _holder([blocks[number] for number in sure], parents, 0.8)
    first = next(number for number in sure if inside[blocks[number].block.own])
    for number, seen in enumerate(blocks):
        if seen.role in ("body", "heading") and not inside[seen.block.own]:
            keep = seen.role == "body" and seen.prose and number < first
            seen.role = seen.role if keep else None


def _boxes(blocks: list[Seen], parents: list[int], sure: list[int]) -> None:
    """A box with a button that asks for an address or money is none of the story, whatever it says."""
    held = Counter(parents[blocks[number].block.own] for number in sure)
    calls = {
        parents[seen.block.own]
        for seen in blocks
        if seen.words <= 6
        and CALL.fullmatch(seen.text)
        and held[parents[seen.block.own]] <= 1
        and parents[seen.block.own]
    }
    if not calls:
        return
    inside = _within(parents, calls)
    boxed = [seen for seen in blocks if inside[seen.block.own]]
    if sum(len(seen.text) for seen in boxed if seen.role == "body") < 0.2 * sum(
        len(blocks[number].text) for number in sure
    ):
        for seen in boxed:
            seen.role = "other"


def _is_heading(seen: Seen) -> bool:
    if heading_tag(seen) and seen.words <= HEADLINE_WORDS:
        return True
    return (
        seen.block.strong >= 0.95 * len(seen.text)
        and 1 < seen.words <= 15
        and not seen.closed
        and not seen.text.endswith((":", ","))
    )


def _not_story(seen: Seen) -> Role | None:
    """Why a block that trafilatura took is no story after all, or None."""
    block = seen.block
    if block.zone.hidden:
        return "other"
    if "figcaption" in block.zone.names:
        return caption_or_credit(seen)
    if (
        seen.hint is not None
        and seen.hint.sure
        and seen.hint.role in ("caption", "tags", "byline", "dateline", "section", "deck")
    ):
        if seen.hint.role == "caption":
            return caption_or_credit(seen)
        if seen.hint.role == "deck":
            return "deck"
        if seen.words <= 25:
            return seen.hint.role
    if seen.out and seen.hint is not None:
        return seen.hint.role
    if len(seen.text) > furniture.LONGEST:
        return None
    stamped = stamp_line(seen.text)
    if stamped is not None:
        return "capture_clock" if any(stamp.label == "captured" for stamp in stamped) else "dateline"
    if block.pictured and seen.words <= 40 and furniture.is_caption(seen.text):
        return "caption"
    fixed = furniture.fixed_role(seen.text)
    if fixed == "nav" and (heading_tag(seen) or seen.linked < 0.5) and seen.words > 1:
        fixed = None
    if fixed == "related":
        fixed = "related" if heading_tag(seen) or seen.linked > 0.5 or seen.words <= 4 else None
    if fixed is not None:
        return fixed
    if seen.linked >= 0.5 and furniture.RELATED_HEAD.fullmatch(seen.text.split("\n", 1)[0]):
        return "related"
    if _whole_link(seen):
        return "crosslink"
    if seen.linked >= LINKED and seen.words <= 2 and seen.inward and not heading_tag(seen):
        return "nav"
    return None


def _whole_link(seen: Seen) -> bool:
    """A paragraph that is nothing but a link to another page."""
    return (
        seen.linked >= LINKED
        and seen.words >= 3
        and not heading_tag(seen)
        and not (seen.closed and seen.words >= 20)
        and seen.inward
    )


def _fill(blocks: list[Seen], parents: list[int], sure: list[int], title: int | None) -> None:
    """Paragraphs left out in the story's container, between those that were taken or beside them."""
    holders = {blocks[number].block.own for number in sure}
    boxes = {parents[blocks[number].block.own] for number in sure}
    cousins = set().union(*(_cousins(blocks[number], parents) for number in sure))
    tags = {(blocks[number].block.tag, blocks[number].block.zone.number) for number in sure}
    first, last = sure[0], sure[-1]
    for number in range(max(0, first - 12), len(blocks)):
        seen = blocks[number]
        if seen.role is not None or number == title or seen.block.zone.hidden:
            continue
        alike = (seen.block.tag, seen.block.zone.number) in tags or seen.block.own in holders
        if not first < number < last and not (
            seen.block.own in holders or (alike and _cousins(seen, parents) & cousins)
        ):
            continue
        if seen.hint is not None and seen.hint.sure and seen.hint.role not in ("title",):
            continue
        if (
            "blockquote" in seen.block.zone.names
            and first < number < last
            and seen.linked < 0.5
            and _not_story(seen) is None
        ):
            seen.role = "body"  # a quoted post, left out for its links and tags
            continue
        if heading_tag(seen):
            near = alike or parents[seen.block.own] in boxes
            if first < number < last and near and _not_story(seen) is None and seen.linked < 0.5:
                seen.role = "heading"
        elif alike and seen.prose and _not_story(seen) is None:
            seen.role = "body"


def _cousins(seen: Seen, parents: list[int]) -> set[tuple[int, int]]:
    """The three elements around a block's own, each with its distance: chunks of one story share one."""
    out = set()
    number = seen.block.own
    for level in range(3):
        number = parents[number]
        if number <= 1 and level:  # the page and its <body> hold everything
            break
        out.add((level, number))
    return out


def _entries(blocks: list[Seen], sure: list[int]) -> None:
    """The other entries of a live page: articles beside those taken, of running text, no linked heading."""
    taken = {zone.number for number in sure if (zone := _entry(blocks[number])) is not None}
    beside = {
        zone.outer.number
        for number in sure
        if (zone := _entry(blocks[number])) is not None and zone.outer is not None
    }
    prose: Counter[int] = Counter()
    teaser: set[int] = set()
    found: list[tuple[Seen, int]] = []
    for seen in blocks:
        zone = _entry(seen)
        if zone is None or zone.outer is None or zone.number in taken or zone.outer.number not in beside:
            continue
        found.append((seen, zone.number))
        prose[zone.number] += len(seen.text) if seen.prose else 0
        if (seen.hint is not None and seen.hint.role in ("related", "other", "nav")) or (
            seen.linked >= LINKED and seen.words >= 3
        ):
            teaser.add(zone.number)
    for seen, number in found:
        if seen.role is None and number not in teaser and prose[number] >= 120 and _not_story(seen) is None:
            if heading_tag(seen):
                seen.role = "heading"
            elif seen.linked < 0.5 and (seen.prose or seen.closed):
                seen.role = "body"


def _entry(seen: Seen) -> Zone | None:
    """The innermost article element around a block, where it lies in another landmark."""
    zone: Zone | None = seen.block.zone
    while zone is not None and zone.tag != "article":
        zone = zone.outer
    return zone


def _set_headings(blocks: list[Seen], parents: list[int]) -> None:
    """Headings by typography alone: a short open line between two paragraphs of its own box."""
    story = [seen for seen in blocks if seen.role in ("body", "heading")]
    for before, seen, after in zip(story, story[1:], story[2:], strict=False):
        block = seen.block
        if (
            seen.role == "body"
            and 2 <= seen.words <= 12
            and not seen.closed
            and before.prose
            and after.prose
            and block.tag in ("div", "p")
            and (
                parents[block.own] == parents[after.block.own]
                and block.own != after.block.own
                and HEADLIKE.match(seen.text)
            )
        ):
            seen.role = "heading"


def _notes(blocks: list[Seen]) -> None:
    """Paragraphs below the story that an asterisk in it points to."""
    used: set[str] = set()
    for seen in blocks:
        match = MARKED_NOTE.match(seen.text) if seen.role in ("body", None) and seen.linked < 0.5 else None
        if match:
            name = seen.text[match.end() : match.end() + 40].split(" ")[0].strip("(),.;:'’\"")
            if (seen.words > 4 and match.group().strip() in used) or name + match.group().strip() in used:
                seen.role = "footnote"
        if seen.role in ("body", "deck"):
            used |= bound_marks(seen.text)


def drop_stray_headings(blocks: list[Seen]) -> None:
    """Headings over nothing, four in a row or after the last paragraph, list other stories."""
    run: list[Seen] = []
    started = False
    for seen in [*blocks, None]:
        if seen is not None and seen.role == "heading":
            run.append(seen)
        elif seen is None or seen.role == "body":
            if run and started and (seen is None or len(run) >= 4):
                for heading in run:
                    heading.role = "related" if heading.words >= 3 else "other"
            run = []
            started = True
