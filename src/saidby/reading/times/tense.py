"""Does a clause speak of what is to come? The verb nearest before an expression tells, else the next."""

from __future__ import annotations

import re

from saidby.data import Span

_TOKEN = re.compile(r"[\w'\u2019]+|[;:.]")
_WILL = frozenset("will shall won't would'll to going".split())
_MODALS = frozenset("may might could should would must".split())
_AHEAD = frozenset("scheduled expected due slated planned set likely upcoming effective payable".split())
_PRESENT = frozenset(
    "expires expire begins begin starts start opens takes ends meets runs arrives leaves faces comes matures "
    "goes".split()
)
_TO_BEFORE = frozenset(
    "plan plans planned planning expect expects expected is are was were be scheduled due set hope hopes "
    "hoped want wants agreed vowed vows likely going ready intend intends urge urged able need needs "
    "promised promises threatened asked invited ordered about decided".split()
)
_PAST = frozenset(
    "was were had did said told went came took made gave got saw held met left began fell rose won lost hit "
    "shot struck killed found kept sent spoke wrote brought became been has have fled threw broke drove flew "
    "ran".split()
)
_DEADLINE = re.compile(r"\s+(?:deadline|due\s+date|target|return\s+date|start\s+date)\b")
_REACH = 12  # words


def is_future(text: str, sentence: Span, span: Span) -> bool | None:
    """True for a future clause, False for a past one, None where no verb tells."""
    if _DEADLINE.match(text, span.end):
        return True
    words = _TOKEN.findall(text, max(sentence.start, span.start - 120), span.start)[-_REACH:]
    before = [word for word in words if word not in {"May", "MAY"}]  # the month
    verdict = _nearest(before)
    if verdict is not None:
        return verdict
    for word in _TOKEN.findall(text, span.end, min(sentence.end, span.end + 120))[:_REACH]:
        word = word.lower().replace("\u2019", "'")
        if word in {"will", "shall", "won't", "scheduled", "due"} or word.endswith("'ll"):
            return True
        if word in {"has", "have", "is", "are"}:
            continue
        if word in _PAST or (word.endswith("ed") and len(word) > 4):
            return False
        if word in {";", ":", "."}:
            break
    return None


def _nearest(words: list[str]) -> bool | None:
    words = [word.lower().replace("\u2019", "'") for word in words]
    last = words[-1] if words else ""
    if last in {"by", "until", "till"} and len(words) > 1 and not {"had", "was", "were", "not"} & set(words):
        return True
    if words[-3:] in (["as", "early", "as"], ["as", "soon", "as"]):
        return True
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word in {";", ":"}:
            return None
        if word in {"will", "shall", "won't"} or word.endswith("'ll"):
            return True
        if word in _MODALS and words[index + 1 : index + 2] != ["have"]:
            return True
        if word in _AHEAD:
            return (
                None if {"had", "was", "were", "originally"} & set(words[max(0, index - 3) : index]) else True
            )
        if word in _PRESENT:
            return True
        if word in {"extended", "postponed", "delayed"} and {"to", "until", "through"} & set(words[index:]):
            return True
        if word == "to" and index and words[index - 1] in _TO_BEFORE:
            return words[index - 1] not in {"was", "were"} or None
        past = word in _PAST or (word.endswith("ed") and len(word) > 4)
        if past:
            governed = words[max(0, index - 4) : index]
            if any(one in {"will", "shall", "won't"} or one.endswith("'ll") for one in governed):
                return True
            if _MODALS & set(governed) and "be" in governed:
                return True
            return "to" in governed and "be" in governed
    return None
