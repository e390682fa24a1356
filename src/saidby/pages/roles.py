"""Roles of HTML blocks: trafilatura's body first, then tags, names, links and position for all the rest.

The body is what trafilatura took, less what is plainly no story (a caption, a cross link, a newsletter box),
plus paragraphs of the same container that it left out between or beside those that it took.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from saidby.data import Role
from saidby.pages import furniture
from saidby.pages.dates import stamp_line
from saidby.pages.dom import Walked
from saidby.pages.hints import Hint
from saidby.pages.lines import MARKED_NOTE
from saidby.pages.seen import (
    FRAME,
    LINKED,
    TAKEN,
    Seen,
    _host,
    caption_or_credit,
    give_hints,
    heading_tag,
    plain,
    see,
)
from saidby.pages.story import choose, drop_stray_headings, own_body

LEAST_ALIKE = 0.6  # what a block has in common with the headline that it is


@dataclass(frozen=True, slots=True)
class Titles:
    """What the page's head calls the headline and the summary, to be found again among the blocks."""

    headlines: tuple[str, ...] = ()
    summaries: tuple[str, ...] = field(default=())


def roles(walked: Walked, share: list[float] | None, titles: Titles, url: str | None) -> list[Role]:
    """A role for each block of the walk, in order. `url` tells links to the same site from others."""
    blocks = see(walked, share, _host(url))
    if share is None:
        own_body(blocks, walked.parents)
    give_hints(walked, blocks)
    title = _title(blocks, titles)
    choose(blocks, walked.parents, title)
    drop_stray_headings(blocks)
    story = [number for number, seen in enumerate(blocks) if seen.role in ("body", "heading")]
    first, last = (story[0], story[-1]) if story else (len(blocks), len(blocks))
    _around(blocks, title, first, last, titles)
    _lists(blocks, last)
    return [seen.role or "other" for seen in blocks]


# ------------------------------------------------------------------------------------------ title


def _title(blocks: list[Seen], titles: Titles) -> int | None:
    """The headline: the block that best matches what the page's head says, else the only h1."""
    wanted = [Counter(plain(words).split()) for words in dict.fromkeys(titles.headlines) if words]
    sizes = [want.total() for want in wanted]
    known = frozenset(word for want in wanted for word in want)
    best: tuple[float, int] | None = None
    tops: list[int] = []
    start = next(
        (
            number
            for number, seen in enumerate(blocks)
            if seen.share >= TAKEN and seen.words >= 15 and seen.linked < 0.5
        ),
        len(blocks),
    )
    for number, seen in enumerate(blocks):
        tag = heading_tag(seen)
        if seen.words > 60 or seen.words == 0 or seen.block.zone.hidden:
            continue
        if tag == "h1":
            tops.append(number)
        if seen.text.isascii() and not any(_near(seen.words, size) for size in sizes):
            continue
        said = plain(seen.text).split()
        if sum(word in known for word in said) < LEAST_ALIKE * len(said) / 2:
            continue  # too few in common
        have = Counter(said)
        match = max((_alike(have, want) for want in wanted), default=0.0)
        # of equals the last before the story is the headline; those above it are menus
        score = (
            (1e-6 * number if number < start else -1.0)
            + match
            + (0.3 if tag == "h1" else 0.15 if tag else 0.0)
            + (0.1 if seen.hint and seen.hint.role == "title" else 0.0)
        )
        if (
            match >= LEAST_ALIKE
            and (tag or match >= 0.9)
            and seen.linked < 0.9
            and (best is None or score > best[0])
        ):
            best = score, number
    if best:
        return best[1]
    tops = [number for number in tops if blocks[number].words >= 2 and blocks[number].linked < 0.9]
    return tops[0] if len(tops) == 1 or (tops and not wanted) else None


def _near(words: int, others: int) -> bool:
    """Whether one may be as good as the other by their lengths."""
    return 0.4 * others <= words <= 2.5 * others


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """1 for equal words, else the Dice share of common ones (a headline with the site's name), below 0.95."""
    a, b = one.total(), other.total()
    if not _near(a, b) or not a:
        return 0.0
    if one == other:
        return 1.0
    common = sum(min(count, other[word]) for word, count in one.items() if word in other)
    return 0.95 * 2 * common / (a + b)


# ------------------------------------------------------------------------------------------ around


def _around(blocks: list[Seen], title: int | None, first: int, last: int, titles: Titles) -> None:
    """Roles of all blocks that are not the story."""
    summaries = {plain(words) for words in titles.summaries if words}
    for number, seen in enumerate(blocks):
        if seen.role is None:
            seen.role = _role_outside(
                seen, before=number < first, after=number > last, title=title, number=number
            )
        near = number <= first + 1 and (title is None or number > title)
        if (
            seen.role in ("body", "other", "deck", "heading")
            and near
            and seen.words >= 5
            and plain(seen.text) in summaries
        ):
            seen.role = "deck"
        if seen.role == "deck" and number > first + 2:
            seen.role = "body" if first <= number <= last and not seen.out else "other"
    if title is not None:
        _deck_by_place(blocks, title)
    for number, seen in enumerate(blocks):
        # a cross link stands alone in the story; links side by side, or after it, are a list
        if seen.role == "crosslink" and not furniture.CROSSLINK.match(seen.text[: furniture.LONGEST]):
            beside = blocks[max(0, number - 1) : number] + blocks[number + 1 : number + 2]
            listed = any(
                other.linked >= LINKED and other.words >= 3 and other.role in ("crosslink", "related")
                for other in beside
            )
            if number > last + 1 or number < first or listed:
                seen.role = "related"


