"""Sentences: where one statement of the text ends and the next begins.

A sentence never reaches over an element or a blank line. Candidates are the stops `. ! ? …` with the marks
that close after them; each is judged by the word before and the word after. Time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saidby.data import READ_ROLES, Article, Span


def sentences(article: Article) -> tuple[Span, ...]:
    """Sentences of the elements that are read, in text order, without white space at their ends."""
    found: list[Span] = []
    for element in sorted(article.elements, key=lambda element: element.span):
        if element.role in READ_ROLES:
            found += split(article.text, element.span)
    return tuple(found)


def split(text: str, region: Span) -> list[Span]:
    """Sentences of one region. Pieces without a letter or digit ("* * *") belong to no sentence."""
    return [
        sentence for paragraph in paragraphs(text, region) for sentence in _split_paragraph(text, paragraph)
    ]


def paragraphs(text: str, region: Span) -> Iterator[Span]:
    """The pieces of a region between blank lines and between line breaks that its author meant."""
    start = region.start
    for blank in _BLANK.finditer(text, region.start, region.end):
        yield from _lines(text, Span(start, blank.start()))
        start = blank.end()
    yield from _lines(text, Span(start, region.end))


# --------------------------------------------------------------------------------- line breaks

_BLANK = re.compile(r"(?:\r\n?|\n|\u2028)(?:[^\S\r\n\u2028]*(?:\r\n?|\n|\u2028))+|\u2029|\f")
_BREAK = re.compile(r"(?:\r\n?|\n|\u2028)\s*")
_ITEM = re.compile(r"(?:[-*\u2013\u2014]\s|[\u2022\u25aa\u25cf\u25e6\u2023\u2043\u00b7]|\(?\w{1,2}[.)]\s)")
_WORD = re.compile(r"\S{1,40}")
WRAP = 120  # columns; lines longer than this are paragraphs of their own, not wrapped at a margin
SLACK = 0.8  # a line that the next word would have kept below this share of the margin was ended on purpose


def _lines(text: str, block: Span) -> Iterator[Span]:
    """Pieces between line breaks that are meant: a wrapped line goes on, a heading or list item does not."""
    # The run of white space before a break is cut off by hand: a pattern that starts with one is quadratic.
    breaks = list(_BREAK.finditer(text, block.start, block.end))
    if not breaks:
        yield block
        return
    starts = [block.start, *(b.end() for b in breaks)]
    ends = [
        *(_end_of_ink(text, start, b.start()) for start, b in zip(starts, breaks, strict=False)),
        block.end,
    ]
    margin = max(end - start for start, end in zip(starts, ends, strict=True))
    start = block.start
    for index, end in enumerate(ends[:-1]):
        after = starts[index + 1]
        if _meant(text, starts[index], end, after, margin):
            yield Span(start, end)
            start = after
    yield Span(start, block.end)


def _end_of_ink(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _meant(text: str, start: int, end: int, after: int, margin: int) -> bool:
    """Is the break between the line `start:end` and the line that begins at `after` one of the author's?"""
    if _ITEM.match(text, after):
        return True
    if text[after : after + 1].islower() or text[end - 1 : end] in {",", ";", "-"}:
        return False
    word = _WORD.match(text, after)
    room = end - start + 1 + (len(word[0]) if word else 0)
    return margin > WRAP or room < SLACK * margin


# --------------------------------------------------------------------------------- stops

