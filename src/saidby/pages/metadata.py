"""Metadata: what a page's head says of itself in JSON-LD, OpenGraph, meta tags, microdata and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

from saidby.pages.dates import iso
from saidby.pages.evidence import Clue
from saidby.pages.jsonld import BETTER_TYPES, articles_of, names, squeezed, texts, types_of

PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "published_time",
    "publication_date",
    "publication-date",
    "published-date",
    "article.published",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "citation_publication_date",
    "originalpublicationdate",
    "article_date_original",
    "article:publish_date",
    "rnews:datepublished",
    "ptime",
    "displaydate",
    "date",
)
MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "modified_time",
    "dcterms.modified",
    "dc.date.modified",
    "revision_date",
    "article:modified",
    "updated_time",
    "moddate",
)
SEPARATOR = re.compile(r"\s+(?:[|»«·•:–—-]|::|/{1,2})\s+")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Meta:
    """What the head says. Texts are as printed, blanks made single; absent is None or ()."""

    titles: tuple[str, ...]  # strongest first, without the site's name where it could be told apart
    summaries: tuple[str, ...]
    publisher: str | None
    byline: str | None
    section: str | None
    tags: tuple[str, ...]
    language: str | None
    url: str | None  # canonical
    base: str | None
    published: tuple[Clue, ...]
    modified: tuple[Clue, ...]


def metadata(root: etree._Element, url: str | None) -> Meta:
    """Read the head (and microdata of the body) of a parsed page. `url` is where it came from, if known."""
    tags = _meta_tags(root)
    articles = list(articles_of(root))
    site = _first(
        names([item for item in articles if types_of(item) & BETTER_TYPES] or articles, "publisher"),
        tags.get("og:site_name"),
        tags.get("application-name"),
        tags.get("publisher"),
        tags.get("dc.publisher"),
        tags.get("cre"),
    )
    base = _base(root, url)
    page_title = _page_title(root)
    titles = [
        *texts(articles, "headline"),
        *tags.get("og:title", ()),
        *tags.get("twitter:title", ()),
        *tags.get("title", ()),
        *tags.get("dc.title", ()),
        *tags.get("parsely-title", ()),
        *tags.get("sailthru.title", ()),
    ]
    titles = [_without_site(title, site) for title in titles]
    titles += _title_parts(page_title, site)
    if site is None and page_title:
        site = _site_part(page_title, titles[:-2]) or _home(root)
    return Meta(
        titles=_unique(titles),
        summaries=_unique(
            [
                *texts(articles, "description"),
                *texts(articles, "alternativeHeadline"),
                *tags.get("og:description", ()),
                *tags.get("description", ()),
                *tags.get("twitter:description", ()),
            ]
        ),
        publisher=site,
        byline=_byline(articles, tags),
        section=_first(
            texts(articles, "articleSection"),
            tags.get("article:section"),
            tags.get("section"),
            tags.get("parsely-section"),
            tags.get("sailthru.section"),
        ),
        tags=_keywords(articles, tags),
        language=_language(root, tags, articles),
        url=_canonical(root, tags, base),
        base=base,
        published=tuple(_clues(articles, ("datePublished", "dateCreated", "uploadDate"), tags, PUBLISHED)),
        modified=tuple(_clues(articles, ("dateModified",), tags, MODIFIED)),
    )


# ------------------------------------------------------------------------------------------ meta tags


def _meta_tags(root: etree._Element) -> dict[str, list[str]]:
    """Contents by lower-case name, property or itemprop, in document order."""
    found: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        content = squeezed(node.get("content") or "")
        if not content or len(content) > 5000:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = node.get(key)
            if name:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _page_title(root: etree._Element) -> str | None:
    node = next(root.iter("title"), None)
    return squeezed("".join(map(str, node.itertext())))[:1000] or None if node is not None else None


def _base(root: etree._Element, url: str | None) -> str | None:
    node = next(root.iter("base"), None)
    href = (node.get("href") or "").strip() if node is not None else ""
    return _joined(url, href) if href else url


def _joined(base: str | None, href: str) -> str | None:
    try:
        full = urljoin(base, href) if base else href
        return full if urlsplit(full).scheme in ("http", "https") else None
    except ValueError:
        return None


def _canonical(root: etree._Element, tags: dict[str, list[str]], base: str | None) -> str | None:
    for node in root.iter("link"):
        if "canonical" in (node.get("rel") or "").lower().split() and node.get("href"):
            full = _joined(base, (node.get("href") or "").strip())
            if full:
                return full
    return next((full for href in tags.get("og:url", ()) if (full := _joined(base, href))), None)


def _language(
    root: etree._Element, tags: dict[str, list[str]], articles: list[dict[str, object]]
) -> str | None:
    stated = [
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *texts(articles, "inLanguage"),
        *tags.get("content-language", ()),
        *tags.get("og:locale", ()),
        *tags.get("dc.language", ()),
    ]
    for value in stated:
        if value and LANGUAGE.fullmatch(value.strip()):
            parts = re.split("[-_]", value.strip())
            # BCP 47 case: zh-Hant-TW
            rest = [
                part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part
                for part in parts[1:]
            ]
            return "-".join([parts[0].lower(), *rest])
    return None


def _byline(articles: list[dict[str, object]], tags: dict[str, list[str]]) -> str | None:
    authors = (
        list(dict.fromkeys(names(articles, "author")))
        or list(
            dict.fromkeys(
                name
                for key in (
                    "author",
                    "article:author",
                    "byl",
                    "parsely-author",
                    "sailthru.author",
                    "dc.creator",
                    "dcterms.creator",
                    "cxenseparse:author",
                )
                for name in tags.get(key, ())
                if not name.startswith(("http", "@")) and "facebook.com" not in name
            )
        )[:4]
    )
    return ", ".join(authors) or None


def _keywords(articles: list[dict[str, object]], tags: dict[str, list[str]]) -> tuple[str, ...]:
    stated = [*texts(articles, "keywords"), *tags.get("article:tag", ())] or [
        word
        for key in ("news_keywords", "parsely-tags", "sailthru.tags", "keywords")
        for word in tags.get(key, ())[:1]
    ][:1]
    words: list[str] = []
    for text in stated:
        words += [squeezed(word) for word in (text.split(",") if "," in text else text.split(";"))]
    return _unique([word for word in words if len(word) <= 80])


# ------------------------------------------------------------------------------------------ dates


def _clues(
    articles: list[dict[str, object]],
    fields: tuple[str, ...],
    tags: dict[str, list[str]],
    names: tuple[str, ...],
) -> Iterator[Clue]:
    for name in fields:
        for text in texts(articles, name):
            value = iso(text)
            if value:
                yield Clue(value, "json-ld", None, f"JSON-LD {name}")
    for name in names:
        for text in tags.get(name, ())[:2]:
            value = iso(text)
            if value and len(value) >= 10:
                yield Clue(value, "meta", None, f"meta {name}")


# ------------------------------------------------------------------------------------------ small


def _first(*lists: list[str] | None) -> str | None:
    return next((text for texts in lists for text in texts or () if text), None)


def _unique(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _without_site(title: str, site: str | None) -> str:
    """A headline without the site's name after its last separator."""
    if not site:
        return title
    parts = SEPARATOR.split(title)
    if len(parts) > 1 and parts[-1].strip().lower() == site.lower():
        return title[: title.rfind(parts[-1])].rstrip(" |»«·•:–—-/")
    return title


