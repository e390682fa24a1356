"""Porter's stemmer, as SQLite's FTS5 has it: "bridges" and "bridge" are one word, on both databases alike.

M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980; FTS5 takes words of less than three
bytes or more than 64 as they are, and every byte that is no ASCII vowel for a consonant.
"""

from __future__ import annotations

from functools import lru_cache

SHORTEST, LONGEST = 3, 64  # bytes

# Suffix and what stands for it, where what is left has a vowel and then a consonant. The first that fits.
_SECOND = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
    ("logi", "log"), ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
    ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"),
    ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
_THIRD = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""),
    ("ness", ""),
)  # fmt: skip
# Suffixes that go where what is left has that twice.
_FOURTH = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize",
)  # fmt: skip


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a word in small letters."""
    if word.isascii():
        return _stem(word)
    return _stem(word.encode(errors="replace").decode("latin-1")).encode("latin-1").decode(errors="replace")


def _stem(word: str) -> str:
    """Of a word of one letter a byte."""
    if not SHORTEST <= len(word) <= LONGEST:
        return word
    word = _without_plural(word)
    word = _without_past(word)
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(_replaced(word, _SECOND), _THIRD)
    return _without_ending(_shortened(word))


def _without_plural(word: str) -> str:
    if not word.endswith("s") or word.endswith("ss"):
        return word
    if (word.endswith("sses") and len(word) > 4) or (word.endswith("ies") and len(word) > 3):
        return word[:-2]
    return word[:-1]


def _without_past(word: str) -> str:
    if word.endswith("eed") and len(word) > 3:
        return word[:-1] if _measure(word[:-3]) else word
    for suffix in ("ed", "ing"):
        if word.endswith(suffix) and len(word) > len(suffix) and _has_vowel(word[: -len(suffix)]):
            return _mended(word[: -len(suffix)])
    return word


def _mended(word: str) -> str:
    """What was cut off too much is put back, and what was doubled for the ending is not."""
    if word.endswith(("at", "bl", "iz")) and len(word) > 2:
        return word + "e"
    if word[-1:] not in ("a", "e", "i", "o", "u", "l", "s", "z") and word[-1:] == word[-2:-1]:
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _is_short(word) else word


def _replaced(word: str, suffixes: tuple[tuple[str, str], ...]) -> str:
    for suffix, other in suffixes:
        if word.endswith(suffix) and len(word) > len(suffix):
            left = word[: -len(suffix)]
            return left + other if _measure(left) else word
    return word


def _shortened(word: str) -> str:
    for suffix in _FOURTH:
        if word.endswith(suffix) and len(word) > len(suffix):
            left = word[: -len(suffix)]
            fits = _measure(left) > 1 and (suffix != "ion" or left.endswith(("s", "t")))
            return left if fits else word
    return word


def _without_ending(word: str) -> str:
    if word.endswith("e"):
        left = word[:-1]
        measure = _measure(left)
        if measure > 1 or (measure == 1 and not _is_short(left)):
            word = left
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word


# -------------------------------------------------------------------------------------- letters


def _consonants(word: str) -> list[bool]:
    """For each letter; "y" is one at the beginning and after a vowel."""
    found: list[bool] = []
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and bool(found) and found[-1])
        found.append(not vowel)
    return found


def _measure(word: str) -> int:
    """How often a consonant follows a vowel; 2 stands for more, too."""
    count, before = 0, True
    for consonant in _consonants(word):
        count += consonant and not before
        if count == 2:
            break
        before = consonant
    return count


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiou" or (letter == "y" and at > 0) for at, letter in enumerate(word))


def _is_short(word: str) -> bool:
    """Ends with consonant, vowel, consonant, the last none of w, x, y."""
    return word[-1:] not in ("w", "x", "y") and _consonants(word)[-3:] == [True, False, True]
