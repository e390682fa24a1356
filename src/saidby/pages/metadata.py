"""Metadata: what a page's head says of itself in JSON-LD, OpenGraph, meta tags, microdata and links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

from saidby.pages.dates import iso
from saidby.pages.evidence import Clue

MAX_SCRIPT = 2_000_000  # characters of one JSON-LD script
MAX_NODES = 20_000  # objects looked at in it
ARTICLE_TYPES = frozenset(
    "newsarticle article reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle"
    " reviewnewsarticle"
    " blogposting liveblogposting socialmediaposting report webpage itempage scholarlyarticle"
    " satiricalarticle advertisercontentarticle".split()
)
BETTER_TYPES = ARTICLE_TYPES - {"webpage", "itempage"}
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
FIELD = r'"{}"\s*:\s*"((?:[^"\\]|\\.){{1,400}})"'
BROKEN_COMMA = re.compile(r",(\s*[}\]])")
COMMENT = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>"
    r"|\]\]>)\s*;?\s*$"
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
    articles = list(_articles(root))
    site = _first(
        _names([item for item in articles if _typed(item) & BETTER_TYPES] or articles, "publisher"),
        tags.get("og:site_name"),
        tags.get("application-name"),
        tags.get("publisher"),
        tags.get("dc.publisher"),
        tags.get("cre"),
    )
    base = _base(root, url)
    page_title = _page_title(root)
    titles = [
        *_texts(articles, "headline"),
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
                *_texts(articles, "description"),
                *_texts(articles, "alternativeHeadline"),
                *tags.get("og:description", ()),
                *tags.get("description", ()),
                *tags.get("twitter:description", ()),
            ]
        ),
        publisher=site,
        byline=_byline(articles, tags),
        section=_first(
            _texts(articles, "articleSection"),
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
        content = _squeezed(node.get("content") or "")
        if not content or len(content) > 5000:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = node.get(key)
            if name:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _page_title(root: etree._Element) -> str | None:
    node = next(root.iter("title"), None)
    return _squeezed("".join(map(str, node.itertext())))[:1000] or None if node is not None else None


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
        *_texts(articles, "inLanguage"),
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


# ------------------------------------------------------------------------------------------ JSON-LD


def _articles(root: etree._Element) -> Iterator[dict[str, object]]:
    """The article objects of all JSON-LD scripts, news before web pages; of broken ones what is readable."""
    found: list[dict[str, object]] = []
    for node in root.iter("script"):
        if "ld+json" not in (node.get("type") or "").lower():
            continue
        script = node.text or ""
        if not script.strip() or len(script) > MAX_SCRIPT:
            continue
        found += _objects(script)
    found.sort(key=lambda item: not _typed(item) & BETTER_TYPES)
    yield from found


def _objects(script: str) -> list[dict[str, object]]:
    text = COMMENT.sub("", COMMENT.sub("", script)).strip().rstrip(";")
    for attempt in (text, BROKEN_COMMA.sub(r"\1", text)):
        try:
            return [
                item for item in _nodes(json.loads(attempt, strict=False)) if _typed(item) & ARTICLE_TYPES
            ]
        except (ValueError, RecursionError):
            continue
    return _salvaged(text)


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """All objects inside, outermost first; without Python recursion."""
    queue: list[object] = [value]
    for _ in range(MAX_NODES):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, dict):
            yield item
            queue += [
                inner
                for key, inner in item.items()
                if isinstance(inner, (dict, list)) and key not in ("comment", "review", "isPartOf", "hasPart")
            ]
        elif isinstance(item, list):
            queue += item


def _typed(item: dict[str, object]) -> set[str]:
    kind = item.get("@type") or item.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {str(one).rsplit("/", 1)[-1].lower() for one in kinds if one}


def _salvaged(text: str) -> list[dict[str, object]]:
    """Single fields of JSON that no parser takes, where it is about an article."""
    if not re.search(r'"@type"\s*:\s*\[?\s*"[\w/:.]*(?:Article|BlogPosting|Report)"', text):
        return []
    item: dict[str, object] = {"@type": "NewsArticle"}
    for name in ("headline", "datePublished", "dateModified", "articleSection", "description"):
        match = re.search(FIELD.format(name), text)
        if match:
            try:
                item[name] = json.loads(f'"{match[1]}"', strict=False)
            except ValueError:
                item[name] = match[1]
    return [item]


def _texts(articles: list[dict[str, object]], name: str) -> list[str]:
    out: list[str] = []
    for item in articles:
        value = item.get(name)
        values = value if isinstance(value, list) else [value]
        out += [text for one in values if isinstance(one, str) and (text := _squeezed(_unescaped(one)))]
    return out


def _names(articles: list[dict[str, object]], name: str) -> list[str]:
    """Names of persons or organisations in a field: strings, objects with a name, or lists of both."""
    out: list[str] = []
    for item in articles:
        value = item.get(name)
        for one in value if isinstance(value, list) else [value]:
            inner = one.get("name") if isinstance(one, dict) else one
            for text in inner if isinstance(inner, list) else [inner]:
                if isinstance(text, str) and _squeezed(text) and not text.startswith(("http://", "https://")):
                    out.append(_squeezed(_unescaped(text)))
        if out:
            break
    return out


def _byline(articles: list[dict[str, object]], tags: dict[str, list[str]]) -> str | None:
    names = (
        list(dict.fromkeys(_names(articles, "author")))
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
    return ", ".join(names) or None


def _keywords(articles: list[dict[str, object]], tags: dict[str, list[str]]) -> tuple[str, ...]:
    stated = [*_texts(articles, "keywords"), *tags.get("article:tag", ())] or [
        word
        for key in ("news_keywords", "parsely-tags", "sailthru.tags", "keywords")
        for word in tags.get(key, ())[:1]
    ][:1]
    words: list[str] = []
    for text in stated:
        words += [_squeezed(word) for word in (text.split(",") if "," in text else text.split(";"))]
    return _unique([word for word in words if len(word) <= 80])


# ------------------------------------------------------------------------------------------ dates


def _clues(
    articles: list[dict[str, object]],
    fields: tuple[str, ...],
    tags: dict[str, list[str]],
    names: tuple[str, ...],
) -> Iterator[Clue]:
    for name in fields:
        for text in _texts(articles, name):
            value = iso(text)
            if value:
                yield Clue(value, "json-ld", None, f"JSON-LD {name}")
    for name in names:
        for text in tags.get(name, ())[:2]:
            value = iso(text)
            if value and len(value) >= 10:
                yield Clue(value, "meta", None, f"meta {name}")


# ------------------------------------------------------------------------------------------ small


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    import html

    return html.unescape(text)


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
            words = _squeezed("".join(map(str, node.itertext())))
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
