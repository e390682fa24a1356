"""The reading in a browser: one file that holds all it needs, the text with its spans beside the claims.

The file asks for nothing from anywhere: its policy (Content-Security-Policy) allows only its own style and
script, by their hashes. All text of pages is escaped; controls are shown as pictures of themselves.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby
from types import TracebackType
from typing import BinaryIO

from saidby.batch import Outcome
from saidby.data import READ_ROLES, Element, Problem, Reading
from saidby.fetch import is_url
from saidby.version import VERSION
from saidby.views.details import Details
from saidby.views.overview import ROLES, Entry, Overview, counted
from saidby.views.segments import Kind, Marks, Segment, keyed, marks, segments
from saidby.views.spans import look
from saidby.views.tables import tables
from saidby.views.typeset import plain

FEW = 2  # elements in a row that are not read: so many are shown, more are folded
_IN_MEMORY = 1 << 23  # bytes of pages; more go to a temporary file
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_LAYERS = (
    ("said", "attributions"), ("actor", "actors"), ("time", "times"), ("place", "places"),
    ("figure", "figures"), ("event", "events"),
)  # fmt: skip
_SHOWN = "said"  # at first; the others are switched on
_LABELS: dict[Kind, str] = {
    "actor": "who", "time": "when", "place": "where", "figure": "how many", "event": "what",
}  # fmt: skip
_LEGEND = (
    '<p class="legend" aria-label="Legend"><span class="source">source</span> <span class="cue">cue</span> '
    '<span class="content direct">direct</span> <span class="content mixed">mixed</span> '
    '<span class="content indirect">indirect speech</span> '
    '<span class="content direct d2">speech inside speech</span> <span class="relay">relay</span> '
    '<span class="grey">not read</span></p>'
)
_TAGS = {"heading": "h3", "title": "h3"}


class Document:
    """One HTML file of many pages, added one by one; it is written at the end of the block."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._pages = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed in __exit__
        self._index: list[str] = []
        self._titles: list[str] = []

    def __enter__(self) -> Document:
        return self

    def add(self, outcome: Outcome) -> None:
        number = len(self._index) + 1
        if outcome.reading is None:
            self._titles.append(outcome.origin)
            about = outcome.why
            html = _failure(outcome, number)
        else:
            overview = Overview(outcome.reading)
            self._titles.append(overview.article.title or outcome.origin)
            published = outcome.reading.article.published
            date = published.value if published else "date unknown"
            untitled = () if overview.article.title else (overview.title,)
            about = " · ".join((*untitled, overview.publisher, date, str(overview.coverage)))
            html = _page(outcome.reading, overview, outcome.origin, number)
        failed = ' class="failed"' if outcome.reading is None else ""
        link = f'<a href="#p{number}">{_text(self._titles[-1])}</a>'
        self._index.append(f"<li{failed}>{link} <small>{_text(about)}</small></li>")
        self._pages.write(html.encode("utf-8", "replace"))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._pages:
            if kind is None:
                self._stream.write(self._head().encode("utf-8", "replace"))
                self._pages.seek(0)
                shutil.copyfileobj(self._pages, self._stream)
                self._stream.write(f"</main><script>{_asset('page.js')}</script></body></html>\n".encode())

    def _head(self) -> str:
        style, script = _asset("page.css"), _asset("page.js")
        policy = (
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        )
        many = len(self._index) != 1
        title = f"{len(self._index)} pages" if many else self._titles[0]
        index = f'<nav class="index" aria-label="Pages"><ol>{"".join(self._index)}</ol></nav>' if many else ""
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">'
            f'<meta name="generator" content="saidby {VERSION}">'
            f"<title>{_text(title)} – saidby</title><style>{style}</style></head><body>{_switches()}"
            '<header class="top"><h1>saidby <small>who said what, on whose word</small></h1>'
            f"{_layers()}{_LEGEND}</header>{index}<main>"
        )


def _switches() -> str:
    """The switches of the layers, before what they switch: the style then needs no script."""
    return "".join(
        f'<input class="switch" type="checkbox" id="l-{layer}"{" checked" if layer == _SHOWN else ""}>'
        for layer, _ in _LAYERS
    )


