"""Atoms that count from another time: "last week", "two days ago", "the following Friday", "yesterday"."""

from __future__ import annotations

import re
from dataclasses import replace

from saidby.data import Span
from saidby.reading.times.atom import BLANK, Atom, Build, Toward, ahead, behind, iso, whole
from saidby.reading.times.lengths import amount_of, duration, said_mod
from saidby.reading.times.patterns import ABOUT, AMOUNT, RELATION
from saidby.reading.times.words import (
    MONTH,
    PART,
    PARTS,
    SEASON,
    SEASONS,
    UNIT,
    WEEKDAY,
    month,
    unit,
    weekday,
)  # fmt: skip

_I = re.IGNORECASE
_NOUN = re.compile(rf"({UNIT}|{SEASON}|{MONTH}|{WEEKDAY}|{PART}|half|period)(s?)(?=\s+or\s|\Z)", _I)
_HEAD = re.compile(rf"(?:the |these |those )?({RELATION}) (.*)", _I)
_KIND_OF_YEAR = re.compile(r"(?:calendar|fiscal|trading|full|business|school|academic)\Z", _I)
_TITLE_BEFORE = re.compile(r"[\w'\u2019]\s[\"\u201c]?\Z")
_TOWARD: dict[str, Toward] = {
    "last": "last", "past": "last", "previous": "last", "preceding": "last", "recent": "last",
    "latest": "last",
    "next": "next", "coming": "next", "following": "next", "upcoming": "next",
    "this": "this", "current": "this", "same": "this", "that": "this",
}  # fmt: skip
_CHAINS = frozenset({"previous", "preceding", "following", "same", "that"})
_REF: dict[Toward, str] = {"last": "PAST_REF", "next": "FUTURE_REF", "this": "PRESENT_REF", "": "PRESENT_REF"}


