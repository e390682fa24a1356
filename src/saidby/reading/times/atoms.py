"""Atoms of a sentence: one pass with the pattern of all kinds; the builder of a kind may refuse a match."""

from __future__ import annotations

from collections.abc import Iterator

from saidby.data import Span
from saidby.reading.times import clocks, dates, lengths, refs, relative, years
from saidby.reading.times.atom import Atom
from saidby.reading.times.patterns import ANY

_BUILDERS = {
    **dates.BUILDERS, **years.BUILDERS, **clocks.BUILDERS,
    **relative.BUILDERS, **lengths.BUILDERS, **refs.BUILDERS,
}  # fmt: skip


def atoms(text: str, sentence: Span) -> Iterator[Atom]:
    """The atoms of a sentence in order; none overlap."""
    shouted = text[sentence.start : sentence.end].isupper()
    for match in ANY.finditer(text, sentence.start, sentence.end):
        yield from _BUILDERS[match.lastgroup or ""](match, shouted)