def _layers() -> str:
    """The labels of the switches, with the keys that press them."""
    labels = "".join(
        f'<label for="l-{layer}"><span class="sample {layer}">{name}</span> <kbd>{number}</kbd></label>'
        for number, (layer, name) in enumerate(_LAYERS, 1)
    )
    return f'<p class="layers"><span>Show in the text:</span> {labels}</p>'


def _asset(name: str) -> str:
    return files("saidby.views").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _text(text: str) -> str:
    return escape(plain(text))


# -------------------------------------------------------------------------------------- a page


def _failure(outcome: Outcome, number: int) -> str:
    return (
        f'<section class="page" id="p{number}"><header><h2>{_text(outcome.origin)}</h2>'
        f'<ul class="problems"><li>{_text(outcome.why)}</li></ul></header></section>'
    )


def _page(reading: Reading, overview: Overview, origin: str, number: int) -> str:
    entries = keyed(overview.entries)
    language = reading.article.language or ""
    lang = f' lang="{language}"' if _LANGUAGE.fullmatch(language) else ""
    text = "".join(_blocks(reading, marks(reading, entries), number))
    return (
        f'<section class="page" id="p{number}">{_header(overview, origin)}{tables(reading)}'
        f'<div class="columns"><article class="text"{lang} dir="auto">{text}</article>'
        f'<aside class="claims" aria-label="Claims"{lang}>{_claims(overview, entries, number)}</aside>'
        "</div></section>"
    )


def _header(overview: Overview, origin: str) -> str:
    article, coverage = overview.article, overview.coverage
    missing = "" if article.title else ' class="missing"'
    about = " · ".join(part for part in (overview.publisher, article.byline, article.section) if part)
    dates = "".join(
        f"<dt>{date.label}</dt><dd>{_text(date.value)} <small>{_text(date.evidence)}</small></dd>"
        for date in overview.dates()
    )
    place = f"<p class='origin'>{_place(article.url)}{_text(origin) if origin != article.url else ''}</p>"
    meter = f'<progress max="{coverage.sentences}" value="{coverage.attributed}"></progress>'
    return (
        f"<header><h2{missing} dir='auto'>{_text(overview.title)}</h2><p>{_text(about)}</p>{place}"
        f"<dl>{dates}</dl><p class='coverage'>{meter if coverage.sentences else ''}{coverage}</p>"
        f"{_problems(overview.problems(), article.text)}</header>"
    )


def _place(url: str | None) -> str:
    if not url:
        return ""
    link = (
        f'<a href="{escape(url)}" rel="noreferrer noopener">{_text(url)}</a>' if is_url(url) else _text(url)
    )
    return link + "<br>"


def _problems(problems: Sequence[Problem], text: str) -> str:
    if not problems:
        return ""
    items = []
    for problem in problems:
        words = problem.span.of(text)[:80] if problem.span else ""
        place = (
            f" <small>“{_text(words)}” at {problem.span[0]:,}–{problem.span[1]:,}</small>"
            if problem.span
            else ""
        )
        items.append(f"<li>{_text(problem.message)}{place}</li>")
    return f'<ul class="problems" aria-label="Problems">{"".join(items)}</ul>'


# -------------------------------------------------------------------------------------- the text


def _blocks(reading: Reading, marked: Marks, number: int) -> Iterator[str]:
    """The elements in order; those that were not read are grey, and folded where there are many in a row."""
    text = reading.article.text
    for read, group in groupby(reading.article.elements, key=lambda element: element.role in READ_ROLES):
        elements = list(group)
        if read:
            for element in elements:
                tag = _TAGS.get(element.role, "p")
                inner = "".join(_segment(part, text, number) for part in segments(element.span, marked))
                yield f'<{tag} class="{element.role}">{inner}</{tag}>'
            continue
        grey = "".join(_grey(element, text) for element in elements)
        if len(elements) > FEW:
            yield f'<details class="grey"><summary>not read: {counted(elements)}</summary>{grey}</details>'
        else:
            yield f'<div class="grey">{grey}</div>'


