"""Lines: the paragraphs of a plain text, each with what its form and its wording say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from saidby.data import Role
from saidby.pages import furniture
from saidby.pages.datelines import dateline
from saidby.pages.dates import Stamp, archive_stamp, stamp_line, stamps

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
ENDS = re.compile(r"[.!?…。！？।۔](?:[\"'”’»)\]*†]|\[\d{1,2}\])*$")
STARTS_LOW = re.compile(r"[\"'“‘(\[]*[a-zа-яà-ÿ]")
COPYRIGHT = re.compile(r"©|\(c\)|copyright|rights reserved", re.IGNORECASE)
BULLET = re.compile(r"(?:[•◦▪‣·*–—-]|\d{1,2}[.)]|[a-z][.)]|\(\d{1,2}\))\s+\S")
MARKED_NOTE = re.compile(r"(?:\*{1,3}|†|‡|\[\d{1,2}\]|[¹²³⁴⁵])\s?(?=[^\s*])")
MARK = re.compile(r"(?<=[\w\"'”’).,;])(?:\*{1,3}|†|‡|\[\d{1,2}\]|[¹²³⁴⁵])(?![\w*])")
LAST_WORD = re.compile(r"(\w{1,60})[\"'”’).,;]{0,2}$")
NAME = re.compile(
    r"(?:[A-Z][a-zà-ÿ'’-]+|[A-Z]\.)(?:\s+(?:[A-Z][\wà-ÿ'’-]+|[A-Z]\.|de|van|al|bin|von|da)){1,3}"
    r"(?:(?:,| and| &)\s+[A-Z][\w'’. -]{3,40})?(?: in [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)?"
)
OUTLET = re.compile(
    r"^the\s|\b(?:bulletin|times|news|post|radio|agency|herald|tribune|courier|gazette|press|journal|tv"
    r"|daily|chronicle|observer"
    r"|mail|telegraph|guardian|star|wire|online|today|voice)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"\S+")
CAPITAL = re.compile(r"[\"'“‘(\[]*[A-Z0-9]")
SMALL_WORDS = frozenset(
    "a an and as at but by for from in into nor of off on or over per the to up via vs with after"
    " amid".split()
)

BUTTON_BEHIND = re.compile(r"\s+(?:get short url|short (?:url|link)|share|print|subscribe)$", re.IGNORECASE)
SHORT = 400  # characters; longer lines are prose and are not looked at word by word
PROSE_WORDS = 9  # a sentence of the story; shorter ones are often buttons or captions
LONG_PROSE = 28  # words that no headline reaches, full stop or not
HEADING_WORDS = 15
TITLE_WORDS = 30
LEADS = 2  # paragraphs, deck and first, that can open with a dateline of capitals alone


@dataclass(slots=True)
class Line:
    """One paragraph of the text while it is judged: its trimmed span and what its form says."""

    start: int
    end: int
    text: str
    words: int
    gap: int  # blank lines before it
    fixed: Role | None = None
    stamped: tuple[Stamp, ...] | None = None
    role: Role | None = None

    @property
    def closed(self) -> bool:
        """Ends as a sentence ends."""
        return bool(ENDS.search(self.text[-12:]))

    @property
    def prose(self) -> bool:
        return (
            self.fixed is None
            and self.stamped is None
            and (self.words >= LONG_PROSE or (self.words >= PROSE_WORDS and self.closed))
        )

    @property
    def cut(self) -> bool:
        """Ends in an ellipsis, as headlines in narrow lists do."""
        return self.text.endswith(("…", "..."))

    @property
    def headlike(self) -> bool:
        """Could be a headline or heading: short, no full stop, not begun in lower case, no list item."""
        return (
            self.words < LONG_PROSE
            and not self.text.rstrip("\"'”’»)]").endswith((".", ",", ";", ":", "…"))
            and not STARTS_LOW.match(self.text)
            and not self.text.startswith(("[", "(", "{", "<"))
            and not BULLET.match(self.text)
        )


def lines_of(text: str) -> list[Line]:
    raw: list[Line] = []
    last = 0
    for match in LINE.finditer(text):
        body = match.group()
        stripped = body.strip()
        if not stripped:
            continue
        start = match.start() + len(body) - len(body.lstrip())
        gap = text.count("\n", last, start) if raw else 0
        words = len(WORD.findall(stripped)) if len(stripped) <= SHORT else LONG_PROSE
        raw.append(Line(start, start + len(stripped), stripped, words, max(0, gap - 1)))
        last = start + len(stripped)
    return _unwrapped(text, raw) if _wrapped(raw) else raw


def _wrapped(lines: list[Line]) -> bool:
    """Is the text hard-wrapped? Then many lines stop in mid-sentence and go on in lower case."""
    pairs = broken = 0
    for line, follower in pairwise(lines):
        if follower.gap == 0:
            pairs += 1
            goes_on = bool(STARTS_LOW.match(follower.text)) or (
                line.text.isupper() and follower.text.isupper()
            )
            broken += 45 <= len(line.text) <= 120 and not line.closed and goes_on
    return broken >= 3 and broken >= 0.25 * pairs


def _unwrapped(text: str, lines: list[Line]) -> list[Line]:
    """Joined paragraphs: a line goes on in the next one when it is about as wide as lines get here."""
    widths = sorted(len(line.text) for line in lines)
    full = 0.75 * widths[int(0.9 * (len(widths) - 1))]
    out: list[Line] = []
    wide = False
    for line in lines:
        if out and wide and line.gap == 0:
            before = out[-1]
            words = min(LONG_PROSE, before.words + line.words)
            out[-1] = Line(before.start, line.end, "", words, before.gap)
        else:
            out.append(line)
        wide = len(line.text) >= full
    return [
        line
        if line.text
        else Line(line.start, line.end, text[line.start : line.end].replace("\n", " "), line.words, line.gap)
        for line in out
    ]


def look(line: Line) -> None:
    if len(line.text) > SHORT:
        return
    archived = archive_stamp(line.text)
    if archived is not None:
        line.stamped = (archived,)
        return
    line.fixed = furniture.fixed_role(line.text)
    if line.fixed is None:
        line.stamped = stamp_line(BUTTON_BEHIND.sub("", line.text))
        if line.stamped is None and dateline(line.text + " X") >= len(line.text):
            line.stamped = tuple(stamps(line.text))


def bound_marks(text: str) -> set[str]:
    """Footnote marks that hang on a word of the text, alone and with the word ("*", "Daesh*")."""
    uses: set[str] = set()
    for match in MARK.finditer(text):
        word = LAST_WORD.search(text[max(0, match.start() - 61) : match.start()])
        if word:
            uses.update((match.group(), word[1] + match.group()))
    return uses


def titled(line: Line) -> bool:
    """Most longer words begin with a capital, as in an English headline; not all letters capitals."""
    if line.text.isupper():
        return False
    words = [
        word
        for word in WORD.findall(line.text)
        if word.lower().strip("\"'“”‘’:,-–—") not in SMALL_WORDS and word[0].isalnum()
    ]
    return len(words) >= 2 and sum(bool(CAPITAL.match(word)) for word in words) >= 0.75 * len(words)


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()
