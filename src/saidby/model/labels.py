"""Labels: what the heads of the model can say of a word, in the order of their outputs.

Types and modes are PLOVER's (Manual, Draft 2.0); `OTHER` stands for an event that has no PLOVER type.
The words are explained for people in docs/annotation.md.
"""

from __future__ import annotations

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OTHER",
)  # fmt: skip

MODES = (
    "visit", "third-party", "multilateral", "phone", "withdraw", "release", "disarm", "ceasefire",
    "access", "resign", "assist", "change", "yield", "meet", "disapprove", "investigate", "allege",
    "restrict", "arrest", "relations", "expel", "territory", "violence", "demo", "riot", "strike",
    "hunger", "boycott", "obstruct", "vandalize", "convict", "discontinue", "troops", "weapons",
    "police", "militia", "seize", "censor", "curfew", "martial-law", "deport", "withhold",
    "misinformation", "cyber", "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive",
    "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
    "unconventional",
)  # fmt: skip

FACTUALITIES = (
    "happened", "denied", "attempted", "purpose", "future", "hypothetical", "habitual", "background",
)  # fmt: skip

ROLES = ("actor", "recipient", "object", "instrument", "place", "time", "figure")
"""What a word can be to an event. A phrase may have two: "12 civilians" is recipient and figure."""

NAMES = ("person", "organization", "place", "group")
"""Kinds of names; nationalities and faiths are groups."""

HARMS = ("perpetrator", "victim", "target", "weapon")
"""Roles in an attack of whatever event of the article: MUC-4's slots, without their templates."""

VECTOR = 64
"""Numbers of a vector; the angle between two says how much two sentences are about the same."""
