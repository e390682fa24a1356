"""Elsewhere: mentions of known names where nobody asked about them."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence

from saidby.data import READ_ROLES, Article, Span
from saidby.reading.drafts import Draft

_CAPITAL = re.compile(r"(?<![\w'-])[A-ZÀ-Þ][\w.'&-]*(?<![.])|(?<![\w'-])[A-Z](?:[\w&]|\.(?=\w))*\.")
_GENERAL = re.compile(r"(?<=\w)\s(?:group|organi[sz]ation|movement|militia|party|front|network|alliance)$")


def name_elsewhere(article: Article, flat: str, drafts: Sequence[Draft]) -> None:
    """Mentions of the same names where they do not speak, in the parts of the page that are read."""
    read = [e.span for e in article.elements if e.role in READ_ROLES]
    taken = sorted(span for draft in drafts for span in draft.mentions)
    names = []
    for draft in drafts:
        if draft.proper and draft.kind in ("person", "organization", "media", "office", "group"):
            names += [(form, draft) for form in _forms(draft, flat)]
    wanted = {form.split()[0] for form, _ in names}
    places: dict[str, list[int]] = {}
    for region in read:
        for m in _CAPITAL.finditer(flat, *region):
            for word in (m.group(), m.group().removesuffix("'s")):
                if word in wanted:
                    places.setdefault(word, []).append(m.start())
    for form, draft in sorted(names, key=lambda pair: (-len(pair[0]), pair[0], pair[1].first)):
        for span in _occurrences(flat, form, places.get(form.split()[0], ())):
            at = bisect_right(taken, span)
            around = taken[max(0, at - 2) : at + 1]
            if not any(span.overlaps(t) for t in around):
                draft.mentions[span] = "name"
                insort(taken, span)


def _forms(draft: Draft, flat: str) -> set[str]:
    """The names to look for: also "White Helmets" of "the White Helmets group"."""
    forms = {draft.name, *(alias.of(flat) for alias in draft.aliases)}
    if " " in (short := _GENERAL.sub("", draft.name)):
        forms.add(short)
    return {form for form in forms if len(form) > 1 and form[0].isupper()}


def _occurrences(flat: str, form: str, at: Sequence[int]) -> Iterator[Span]:
    """Where a name stands as a whole, among the places where its first word starts."""
    for start in at:
        end = start + len(form)
        if flat.startswith(form, start) and not (flat[end : end + 1].isalnum() or flat[end : end + 1] == "-"):
            yield Span(start, end)
