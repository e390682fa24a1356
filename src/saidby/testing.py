"""Readings for tests, written as marked-up sentences: `[source The ministry] [cue said] [content it fell].`

    from saidby.testing import reading
    found = reading('''
        <heading> Bridge down
        [source The ministry] [cue denied] [content the bridge had fallen]. Nobody else commented.

        [content:q "It stands,"] [source:q="The ministry" it] [cue:q said].
    ''', publisher="Orlen Herald", published="2031-05-04")

The marks, which may stand inside each other and are taken out of the text:

* `[source words]`, `[cue words]`, `[content words]`: pieces of an attribution. The unlabelled marks of
  one paragraph make one attribution; a label (`[cue:q said]`) ties marks together wherever they stand, so
  that one paragraph can hold several attributions and one attribution several paragraphs.
* `[relay words]`, `[via words]`: who passed it on, and the words of the relay ("as quoted by").
* `[time words]`: when it was said.
* A value after `=` says what the words alone do not, and reaches to the first blank or is quoted:
  `[source="The ministry" it]` the actor, `[cue=deny denied]` the act, `[time=2031-05-03 Saturday]` the
  resolved date.

A paragraph is a body element unless it starts with its role: `<title>`, `<deck>`, `<related>`, `<nav>` ...
Blank lines part paragraphs; a line that starts with a role is an element of its own. Sentences end at
`.`, `!`, `?` with closing quotation marks. `quoting` follows the quotation marks, `parent` the nesting;
every sentence without a mark is the publisher's own claim. `[[` is a bracket without a partner. Nothing
here calls the reader or the weights: it is a fake, for whoever shows, stores or compares readings.
`read_articles` is a fake of the reader itself, for whoever runs it.
"""

from __future__ import annotations

import hashlib
import inspect
import itertools
import os
import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import cast, get_args

from saidby.data import (
    PUBLISHER,
    READ_ROLES,
    SCHEMA,
    Act,
    Actor,
    Article,
    Attribution,
    ChainLink,
    Claim,
    Dated,
    Element,
    Mention,
    Problem,
    Quoting,
    Reader,
    Reading,
    Role,
    Span,
    Timex,
)

_OPEN = re.compile(r'\[(source|cue|content|relay|via|time)(?::(\w+))?(?:=(?:"([^"\n]*)"|([^\s\]"]+)))?[ \n]')
_ROLE = re.compile(r"<({})>[ \t]*".format("|".join(get_args(Role))))
_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"'”\u2019»)]*(?=\s|$)|(?=\n\n)|$)", re.S)
_QUOTES = '"“”„«»'
_SCORE = 0.9


@dataclass(slots=True)
class _Mark:
    tag: str
    label: str
    value: str | None
    start: int
    end: int = -1

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class _Group:
    """The marks that make one attribution, by tag."""

    marks: list[_Mark] = field(default_factory=list)

    def spans(self, tag: str) -> tuple[Span, ...]:
        return tuple(sorted(mark.span for mark in self.marks if mark.tag == tag))

    def first(self, tag: str) -> _Mark | None:
        return next((mark for mark in self.marks if mark.tag == tag), None)

    @property
    def pieces(self) -> tuple[Span, ...]:
        return self.spans("source") + self.spans("cue") + self.spans("content")


def reading(
    marked: str,
    *,
    publisher: str | None = "Orlen Herald",
    title: str | None = None,
    url: str | None = None,
    published: str | None = None,
    problems: tuple[Problem, ...] = (),
) -> Reading:
    """The reading that the marks describe. `published` becomes a date with the basis "given"."""
    text, elements, marks = _unmark(inspect.cleandoc(marked))
    groups = _groups(marks, elements)
    attributions = _attributions(text, groups)
    sentences = tuple(_sentences(text, elements))
    actors = _actors(text, groups)
    timexes = _timexes(groups)
    if title is None:
        title = next((element.span.of(text) for element in elements if element.role == "title"), None)
    return Reading(
        schema=SCHEMA,
        reader=Reader("0", "none"),
        article=Article(
            id=hashlib.sha256(((url or "") + text).encode()).hexdigest(),
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            url=url,
            publisher=publisher,
            title=title,
            byline=None,
            section=None,
            language="en",
            tags=(),
            published=Dated(published, "given") if published else None,
            modified=None,
            captured=None,
            text=text,
            elements=elements,
            links=(),
        ),
        sentences=sentences,
        actors=actors,
        timexes=timexes,
        places=(),
        figures=(),
        events=(),
        attributions=attributions,
        claims=_claims(text, groups, attributions, sentences, actors, timexes),
        problems=problems,
    )


