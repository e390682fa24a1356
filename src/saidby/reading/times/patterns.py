"""One pattern for every kind of time expression, tried in order at each word of a sentence."""

from __future__ import annotations

import re

from saidby.reading.times.words import (
    EASTER,
    HOLIDAYS,
    MONTH,
    MOVING,
    NUMBER,
    ORDINAL_WORD,
    PART,
    SEASON,
    SPOKEN_YEAR,
    UNIT,
    VAGUE,
    WEEKDAY,
    YEAR,
    ZONE,
)  # fmt: skip

AMOUNT = rf"(?:{NUMBER}|{VAGUE})"
ABOUT = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|some|more\s+than|less\s+than|fewer\s+than|"
    r"at\s+least|at\s+most|no\s+more\s+than|up\s+to|(?:just\s+|well\s+)?over(?=\s+an?\s)|under|only|just)\s+)?"
)
RELATION = (
    r"(?:this\s+past|this\s+coming|last|past|next|this|coming|previous|following|same|current|preceding|that|"
    r"recent|upcoming|latest)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NTH = r"(?:first|second|third|fourth)"
_MANY = r"(?:hours|days|weeks|months|years|decades|centuries)"
_TRADING = r"(?:more\s+|full\s+|straight\s+|consecutive\s+|trading\s+|business\s+|working\s+)?"
_KINDS = {
    "iso": r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?",
    "numeric": r"\d{1,2}(?P<sep>[/.])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/.]\d)|9/11(?![\d/])",
    "clock": (
        rf"\d{{1,2}}(?:[:.]\d\d)?\s?(?:a\.m\.?|p\.m\.?|am(?![a-z])|pm(?![a-z]))(?:\s+{ZONE})?|"
        rf"\d{{1,2}}:\d\d(?::\d\d)?(?:\s?(?:hours|hrs))?(?![\d:])(?:\s?{ZONE})?|\d{{4}}\s?(?:GMT|UTC)|"
        rf"(?:{NUMBER})\s+o'clock(?:\s+in\s+the\s+{PART})?|(?:noon|midnight|midday)(?:\s+{ZONE})?|"
        rf"\d{{1,2}}\s+in\s+the\s+{PART}"
    ),
    "daymonth": (
        rf"(?:the\s+)?(?:{_DAY}\s?(?:[-\u2013]|to|and)\s?)?{_DAY}(?:\s+of)?\s+{MONTH}\.?"
        rf"(?:,?\s+(?:{YEAR}|\d\d(?!\d|[:,.]\d|%)))?"
    ),
    "monthday": (
        rf"{MONTH}\.?\s+(?:the\s+)?(?:{_DAY}(?!\d|:\d|,\d{{3}}|\.\d|%)"
        rf"(?:\s?[-\u2013]\s?\d{{1,2}}(?!\d)|"
        rf"\s+(?:and|to|through|or)\s+\d{{1,2}}(?=\s*[,.;:)]|\s+(?:at|in|this|that|when|for|{YEAR})\b))?"
        rf"(?:\s*,?\s*{YEAR})?|{ORDINAL_WORD}(?![a-z-])(?:,?\s+{YEAR})?)"
    ),
    "monthyear": rf"{MONTH}\.?,?\s+(?:of\s+)?(?:{YEAR}|{SPOKEN_YEAR})",
    "relative": (
        rf"(?:the\s+|these\s+|those\s+)?{RELATION}\s+(?:{AMOUNT}\s+)?"
        rf"(?:(?:calendar|fiscal|trading|full|business|school|academic)\s+)?"
        rf"(?:{UNIT}s?|{SEASON}s?|{MONTH}(?!\.?\s\d{{1,2}}(?!\d))|{WEEKDAY}|{PART}|half|period)(?![a-z-])"
        r"(?:\s+or\s+(?:so|two))?"
    ),
    "yearquarter": rf"the\s+{YEAR}\s+(?:quarter|period)(?![a-z])",
    "quarter": (
        r"(?:the\s+)?(?:(?:fiscal|\d{4}|full|current|final|fiscal\s+\d{4})\s+)?"
        rf"(?:{_NTH}|1st|2nd|3rd|4th|final|last)[-\s](?:fiscal\s+)?(?:quarter|half|quarters)(?![a-z])|"
        rf"{_NTH}(?=\s+(?:and|to|or)\s+{_NTH}[-\s]quarters?)|Q[1-4](?![\w])|H[12](?=\s+\d{{4}})"
    ),
    "yearago": (
        r"(?:the\s+)?(?:(?:comparable|corresponding|same)\s+)?"
        r"(?:year[-\s]ago|year[-\s]earlier|prior[-\s]year|year-before)"
        rf"(?:[-\s]{_NTH})?(?:[-\s](?:quarter|period|half))?|"
        r"(?:the\s+)?(?:comparable|corresponding)\s+(?:quarter|period)"
    ),
    "ago": (
        rf"{ABOUT}(?:(?:{AMOUNT}|a|an|one)[-\s]+)?(?:more\s+)?{UNIT}s?"
        r"(?:\s+or\s+so|\s+or\s+two|\s+and\s+a\s+half)?[-\s]+"
        r"(?:ago|earlier|later|before|afterwards?|previously|from\s+now|hence|beforehand|prior)(?![a-z])"
    ),
    "duration": (
        rf"{ABOUT}(?:the\s+(?:first|last|next|past|final|full|coming)\s+|"
        r"(?:the|another|each\s+of\s+the|an\s+additional)\s+)?"
        rf"{AMOUNT}(?:\s+(?:and|or|to)\s+{AMOUNT}|\s?[-\u2013]\s?\d+)?(?:\s+and\s+a\s+half)?[-\s]+{_TRADING}"
        rf"{UNIT}s?(?:-old|-long)?(?![a-z])(?:\s+and\s+a\s+half)?|"
        rf"{ABOUT}(?:half\s+an?|an?|another|an\s+additional|a\s+full)\s+{UNIT}(?:-long)?(?![a-z-])"
        r"(?:\s+and\s+a\s+half|\s+or\s+(?:so|two|more))?|"
        rf"{NUMBER}(?=\s+(?:to|or)\s+{NUMBER}[-\s]{UNIT}s?)|"
        rf"(?:the\s+)?(?:first\s+)?{_MANY}(?:\s+ahead|\s+to\s+come)?(?![a-z-])"
    ),
    "decade": (
        r"(?:the\s+)?(?:(?:early|mid|late)[-\s]+)?(?:(?:1\d|20)\d0s|['\u2019]?\d0s|"
        r"(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))(?![a-z])"
    ),
    "century": (
        rf"(?:the\s+)?(?:(?:early|mid|late)[-\s]+)?(?:\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL_WORD})[-\s]century"
    ),
    "fiscal": rf"(?:the\s+)?(?:{YEAR}\s+)?fiscal(?:\s+year)?(?:\s+{YEAR})?|FY\s?(?:{YEAR}|\d\d)(?!\d)",
    "spoken": rf"(?:the\s+year\s+)?{SPOKEN_YEAR}",
    "years": rf"{YEAR}(?:\s?[-\u2013/]\s?(?:{YEAR}|\d\d(?!\d)))(?![-\d])",
    "year": rf"{YEAR}",
    "set": (
        rf"(?:every|each)\s+(?:other\s+)?(?:single\s+)?(?:{AMOUNT}\s+|second\s+|third\s+)?"
        rf"(?:{UNIT}s?|{WEEKDAY}|{MONTH}|{PART}|{SEASON})(?![a-z])|"
        r"(?:daily|weekly|monthly|yearly|hourly|nightly|annually|biweekly|fortnightly)(?![a-z-])|"
        rf"(?:once|twice|{NUMBER}\s+times)\s+(?:a|an|per|each|every)\s+{UNIT}|per\s+{UNIT}"
    ),
    "month": rf"{MONTH}\.?",
    "weekday": rf"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?(?![a-z])|{WEEKDAY}\.?",
    "deictic": (
        r"(?:today|yesterday|tomorrow|tonight|overnight|"
        r"the\s+day\s+(?:before\s+yesterday|after\s+tomorrow))(?![a-z])"
    ),
    "chained": (
        r"(?:the\s+(?:day|night|morning|week|month|year)\s+(?:before|after)|the\s+next\s+(?:day|morning|night)|"
        r"(?:that|the\s+same)\s+(?:same\s+)?"
        r"(?:day|night|morning|afternoon|evening|week|month|year|quarter))(?![a-z])"
    ),
    "daypart": rf"(?:the\s+)?(?:mid[-\s])?{PART}(?![a-z])",
    "holiday": "|".join(
        re.escape(name).replace("'", "['\u2019]").replace(r"\ ", r"\s+")
        for name in sorted((*HOLIDAYS, *MOVING, *EASTER), key=len, reverse=True)
    ),
    "season": rf"(?:the\s+)?{SEASON}(?:\s+of)?(?:\s+(?:{YEAR}|{SPOKEN_YEAR}))?(?![a-z-])",
    "weekend": r"the\s+weekend",
    "bare": r"the\s+(?:current\s+|full\s+)?(?:day|week|month|quarter|year)(?![a-z-])",
    "yearend": r"(?:the\s+)?year(?:[-\s]|['\u2019]s\s)end(?![a-z])",
    "present": (
        r"(?:right\s+now|now|currently|at\s+present|at\s+the\s+moment|nowadays|these\s+days|today's)(?![a-z])"
    ),
    "past": r"(?:(?:more|most)\s+)?recently(?![a-z])|the\s+(?:recent\s+|distant\s+)?past(?![a-z])",
    "current": r"(?:then\s+)?current(?=\s+\w)",
    "future": (
        r"(?:the\s+(?:near\s+|foreseeable\s+|immediate\s+)?future|soon|as\s+soon\s+as\s+possible|some\s?day|"
        r"the\s+near\s+term)(?![a-z])"
    ),
    "coming": rf"(?:the\s+)?(?:coming|future|past|previous|recent)\s+{UNIT}s",
    "later": r"later(?![a-z])",
    "before": (
        r"(?:previous|earlier|prior|past)(?=\s+(?:accusation|allegation|statement|claim|report|remark|comment|"
        r"assertion|denial|announcement|warning|complaint|testimon)(?:s|y|ies)?\b)"
    ),
}
# The first letters of everything above, after an article or not: at most words the many alternatives need not
# be tried. It may let through what is no time; that it lets through all that may be one is tested.
_STEMS = """
    abo add aft alm ann ano app apr arm aro ash aug aut biw box cen chr col com cor cou cur d-d dai daw day
    dec dis doz dus eac ear eas eig ele eve fal fat feb few fif fin fir fis fiv fol for fou fri ful fut fy
    goo hal hou hun imm int jan jul jun jus lab las lat les man mar may mem mid min mon mor mos mot nea new
    nex nig nin noo nov now num oct onc one onl ove pal pas per pre pri qua rec rig rou sam sat sec sep sev
    six som soo spr st. sum sun ten tha thi tho thr thu tod tom ton tue twe twi two und upc val vet wed wee
    wel win yea yes zer
"""


def _gate(stems: list[str]) -> str:
    """A look ahead for one of the stems, or what begins with a number; stems are grouped by first letter."""
    groups: dict[str, list[str]] = {}
    for stem in stems:
        groups.setdefault(stem[0], []).append(re.escape(stem[1:]))
    words = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())
    return (
        rf"(?=(?:(?:the|an?)[\s-]+)?(?:[\d'\u2019]|{words})"
        r"|the[ns]|the\s+a\s|as\s|at\s|no\s|up\s|[hq]\d)"
    )


ANY = re.compile(
    r"(?=[\w'\u2019])(?<![\w$\u00a3\u20ac#.,'\u2019])(?<!\d[:/])"
    r"(?:(?<![-\u2011])|(?<=mid-)|(?<=late-)|(?<=early-)|(?<=post-)|(?<=pre-)|(?<=day-))"
    + _gate(_STEMS.split())
    + "(?:"
    + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items())
    + r")(?!\w)",
    re.IGNORECASE,
)
