"""Scope: how likely an attribution nearby still runs on over a sentence that names no source.

The figures are shares of right answers where the open half of the incidents set tells whose a number is (113
numbers in sentences without a source): the source of the sentence before, 0.36; of two before, 0.13; for the
opening of a page the first source named after it, 0.36.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from saidby.data import Alternative, Attribution, Span

_QUOTED = 0.9
_MORE = 0.55
_PLAIN = 0.25
_SHARED = 0.35
_OPENING = 0.35
_TAKEN_UP = 0.35
_OVER_PARAGRAPH = 0.6
_SECOND = 0.35
_DATED = 0.4
LEAST = 0.1
"""Below this no alternative is given."""
_CONTINUES = re.compile(
    r"^\W*(?:another|others?|meanwhile|similarly|likewise|in the same|(?:\d+|two|three) (?:other|more))\b|"
    r"\b(?:also|as well|the rest|in addition|a further|more (?:were|people|civilians))\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^\W*(?:he|she|it|they|his|her|its|their|this|these|the same)\b", re.IGNORECASE)
_TURNS = re.compile(r"^\W*(?:but|however|yet|although|though|by contrast|on the other hand)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:since|in|between|from)\s(?:\w+\s)?(?:19|20)\d\d\b")
_QUOTE = '"“”«»'
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    "that with were have been from this those these their which would could more than after said".split()
)
_THE = re.compile(r"\b(?:the|this|that|these|those)\s(?:[\w-]+\s){0,2}?([^\W\d_]{4,})")


class Scope:
    """The attributions of an article by sentence, to look for one that may run on."""

    def __init__(
        self, text: str, flat: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
    ) -> None:
        self.text = text
        self.flat = flat
        self.sentences = sentences
        starts = [s.start for s in sentences]
        self.at: dict[int, list[Attribution]] = {}
        for attribution in attributions:
            if attribution.parent is None and attribution.cue and attribution.source and attribution.content:
                number = bisect_right(starts, attribution.cue[0].start) - 1
                last = bisect_left(starts, max(c.end for c in attribution.content)) - 1
                self.at.setdefault(max(number, last), []).append(attribution)
        self._first = min(self.at, default=-1)

    def alternative(self, number: int) -> Alternative | None:
        """The attribution that most likely still runs on over a sentence, or None."""
        candidates = [*self._before(number), *self._after(number)]
        best = max(candidates, key=lambda pair: pair[1], default=None)
        return Alternative(best[0].id, round(best[1], 2)) if best and best[1] >= LEAST else None

    def _before(self, number: int) -> list[tuple[Attribution, float]]:
        words = self.sentences[number].of(self.flat)
        for back in (1, 2):
            if number - back in self.at:
                attribution = max(self.at[number - back], key=lambda a: max(c.end for c in a.content))
                return [(attribution, self._runs_on(number, back, words, attribution))]
        return []

    def _runs_on(self, number: int, back: int, words: str, attribution: Attribution) -> float:
        if words[:1] in _QUOTE and words.rstrip(" .")[-1:] in _QUOTE and attribution.quoting != "indirect":
            return _QUOTED
        score = _PLAIN
        if _CONTINUES.search(words):
            score = _MORE
        elif _PRONOUN.match(words) or len(_stems(words) & self._said(attribution)) > 2:
            score = _SHARED
        if _TURNS.match(words) or _YEAR.search(words):
            score *= _DATED
        if "\n" in self._between(number - 1, number):
            score *= _OVER_PARAGRAPH
        return score * (_SECOND if back == 2 else 1.0)

    def _after(self, number: int) -> list[tuple[Attribution, float]]:
        """A source named later: for the opening of a page, or where its words in one paragraph refer back."""
        opening = number < self._first <= number + 3
        following = self.at.get(self._first if opening else number + 1)
        if not following:
            return []
        attribution = following[0]
        said = " ".join(c.of(self.flat) for c in attribution.content).lower()
        taken_up = {m.group(1)[:5] for m in _THE.finditer(said)}
        shared = _stems(self.sentences[number].of(self.flat)) & self._said(attribution)
        if opening and len(shared) > 1:
            return [(attribution, _OPENING)]
        if "\n" not in self._between(number, number + 1) and len(shared & taken_up) > 0 and len(shared) > 1:
            return [(attribution, _TAKEN_UP)]
        return []

    def _between(self, one: int, other: int) -> str:
        return self.text[self.sentences[one].end : self.sentences[other].start]

    def _said(self, attribution: Attribution) -> frozenset[str]:
        return _stems(" ".join(c.of(self.flat) for c in attribution.content))


def _stems(words: str) -> frozenset[str]:
    return frozenset(w[:5] for w in _WORD.findall(words.lower()) if w not in _COMMON)
