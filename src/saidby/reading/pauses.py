"""Pauses: a text whose commas were lost on the way, told again with those that part a source from its words.

"... in the east of Orlen Velmoran state television reported" is read as a matter of Orlen unless something
parts the two. Positions stay as they are: a comma takes the place of a blank. Only a text without any commas
is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from saidby.data import Article, Attribution, Span
from saidby.reading.lexicon import Head, head, modifiers, states

LEAST = 120  # letters: less is a heading or a short note, which may well do without a comma
FEWEST = 1 / 2500  # commas a character; of 3,000 articles with their commas the fewest have one in 600

_WORD = re.compile(r"[^\W_](?:[\w.&'’-]*\w)?")
_SAYS = frozenset("said says reported announced added stated confirmed claimed warned".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_GOES_ON = _DAYS | frozenset(
    "on late early today yesterday earlier later in as adding without citing quoting updating via after "
    "while when".split()
)
"""What follows the verb of a source that comes after its words; another word starts what is said."""
_THE = frozenset("the a an its his their this another one two three four several some many".split())
_HE = frozenset("he she they it".split())
_OF = frozenset("of for at from with".split())
_IN = frozenset("in on at of from near to into across around over outside inside by and".split())
_BEFORE_NOUN = frozenset(
    "state local official officials' war civil monitoring foreign prime senior chief former top main eye "
    "anti-government pro-government pro-opposition anti-regime pro-regime security emergency rescue "
    "defence defense".split()
)
_TWO = frozenset("deir al el abu new tal tell khan ain ras jisr beit port san saint kafr um umm".split())
_BY = frozenset("run based backed owned affiliated linked".split())
_INSIDE = _OF | frozenset("to by what which that who as where whom".split())
"""What is before a source that is part of something else: "linked to the army", "what the army said was".
"""
_PART_OF_NAME = frozenset("al el bin ibn abu de von van der".split())
_CONTEXT = 5  # words that a sentence has before the source that comes after them
_LONGEST = 14  # words of a source
_CLOSE = 3  # characters between a content and the source behind it
_STOP = re.compile(r"[,;:(\[\"“”—–]|\s-\s")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b\s+(?=[A-Z\d])")
_HEAD = 400  # characters in which a page's printed head stands
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_PRINTED = re.compile(
    rf"(?<!\b[Oo]n )(?<!\b[Ii]n )(?<!since )(?<!from )(?<!until )(?<!\bof )"
    rf"(?P<date>\b(?:\d{{1,2}} ?{_MONTH} ?(?:19|20)\d\d|{_MONTH} ?\d{{1,2}} ?(?:19|20)\d\d"
    r"|\d\d[-./]\d\d[-./](?:19|20)\d\d)\b)\s+(?=[A-Z\d(])"
)


def lost(text: str) -> bool:
    """Did the text lose its commas?"""
    return len(text) >= LEAST and text.count(",") <= len(text) * FEWEST


def in_pauses(article: Article, read: Sequence[Span]) -> Article:
    """The article itself, or where its commas were lost, one with commas around sources. `read`: sentences.

    What lost its commas mostly lost its lines as well: a stop parts a head from what it runs into, as in
    "Bridge falls VSNA Monday 4 May 2031 The bridge ...".
    """
    if not lost(article.text):
        return article
    letters = list(article.text)
    for date in _PRINTED.finditer(article.text, 0, _HEAD):
        letters[date.end("date")] = "."
    for sentence in read:
        for place in _pauses(article.text, sentence):
            letters[place] = ","
    return replace(article, text="".join(letters))


def reaching(article: Article, read: Sequence[Span], said: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Contents that a source follows, from where their sentence starts: no lost comma cuts them short."""
    if not lost(article.text):
        return tuple(said)
    return tuple(_reaching(article.text, read, one) for one in said)


def _reaching(text: str, read: Sequence[Span], said: Attribution) -> Attribution:
    if not said.source or not said.content or said.parent is not None:
        return said
    first, last = said.content[0], said.content[-1]
    if not 0 <= said.source[0].start - last.end <= _CLOSE:
        return said
    sentence = next((one for one in read if one.start <= first.start < one.end), None)
    if sentence is None or _STOP.search(text, sentence.start, first.start):
        return said
    dates = [found.end() for found in _YEAR.finditer(text, sentence.start, first.start)]
    start = dates[-1] if dates else sentence.start
    return replace(said, content=(Span(start, first.end), *said.content[1:]))


# -------------------------------------------------------------------------------------- where


def _pauses(text: str, sentence: Span) -> Iterator[int]:
    """Positions of blanks at which a comma was lost."""
    words = [Span(*found.span()) for found in _WORD.finditer(text, sentence.start, sentence.end)]
    told = [word.of(text) for word in words]
    for number, word in enumerate(told):
        place: int | None = None
        if word in _SAYS and _ends_there(text, words, told, number):
            least = max((n for n in range(number + 1) if n and _parted(text, words, n)), default=0)
            place = _source_before(told, number, max(least, number - _LONGEST))
        elif word in _SAYS and number >= _CONTEXT:
            place = number if _source_after(told, number) else None
        elif word == "According" and told[number + 1 : number + 2] == ["to"]:
            place = _after_source(told, number + 2)
        if place is not None and 0 < place < len(words):
            blank = words[place].start - 1
            if text[blank] == " " and words[place - 1].end == blank:
                yield blank


