"""Names: which names of sources are one, over many articles.

"Syria's Foreign Ministry" is "the Syrian Foreign Ministry", "Abdel Rahman" may be "Rami Abdulrahman", and
"SOHR" is the "Syrian Observatory for Human Rights" where both stand. A state's name, adjective and possessive
are one word; words that describe a body and do not name it ("so-called", "news agency") count for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from saidby.data import Span
from saidby.reading.lexicon import states
from saidby.reading.phrases import parse

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_BARE_S = re.compile(r"\b([A-Z]{2,})s\b")  # "AFPs": initials whose apostrophe was lost
_APOSTROPHES = re.compile(r"['’ʼ`]")
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|an|az)[- ](?=\w)", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?<!\w)[\w.]+-(?:led|based|backed|held|affiliated|linked|controlled|allied|dominated|aligned)\b(?=.*\w)"
    r"|^[A-Z][\w.]* (?:[Bb]ased|run|backed)\b(?=.*\w)"
)
# "another activist group the Orlen Observatory": a description whose comma was lost
_DESCRIBED = re.compile(
    r"^.*\b(?:groups?|monitor|watchdog|network|agency|organi[sz]ations?|body|charity|activists|workers|rescuers|"
    r"responders|volunteers|medics|newspaper|broadcaster) the (?=(?:[\w.]+-\w+ )?[A-Z])"
)
_AROUND = re.compile(
    r"^(?:[Tt]he |so-called |official )+"
    r"|(?: monitor(?:ing)?| watchdog| militant| rebel)?(?: group| organi[sz]ation)?$"
)
# "key", "opposition": lower case before the name, and no noun of its own ("government of Velmora")
_BEFORE = re.compile(r"^(?:(?!(?:of|for|at|in|from|with|to|and|by|on) )[a-z][a-z'-]* )+(?=[A-Z])")
_NOT_THE_STATES = re.compile(
    r"\w-(?:run|led|held|controlled|backed|linked|affiliated)\b"
    r"|\b(?:rebel|opposition|separatist|breakaway|insurgent|self-(?:proclaimed|styled|declared)|Kurdish)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    "the a an of for and in at on to by its their his her with from within called so self s".split()
)
_DESCRIBING = frozenset(
    "news agency group organisation organization monitor monitoring watchdog network outlet official state "
    "owned run newspaper daily channel broadcaster correspondent reporter website media rebel opposition "
    "militant takfiri based organizations organisations service affairs".split()
)
_GOVERNMENT = frozenset("government authorities regime administration authority".split())
_SPELT = {"defence": "defense", "centre": "center", "television": "tv"}
_STATE = "="
_LONGEST = 4  # words of a state's name
_LONG = 3  # words of a name from which on one may be misspelt
_TELLING = 5  # letters of a person's name from which on its spelling tells him from others

Key = frozenset[str]


@lru_cache(maxsize=1 << 16)
def key(name: str) -> Key:
    """What tells a source from others, the same for all spellings of its name; a state as "=SY"."""
    words = tuple(_words(name))
    left = [word for word in words if word not in _SMALL]
    stated = [word for word in left if word.startswith(_STATE)]
    if stated and all(word in _GOVERNMENT or word == "state" for word in left if word not in stated):
        return frozenset(stated)
    telling = [word for word in left if word not in _DESCRIBING]
    if not telling or all(word.startswith(_STATE) for word in telling):
        telling = left
    return frozenset(_spelt(word) for word in telling) or frozenset(words)


def state_of(name: str) -> str | None:
    """The state that a name tells of (ISO 3166-1 alpha-2): "Russian defence ministry", "Syrias army"."""
    return next((word[1:] for word in _words(name) if word.startswith(_STATE)), None)


def is_anothers(name: str) -> bool:
    """Does a public body's name say that it is none of the country's own state: "Houthi", "rebel"?"""
    phrase = parse(name, Span(0, len(name)))
    return bool(_NOT_THE_STATES.search(name) or (phrase.state and phrase.state.startswith("~")))


def shown(state: str) -> str:
    return states().shown.get(state, state)


def _words(name: str) -> Iterable[str]:
    name = _DESCRIBED.sub("", _BARE_S.sub(r"\1", name))
    name = _ARTICLE.sub("", _APOSTROPHES.sub("'", _BEFORE.sub("", _ASIDE.sub("", name))))
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    found = [word.lower().rstrip(".") for word in _WORD.findall(plain.replace("-", " "))]
    at = 0
    while at < len(found):
        for length in range(min(_LONGEST, len(found) - at), 0, -1):
            state = _state(" ".join(found[at : at + length]))
            if state:
                yield _STATE + state
                at += length
                break
        else:
            yield found[at].removesuffix("'s").replace("'", "").replace(".", "")
            at += 1


def _state(words: str) -> str | None:
    """The state by its name or adjective; also in the possessive, with its apostrophe or without."""
    table = states()
    for form in (words, words.removesuffix("'s"), words.removesuffix("s")):
        if form and (state := table.named(form)):
            return state
    return None


def _spelt(word: str) -> str:
    """One form of a word for the spellings that transliteration gives it."""
    word = _SPELT.get(word, word)
    if word.startswith(_STATE) or len(word) < 4:
        return word
    return word[0] + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", word[1:]))


def listed(known: Mapping[Key, str], name: str) -> str | None:
    """The name under which a table knows a body; "Turkey's Anadolu Agency" as well as without its state."""
    found = key(name)
    bare = frozenset(word for word in found if not word.startswith(_STATE))
    return known.get(found) or (known.get(bare) if bare else None)


def run_together(name: str) -> str:
    """The words as one, without vowels: "Abdel Rahman" and "Abdulrahman" are the same."""
    return _spelt("".join(word for word in _words(name) if word not in _SMALL))


def last(name: str) -> str:
    words = [word for word in _words(name) if word not in _SMALL]
    return _spelt(words[-1]) if words else ""


def initials(name: str) -> str:
    """The capitals with which a name is abbreviated: "Syrian Observatory for Human Rights" gives SOHR."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_][\w.'’]*", name) if word[0].isupper())


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands, whether it is a person's, and how often it stands."""

    text: str
    person: bool = False
    count: int = 1


