"""Deep pages: mark-up nested beyond what the parser takes, made flat with its text kept.

libxml2 stops at 2,048 open elements and drops all that follows, also where a page only forgets to close
its tags. Below a depth that no real layout reaches, tags become line breaks.
"""

from __future__ import annotations

import re

DEEPEST = 200  # open elements; real pages stay below 60
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})(?=[\s/>])[^<>]*>")
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements that close themselves where they are left open, and links, which the parser does not nest.
LEFT_OPEN = frozenset("p li option dt dd a".split())
INLINE = frozenset(
    "b i u em strong span font small big tt code sup sub label abbr cite q s strike center".split()
)


def flattened(markup: str) -> str:
    """The mark-up with every element nested deeper than 200 replaced by breaks (inline ones by nothing)."""
    parts: list[str] = []
    depth = last = 0
    for match in TAG.finditer(markup):
        name = match[2].lower()
        if name in VOID or name in LEFT_OPEN or match.group().endswith("/>"):
            continue
        if match[1]:
            drop = depth > DEEPEST
            depth = max(0, depth - 1)
        else:
            depth += 1
            drop = depth > DEEPEST
        if drop:
            if last != match.start() or not last:
                parts += (markup[last : match.start()], "" if name in INLINE else "<br><br>")
            last = match.end()
    parts.append(markup[last:])
    return "".join(parts)
