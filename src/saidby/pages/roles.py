"""Roles of HTML blocks: trafilatura's body first, then tags, names, links and position for all the rest.

The body is what trafilatura took, less what is plainly no story (a caption, a cross link, a newsletter box),
plus paragraphs of the same container that it left out between or beside those that it took.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from saidby.data import Role
from saidby.pages import furniture
from saidby.pages.dates import stamp_line
from saidby.pages.dom import Block, Walked, Zone
from saidby.pages.hints import Hint
from saidby.pages.plain import ENDS, MARKED_NOTE, bound_marks

TAKEN = 0.5  # of a block's words; swept 0.3-0.8 on data/pages, flat between 0.4 and 0.6
OWN = 0.35  # share of the story that a hinted element may hold before its hint is about the layout
LINKED = 0.85  # of a block's characters, then the block is a link
FEW = 800  # characters of story that are too few to say which element holds it
PROSE_WORDS = 9
HEADING_WORDS = 25
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
STRONG_OUT = frozenset(("related", "tags", "nav", "other", "correction", "section"))
FRAME = frozenset(("nav", "header", "footer"))
WORD = re.compile(r"\w+")
CALL = re.compile(r"(?:sign (?:me )?up|subscribe|register|join|donate|support|get started|count me in|try it|become a member|join us|send)(?: (?:now|today|here|free|us|for free))?[!.]?",
                  re.IGNORECASE)  # fmt: skip
HEADLIKE = re.compile(r"[\"'“‘(«]*[A-Z0-9][^:;]*[^:;,.…]$")


@dataclass(slots=True)
class Seen:
    """One block with what its words and its place say."""

    block: Block
    text: str
    words: int
    linked: float
    hint: Hint | None
    share: float
    inward: bool  # its link leads to the same site
    role: Role | None = None

    @property
    def closed(self) -> bool:
        return bool(ENDS.search(self.text[-8:]))

    @property
    def prose(self) -> bool:
        return self.linked < 0.5 and (self.words >= PROSE_WORDS * 3 or (self.words >= PROSE_WORDS and self.closed))

    @property
    def out(self) -> bool:
        """Its own names say surely that it is no story."""
        return self.hint is not None and self.hint.sure and self.hint.role in STRONG_OUT


@dataclass(frozen=True, slots=True)
class Titles:
    """What the page's head calls the headline and the summary, to be found again among the blocks."""

    headlines: tuple[str, ...] = ()
    summaries: tuple[str, ...] = field(default=())


def roles(walked: Walked, share: list[float] | None, titles: Titles, url: str | None) -> list[Role]:
    """A role for each block of the walk, in order. `url` tells links to the same site from others."""
    blocks = _seen(walked, share, _host(url))
    if share is None:
        _own_body(blocks, walked.parents)
    _hints(walked, blocks)
    title = _title(blocks, titles)
    _body(blocks, walked.parents, title)
    _stray_headings(blocks)
    story = [number for number, seen in enumerate(blocks) if seen.role in ("body", "heading")]
    first, last = (story[0], story[-1]) if story else (len(blocks), len(blocks))
    _around(blocks, title, first, last, titles)
    _lists(blocks, last)
    return [seen.role or "other" for seen in blocks]


def _host(url: str | None) -> str:
    """The site of an address: its host's last two labels, three where the second is as short as in co.uk."""
    try:
        labels = (urlsplit(url or "").hostname or "").split(".")
    except ValueError:
        return ""
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])