def joined(names: Sequence[Name], *, known: Mapping[Key, str] | None = None) -> dict[str, str]:
    """For each name the one by which its source is shown.

    `known` are names by key that a table gives. A short name is the long one of which it is a part where only
    one such is there; an abbreviation is the name of which it is the initials.
    """
    classes = _Classes()
    known = known or {}
    by_key: dict[Key, list[Name]] = defaultdict(list)
    for name in names:
        by_key[key(name.text)].append(name)
        classes.add(name)
    for group in by_key.values():
        for other in group[1:]:
            classes.join(group[0].text, other.text)
    keys = {found: group for found, group in by_key.items() if found}
    _join_known(classes, keys, known)
    _join_initials(classes, names)
    _join_parts(classes, keys)
    _join_misspelt(classes, keys)
    return {name.text: classes.shown(name.text, known) for name in names}


class _Classes:
    """Names that are one, as far as they are known to be."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}
        self._names: dict[str, list[Name]] = {}

    def add(self, name: Name) -> None:
        if name.text not in self._home:
            self._home[name.text] = name.text
            self._names[name.text] = []
        self._names[self._home[name.text]].append(name)

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self._home[one], self._home[other]))
        if first == second:
            return
        for name in self._names[second]:
            self._home[name.text] = first
        self._names[first] += self._names.pop(second)

    def shown(self, text: str, known: Mapping[Key, str]) -> str:
        """The name in the table, else the longest of bodies and the fullest of persons' names."""
        names = self._names[self._home[text]]
        found = sorted({table for name in names if (table := listed(known, name.text))})
        if found:
            return found[0]
        if len(only := key(text)) == 1 and (state := state_of(text)) and only == {_STATE + state}:
            return shown(state)
        totals: dict[str, int] = defaultdict(int)
        for name in names:
            totals[name.text] += name.count
        best = min(totals, key=lambda name: (-len(key(name)), len(name.split()), -totals[name], name))
        return _AROUND.sub("", _BEFORE.sub("", _DESCRIBED.sub("", best))) or best


def _join_known(classes: _Classes, keys: Mapping[Key, list[Name]], known: Mapping[Key, str]) -> None:
    first: dict[str, str] = {}
    for _, (name, *_) in sorted(keys.items(), key=lambda item: sorted(item[0])):
        if table := listed(known, name.text):
            classes.join(first.setdefault(table, name.text), name.text)


def _join_initials(classes: _Classes, names: Sequence[Name]) -> None:
    full: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if not name.person and len(short := initials(name.text)) >= 2 and " " in name.text.strip():
            full[short].add(name.text)
    for name in sorted(names, key=lambda name: name.text):
        bare = name.text.replace(".", "")
        if bare.isupper() and bare in full and len({key(text) for text in full[bare]}) == 1:
            classes.join(name.text, min(full[bare]))


def _join_parts(classes: _Classes, keys: Mapping[Key, list[Name]]) -> None:
    """Short names to the one long name that holds them: persons by the surname, bodies by what they are."""
    ends: dict[tuple[bool, str], list[Key]] = defaultdict(list)
    spelt: dict[str, str] = {}
    for many, (name, *_) in sorted(keys.items(), key=lambda item: sorted(item[0])):
        for end in dict.fromkeys([last(name.text), *([] if name.person else _heads(name.text))]):
            ends[name.person, end].append(many)
        if name.person and len(together := run_together(name.text)) >= _TELLING:
            classes.join(name.text, spelt.setdefault(together, name.text))
    for few, (name, *_) in sorted(keys.items(), key=lambda item: sorted(item[0])):
        wider = [many for many in ends[name.person, last(name.text)] if few < many]
        widest = [many for many in wider if all(other <= many for other in wider)]
        if widest and not all(word.startswith(_STATE) for word in few):
            classes.join(name.text, keys[widest[0]][0].text)


def _join_misspelt(classes: _Classes, keys: Mapping[Key, list[Name]]) -> None:
    """Long names that differ in one letter of one word."""
    rests: dict[Key, list[Key]] = defaultdict(list)
    for found in sorted(keys, key=sorted):
        for word in sorted(found) if len(found) >= _LONG else ():
            rests[found - {word}].append(found)
    for rest, those in rests.items():
        for one, other in pairwise(those):
            (word,), (near,) = one - rest, other - rest
            if not {word[0], near[0]} & {_STATE} and _one_off(word, near):
                classes.join(keys[one][0].text, keys[other][0].text)


def _one_off(word: str, other: str) -> bool:
    """Whether one letter was left out, put in or exchanged."""
    short, long = sorted((word, other), key=len)
    if len(long) < _TELLING or len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _heads(name: str) -> list[str]:
    """The words before "for" or "of": what a body is."""
    before = re.split(r"\b(?:for|of)\b", name, maxsplit=1)[0]
    return [last(before)] if before.strip() else []
