"""Noun phrases that speak: what sort of speaker a source is, by what name, for whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from saidby.data import Span
from saidby.reading.lexicon import Gender, Head, Sort, States, given_names, head, states

Class = Literal[
    "pronoun", "person", "body", "media", "office", "state", "capital", "role", "group", "vague", "document",
    "single", "unknown",
]  # fmt: skip
Determiner = Literal["", "the", "a", "another", "own", "other"]

_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "\r": " "})
PRONOUNS: dict[str, str] = {
    **dict.fromkeys(["he", "his", "him", "himself"], "he"),
    **dict.fromkeys(["she", "her", "hers", "herself"], "she"),
    **dict.fromkeys(["they", "their", "them", "themselves", "theirs"], "they"),
    **dict.fromkeys(["it", "its", "itself"], "it"),
    **dict.fromkeys(["i", "me", "my", "mine", "myself"], "i"),
    **dict.fromkeys(["we", "us", "our", "ours", "ourselves"], "we"),
    **dict.fromkeys(["you", "your", "yours", "yourself"], "you"),
    **dict.fromkeys(["who", "which", "that", "whose", "whom"], "who"),
    **dict.fromkeys(["this", "these", "those", "both"], "this"),
}
_TOKEN = re.compile(r"[^\W_](?:[\w&/@]|[.'-](?=\w))*\.?(?:'(?=\s|$))?")
_AL = re.compile(r"(?:al|el|an|as|ad|ar|ash|at|az)-[A-Z]")
_CUT = re.compile(
    r",\s|\s?[(\[]|\s?--?\s|\s?[–—]|\"|“|\s(?:who|which|whose|that|where|when|while|speaking|citing|quoting|"
    r"referring|quoted|cited|as|told|said|was|were|has|had|identified|known|called|based|familiar|close|"
    r"involved|working|belonging|affiliated|linked|loyal|led|responsible|attending|monitoring the)\b"
)
_DETERMINER: dict[str, Determiner] = {
    "the": "the", "this": "the", "these": "the", "those": "the", "that": "the", "a": "a", "an": "a", "one": "a",
    "another": "another", "other": "another", "its": "own", "his": "own", "her": "own", "their": "own",
    "our": "own", "my": "own", "your": "own",
}  # fmt: skip
_COUNTS = frozenset(
    "some many several few most all both two three four five six seven eight nine ten dozens hundreds thousands "
    "more other various numerous multiple certain any no each every".split()
)
_PREPOSITIONS = frozenset(
    "of for in at from with to by on near within inside outside around between across against under over about "
    "into along after before during".split()
)
_PARTICLES = frozenset(
    "al el de da di du del della van von der den bin ibn ben abu abd la le bint ul os dos y st st.".split()
)
_TITLES: dict[str, Gender | None] = {
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "lord": "m", "lady": "f", "dame": "f", "dr": None,
    "mx": None, "madam": "f", "master": "m", "messrs": None, "hon": None, "rev": None, "first-lady": "f",
}  # fmt: skip
_JOINED = re.compile(
    r"(?i)\b(secretary of (?:state|defen[cs]e)|secretary[- ]general|attorney general|prime minister|vice president|"
    r"foreign minister|chief of staff|chief executive|presidential candidate|civil servant|political scientist|"
    r"aid worker|first lady)\b"
)
_FEMALE = re.compile(
    r"(?:woman|queen|princess|mother|sister|daughter|wife|aunt|girl|first-lady|actress|widow)$"
)
_MALE = re.compile(r"(?:man|king|prince|father|brother|son|husband|uncle|boy|imam|pope|bishop|priest|actor)$")
_WORDS = {
    "defense": "defence", "center": "centre", "organization": "organisation", "labor": "labour",
    "tv": "television", "dept": "department", "govt": "government",
}  # fmt: skip
_STOP = frozenset("the a an of for and in at on to its by with".split())
_MODIFIERS: dict[str, tuple[Sort | None, str]] = {
    "news": ("media", "JRN"), "broadcasting": ("media", "JRN"), "media": ("media", "JRN"), "rights": (None, "NGO"),
    "humanitarian": (None, "NGO"), "aid": (None, "NGO"), "relief": (None, "NGO"), "advocacy": (None, "NGO"),
    "rebel": (None, "REB"), "militant": (None, "REB"), "terrorist": (None, "REB"), "terror": (None, "REB"),
    "jihadist": (None, "REB"), "islamist": (None, "REB"), "armed": (None, "REB"), "insurgent": (None, "REB"),
    "police": (None, "COP"), "intelligence": (None, "SPY"), "defence": (None, "MIL"), "military": (None, "MIL"),
    "army": (None, "MIL"), "opposition": (None, "OPP"), "hospital": (None, "MED"), "medical": (None, "MED"),
    "health": (None, "GOV"), "diplomatic": (None, "GOV"), "government": (None, "GOV"), "court": (None, "JUD"),
    "parliamentary": (None, "LEG"), "campaign": (None, "PTY"), "reconciliation": (None, "GOV"), "monitoring": (None, "NGO"), "united-nations": (None, "IGO"),
    "un": (None, "IGO"), "u.n": (None, "IGO"), "cross": (None, "NGO"), "trade-union": (None, "LAB"),
}  # fmt: skip
_PARTS = frozenset(
    "rights watch international national global central united democratic human civil islamic liberation freedom "
    "action policy research studies strategic security health economic social development world european african "
    "arab asian relief care peace justice project initiative service services system systems partners holdings "
    "industries energy motors airlines foods pharmaceuticals technologies solutions ventures capital street "
    "states syria online digital public american voices democracy fund trust alliance without borders "
    "syrians people's lives matter citizens americans women workers families veterans friends".split()
)
"""Words of which names of bodies are made and names of persons are not."""
_FIXED = frozenset({"ministry", "administration", "cabinet", "parliament"})
"""Bodies whose sector their modifiers do not change, but for the defence ministry."""
_PORTFOLIO = frozenset("minister secretary deputy undersecretary commissioner".split())
"""Roles that come with a field: a Health Minister does not speak for Health."""
_SERVING = frozenset("of for at from with in within inside to".split())
_ISSUING = frozenset("by from of".split())
_FORMER = frozenset({"former", "ex", "then", "late", "onetime", "retired"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that speaks.

    `span` is the phrase without apposition and relative clause; `name` the tokens of a personal name;
    `words` what tells one body from another, states as "=SY"; `state` an ISO code, or "~stem" of a name that
    is used like one; `principal` those for whom a person speaks.
    """

    span: Span
    text: str
    sort: Class
    determiner: Determiner = ""
    head: str | None = None
    name: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    state: str | None = None
    plural: bool = False
    gender: Gender | None = None
    roles: frozenset[str] = frozenset()
    sector: str | None = None
    principal: Span | None = None
    proper: bool = False
    former: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    key: str
    capital: bool
    owner: bool
    head: Head | None
    state: str | None


