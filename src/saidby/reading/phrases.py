"""Noun phrases that speak: what sort of speaker a source is, by what name, for whom."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from saidby.data import Span
from saidby.reading.appositions import apposition_end, with_apposition
from saidby.reading.edges import CUT, trimmed
from saidby.reading.lexicon import Gender, Head, gender_of, given_names, head, modifiers, states, words
from saidby.reading.principals import is_issuer, owner_of, principal_of
from saidby.reading.tokens import Token, coined, is_aside, is_name, key, name_run, state_of, tokens, words_of

Class = Literal[
    "pronoun", "person", "body", "media", "office", "state", "capital", "role", "group", "vague", "document",
    "single", "unknown",
]  # fmt: skip
Determiner = Literal["", "the", "a", "another", "own", "other"]

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
_INITIALS = frozenset(["WHO", "US", "IT"])
"""Bodies and states whose initials would be pronouns."""
_DETERMINER: dict[str, Determiner] = {
    "the": "the", "this": "the", "these": "the", "those": "the", "that": "the", "a": "a", "an": "a",
    "one": "a",
    "another": "another", "other": "another", "its": "own", "his": "own", "her": "own", "their": "own",
    "our": "own", "my": "own", "your": "own",
}  # fmt: skip
_ONE_OF = re.compile(r"(?i:one)\sof\s(?=(?:the|its|his|her|their|our|them|those|these)\b)")
_TITLES: dict[str, Gender | None] = {
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "lord": "m", "lady": "f", "dame": "f",
    "dr": None,
    "mx": None, "madam": "f", "master": "m", "messrs": None, "hon": None, "rev": None, "first-lady": "f",
}  # fmt: skip
_FIXED = frozenset("ministry administration cabinet parliament".split())  # modifiers leave their sector alone
_PRESS = frozenset("press news telegraph wire".split())
_VOICES = frozenset("press-service press-office media-office information-office".split())
"""Parts of a body that speak for it."""
_MACHINE = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,4}\w?s?")
_WHERE = frozenset(["in", "near", "around", "across", "outside", "inside"])
_STRONG = frozenset(["police", "rebel", "opposition", "outlawed", "banned"])
"""Modifiers that tell more of a body than its own noun."""
_WIDER = frozenset(["IGO", "EUR"])
_GENERAL = frozenset("group organisation movement network body front office".split())
_SERVING = frozenset("of for at from with in within inside to".split())
_RELATIVE = re.compile(r"(?:who|whose|whom|which|where|when)\s")
_RANK = frozenset(
    "rear vice lieutenant major colonel admiral general captain brigadier commander lt maj col gen adm capt "
    "brig".split()
)
_ISSUING = frozenset("by from of".split())


class Phrase(NamedTuple):
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


@lru_cache(maxsize=2048)
def parse(flat: str, span: Span) -> Phrase:
    """Read a noun phrase of a plain text (see `plain`)."""
    start, end = trimmed(flat, span)
    if one := _ONE_OF.match(flat, start, end):
        whole = parse(flat, Span(one.end(), end))
        if whole.plural or whole.head == "they":
            span = Span(start, whole.span.end)
            single = Phrase(
                span, span.of(flat), "role", "a", head=whole.head, sector=whole.sector, words=whole.words,
                state=whole.state,
            )  # fmt: skip
            named = parse(flat, Span(span.end + 1, end)) if flat[span.end : span.end + 1] == "," else single
            return with_apposition(single, named) if named.sort == "person" else single
    pronoun = None if flat[start:end] in _INITIALS else PRONOUNS.get(flat[start:end].lower())
    if pronoun is not None:
        return Phrase(Span(start, end), flat[start:end], "pronoun", head=pronoun)
    cut = CUT.search(flat, start + 1, end)
    found = tokens(flat, start, cut.start() if cut else end)
    found = [t for n, t in enumerate(found) if not _is_gloss(flat, found, n)]
    if not found:
        return Phrase(Span(start, end), flat[start:end], "unknown")
    aside = _aside(found)
    phrase = _base(flat, found[:aside])
    if aside:
        return with_apposition(phrase, parse(flat, Span(found[aside].start, found[-1].end)))
    if cut and flat[cut.start()] == ",":
        stop = apposition_end(flat, cut.end(), end)
        if _RELATIVE.match(flat, cut.end(), end):
            return phrase  # "Dana Marsk, whose brother was taken"
        other = parse(flat, Span(cut.end(), stop))
        if phrase.sort == "single" and other.sort == "role" and stop < end:
            named = parse(flat, Span(stop, end))
            if named.sort == "person" and len(named.name) > 1:  # "From Orlen, the mayor, Irina Brandt"
                return with_apposition(other, named)
        phrase = with_apposition(phrase, other)
    return phrase


def _is_gloss(flat: str, found: list[Token], at: int) -> bool:
    """A word in brackets that an editor put behind a noun that speaks: "the services (security) of"."""
    token = found[at]
    inside = flat[token.start - 1 : token.start] == "(" and flat[token.end : token.end + 1] == ")"
    return inside and at > 0 and token.head is None and found[at - 1].head is not None


def _aside(found: list[Token]) -> int | None:
    """Where "a", without a comma, starts to say who somebody is: "Amal Riva a resident of Karst"."""
    for n in range(1, len(found) - 1):
        if found[n].key in ("a", "an") and not found[n].capital and found[n - 1].capital:
            return n
    return None


def _base(flat: str, found: list[Token]) -> Phrase:
    """A phrase without apposition: determiners, then what stands before and after a preposition."""
    determiner, count, at = _opening(found)
    rest = found[at:]
    whole = Span(found[0].start, found[-1].end)
    text = flat[whole.start : whole.end]
    if not rest:
        return Phrase(whole, text, "vague", determiner, found[-1].key, plural=True)
    former = any(t.key in words("former") or t.key.startswith("ex-") for t in rest)
    gender: Gender | None = None
    title = False
    while len(rest) > 1 and rest[0].key in _TITLES and rest[0].capital:
        gender, title, rest = _TITLES[rest[0].key] or gender, True, rest[1:]
    split = next(
        (n for n, t in enumerate(rest) if n and t.key in words("preposition") and not t.capital), len(rest)
    )
    left, right = rest[:split], rest[split + 1 :]
    phrase = Phrase(whole, text, "unknown", determiner, former=former, gender=gender, plural=count)
    return _classify(flat, phrase, left, right, rest[split].key if right else "", title)


def _opening(found: list[Token]) -> tuple[Determiner, bool, int]:
    """Determiner, whether a number or quantity says plural, and where the rest starts."""
    determiner: Determiner = ""
    count, at = False, 0
    while at < len(found):
        form = found[at].key
        if form in _DETERMINER and not (at and found[at].capital):
            determiner = _DETERMINER[form]
        elif form in words("count") or form.isdigit():
            count = True
        elif form == "of" and at and (count or found[at - 1].key == "one"):
            determiner = ""
        elif form in ("number", "handful", "group", "range", "majority") and _of_plural(found, at):
            determiner, count, at = "", True, at + 1
        elif form not in ("only", "even", "at", "least", "just"):
            break
        at += 1
    return determiner, count, at


def _of_plural(found: list[Token], at: int) -> bool:
    later = found[at + 1 :]
    return len(later) > 1 and later[0].key == "of" and (later[-1].head is None or later[-1].head.plural)


# ------------------------------------------------------------------------------ what the words amount to


def _classify(
    flat: str, phrase: Phrase, left: list[Token], right: list[Token], preposition: str, title: bool
) -> Phrase:
    run = name_run(left)
    before, last = left[: len(left) - run], left[-1]
    first_name = _after_role(left)
    seat = " ".join(t.key for t in left) in states().capitals  # "Abu Dhabi", though Abu is a given name
    if not first_name and (title or _personal(left)) and not seat:
        return _person(phrase, left, [])
    if first_name:
        return _person(phrase, left[first_name:], left[:first_name])
    if run and before:
        kind, first = before[-1].head, left[-run]
        given = first.key in given_names()
        if kind and kind.sort == "role" and not kind.plural:
            return _person(phrase, left[-run:], before)
        if run > 1 and (given or before[-1].owner):
            return _person(phrase, left[-run:], before)
        if kind and kind.sort in ("body", "media") and not kind.plural:
            return _body(phrase, left, right, kind)._replace(proper=True)
    if _MACHINE.fullmatch(last.word):  # "a Turkish F-16" is no body
        return phrase._replace(sort="unknown", head=last.key, words=words_of(left), state=state_of(left))
    if last.head is not None:
        return _headed(flat, phrase, left, right, preposition, last.head)
    if last.state is not None:
        return _stately(phrase, left)
    if last.key not in words("place") and all(is_name(t) or t.state for t in left):
        return _named(phrase, left, right)
    owned = next((n for n in range(len(left) - 1, -1, -1) if left[n].owner and left[n].capital), None)
    return phrase._replace(
        sort="unknown", head=last.key, words=words_of(left + right), state=state_of(left),
        plural=phrase.plural or last.key.endswith("s"), sector=_adjusted(None, left[:-1]),
        principal=None if owned is None else owner_of(left, owned),
    )  # fmt: skip


def _personal(left: list[Token]) -> bool:
    """Given name first, capitals throughout: "Larry King", though a king is a role."""
    last = left[-1]
    return (
        1 < len(left) < 6
        and left[0].key in given_names()
        and all(t.capital or t.key in words("particle") for t in left)
        and not any(t.key in words("function") for t in left)
        and not any(t.owner for t in left[:-1])
        and not (last.head and last.head.sort in ("body", "media", "group", "vague", "document"))
    )


def _after_role(left: list[Token]) -> int:
    """Where a full name starts after a role, else 0: "Representative Steve Israel", no state."""
    for n in range(1, len(left) - 1):
        kind = left[n - 1].head
        if kind and kind.sort == "role" and left[n].key in given_names() and _personal(left[n:]):
            return n
    return 0


def _person(phrase: Phrase, names: list[Token], before: list[Token]) -> Phrase:
    keys = [t.key for t in names]
    own = [t for n, t in enumerate(before) if not any(after.owner for after in before[n + 1 : n + 2])]
    roles = frozenset(t.head.noun for t in own if t.head and t.head.sort == "role")
    gender = phrase.gender or gender_of(t.key for t in own) or given_names().get(keys[0])
    if len(keys) > 1 and keys[0] not in given_names() and gender is None:
        gender = given_names().get(keys[1])
    ruling = [t for n, t in enumerate(before) if t.key != "deputy" or n == len(before) - 1]
    sector = next((t.head.sector for t in reversed(ruling) if t.head and t.head.sector), None)
    return phrase._replace(
        sort="person", name=tuple(keys), roles=roles, gender=gender, sector=_adjusted(sector, before),
        principal=principal_of(before), state=state_of(before), proper=True, plural=False,
    )  # fmt: skip


def _adjusted(sector: str | None, before: list[Token]) -> str | None:
    """The sector of people, corrected by what stands before them: rebel commanders, no government troops."""
    said = (modifiers().get(t.key) for t in before)
    return next((m for m in said if m and not (m == "GOV" and sector)), sector)


def _headed(
    flat: str, phrase: Phrase, left: list[Token], right: list[Token], preposition: str, kind: Head
) -> Phrase:
    """A phrase whose last word before any preposition is a known noun."""
    proper = left[-1].capital and len(left) > 1 and all(t.capital for t in left)
    plural = phrase.plural or kind.plural
    if kind.sort == "group" and kind.sector == "REB" and preposition == "of" and right:
        whole = parse(flat, Span(right[0].start, right[-1].end))
        if whole.sort == "body" and whole.proper and whole.sector != "GOV":
            return whole  # "the fighters of Reed Guard" are the Reed Guard
    if kind.sort in ("group", "vague") and proper and phrase.determiner in ("", "the"):
        return _body(phrase, left, right, kind)
    if kind.sort in ("body", "media", "office") and not plural:
        return _body(phrase, left, right, kind)
    placed = kind.sector == "REB" and plural and preposition in _WHERE
    common = phrase._replace(
        head=kind.noun, words=words_of(left if placed else left + right), state=state_of(left), plural=plural,
        sector=_adjusted(kind.sector, left[:-1]),
    )  # fmt: skip
    if kind.sort == "role":
        run = name_run(right)
        tail = next((n for n in range(run, 1, -1) if n < len(right) and right[-n].key in given_names()), 0)
        if not tail and 1 < run < len(right) and right[-run - 1].key in _RANK:
            tail = run  # "Deputy head of the Reed Centre Rear Admiral Ivo Marsk"
        before = right[-tail - 1] if tail else None
        if before and (before.head or before.state or before.key in words("parts")):
            person = _person(phrase, right[-tail:], left)
            served = right[: len(right) - tail]
            while len(served) > 1 and served[-1].key in _RANK:
                served = served[:-1]
            behind = None if _sent(kind, preposition) else Span(right[0].start, served[-1].end)
            return person._replace(principal=principal_of(left) or behind)
        principal = _served(flat, left, right, preposition, kind)
        return common._replace(
            sort="vague" if plural else "role", roles=frozenset([kind.noun]), principal=principal,
            gender=gender_of([kind.noun]),
        )  # fmt: skip
    if kind.sort == "document":
        issuer = principal_of(left) if is_issuer(flat, left) else None
        principal = issuer or (_behind(flat, right) if preposition in _ISSUING else None)
        return common._replace(sort="document", principal=principal)
    return common._replace(
        sort="vague" if kind.sort in ("body", "media", "office") else kind.sort, plural=True
    )


def _sent(kind: Head, preposition: str) -> bool:
    """An ambassador to a state does not speak for it."""
    return preposition == "to" and kind.noun in ("ambassador", "envoy", "delegate", "representative")


def _served(flat: str, left: list[Token], right: list[Token], preposition: str, kind: Head) -> Span | None:
    """For whom a role speaks: "House editor for the Herald", "US ambassador to Velmora"."""
    before = principal_of(left)
    if preposition not in _SERVING or _sent(kind, preposition) or (before and preposition != "for"):
        return before
    behind = _behind(flat, right)
    return behind if before is None or (behind and parse(flat, behind).sort in ("body", "media")) else before


def _behind(flat: str, right: list[Token]) -> Span | None:
    """The body, state or person behind a preposition, or None where it is a place or a thing."""
    phrase = parse(flat, Span(right[0].start, right[-1].end))
    return phrase.span if phrase.sort in ("body", "media", "office", "state", "person") else None


def _body(phrase: Phrase, left: list[Token], right: list[Token], kind: Head) -> Phrase:
    sort: Class = kind.sort
    if kind.sort in ("group", "vague"):
        sort = "media" if kind.sector == "JRN" else "body"
    sector = kind.sector
    keys = [t.key for t in left if t.head is not kind] + [t.key for t in right if t.capital]
    if sort == "body" and any(t.head and t.head.sort == "media" and coined(t) for t in left):
        sort, sector = "media", "JRN"  # "Anadolu Agency"
    elif kind.noun == "agency" and not _PRESS.isdisjoint(keys):
        sort, sector = "media", "JRN"  # "the Orlen Press Agency"
    elif kind.noun == "defence" and "civil" in keys:
        sector = None  # rescuers, of the state or not
    elif kind.noun == "ministry" and "defence" in keys:
        sector = "MIL"
    elif kind.noun not in _FIXED:
        for form in keys:
            if form in modifiers() and (sector in (None, "GOV") or form in _STRONG):
                sector = modifiers()[form]
                sort = "media" if sector == "JRN" else sort
                break
    if sector in (None, "GOV") and (of := {t.head.sector for t in left[:-1] if t.head} & _WIDER):
        sector = min(of, key=str)  # "the African Union mission"
    if sector == "GOV" and any(t.head and t.head.sector == "NGO" for t in right):
        sector = "NGO"  # "the Committee of the Red Cross"
    if sector is None and kind.noun in _GENERAL:
        sectors = (t.head.sector for t in reversed(left) if t.head and t.head is not kind)
        sector = next(
            (found for found in sectors if found != "CVL"), None
        )  # "the People's Front" are no civilians
    seat = states().capitals.get(" ".join(t.key for t in right)) if right and kind.noun in _FIXED else None
    naming = left + [t for t in right if t.capital and seat is None]
    official = sector in ("GOV", "MIL", "COP", "JUD", "LEG", "SPY") or sort == "media"
    return phrase._replace(
        sort=sort, head=kind.noun, words=words_of(naming) | ({f"={seat}"} if seat else set()),
        state=seat or state_of(naming, official),
        sector=sector, principal=principal_of(left[:-1]) if kind.noun in _VOICES and len(left) > 1 else None,
        proper=any(_names(n, t) for n, t in enumerate(left)) or any(t.capital for t in right),
    )  # fmt: skip


def _names(place: int, token: Token) -> bool:
    """Does a token make a phrase a name: a state, a capital inside, or a noun that is a name by itself?"""
    if is_aside(token):
        return False
    inside = token.capital and (token.head is None or token.head.noun != token.key or place > 0)
    return token.state is not None or inside or coined(token)


def _stately(phrase: Phrase, left: list[Token]) -> Phrase:
    last = left[-1]
    if key(last.word) in states().names:
        return phrase._replace(
            sort="state", state=last.state, words=words_of(left), sector="GOV", proper=True
        )
    return phrase._replace(
        sort="group", state=last.state, head=last.key, words=words_of(left), plural=True, sector="CVL"
    )


def _named(phrase: Phrase, left: list[Token], right: list[Token]) -> Phrase:
    """Capitals that no table explains: a place that speaks, an acronym, or most often a person."""
    core, keys = words_of(left), [t.key for t in left]
    known = states().capitals.get(" ".join(keys))
    if known:
        return phrase._replace(sort="capital", state=known, words=core, sector="GOV", proper=True)
    joined = head("-".join(keys), True)
    if joined:
        return phrase._replace(
            sort="media" if joined.sort == "media" else "body", head=joined.noun, words=core,
            sector=joined.sector, proper=True,
        )  # fmt: skip
    acronym = len(left) == 1 and re.fullmatch(r"[A-Z][A-Z.&-]{1,6}", left[0].word.removesuffix("'s"))
    body = (
        acronym
        or len(left) > 3
        or not words("parts").isdisjoint(keys)
        or any(t.state for t in left)
        or any(t.capital for t in right)
    )
    served = right[-1].head if right and not right[-1].capital and len(left) < 4 and not acronym else None
    if served and served.sort in ("body", "media") and words("parts").isdisjoint(keys):
        person = _person(phrase, left, [])  # "Lin Marsk at the Orlen fisheries bureau"
        return person._replace(principal=Span(right[0].start, right[-1].end))
    if body:
        return phrase._replace(sort="body", words=words_of(left + right), state=state_of(left), proper=True)
    if len(left) == 1:
        return phrase._replace(sort="single", name=(keys[0],), words=core, proper=True)
    return _person(phrase, left, [])
