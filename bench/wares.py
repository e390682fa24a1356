"""Web archives made of real articles: each page with the furniture that news sites put around a story,
written as a crawler writes it. Made anew for each run, always the same bytes.

The furniture is of the usual kinds and sizes (menus, teasers, scripts, JSON-LD, a footer: 80 kB a page); its
words are titles and first lines of other articles of the same set.
"""

from __future__ import annotations

import gzip
import html
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.shared import data, lines

WORDS = 700  # in the mean of all articles
SHORTEST, LONGEST = 250, 1500  # words of an article that is taken
HOSTS = 60
TEASERS, MENU, SCRIPT = 30, 70, 40_000  # stories beside, links above, characters of code
_SECTIONS = (
    "World Politics Business Sport Culture Opinion Science Health Weather Video Podcasts Archive".split()
)


@dataclass(frozen=True)
class Story:
    title: str
    text: str
    date: str
    author: str


def stories() -> list[Story]:
    """Articles of PolNeAR train, in a fixed order, so many that their mean is `WORDS` all the way."""
    rows = [row for row in lines(data() / "polnear" / "train.jsonl")]
    random.Random(6).shuffle(rows)
    found: list[Story] = []
    late: list[Story] = []
    words = 0
    for row in rows:
        size = len(row["text"].split())
        if not SHORTEST <= size <= LONGEST:
            continue
        story = Story(row["title"], row["text"], row["date"], row["author"])
        if abs(words + size - WORDS * (len(found) + 1)) <= LONGEST / 2:
            found.append(story)
            words += size
        else:
            late.append(story)
    return found


def pages(found: Sequence[Story], number: int, *, copied: float = 0.0) -> Iterator[tuple[str, bytes]]:
    """So many pages with their addresses; `copied` is the share that has the story of an earlier page, under
    another host's name, furniture and date. No story comes twice but for that, while there are enough.
    """
    dice = random.Random(7)
    used: list[Story] = []
    for n in range(number):
        if used and dice.random() < copied:
            story = dice.choice(used[-200:])
        else:
            story = found[len(used) % len(found)]
            used.append(story)
        host = dice.randrange(HOSTS)
        yield page(story, n, host, [dice.choice(found) for _ in range(TEASERS)], dice)


def page(story: Story, n: int, host: int, beside: Sequence[Story], dice: random.Random) -> tuple[str, bytes]:
    name = f"The {('Velm', 'Orv', 'Tars', 'Kess')[host % 4]} Courier {host}"
    url = f"https://news{host}.example/{story.date.replace('-', '/')}/story-{n}"
    css = f"c{host}"
    told = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title,
        "datePublished": f"{story.date}T{n % 24:02}:15:00Z",
        "author": {"@type": "Person", "name": story.author},
        "publisher": {"@type": "Organization", "name": name},
    }  # fmt: skip
    menu = "".join(
        f'<li class="{css}-item"><a href="/{section.lower()}/{k}">{section} {k or ""}</a></li>'
        for k in range(MENU // len(_SECTIONS) + 1)
        for section in _SECTIONS
    )
    teasers = "".join(
        f'<article class="{css}-teaser"><a href="/{other.date}/{k}"><img src="/i/{k}.jpg" alt="">'
        f"<h3>{html.escape(other.title)}</h3></a><p>{html.escape(other.text[:120])} ...</p>"
        f'<time datetime="{other.date}">{k + 1} hours ago</time></article>'
        for k, other in enumerate(beside)
    )
    body = "\n".join(f"<p>{html.escape(part)}</p>" for part in story.text.split("\n") if part.strip())
    code = "".join(f'"k{dice.randrange(10**6)}":{dice.random():.6f},' for _ in range(SCRIPT // 20))
    title, author = html.escape(story.title), html.escape(story.author)
    made = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | {name}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{name}">
<meta property="article:published_time" content="{story.date}"><link rel="canonical" href="{url}">
<script type="application/ld+json">{json.dumps(told)}</script><style>.{css}{{margin:0}}</style>
<script>window.state={{{code}"end":0}}</script></head>
<body class="{css}"><header class="{css}-head"><nav><ul>{menu}</ul></nav></header>
<main><article class="{css}-story"><h1>{title}</h1>
<div class="{css}-meta"><span class="byline">By {author}</span>
<time datetime="{story.date}">{story.date}</time></div>
<div class="{css}-share"><a href="#f">Share</a> <a href="#t">Tweet</a> <a href="#m">Email</a></div>
<div class="{css}-body">{body}</div></article>
<aside class="{css}-aside"><h2>Most read</h2>{teasers}</aside></main>
<footer><ul>{menu}</ul><p>&copy; {name}. All rights reserved.</p></footer></body></html>"""
    return url, made.encode()


def write(path: Path, found: Iterator[tuple[str, bytes]]) -> int:
    """A WARC file, each record packed by itself; how many pages it holds."""
    count = 0
    with path.open("wb") as out:
        for count, (url, body) in enumerate(found, 1):
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
            block = head.encode() + body
            fields = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
                "WARC-Date: 2026-11-20T06:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{count:012}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            out.write(gzip.compress(fields.encode() + block + b"\r\n\r\n", 6, mtime=0))
    return count