def plain(text: str) -> str:
    """The text with typewriter apostrophes and plain spaces, every character in its place."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """What a place name and its adjective share, found without a table: "Velmora", "Velmoran" -> "velmor"."""
    short = re.sub(r"(?:ians?|eans?|ans?|ish|ese|is|ia|[aeoyi])$", "", word)
    return short if len(short) >= 4 else word


def parse(flat: str, span: Span) -> Phrase:
    """Read a noun phrase of a plain text (see `plain`)."""
    start, end = _trim(flat, span)
    pronoun = PRONOUNS.get(flat[start:end].lower())
    if pronoun is not None:
        return Phrase(Span(start, end), flat[start:end], "pronoun", head=pronoun)
    cut = _CUT.search(flat, start + 1, end)
    tokens = _tokens(flat, start, cut.start() if cut else end)
    if not tokens:
        return Phrase(Span(start, end), flat[start:end], "unknown")
    phrase = _base(flat, tokens)
    if cut and flat[cut.start()] == ",":
        phrase = _with_apposition(phrase, parse(flat, Span(cut.end(), _apposition_end(flat, cut.end(), end))))
    return phrase


def parts(flat: str, span: Span) -> tuple[Span, ...]:
    """The parties of a compound source: "France and Britain" gives two spans, most sources one."""
    start, end = _trim(flat, span)
    text = flat[start:end]
    if " and " not in text and ", " not in text and " as well as " not in text:
        return (span,)
    pieces, at = [], start
    for m in re.finditer(r",\s(?:and\s)?|\s(?:and|as well as|along with)\s", text):
        pieces.append((Span(at, start + m.start()), "," in m.group() and "and" not in m.group()))
        at = start + m.end()
    pieces.append((Span(at, end), False))
    phrases = [parse(flat, piece) for piece, _ in pieces]
    commas = any(comma for _, comma in pieces)
    if len(pieces) > 5 or not all(map(_is_party, phrases)):
        return (span,)
    if commas and (
        len(pieces) < 3 or not pieces[-2:][0] or len({p.sort in ("person", "single") for p in phrases}) > 1
    ):
        return (span,)
    for left, right in zip(phrases, phrases[1:], strict=False):
        bare = right.determiner == ""
        if bare and right.sort == "role" and not right.plural:
            return (span,)
        if (
            bare
            and left.head is None
            and left.sort in ("single", "body")
            and (right.roles or right.sort not in ("single", "person", "state", "capital"))
        ):
            return (span,)
        if bare and right.sort not in ("person", "state") and re.search(r"\b(?:of|for) [A-Z]", left.text):
            return (span,)
    return tuple(p.span for p in phrases)


def _is_party(phrase: Phrase) -> bool:
    return phrase.sort not in ("unknown", "document") and len(phrase.text) > 1


def _trim(flat: str, span: Span) -> tuple[int, int]:
    start, end = span
    while start < end and flat[start] in " \"“”',;:-–—(*•":
        start += 1
    while end > start and flat[end - 1] in ' "“”,;:-–—)(*':
        end -= 1
    if flat[start:end].endswith("'s"):
        end -= 2
    return start, end


def _apposition_end(flat: str, start: int, end: int) -> int:
    m = re.compile(r",\s").search(flat, start, end)
    return m.start() if m else end


def _tokens(flat: str, start: int, end: int) -> list[_Token]:
    raw = list(_TOKEN.finditer(flat, start, end))
    joined = {m.start(): m.end() for m in _JOINED.finditer(flat, start, end)} if len(raw) > 1 else {}
    table, tokens, at = states(), [], 0
    while at < len(raw):
        first, last = raw[at].start(), at
        if first in joined:
            while last + 1 < len(raw) and raw[last + 1].end() <= joined[first]:
                last += 1
        capital = flat[first].isupper() or _AL.match(flat, first) is not None
        state = None
        if capital and last == at:
            last, state = _widest(flat, raw, at, table)
        word = flat[first : raw[last].end()]
        key = _key(word).replace(" ", "-") if last > at and state is None else _key(word)
        key = _WORDS.get(key, key)
        owner = word.endswith(("'s", "'"))
        found = None if state else head(key, capital)
        tokens.append(_Token(first, raw[last].end(), word, key, capital, owner, found, state))
        at = last + 1
    return tokens


def _widest(flat: str, raw: list[re.Match[str]], at: int, table: States) -> tuple[int, str | None]:
    """The last token of the longest state or known name that starts here, and the state's code."""
    first = raw[at].start()
    for width in (3, 2, 1):
        if at + width <= len(raw):
            words = _key(flat[first : raw[at + width - 1].end()])
            if (state := table.named(words)) is not None:
                return at + width - 1, state
            if width > 1 and head(words.replace(" ", "-"), True) is not None:
                return at + width - 1, None
    return at, None


