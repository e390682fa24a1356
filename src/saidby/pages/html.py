"""HTML pages to articles: parse once, walk, give roles, weigh the dates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html

from saidby.data import Article, Element, Link, Problem, Role, Span
from saidby.pages import evidence, furniture
from saidby.pages.body import beyond, taken
from saidby.pages.datelines import dateline
from saidby.pages.dates import LONGEST, Stamp, iso, stamps
from saidby.pages.deep import flattened
from saidby.pages.dom import Walked, walk
from saidby.pages.elements import complete
from saidby.pages.evidence import Clue, Clues
from saidby.pages.facts import article_id, byline_of, language_of, tags_of, words_of
from saidby.pages.given import Given
from saidby.pages.metadata import Meta, metadata
from saidby.pages.printed import printed_day
from saidby.pages.roles import Titles, roles

DATED = frozenset(("dateline", "byline", "capture_clock", "correction", "deck", "other", "nav"))


def html_article(decoded: str, data: bytes, given: Given) -> tuple[Article, tuple[Problem, ...]]:
    """The article of an HTML page. Its text is empty when the page shows none."""
    root = parse(decoded)
    if root is None:
        return _article("", data, given, None, (), (), Clues())
    meta = metadata(root, given.url)
    walked = walk(root, meta.base)
    share = taken(walked.text, walked.blocks, root, walked.depth)
    titles = Titles((given.title, *meta.titles) if given.title else meta.titles, meta.summaries)
    found = roles(walked, share, titles, given.url or meta.url)
    elements = _elements(walked, found)
    clues = _clues(walked, found, elements, meta)
    url = given.url or meta.url
    if not (clues.published or given.published or given.listed or evidence.url_date(url)) and not beyond(
        walked.text, walked.blocks, walked.depth
    ):
        day = printed_day(root, walked, found, evidence.latest_day(clues, given, url))
        if day:
            clues = replace(clues, published=(day[0],))
            found[day[1]] = "dateline"
            elements = _elements(walked, found)
    links = _links(walked, elements, meta)
    return _article(walked.text, data, given, meta, elements, links, clues)


def parse(decoded: str) -> lxml_html.HtmlElement | None:
    """The page's tree; None when nothing in it is HTML. Never fails on depth, size or NUL."""
    markup = decoded.replace("\x00", "\ufffd")
    root, whole = _parsed(markup)
    return root if whole else _parsed(flattened(markup))[0]


def _parsed(markup: str) -> tuple[lxml_html.HtmlElement | None, bool]:
    """The tree, and whether the parser went through to the end."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    # lxml.html asks Python for the class of every element it shows; forms are nothing special here
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    try:
        root = lxml_html.document_fromstring(markup.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, True
    return root, not any("depth" in error.message for error in parser.error_log)


def _article(
    text: str,
    data: bytes,
    given: Given,
    meta: Meta | None,
    elements: tuple[Element, ...],
    links: tuple[Link, ...],
    clues: Clues,
) -> tuple[Article, tuple[Problem, ...]]:
    url = given.url or (meta.url if meta else None)
    settled = evidence.settle(clues, given, url)
    title = (
        given.title or words_of(text, elements, "title") or (meta.titles[0] if meta and meta.titles else None)
    )
    article = Article(
        id=article_id(url, text),
        sha256=hashlib.sha256(data).hexdigest(),
        url=url,
        publisher=given.publisher or (meta.publisher if meta else None),
        title=title,
        byline=(meta.byline if meta else None) or byline_of(text, elements),
        section=(meta.section if meta else None) or words_of(text, elements, "section"),
        language=(meta.language if meta else None) or language_of(text, elements),
        tags=(meta.tags if meta and meta.tags else None) or _tags(text, elements, links),
        published=settled.published,
        modified=settled.modified,
        captured=settled.captured,
        text=text,
        elements=elements,
        links=links,
    )
    return article, settled.problems


def _elements(walked: Walked, found: list[Role]) -> tuple[Element, ...]:
    out: list[Element] = []
    leads = 2
    for block, role in zip(walked.blocks, found, strict=True):
        start = block.start
        if role in ("body", "deck") and not block.zone.hidden:
            cut = dateline(walked.text[start : min(block.end, start + 200)], leading=leads > 0)
            leads -= 1
            if cut:
                out.append(
                    Element("dateline", Span(start, start + len(walked.text[start : start + cut].rstrip())))
                )
                start += cut
        whole = block.href if block.href and block.linked >= 0.9 * (block.end - block.start) else None
        out.append(Element(role, Span(start, block.end), whole))
    return complete(walked.text, out)


def _links(walked: Walked, elements: tuple[Element, ...], meta: Meta) -> tuple[Link, ...]:
    out: list[Link] = [Link(meta.url, None, "other")] if meta.url else []
    at = 0
    for anchor in sorted(walked.anchors, key=lambda item: (item.start, item.end)):
        if anchor.end <= anchor.start:
            hint = anchor.zone.hint
            out.append(Link(anchor.href, None, hint.role if hint else "other"))
            continue
        while at < len(elements) and elements[at].span.end <= anchor.start:
            at += 1
        if at < len(elements):
            out.append(Link(anchor.href, Span(anchor.start, anchor.end), elements[at].role))
    return tuple(sorted(out, key=lambda link: (link.span or Span(-1, -1), link.href)))


def _tags(text: str, elements: tuple[Element, ...], links: tuple[Link, ...]) -> tuple[str, ...]:
    """The tags' links, or where they carry none the terms of their lines."""
    linked = (
        " ".join(link.span.of(text).split())
        for link in links
        if link.span is not None and link.role == "tags"
    )
    named = dict.fromkeys(words for words in linked if furniture.fixed_role(words) is None)
    return tuple(named) or tags_of(text, elements)


