"""A process that reads inputs and can be stopped: whatever a page does to it, the run goes on.

Parsers in C cannot be interrupted from Python, and a broken page may crash one, so reading happens in a
child. The two ends talk in pickled messages through the child's standard input and output. `Worker` is the
parent's end; `serve` is what the child runs. A new child costs about a second, one that lives nothing.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, partial
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from saidby.data import Article, Problem, Reading, Span
from saidby.errors import InputError, SaidbyError
from saidby.inputs import Input, opened

if TYPE_CHECKING:
    from saidby.reading.places import Own

ReadArticles = Callable[[Iterable[Article]], Iterable[Reading]]

READER = "saidby.reading.read"
START_SECONDS = 60.0  # for Python itself to start in a child
MAX_MEMORY = 4 << 30  # bytes: ten times what a page needs; stops a hostile page before the machine swaps
WORN_MEMORY = 600 << 20  # bytes: parsers keep what they had, so a child this large is replaced; most have 400


# -------------------------------------------------------------------------------------- messages


@dataclass(frozen=True, slots=True)
class Ready:
    """The child runs and waits for inputs."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One more input is an article, or has failed: the next one is being opened."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of the input of that index. `trace` is a Python traceback for those who mend it."""

    index: int
    reading: Reading | None
    problems: tuple[Problem, ...] = ()
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """All inputs of the call were answered. `worn` asks for the child to be replaced."""

    worn: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing can be read at all: the weights or a package are missing."""

    error: SaidbyError
    trace: str


Message = Ready | Parsed | Read | Done | Failed


# -------------------------------------------------------------------------------------- the parent's end


class Stopped(Exception):
    """The child ended before it answered: `late` where it was stopped, else with the code it ended with."""

    def __init__(self, late: bool, code: int) -> None:
        super().__init__(late, code)
        self.late = late
        self.code = code


class Child:
    """A Python process that calls `serve(*arguments)` of a module; both ends talk in pickled messages."""

    def __init__(self, module: str, *arguments: str, debug: bool = False) -> None:
        start = (
            f"import sys; sys.path[:] = sys.argv[{len(arguments) + 1}:]; from {module} import serve; "
            f"serve(*sys.argv[1:{len(arguments) + 1}])"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", start, *arguments, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if debug else subprocess.DEVNULL,
        )

    def send(self, message: object) -> None:
        """Hand a message over. That the child has ended is told by what is received."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            pickle.dump(message, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def receive(self) -> Any:
        """The next message. Raises `NoMore` where the child has ended, or says what is none."""
        assert self._process.stdout is not None
        try:
            return pickle.load(self._process.stdout)
        except (EOFError, pickle.UnpicklingError, OSError, ValueError):
            raise NoMore from None

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> int:
        """End the child and wait for it; its exit code."""
        self._process.kill()
        code = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # what it was still to be sent
                    stream.close()
        return code


class NoMore(Exception):
    """A child answers no more."""


class Worker:
    """One child. `reader` is the module whose `read_articles` it calls; `gazetteer` a file of the user's."""

    def __init__(self, *, reader: str = READER, gazetteer: str | None = None, debug: bool = False) -> None:
        self._child = Child("saidby.worker", reader, gazetteer or "", debug=debug)

    def send(self, inputs: Sequence[Input]) -> None:
        """Hand over inputs to read; the answers are then received until `Done`."""
        self._child.send(tuple(inputs))

    def receive(self, seconds: float) -> Message:
        """The next message. Kills the child and raises `Stopped` when none came in that time."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._child.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            message: Message = self._child.receive()
        except NoMore:
            raise Stopped(late.is_set(), self._child.close()) from None
        finally:
            timer.cancel()
        return message

    def kill(self) -> None:
        self._child.kill()

    def close(self) -> None:
        """End the child and wait for it."""
        self._child.close()


# -------------------------------------------------------------------------------------- the child's end


def serve(reader: str, gazetteer: str = "") -> None:
    """Answer calls until standard input ends."""
    pipe = answering()
    _limit_memory()
    send(Ready(), pipe)
    while True:
        try:
            inputs: tuple[Input, ...] = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            for message in _answers(inputs, partial(_read_articles, reader, gazetteer)):
                send(message, pipe)
        except (SaidbyError, ImportError) as error:
            trouble = (
                error if isinstance(error, SaidbyError) else SaidbyError(f"saidby is not complete: {error}")
            )
            send(Failed(trouble, traceback.format_exc()), pipe)
        send(Done(_worn()), pipe)
        settle()


@cache
def settle() -> None:
    """Once in a process that reads or writes, when its tables are loaded: they are no garbage, and need not
    be looked through for any. Reading makes thousands of small records a page and hardly a cycle, so that is
    seldom looked for; 8 % of the time without the model.
    """
    import gc

    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def answering() -> BinaryIO:
    """The pipe to the parent: standard output. What others print goes to stderr from now on."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends this process
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def send(message: object, pipe: BinaryIO) -> None:
    _Pickler(pipe, pickle.HIGHEST_PROTOCOL).dump(message)
    pipe.flush()