_STOP = re.compile(
    r"(?P<stop>[.!?\u2026]+(?:[ \u00a0][.!?\u2026]+)*)"
    r"(?P<close>(?:''|[\"'\u2019\u201d\u00bb)\]}])*(?:[ \u00a0](?:''|[\u201d\u00bb\"])(?=\s))?)"
    r"(?P<note>(?:[*\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079]|[ \u00a0]?\[(?:\d{1,3}|[a-z])\])*)"
    r"(?P<gap>\s*)"
)
_ALNUM = re.compile(r"[^\W_]")
_BEFORE = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+(?:['\u2019][^\W\d_]+)?\Z|\d+\Z")
_NEXT = re.compile(
    r"[\"'`\u2018\u201c\u201e\u00ab(\[{\u2022*\u2013\u2014-]*\s?([^\W\d_]+(?:['\u2019][^\W\d_]+)?|\d)?"
)
_GLUED = re.compile(r"[A-Z](?:[a-z]+)?(?=[\s,'\u2019])|[\"\u201c\u2018(]?[A-Z]")
_SPEAKS = re.compile(
    r"(?:(?:[A-Z][\w.'\u2019-]*|of|the|for|de|al|bin|van|der)\s+){1,6}?"
    r"(?:said|says|asked|asks|wrote|writes|tweeted|shouted|yelled|cried|exclaimed|demanded|wondered|replied|"
    r"added|answered|recalled|joked|quipped|told|SAID|ASKED|ADDED|REPLIED|TOLD)"
    r"(?=[.,:;]|\s+(?:in|on|at|during|after|when|before|as|with|of|him|her|them|me|us|reporters|"
    r"rhetorically|again|later|a|the|IN|ON|AT|DURING|AFTER)\b)|"
    r"(?:HE|SHE|THEY|WE|I)\s+(?:SAID|ASKED|ADDED|REPLIED|TOLD)\b"
)
_PARTICLE = re.compile(r"(?:al|el|an|ash|as)[-\u2011][A-Z]|(?:de|von|van|bin|abu)\s[A-Z]")  # begins a name
_CLOCK_GOES_ON = re.compile(
    r"(?:[A-Z]{2,5}\b(?!\s+[A-Z]{2})|(?:Eastern|Pacific|Central|Mountain|Local|Greenwich|British|Jan|Feb|Mar|Apr|May|"
    r"Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*|[(\d])"
)
_OPENING = '"\u201c\u201e\u00ab\u2018`'
_COUNTED = re.compile(r"\d|[IVXLC]+\b")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name follows: never an end.
_TITLES = _words(
    "mr mrs ms mx messrs mme mlle dr drs prof gen col maj lt lieut capt cpt sgt cpl pvt cmdr cdr adm brig "
    "supt insp det ssgt gov sen sens rep reps pres rev hon msgr amb atty st ste mt ft fr assn asst ald cllr"
)
# An end only where a usual first word follows.
_SHORT = _words(
    "inc corp co cos ltd llc plc bros jr sr esq ave blvd rd hwy dept univ est etc vs al ca approx cf viz ie "
    "eg jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla "
    "ore pa penn tenn tex va vt wash wis wyo dist intl natl govt min max ret incl ext tel rs av bldg "
    "lib op ed eds ver tr repr pub vol vols ch sec secs fig figs art arts para paras no nos pp"
)
# A number follows: no end.
_NUMBERED = _words("no nos p pp vol vols ch sec secs fig figs art arts para paras nr v c ca approx rs op pg")
# Ordinary words when they are not written with a capital.
_WORDS_TOO = _words(
    "no mar may sun sat wed dec mass miss del ill la pa co fig art gen col ed max min est op al sec av ga ore"
)
_STARTERS = _words(
    "the a an this that these those he she it they we i you his her its their our my in on at but and for "
    "from by to if when while after before as since although though however meanwhile there what who how why "
    "where which some many most several all both each every no not one two three another other others with "
    "without under over mr mrs ms dr according so then now yet or nor still also even more earlier later "
    "last during despite because once until here such only just it's he's she's they're we're i'm that's "
    "there's none neither nearly about around among between"
)
_SHOUTED = frozenset({"yahoo", "yum", "jeopardy"})
_SITES = frozenset({"Com", "Org", "Net", "Gov", "Co", "Uk", "Io"})


def _split_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    word = _ALNUM.search(text, start, paragraph.end)
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if word is None or stop.end() == paragraph.end:
            break
        if word.start() < stop.start() and _ends(text, start, paragraph.end, stop):
            yield _trimmed(text, start, stop.start("gap"))
            start = stop.end()
            word = _ALNUM.search(text, start, paragraph.end)
    if word is not None:
        yield _trimmed(text, start, paragraph.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while text[start].isspace():
        start += 1
    return Span(start, _end_of_ink(text, start, end))


def _ends(text: str, start: int, end: int, stop: re.Match[str]) -> bool:
    """Does the sentence that began at `start` end at this stop?"""
    after = stop.end()
    if stop.start("gap") == after:
        return _ends_glued(text, start, stop)
    follower = text[after]
    if follower.islower():
        return bool(_PARTICLE.match(text, after)) and not _is_short(_word_before(text, start, stop.start()))
    marks = stop["stop"]
    head = _NEXT.match(text, after, end)
    word = (head[1] or "") if head else ""
    if "!" in marks or "?" in marks:
        if stop["close"] and _SPEAKS.match(text, after, end):
            return False
        return _word_before(text, start, stop.start()).lower() not in _SHOUTED or word.lower() in _STARTERS
    if word[:1].islower():
        # "... in 2016. "the town fell": a quotation's fragment goes on, an item mark begins anew.
        return False
    if len(marks) > 1 or marks == "\u2026":
        return True
    return _full_stop(text, start, stop, word)


def _full_stop(text: str, start: int, stop: re.Match[str], word: str) -> bool:
    """Is a full stop an end, if white space and `word` (not in lower case) come after it?"""
    before = _word_before(text, start, stop.start())
    key = before.lower()
    if not before or stop["note"] or (stop["close"] and "." not in before):
        return True
    if before.isdigit():
        return stop.start() - start > len(before) + 1 or not word
    first = word.lower().replace("\u2019", "'")
    starter = first in _STARTERS
    if key in _TITLES and not stop["close"] and (before[0].isupper() or key in {"mr", "mrs", "ms", "dr"}):
        return key in {"st", "ft"} and starter and first not in {"a", "an", "mr"}
    if key in _NUMBERED and _COUNTED.match(text, stop.end()) and (before[0].isupper() or len(key) < 4):
        return False
    if len(before) == 1:
        # "A. The Case", "J. A. Smith", "World War I. The", "(b. 1990)"
        return starter and (before == "I" or (first not in {"a", "i"} and stop.start() - start > 2))
    if key in {"a.m", "p.m"}:
        return not _CLOCK_GOES_ON.match(text, stop.end()) and stop.start() - start > 15
    if "." in before or (key in _SHORT and (before[0].isupper() or key not in _WORDS_TOO)):
        return starter or (not word and text[stop.end()] in _OPENING)
    return True


def _ends_glued(text: str, start: int, stop: re.Match[str]) -> bool:
    """A stop without white space after it: "ended.The next", "ended.”The next"."""
    if stop["note"] or len(stop["stop"]) > 1:
        return bool(stop["note"]) and text[stop.end()].isupper()
    after = stop.end()
    glued = _GLUED.match(text, after)
    if not glued or glued[0] in _SITES:
        return False
    before = _word_before(text, start, stop.start())
    if len(before) < 2 or "." in before or not before[-2:].islower():
        return False
    left = text[max(start, stop.start() - 40) : stop.start()].rsplit(None, 1)[-1]
    if "@" in left or "/" in left or left.startswith("www"):
        return False
    return bool(stop["close"]) or len(glued[0]) > 1 or text[after + 1 : after + 2].isspace()


def _is_short(word: str) -> bool:
    return len(word) < 2 or "." in word or word.lower() in _TITLES | _SHORT


def _word_before(text: str, start: int, end: int) -> str:
    found = _BEFORE.search(text[max(start, end - 24) : end])
    return found[0] if found else ""
