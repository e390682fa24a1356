"""The DOM walk: a parsed page to its visible text, cut into blocks that know where they stand.

Blanks are collapsed as a browser shows them (CSS white-space: normal); no-break spaces stay. The walk keeps
no stack of Python calls, so depth does not matter, and touches every node once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree

from saidby.pages.hints import Hint, hint_of

NO_TEXT = frozenset(
    "script style template noscript iframe object embed applet svg canvas video audio map select datalist"
    " textarea"
    " head title meta link base frameset noframes noembed param source track area input"
    " math-annotation".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary"
    " table"
    " tbody td tfoot th thead tr ul optgroup option".split()
)
APART = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote figure pre article section header footer nav aside main"
    " hr".split()
)
CELLS = frozenset(("td", "th"))
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BLANK = re.compile(r"[ \t\n\r\f]+")
ROOTED = re.compile(r"/(?:[\w~%-][\w~%.-]*/)*(?:[\w~%-][\w~%.-]*)?")  # which `urljoin` leaves as it is
MAX_HREF = 4000  # characters; longer ones are inlined data


@dataclass(slots=True)
class Zone:
    """Where a block stands: the innermost element that says something, linked to the next one out."""

    tag: str
    hint: Hint | None
    outer: Zone | None
    number: int
    depth: int
    hidden: bool
    names: frozenset[str]  # the tags around it that matter for roles ("aside", "figure", "li")


@dataclass(slots=True)
class Block:
    """A run of text that a browser would set apart: one paragraph, heading, list item or cell."""

    start: int
    end: int
    tag: str
    zone: Zone
    own: int  # the number of the block-level element that holds it
    pictured: bool = False  # an image stands right before its words, in the same element
    linked: int = 0  # characters that stand in links
    strong: int = 0  # characters in bold
    href: str | None = None  # of the first link in it


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link's target and the text it covers (empty for an image)."""

    href: str
    start: int
    end: int
    zone: Zone


@dataclass(slots=True)
class Walked:
    text: str
    blocks: list[Block]
    anchors: list[Anchor]
    zones: list[Zone]
    times: list[tuple[str, int, int, Zone, str]] = field(
        default_factory=list
    )  # datetime, start, end, zone, itemprop
    parents: list[int] = field(
        default_factory=list
    )  # of each numbered element, the number around it; 0 is the page
    depth: int = 0


MATTERS = frozenset(
    "header footer nav aside figure figcaption li table article main form button address blockquote h1 h2"
    " h3 h4 h5 h6 dl"
    " section details pre a time cite label".split()
)


