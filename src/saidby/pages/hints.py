"""Hints: what an element's tag, class, id, itemprop and role say about the role of its text.

Words that publishers' systems share, none of one site. A hint is believed only as far as the text bears it
out: `roles` drops it where the hinted element holds the story itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from saidby.data import Role

SPLIT = re.compile(r"[^a-z0-9]+")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Hint:
    """A role that an element's names suggest. `sure` is False for names that layouts also use."""

    role: Role
    sure: bool


# Single words of class and id, after splitting at "-", "_" and capitals. Order matters: the first table that
# knows a word of the element wins, so "related-tags" is related and "comment-author" a comment.
WORDS: tuple[tuple[Role, bool, frozenset[str]], ...] = (
    (
        "other",
        True,
        frozenset(
            "comments disqus newsletter newsletters signup cookie cookies consent gdpr onetrust advert"
            " advertisement adverts"
            " advertising adslot adunit adsense dfp paywall modal popup copyright disclaimer livefyre respond"
            " subscribe subscription subscribebox mailinglist donation donate piano regwall meter captcha"
            " feedback poll quiz".split()
        ),
    ),
    (
        "related",
        True,
        frozenset(
            "related relateds relatedposts relatedstories relatedarticles relatedlinks recommended"
            " recommendations recirc recirculation"
            " trending mostread mostpopular mostviewed outbrain taboola zergnet revcontent mgid readnext"
            " upnext alsoread"
            " morestories morenews crosslinks seealso youmaylike".split()
        ),
    ),
    ("tags", True, frozenset("tags taglist tagcloud articletags keywords hashtags tagged posttags".split())),
    ("correction", True, frozenset("correction corrections clarification erratum".split())),
    ("byline", True, frozenset("byline bylines authors authorname contributors".split())),
    ("caption", True, frozenset("caption captions figcaption captiontext imagecaption photocaption".split())),
    (
        "deck",
        True,
        frozenset(
            "standfirst deck dek subheadline strapline subtitle announce articlelead articlesummary"
            " subhed".split()
        ),
    ),
    ("section", True, frozenset("breadcrumb breadcrumbs rubric eyebrow kicker".split())),
    (
        "dateline",
        True,
        frozenset("timestamp pubdate dateline datetime datestamp publishdate postdate dateblock".split()),
    ),
    (
        "nav",
        True,
        frozenset(
            "nav navbar navigation menu submenu pagination pager toolbar sharing share sharebar socialshare"
            " social sharetools addthis sharethis"
            " skiplink skip masthead sitemap".split()
        ),
    ),
    (
        "other",
        False,
        frozenset(
            "comment ad ads promo promotion sponsored sponsor banner widget signin login notice alert"
            " overlay credit tooltip".split()
        ),
    ),
    ("byline", False, frozenset("author writer contributor reporter by".split())),
    ("dateline", False, frozenset("date published updated time".split())),
    ("tags", False, frozenset("tag topics".split())),
    ("section", False, frozenset("category section".split())),
    (
        "related",
        False,
        frozenset("sidebar aside rail teaser teasers more popular latest carousel card cards".split()),
    ),
    ("deck", False, frozenset("summary excerpt intro lead lede description".split())),
    ("nav", False, frozenset("header footer controls buttons button follow tools icon icons player".split())),
)
# Two words that stand together in one class name.
PAIRS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "related",
        re.compile(
            r"\b(?:most|more|also|read|you|from|up|whats) (?:read|popular|viewed|stories|news|next|more"
            r"|like|may|our|articles|shared)\b"
        ),
    ),
    ("correction", re.compile(r"\beditors? note\b")),
    (
        "deck",
        re.compile(
            r"\b(?:sub|secondary) (?:title|head|headline|heading)\b|\b(?:article|story|post) (?:lead|lede"
            r"|summary|intro|deck|dek|excerpt|subtitle)\b"
        ),
    ),
    (
        "other",
        re.compile(
            r"\b(?:sign up|opt in|email form|ad (?:slot|unit|wrapper|container|block|label)|comment (?:list"
            r"|form|section|thread)|call to action)\b"
        ),
    ),
    (
        "capture_clock",
        re.compile(
            r"\bclock\b|\b(?:current|today|todays|live|header|site|top) (?:date|time|clock|datetime)\b"
            r"|\b(?:wm ipp|world clock)\b"
        ),
    ),
    ("byline", re.compile(r"\b(?:author|writer) (?:name|names|info|byline|bio|box)\b")),
    (
        "dateline",
        re.compile(
            r"\b(?:publish|published|publication|post|posted|article|story|entry|update|updated|pub"
            r"|release) (?:date|time|datetime|on)\b|\bdate (?:published|updated|modified|line|time)\b"
        ),
    ),
)
ITEMPROP: dict[str, Role] = {
    "author": "byline",
    "datepublished": "dateline",
    "datemodified": "dateline",
    "headline": "title",
    "alternativeheadline": "deck",
    "keywords": "tags",
    "articlesection": "section",
    "caption": "caption",
    "comment": "other",
    "breadcrumb": "section",
    "description": "deck",
}
ARIA: dict[str, Role] = {
    "navigation": "nav",
    "banner": "nav",
    "contentinfo": "nav",
    "search": "nav",
    "menu": "nav",
    "menubar": "nav",
    "dialog": "other",
    "alertdialog": "other",
    "alert": "other",
    "form": "other",
    "doc-subtitle": "deck",
    "doc-footnote": "footnote",
    "doc-endnotes": "footnote",
    "toolbar": "nav",
    "tablist": "nav",
    "complementary": "related",
    "button": "nav",
}
TAGS: dict[str, Role] = {
    "nav": "nav",
    "figcaption": "caption",
    "address": "byline",
    "button": "nav",
    "menu": "nav",
    "footer": "nav",
    "label": "nav",
    "dialog": "other",
}
UNSURE_TAGS = frozenset(("address", "footer", "label"))
NOT_HINTED = frozenset(("html", "body"))  # their classes describe the template, not a part


@lru_cache(maxsize=8192)
def hint_of(tag: str, css: str, name: str, itemprop: str, aria: str, rel: str, component: str) -> Hint | None:
    """The hint of one element's own names; None where they say nothing."""
    if tag in NOT_HINTED:
        return None
    if itemprop and (role := ITEMPROP.get(itemprop.lower())):
        return Hint(role, True)
    if "author" in rel.lower().split():
        return Hint("byline", True)
    if "tag" in rel.lower().split():
        return Hint("tags", True)
    if (role := ARIA.get(aria.lower())) and tag not in ("main", "article"):
        return Hint(role, aria.lower() not in ("complementary", "alert", "form"))
    if role := TAGS.get(tag):
        named = _named(css, name, component)
        return named if named and tag in UNSURE_TAGS else Hint(role, tag not in UNSURE_TAGS)
    return _named(css, name, component)


def _named(css: str, name: str, component: str) -> Hint | None:
    if not (css or name or component):
        return None
    raw = f"{css[:600]} . {name[:100]} . {component[:100]}"
    spaced = " ".join(
        filter(None, SPLIT.split(CAMEL.sub(" ", raw).lower().replace(" . ", " | ").replace("|", " 0 ")))
    )
    for role, pattern in PAIRS:
        if pattern.search(spaced):
            return Hint(role, True)
    words = set(spaced.split()) | set(
        filter(None, (part.replace("-", "").replace("_", "") for part in raw.lower().split()))
    )
    for role, sure, table in WORDS:
        if not table.isdisjoint(words):
            return Hint(role, sure)
    return None
