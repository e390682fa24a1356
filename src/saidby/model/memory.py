"""Memory: what was seen in a text, for when the same text comes again on another page.

News agencies' stories stand on hundreds of sites, and officials' sentences in dozens of stories. What the
model sees depends on the words of the regions alone, not on where in a page they stand: so it is kept by the
words, and moved to the new places. A reading is the same whether its text was met before or not.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from saidby.model.events import Kind, Trigger
    from saidby.model.tagger import Link, Meaning, Seen, Text

MOST = 1_500_000
"""Characters of texts that are remembered: 340 articles, 80 MB with their vectors. The one that was not met
for the longest time goes first.
"""

Key = bytes
Regions = tuple[tuple[int, int], ...]
Pieces = tuple[tuple[int, int], ...]


class Memory:
    """What was seen in the texts met last, by their words."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._size = 0
        self._known: OrderedDict[Key, tuple[Regions, Seen]] = OrderedDict()

    def recall(self, key: Key, text: Text) -> Seen | None:
        """What was seen in a text of the same words, at this one's places."""
        found = self._known.get(key)
        if found is None:
            return None
        self._known.move_to_end(key)
        return moved(found[1], found[0], text.regions)

    def keep(self, key: Key, text: Text, seen: Seen) -> None:
        if key in self._known:
            return
        self._known[key] = text.regions, seen
        self._size += _size(text.regions)
        while self._size > self._most:
            _, (oldest, _) = self._known.popitem(last=False)
            self._size -= _size(oldest)


def key_of(text: Text, kind: str) -> Key:
    """The words of a text's regions, and what was asked of them, in 16 bytes."""
    found = hashlib.blake2b(kind.encode(), digest_size=16)
    for start, end in text.regions:
        part = text.text[start:end].encode("utf-8", errors="surrogatepass")
        found.update(len(part).to_bytes(8, "little") + part)
    return found.digest()


def moved(seen: Seen, old: Regions, new: Regions) -> Seen:
    """What was seen in the regions `old`, at the places of the regions `new` that hold the same words."""
    shifts = [after[0] - before[0] for before, after in zip(old, new, strict=True)]
    if not any(shifts):
        return seen
    starts = [region[0] for region in old]

    def span(found: tuple[int, int]) -> tuple[int, int]:
        # the first and the last character of what goes over several regions move with their own
        first, last = bisect_right(starts, found[0]) - 1, bisect_right(starts, found[1] - 1) - 1
        return found[0] + shifts[first], found[1] + shifts[last]

    def pieces(found: Pieces) -> Pieces:
        return tuple(map(span, found))

    def link(found: Link) -> Link:
        cue, source, content = span(found.cue), pieces(found.source), pieces(found.content)
        return replace(found, cue=cue, source=source, content=content)

    def trigger(found: Trigger) -> Trigger:
        arguments = tuple(replace(each, span=span(each.span)) for each in found.arguments)
        return replace(found, span=span(found.span), arguments=arguments)

    def kind(found: Kind) -> Kind:
        return replace(found, span=span(found.span))

    def meaning(found: Meaning) -> Meaning:
        by_word = np.array(shifts, dtype=np.int32)[np.searchsorted(starts, found.starts, side="right") - 1]
        return replace(found, starts=found.starts + by_word, ends=found.ends + by_word)

    return replace(
        seen,
        links=[*map(link, seen.links)],
        triggers=tuple(map(trigger, seen.triggers)),
        harms=tuple(map(kind, seen.harms)),
        meaning=None if seen.meaning is None else meaning(seen.meaning),
    )


def _size(regions: Regions) -> int:
    return sum(end - start for start, end in regions)
