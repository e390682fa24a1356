"""How names of places are written alike: the form that the gazetteer knows, and the consonants."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th",
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ß": "ss", "ı": "i", "ə": "a", "Ə": "a",
        "ħ": "h", "Ħ": "h",
        "'": "", "’": "", "‘": "", "`": "", "ʿ": "", "ʾ": "", "ʼ": "", "ʻ": "", "´": "", "ʹ": "",
        "-": " ", "–": " ", "‐": " ", ".": " ", ",": " ", "/": " ", "\u00a0": " ", "\n": " ", "\t": " ",
    }
)  # fmt: skip
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "the": ""}
_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|ad|ar|at|ath|az|an) ?(?=\w{3})")
_MARKED_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|ad|ar|at|ath|az|an) ")
_FOLDS = tuple(
    pair.split("=") for pair in "kh=k sh=s ch=s gh=g dh=d th=t zh=z ph=f q=k c=k x=ks v=w j=g z=s".split()
)
_DOUBLED = re.compile(r"(.)\1+")
_SOFT = re.compile(r"[aeiouyh ]")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The look-up form: lower case, no accents, marks or article, "Saint" as "st"."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_PLAIN))
        name = "".join(c for c in name if not unicodedata.combining(c))
    words = name.translate(_PLAIN).lower().split()
    return " ".join(short for word in words if (short := _SHORT.get(word, word)))


def without_article(key: str) -> str | None:
    """A look-up form without its Arabic article, None where it has none: "al khalidiyah"."""
    bare = _MARKED_ARTICLE.sub("", key)
    return bare if bare != key and len(bare) > 3 else None


@lru_cache(maxsize=65_536)
def skeleton(name: str) -> str:
    """The consonants by which one name in two transliterations is found: "Khan Sheikhun", "Khān Shaykhūn".

    Article, vowels, h and doubled letters go; kh, sh, gh, q and their like fall together.
    """
    key = _ARTICLE.sub("", fold(name), count=1)
    for pair, one in _FOLDS:
        key = key.replace(pair, one)
    return _DOUBLED.sub(r"\1", _SOFT.sub("", key))
