"""Again: what a body or a person may be called the second time, by wider names and wider roles."""

from __future__ import annotations

import re

from saidby.reading.phrases import Phrase

_ROLES_AGAIN = {
    "diplomat": frozenset(
        "ambassador envoy spokesman spokeswoman spokesperson minister foreign-minister representative consul "
        "negotiator".split()
    ),
    "politician": frozenset(
        "lawmaker senator congressman congresswoman legislator leader minister mp".split()
    ),
    "officer": frozenset(
        "spokesman spokeswoman representative colonel general captain major lieutenant commander "
        "admiral".split()
    ),
    "official": frozenset(
        "minister governor mayor commissioner secretary spokesman spokeswoman spokesperson ambassador envoy "
        "deputy head director".split()
    ),
}
"""What somebody of another role may be called the second time."""
_DESCRIBED = re.compile(
    r"^(?:[Tt]he\s)?(?:[A-Z][\w.]*-(?:based|backed|led|linked|run|allied|affiliated|aligned)\s)?"
    r"(?:(?-i:[a-z][\w-]*)\s)*(?=(?-i:[A-Z]|al-))"
)
_PEOPLE_OF = re.compile(
    r"\*{0,3}\s(?:[a-z]+\s)?(?:fighters|militants|terrorists|rebels|gunmen|members|insurgents|guerrillas|extremists|"
    r"jihadists|militiamen|forces|troops|soldiers|commandos|units|cells)$"
)
_KIND_OF = re.compile(
    r"\*{0,3}(?:\s(?:terrorist|rebel|militant|armed|hacker|aid))?(?:\s(?:group|organi[sz]ation|movement|militia|network))?$"
)


def same_roles(roles: frozenset[str], phrase: Phrase) -> bool:
    """Does a role name one of others again: "the minister" a foreign minister, "the diplomat" an envoy?"""
    if roles & phrase.roles:
        return True
    if phrase.determiner != "the":
        return False
    again = _ROLES_AGAIN.get(phrase.head or "", frozenset())
    return bool(roles & again) or any(role.endswith(f"-{phrase.head}") for role in roles)


def cores(phrase: Phrase) -> tuple[str, ...]:
    """What a name may be defined as: "the Islamist movement Red Dawn", "Red Dawn* fighters" as "Red Dawn"."""
    core = _DESCRIBED.sub("", phrase.text)
    return core, _PEOPLE_OF.sub("", core), _KIND_OF.sub("", core)
