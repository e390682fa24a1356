"""What stands before and behind a candidate: prepositions, nouns, verbs, other names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saidby.reading.lexicon import head as head_noun
from saidby.reading.lexicon import words as common
from saidby.reading.places.atlas import enclosing, words
from saidby.reading.places.candidates import Candidate
from saidby.reading.places.folding import fold
from saidby.reading.places.tokens import Word, is_given, possessive

_MARKS = {
    ",": "before comma", "(": "before bracket", "-": "before dash", "—": "before dash", "–": "before dash",
    '"': "before quote", "“": "before quote", ":": "before colon", ";": "before colon", "/": "before slash",
}  # fmt: skip


def around(text: str, candidate: Candidate) -> Iterator[str]:
    """Names of what stands around a candidate."""
    yield from _before(text, candidate)
    yield from _after(text, candidate)
    if candidate.sort == "division":
        yield "noun region"


def _before(text: str, candidate: Candidate) -> Iterator[str]:
    found, first = candidate.words, candidate.first
    if first == 0:
        yield "before start"
        return
    word = found[first - 1]
    gap = text[word.end : candidate.span.start]
    if gap.strip(" \u00a0.'’s") and not found[first].joined:
        mark = gap.strip()[:1]
        yield _MARKS.get(mark, "before mark")
        if mark == "," and word.capital:
            yield "before comma capital"
        if "(" in gap or (gap == "-" and len(word.text) == 1):
            yield "before party"
    elif gap == "-":
        yield "before hyphen party" if len(word.text) == 1 else "before hyphen"
    elif possessive(text, word.end):
        yield "before possessive"
    elif word.low == "of" and first > 1:
        yield from _before_of(found[first - 2])
    else:
        yield from _before_word(word, found[first - 2] if first > 1 else None)


def _before_of(word: Word) -> Iterator[str]:
    """The word before "of" and the name."""
    if word.low in words("town") or word.low in words("region") or word.low in words("part"):
        yield "before town of"
    elif word.low in words("beside"):
        yield "before locative"
    elif word.low in ("university", "bank"):
        yield "before body of"
    elif word.capital:
        yield "before capital of"
        if word.low in words("body"):
            yield "before body of"
    else:
        yield "before of"
        yield "before weak"


def _before_word(word: Word, earlier: Word | None) -> Iterator[str]:
    low = word.low
    if low in words("locative"):
        yield "before locative"
        if earlier and earlier.capital and low != "in":
            yield "before locative after name"
    elif low == "the":
        yield "before the"
    elif low in ("and", "or"):
        yield "before and"
    elif low in words("role"):
        yield "before role"
    elif word.capital and is_given(word):
        yield "before given"
    elif word.text.isdigit():
        yield "before number"
    elif low in ("at", "from", "to", "of", "for", "by", "with"):
        yield f"before {low}"
        yield "before weak"
    elif word.capital and not word.first and low not in common("function"):
        yield "before capital"
    elif low in words("town") or low in words("part"):
        yield "before town"
    elif head_noun(low, False) is not None:
        yield "before person noun"
    else:
        yield "before lower"


def _after(text: str, candidate: Candidate) -> Iterator[str]:
    found, last, end = candidate.words, candidate.last, candidate.span.end
    if possessive(text, end):
        yield "after possessive"
    if last == len(found):
        yield "after end"
        return
    after = found[last]
    gap = text[end : after.start]
    if gap == "-":
        plain = "after based" if after.low == "based" else "after hyphen"
        yield "after hyphen capital" if after.capital else plain
    elif gap.startswith(","):
        yield "after comma"
        if after.capital and _region_follows(text, found, last):
            yield "after region"
    elif after.joined or gap.strip() in ("", "'s", "’s"):
        yield from _after_capital(found, last) if after.capital else _after_word(after)
    elif gap.lstrip().startswith((")", "]")):
        yield "after bracket"
    elif gap.strip().startswith(("-", "—", "–")):
        yield "after dash"


def _after_capital(found: Sequence[Word], last: int) -> Iterator[str]:
    after = found[last]
    beyond = found[last + 1] if last + 1 < len(found) else None
    if after.low in words("body"):
        yield "after body"
        return
    yield "after capital"
    if is_given(after) or len(after.text) == 1:
        yield "after given"
    if beyond and (beyond.low in words("says") or (beyond.text.isdigit() and not beyond.joined)):
        yield "after capital says"
    if any(word.low in words("body") and word.capital for word in found[last + 1 : last + 4]):
        yield "after capital body"


def _after_word(after: Word) -> Iterator[str]:
    low = after.low
    if low in words("says"):
        yield "after says"
    elif low in words("body"):
        yield "after lower body"
    elif low in words("town") or low in words("region") or low in words("part"):
        yield "noun region"
    elif head_noun(low, False) is not None:
        yield "after person noun"
    elif low in ("and", "or"):
        yield "after and"
    elif low in words("locative") or low in words("weak"):
        yield "after preposition"
    else:
        yield "after lower"


def _region_follows(text: str, found: Sequence[Word], last: int) -> bool:
    """ "Paris, Texas", "Springfield, Ill.": a country or state of up to four words."""
    ends = range(last, min(last + 4, len(found)))
    return any(fold(text[found[last].start : found[n].end]) in enclosing() for n in ends)


def is_person(text: str, candidate: Candidate) -> bool:
    """ "Jordan Spieth won": a place after which people are called, one more capital, then no capital.

    Teams ("Houston Rockets") and bodies ("Georgia Tech") are told by their plural, or by their noun.
    """
    found, last = candidate.words, candidate.last
    single = last - candidate.first == 1 and last < len(found)
    if not single or found[candidate.first].low not in words("personal"):
        return False
    after = found[last]
    goes_on = last + 1 < len(found) and found[last + 1].capital and found[last + 1].joined
    titled = after.text.istitle() and after.joined and text[after.start - 1] in " \u00a0"
    if not titled or goes_on or len(after.text) < 4 or after.low.endswith("s"):
        return False
    taken = any(after.low in words(name) for name in ("no_surname", "body", "says"))
    return not taken and head_noun(after.low, True) is None
