"""The body: which blocks trafilatura takes for the story, found again in the DOM's blocks.

trafilatura gives text without positions. Its lines are laid on our blocks: first whole lines, in order, then
the rest by shared runs of three words. What comes out is, for each block, the share of it that was taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from lxml import etree

from saidby.pages.dom import Block

WORD = re.compile(r"\w+")
RUN = 3  # words that must agree where a line is no whole block
MAX_TEXT = 3_000_000  # characters; a longer page is left to the DOM alone, trafilatura would take minutes
MAX_DEPTH = 400  # nesting; trafilatura recurses
MAX_BLOCKS = 40_000


def taken(text: str, blocks: list[Block], root: etree._Element, depth: int) -> list[float] | None:
    """For each block the share of its words, 0 to 1, that trafilatura takes for the body.

    None when it finds nothing or the page is beyond it.
    """
    if not blocks or beyond(text, blocks, depth):
        return None
    story = _story(root)
    return _laid(text, blocks, story) if story else None


def beyond(text: str, blocks: list[Block], depth: int) -> bool:
    """Is the page too large or too deep for trafilatura and htmldate? They would take minutes or fail."""
    return depth > MAX_DEPTH or len(text) > MAX_TEXT or len(blocks) > MAX_BLOCKS


def _story(root: etree._Element) -> str | None:
    """trafilatura's text of the story, fast mode: which is no worse than its slower modes on news pages."""
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(
            root, fast=True, include_comments=False, include_tables=True, with_metadata=False
        )
    except (etree.LxmlError, RecursionError):
        return None
    if document is None or isinstance(document, dict):
        return None
    return document.text or None


def _laid(text: str, blocks: list[Block], story: str) -> list[float]:
    words = [tuple(WORD.findall(text[block.start : block.end].lower())) for block in blocks]
    at: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, run in enumerate(words):
        if run:
            at[run].append(number)
    share = [0.0] * len(blocks)
    cursor = 0
    rest: list[tuple[int, tuple[str, ...]]] = []
    for line in story.split("\n"):
        run = tuple(WORD.findall(line.lower()))
        if not run:
            continue
        places = at.get(run)
        if places:
            number = _next(places, cursor, share)
            share[number] = 1.0
            # a short line can stand anywhere on a page; only a long one says where the story is
            if len(run) > 4 or number == cursor:
                cursor = number + 1
        else:
            rest.append((cursor, run))
    if rest:
        _by_runs(blocks, words, rest, share)
    return share


def _next(places: list[int], cursor: int, share: list[float]) -> int:
    """The first of equal blocks after the cursor that is not taken; else the last before it."""
    start = bisect_left(places, cursor)
    for number in places[start : start + 8]:
        if share[number] < 1.0:
            return number
    return places[min(start, len(places) - 1)]


def _by_runs(
    blocks: list[Block],
    words: list[tuple[str, ...]],
    rest: list[tuple[int, tuple[str, ...]]],
    share: list[float],
) -> None:
    """Lines that are several blocks or parts of one: a block is taken as far as its runs of words occur."""
    wanted: dict[tuple[str, ...], int] = defaultdict(int)
    for _, run in rest:
        for start in range(max(1, len(run) - RUN + 1)):
            wanted[run[start : start + RUN]] += 1
    short = {
        run[start : start + size]
        for _, run in rest
        for size in (1, 2)
        for start in range(len(run) - size + 1)
    }
    for number, run in enumerate(words):
        if share[number] >= 1.0 or not run:
            continue
        if len(run) < RUN and blocks[number].tag in ("td", "th"):
            # a table's row comes back as one line
            share[number] = max(share[number], float(run in short))
            continue
        runs = [run[start : start + RUN] for start in range(max(1, len(run) - RUN + 1))]
        hits = sum(wanted.get(piece, 0) > 0 for piece in runs)
        if hits and (len(run) >= RUN or hits == len(runs)):
            share[number] = max(share[number], hits / len(runs))
            if hits == len(runs):
                for piece in runs:
                    wanted[piece] -= 1
