"""Drafts: actors while an article is still being gone through, and how two of their names compare."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from saidby.data import ActorKind, Form, Span
from saidby.reading.lexicon import Gender, words
from saidby.reading.phrases import Phrase

# How sure each way of finding the actor is: shares of right answers among the sources of 75 articles of the
# PolNeAR train part, read by eye, and of the open half of the incidents set; rounded down.
SURE_NAME = 0.97
SURE_SURNAME = 0.95
SURE_SHORT = 0.9
SURE_DESCRIPTION = 0.85
SURE_METONYM = 0.8
SURE_PRONOUN = 0.8
SURE_LOOSE = 0.6
SURE_GUESS = 0.5
SURE_UNKNOWN = 0.3


@dataclass(slots=True, eq=False)
class Draft:
    """An actor while the article is still being gone through; becomes an `Actor` record."""

    name: str
    kind: ActorKind
    sort: str
    first: int
    sector: str | None = None
    state: str | None = None
    head: str | None = None
    words: frozenset[str] = frozenset()
    tokens: tuple[str, ...] = ()
    gender: Gender | None = None
    roles: frozenset[str] = frozenset()
    plural: bool = False
    proper: bool = False
    definite: bool = False
    mentions: dict[Span, Form] = field(default_factory=dict)
    aliases: list[Span] = field(default_factory=list)
    other_words: list[frozenset[str]] = field(default_factory=list)
    acts_for: Draft | None = None
    same_as: Draft | None = None
    sure: list[float] = field(default_factory=list)
    last: int = -1


def agree(one: Gender | None, other: Gender | None) -> bool:
    """Can two mentions be of one gender?"""
    return one is None or other is None or one == other


def is_body(draft: Draft) -> bool:
    """Is it a body or an office, rather than people?"""
    named = draft.kind in ("organization", "media", "office") or (draft.kind == "group" and draft.proper)
    return named and not draft.plural


def states_agree(draft: Draft | Phrase, phrase: Phrase) -> bool:
    return draft.state is None or phrase.state is None or draft.state == phrase.state


def holds_post(draft: Draft, phrase: Phrase) -> bool:
    """Is a person, named now with a post, who was met by the post alone: "Velmora's foreign minister"?"""
    roles = draft.roles & phrase.roles
    held = any(role in words("posts") or role.endswith("minister") for role in roles)
    if draft.tokens or not held or not draft.definite:
        return False
    own = draft.words - draft.roles - {f"={draft.state}"}
    alike = states_agree(draft, phrase) and agree(draft.gender, phrase.gender)
    return alike and own <= set(phrase.text.lower().split())


def told_apart(draft: Draft, phrase: Phrase) -> bool:
    """Does each have a word that the other lacks, or are they of two sectors? "The radical group" is no
    observatory, "the international coalition" no national one.
    """
    sectors = {draft.sector, phrase.sector} - {None}
    if draft.head == phrase.head == "ministry" and sectors <= {"GOV", "MIL"}:
        sectors = set()  # a defence ministry is "the ministry" too
    return len(sectors) > 1 or bool(draft.words - phrase.words and phrase.words - draft.words)


def shortened(draft: Draft, phrase: Phrase) -> bool:
    """Is one name a shorter form of the other? Never by the head noun alone, never across states."""
    if not draft.proper or not states_agree(draft, phrase):
        return False
    if _initials_fit(draft, phrase) or _core(draft.name) == _core(phrase.text):
        return True
    short, long_ = sorted((draft.words, phrase.words), key=len)
    if draft.head != phrase.head or not short or not short <= long_:
        return False
    return len(short) > 1 or _is_short_form(draft, phrase)


def _core(name: str) -> str:
    """ "White Helmets" of "the White Helmets group"."""
    return _GENERAL.sub("", name.lower().removeprefix("the "))


def _is_short_form(draft: Draft, phrase: Phrase) -> bool:
    """ "The Times" for "The New York Times": an article, and a head with a capital."""
    return phrase.determiner == "the" and phrase.text.split()[-1][:1].isupper() and phrase.words < draft.words


def _initials_fit(draft: Draft, phrase: Phrase) -> bool:
    for letters, name in ((phrase.text, draft.name), (draft.name, phrase.text)):
        bare = letters.removeprefix("the ").removeprefix("The ")
        bare = bare.replace(".", "")
        if bare.isupper() and bare.isalpha() and (2 < len(bare) < 8 or bare in _TWO) and " " in name:
            initials = "".join(w[0] for w in re.findall(r"[\w']+", name) if w[0].isupper())
            if bare in (initials, initials.removeprefix("T")):
                return True
    return False


_TWO = frozenset(["UN", "EU", "AU"])
"""Two letters that are no chance."""
_GENERAL = re.compile(r"(?<=\w)\s(?:group|organi[sz]ation|movement|militia)$")
_OWN = re.compile(r"(?:its|his|her|their|our)\s(?=[A-Z])")
_OPENING = re.compile(
    r"(?:(?:the|a|an)\s|(?=[\w.]+-))(?:[\w.]+-(?:based|led|run|backed|held|linked|owned|controlled|funded)\s)?",
    re.IGNORECASE,
)


def shown(phrase: Phrase) -> str:
    """The name to show: a person's name without titles, a phrase without its article."""
    text = phrase.text
    if phrase.sort == "person" and phrase.name:
        name = re.search(r"\b" + r"[.']?\s+".join(map(re.escape, phrase.name)) + r"\b", text, re.IGNORECASE)
        if name:
            return name.group()
    opening = _OWN.match(text) if phrase.proper and phrase.determiner == "own" else _OPENING.match(text)
    return text[opening.end() :] if opening and opening.end() < len(text) else text
