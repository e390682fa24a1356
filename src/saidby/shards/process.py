"""Process: one part read, its shard written. The same function on this machine and on any engine.

    process_part(part, identity, out, options)

Called twice for one part, at once or one after the other, the same files come out: whoever ends last replaces
them by the same bytes.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from saidby.batch import Limits, Outcome, Readers, read_inputs
from saidby.data import Problem
from saidby.errors import InputError, ModelError, SaidbyError
from saidby.inputs import Input, opened
from saidby.ledger.rows import Request
from saidby.model.name import shipped_name
from saidby.shards.files import ShardFiles, counts_of
from saidby.shards.parts import Identity, Options, Part
from saidby.shards.sources import Source
from saidby.shards.tables import rows_of, status_of
from saidby.version import VERSION

Tick = Callable[[int], None]
MOST_REASONS = 50  # that are counted by their words; the rest is counted under "other"


@dataclass(frozen=True, slots=True)
class Reads:
    """Who reads: the package's version and the weights' name, and the SHA-256 of the user's gazetteer."""

    version: str
    model: str
    gazetteer: str | None = None


def reads(options: Options) -> Reads:
    """Who reads on this machine. Raises ModelError without weights, InputError without the gazetteer."""
    model = shipped_name()
    if model is None:
        raise ModelError("the weights of this saidby are not whole; reinstall saidby")
    own = None
    if options.gazetteer:
        try:
            own = hashlib.sha256(Path(options.gazetteer).read_bytes()).hexdigest()
        except OSError as error:
            raise InputError(options.gazetteer, error.strerror or str(error)) from error
    return Reads(VERSION, model, own)


def limits_of(options: Options) -> Limits:
    """How the pages of a part are read: one after the other, since parts are read side by side."""
    return Limits(
        seconds=options.seconds, debug=options.debug, reader=options.reader, gazetteer=options.gazetteer
    )


def process_part(
    part: Part, identity: Identity, out: str, options: Options, *, tick: Tick = lambda size: None,
    readers: Readers | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Read a part and write its shard below `out`; what was counted. A shard that is there is left alone.

    `tick` is told of bytes of the input that were gone through; `readers` are processes that were started
    before, for `limits_of` these options. Raises `SaidbyError` where this machine has another saidby than
    `identity` names, the input cannot be opened, or nothing can be written.
    """
    here = reads(options)
    if (here.version, here.model) != (identity.version, identity.model):
        raise SaidbyError(
            f"this machine has saidby {here.version} with {here.model}, "
            f"the run was started by {identity.version} with {identity.model}; install the same on all"
        )
    counts = counts_of(out, identity)
    if counts is not None:
        return counts
    counter, source = _Counter(), Source(part, options.text_column)
    told = 0
    with (
        ShardFiles(out, identity) as files,
        closing(_outcomes(source, identity, options, readers)) as outcomes,
    ):
        for number, outcome, request in outcomes:
            files.add(rows_of(part.source, number, outcome, request))
            counter.take(outcome)
            tick(source.gone - told)
            told = source.gone
        counts = counter.told(source.passed)
        files.finish(counts)
    tick(part.size - told)
    return counts


def _outcomes(
    source: Source, identity: Identity, options: Options, readers: Readers | None
) -> Generator[tuple[int, Outcome, Request | None], None, None]:
    """What came of each page, with its number in the input and what was asked; both wait while it is read."""
    asked: deque[tuple[int, Request | None]] = deque()

    def prepared() -> Iterator[Input]:
        for number, input in source.pages():
            ready, request = _opened(input, identity.gazetteer)
            asked.append((number, request))
            yield ready

    with closing(read_inputs(prepared(), limits=limits_of(options), readers=readers)) as outcomes:
        for outcome in outcomes:
            number, request = asked.popleft()
            yield number, outcome, request
    if asked:  # who stopped the processes did not want the shard
        raise SaidbyError(f"{source.part.source}: the reading of it was given up")


def _opened(input: Input, gazetteer: str | None) -> tuple[Input, Request | None]:
    """The input with its bytes in hand; a problem, and no request, where it cannot be opened."""
    try:
        content, given = opened(input)
    except InputError as error:
        return replace(input, content=Problem("input", error.message)), None
    text = isinstance(content, str)
    page = content.encode("utf-8", errors="surrogatepass") if isinstance(content, str) else content
    return replace(input, content=content, given=given), Request(
        page, text, given, input.id if input.keyed else None, gazetteer
    )


class _Counter:
    """Counts that add up: pages = read + skipped + failed."""

    def __init__(self) -> None:
        self._states: Counter[str] = Counter(pages=0, read=0, skipped=0, failed=0, partly=0)
        self._found: Counter[str] = Counter(claims=0, attributed=0, events=0, figures=0)
        self._reasons: Counter[str] = Counter()

    def take(self, outcome: Outcome) -> None:
        state = status_of(outcome)
        self._states[state] += 1
        self._states["pages"] += 1
        if state == "read" and outcome.losses:
            self._states["partly"] += 1
        if outcome.losses:
            self._reasons[outcome.losses[0].message.removeprefix(f"{outcome.origin}: ")] += 1
        if outcome.reading is not None:
            reading = outcome.reading
            self._found["claims"] += len(reading.claims)
            self._found["attributed"] += sum(claim.attribution is not None for claim in reading.claims)
            self._found["events"] += len(reading.events)
            self._found["figures"] += len(reading.figures)

    def told(self, passed: Counter[str]) -> dict[str, Any]:
        return {**self._states, **self._found, "reasons": few(self._reasons), "passed_over": few(passed)}


def few(reasons: Counter[str]) -> dict[str, int]:
    """The commonest reasons with their numbers, and the sum of the others."""
    ordered = sorted(reasons.items(), key=lambda reason: (-reason[1], reason[0]))
    rest = sum(number for _, number in ordered[MOST_REASONS:])
    return dict(ordered[:MOST_REASONS]) | ({"other": rest} if rest else {})