def read_articles(articles: Iterable[Article]) -> Iterator[Reading]:
    """A reader that finds nobody quoted, and that a page can break to see what becomes of it.

    "(hang)" in an article's text never ends, "(fail)" raises, "(crash)" ends the process at once. Like the
    reader it takes articles together: whatever one of them does happens before the first reading is there.
    """
    together = list(articles)
    for found in together:
        if "(hang)" in found.text:
            threading.Event().wait()
        if "(fail)" in found.text:
            raise ValueError("this page fails")
        if "(crash)" in found.text:
            os.abort()
    for found in together:
        read = reading(found.text.replace("[", "[["), title=found.title)
        yield replace(read, article=found, problems=())


def _unmark(marked: str) -> tuple[str, tuple[Element, ...], list[_Mark]]:
    """The text without marks, its elements (one a line or block), and the marks with their spans."""
    pieces: list[str] = []
    marks: list[_Mark] = []
    stack: list[_Mark | None] = []
    roles: dict[int, Role] = {}
    at = length = 0
    while at < len(marked):
        if (role := _ROLE.match(marked, at)) and (at == 0 or marked[at - 1] == "\n"):
            roles[length] = cast(Role, role[1])
            at = role.end()
            continue
        if opened := _OPEN.match(marked, at):
            tag, label, quoted, bare = opened.groups()
            mark = _Mark(tag, label or "", quoted if quoted is not None else bare, length)
            stack.append(mark)
            marks.append(mark)
            at = opened.end()
            continue
        letter = marked[at]
        at += 1
        if letter == "[" and marked.startswith("[", at):
            at += 1
        elif letter == "[":
            stack.append(None)
        elif letter == "]" and stack:
            closed = stack.pop()
            if closed is not None:
                closed.end = length
                continue
        pieces.append(letter)
        length += 1
    if any(mark.end < 0 for mark in marks):
        raise ValueError(f"a mark is not closed in {marked!r}")
    text = "".join(pieces)
    return text, tuple(_elements(text, roles)), marks


def _elements(text: str, roles: dict[int, Role]) -> list[Element]:
    """Blocks between blank lines; a line that starts with its role is an element of its own."""
    found: list[Element] = []
    for block in re.finditer(r"\S.*?(?=\n\s*\n|\s*$(?![\s\S]))", text, re.S):
        cuts = sorted({block.start(), *(at for at in roles if block.start() < at < block.end()), block.end()})
        for start, end in itertools.pairwise(cuts):
            if start in roles:  # the role holds for its line only
                line = text.find("\n", start, end)
                parts = [(start, end)] if line < 0 else [(start, line), (line + 1, end)]
            else:
                parts = [(start, end)]
            for first, last in parts:
                while last > first and text[last - 1].isspace():
                    last -= 1
                if last > first:
                    found.append(Element(roles.get(first, "body"), Span(first, last)))
    return found


def _groups(marks: list[_Mark], elements: tuple[Element, ...]) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for mark in marks:
        if not mark.label:
            index = next(i for i, element in enumerate(elements) if element.span.holds(mark.span))
        groups.setdefault(mark.label or f"element {index}", _Group()).marks.append(mark)
    return sorted(groups.values(), key=lambda group: min(group.pieces))


def _attributions(text: str, groups: list[_Group]) -> tuple[Attribution, ...]:
    return tuple(
        Attribution(
            id=f"a{number}",
            source=group.spans("source"),
            cue=group.spans("cue"),
            content=group.spans("content"),
            quoting=_quoting(text, group.spans("content")),
            parent=next((f"a{i + 1}" for i in [_parent(group, groups)] if i is not None), None),
            score=_SCORE,
        )
        for number, group in enumerate(groups, 1)
    )


def _parent(group: _Group, groups: list[_Group]) -> int | None:
    """Index of the group with the shortest piece of content that holds all of this group."""
    whole = Span(min(group.pieces).start, max(piece.end for piece in group.pieces))
    holders = [
        (piece.end - piece.start, index)
        for index, other in enumerate(groups)
        if other is not group
        for piece in other.spans("content")
        if piece.holds(whole)
    ]
    return min(holders)[1] if holders else None


def _quoting(text: str, content: tuple[Span, ...]) -> Quoting:
    pieces = [text[max(0, span.start - 1) : span.end + 1].strip(" \n.,;:") for span in content]
    if pieces and all(len(piece) > 1 and piece[0] in _QUOTES and piece[-1] in _QUOTES for piece in pieces):
        whole = all(sum(letter in _QUOTES for letter in piece) == 2 for piece in pieces)
        return "direct" if whole else "mixed"
    return "mixed" if any(letter in _QUOTES for piece in pieces for letter in piece) else "indirect"