def _seen(walked: Walked, share: list[float] | None, host: str) -> list[Seen]:
    out = []
    for number, block in enumerate(walked.blocks):
        text = walked.text[block.start : block.end]
        words = len(WORD.findall(text)) if len(text) < 2000 else 300
        if words < 40 and not text.isascii():
            # languages without blanks: a word is about two of their characters
            words = max(words, sum(character > "\u2e80" for character in text) // 2)
        target = _host(block.href) if block.href and block.href.startswith("http") else host
        out.append(Seen(block, text, words, block.linked / max(1, len(text)), None, share[number] if share else 0.0,
                        bool(block.href) and (not host or target == host)))  # fmt: skip
    return out


# ------------------------------------------------------------------------------------------ hints


def _hints(walked: Walked, blocks: list[Seen]) -> None:
    """Each block's nearest hint, leaving out hints of elements that hold the story itself."""
    zones = walked.zones
    inner = [0] * len(zones)
    for seen in blocks:
        if seen.share >= TAKEN and seen.linked < 0.5:
            inner[seen.block.zone.number] += len(seen.text)
    total = max(1, sum(inner))
    for zone in reversed(zones):
        if zone.outer is not None:
            inner[zone.outer.number] += inner[zone.number]
    nearest: list[Hint | None] = []
    for zone in zones:
        outer = nearest[zone.outer.number] if zone.outer is not None else None
        nearest.append(_stronger(zone, outer) if zone.hint is not None and inner[zone.number] <= OWN * total else outer)
    for seen in blocks:
        seen.hint = nearest[seen.block.zone.number]


def _stronger(zone: Zone, outer: Hint | None) -> Hint | None:
    """The inner hint, unless the outer one says that all of it is outside the story."""
    if outer is not None and outer.sure and outer.role in ("other", "related", "nav"):
        return outer if zone.hint is None or zone.hint.role not in ("capture_clock", "tags", "section") else zone.hint
    if zone.hint is not None and not zone.hint.sure and outer is not None and outer.sure:
        return outer
    return zone.hint


# ------------------------------------------------------------------------------------------ title


def _title(blocks: list[Seen], titles: Titles) -> int | None:
    """The block that is the headline: a h1 that the page's head confirms, else the best match, else the only h1."""
    wanted = [Counter(plain(words).split()) for words in titles.headlines if words]
    best: tuple[float, int] | None = None
    tops: list[int] = []
    start = next((number for number, seen in enumerate(blocks) if seen.share >= TAKEN and seen.words >= 15 and seen.linked < 0.5), len(blocks))
    for number, seen in enumerate(blocks):
        tag = _heading_tag(seen)
        if seen.words > 60 or seen.words == 0 or seen.block.zone.hidden:
            continue
        if tag == "h1":
            tops.append(number)
        have = Counter(plain(seen.text).split())
        match = max((_alike(have, want) for want in wanted), default=0.0)
        # of equals the last before the story is the headline; those above it are menus
        score = (1e-6 * number if number < start else -1.0) + match + (0.3 if tag == "h1" else 0.15 if tag else 0.0) + (0.1 if seen.hint and seen.hint.role == "title" else 0.0)
        if match >= 0.6 and (tag or match >= 0.9) and seen.linked < 0.9 and (best is None or score > best[0]):
            best = score, number
    if best:
        return best[1]
    tops = [number for number in tops if blocks[number].words >= 2 and blocks[number].linked < 0.9]
    return tops[0] if len(tops) == 1 or (tops and not wanted) else None


def _heading_tag(seen: Seen) -> str | None:
    if seen.block.tag in HEADINGS:
        return seen.block.tag
    return next(iter(sorted(HEADINGS & seen.block.zone.names)), None)


def plain(text: str) -> str:
    """Words only, lower case, for comparing headlines."""
    return " ".join(WORD.findall(text.lower()))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """1 for equal words, else the Dice share of common ones (a headline with the site's name), below 0.95."""
    a, b = one.total(), other.total()
    if not 0.4 * b <= a <= 2.5 * b or not a:
        return 0.0
    if one == other:
        return 1.0
    common = sum(min(count, other[word]) for word, count in one.items() if word in other)
    return 0.95 * 2 * common / (a + b)


# ------------------------------------------------------------------------------------------ body


def _own_body(blocks: list[Seen], parents: list[int]) -> None:
    """A body without trafilatura: running text in the element that holds most of it."""
    free = [seen for seen in blocks if seen.prose and not seen.block.zone.hidden and not FRAME & seen.block.zone.names
            and "aside" not in seen.block.zone.names]  # fmt: skip
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


def _body(blocks: list[Seen], parents: list[int], title: int | None) -> None:
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
        if seen.words <= 6 and CALL.fullmatch(seen.text) and held[parents[seen.block.own]] <= 1 and parents[seen.block.own]
    }
    if not calls:
        return
    inside = _within(parents, calls)
    boxed = [seen for seen in blocks if inside[seen.block.own]]
    if sum(len(seen.text) for seen in boxed if seen.role == "body") < 0.2 * sum(len(blocks[number].text) for number in sure):
        for seen in boxed:
            seen.role = "other"


def _is_heading(seen: Seen) -> bool:
    if _heading_tag(seen) and seen.words <= HEADING_WORDS:
        return True
    return seen.block.strong >= 0.95 * len(seen.text) and 1 < seen.words <= 15 and not seen.closed and not seen.text.endswith((":", ","))


