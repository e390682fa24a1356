"""The hand-made reading of the sample pages: `examples/expected/*.json` as records, its words as spans."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from saidby.data import Article, Basis, Problem, Quoting, Role, Span
from saidby.pages import read_page

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGES = tuple(sorted(path.name for path in (EXAMPLES / "pages").iterdir()))


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A date and the kinds of evidence that may be named for it."""

    value: str
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class GoldPhrase:
    """Words of the page. `role` None: any role that is not read for claims."""

    role: Role | None
    words: str


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """An attribution in words. `frame` holds source and cue; content: first and last words of its pieces."""

    source: str | None
    cue: str
    frame: str
    content: tuple[tuple[str, str], ...]
    quoting: Quoting
    parent: int | None
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldPage:
    """What a right reading of one page holds. `publishers`, `sections`: right answers, `tags` None: any."""

    page: str
    incidents: tuple[str, ...]
    url: str | None
    title: str | None
    publishers: tuple[str | None, ...]
    byline: str | None
    sections: tuple[str | None, ...]
    language: str
    tags: tuple[str, ...] | None
    published: GoldDate | None
    modified: GoldDate | None
    captured: GoldDate | None
    paragraphs: int
    reads: tuple[GoldPhrase, ...]
    furniture: tuple[GoldPhrase, ...]
    aliases: tuple[tuple[str, str], ...]
    attributions: tuple[GoldAttribution, ...]


@cache
def gold(page: str) -> GoldPage:
    """The expected reading of a file of `examples/pages`."""
    found = load(f"expected/{page.split('.')[0]}.json")
    return GoldPage(
        page=found["page"],
        incidents=tuple(found["incidents"]),
        url=found["url"],
        title=found["title"],
        publishers=(found["publisher"], *found["also"].get("publisher", [])),
        byline=found["byline"],
        sections=(found["section"], *found["also"].get("section", [])),
        language=found["language"],
        tags=None if found["tags"] is None else tuple(found["tags"]),
        published=_date(found["published"]),
        modified=_date(found["modified"]),
        captured=_date(found["captured"]),
        paragraphs=found["paragraphs"],
        reads=tuple(GoldPhrase(**phrase) for phrase in found["reads"]),
        furniture=tuple(GoldPhrase(**phrase) for phrase in found["furniture"]),
        aliases=tuple((alias["name"], alias["of"]) for alias in found["aliases"]),
        attributions=tuple(
            GoldAttribution(
                source=one["source"],
                cue=one["cue"],
                frame=one["frame"],
                content=tuple((first, last) for first, last in one["content"]),
                quoting=one["quoting"],
                parent=one["parent"],
                chain=tuple(one["chain"]),
            )
            for one in found["attributions"]
        ),
    )


def load(name: str) -> dict[str, Any]:
    """A JSON file of `examples/`."""
    return cast(dict[str, Any], json.loads((EXAMPLES / name).read_text(encoding="utf-8")))


@cache
def read(page: str) -> tuple[Article, tuple[Problem, ...]]:
    """A file of `examples/pages` as the reader reads it, nothing told beside the bytes."""
    article, problems = read_page((EXAMPLES / "pages" / page).read_bytes(), origin=page)
    assert article is not None, problems
    return article, problems


def occurrences(text: str, words: str) -> list[Span]:
    """Where the words stand as whole words; any white space parts them."""
    start = r"(?<!\w)" if words[0].isalnum() else ""
    end = r"(?!\w)" if words[-1].isalnum() else ""
    pattern = start + r"\s+".join(re.escape(word) for word in words.split()) + end
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def find(text: str, words: str, frame: Span | None = None) -> Span:
    """The one place of the words in the text, or else in the frame; LookupError if it is not one."""
    places = occurrences(text, words)
    if len(places) != 1 and frame is not None:
        places = [Span(frame.start + a, frame.start + b) for a, b in occurrences(frame.of(text), words)]
    if len(places) != 1:
        raise LookupError(f"{words!r} stands {len(places)} times, not once")
    return places[0]


def spans(
    text: str, attribution: GoldAttribution
) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Source, cue and content of a gold attribution as spans of the text."""
    frame = find(text, attribution.frame)
    inside = frame.of(text)

    def part(words: str) -> Span:
        a, b = find(inside, words)
        return Span(frame.start + a, frame.start + b)

    source = () if attribution.source is None else (part(attribution.source),)
    content = tuple(
        Span(find(text, first, frame).start, find(text, last, frame).end)
        for first, last in attribution.content
    )
    return source, (part(attribution.cue),), content


def _date(found: dict[str, Any] | None) -> GoldDate | None:
    return None if found is None else GoldDate(found["value"], tuple(found["basis"]))