def _parted(text: str, words: Sequence[Span], number: int) -> bool:
    """Whether something else than a blank stands before that word."""
    return text[words[number - 1].end : words[number].start].strip() != ""


def _ends_there(text: str, words: Sequence[Span], told: Sequence[str], number: int) -> bool:
    """Whether nothing that is said follows the verb."""
    if number + 1 >= len(told):
        return True
    return _parted(text, words, number + 1) or told[number + 1].lower() in _GOES_ON


def _noun(word: str) -> Head | None:
    return head(word.lower().removesuffix("'s").removesuffix("’s"), word[:1].isupper())


def _name(word: str) -> bool:
    small = word.lower()
    return word[:1].isupper() and small not in _DAYS and small not in _MONTHS and small not in _THE


def _source_before(told: Sequence[str], verb: int, least: int) -> int | None:
    """The first word of the source that ends before the verb; None where there is none, or nothing before it.

    `least` is the first word that it can have.
    """
    if verb and told[verb - 1].lower() in _HE:
        return verb - 1 if verb - 1 >= _CONTEXT else None
    if not verb or not (_name(told[verb - 1]) or _noun(told[verb - 1])):
        return None
    start, named = verb, False
    while start > least and (wide := _wider(told, start, verb, named)):
        start -= wide
        named = named or _name(told[start])
    start = _past_place(told, start, verb)
    if start and told[start - 1].lower() in _INSIDE:  # "linked to the army": part of something else
        return None
    return start if _CONTEXT <= start < verb else None


def _wider(told: Sequence[str], start: int, verb: int, named: bool) -> int:
    """How many words before the source's first so far belong to it, 0 where it starts there."""
    word, small = told[start - 1], told[start - 1].lower()
    before = told[start - 2] if start >= 2 else ""
    if start < verb and told[start].lower() in _THE:  # it starts there, unless it is part of another
        joined = small in _OF or small == "and"
        return int(joined and bool(_noun(before)))
    if _name(word) or small in _THE:
        return 1
    if small in _OF or small == "and":
        whole = small in ("for", "of") and _name(before) and start < verb and _name(told[start])
        return int(start < verb and (bool(_noun(before)) or whole))
    if small in _BEFORE_NOUN or small in modifiers() or (small in _PART_OF_NAME and named):
        return 1
    if "-" in small and (not named or small.rpartition("-")[2] in _BY):
        return 1
    noun = _noun(word)
    if noun is None and small.endswith("ns") and (whose := _noun(word[:-1])):  # "the childrens agency"
        return int(whose.plural)
    if noun is None:
        return 0
    return int(start == verb or (named and not noun.plural) or told[start].lower() in _OF | {"and"})


def _past_place(told: Sequence[str], start: int, verb: int) -> int:
    """Past the place that the words before the source end with: "in Aleppo | Syrian state television"."""
    if not start or told[start - 1].lower() not in _IN or not _name(told[start]):
        return start
    for number in range(start + 1, verb):
        small = told[number].lower()
        if small in states().adjectives or small in _THE:
            return number
    if verb - start < 2:
        return verb  # the place alone: nobody
    step = 2 if told[start].lower().split("-")[0] in _TWO and "-" not in told[start] else 1
    return min(start + step, verb)


def _source_after(told: Sequence[str], verb: int) -> bool:
    """Whether a source and nothing else follows the verb: "... in the east said the Observatory"."""
    rest = told[verb + 1 :]
    before = told[verb - 1]
    if (
        not 1 <= len(rest) <= _LONGEST
        or _noun(before)
        or before.lower() in _HE
        or before.lower() in ("who", "which")
    ):
        return False
    if not (rest[0].lower() in _THE or _name(rest[0])) or not any(
        _noun(word) or _name(word) for word in rest
    ):
        return False
    return all(
        _name(word)
        or _noun(word)
        or word.lower() in _THE | _OF | _BEFORE_NOUN | {"in", "and"}
        or word in modifiers()
        for word in rest
    )


def _after_source(told: Sequence[str], start: int) -> int | None:
    """The first word after the source that starts there."""
    end = start
    if end < len(told) and told[end].lower() in _THE:
        end += 1
        start += 1
    while end < len(told):
        word, small = told[end], told[end].lower()
        noun = _noun(word)
        of = small in _OF and bool(_noun(told[end - 1]))
        if not (_name(word) or noun or of or small in _BEFORE_NOUN or small in modifiers()):
            break
        end += 1
    return end if start < end < len(told) and told[end].lower() not in ("and", "in", *_OF) else None
