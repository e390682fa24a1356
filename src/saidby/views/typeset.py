"""Text for a terminal: made harmless, measured in columns, broken into lines.

Widths follow Unicode's East_Asian_Width (UAX #11): wide and fullwidth characters take two columns, combining
marks and format characters none. A no-break space is a space that no line breaks at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

Style = Literal["", "title", "source", "cue", "quoted", "faint", "warning", "label"]

# ECMA-48 Select Graphic Rendition. Nothing is told by colour alone.
_SGR: dict[Style, str] = {
    "title": "1",
    "source": "1;34",
    "cue": "35",
    "quoted": "32",
    "faint": "2",
    "warning": "33",
    "label": "36",
}


class Run(NamedTuple):
    """Characters of one style."""

    text: str
    style: Style = ""


Line = tuple[Run, ...]

# C0 and C1 controls would be obeyed by a terminal, direction controls reorder what stands beside them, tag
# characters are not seen at all.
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u206a-\u206f\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+| {2,}")
_BREAKABLE = re.compile("([ \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]+)")


def plain(text: str) -> str:
    """One line that a terminal cannot obey: line ends become spaces, controls the pictures of themselves."""
    return _CONTROL.sub(_picture, _BREAKS.sub(" ", text))


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code in (0x200E, 0x200F, 0x061C):  # marks of direction: harmless and invisible
        return ""
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


@lru_cache(maxsize=4096)
def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf") and letter != "\xad":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def width(text: str) -> int:
    """Columns that the text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def cut(text: str, columns: int) -> str:
    """One line of at most that many columns, with an ellipsis where something is left out."""
    text = plain(text)
    if width(text) <= columns:
        return text
    return _head(text, columns - 1)[0] + "…"


def _head(text: str, columns: int) -> tuple[str, str]:
    """As much as fits, never less than one character, and never a combining mark without its base."""
    used = 0
    for index, letter in enumerate(text):
        used += _columns(letter)
        if used > columns and index and _columns(letter):
            return text[:index], text[index:]
    return text, ""


def wrap(runs: Iterable[Run], columns: int) -> list[Line]:
    """Lines of at most that many columns. Only a word longer than a line is broken."""
    lines: list[Line] = []
    line: list[Run] = []
    used = 0
    for space, word in _words(runs):
        length = sum(width(run.text) for run in word)
        if line and used + width(space.text) + length <= columns:
            line += [space, *word]
            used += width(space.text) + length
            continue
        if line:
            lines.append(tuple(line))
        *full, rest = _broken(word, columns)
        lines += full
        line = list(rest)
        used = sum(width(run.text) for run in rest)
    if line:
        lines.append(tuple(line))
    return lines


def _words(runs: Iterable[Run]) -> Iterator[tuple[Run, list[Run]]]:
    """Each word with the space before it; a word may change its style."""
    space, word = Run(""), list[Run]()
    for run in runs:
        for part in _BREAKABLE.split(plain(run.text)):
            if not part:
                continue
            if _BREAKABLE.fullmatch(part):
                if word:
                    yield space, word
                    word = []
                space = Run(" ", run.style)
            else:
                word.append(Run(part, run.style))
    if word:
        yield space, word


def _broken(word: list[Run], columns: int) -> list[Line]:
    """A word over as many lines as it needs."""
    lines: list[Line] = []
    line: list[Run] = []
    left = columns
    for run in word:
        rest = run.text
        while rest:
            if left < width(rest) and line and left < 2:
                lines.append(tuple(line))
                line, left = [], columns
            piece, rest = _head(rest, left)
            line.append(Run(piece, run.style))
            left -= width(piece)
            if rest:
                lines.append(tuple(line))
                line, left = [], columns
    return [*lines, tuple(line)]


def printed(line: Iterable[Run], *, colour: bool) -> str:
    """The line as it is written to the terminal, with its colours or without. It holds no other control."""
    if not colour:
        return _CONTROL.sub(_picture, "".join(run.text for run in line)).rstrip(" ")
    shown = ""
    for style, runs in groupby(line, key=_style):
        text = _CONTROL.sub(_picture, "".join(run.text for run in runs))
        shown += f"\x1b[{_SGR[style]}m{text}\x1b[0m" if style else text
    return shown


def _style(run: Run) -> Style:
    return run.style
