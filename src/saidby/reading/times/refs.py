"""Atoms that name no date: now, the past, the future, "later" and "previous"."""

from __future__ import annotations

import re

from saidby.data import Span
from saidby.reading.times.atom import Atom, Build, ahead, behind, whole

_I = re.IGNORECASE
_SOON_AFTER = re.compile(r"\s+(?:after|as|before|enough)\b")
_SOON_BEFORE = re.compile(r"\b(?:as|too|how|very)\s\Z", _I)
_NOW_THAT = re.compile(r"\s+that\b|-")


def _present(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0].lower()
    if words == "today's":
        return [Atom(Span(match.start(), match.end() - 2), "deictic", value="XXXX-XX-XX", unit="D")]
    if words == "now" and ahead(match, _NOW_THAT):
        return []
    return [Atom(whole(match), "ref", value="PRESENT_REF")]


def _past(match: re.Match[str], shouted: bool) -> list[Atom]:
    return [Atom(whole(match), "ref", value="PAST_REF")]


def _future(match: re.Match[str], shouted: bool) -> list[Atom]:
    if match[0].lower() == "soon" and (ahead(match, _SOON_AFTER) or behind(match, _SOON_BEFORE, 10)):
        return []
    return [Atom(whole(match), "ref", value="FUTURE_REF")]


def _current(match: re.Match[str], shouted: bool) -> list[Atom]:
    return [Atom(whole(match), "ref", value="PAST_REF" if match[0][0] in "tT" else "PRESENT_REF")]


def _coming(match: re.Match[str], shouted: bool) -> list[Atom]:
    word = re.sub(r"the\s+", "", match[0].lower()).split()[0]
    return [Atom(whole(match), "ref", value="FUTURE_REF" if word in {"coming", "future"} else "PAST_REF")]


_PARTICIPLE = re.compile(
    r"\s+(?:[a-z]+ed|said|told|taken|brought|sent|given|made|found|shown|seen|held|put|set|shot|hit|fled|left|"
    r"went|came|became|began|withdrew|took|fell|wrote|spoke|died|freed|sold|built|struck|driven|flown|handed)\b"
)


def _later(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "were later transported": after a time spoken of before."""
    if not ahead(match, _PARTICIPLE):
        return []
    return [Atom(whole(match), "later", value="FUTURE_REF", mod="AFTER")]


BUILDERS: dict[str, Build] = {
    "present": _present, "past": _past, "future": _future, "current": _current, "coming": _coming,
    "later": _later, "before": _past,
}  # fmt: skip
