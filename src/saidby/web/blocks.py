"""Blocks: the text of an article as markup, with its spans in layers; what was not read is grey.

All text is escaped here, and controls are shown as pictures of themselves, as the templates do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby

from markupsafe import Markup

from saidby.data import READ_ROLES, Element
from saidby.views.overview import ROLES, counted
from saidby.views.segments import Kind, Marks, Segment, segments
from saidby.views.spans import look
from saidby.views.typeset import plain

FEW = 2  # elements in a row that are not read: so many are shown, more are folded
NOTE = 240  # characters of what is told of the things in a span; all of it stands beside the claim
LAYERS = (
    ("said", "attributions"), ("own", "unattributed"), ("actor", "who"), ("time", "when"),
    ("place", "where"), ("figure", "how many"), ("event", "what"),
)  # fmt: skip
"""Name and label of each layer that can be switched, in the order of their lines below the words."""

_LABELS: dict[Kind, str] = {
    "actor": "who", "time": "when", "place": "where", "figure": "how many", "event": "what",
}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_TAGS = {"heading": "h2", "title": "h2"}


def language(name: str | None) -> str:
    """A language as an attribute may have it; empty for what is none."""
    return name if name and _LANGUAGE.fullmatch(name) else ""


class Blocks:
    """Elements as markup, one after another: each claim's first words get its id, once."""

    def __init__(
        self, text: str, marked: Marks, aliases: Mapping[str, tuple[str, ...]] | None, *, placed: bool = False
    ) -> None:
        """`aliases`: for the id of a claim those of the claims that stand at the same words, itself first;
        None gives no claim an anchor or a number. `placed`: each piece tells where in the text it starts.
        """
        self._text = text
        self._placed = placed
        self._marked = marked
        self._aliases = aliases
        self._seen: set[str] = set()

    def html(self, elements: Iterable[Element]) -> Markup:
        """The elements as markup."""
        return Markup("".join(self._blocks(elements)))  # escaped piece by piece

    def _blocks(self, elements: Iterable[Element]) -> Iterator[str]:
        for read, group in groupby(elements, key=lambda element: element.role in READ_ROLES):
            some = list(group)
            if read:
                yield from map(self._block, some)
                continue
            grey = "".join(map(self._grey, some))
            if len(some) > FEW:
                yield f'<details class="grey"><summary>not read: {counted(some)}</summary>{grey}</details>'
            else:
                yield f'<div class="grey">{grey}</div>'

    def _block(self, element: Element) -> str:
        tag = _TAGS.get(element.role, "p")
        inner = "".join(map(self._segment, segments(element.span, self._marked)))
        return f'<{tag} class="{element.role}" dir="auto">{inner}</{tag}>'

    def _grey(self, element: Element) -> str:
        role = ROLES.get(element.role, (element.role, ""))[0]
        words = escape(plain(element.span.of(self._text)))
        return f'<p dir="auto"><small class="role">{role}</small> {words}</p>'

    def _segment(self, part: Segment) -> str:
        words = escape(plain(part.span.of(self._text)))
        numbers = "".join(
            f'<a class="n" href="#claim-{key}" aria-label="{key[1:]}, the claim">{key[1:]}</a>'
            for key in (part.ends if self._aliases is not None else ())
        )
        place = f' data-s="{part.span.start}"' if self._placed else ""
        if not part.marks:
            return f"<span{place}>{words}</span>" if place else words + numbers
        classes, keys, note = look(part)
        if any(mark.kind == "own" for mark in part.marks):
            classes = (*classes, "x", "own")
        begin = "".join(f'<i class="k {kind}" data-k="{_LABELS[kind]}"></i>' for kind in part.starts)
        note = note if len(note) <= NOTE else note[: NOTE - 1] + "…"
        return (
            f"{self._anchors(keys)}{begin}<span"
            + (f' class="{" ".join(dict.fromkeys(classes))}"' if classes else "")
            + (f' data-c="{" ".join(keys)}"' if keys and self._aliases is not None else "")
            + place
            + (f' title="{escape(note)}"' if note else "")
            + f">{words}</span>{numbers}"
        )

    def _anchors(self, keys: Iterable[str]) -> str:
        if self._aliases is None:
            return ""
        new = [key for key in keys if key not in self._seen]
        self._seen.update(new)
        ids = [id for key in new for id in self._aliases.get(key, (key,))]
        return "".join(f'<i class="at" id="{id}"></i>' for id in ids)