def _grey(element: Element, text: str) -> str:
    return f'<p><small class="role">{ROLES[element.role][0]}</small> {_text(element.span.of(text))}</p>'


def _segment(part: Segment, text: str, number: int) -> str:
    words = _text(part.span.of(text))
    numbers = "".join(f'<a class="n" href="#p{number}c{key}">{key}</a>' for key in part.ends)
    if not part.marks:
        return words + numbers
    begin = "".join(f'<i class="k {kind}" data-k="{_LABELS[kind]}"></i>' for kind in part.starts)
    classes, keys, notes = look(part)
    kind = f' class="{" ".join(classes)}"' if classes else ""
    claims = f' data-c="{" ".join(keys)}"' if keys else ""
    note = f' title="{escape(notes)}"' if notes else ""
    return f"{begin}<span{kind}{claims}{note}>{words}</span>{numbers}"


# -------------------------------------------------------------------------------------- the claims


def _claims(overview: Overview, entries: Sequence[tuple[str, Entry]], number: int) -> str:
    details = Details(overview)
    said = [(key, entry) for key, entry in entries if entry.attribution is not None]
    own = [(key, entry) for key, entry in entries if entry.attribution is None]
    html = ["<ol>"] if said else ['<p class="missing">Nobody is quoted.</p>']
    depth = 0
    for position, (key, entry) in enumerate(said):
        if position:
            html.append("</li>" if entry.depth <= depth else "<ol>")
            html.append("</ol></li>" * (depth - entry.depth))
        depth = entry.depth
        html.append(_claim(overview, details, key, entry, number))
    html.append("</li></ol>" * (depth + 1) if said else "")
    if own:
        html.append(
            f"<details class='own'><summary>{overview.own()} on the publisher's own word</summary><ol>"
        )
        for key, entry in own:
            words = _text(entry.claim.sentence.of(overview.article.text))
            rows = _details(details, entry) + _flags(overview, entry)
            item = f'<li class="claim" id="p{number}c{key}" data-c="{key}" tabindex="0">'
            html.append(f"{item}{words}{rows}</li>")
        html.append("</ol></details>")
    return "".join(html)


def _claim(overview: Overview, details: Details, key: str, entry: Entry, number: int) -> str:
    """The claim's item, left open for the claims inside it."""
    attribution = entry.attribution
    assert attribution is not None
    named = "source" if attribution.source else "missing"
    said = [f'<b class="{named}">{_text(overview.source(entry))}</b>']
    if attribution.cue:
        said.append(f'<i class="cue">{_text(overview.words(attribution.cue))}</i>')
    if time := overview.time(entry):
        said.append(f"<time>{_text(time)}</time>")
    tags = " ".join(f'<small class="tag {tag}">{tag}</small>' for tag in overview.tags(entry))
    chains = "".join(f'<p class="chain">{_chain(chain)}</p>' for chain in overview.chains(entry))
    return (
        f'<li class="claim" id="p{number}c{key}" data-c="{key}" tabindex="0">'
        f'<p class="said"><span class="n">{key}</span> {" ".join(said)} {tags}</p>'
        f'<blockquote class="{attribution.quoting}">{_text(overview.words(attribution.content))}</blockquote>'
        f"{chains}{_details(details, entry)}{_flags(overview, entry)}"
    )


def _details(details: Details, entry: Entry) -> str:
    """What the claim tells of, a line for each kind of thing."""
    rows = "".join(
        f'<dt>{row.label}</dt><dd class="{row.layer}{" doubt" if row.doubt else ""}">{_text(row.text)}</dd>'
        for row in details.rows(entry)
    )
    return f'<dl class="details">{rows}</dl>' if rows else ""


def _flags(overview: Overview, entry: Entry) -> str:
    return "".join(f'<p class="flag">{_text(flag)}</p>' for flag in overview.flags(entry))


def _chain(chain: Sequence[tuple[str, str | None]]) -> str:
    links = []
    for name, via in chain:
        words = f' <span class="relay">{_text(via)}</span>' if via else ""
        links.append(f"<span>{_text(name)}{words}</span>")
    return ' <span class="to">→</span> '.join(links)
