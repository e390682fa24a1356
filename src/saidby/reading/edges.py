"""Edges: where a noun phrase begins and ends, and what cuts it short."""

from __future__ import annotations

import re

from saidby.data import Span

CUT = re.compile(
    r",\s|\s?[(\[](?![a-z]+[)\]]\s)|\s?--?\s|\s?[–—]|\"|“|\s(?:who|which|whose|that|where|when|while|speaking|citing|quoting|"
    r"referring|quoted|cited|as|told|said|was|were|has|had|held|identified|known|called|based|familiar|close|involved|"
    r"using|saying|adding|noting|calling|writing|standing|working|belonging|affiliated|linked|loyal|led|responsible|"
    r"attending|monitoring the)\b|"
    r"\s(?:Kill|Foil|Repel|Seize|Capture|Launch|Target|Destroy|Bomb|Shell|Hit|Attack|Storm|Liberate|Thwart|Say|Blame|Accuse|"
    r"Warn|Urge|Deny|Den(?:y|ies)|Reportedly|Allegedly)(?:s|ed|d|es|ing)?\b(?!$)|\sKilled$|\sKills?$|"
    r"\s(?:As|In|During|After|Near|Over|Amid|Against|While)\s(?=[A-Z])|"
    r"\s(?:(?:Air\s?)?[Ss]trikes?|Airstrikes?|Raids?|Bombings?|Operations?)(?=\s|$)"
)
_BEFORE_NAME = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day's|\d{1,3}-year-old)\s(?=[A-Z])")
_TIES = re.compile(
    r"(?:[Tt]he\s)?(?:[A-Z][\w.]*\s){0,2}(?=[A-Z])(?:[\w.]+-)+(?:linked|backed|affiliated|allied|aligned|funded|sponsored|inspired)\s(?=[A-Z])"
)
"""What one side says of a body's ties, no part of its name: "the Ondrel-linked Reed Guard"."""
_AFTER_NAME = re.compile(
    r"\s(?:each|both|alike|(?:it|him|her|them)sel(?:f|ves)|"
    r"(?:(?:on|late|early)\s)+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$"
)


def trimmed(flat: str, span: Span) -> tuple[int, int]:
    """Where a phrase starts and ends without the marks and the possessive around it."""
    start, end = span
    while start < end and flat[start] in " \"“”',;:-–—(*•":
        start += 1
    while end > start and flat[end - 1] in ' "“”,;:-–—)(*':
        end -= 1
    if flat[start:end].endswith("'s"):
        end -= 2
    if tie := _TIES.match(flat, start, end):
        start = tie.end()
    if opening := _BEFORE_NAME.match(flat, start, end):
        start = opening.end()
    if closing := _AFTER_NAME.search(flat, start, end):
        end = closing.start()
    return start, end