def _relative(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "last week", "the past two months", "next Friday", "this summer", "the following year"."""
    words = re.sub(r"\s+", " ", match[0])
    found, head = _NOUN.search(words), _HEAD.match(words)
    if found is None or head is None:
        return []
    said, noun, plural = head[1].lower().split()[-1], found[1].lower(), bool(found[2])
    amount = _KIND_OF_YEAR.sub("", words[head.start(2) : found.start()].strip()).strip()
    atom = Atom(whole(match), "shift", toward=_TOWARD[said])
    if noun in SEASONS:
        value = f"XXXX-{SEASONS[noun]}"
        if plural or amount:
            return [replace(atom, kind="set", type="SET", value=value)]
        return [replace(atom, kind="season", season=SEASONS[noun], value=value)]
    named = shouted or found[1][0].isupper()
    if named and not shouted and re.fullmatch(UNIT, noun) and behind(match, _TITLE_BEFORE, 3):
        return []  # a name: "This Week"
    if re.fullmatch(MONTH, noun):
        value = iso(None, month(noun), None)
        return [replace(atom, kind="month", month=month(noun), value=value)] if named else []
    if re.fullmatch(WEEKDAY, noun):
        kind, day = "chain" if said in _CHAINS else "weekday", weekday(noun)
        full = len(noun) > 5 or shouted
        return (
            [replace(atom, kind=kind, weekday=day, value=f"XXXX-WXX-{day}", unit="wd")]
            if named and full
            else []
        )
    if noun in PARTS and not plural and not amount:
        return _part_of_day(atom, noun, said)
    if noun in {"half", "period"}:
        return [_latest_quarter(atom)] if said == "latest" and noun == "period" else []
    if noun in PARTS and noun != "night":
        return []
    return _units(atom, said, noun, plural, amount)


def _latest_quarter(atom: Atom) -> Atom:
    return replace(atom, value="XXXX-QX", unit="Q", count=-1, toward="")


def _part_of_day(atom: Atom, noun: str, said: str) -> list[Atom]:
    offset = {"last": -1, "this": 0, "next": 1, "that": 0}.get(said)
    if offset is None:
        return []
    kind, part = "chain" if said in {"next", "that"} else "deictic", PARTS[noun]
    value = f"XXXX-XX-XX{part}"
    return [replace(atom, kind=kind, type="TIME", unit="D", count=offset, part=part, value=value, toward="")]


def _units(atom: Atom, said: str, noun: str, plural: bool, amount: str) -> list[Atom]:
    """One unit ("last week"), some ("the past two months") or an open number of them ("recent years")."""
    sign = unit(noun)
    ref = [replace(atom, kind="ref", value=_REF[atom.toward])]
    if plural and not amount and said in {"recent", "coming"}:
        return [replace(atom, kind="duration", type="DURATION", value=duration(None, sign), toward="")]
    if said == "recent" or (plural and not amount):
        return [] if said in {"this", "that", "same", "current", "latest"} else ref
    count = amount_of(amount) if amount else 1.0
    if (plural or amount) and count != 1:
        if said == "that":
            return []
        value = duration(count, sign)
        return [
            replace(atom, kind="duration", type="DURATION", value=value, unit=sign, count=int(count or 0))
        ]
    if sign not in BLANK:
        return [] if sign in {"TM", "TS"} else ref
    if said == "latest":
        return [_latest_quarter(atom)] if noun == "quarter" else []
    if said in _CHAINS and noun == "quarter":
        return [replace(atom, kind="thequarter", value="XXXX-QX", toward="")]
    offset = {"last": -1, "this": 0, "next": 1, "": 0}[atom.toward]
    kind = "chain" if said in _CHAINS or (said in {"next", "last"} and sign == "D") else "shift"
    return [replace(atom, kind=kind, unit=sign, count=offset, value=BLANK[sign], toward="")]


# --------------------------------------------------------------------------------- counted

_AGO = re.compile(
    rf"(?P<mod>{ABOUT})(?:(?P<n>{AMOUNT}|a|an|one)[-\s]+)?(?:more\s+)?(?P<unit>{UNIT})(?P<s>s?)"
    r"(?P<more>\s+or\s+so|\s+or\s+two|\s+and\s+a\s+half)?[-\s]+(?P<way>[a-z\s]+)",
    _I,
)
_CLAUSE = re.compile(r"\s+(?!(?:and|but|in|at|on|when|with)\b)\w")
_BACK = frozenset({"ago", "earlier", "before", "previously", "beforehand", "prior"})
_FROM_NOW = frozenset({"ago", "from now", "hence"})
FARTHEST = 5_000  # units; more than this is no date that a calendar names


def _ago(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "two weeks ago", "a year earlier", "three days later", "an hour from now"."""
    found = _AGO.fullmatch(match[0])
    if found is None:
        return []
    way = re.sub(r"\s+", " ", found["way"].lower())
    if way in {"before", "after", "prior"} and ahead(match, _CLAUSE):
        return _before_an_event(match, found)
    start = match.start() + (
        found.end("mod") if found["mod"].strip().lower() in {"only", "just", "under"} else 0
    )
    span, back = Span(start, match.end()), way in _BACK
    ref = [Atom(span, "ref", value="PAST_REF" if back else "FUTURE_REF")]
    if found["n"] is None:
        return ref if found["s"] else []
    count = amount_of(found["n"])
    if count is None or count > FARTHEST:
        return ref
    if "half" in (found["more"] or ""):
        count += 0.5
    sign, mod = unit(found["unit"]), said_mod(found["mod"])
    if sign.startswith("T"):
        return [Atom(span, "duration", "DURATION", duration(count, sign), mod=mod)]
    sign, whole_count = _whole_units(sign, count)
    if sign == "Y" and whole_count == 1 and back:
        kind = "yearago"
    else:
        kind = "shift" if way in _FROM_NOW else "chain"
    offset = -whole_count if back else whole_count
    return [Atom(span, kind, value=BLANK[sign], unit=sign, count=offset, mod=mod)]


def _before_an_event(match: re.Match[str], found: re.Match[str]) -> list[Atom]:
    """ "two days before the attack" hangs on an event: only its length is a time of its own."""
    if found["n"] is None:
        return []
    span = Span(match.start() + found.start("n"), match.start() + found.end("s"))
    return [Atom(span, "duration", "DURATION", duration(amount_of(found["n"]), unit(found["unit"])))]


def _whole_units(sign: str, count: float) -> tuple[str, int]:
    if sign in {"DE", "CE"}:
        return "Y", int(count * (10 if sign == "DE" else 100))
    if sign == "Y" and count % 1:
        return "M", int(12 * count)
    if sign in {"2W", "WE"}:
        return "W", int(count * (2 if sign == "2W" else 1))
    return sign, int(count)


# --------------------------------------------------------------------------------- days

_OFFSETS = {"today": 0, "tonight": 0, "overnight": 0, "yesterday": -1, "tomorrow": 1}
_CAPITAL_BEFORE = re.compile(r"[A-Za-z]\s\Z")
_ARTICLE = re.compile(r"\b(?:an|the)\s\Z")
_NOUN_AFTER = re.compile(r"\s+[a-z]")


def _deictic(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = re.sub(r"\s+", " ", match[0].lower())
    if match[0][0].isupper() and not shouted and behind(match, _CAPITAL_BEFORE, 2):
        return []  # a name: "USA Today"
    if words == "overnight" and behind(match, _ARTICLE, 4) and ahead(match, _NOUN_AFTER):
        return []
    offset = _OFFSETS.get(words, -2 if "before" in words else 2)
    part = "TNI" if words in {"tonight", "overnight"} else ""
    type_, value = ("TIME", f"XXXX-XX-XX{part}") if part else ("DATE", "XXXX-XX-XX")
    atom = Atom(whole(match), "deictic", value=value, part=part, unit="D", count=offset)
    return [replace(atom, type="TIME")] if type_ == "TIME" else [atom]


def _chained(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "the day before", "the next morning", "that year"; "the day after the attack" hangs on an event."""
    words = re.sub(r"\s+", " ", match[0].lower())
    if words.endswith(("before", "after")) and ahead(match, _CLAUSE):
        return []
    noun = next(word for word in reversed(words.split()) if word not in {"before", "after"})
    sign, part = "D" if noun in PARTS else unit(noun), PARTS.get(noun, "")
    offset = 1 if words.endswith("after") or words.startswith("the next") else 0
    offset = -1 if words.endswith("before") else offset
    value = BLANK[sign] + part
    atom = Atom(whole(match), "chain", value=value, unit=sign, count=offset, part=part)
    return [replace(atom, type="TIME")] if part else [atom]


def _weekend(match: re.Match[str], shouted: bool) -> list[Atom]:
    return [Atom(whole(match), "weekend", value="XXXX-WXX-WE", unit="WE")]


_MONEY = re.compile(
    r"[$%\u00a3\u20ac]|\b(?:percent|earnings|profits?|sales|revenues?|losses|shares?|dividend|fiscal)\b", _I
)
_ENDED = re.compile(r"\s+end(?:ed|ing)\b")
_IN = re.compile(r"\b(?:in|for|during|of|earlier|later)\s\Z", _I)
_OF = re.compile(r"\s+(?:of|when|that|in)\b")


def _bare(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "the quarter", "the year": the one spoken of; other units only after a preposition of time."""
    words = match[0].lower().split()
    sign = unit(words[-1])
    if "current" in words:
        return [Atom(whole(match), "shift", value=BLANK[sign], unit=sign)]
    if sign == "Q":
        money = _MONEY.search(match.string, max(0, match.start() - 200), match.end() + 200)
        return [Atom(whole(match), "thequarter", value="XXXX-QX")] if money else []  # else a part of a town
    if sign == "Y" and ahead(match, _ENDED):
        return [Atom(whole(match), "duration", "DURATION", "P1Y")]
    if ("full" in words and sign == "Y") or (behind(match, _IN, 9) and not ahead(match, _OF)):
        return [Atom(whole(match), "shift", value=BLANK[sign], unit=sign)]
    return []


BUILDERS: dict[str, Build] = {
    "relative": _relative, "ago": _ago, "deictic": _deictic, "chained": _chained, "weekend": _weekend,
    "bare": _bare,
}  # fmt: skip