def _site_part(page_title: str, titles: list[str]) -> str | None:
    """What the page title says beside the headline: the site's name."""
    for title in titles:
        if title and title != page_title and title in page_title:
            rest = page_title.replace(title, "", 1).strip(" |»«·•:–—-/")
            if 2 <= len(rest) <= 60:
                return rest
    parts = sorted(SEPARATOR.split(page_title), key=len)
    if len(parts) == 2 and len(parts[0]) <= 40 and 2 * len(parts[0].split()) <= len(parts[1].split()):
        return parts[0]
    return None


def _home(root: etree._Element) -> str | None:
    """The words of the first link to the site's front page, where they are a name."""
    for node in root.iter("a"):
        if (node.get("href") or "").strip() in ("/", "./", "index.html", "/index.html"):
            words = squeezed("".join(map(str, node.itertext())))
            if 2 <= len(words) <= 60 and words.lower() not in (
                "home",
                "homepage",
                "front page",
                "start",
                "main page",
            ):
                return words
    return None


def _title_parts(title: str | None, site: str | None) -> list[str]:
    """The page title, and its longest part when it has separators."""
    if not title:
        return []
    parts = SEPARATOR.split(title)
    longest = max(parts, key=len)
    return [longest, title] if len(parts) > 1 else [title]