def _not_story(seen: Seen) -> Role | None:
    """Why a block that trafilatura took is no story after all, or None."""
    block = seen.block
    if block.zone.hidden:
        return "other"
    if "figcaption" in block.zone.names:
        return _caption(seen)
    if seen.hint is not None and seen.hint.sure and seen.hint.role in ("caption", "tags", "byline", "dateline", "section", "deck"):
        if seen.hint.role == "caption":
            return _caption(seen)
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
    if fixed == "nav" and (_heading_tag(seen) or seen.linked < 0.5) and seen.words > 1:
        fixed = None
    if fixed == "related":
        fixed = "related" if _heading_tag(seen) or seen.linked > 0.5 or seen.words <= 4 else None
    if fixed is not None:
        return fixed
    if _whole_link(seen):
        return "crosslink"
    if seen.linked >= LINKED and seen.words <= 2 and seen.inward and not _heading_tag(seen):
        return "nav"
    return None


def _whole_link(seen: Seen) -> bool:
    """A paragraph that is nothing but a link to another page."""
    return seen.linked >= LINKED and seen.words >= 3 and not _heading_tag(seen) and not (seen.closed and seen.words >= 20) and seen.inward


def _caption(seen: Seen) -> Role:
    return "other" if furniture.CREDIT.fullmatch(seen.text[: furniture.LONGEST]) and seen.words <= 12 else "caption"


def _fill(blocks: list[Seen], parents: list[int], sure: list[int], title: int | None) -> None:
    """Paragraphs left out inside the story's container, between the first and last taken ones or beside them."""
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
        if not first < number < last and not (seen.block.own in holders or (alike and _cousins(seen, parents) & cousins)):
            continue
        if seen.hint is not None and seen.hint.sure and seen.hint.role not in ("title",):
            continue
        if "blockquote" in seen.block.zone.names and first < number < last and seen.linked < 0.5 and _not_story(seen) is None:
            seen.role = "body"  # a quoted post, left out for its links and tags
            continue
        if _heading_tag(seen):
            near = alike or parents[seen.block.own] in boxes
            if first < number < last and near and _not_story(seen) is None and seen.linked < 0.5:
                seen.role = "heading"
        elif alike and seen.prose and _not_story(seen) is None:
            seen.role = "body"


def _cousins(seen: Seen, parents: list[int]) -> set[tuple[int, int]]:
    """The three elements around the one that holds a block, each with its distance: chunks of one story share one."""
    out = set()
    number = seen.block.own
    for level in range(3):
        number = parents[number]
        if number <= 1 and level:  # the page and its <body> hold everything
            break
        out.add((level, number))
    return out


