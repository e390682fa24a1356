"""Seen blocks: what an HTML block's words, place and names say about it, before it has a role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from saidby.data import Role
from saidby.pages import furniture
from saidby.pages.dom import Block, Walked, Zone
from saidby.pages.hints import Hint
from saidby.pages.lines import ENDS

TAKEN = 0.5  # of a block's words; F1 on data/pages is the same from 0.2 to 0.8
OWN = 0.35  # share of the story a hinted element may hold; F1 on data/pages is the same from 0.1 to 0.7
LINKED = 0.85  # of a block's characters, then it is a link; F1 on data/pages is best at 0.8 to 0.85
PROSE_WORDS = 9
MENU = 40  # characters of a line that other pages are likely to have
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
STRONG_OUT = frozenset(("related", "tags", "nav", "other", "correction", "section"))
FRAME = frozenset(("nav", "header", "footer"))
WORD = re.compile(r"\w+")


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
        return self.linked < 0.5 and (
            self.words >= PROSE_WORDS * 3 or (self.words >= PROSE_WORDS and self.closed)
        )

    @property
    def out(self) -> bool:
        """Its own names say surely that it is no story."""
        return self.hint is not None and self.hint.sure and self.hint.role in STRONG_OUT


@lru_cache(maxsize=1 << 12)
def _host(url: str | None) -> str:
    """The site of an address: its host's last two labels, three where the second is as short as in co.uk."""
    try:
        labels = (urlsplit(url or "").hostname or "").split(".")
    except ValueError:
        return ""
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])


def _root(href: str) -> str:
    """An address up to its path: sites have few of these."""
    return "/".join(href.split("/", 3)[:3])


def see(walked: Walked, share: list[float] | None, host: str) -> list[Seen]:
    out = []
    for number, block in enumerate(walked.blocks):
        text = walked.text[block.start : block.end]
        words = (_counted(text) if len(text) < MENU else _count(text)) if len(text) < 2000 else 300
        target = _host(_root(block.href)) if block.href and block.href.startswith("http") else host
        out.append(
            Seen(
                block,
                text,
                words,
                block.linked / max(1, len(text)),
                None,
                share[number] if share else 0.0,
                bool(block.href) and (not host or target == host),
            )
        )
    return out


def _count(text: str) -> int:
    words = len(WORD.findall(text))
    if words < 40 and not text.isascii():
        # languages without blanks: a word is about two of their characters
        words = max(words, sum(character > "\u2e80" for character in text) // 2)
    return words


_counted = lru_cache(maxsize=1 << 12)(_count)

# ------------------------------------------------------------------------------------------ hints


def give_hints(walked: Walked, blocks: list[Seen]) -> None:
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
        nearest.append(
            _stronger(zone, outer) if zone.hint is not None and inner[zone.number] <= OWN * total else outer
        )
    for seen in blocks:
        seen.hint = nearest[seen.block.zone.number]


def _stronger(zone: Zone, outer: Hint | None) -> Hint | None:
    """The inner hint, unless the outer one says that all of it is outside the story."""
    if outer is not None and outer.sure and outer.role in ("other", "related", "nav"):
        return (
            outer
            if zone.hint is None or zone.hint.role not in ("capture_clock", "tags", "section")
            else zone.hint
        )
    if zone.hint is not None and not zone.hint.sure and outer is not None and outer.sure:
        return outer
    return zone.hint


def heading_tag(seen: Seen) -> str | None:
    if seen.block.tag in HEADINGS:
        return seen.block.tag
    return _heading_among(seen.block.zone.names)


@lru_cache(maxsize=1 << 10)
def _heading_among(names: frozenset[str]) -> str | None:
    return min(HEADINGS & names, default=None)


def plain(text: str) -> str:
    """Words only, lower case, for comparing headlines."""
    return " ".join(WORD.findall(text.lower()))


def caption_or_credit(seen: Seen) -> Role:
    return (
        "other"
        if furniture.CREDIT.fullmatch(seen.text[: furniture.LONGEST]) and seen.words <= 12
        else "caption"
    )