def _sentences(text: str, elements: tuple[Element, ...]) -> list[Span]:
    return [
        Span(element.span.start + found.start(), element.span.start + found.end())
        for element in elements
        if element.role in READ_ROLES
        for found in _SENTENCE.finditer(element.span.of(text))
    ]


def _name(mark: _Mark, text: str) -> str:
    return " ".join(mark.value.split() if mark.value else mark.span.of(text).split())


def _actors(text: str, groups: list[_Group]) -> tuple[Actor, ...]:
    named: dict[str, list[_Mark]] = {}
    for mark in sorted((mark for group in groups for mark in group.marks), key=lambda mark: mark.span):
        if mark.tag in ("source", "relay"):
            named.setdefault(_name(mark, text), []).append(mark)
    return tuple(
        Actor(
            id=f"actor{number}",
            name=name,
            kind="organization",
            sector=None,
            mentions=tuple(Mention(mark.span, "description" if mark.value else "name") for mark in marks),
            aliases=(),
            acts_for=None,
            same_as=None,
            link=None,
            score=_SCORE,
        )
        for number, (name, marks) in enumerate(named.items(), 1)
    )


def _timexes(groups: list[_Group]) -> tuple[Timex, ...]:
    marks = [mark for group in groups for mark in group.marks if mark.tag == "time"]
    marks.sort(key=lambda mark: mark.span)
    return tuple(
        Timex(
            id=f"t{number}",
            span=mark.span,
            type="DATE",
            value=mark.value or "PAST_REF",
            mod=None,
            resolved=mark.value,
            anchor="published" if mark.value else None,
            reason=None if mark.value else "the page does not say when it was published",
            function=None,
            score=_SCORE,
        )
        for number, mark in enumerate(marks, 1)
    )


def _claims(
    text: str,
    groups: list[_Group],
    attributions: tuple[Attribution, ...],
    sentences: tuple[Span, ...],
    actors: tuple[Actor, ...],
    timexes: tuple[Timex, ...],
) -> tuple[Claim, ...]:
    actor_of = {mention.span: actor.id for actor in actors for mention in actor.mentions}
    timex_of = {timex.span: timex.id for timex in timexes}
    found: list[tuple[Span, str | None, tuple[ChainLink, ...], Act, str | None]] = []
    for group, attribution in zip(groups, attributions, strict=True):
        touched = [span for span in sentences if any(piece.overlaps(span) for piece in group.pieces)]
        whole = Span(touched[0].start, touched[-1].end) if touched else group.pieces[0]
        cue, time = group.first("cue"), group.first("time")
        act = cast(Act, cue.value) if cue and cue.value else "assert"
        chain = (*_links(group, groups, actor_of), ChainLink(PUBLISHER))
        found.append((whole, attribution.id, chain, act, timex_of[time.span] if time else None))
    for sentence in sentences:
        if not any(piece.overlaps(sentence) for group in groups for piece in group.pieces):
            found.append((sentence, None, (ChainLink(PUBLISHER),), "assert", None))
    found.sort(key=lambda claim: (claim[0].start, claim[1] or ""))
    return tuple(
        Claim(
            id=f"c{number}",
            attribution=attribution_id,
            chain=chain,
            act=act,
            sentence=sentence,
            events=(),
            figures=(),
            hedges=(),
            boosters=(),
            addressee=(),
            accused=(),
            accused_of=(),
            denies=None,
            report_time=report_time,
            repeats_earlier=False,
            flags=(),
            alternative=None,
            score=_SCORE,
        )
        for number, (sentence, attribution_id, chain, act, report_time) in enumerate(found, 1)
    )


def _links(group: _Group, groups: list[_Group], actor_of: dict[Span, str]) -> list[ChainLink]:
    """Root, relays, then the links of the attribution that holds this one; the publisher not yet."""
    links = [ChainLink(actor_of[span]) for span in group.spans("source")[:1]]
    relays = zip(group.spans("relay"), (*group.spans("via"), *([None] * len(group.marks))), strict=False)
    links += [ChainLink(actor_of[span], via) for span, via in relays]
    parent = _parent(group, groups)
    if parent is not None:
        outer = _links(groups[parent], groups, actor_of)
        cue = next(iter(groups[parent].spans("cue")), None)
        links += [ChainLink(outer[0].actor, cue), *outer[1:]] if outer else []
    return links