def _key(word: str) -> str:
    key = word.lower()
    if key.endswith("'s"):
        key = key[:-2]
    return key.rstrip("'").rstrip(".")


def _is_name(token: _Token) -> bool:
    """A token that can be part of a personal name: a capital and no other meaning."""
    return (token.capital and token.state is None and token.head is None) or token.key in _PARTICLES


def _base(flat: str, tokens: list[_Token]) -> Phrase:
    """A phrase without apposition: its determiners, then what stands before and after the first preposition."""
    determiner, count, at = _opening(tokens)
    rest = tokens[at:]
    whole = Span(tokens[0].start, tokens[-1].end)
    text = flat[whole.start : whole.end]
    if not rest:
        return Phrase(whole, text, "vague", determiner, tokens[-1].key, plural=True)
    former = any(t.key in _FORMER or t.key.startswith("ex-") for t in rest)
    gender: Gender | None = None
    title = False
    while len(rest) > 1 and rest[0].key in _TITLES and rest[0].capital:
        gender, title, rest = _TITLES[rest[0].key] or gender, True, rest[1:]
    split = next((n for n, t in enumerate(rest) if n and t.key in _PREPOSITIONS and not t.capital), len(rest))
    left, right = rest[:split], rest[split + 1 :]
    phrase = Phrase(whole, text, "unknown", determiner, former=former, gender=gender, plural=count)
    return _classify(flat, phrase, left, right, rest[split].key if right else "", title)