def _deck_by_place(blocks: list[Seen], title: int) -> None:
    """Between the headline and the byline or date stands the deck."""
    end = next(
        (
            number
            for number in range(title + 1, min(len(blocks), title + 9))
            if blocks[number].role in ("byline", "dateline")
        ),
        title,
    )
    between = [
        seen
        for seen in blocks[title + 1 : end]
        if seen.role in ("body", "heading", "deck")
        or (seen.role == "other" and seen.hint is None and seen.linked < 0.5 and len(seen.text) > 30)
    ]
    if 0 < len(between) <= 2 and sum(seen.role == "body" for seen in blocks[end:]) >= 2:
        for seen in between:
            if 4 <= seen.words <= 70 and not seen.block.zone.hidden:
                seen.role = "deck"


def _role_outside(seen: Seen, *, before: bool, after: bool, title: int | None, number: int) -> Role:
    block = seen.block
    if block.zone.hidden:
        return "other"
    hint = seen.hint
    near = title is not None and before and number > title
    if len(seen.text) <= furniture.LONGEST:
        stamped = stamp_line(seen.text)
        if stamped is not None:
            if (hint is not None and hint.role == "capture_clock") or any(
                stamp.label == "captured" for stamp in stamped
            ):
                return "capture_clock"
            if (
                (FRAME & block.zone.names or (hint is not None and hint.role == "nav"))
                and not near
                and before
                and not (hint is not None and hint.role == "dateline")
            ):
                return "capture_clock" if stamped else "nav"
            return (
                "dateline"
                if near
                or (hint is not None and hint.role == "dateline" and not after)
                or not (before or after)
                else "other"
            )
        fixed = furniture.fixed_role(seen.text)
        if fixed is not None and not (
            fixed == "nav" and hint is not None and hint.sure and hint.role in ("tags", "section", "byline")
        ):
            if fixed in ("byline", "crosslink") and hint is not None and hint.role == "related":
                return "related"
            if fixed == "related" or fixed == "crosslink" or not hint or hint.role != "related":
                return fixed
    if "figcaption" in block.zone.names and not (hint and hint.role in ("related", "nav")):
        return caption_or_credit(seen)
    if hint is not None:
        return _by_hint(seen, hint, near=near, before=before, after=after)
    if "nav" in block.zone.names or "footer" in block.zone.names or "header" in block.zone.names:
        return "deck" if near and seen.prose and "header" in block.zone.names and seen.words <= 60 else "nav"
    if MARKED_NOTE.match(seen.text) and after and seen.words > 4 and seen.linked < 0.5:
        return "footnote"
    if seen.linked >= 0.6:
        return "related" if seen.words >= 4 else "nav"
    if heading_tag(seen) in ("h2", "h3", "h4") and near and seen.words >= 5:
        return "deck"
    if furniture.is_section(seen.text) and before:
        return "section"
    if furniture.is_caption(seen.text) and seen.words <= 60:
        return "caption"
    return "other"


def _by_hint(seen: Seen, hint: Hint, *, near: bool, before: bool, after: bool) -> Role:
    role = hint.role
    if (
        near
        and not hint.sure
        and seen.prose
        and seen.words <= 60
        and role in ("nav", "section", "deck", "related")
    ):
        return "deck"  # a layout's "header" holds the standfirst too
    if (
        role in ("nav", "other")
        and seen.linked >= 0.6
        and seen.words >= 5
        and not FRAME & seen.block.zone.names
    ):
        return "related" if role == "nav" or not hint.sure else role
    if role == "deck":
        return "deck" if near and seen.words >= 4 else "related" if seen.linked > 0.5 else "other"
    if role == "title":
        return "other" if not before else "related"
    if role == "byline":
        return (
            "byline"
            if (near or (before and hint.sure)) and seen.words <= 40
            else "other"
            if not after or seen.words > 12
            else "byline"
        )
    if role == "dateline":
        return "dateline" if near else "other"
    if role == "section":
        return "section" if (before or near) and seen.words <= 6 else "nav"
    if role == "tags":
        return "tags" if seen.words <= 60 and (hint.sure or seen.linked > 0.5) else "other"
    if role == "caption":
        return caption_or_credit(seen)
    if role == "related":
        return "related" if seen.words >= 3 or hint.sure else "nav"
    return role


def _lists(blocks: list[Seen], last: int) -> None:
    """What stands linked under "Related stories", or in a container of related links, is related."""
    under = False
    for number, seen in enumerate(blocks):
        if (
            number > last
            and furniture.RELATED_HEAD.fullmatch(seen.text[: furniture.LONGEST])
            and seen.role in ("related", "nav", "other")
        ):
            under = True
            seen.role = "related"
        elif under and heading_tag(seen) and seen.linked < 0.5 and seen.role != "related":
            under = False
        elif under and seen.role in ("other", "nav", "crosslink") and seen.words >= 4 and seen.linked >= 0.5:
            seen.role = "related"
