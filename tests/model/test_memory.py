"""Memory: texts that were met before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from saidby.model.memory import Memory, key_of, moved
from saidby.model.session import shipped
from saidby.model.tagger import Seen, Tagger, Text

FIRST = (
    'The dam at Orvendale broke on Monday, killing 12 people, the Tarsk governor said. "It held for years,"'
)
SECOND = "he told reporters. The opposition accused the army of shelling it."


def text(before: str, between: str) -> Text:
    whole = before + FIRST + between + SECOND
    second = len(before + FIRST + between)
    return Text(whole, ((len(before), len(before + FIRST)), (second, len(whole))))


@pytest.fixture(scope="module")
def forgetful() -> Tagger:
    return replace(shipped(), memory=None)


def alike(one: Seen, other: Seen) -> bool:
    a, b = one.meaning, other.meaning
    assert a is not None
    assert b is not None
    same = all(np.array_equal(getattr(a, name), getattr(b, name)) for name in ("starts", "ends", "sums"))
    return same and replace(one, meaning=None) == replace(other, meaning=None)


def test_what_was_seen_moves_with_its_words(forgetful: Tagger) -> None:
    here, there = text("Menu\n", "\n\n"), text("", " | Advertisement |\n\n")
    seen = forgetful.look(here)
    assert seen.links
    assert seen.triggers
    assert alike(moved(seen, here.regions, there.regions), forgetful.look(there))


def test_a_text_met_before_is_not_read_again(forgetful: Tagger) -> None:
    class Counted:
        rows = 0

        def __getattr__(self, name: str) -> object:
            if name == "encode":
                Counted.rows += 1
            return getattr(forgetful.network, name)

    tagger = replace(forgetful, network=Counted(), memory=Memory())  # type: ignore[arg-type]
    here, there = text("Menu\n", "\n\n"), text("", "\n\n\n")
    first = tagger.look_all([here, there, here])
    rows = Counted.rows
    assert alike(tagger.look(there), forgetful.look(there))
    assert Counted.rows == rows == 1
    assert alike(first[0], first[2])
    assert alike(first[1], forgetful.look(there))


def test_the_text_that_was_not_met_for_the_longest_time_is_forgotten() -> None:
    memory = Memory(most=10)
    texts = [Text(words, ((0, len(words)),)) for words in ("four", "five", "sixth")]
    keys = [key_of(each, "all") for each in texts]
    memory.keep(keys[0], texts[0], Seen([]))
    memory.keep(keys[1], texts[1], Seen([]))
    assert memory.recall(keys[0], texts[0]) == Seen([])
    memory.keep(keys[2], texts[2], Seen([]))
    assert [memory.recall(key, each) for key, each in zip(keys, texts, strict=True)] == [
        Seen([]), None, Seen([]),
    ]  # fmt: skip


def test_texts_of_other_regions_are_others() -> None:
    words = "one two"
    assert key_of(Text(words, ((0, 7),)), "all") != key_of(Text(words, ((0, 3), (4, 7))), "all")
    assert key_of(Text(words, ((0, 7),)), "all") != key_of(Text(words, ((0, 7),)), "links")
