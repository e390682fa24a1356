"""Pieces and rows: what the encoder is given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from saidby.model.pieces import CLS, SEP, Pieces, cut, rows
from saidby.model.session import shipped


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return shipped().tokenizer


def words(text: str, pieces: Pieces) -> list[str]:
    return [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]


def test_a_word_is_a_run_of_letters_or_one_mark(tokenizer: Tokenizer) -> None:
    text = "Velmora's army: «No\u00a0comment», it said."
    found = cut(text, [(0, len(text))], tokenizer)
    assert words(text, found) == [
        "Velmora", "'", "s", "army", ":", "«", "No", "comment", "»", ",", "it", "said", ".",
    ]  # fmt: skip


def test_a_word_of_several_pieces_keeps_its_whole_span(tokenizer: Tokenizer) -> None:
    text = "Orvendale denies it"
    found = cut(text, [(0, len(text))], tokenizer)
    assert words(text, found) == ["Orvendale", "denies", "it"]
    assert len(found.ids) > len(found)


def test_types_tell_capitals_closing_marks_and_quotations(tokenizer: Tokenizer) -> None:
    text = 'He said "NO Way", then'
    found = cut(text, [(0, len(text))], tokenizer)
    types = dict(zip(words(text, found), found.types[found.first].tolist(), strict=True))
    assert types == {"He": 1, "said": 0, '"': 3, "NO": 6, "Way": 5, ",": 3, "then": 0}


def test_only_the_regions_are_cut(tokenizer: Tokenizer) -> None:
    text = "Menu\nThe dam broke.\nShare"
    found = cut(text, [(5, 19)], tokenizer)
    assert words(text, found) == ["The", "dam", "broke", "."]


def test_special_tokens_written_in_a_page_are_text(tokenizer: Tokenizer) -> None:
    text = "He typed [SEP] twice"
    found = cut(text, [(0, len(text))], tokenizer)
    assert SEP not in found.ids.tolist()
    assert words(text, found)[2:5] == ["[", "SEP", "]"]


def test_regions_share_a_row_with_a_separator_between(tokenizer: Tokenizer) -> None:
    text = "One two.\n\nThree."
    pieces = cut(text, [(0, 8), (10, 16)], tokenizer)
    (row,) = rows(pieces, budget=64)
    assert row.ids.tolist()[0] == CLS
    assert [place for place, piece in enumerate(row.ids.tolist()) if piece == SEP] == [4, 7]
    assert row.columns.tolist() == [1, 2, 3, 5, 6]
    assert np.array_equal(row.ids[row.columns], pieces.ids[pieces.first])


def test_a_long_region_is_cut_after_a_sentence(tokenizer: Tokenizer) -> None:
    text = "The bridge over the river fell. " * 6
    pieces = cut(text, [(0, len(text))], tokenizer)
    found = rows(pieces, budget=24)
    assert [len(row.columns) for row in found] == [21, 21]


@given(st.lists(st.text(max_size=60), max_size=6), st.integers(8, 40))
@settings(max_examples=150, deadline=None)
def test_every_word_is_in_one_row_and_no_row_is_too_long(parts: list[str], budget: int) -> None:
    tokenizer = shipped().tokenizer
    text = "\n\n".join(parts)
    regions, place = [], 0
    for part in parts:
        regions.append((place, place + len(part)))
        place += len(part) + 2
    pieces = cut(text, regions, tokenizer)
    found = rows(pieces, budget=budget)
    assert [row.word for row in found] == np.cumsum([0, *(len(row.columns) for row in found)]).tolist()[:-1]
    assert sum(len(row.columns) for row in found) == len(pieces)
    for row in found:
        one_word = len(row.columns) == 1
        assert len(row.ids) <= budget or one_word
        window = slice(row.word, row.word + len(row.columns))
        assert np.array_equal(row.ids[row.columns], pieces.ids[pieces.first[window]])
