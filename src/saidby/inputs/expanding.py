"""Expanding: what archives among the inputs hold, one page at a time, archives inside archives too.

An archive is known by its bytes. An input that is none passes through as it is, to be opened when it is
read. However large an archive is, a page and a few pieces of it are in memory.
"""

from __future__ import annotations

import io
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from saidby.archives import feed, mail, ninjs, opml, sitemap, table, tar, warc, zip
from saidby.archives.held import MAX_DEPTH, UNFETCHED, Found, Held, Linked, Passed, Tally, broken, lowered
from saidby.archives.members import UNREADABLE, Member, head_of
from saidby.archives.packed import unpacked
from saidby.archives.sniff import HEAD, Kind, Sniffed, sniff
from saidby.data import Problem
from saidby.errors import InputError, UsageError
from saidby.fetch.page import ANY_FEED, Fetched, charset_of, is_url, unreadable
from saidby.fetch.polite import Polite
from saidby.inputs.arguments import JSON_LINES, passed_over
from saidby.inputs.jsonlines import lines
from saidby.inputs.records import MAX_BYTES, Address, Input

_SEEKING: frozenset[Kind] = frozenset(("zip", "table"))
_FEEDS: frozenset[Kind] = frozenset(("feed", "sitemap", "opml"))
_MAX_LINKS = 50_000  # a sitemap may not name more; an index of them may, and is cut here


@dataclass(frozen=True, slots=True)
class Expanding:
    """How archives are opened. `text_column`: of Parquet.

    `polite` fetches what feeds, sitemaps and OPML link to; None: nothing is fetched before it is read.
    """

    text_column: str = table.TEXT
    polite: Polite | None = None


PLAIN = Expanding()


def expanded(
    inputs: Iterable[Input], *, how: Expanding = PLAIN, tally: Tally | None = None
) -> Iterator[Input]:
    """The inputs, with what it holds in the place of each archive. `tally` is told what was passed over.

    Raises UsageError where a url or title was given for an archive, MissingExtra where a package is missing.
    """
    tally = tally or Tally()
    for input in inputs:
        before = tally.consumed
        yield from _Opened(input, how, tally).inputs()
        tally.consumed = before + input.size


