"""JSON-LD: the article objects of a page's scripts, and of broken ones what can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree

MAX_SCRIPT = 2_000_000  # characters of one JSON-LD script
MAX_NODES = 20_000  # objects looked at in it
ARTICLE_TYPES = frozenset(
    "newsarticle article reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle"
    " reviewnewsarticle"
    " blogposting liveblogposting socialmediaposting report webpage itempage scholarlyarticle"
    " satiricalarticle advertisercontentarticle".split()
)
BETTER_TYPES = ARTICLE_TYPES - {"webpage", "itempage"}
FIELD = r'"{}"\s*:\s*"((?:[^"\\]|\\.){{1,400}})"'
BROKEN_COMMA = re.compile(r",(\s*[}\]])")
COMMENT = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>"
    r"|\]\]>)\s*;?\s*$"
)


def articles_of(root: etree._Element) -> Iterator[dict[str, object]]:
    """The article objects of all JSON-LD scripts, news before web pages; of broken ones what is readable."""
    found: list[dict[str, object]] = []
    for node in root.iter("script"):
        if "ld+json" not in (node.get("type") or "").lower():
            continue
        script = node.text or ""
        if not script.strip() or len(script) > MAX_SCRIPT:
            continue
        found += _objects(script)
    found.sort(key=lambda item: not types_of(item) & BETTER_TYPES)
    yield from found


def _objects(script: str) -> list[dict[str, object]]:
    text = COMMENT.sub("", COMMENT.sub("", script)).strip().rstrip(";")
    for attempt in (text, BROKEN_COMMA.sub(r"\1", text)):
        try:
            return [
                item for item in _nodes(json.loads(attempt, strict=False)) if types_of(item) & ARTICLE_TYPES
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


def types_of(item: dict[str, object]) -> set[str]:
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


def texts(articles: list[dict[str, object]], name: str) -> list[str]:
    out: list[str] = []
    for item in articles:
        value = item.get(name)
        values = value if isinstance(value, list) else [value]
        out += [text for one in values if isinstance(one, str) and (text := squeezed(_unescaped(one)))]
    return out


def names(articles: list[dict[str, object]], name: str) -> list[str]:
    """Names of persons or organisations in a field: strings, objects with a name, or lists of both."""
    out: list[str] = []
    for item in articles:
        value = item.get(name)
        for one in value if isinstance(value, list) else [value]:
            inner = one.get("name") if isinstance(one, dict) else one
            for text in inner if isinstance(inner, list) else [inner]:
                if isinstance(text, str) and squeezed(text) and not text.startswith(("http://", "https://")):
                    out.append(squeezed(_unescaped(text)))
        if out:
            break
    return out


def squeezed(text: str) -> str:
    return " ".join(text.split())


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    import html

    return html.unescape(text)
