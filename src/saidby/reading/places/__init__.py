"""Places: what a page names on the map, where that is, how exactly, and whether it is a place at all there.

atlas        every table in which names are looked up, the package's and the user's
candidates   stretches of text that may name a place
evidence     what speaks for and against that
resolution   which of the places of one name is meant
relations    "north of", and the precision that is left
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from saidby.data import Article, Place, Span, Use
from saidby.reading.lexicon import Head, head, states
from saidby.reading.places.atlas import NOTHING_OWN, Atlas, Own, read_own, words
from saidby.reading.places.candidates import Candidate, candidates
from saidby.reading.places.evidence import evidence, likely, page
from saidby.reading.places.folding import fold
from saidby.reading.places.gazetteer import Entry, shipped
from saidby.reading.places.relations import precision, relation
from saidby.reading.places.resolution import Choice, Resolved, resolve
from saidby.reading.places.tokens import words_of

__all__ = ["NOTHING_OWN", "Own", "places", "read_own", "regions"]

MIN_SCORE = 0.45  # best F1 of recognition on half of LGL and of GeoWebNews, swept 0.30-0.65
CONSIDERED = 0.25  # less likely names do not help to resolve others
_MAIN = 0.5  # share of the page's places that lie in its country, before it may place unknown names
_DIVISIONS = {
    "county": 3,
    "district": 3,
    "parish": 3,
    "province": 4,
    "governorate": 4,
    "region": 4,
    "state": 4,
    "oblast": 4,
}
_SPEAKING = re.compile(
    r"['’]s?\s(?:\w+\s)?(?:accusations?|position|decision|policy|demands?|allies|ally|claims?|response|stance|government|intentions?|interests|support|refusal|view|envoy|ambassador|proposal|offer|role|efforts|sanctions|denials?|foreign)\b"
)
_ACTING = re.compile(r"-(?:backed|led|allied|sponsored|funded|friendly|imposed|brokered|mediated)\b")


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    features: frozenset[str]
    likely: float


def places(article: Article, sentences: Sequence[Span], *, own: Own = NOTHING_OWN) -> tuple[Place, ...]:
    """The places of the sentences, the title and the dateline, in text order.

    `own` is a user's gazetteer; its places go before the package's. A name without a place in any gazetteer
    has no coordinates, and the country of the place that it stands in, if that is known.
    Raises `ModelError` where the package's gazetteer is missing.
    """
    text, atlas = article.text, Atlas(shipped(), own)
    rows = [candidates(text, words_of(text, *region), atlas) for region in regions(article, sentences)]
    whole = page(text, rows)
    kept: list[list[_Found]] = []
    for row in rows:
        weighed = [
            _Found(c, frozenset(f), likely(f))
            for c, f in zip(row, evidence(text, row, whole), strict=True)
            if not ((body := _known_body(c)) and body.sort != "office")
        ]
        kept.append([found for found in weighed if found.likely >= CONSIDERED])
    resolved = resolve(text, [[found.candidate for found in line] for line in kept], atlas, article)
    datelines = [e.span for e in article.elements if e.role == "dateline"]
    out: list[Place] = []
    for line in kept:
        for n, found in enumerate(line):
            if found.likely >= MIN_SCORE:
                parent = _parent(text, line, n, resolved)
                dateline = any(span.holds(found.candidate.span) for span in datelines)
                out.append(_place(f"p{len(out) + 1}", text, found, resolved, parent, atlas, dateline))
    return tuple(_joined(text, out))


def _joined(text: str, found: Sequence[Place]) -> list[Place]:
    """What is said of the last of several governments is said of all: "Berlin and Paris condemned"."""
    out = list(found)
    for n in range(len(out) - 2, -1, -1):
        here, after = out[n], out[n + 1]
        gap = text[here.span.end : after.span.start]
        if after.use == "metonym" and here.use == "event" and re.fullmatch(r",? and |, ", gap):
            known = states().named(here.name.lower()) or fold(here.span.of(text)) in _seats()
            out[n] = replace(here, use="metonym") if known else here
    return out


def regions(article: Article, sentences: Sequence[Span]) -> list[Span]:
    """What is read for places: the sentences, and the title and dateline, in which no sentence lies."""
    extra = [e.span for e in article.elements if e.role in ("dateline", "title")]
    extra = [span for span in extra if not any(span.overlaps(sentence) for sentence in sentences)]
    return sorted({*sentences, *extra})


def _place(
    number: str,
    text: str,
    found: _Found,
    resolved: Resolved,
    parent: Entry | None,
    atlas: Atlas,
    dateline: bool,
) -> Place:
    candidate = found.candidate
    choice = resolved.choices[id(candidate)]
    if choice.entry is None and candidate.sort in ("unknown", "part"):
        choice = _alike(text, candidate, resolved, parent, atlas)
    entry = choice.entry
    if entry is not None and _known_body(candidate) and fold(entry.name) != candidate.key:
        entry = None  # "White House" is no other name of Casablanca here
    related = relation(text, candidate.span)
    if entry is not None and related is not None and related.endswith("ern"):
        entry = _division_of(candidate, entry)
    use: Use = "mention" if dateline else _use(text, found, entry)
    if use == "metonym" and entry is not None and entry.code != "PCLI" and candidate.key in _seats():
        entry = next((e for e in candidate.entries if e.code == "PPLC"), entry)
    if entry is None:
        country = parent.country if parent else resolved.country if resolved.country_share >= _MAIN else None
        return Place(number, candidate.span, candidate.span.of(text), None, None, None, country,
                     _precision_of(found), related, use, round(found.likely, 3))  # fmt: skip
    return Place(
        number, candidate.span, entry.name, entry.geonames_id, entry.latitude, entry.longitude, entry.country,
        precision(entry.code, related), related, use, round(found.likely * choice.share, 3),
    )  # fmt: skip


def _division_of(candidate: Candidate, entry: Entry) -> Entry:
    """ "Southern Idlib" lies in the province: the division of a town's name, if there is one."""
    same = (e for e in candidate.entries if e.code == "ADM1" and e.admin1 == entry.admin1)
    return next(same, entry)


