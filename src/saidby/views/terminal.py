"""The reading in a terminal: the page's head, each claim with its source, cue, words and chain, the coverage.

Direct, mixed and indirect speech differ by a word and by the rule at the left; colour only helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saidby.data import Quoting, Reading
from saidby.views.details import Details
from saidby.views.overview import Entry, Overview
from saidby.views.typeset import Line, Run, Style, cut, printed, width, wrap

MIN_COLUMNS = 40
MAX_COLUMNS = 100  # longer lines are harder to read
INDENT = 4
LABELS = 11  # columns of the labels of a claim's details
EXCERPT = 60  # characters of the text that a problem is about

_RULES: dict[Quoting, str] = {"direct": "┃ ", "mixed": "┊ ", "indirect": "  "}
_QUOTED = re.compile(r'["“„«][^"“”„«»]*["”“»]?')
_ASCII = str.maketrans({"─": "-", "┃": "|", "┊": ":", "·": "-", "→": ">", "…": "...", "–": "-"})


@dataclass(frozen=True, slots=True)
class Look:
    """How the view is set: the columns there are, colours, the publisher's own sentences or only their count.

    `ascii` is for terminals that cannot show line drawing.
    """

    columns: int = 80
    colour: bool = False
    narrator: bool = False
    ascii: bool = False


LOOK = Look()


def show(reading: Reading, *, origin: str, look: Look = LOOK) -> str:
    """The whole view of one reading, ending with a line end. `origin` is the page as the user named it."""
    columns = room(look)
    overview = Overview(reading)
    lines = [*heading(overview, origin, columns), (), *_claims(overview, columns, look.narrator)]
    lines += [*_foot(overview, columns), ()]
    return set_lines(lines, look)


def show_failure(origin: str, why: str, *, look: Look = LOOK) -> str:
    """The view of an input that could not be read."""
    columns = room(look)
    lines: list[Line] = [(Run("─" * columns, "faint"),), *wrap([Run(origin, "title")], columns)]
    lines += hanging(Run("! ", "warning"), [Run(why, "warning")], columns)
    return set_lines([*lines, ()], look)


def draws(encoding: str) -> bool:
    """Whether a terminal of that encoding has the characters that views are drawn with."""
    try:
        "─┃┊→…·".encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def room(look: Look) -> int:
    """How many columns the view takes."""
    return max(MIN_COLUMNS, min(look.columns, MAX_COLUMNS))


def set_lines(lines: Sequence[Line], look: Look) -> str:
    """The lines as they are written, each with its line end."""
    text = "".join(printed(line, colour=look.colour) + "\n" for line in lines)
    return text.translate(_ASCII) if look.ascii else text


def hanging(label: Run, runs: Sequence[Run], columns: int, indent: int = 0) -> Iterator[Line]:
    """A paragraph beside its label: the label stands in the first line, the others are indented as much."""
    beside = width(label.text)
    for number, line in enumerate(wrap(runs, columns - indent - beside)):
        yield (Run(" " * indent), label if number == 0 else Run(" " * beside), *line)


# -------------------------------------------------------------------------------------- the page


def heading(overview: Overview, origin: str, columns: int) -> Iterator[Line]:
    """The page in short: its title, publisher, origin and dates."""
    article = overview.article
    yield (Run("─" * columns, "faint"),)
    yield from wrap([Run(overview.title, "title" if article.title else "faint")], columns)
    about = [overview.publisher, article.byline, article.section]
    yield from wrap([Run(" · ".join(part for part in about if part))], columns)
    for place in dict.fromkeys(part for part in (article.url, origin) if part):
        yield (Run(cut(place, columns), "faint"),)
    dates = overview.dates()
    beside = max(len(date.label) for date in dates) + 2
    for date in dates:
        settled: Style = "" if date.value != "unknown" else "warning"
        runs = [Run(date.value, settled), Run(f" – {date.evidence}", "faint")]
        yield from hanging(Run(date.label.ljust(beside), "label"), runs, columns)


def _foot(overview: Overview, columns: int) -> Iterator[Line]:
    for problem in overview.problems():
        place = ""
        if problem.span is not None:
            words = problem.span.of(overview.article.text)
            place = f" – “{cut(words, EXCERPT)}” at {problem.span.start:,}-{problem.span.end:,}"
        runs = [Run(problem.message, "warning"), Run(place, "faint")]
        yield from hanging(Run("! ", "warning"), runs, columns)
    if unread := overview.unread():
        yield from hanging(Run("not read: ", "faint"), [Run(unread, "faint")], columns)
    yield from wrap([Run(str(overview.coverage), "title")], columns)


# -------------------------------------------------------------------------------------- claims


def _claims(overview: Overview, columns: int, narrator: bool) -> Iterator[Line]:
    details = Details(overview)
    for entry in overview.entries:
        if entry.attribution is not None:
            yield from _claim(overview, entry, columns)
        elif narrator:
            runs = [Run(entry.claim.sentence.of(overview.article.text), "faint")]
            yield from hanging(Run("  · ", "faint"), runs, columns)
        else:
            continue
        yield from _details(details, entry, overview.flags(entry), columns)
        yield ()
    if overview.own() and not narrator:
        own = f"{overview.own()} on the publisher's own word (--narrator shows them)"
        yield from wrap([Run(own, "faint")], columns)
        yield ()


def _claim(overview: Overview, entry: Entry, columns: int) -> Iterator[Line]:
    attribution = entry.attribution
    assert attribution is not None
    indent = min(entry.depth * INDENT, columns // 3)
    runs = [Run(overview.source(entry), "source" if attribution.source else "faint")]
    if attribution.cue:
        runs += [Run(" · "), Run(overview.words(attribution.cue), "cue")]
    if time := overview.time(entry):
        runs += [Run(" · "), Run(time)]
    runs += [Run("  "), Run(f"[{', '.join(overview.tags(entry))}]", "label")]
    yield from hanging(Run(f"{entry.number:>2}  ", "label"), runs, columns, indent)
    rule = _RULES[attribution.quoting]
    left = (Run(" " * (indent + INDENT)), Run(rule, "quoted"))
    for line in wrap(_content(overview, entry), columns - indent - INDENT - width(rule)):
        yield (*left, *line)
    for chain in overview.chains(entry):
        yield from hanging(Run(" " * INDENT), _chain(chain), columns, indent)


def _details(details: Details, entry: Entry, flags: Sequence[str], columns: int) -> Iterator[Line]:
    """What the claim tells of, a line for each kind of thing; then what to look at twice."""
    indent = min(entry.depth * INDENT, columns // 3) + INDENT
    for row in details.rows(entry):
        label = Run(row.label.ljust(LABELS), "label")
        yield from hanging(label, [Run(row.text, "warning" if row.doubt else "")], columns, indent)
    for flag in flags:
        yield from hanging(Run("* ", "warning"), [Run(flag, "warning")], columns, indent)


def _content(overview: Overview, entry: Entry) -> list[Run]:
    """The words, what stands in quotation marks apart."""
    assert entry.attribution is not None
    words = overview.words(entry.attribution.content)
    if entry.attribution.quoting == "direct":
        return [Run(words, "quoted")]
    runs: list[Run] = []
    at = 0
    for found in _QUOTED.finditer(words) if entry.attribution.quoting == "mixed" else ():
        runs += [Run(words[at : found.start()]), Run(found[0], "quoted")]
        at = found.end()
    return [*runs, Run(words[at:])]


def _chain(chain: Sequence[tuple[str, str | None]]) -> list[Run]:
    runs: list[Run] = []
    for number, (name, via) in enumerate(chain):
        runs.append(Run(f" → {name}", "faint") if number else Run(name))
        if via:
            runs.append(Run(f" ({via})", "faint"))
    return runs