# ------------------------------------------------------------------------------------------ dates


def _clues(walked: Walked, found: list[Role], elements: tuple[Element, ...], meta: Meta) -> Clues:
    text = walked.text
    lines: list[tuple[Role, Stamp]] = []
    story = next(
        (block.start for block, role in zip(walked.blocks, found, strict=True) if role == "body"), len(text)
    )
    for block, role in zip(walked.blocks, found, strict=True):
        if role not in DATED or block.zone.hidden or block.end - block.start > LONGEST:
            continue
        for stamp in stamps(text[block.start : block.end]):
            span = Span(stamp.span.start + block.start, stamp.span.end + block.start)
            if role in ("other", "nav"):
                if stamp.label == "captured":
                    lines.append(("capture_clock", Stamp(stamp.value, span, stamp.label)))
            # below the first paragraph a bare date is the story's or another story's
            elif block.start < story or stamp.label or role in ("capture_clock", "correction"):
                lines.append((role, Stamp(stamp.value, span, stamp.label)))
    datelines = [(item.span.of(text), item.span) for item in elements if item.role == "dateline"]
    printed = evidence.text_clues(lines, datelines)
    timed = list(_timed(walked, found))
    return Clues(
        (*meta.published, *(clue for label, clue in timed if label == "published"), *printed.published),
        (*meta.modified, *(clue for label, clue in timed if label == "modified"), *printed.modified),
        printed.captured,
    )


def _timed(walked: Walked, found: list[Role]) -> Iterator[tuple[str, Clue]]:
    """Clues of <time datetime> beside the headline or marked as dates of the article."""
    roles_at = sorted(
        (block.start, block.end, role) for block, role in zip(walked.blocks, found, strict=True)
    )
    at = 0
    for value, start, end, zone, itemprop in sorted(walked.times, key=lambda item: item[1:3]):
        stated = iso(value)
        if stated is None or len(stated) < 10 or zone.hidden:
            continue
        if zone.hint is not None and zone.hint.role in ("related", "other", "nav"):
            continue
        while at < len(roles_at) and roles_at[at][1] <= start:
            at += 1
        role = roles_at[at][2] if at < len(roles_at) and roles_at[at][0] < max(end, start + 1) else None
        span = Span(start, end) if end > start and walked.text[start:end].strip() else None
        clue = Clue(stated, "meta", span, "a <time> element")
        marked = itemprop.lower()
        if "datemodified" in marked:
            yield "modified", clue
        elif "datepublished" in marked or role in ("dateline", "byline"):
            words = walked.text[max(0, start - 20) : start].lower()
            yield ("modified" if "updated" in words or "modified" in words else "published"), clue