def _precision_of(found: _Found) -> int | None:
    """Streets and quarters are exact though nobody knows where; a name alone says nothing of its size."""
    candidate = found.candidate
    if candidate.noun in _DIVISIONS:
        return _DIVISIONS[candidate.noun]
    if candidate.sort == "way" or candidate.noun in words("part") or candidate.noun in words("site"):
        return 1
    if "before town of" in found.features:
        return 1
    return 2 if candidate.sort == "part" else None


def _alike(text: str, candidate: Candidate, resolved: Resolved, parent: Entry | None, atlas: Atlas) -> Choice:
    """Another transliteration of a name, in the country that the page or the words around it are about."""
    country = parent.country if parent else resolved.country if resolved.country_share >= _MAIN else None
    if country is None or country.lower() not in words("respelled") or candidate.noun in words("way"):
        return Choice(None, 0.0)
    found = atlas.alike(candidate.span.of(text), country)
    if parent is not None and parent.admin1:
        found = [e for e in found if e.admin1 == parent.admin1]
    if not found:
        return Choice(None, 0.0)
    best = max(found, key=lambda e: e.population)
    return Choice(best, 0.7 / len(found) if len(found) > 1 else 0.7)


def _parent(text: str, row: Sequence[_Found], n: int, resolved: Resolved) -> Entry | None:
    """The place in which another is said to lie: "Aleppo's al-Khalidiye", "Korrod in Lunesk province"."""
    me = row[n].candidate.span
    for other in (*row[n + 1 : n + 2], *reversed(row[:n])):
        entry = resolved.choices[id(other.candidate)].entry
        if entry is None or other.likely < MIN_SCORE or other.candidate.sort == "people":
            continue
        gap = text[me.end : other.candidate.span.start] if other.candidate.span > me else None
        if gap is None or re.fullmatch(r"(?:,|\s\w+)?\s(?:in|of)?\s?(?:the\s)?(?:\w+\s)?", gap):
            return entry
    return None


