"""Speech acts: what is done by saying it, and to whom it is said.

The verb of the cue decides where it has a meaning of its own ("denied", "called on"). A cue that only says
that something was said leaves it to the words themselves: "we demand", "is to blame for", "will come".
docs/claims.md lists both tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from saidby.data import Act, Attribution, Span
from saidby.reading.lexicon import rows
from saidby.reading.phrases import Phrase, parse
from saidby.reading.tokens import noun_phrase

SURE_CUE = 0.9
SURE_NEUTRAL = 0.85
SURE_WORDS = 0.65
SURE_NEGATED = 0.5

_WARNED = re.compile(r"\bwarn(?:ed|s|ing|ings)?\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:told|tells?|telling|advis\w+|order\w*|instruct\w*)\s*$", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|never|neither|nor|without|declin\w+|refus\w+|fail\w*|stopp\w*\sshort|steer\w*\sclear|avoid\w*)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"\b(?:repeat(?!edly)|reiterat|restat|reaffirm|renew|echo)\w*|\b(?:once\s)?again\b|\bonce\smore\b|"
    r"\b(?:previous|earlier|long-?standing|old|past|usual|repeated)\s(?:accus|alleg|claim|assert|charge|call|demand|"
    r"denial|position|statement|warning)",
    re.IGNORECASE,
)

_REVISED = re.compile(r"\brevis", re.IGNORECASE)
_STATED = re.compile(
    r"\b(?:toll|figures?|estimates?|counts?|numbers?|statements?|accounts?|reports?|stor(?:y|ies)|earlier|previous)\b",
    re.IGNORECASE,
)
_CITED = re.compile(r"\bcit(?:e|es|ed|ing)\b", re.IGNORECASE)
_SOUGHT = re.compile(r"\b(?:seek(?:s|ing)?|sought)$", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:call|describ|label|brand|term|dub)\w*$", re.IGNORECASE)
_TAKES = re.compile(r"\b(?:claim|accept|assum|t[ao]k)\w*$", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:repeat|reiterat|renew|restat|echo|recall)\w*$", re.IGNORECASE)
_NOUN_OF = re.compile(
    r"(?:[\w'’.-]+\s){0,6}?(?:(?P<demand>demands?|calls?|appeals?)|(?P<denial>denials?)|accusations?|allegations?|charges?)\s"
    r"(?:for|that|to|on|of|against)\b",
    re.IGNORECASE,
)
_REJECTED = re.compile(r"\b(?:reject|dismiss|rubbish|repudiat|scoff|wav(?:ed|es)\soff)\w*$", re.IGNORECASE)
_CHARGE = re.compile(
    r"\W*(?:(?:the|this|that|these|those|such|any|all|both|a|an|its|his|her|their|every)\s)?(?:[\w-]+\s){0,3}?"
    r"(?:accusation|allegation|claim|charge|report|suggestion|assertion|statement|word|remark|comment|rumou?r|insinuation)s?\b",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"(?:accus|alleg|claim|report|charge|stor(?:y|ies)|rumou?r|assert|suggest)\w*\s(?:[\w-]+\s){0,4}?(?:as\s)?"
    r"[\"“']?(?:an?\s)?(?:\w+\s)?(?:unsubstantiated|baseless|unfounded|groundless|false|untrue|fabricat\w+|nonsense|lies?|fake|"
    r"fairy[\s-]?tales?|circus|absurd\w*|ridiculous|laughable|propaganda|fantas(?:y|ies|tic)|invent\w+|slander\w*|ludicrous|outlandish|smear|hoax|myth|"
    r"fiction|rubbish|bogus|preposterous)\b",
    re.IGNORECASE,
)

# ---- what the words themselves do, where the cue only says that they were said

_VERBS: tuple[tuple[Act, str], ...] = (
    ("demand", r"demands?|call(?:s|ed)?\s(?:up)?on|calls?\sfor|urges?|insists?\sthat"),
    ("request", r"asks?|requests?|appeals?\s(?:to|for)|implores?|begs?|pleads?"),
    ("condemn", r"(?:strongly\s|categorically\s|utterly\s)?(?:condemns?|denounces?|deplores?)"),
    ("deny", r"den(?:y|ies)|refutes?|rejects?\s(?:[\w'’]+\s){0,3}(?:accus|alleg|claim|charge)"),
    ("accuse", r"accuses?|blames?|holds?\s(?:\w+\s){1,5}responsible"),
    ("promise", r"promises?|pledges?|vows?|swears?|guarantees?"),
    ("confirm", r"confirms?|acknowledges?|admits?"),
)  # fmt: skip
_PERFORMED = tuple(
    (
        act,
        re.compile(
            rf"^\W*(?:[\w'’,-]+\s){{0,6}}?(?:we|I|(?:[\w'’.-]+\s){{0,5}}(?:government|ministry|republic|country|party|"
            rf"army|command|movement|leadership|people|nation|family|union|organi[sz]ation)"
            rf"(?:\sof\s(?:the\s)?(?:[\w-]+\s){{0,3}}?[\w-]+)?)\s"
            rf"(?:\w+ly\s|also\s|again\s|therefore\s|do\s|hereby\s|and\s){{0,3}}(?P<verb>{verbs})\b",
            re.IGNORECASE,
        ),
    )
    for act, verbs in _VERBS
)
_HEINOUS = re.compile(
    r"\b(?:heinous|cowardly|barbari[cs]\w*|atrocious|atrocit\w+|massacre|war\scrimes?|crimes?\sagainst\shumanity|"
    r"despicable|abhorrent|outrageous|unacceptable|horrendous|shameful|disgrac\w+|appalling|inhuman\w*|savage\w*|"
    r"horrific|criminal\sact|reprehensible|inexcusable|unforgivable|disgusting)\b",
    re.IGNORECASE,
)
_OUGHT = re.compile(
    r"^\W*(?:that\s)?(?P<who>(?:[\w'’.-]+\s){1,9}?)[\"“'‘]?(?:should|must|ought\sto|needs?\sto|ha(?:s|ve)\sto)\s(?:now\s|not\s|also\s|immediately\s)?"
    r"(?P<be>be\s(?:[\"“']?\w+ly\s)?[\"“']?(?P<done>\w+(?:ed|en|t))[\"”']?)?",
    re.IGNORECASE,
)  # fmt: skip
_MUST_BE = re.compile(
    r"\b(?:must|should|ought\sto|needs?\sto|ha(?:s|ve)\sto)\s(?:not\s)?[\"“'‘]?be\s[\"“'‘]?(?:\w+ly\s)?[\"“'‘]?(?:\w+ly\s)?"
    r"(?:condemned|rejected|denounced|punished|prosecuted|investigated|stopped|halted|released|lifted|imposed|brought\sto|held\s(?:to\s)?"
    r"(?:account|responsible)|sanctioned|called\sto)\b",
    re.IGNORECASE,
)
_NO_QUOTES = str.maketrans("", "", '"“”')
_NO_DUTY = re.compile(r"(?:\b(?:we|I|you|who|if|when|that|not)|n['’]t)\s$", re.IGNORECASE)
_BY_WHOM = re.compile(r"\bby\s(?=(?:the|all|every|an?|its|[A-Z]))")
_IMPERATIVE = re.compile(
    r"^\W*(?:please\s)?(?:stop|end|leave|let|release|withdraw|do\snot|don't|give|free|send|help)\s",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|'ll|won't|would|is\sgoing\sto|are\sgoing\sto|shall|is\slikely\sto|are\slikely\sto|could|may|might)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:in\sthe\s(?:near\s|long\s)?future|in\sthe\s(?:coming|next|following)\s|soon\b|sooner\sor\slater|eventually|inevitabl\w+|"
    r"by\s20\d\d|next\s(?:week|month|year|decade)|years?\sto\scome|more\s\w+\swill\s|will\s(?:probably|likely|almost\scertainly|surely)|"
    r"(?:is|are)\s(?:un)?likely\sto|probably\swill)\b",
    re.IGNORECASE,
)  # fmt: skip
_OWN_FUTURE = re.compile(
    r"^\W*(?:that\s)?(?:we|I)(?:\swill|'ll|\sshall|\s(?:are|am)\sgoing\sto|'re\sgoing\sto|'m\sgoing\sto)\s(?:not\s|never\s|always\s|\w+ly\s)?"
    r"(?:publish|investigat|continu|support|provid|help|protect|fight|defend|work|ensur|mak|releas|send|rebuild|build|"
    r"bring|allow|appoint|end|stop|cut|keep|do|spare|rest|give|tak|stand|deliver|creat|repeal|replac|sign|pay|tell|win)",
    re.IGNORECASE,
)  # fmt: skip
_ADDRESSED = re.compile(
    r"(?:\b(?:call\w*\s(?:up)?on|urg\w+|ask\w*|demand\w*\s(?:of|from)|order\w*|instruct\w*|appeal\w*\s(?:to|on)|begg?\w*|"
    r"implor\w+|request\w*|invit\w+|advis\w+|press\w*|warn\w*|plead\w*\swith|told|tell\w*|exhort\w*|encourag\w*|"
    r"command\w*|petition\w*|threaten\w*|assur\w+|promis\w+|vow\w*\sto|challeng\w+|call\w*))\s*$",
    re.IGNORECASE,
)  # fmt: skip
_ADDRESSING: frozenset[Act] = frozenset({"demand", "request", "promise", "threaten"})


_PERFORMING = frozenset(
    "dema call urge insi ask asks requ appe impl beg begs plea cond deno depl deny deni refu reje accu blam "
    "hold prom pled vow vows swea guar conf ackn admi".split()
)
_OBLIGING = frozenset("shou must ough need have has".split())
_LATER = frozenset("futu comi next foll soon even inev 2020 year like prob will more by sure almo".split())
"""First four letters of words without which the patterns above are not tried."""


@dataclass(frozen=True, slots=True)
class Speech:
    """The act of an attribution, how sure that is, and the span of the addressee or None.

    `by_words` is True where the words decide and not the cue: then a reporter who says them does not accuse.
    """

    act: Act
    sure: float
    by_words: bool
    addressee: Span | None


def speech(flat: str, attribution: Attribution) -> Speech:
    """What an attribution does. `flat` is `plain(text)`."""
    cue = cue_words(flat, attribution)
    content = _content(flat, attribution)
    act, sure = _by_cue(cue)
    if act != "assert" and _only_seems(flat, attribution, act, cue, content):
        act, sure = "assert", SURE_NEUTRAL
    elif act == "assert" and (
        (_CALLED.search(cue) and _FALSE.search(content)) or (_REJECTED.search(cue) and _CHARGE.match(content))
    ):
        act, sure = "deny", SURE_CUE
    by_words = False
    if act == "assert" and _TAKES.search(cue) and re.match(r"\W*(?:full\s|the\s)?responsibility\b", content):
        act, sure = "claim_responsibility", SURE_CUE
    elif act == "assert" and _AGAIN.search(cue) and (noun := _NOUN_OF.match(content)):
        act, sure = (
            ("demand" if noun.group("demand") else "deny" if noun.group("denial") else "accuse"),
            SURE_WORDS,
        )
    if _WARNED.search(cue) and act not in ("demand", "threaten"):
        act, sure = _warning(flat, attribution, content)
    elif _TOLD.search(cue) and re.match(r"\W*(?:not\s)?to\s\w", content):
        act, sure = "demand", SURE_CUE
    elif act == "assert" and sure == SURE_NEUTRAL:
        found = _by_words(content, attribution)
        if found is not None:
            (act, sure), by_words = found, True
    to = _addressee(flat, attribution, act, by_words) if act in _ADDRESSING else None
    return Speech(act, sure, by_words, _with_name(flat, to) if to else None)


def _with_name(flat: str, span: Span) -> Span:
    """Those called on, with whose they are: "all members [of the League]"."""
    more = _OF_NAME.match(flat, span.end) if parse(flat, span).plural else None
    return Span(span.start, more.end()) if more else span


def _only_seems(flat: str, attribution: Attribution, act: Act, cue: str, content: str) -> bool:
    """Is a plan revised, not a figure; a reason cited, nobody; does somebody seek to do something?"""
    if act == "correct":
        return bool(_REVISED.search(cue)) and not _STATED.search(content)
    if act == "report" and _CITED.search(cue) and attribution.content:
        piece = attribution.content[0]
        who = noun_phrase(flat, piece.start, piece.end)
        return who is None or parse(flat, who).sort in ("unknown", "pronoun", "single")
    return act == "request" and bool(_SOUGHT.search(cue)) and content.startswith("to ")


def repeats(flat: str, attribution: Attribution) -> bool:
    """Does the cue say that it was said before?"""
    return _REPEATED.search(cue_words(flat, attribution)) is not None


def cue_words(flat: str, attribution: Attribution) -> str:
    """The words of the cue with those between its pieces, unless content or source stand there."""
    cue = attribution.cue
    if not cue:
        return ""
    whole = Span(cue[0].start, cue[-1].end)
    if whole.end - whole.start < 120 and not any(
        whole.overlaps(p) for p in (*attribution.content, *attribution.source)
    ):
        return whole.of(flat)
    return " ".join(piece.of(flat) for piece in cue)


@cache
def _table(where: str) -> tuple[tuple[Act, re.Pattern[str], frozenset[str]], ...]:
    """The rows of tables/acts.tsv for cues or for words, in their order, with what they need."""
    lists = {row[1]: row[2] for row in rows("acts.tsv") if row[0] == "list"}
    found = []
    for act, place, pattern, *needs in rows("acts.tsv"):
        if place == where:
            for name, words in lists.items():
                pattern = pattern.replace(f"{{{name}}}", words)
            compiled = re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)
            found.append((cast(Act, act), compiled, frozenset(needs[0].split() if needs else ())))
    return tuple(found)


@lru_cache(maxsize=8192)
def _by_cue(cue: str) -> tuple[Act, float]:
    for act, pattern, _ in _table("cue"):
        found = pattern.search(cue)
        if found:
            if _NEGATED.search(cue, 0, found.start()):
                return "assert", SURE_NEGATED
            return act, SURE_CUE
    return "assert", SURE_NEGATED if _NEGATED.search(cue) else SURE_NEUTRAL


def _content(flat: str, attribution: Attribution) -> str:
    return " ".join(piece.of(flat) for piece in attribution.content)


def _warning(flat: str, attribution: Attribution, content: str) -> tuple[Act, float]:
    """A warning threatens where the warner would act, asks where it says what not to do, else predicts."""
    if any(act == "threaten" and pattern.search(content) for act, pattern, _ in _table("words")):
        return "threaten", SURE_WORDS
    if re.match(r"\W*(?:against|not\sto)\b", content):
        return "demand", SURE_CUE
    return ("predict", SURE_WORDS) if _FUTURE.search(content) else ("assert", SURE_WORDS)


def _by_words(content: str, attribution: Attribution) -> tuple[Act, float] | None:
    plain_words = content.translate(_NO_QUOTES)
    starts = {word.lstrip("\"“'‘(")[:4] for word in content.lower().split()}
    own_words = attribution.quoting != "indirect"
    if own_words and not starts.isdisjoint(_PERFORMING):
        for act, pattern in _PERFORMED:
            if pattern.match(content):
                return act, SURE_WORDS
    if not starts.isdisjoint(_OBLIGING) and _MUST_BE.search(content):
        return "demand", SURE_WORDS - 0.1
    for act, pattern, needs in _table("words"):
        if not starts.isdisjoint(needs) and pattern.search(plain_words):
            return act, SURE_WORDS
    if not starts.isdisjoint(_OBLIGING):
        ought = _OUGHT.match(content)
        if ought and not re.search(
            r"(?:\b(?:we|I|you|who|if|when|that|not)|n['’]t)\s$", ought.group("who"), re.IGNORECASE
        ):
            return "demand", SURE_WORDS - 0.1
    if own_words and (_HEINOUS.search(content) or _IMPERATIVE.match(content)):
        return ("condemn" if _HEINOUS.search(content) else "demand"), SURE_WORDS - 0.1
    if _OWN_FUTURE.match(content):
        return "promise", SURE_WORDS - 0.1
    if not starts.isdisjoint(_LATER) and _FUTURE.search(content) and _AHEAD.search(content):
        return "predict", SURE_WORDS
    return None


# ------------------------------------------------------------------------------------- to whom


def _addressee(flat: str, attribution: Attribution, act: Act, by_words: bool) -> Span | None:
    content = attribution.content
    if not content:
        return None
    if not by_words and attribution.cue:
        cue = attribution.cue[-1]
        after = next((c for c in content if c.start >= cue.end), None)
        if after is not None and _ADDRESSED.search(cue.of(flat)) and after.start - cue.end > 2:
            return _agent(flat, Span(cue.end, after.start))
        if after is not None and after.start - cue.end <= 2:
            own = act in ("promise", "threaten") and flat.startswith("that ", after.start)
            if own or _TO_DO.match(flat, *after):
                return None  # "promised to send experts", "threatened that Orlen would respond"
            start = after.start + len(_LEAD.match(after.of(flat)).group())  # type: ignore[union-attr]
            to = noun_phrase(flat, start, after.end)
            if to is not None and cue.of(flat).endswith(" for"):  # "for the council to act"
                return _agent(flat, to) if re.match(r"\s(?:not\s)?to\s", flat[to.end : to.end + 8]) else None
            if to is not None and re.match(
                r"[\"”'’]?\s[\"“'‘]?(?:not\s)?to\s|,\s(?:whose|which|who)\s|[\"”'’]?\s(?:\w+ly\s(?:and\s\w+ly\s)?)?[a-z]+\b",
                flat[to.end : to.end + 40],
            ):
                return _agent(flat, to)
        return None
    return _addressee_in_words(flat, content[0], act)


_OF_NAME = re.compile(r"\sof\s(?:the\s|all\s)?(?:[a-z]+\s)?[A-Z][\w'-]*(?:\s[A-Z][\w'-]*)*(?=[\s,.;\"])")
_TO_DO = re.compile(
    r"to\s(?!(?:the|a|an|all|both|every|each|its|his|her|their|our|some|any|other|those|these)\b)[a-z]"
)
_NOBODY = re.compile(r"(?:the|an?|this|that|more|all|\w+ing\s\w+)$", re.IGNORECASE)
_LEAD = re.compile(r"\W*(?:that\s|on\s|upon\s|to\s|for\s|of\s)?")


def _addressee_in_words(flat: str, piece: Span, act: Act) -> Span | None:
    words = piece.of(flat)
    for done, pattern in _PERFORMED:
        verb = pattern.match(words) if done == act else None
        if verb:
            lead = _LEAD.match(words, verb.end())
            to = noun_phrase(flat, piece.start + (lead.end() if lead else verb.end()), piece.end)
            return _agent(flat, to) if to else None
    ought = _OUGHT.match(words)
    if must := _MUST_BE.search(words):
        by = _BY_WHOM.search(words, must.end())
        to = noun_phrase(flat, piece.start + by.end(), piece.end) if by else None
        return _agent(flat, to) if to else None
    if ought is None:
        return None
    if ought.group("done"):
        by = _BY_WHOM.search(words, ought.end())
        to = noun_phrase(flat, piece.start + by.end(), piece.end) if by else None
    else:
        to = (
            None
            if words[ought.end() :].startswith("be ")
            else Span(piece.start + ought.start("who"), piece.start + ought.end("who"))
        )
    return _agent(flat, to) if to else None


_CONCERNED = re.compile(r"\s(?:concerned|involved|responsible)\s?$")


def _agent(flat: str, span: Span) -> Span | None:
    if closing := _CONCERNED.search(flat, *span):
        span = Span(span.start, closing.start())
    phrase: Phrase = parse(flat, span)
    if phrase.sort in ("unknown", "document", "pronoun") or _NOBODY.match(phrase.text):
        return None
    return phrase.span