def _opening(tokens: list[_Token]) -> tuple[Determiner, bool, int]:
    """Determiner, whether a number or quantity says plural, and where the rest starts."""
    determiner: Determiner = ""
    count, at = False, 0
    while at < len(tokens):
        key = tokens[at].key
        if key in _DETERMINER and not (at and tokens[at].capital):
            determiner = _DETERMINER[key]
        elif key in _COUNTS or key.isdigit():
            count = True
        elif key == "of" and at and (count or tokens[at - 1].key == "one"):
            determiner = ""
        elif key in ("number", "handful", "group", "range", "majority") and _of_plural(tokens, at):
            determiner, count, at = "", True, at + 1
        elif key not in ("only", "even", "at", "least", "just"):
            break
        at += 1
    return determiner, count, at


def _of_plural(tokens: list[_Token], at: int) -> bool:
    later = tokens[at + 1 :]
    return len(later) > 1 and later[0].key == "of" and (later[-1].head is None or later[-1].head.plural)


# ------------------------------------------------------------------------------ what the words amount to


def _classify(
    flat: str, phrase: Phrase, left: list[_Token], right: list[_Token], preposition: str, title: bool
) -> Phrase:
    run = _name_run(left)
    before, last = left[: len(left) - run], left[-1]
    if title or _personal(left):
        return _person(phrase, left, [])
    if run and before:
        kind, first = before[-1].head, left[-run]
        given = first.key in given_names()
        if kind and kind.sort == "role" and not kind.plural:
            return _person(phrase, left[-run:], before)
        if run > 1 and (given or before[-1].owner):
            return _person(phrase, left[-run:], before)
        if kind and kind.sort in ("body", "media") and not kind.plural:
            return replace(_body(phrase, left, right, kind), proper=True)
    if last.head is not None:
        return _headed(flat, phrase, left, right, preposition, last.head)
    if last.state is not None:
        return _stately(phrase, left)
    if all(_is_name(t) or t.state for t in left):
        return _named(phrase, left, right)
    owner = next((t for t in reversed(left) if t.owner and t.capital), None)
    principal = _principal([owner]) if owner else None
    return replace(
        phrase, sort="unknown", head=last.key, words=_words(left + right), state=_state(left),
        plural=phrase.plural or last.key.endswith("s"), principal=principal,
    )  # fmt: skip


def _name_run(left: list[_Token]) -> int:
    run = 0
    while run < len(left) and _is_name(left[-1 - run]):
        run += 1
    while run and left[-run].key in _PARTICLES and not left[-run].capital and run == len(left):
        run -= 1
    return run


def _personal(left: list[_Token]) -> bool:
    """Given name first, capitals throughout: "Larry King", though a king is a role."""
    last = left[-1]
    return (
        1 < len(left) < 6
        and left[0].key in given_names()
        and all(t.capital or t.key in _PARTICLES for t in left)
        and not any(t.owner for t in left[:-1])
        and not (last.head and last.head.sort in ("body", "media", "group", "vague", "document"))
    )


def _person(phrase: Phrase, names: list[_Token], before: list[_Token]) -> Phrase:
    tokens = [t.key for t in names]
    roles = frozenset(t.head.noun for t in before if t.head and t.head.sort == "role")
    gender = phrase.gender or _gender(t.key for t in before) or given_names().get(tokens[0])
    if len(tokens) > 1 and tokens[0] not in given_names() and gender is None:
        gender = given_names().get(tokens[1])
    sector = next((t.head.sector for t in reversed(before) if t.head and t.head.sector), None)
    return replace(
        phrase, sort="person", name=tuple(tokens), roles=roles, gender=gender, sector=_adjusted(sector, before),
        principal=_principal(before), state=_state(before), proper=True, plural=False,
    )  # fmt: skip