class _Opened:
    """One input on its way."""

    def __init__(self, input: Input, how: Expanding, tally: Tally) -> None:
        self._input = input
        self._how = how
        self._tally = tally
        self._links = 0
        self._known: set[str] = set()

    def inputs(self) -> Iterator[Input]:
        content = self._input.content
        if isinstance(content, Address):
            if self._how.polite is None:
                yield self._input
                return
            yield from self._address(content.url, self._input, depth=0)
        elif isinstance(content, bytes):
            yield from self._stream(io.BytesIO(content), len(content))
        elif isinstance(content, Path):
            yield from self._file(content)
        else:
            yield self._input

    def _file(self, path: Path) -> Iterator[Input]:
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                yield self._input
                return
            with path.open("rb") as file:
                yield from self._stream(file, found.st_size, name=path.name)
        except (OSError, ValueError):  # opening it again tells why
            yield self._input

    def _stream(self, stream: BinaryIO, size: int, *, name: str = "") -> Iterator[Input]:
        head = stream.read(HEAD)
        stream.seek(0)
        sniffed = sniff(head)
        if sniffed is None and name.lower().endswith(JSON_LINES):
            sniffed = Sniffed("lines")
        if sniffed is None:
            yield self._input
            return
        if sniffed.kind not in (None, "mail", "ninjs"):
            for option in ("url", "title"):
                if getattr(self._input.given, option):
                    raise UsageError(f"--{option} is about one page, and {self._input.origin} holds many")
        before, passed = self._tally.consumed, self._tally.passed.copy()
        some = False
        for input in self._archive(stream, sniffed, self._input.origin, size, depth=0):
            some = True
            self._tally.consumed = before + min(size, stream.tell())
            yield self._mine(input)
        if not some:
            kinds = Tally(self._tally.passed - passed).ranked()[:5]
            why = f", only {', '.join(f'{number:,} {kind}' for kind, number in kinds)}" if kinds else ""
            yield replace(self._input, content=Problem("input", f"there is no page in it{why}"))

    def _mine(self, input: Input) -> Input:
        """With what the user gave, which goes before what an archive says, and a name of its own."""
        own, said = self._input.given, input.given
        given = replace(
            said, publisher=own.publisher or said.publisher, published=own.published or said.published
        )
        return replace(input, given=given, id=input.origin if input.id is None else input.id)

    # ---------------------------------------------------------------------------------- archives

    def _archive(
        self, stream: BinaryIO, sniffed: Sniffed, origin: str, size: int, *, depth: int
    ) -> Iterator[Input]:
        """What an archive holds. Nothing in it raises: what is broken is named."""
        if depth > MAX_DEPTH:
            yield from self._taken([broken(origin, f"archives inside archives, more than {MAX_DEPTH} deep")])
            return
        try:
            if sniffed.packing and (sniffed.kind, sniffed.packing) != ("lines", "gzip"):
                stream = unpacked(stream, sniffed.packing, origin=origin)
            if sniffed.kind in _SEEKING and (depth or sniffed.packing):
                data = stream.read(MAX_BYTES + 1)
                if len(data) > MAX_BYTES:
                    message = f"an archive inside another, of more than {MAX_BYTES:,} bytes; unpack it first"
                    raise InputError(origin, message)
                stream, size = io.BytesIO(data), len(data)
            yield from self._kind(stream, sniffed.kind, origin, size, depth)
        except InputError as error:
            yield from self._taken([broken(error.origin, error.message)])
        except UNREADABLE as error:
            yield from self._taken([broken(origin, f"cannot be read to its end ({lowered(error)})")])

    def _kind(
        self, stream: BinaryIO, kind: Kind | None, origin: str, size: int, depth: int
    ) -> Iterator[Input]:
        match kind:
            case "zip":
                yield from self._members(zip.members(stream, origin=origin, size=size), origin, depth)
            case "tar":
                yield from self._members(tar.members(stream, origin=origin), origin, depth)
            case "lines":
                yield from self._lines(stream, origin, depth)
            case "warc":
                yield from self._taken(warc.pages(stream, origin=origin))
            case "table":
                yield from self._taken(table.texts(stream, origin=origin, column=self._how.text_column))
            case "ninjs":
                yield from self._taken(ninjs.pages(stream, origin=origin))
            case "mail":
                yield from self._taken([mail.page(stream, origin=origin)])
            case "feed":
                base = origin if is_url(origin) else None
                yield from self._taken(feed.pages(stream, origin=origin, base=base), depth)
            case "sitemap":
                yield from self._taken(sitemap.links(stream, origin=origin), depth)
            case "opml":
                yield from self._taken(opml.links(stream, origin=origin), depth)
            case None:  # a page that is packed in a way that pages do not undo themselves
                yield from self._page(Member("", stream, 0), origin)

    def _lines(self, stream: BinaryIO, origin: str, depth: int) -> Iterator[Input]:
        folder = Path(origin).parent
        for input in lines(stream, origin=origin, folder=folder):
            if depth and isinstance(input.content, Path):
                message = '"path" leads out of the archive; unpack it first'
                input = replace(input, content=Problem("input", message))
            yield input

    def _members(self, members: Iterable[Member | Held | Passed], origin: str, depth: int) -> Iterator[Input]:
        for member in members:
            if not isinstance(member, Member):
                yield from self._taken([member])
                continue
            here = f"{origin}/{member.name}"
            try:
                yield from self._member(member, here, depth)
            except UNREADABLE as error:
                yield from self._taken([broken(here, f"cannot be unpacked ({lowered(error)})")])

    def _member(self, member: Member, here: str, depth: int) -> Iterator[Input]:
        folders = member.name.split("/")
        if any(part.startswith(".") and part not in (".", "..") for part in folders) or "__MACOSX" in folders:
            self._tally.take("hidden")
            return
        head, stream = head_of(member.stream, HEAD)
        sniffed = sniff(head)
        ending = passed_over(member.name, lambda: sniffed is not None and sniffed.kind is not None)
        if ending:
            self._tally.take(ending)
        elif sniffed:
            yield from self._archive(stream, sniffed, here, member.size, depth=depth + 1)
        else:
            yield from self._page(replace(member, stream=stream), here)

    def _page(self, member: Member, here: str) -> Iterator[Input]:
        data = member.stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            message = f"too large for a page: more than {MAX_BYTES:,} bytes. Split it first"
            yield from self._taken([broken(here, message)])
        elif len(data) >= member.size:  # else the archive ends inside it, which it says itself
            yield from self._taken([Held(here, data)])

    # ---------------------------------------------------------------------------------- links

    def _taken(self, found: Iterable[Found], depth: int = 0) -> Iterator[Input]:
        for held in found:
            if isinstance(held, Passed):
                self._tally.take(held.reason)
            elif isinstance(held.content, Linked):
                yield from self._link(held, held.content, depth)
            else:
                size = len(held.content) if isinstance(held.content, bytes | str) else 0
                yield Input(
                    held.origin, held.content, held.given, held.id,
                    size=size, keyed=held.id is not None, problems=held.problems,
                )  # fmt: skip

    def _link(self, held: Held, link: Linked, depth: int) -> Iterator[Input]:
        if self._how.polite is None:
            self._tally.take(UNFETCHED)
            return
        if link.url in self._known or self._links >= _MAX_LINKS:
            self._tally.take("link that was named before" if link.url in self._known else "link too many")
            return
        self._known.add(link.url)
        self._links += 1
        input = Input(link.url, Address(link.url), replace(held.given, title=None))  # its own is better
        yield from self._address(link.url, input, depth + 1)

    def _address(self, url: str, input: Input, depth: int) -> Iterator[Input]:
        """What lies at an address: the entries of a feed, or a page."""
        assert self._how.polite is not None
        try:
            fields = (("Accept", ANY_FEED),)
            answer = self._how.polite.get(url, max_bytes=MAX_BYTES, fields=fields)[-1]
            if why := unreadable(answer, feeds=True):
                raise InputError(url, why)
        except InputError as error:
            yield replace(input, content=Problem("input", error.message))
            return
        fetched = Fetched(answer.url, answer.body, charset_of(answer))
        sniffed = sniff(fetched.data[:HEAD])
        if sniffed and sniffed.kind in _FEEDS:
            data = io.BytesIO(fetched.data)
            for found in self._archive(data, sniffed, fetched.url, len(fetched.data), depth=depth):
                yield replace(found, id=found.origin)
        else:
            asked = input.given.url in (None, url)
            given = replace(input.given, charset=fetched.charset)
            given = replace(given, url=fetched.url) if asked else given
            yield replace(input, content=fetched.data, given=given, size=len(fetched.data))
