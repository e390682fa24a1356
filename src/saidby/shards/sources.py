"""Sources: the pages of one part, each with its number in the whole input."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from saidby.errors import InputError
from saidby.inputs import Expanding, Input, Tally, expanded
from saidby.shards.parts import Part


@dataclass(slots=True)
class Source:
    """A part being gone through: what of it is behind.

    `passed` are things in it that are no pages, by reason; `gone` counts its bytes.
    """

    part: Part
    text_column: str
    gone: int = 0
    passed: Counter[str] = field(default_factory=Counter)

    def pages(self) -> Iterator[tuple[int, Input]]:
        """Every page of the part, in the order of the input, with its number there from 1.

        What lies before the part is passed over. Raises `InputError` where the input cannot be opened.
        """
        if self.part.kind == "files":
            for number, input in enumerate(self.part.files, self.part.start + 1):
                self.gone += input.size
                yield number, input
        else:
            yield from self._held()

    def _held(self) -> Iterator[tuple[int, Input]]:
        """A page belongs to the part in which the reader of the archive stands when it has the page.

        Where that is depends on the archive alone. A reader that goes back, as in a zip file, does not count.
        """
        part, tally, how = self.part, Tally(), Expanding(text_column=self.text_column)
        if not os.path.isfile(part.path):
            raise InputError(part.source, "there is no such file any more")
        whole = Input(part.source, Path(part.path), size=part.size)
        before: Counter[str] = Counter()
        reached = 0
        for number, input in enumerate(expanded([whole], how=how, tally=tally), 1):
            reached = max(reached, tally.consumed)
            if part.stop is not None and reached > part.stop:
                return
            inside = reached > part.start or part.start == 0
            before = self._count(tally, before, inside)
            if inside:
                self.gone = reached - part.start
                yield number, self._placed(input)
        if part.stop is None:
            self._count(tally, before, True)

    def _count(self, tally: Tally, before: Counter[str], inside: bool) -> Counter[str]:
        """What was passed over since, if it lies inside."""
        if tally.passed == before:
            return before
        if inside:
            self.passed.update(tally.passed - before)
        return tally.passed.copy()

    def _placed(self, input: Input) -> Input:
        """A page that a line names by its path lies beside the file, wherever this process stands."""
        content = input.content
        if isinstance(content, Path) and not content.is_absolute():
            beside = os.path.relpath(content, Path(self.part.source).parent)
            return replace(input, content=Path(self.part.path).parent / beside)
        return input
