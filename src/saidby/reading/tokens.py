"""Tokens of a noun phrase, with what the tables know of each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from saidby.data import Span
from saidby.reading.lexicon import Head, States, head, states, words

_PLAIN = (("’", "'"), ("‘", "'"), ("\u00a0", " "), ("\u202f", " "), ("\n", " "), ("\t", " "), ("\r", " "))
_TOKEN = re.compile(r"[^\W_](?:[\w&/@]|\.-(?=\w)|[.'-](?=\w))*\.?(?:'(?=\s|$))?")
_AL = re.compile(r"(?:al|el|an|as|ad|ar|ash|at|az)-[A-Z]")
_JOINED = re.compile(
    r"(?i)\b(secretary of (?:state|defen[cs]e)|secretary[- ]general|attorney general|prime minister|"
    r"vice president|foreign minister|chief of staff|chief executive|presidential candidate|civil servant|"
    r"political scientist|aid worker|first lady|air force|"
    r"press service|press office|media office|information office)\b"
)
_WORDS = {
    "defense": "defence", "center": "centre", "organization": "organisation", "labor": "labour",
    "tv": "television", "dept": "department", "govt": "government",
}  # fmt: skip
_ASIDE = re.compile(
    r"-(?:based|led|run|backed|held|linked|allied|dominated|affiliated|owned|controlled|funded)$"
)
_CAPITALS = re.compile(
    r"(?:(?:the|all|both|its|other)\s)?(?:[A-ZÀ-Þ][\w'’.-]*|al-[A-Z]\w*)"
    r"(?:\s(?:(?:of|for|and)\s(?:the\s)?)?(?:[A-ZÀ-Þ][\w'’-]*|al-[A-Z]\w*))*"
)
_WORD = re.compile(r"[\w'’-]+")
_ALL = re.compile(r"(?:all|both|some|many|several|most|other|others?\sof|various)\s(?!of\b)", re.IGNORECASE)
_STOP = frozenset("the a an of for and in at on to its by with".split())


class Token(NamedTuple):
    """A word of a phrase, or several that are one name. `key` is its lower-case form without possessive.

    `owner`: it ends in a possessive. `state`: the ISO code of the state that it names or None.
    """

    start: int
    end: int
    word: str
    key: str
    capital: bool
    owner: bool
    head: Head | None
    state: str | None


@lru_cache(maxsize=16)  # of a page that is being read it is asked forty times
def plain(text: str) -> str:
    """The text with typewriter apostrophes and plain spaces, every character in its place."""
    for odd, usual in _PLAIN:
        text = text.replace(odd, usual)
    return text


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """What a place name and its adjective share, found without a table: "Velmora", "Velmoran" -> "velmor"."""
    short = re.sub(r"(?:ians?|eans?|ans?|ish|ese|is|ia|[aeoyi])$", "", word)
    return short if len(short) >= 4 else word


def tokens(flat: str, start: int, end: int) -> list[Token]:
    """The tokens between two positions of a plain text."""
    raw = list(_TOKEN.finditer(flat, start, end))
    joined = {m.start(): m.end() for m in _JOINED.finditer(flat, start, end)} if len(raw) > 1 else {}
    table, found, at = states(), [], 0
    while at < len(raw):
        first, last = raw[at].start(), at
        if first in joined:
            while last + 1 < len(raw) and raw[last + 1].end() <= joined[first]:
                last += 1
        capital = flat[first].isupper() or _AL.match(flat, first) is not None
        state = None
        if capital and last == at:
            last, state = _widest(flat, raw, at, table)
        word = flat[first : raw[last].end()]
        form = key(word).replace(" ", "-") if last > at and state is None else key(word)
        form = _WORDS.get(form, form)
        owner = word.endswith(("'s", "'"))
        noun = None if state else head(form, capital)
        found.append(Token(first, raw[last].end(), word, form, capital, owner, noun, state))
        at = last + 1
    return found


def _widest(flat: str, raw: list[re.Match[str]], at: int, table: States) -> tuple[int, str | None]:
    """The last token of the longest state or known name that starts here, and the state's code."""
    first = raw[at].start()
    for width in (3, 2, 1):
        if at + width <= len(raw):
            name = key(flat[first : raw[at + width - 1].end()])
            if (state := table.named(name)) is not None:
                return at + width - 1, state
            if width > 1 and head(name.replace(" ", "-"), True) is not None:
                return at + width - 1, None
    return at, None


def key(word: str) -> str:
    """The lower-case form of a word, without possessive and full stop."""
    low = word.lower()
    return (low[:-2] if low.endswith("'s") else low).rstrip("'").rstrip(".")


def is_name(token: Token) -> bool:
    """A token that can be part of a personal name: a capital and no other meaning."""
    name = token.capital and token.state is None and token.head is None and token.key not in words("function")
    return name or token.key in words("particle")


def name_run(left: list[Token]) -> int:
    """How many tokens at the end can be a personal name."""
    run = 0
    while run < len(left) and is_name(left[-1 - run]) and not (run and left[-1 - run].owner):
        run += 1
    while run and left[-run].key in words("particle") and not left[-run].capital and run == len(left):
        run -= 1
    return run


def coined(token: Token) -> bool:
    """A noun that names a body by itself: Reuters, Hamas."""
    return token.capital and token.head is not None and head(token.key, False) is None


def state_of(tokens: list[Token], official: bool = False) -> str | None:
    """The state that a phrase names; for an official body also one that no table knows, by its stem."""
    for token in tokens:
        if token.state:
            return token.state
    if not official or len(tokens) < 2 or not tokens[0].capital or not is_name(tokens[0]):
        return None
    first = tokens[0]
    adjective = first.key[-1] in "ni" and stem(first.key) != first.key
    return "~" + stem(first.key) if first.owner or adjective else None


def is_aside(token: Token) -> bool:
    """A modifier that describes and does not name: "Britain-based", "US-led"."""
    return _ASIDE.search(token.key) is not None


def words_of(tokens: list[Token]) -> frozenset[str]:
    """What tells one body from another: its words without the small ones, states as "=SY"."""
    return frozenset(
        f"={t.state}" if t.state else t.key if t.head else stem(t.key)
        for t in tokens
        if t.key not in _STOP and not is_aside(t)
    )


def noun_phrase(flat: str, start: int, end: int) -> Span | None:
    """A noun phrase that starts here: capitals, or up to a noun that speaks within six words."""
    start += len(flat[start:end]) - len(flat[start:end].lstrip(" \"“'"))
    capitals = _CAPITALS.match(flat, start, end)
    if capitals:
        return Span(*capitals.span())
    at = start
    if counting := _ALL.match(flat, start, end):
        at = counting.end()  # "both sides", "all parties"
        if capitals := _CAPITALS.match(flat, at, end):
            return Span(start, capitals.end())
    for _ in range(6):
        word = _WORD.match(flat, at, end)
        if word is None:
            return None
        if head(word.group().lower(), False) is not None:
            return Span(start, word.end())
        at = word.end() + 1
        if flat[word.end() : at] != " ":
            return None
    return None