def _use(text: str, found: _Found, entry: Entry | None) -> Use:
    """What the name stands for: a place, a government that is called after it, or a word of another name."""
    candidate, features = found.candidate, found.features
    if candidate.sort == "people":
        return "mention"
    if (body := _known_body(candidate)) and "before locative" not in features:
        return "metonym" if body.sort == "office" else "mention"
    if _is_state(candidate, entry) and not features & {"before locative", "before town of", "noun region"}:
        end = candidate.span.end
        if (
            "after says" in features
            or _SPEAKING.match(text, end)
            or _ACTING.match(text, end)
            or _acts(text, candidate)
        ):
            return "metonym"
    if "after possessive" in features and _owns_body(candidate):
        return "mention"
    if features & {"after body", "after capital body", "before body of", "before capital of", "before party"}:
        return "mention"
    return "event"


def _known_body(candidate: Candidate) -> Head | None:
    """The body or office that a table knows by a name of several words: "White House"."""
    known = head("-".join(candidate.key.split()), True) if " " in candidate.key else None
    return known if known and known.sort in ("office", "body", "media") else None


def _owns_body(candidate: Candidate) -> bool:
    """ "Russia's Foreign Ministry": the name tells whose body it is."""
    return any(word.low in words("body") for word in candidate.words[candidate.last : candidate.last + 3])


def _is_state(candidate: Candidate, entry: Entry | None) -> bool:
    if entry is not None and entry.code == "PCLI":
        return True
    name = candidate.key
    return name in _seats() or (entry is not None and entry.code == "PPL" and name in _seats())


@cache
def _seats() -> frozenset[str]:
    return frozenset(fold(name) for name in states().capitals) | {"brussels", "the hague"}


_ACTS = re.compile(
    r"(?:\sand\s(?:its|his|her)\s\w+)?\s(?:(?:has|have|had|also|would|will|went\son\sto|is|was|does|did|do|not|never|always|long|seldom|rarely|often|later|"
    r"further|both|again|repeatedly|already|now|once|then|\w+ly)\s)*[\"“'‘]?"
    r"(?:went\son\sto|repeatedly|call(?:s|ed)?\son|accus|den(?:y|ies|ied)|demand|insist|vow|condemn|warn|urg|announc|reject|pledg|"
    r"threat|respond|react|retaliat|impos|recogni[sz]|sanction|seek|sought|want|believ|consider|hop|fear|support|back|refus|agree|"
    r"say|said|claim|deploy|expel|summon|recall|dismiss|slam|blam|criti|protest|comment|declin|negotiat|answer|propos|"
    r"put\sforward|ruled\sout|rules\sout|point(?:s|ed)\s(?:the\s)?finger|mediat|retort|maintain|acknowledg|admit|brush(?:es|ed)\soff|"
    r"complain|stress|suppl(?:y|ies|ied)\s|finance|stag(?:es|ed)\s|plot|conspir|violat|provid|shar(?:es|ed)\s|"
    r"prepar)",
    re.IGNORECASE,
)


_TARGETED = re.compile(
    r"\b(?:accus\w+|urg(?:e|es|ed|ing)|call(?:s|ed|ing)?\s(?:up)?on|blam(?:e|es|ed|ing)|warn(?:s|ed|ing)?|press(?:es|ed|ing)|"
    r"sanction(?:s|ed|ing)?|discredit(?:s|ed|ing)?|pressure\son|sanctions\s(?:on|against)|ask(?:s|ed|ing)?|"
    r"point(?:s|ed|ing)?\s(?:the\s|a\s)?finger\sat|(?:comment|word|response|reaction|reply)\sfrom|"
    r"(?:blame|pin)(?:s|ed|d|ning)?\s(?:it|them|this|that|the\s\w+)\son)\s$",
    re.IGNORECASE,
)


def _acts(text: str, candidate: Candidate) -> bool:
    """Does the name do what only a government does, or is it told to: "Damascus denied", "urged Damascus"?"""
    start, end = candidate.span
    return _ACTS.match(text, end) is not None or _TARGETED.search(text, max(0, start - 30), start) is not None
