"""English: whether a text is in the language that the model reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from saidby.data import Article, Span

NOT_ENGLISH = "the text is not in English, the one language that is read; who says what is missing"
"""The problem of a page that is kept and not read."""

_WORD = re.compile(r"[^\W\d_]+")
_FEW = 40  # letters; fewer say nothing sure
_SAMPLE = 4_000  # characters from the start of what is read
_LEAST, _LEAST_CALLED = 0.08, 0.03
"""Share of these words, and where the page calls itself English: 1,038 English texts of eleven sets have 0.11
at least, a recipe has 0.04, text in other languages 0.05 at most.
"""
_SMALL = frozenset(
    "the of and to that with said from be been are were have has had which who their his its this they she "
    "not after but".split()
)


def is_english(article: Article, sentences: Sequence[Span]) -> bool:
    """Whether the small words of English stand in what is read, or too little is read to tell."""
    text = article.text
    sample = " ".join(span.of(text) for span in _first(sentences)).lower()
    if sum(map(str.isalpha, sample)) < _FEW:
        return True
    words = _WORD.findall(sample)
    least = _LEAST_CALLED if (article.language or "").startswith("en") else _LEAST
    return sum(word in _SMALL for word in words) >= least * len(words)


def _first(sentences: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    size = 0
    for span in sentences:
        found.append(Span(span.start, min(span.end, span.start + _SAMPLE)))
        size += span.end - span.start
        if size >= _SAMPLE:
            break
    return found