class _Pickler(pickle.Pickler):
    """Records go as the values of their slots: a reading has thousands, and what `dataclasses` does for each
    asks for its fields anew.
    """

    def reducer_override(self, obj: Any) -> Any:
        kind = type(obj)
        if kind is Span:
            return Span, tuple(obj)
        if kind.__module__ != Reading.__module__ or not is_dataclass(kind):
            return NotImplemented
        return _record, (kind, *_values(kind)(obj))


@cache
def _values(kind: type) -> Callable[[object], tuple[object, ...]]:
    names = [field.name for field in fields(kind)]
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda record: (get(record),)


@cache
def _setters(kind: type) -> tuple[Callable[[object, object], None], ...]:
    return tuple(getattr(kind, field.name).__set__ for field in fields(kind))


def _record(kind: type, *values: object) -> object:
    record: object = object.__new__(kind)
    for put, value in zip(_setters(kind), values, strict=True):
        put(record, value)
    return record


def _answers(inputs: Sequence[Input], read_articles: ReadArticles) -> Iterator[Message]:
    """First every page becomes an article, then all articles are read together, since that is faster."""
    articles: list[tuple[int, Article, tuple[Problem, ...]]] = []
    for index, input in enumerate(inputs):
        try:
            article, problems = _article(input)
        except InputError as error:
            yield Read(index, None, (Problem("input", error.message),))
        except (SaidbyError, ImportError):
            raise
        except Exception as error:  # a bug of ours or of a parser: this page is lost, the others are not
            yield Read(index, None, (_unexpected("page", error),), traceback.format_exc())
        else:
            if article is None:
                yield Read(index, None, problems)
            else:
                articles.append((index, article, problems))
        yield Parsed()
    if articles:
        yield from _readings(articles, read_articles)


def _read_articles(reader: str, gazetteer: str, articles: Iterable[Article]) -> Iterable[Reading]:
    """The reader's own, with the user's gazetteer where one is named."""
    read_articles = import_module(reader).read_articles
    found: Iterable[Reading] = (
        read_articles(articles, own=_own(gazetteer)) if gazetteer else read_articles(articles)
    )
    return found


@cache
def _own(gazetteer: str) -> Own:
    from saidby.reading.places import read_own

    return read_own(Path(gazetteer))


def _article(input: Input) -> tuple[Article | None, tuple[Problem, ...]]:
    from saidby.pages import read_page, read_text

    content, given = opened(input)
    if isinstance(content, str):
        article, problems = read_text(content, given=given)
        return article, (*input.problems, *problems)
    page, problems = read_page(content, origin=input.origin, given=given)
    return page, (*input.problems, *problems)


def _readings(
    articles: Sequence[tuple[int, Article, tuple[Problem, ...]]], read_articles: ReadArticles
) -> Iterator[Message]:
    """Each article's reading. Where reading them together fails, those left are read one by one."""
    done = 0
    try:
        found = read_articles(article for _, article, _ in articles)
        for (index, _, problems), reading in zip(articles, found, strict=True):
            yield Read(index, _joined(reading, problems))
            done += 1
    except (SaidbyError, ImportError):
        raise
    except Exception as error:
        if len(articles) == 1:
            yield Read(articles[0][0], None, (_unexpected("read", error),), traceback.format_exc())
        else:
            for single in articles[done:]:
                yield from _readings([single], read_articles)


def _joined(reading: Reading, problems: tuple[Problem, ...]) -> Reading:
    """The reading with the page's problems before its own."""
    return replace(reading, problems=(*problems, *reading.problems)) if problems else reading


def _unexpected(stage: str, error: Exception) -> Problem:
    message = f"not read: unexpected {type(error).__name__}"
    if isinstance(error, MemoryError):
        message = "not read: it needs more memory than there is"
    elif isinstance(error, RecursionError):
        message = "not read: nested too deep"
    elif str(error):
        message += f": {str(error).splitlines()[0][:200]}"
    return Problem("page" if stage == "page" else "read", message)


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(OSError, ValueError):  # a lower limit is set already
            resource.setrlimit(
                resource.RLIMIT_DATA, (MAX_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1])
            )


def _worn() -> bool:
    """Whether this process has taken more memory than reading needs. Never on systems that do not tell."""
    try:
        import resource
    except ImportError:
        return False
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > WORN_MEMORY