def _entries(blocks: list[Seen], sure: list[int]) -> None:
    """The other entries of a live page: articles beside those that were taken, with running text and no link on their heading."""
    taken = {zone.number for number in sure if (zone := _entry(blocks[number])) is not None}
    beside = {zone.outer.number for number in sure if (zone := _entry(blocks[number])) is not None and zone.outer is not None}
    prose: Counter[int] = Counter()
    teaser: set[int] = set()
    found: list[tuple[Seen, int]] = []
    for seen in blocks:
        zone = _entry(seen)
        if zone is None or zone.outer is None or zone.number in taken or zone.outer.number not in beside:
            continue
        found.append((seen, zone.number))
        prose[zone.number] += len(seen.text) if seen.prose else 0
        if (seen.hint is not None and seen.hint.role in ("related", "other", "nav")) or (seen.linked >= LINKED and seen.words >= 3):
            teaser.add(zone.number)
    for seen, number in found:
        if seen.role is None and number not in teaser and prose[number] >= 120 and _not_story(seen) is None:
            if _heading_tag(seen):
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
        if seen.role == "body" and 2 <= seen.words <= 12 and not seen.closed and before.prose and after.prose and block.tag in ("div", "p") and (
            parents[block.own] == parents[after.block.own] and block.own != after.block.own and HEADLIKE.match(seen.text)
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


def _stray_headings(blocks: list[Seen]) -> None:
    """Headings over nothing: a run of them, or those after the story's last paragraph, lists other stories."""
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


# ------------------------------------------------------------------------------------------ around


def _around(blocks: list[Seen], title: int | None, first: int, last: int, titles: Titles) -> None:
    """Roles of all blocks that are not the story."""
    summaries = {plain(words) for words in titles.summaries if words}
    for number, seen in enumerate(blocks):
        if seen.role is None:
            seen.role = _role_outside(seen, before=number < first, after=number > last, title=title, number=number)
        near = number <= first + 1 and (title is None or number > title)
        if seen.role in ("body", "other", "deck", "heading") and near and seen.words >= 5 and plain(seen.text) in summaries:
            seen.role = "deck"
        if seen.role == "deck" and number > first + 2:
            seen.role = "body" if first <= number <= last and not seen.out else "other"
    if title is not None:
        _deck_by_place(blocks, title)
    for number, seen in enumerate(blocks):
        # a cross link stands alone in the story; links side by side, or after it, are a list
        if seen.role == "crosslink" and not furniture.CROSSLINK.match(seen.text[: furniture.LONGEST]):
            beside = blocks[max(0, number - 1) : number] + blocks[number + 1 : number + 2]
            listed = any(other.linked >= LINKED and other.words >= 3 and other.role in ("crosslink", "related") for other in beside)
            if number > last + 1 or number < first or listed:
                seen.role = "related"


def _deck_by_place(blocks: list[Seen], title: int) -> None:
    """Between the headline and the byline or date stands the deck."""
    end = next((number for number in range(title + 1, min(len(blocks), title + 9)) if blocks[number].role in ("byline", "dateline")), title)
    between = [seen for seen in blocks[title + 1 : end] if seen.role in ("body", "heading", "deck")
               or (seen.role == "other" and seen.hint is None and seen.linked < 0.5 and len(seen.text) > 30)]  # fmt: skip
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
            if (hint is not None and hint.role == "capture_clock") or any(stamp.label == "captured" for stamp in stamped):
                return "capture_clock"
            if (FRAME & block.zone.names or (hint is not None and hint.role == "nav")) and not near and before and not (
                hint is not None and hint.role == "dateline"
            ):
                return "capture_clock" if stamped else "nav"
            return "dateline" if near or (hint is not None and hint.role == "dateline" and not after) or not (before or after) else "other"
        fixed = furniture.fixed_role(seen.text)
        if fixed is not None and not (fixed == "nav" and hint is not None and hint.sure and hint.role in ("tags", "section", "byline")):
            if fixed in ("byline", "crosslink") and hint is not None and hint.role == "related":
                return "related"
            if fixed == "related" or fixed == "crosslink" or not hint or hint.role != "related":
                return fixed
    if "figcaption" in block.zone.names and not (hint and hint.role in ("related", "nav")):
        return _caption(seen)
    if hint is not None:
        return _by_hint(seen, hint, near=near, before=before, after=after)
    if "nav" in block.zone.names or "footer" in block.zone.names or "header" in block.zone.names:
        return "deck" if near and seen.prose and "header" in block.zone.names and seen.words <= 60 else "nav"
    if MARKED_NOTE.match(seen.text) and after and seen.words > 4 and seen.linked < 0.5:
        return "footnote"
    if seen.linked >= 0.6:
        return "related" if seen.words >= 4 else "nav"
    if _heading_tag(seen) in ("h2", "h3", "h4") and near and seen.words >= 5:
        return "deck"
    if furniture.is_section(seen.text) and before:
        return "section"
    if furniture.is_caption(seen.text) and seen.words <= 60:
        return "caption"
    return "other"


def _by_hint(seen: Seen, hint: Hint, *, near: bool, before: bool, after: bool) -> Role:
    role = hint.role
    if near and not hint.sure and seen.prose and seen.words <= 60 and role in ("nav", "section", "deck", "related"):
        return "deck"  # a layout's "header" holds the standfirst too
    if role in ("nav", "other") and seen.linked >= 0.6 and seen.words >= 5 and not FRAME & seen.block.zone.names:
        return "related" if role == "nav" or not hint.sure else role
    if role == "deck":
        return "deck" if near and seen.words >= 4 else "related" if seen.linked > 0.5 else "other"
    if role == "title":
        return "other" if not before else "related"
    if role == "byline":
        return "byline" if (near or (before and hint.sure)) and seen.words <= 40 else "other" if not after or seen.words > 12 else "byline"
    if role == "dateline":
        return "dateline" if near else "other"
    if role == "section":
        return "section" if (before or near) and seen.words <= 6 else "nav"
    if role == "tags":
        return "tags" if seen.words <= 60 and (hint.sure or seen.linked > 0.5) else "other"
    if role == "caption":
        return _caption(seen)
    if role == "related":
        return "related" if seen.words >= 3 or hint.sure else "nav"
    return role


def _lists(blocks: list[Seen], last: int) -> None:
    """What stands linked under "Related stories", or in a container of related links, is related."""
    under = False
    for number, seen in enumerate(blocks):
        if number > last and furniture.RELATED_HEAD.fullmatch(seen.text[: furniture.LONGEST]) and seen.role in ("related", "nav", "other"):
            under = True
            seen.role = "related"
        elif under and _heading_tag(seen) and seen.linked < 0.5 and seen.role != "related":
            under = False
        elif under and seen.role in ("other", "nav", "crosslink") and seen.words >= 4 and seen.linked >= 0.5:
            seen.role = "related"