def _gender(keys: Iterable[str]) -> Gender | None:
    for key in keys:
        if _FEMALE.search(key):
            return "f"
        if _MALE.search(key):
            return "m"
    return None


def _adjusted(sector: str | None, tokens: list[_Token]) -> str | None:
    """The sector of a person, corrected by what stands before the role: a rebel commander, an army spokesman."""
    for token in tokens:
        if token.key in _MODIFIERS:
            return _MODIFIERS[token.key][1]
    return sector


def _principal(before: list[_Token]) -> Span | None:
    """Those for whom somebody speaks, where they stand before the role: "White House press secretary"."""
    role = next((n for n, t in enumerate(before) if n and t.head and t.head.sort == "role"), len(before))
    names = [t for t in before[:role] if t.key not in _FORMER]
    bodies = [
        n for n, t in enumerate(names)
        if t.head and t.head.sort in ("body", "media", "office") and t.key not in ("defence", "defense")
    ]  # fmt: skip
    first = next((n for n, t in enumerate(names) if t.state or t.owner or _is_name(t)), None)
    if bodies:
        start = min(bodies[0], first if first is not None else bodies[0])
        return Span(names[start].start, names[bodies[-1]].end)
    if first is None:
        return None
    last = first
    if names[first].state is None:
        if role < len(before) and before[role].key in _PORTFOLIO and not names[first].owner:
            return None
        while last + 1 < len(names) and _is_name(names[last + 1]):
            last += 1
    return Span(names[first].start, names[last].end)


def _headed(
    flat: str, phrase: Phrase, left: list[_Token], right: list[_Token], preposition: str, kind: Head
) -> Phrase:
    """A phrase whose last word before any preposition is a known noun."""
    proper = left[-1].capital and len(left) > 1 and all(t.capital for t in left)
    plural = phrase.plural or kind.plural
    if kind.sort in ("group", "vague") and proper and phrase.determiner in ("", "the"):
        return _body(phrase, left, right, kind)
    if kind.sort in ("body", "media", "office") and not plural:
        return _body(phrase, left, right, kind)
    common = replace(
        phrase, head=kind.noun, words=_words(left + right), state=_state(left), plural=plural,
        sector=_adjusted(kind.sector, left[:-1]),
    )  # fmt: skip
    if kind.sort == "role":
        run = _name_run(right)
        tail = next((n for n in range(run, 1, -1) if n < len(right) and right[-n].key in given_names()), 0)
        if tail and (right[-tail - 1].head or right[-tail - 1].key in _PARTS):
            person = _person(phrase, right[-tail:], left)
            return replace(person, principal=Span(right[0].start, right[-tail - 1].end))
        principal = _principal(left) or (_behind(flat, right) if preposition in _SERVING else None)
        return replace(
            common, sort="vague" if plural else "role", roles=frozenset([kind.noun]), principal=principal,
            gender=_gender([kind.noun]),
        )  # fmt: skip
    if kind.sort == "document":
        principal = _principal(left) or (_behind(flat, right) if preposition in _ISSUING else None)
        return replace(common, sort="document", principal=principal)
    return replace(
        common, sort="vague" if kind.sort in ("body", "media", "office") else kind.sort, plural=True
    )


def _behind(flat: str, right: list[_Token]) -> Span | None:
    """The body, state or person behind a preposition, or None where it is a place or a thing."""
    phrase = parse(flat, Span(right[0].start, right[-1].end))
    return phrase.span if phrase.sort in ("body", "media", "office", "state", "person") else None


def _body(phrase: Phrase, left: list[_Token], right: list[_Token], kind: Head) -> Phrase:
    sort: Class = kind.sort
    if kind.sort in ("group", "vague"):
        sort = "media" if kind.sector == "JRN" else "body"
    sector = kind.sector
    keys = [t.key for t in left if t.head is not kind] + [t.key for t in right if t.capital]
    if kind.noun == "ministry" and "defence" in keys:
        sector = "MIL"
    elif kind.noun not in _FIXED:
        for key in keys:
            if key in _MODIFIERS and (sector in (None, "GOV") or key in ("police", "rebel", "opposition")):
                changed, sector = _MODIFIERS[key]
                sort = changed or sort
                break
    tokens = left + [t for t in right if t.capital]
    official = sector in ("GOV", "MIL", "COP", "JUD", "LEG", "SPY") or sort == "media"
    return replace(
        phrase, sort=sort, head=kind.noun, words=_words(tokens), state=_state(tokens, official), sector=sector,
        proper=any(t.state or (t.capital and (t.head is None or t.head.noun != t.key or n)) or _coined(t)
                   for n, t in enumerate(left)) or any(t.capital for t in right),
    )  # fmt: skip


