"""What an archive holds, as records: a page, a link to one, or why something in it is neither."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from saidby.data import Problem
from saidby.pages.given import Given

MAX_PAGE = 32 << 20  # bytes; twenty times the largest page of the benchmark set
MAX_RATIO = 300  # unpacked to packed; HTML packs 30 times at best, a bomb 1,000 times and more
FREE_BYTES = 64 << 20  # unpacked before the ratio counts: one blank page may pack as well as a bomb does
UNFETCHED = "link that was not fetched"
MAX_DEPTH = 3  # archives inside archives
_MAX_REASONS = 100  # kinds of what is passed over that are told apart; an archive may make up any number

NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Linked:
    """An address that an archive names. `feed`: of another feed or sitemap, not of a page."""

    url: str
    feed: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """One page, text or link of an archive. `origin` names its place: "a.warc.gz#offset=7&record=<urn:x>".

    `content` is bytes of a page, text that is kept as it is, a link, or why nothing can be read. `problems`
    are what is missing from a page that can be read all the same; `id` is what the archive calls it, or None.
    """

    origin: str
    content: bytes | str | Linked | Problem
    given: Given = NOTHING
    id: str | int | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that is no page and is rightly passed over: a request, a picture. `reason` is counted."""

    reason: str


Found = Held | Passed


@dataclass(slots=True)
class Tally:
    """What was passed over so far, by reason, and how many bytes of the files named were gone through."""

    passed: Counter[str] = field(default_factory=Counter)
    consumed: int = 0

    def take(self, reason: str, number: int = 1) -> None:
        known = reason in self.passed or len(self.passed) < _MAX_REASONS
        self.passed[reason if known else "other"] += number

    def ranked(self) -> tuple[tuple[str, int], ...]:
        """The commonest first."""
        return tuple(sorted(self.passed.items(), key=lambda kind: (-kind[1], kind[0])))


def broken(origin: str, message: str) -> Held:
    """A place of an archive at which something cannot be read."""
    return Held(origin, Problem("input", message))


def lowered(error: Exception) -> str:
    """An error's message as part of a sentence."""
    message = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return message[:1].lower() + message[1:200]
