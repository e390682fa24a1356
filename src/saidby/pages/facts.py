"""Facts: what an article's elements say about it: id, byline, tags, language."""

from __future__ import annotations

import hashlib
import re

from saidby.data import Element
from saidby.pages import furniture
from saidby.pages.dates import DATE, TIME

LANGUAGE_SAMPLE = 600  # characters; py3langid is right on all ten-sentence samples with as many
FEW_LETTERS = 40  # fewer say nothing sure about a language


def article_id(url: str | None, text: str) -> str:
    """sha256 of the url (or nothing) and the text."""
    return hashlib.sha256(((url or "") + text).encode("utf-8", errors="surrogatepass")).hexdigest()


def words_of(text: str, elements: tuple[Element, ...], role: str) -> str | None:
    """The words of the first element with this role, blanks made single; None when there is none."""
    found = next((item for item in elements if item.role == role), None)
    return " ".join(found.span.of(text).split()) if found else None


def byline_of(text: str, elements: tuple[Element, ...]) -> str | None:
    """Who wrote it, without "By" and dates; None when no byline stands on the page."""
    lines = (" ".join(item.span.of(text).split()) for item in elements if item.role == "byline")
    # "(Reporting by ...; Editing by ...)" credits the desk, also where somebody else signs
    return next(
        (name for line in lines if not furniture.REPORTING.match(line) and (name := clean_byline(line))), None
    )


def clean_byline(line: str) -> str | None:
    line = re.sub(
        r"^[(\[]?(?:(?:words|written|reported|text|story|reporting|photographs?) by|by|authors?"
        r"|reporter)\b\s*:?\s*",
        "",
        line,
        flags=re.IGNORECASE,
    )
    line = DATE.sub(" ", TIME.sub(" ", line))
    line = re.sub(r"^(?:posted|published|updated)(?: by| on)?\b\s*:?", "", line.strip(), flags=re.IGNORECASE)
    line = next(
        (
            part
            for part in re.split(r"\s*[|·•／]\s*|;\s*(?:editing|writing)\b", line, flags=re.IGNORECASE)
            if part.strip(" ,.-–—")
        ),
        "",
    )
    line = re.sub(r"^by\b\s*:?\s*", "", " ".join(line.split()), flags=re.IGNORECASE)
    return line.strip(" ,.;:()[]–—-") or None


def tags_of(text: str, elements: tuple[Element, ...]) -> tuple[str, ...]:
    tags: dict[str, None] = {}
    for item in elements:
        if item.role == "tags":
            words = item.span.of(text)
            terms = furniture.tag_list(words)
            if terms is None and not furniture.TAGS_ALONE.fullmatch(words):
                terms = (" ".join(words.split()),)
            tags.update(dict.fromkeys(terms or ()))
    return tuple(tags)


def language_of(text: str, elements: tuple[Element, ...]) -> str | None:
    """BCP 47 primary tag guessed from the story's first 600 characters; None when there is too little."""
    sample = ""
    for item in elements:
        if item.role in ("body", "deck"):
            sample += text[item.span.start : min(item.span.end, item.span.start + LANGUAGE_SAMPLE)] + " "
            if len(sample) >= LANGUAGE_SAMPLE:
                break
    sample = sample[:LANGUAGE_SAMPLE]
    if sum(character.isalpha() for character in sample) < FEW_LETTERS:
        return None
    import py3langid

    language: str = py3langid.classify(sample.lower())[0]
    return language