def _coined(token: _Token) -> bool:
    """A noun that names a body by itself: Reuters, Hamas."""
    return token.capital and token.head is not None and head(token.key, False) is None


def _state(tokens: list[_Token], official: bool = False) -> str | None:
    """The state that a phrase names; for an official body also one that no table knows, by its stem."""
    for token in tokens:
        if token.state:
            return token.state
    first = tokens[0] if tokens else None
    if official and first and first.capital and len(tokens) > 1 and _is_name(first):
        if first.owner or (first.key[-1] in "ni" and stem(first.key) != first.key):
            return "~" + stem(first.key)
    return None


def _words(tokens: list[_Token]) -> frozenset[str]:
    return frozenset(
        f"={t.state}" if t.state else t.key if t.head else stem(t.key) for t in tokens if t.key not in _STOP
    )


def _stately(phrase: Phrase, left: list[_Token]) -> Phrase:
    last = left[-1]
    if _key(last.word) in states().names:
        return replace(phrase, sort="state", state=last.state, words=_words(left), sector="GOV", proper=True)
    return replace(
        phrase, sort="group", state=last.state, head=last.key, words=_words(left), plural=True, sector="CVL"
    )


def _named(phrase: Phrase, left: list[_Token], right: list[_Token]) -> Phrase:
    """Capitals that no table explains: a place that speaks, an acronym, or most often a person."""
    words, keys = _words(left), [t.key for t in left]
    known = states().capitals.get(" ".join(keys))
    if known:
        return replace(phrase, sort="capital", state=known, words=words, sector="GOV", proper=True)
    joined = head("-".join(keys), True)
    if joined:
        return replace(
            phrase, sort="media" if joined.sort == "media" else "body", head=joined.noun, words=words,
            sector=joined.sector, proper=True,
        )  # fmt: skip
    acronym = len(left) == 1 and re.fullmatch(r"[A-Z][A-Z.&-]{1,6}", _bare(left[0].word))
    body = (
        acronym
        or len(left) > 3
        or not _PARTS.isdisjoint(keys)
        or any(t.state for t in left)
        or any(t.capital for t in right)
    )
    if body:
        return replace(phrase, sort="body", words=_words(left + right), state=_state(left), proper=True)
    if len(left) == 1:
        return replace(phrase, sort="single", name=(keys[0],), words=words, proper=True)
    return _person(phrase, left, [])


def _bare(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word


def _with_apposition(phrase: Phrase, other: Phrase) -> Phrase:
    """What follows a comma says who it is: "Jack Dorsey, Twitter's chief executive", "A spokesman, N. N."."""
    if phrase.sort == "role" and other.sort in ("person", "single") and not other.principal:
        return replace(
            phrase, sort="person", span=Span(phrase.span.start, other.span.end), name=other.name, proper=True,
            gender=phrase.gender or other.gender, roles=phrase.roles | other.roles,
        )  # fmt: skip
    if phrase.sort in ("person", "single") and other.sort == "role" and not other.plural:
        return replace(
            phrase, sort="person", roles=phrase.roles | other.roles, gender=phrase.gender or other.gender,
            sector=other.sector or phrase.sector, principal=other.principal or phrase.principal,
            state=other.state or phrase.state, former=other.former or phrase.former,
        )  # fmt: skip
    if phrase.sort in ("single", "body", "person") and other.sort in ("body", "media") and not other.proper:
        sure = phrase.sort != "person" or other.determiner in ("a", "the")
        if sure:
            return replace(
                phrase, sort=other.sort, head=other.head, sector=other.sector or phrase.sector, name=(),
                state=phrase.state or other.state, proper=True,
            )  # fmt: skip
    return phrase