class _Walker:
    """The state of one walk."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.root = _root(base)
        self.pieces: list[str] = []
        self.size = 0
        self.blocks: list[Block] = []
        self.anchors: list[Anchor] = []
        self.zones: list[Zone] = []
        self.times: list[tuple[str, int, int, Zone, str]] = []
        self.block: Block | None = None
        self.gap = ""  # what stands before the next block
        self.blank = False  # a collapsed blank waits for the next word
        self.breaks = 0  # <br> in a row
        self.pre = 0
        self.open = False  # two spans touch here
        self.bold = 0
        self.links: list[tuple[str, int, Zone]] = []
        self.closed = ""  # the inline element that ended right here, with nothing after it yet
        self.image = -1  # the element that an image was last seen in, before any words
        self.names: dict[tuple[frozenset[str], str], frozenset[str]] = {}

    # -------------------------------------------------------------- text

    def say(self, text: str, zone: Zone, tag: str, own: int) -> None:
        self.closed = ""
        if self.pre:
            words = text.replace("\r\n", "\n")
        else:
            words = text if text.isprintable() and "  " not in text else BLANK.sub(" ", text)
        if not self.pre:
            if self.blank or self.block is None or self.breaks:
                words = (
                    words.lstrip(" ")
                    if (self.block is None or self.breaks or self.pieces[-1][-1:].isspace())
                    else words
                )
            if not words:
                return
            if words == " ":
                if self.block is not None and not self.breaks and not self.blank:
                    self.put(" ")
                    self.blank = True
                return
        elif not words:
            return
        if self.open:
            self.open = False
            if words[0].isupper() or words[0].isdigit():
                self.put(" ")
        if self.breaks and self.block is not None:
            if self.breaks > 1:
                self.flush("\n\n")
            else:
                self.put("\n")
        self.breaks = 0
        if self.block is None:
            if not words.strip():
                return
            if self.pieces and self.gap:
                self.put(self.gap)
            self.gap = ""
            self.block = Block(self.size, self.size, tag, zone, own, self.image == own)
            self.image = -1
        elif zone is not self.block.zone:
            self.block.zone = _shared(self.block.zone, zone)
        self.put(words)
        self.blank = words[-1] == " "
        length = len(words)
        if self.links:
            self.block.linked += length
            if self.block.href is None:
                self.block.href = self.links[-1][0]
        if self.bold:
            self.block.strong += length

    def beside(self, tag: str) -> None:
        """An inline element starts right where one of its kind ended: two links, two buttons, no blank."""
        if self.block is None or self.pre or not self.pieces[-1]:
            return
        if tag == "a":
            self.flush("\n")
        elif self.pieces[-1][-1].islower() or self.pieces[-1][-1].isdigit():
            self.open = True

    def put(self, words: str) -> None:
        self.pieces.append(words)
        self.size += len(words)

    def flush(self, gap: str) -> None:
        """End the block that is open; the next one starts after `gap`."""
        if self.block is not None:
            self.block.end = self.size
            self.blocks.append(self.block)
            self.block = None
        self.open = False
        if len(gap) > len(self.gap) or not self.gap or (gap == "\n" and self.gap == "\t"):
            self.gap = gap
        self.breaks = 0
        self.blank = False

    # -------------------------------------------------------------- elements

    def zone(self, node: etree._Element, tag: str, outer: Zone | None, depth: int) -> Zone:
        """The zone of an element; the outer one where the element adds nothing."""
        items = node.items()
        if not items and outer is not None and tag not in MATTERS and tag != "dialog":
            return outer
        get = dict(items).get
        css, name = get("class"), get("id")
        hint = None
        if items or tag in MATTERS:
            hint = hint_of(
                tag,
                css or "",
                name or "",
                get("itemprop") or "",
                get("role") or "",
                get("rel") or "",
                get("data-component") or get("data-testid") or get("data-module") or "",
            )
        style = get("style")
        hidden = (
            isinstance(style, str) and len(style) < 2000 and HIDDEN_STYLE.search(style) is not None
        ) or get("hidden") is not None
        if tag == "dialog" and get("open") is None:
            hidden = True
        if outer is not None and hint is None and not hidden and tag not in MATTERS:
            return outer
        names = outer.names if outer else frozenset()
        if tag in MATTERS and tag not in names:
            names = self.names.setdefault((names, tag), names | {tag})
        made = Zone(tag, hint, outer, len(self.zones), depth, hidden or bool(outer and outer.hidden), names)
        self.zones.append(made)
        return made

    def link(self, node: etree._Element) -> str:
        href = (node.get("href") or "").strip()
        if not href or len(href) > MAX_HREF or href.startswith(("#", "javascript:", "data:")):
            return ""
        if self.root and ROOTED.fullmatch(href):
            return self.root + href
        try:
            href = urljoin(self.base, href) if self.base else href
        except ValueError:
            return ""
        return href


def _root(base: str | None) -> str:
    """Scheme and host of a base, as `urljoin` puts them before a path; "" where it does more than that."""
    try:
        parts = urlsplit(base or "")
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def _shared(one: Zone, other: Zone) -> Zone:
    """The innermost zone around both. Zones are numbered from the outside in."""
    while one is not other:
        if one.number > other.number:
            assert one.outer is not None
            one = one.outer
        else:
            assert other.outer is not None
            other = other.outer
    return one


def walk(root: etree._Element, base: str | None) -> Walked:
    """The visible text of `root` with its blocks, links and times. `base` resolves relative links."""
    state = _Walker(base)
    top = state.zone(root, "html", None, 0)
    # one entry for each open element: zone, and tag and number of the block-level element that holds its text
    stack: list[tuple[Zone, str, int]] = [(top, "html", 0)]
    parents = [0]
    deepest = 0
    opened: list[tuple[str, int, Zone, str]] = []
    for event, node, words in _events(root):
        if event == "text":
            zone, tag, own = stack[-1]
            state.say(words, zone, tag, own)
            continue
        tag = node.tag
        if event == "start":
            zone, holder, own = stack[-1]
            if tag == state.closed and tag in ("a", "span"):
                state.beside(tag)
            state.closed = ""
            if tag == "br":
                state.breaks += state.block is not None
                stack.append(stack[-1])
                continue
            zone = state.zone(node, tag, zone, len(stack))
            if tag in BLOCKS:
                holder = tag
                state.flush("\t" if tag in CELLS else "\n\n" if tag in APART else "\n")
                parents.append(own)
                own = len(parents) - 1
                state.pre += tag == "pre"
            elif tag == "a":
                state.links.append((state.link(node), state.size, zone))
            elif tag in ("b", "strong"):
                state.bold += 1
            elif tag == "img":
                state.image = own if state.block is None else -1
            elif tag == "time" and node.get("datetime"):
                opened.append((node.get("datetime") or "", state.size, zone, node.get("itemprop") or ""))
            stack.append((zone, holder, own))
            deepest = max(deepest, len(stack))
        else:
            stack.pop()
            if tag in BLOCKS:
                state.flush("\t" if tag in CELLS else "\n\n" if tag in APART else "\n")
                state.pre -= tag == "pre"
            elif tag == "a" and state.links:
                href, start, zone = state.links.pop()
                state.closed = tag
                if href:
                    state.anchors.append(Anchor(href, start, state.size, zone))
            elif tag in ("b", "strong"):
                state.bold -= 1
            elif tag == "span":
                state.closed = tag
            elif tag == "time" and node.get("datetime") and opened:
                value, start, zone, itemprop = opened.pop()
                state.times.append((value, start, state.size, zone, itemprop))
    state.flush("\n")
    return _trimmed(
        Walked("".join(state.pieces), state.blocks, state.anchors, state.zones, state.times, parents, deepest)
    )


def _events(root: etree._Element) -> Iterator[tuple[str, etree._Element, str]]:
    """Start, text and end events in document order, without what is no text."""
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    skipping: etree._Element | None = None
    for event, node in walker:
        if event == "start":
            if skipping is not None:
                continue
            tag = node.tag
            if not isinstance(tag, str) or tag in NO_TEXT:
                skipping = node
                continue
            if node is not root:
                yield "start", node, ""
            if node.text:
                yield "text", node, node.text
        elif event == "end":
            if skipping is not None:
                if node is skipping:
                    skipping = None
                    if node is not root and node.tail:
                        yield "text", node, node.tail
                continue
            if node is not root:
                yield "end", node, ""
                if node.tail:
                    yield "text", node, node.tail
        elif skipping is None and node.tail:
            yield "text", node, node.tail


def _trimmed(walked: Walked) -> Walked:
    """Blocks and links without the blanks at their ends; blocks of blanks are gone."""
    text = walked.text
    kept: list[Block] = []
    for block in walked.blocks:
        while block.start < block.end and text[block.start].isspace():
            block.start += 1
        while block.end > block.start and text[block.end - 1].isspace():
            block.end -= 1
        if block.start < block.end:
            kept.append(block)
    anchors = []
    for anchor in walked.anchors:
        piece = text[anchor.start : anchor.end]
        start = anchor.start + len(piece) - len(piece.lstrip())
        end = anchor.start + len(piece.rstrip())
        anchors.append(Anchor(anchor.href, start, max(start, end), anchor.zone))
    return Walked(text, kept, anchors, walked.zones, walked.times, walked.parents, walked.depth)
