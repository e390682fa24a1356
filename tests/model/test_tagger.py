"""The tagger with a network whose answers are written by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from saidby.model.events import SIZES
from saidby.model.labels import ROLES, VECTOR
from saidby.model.lattice import Floats, Ints
from saidby.model.neighbours import neighbours
from saidby.model.pieces import cut
from saidby.model.session import shipped
from saidby.model.tagger import Settings, Tagger, Text

FLAT = np.zeros((3, 3), dtype=np.float32)


@dataclass
class Written:
    """Calls a word a cue, a source or content by the piece it starts with."""

    cues: set[int]
    sources: set[int]
    contents: set[int]

    def encode(self, ids: Ints, types: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        hidden = ids[:, None].astype(np.float32)
        cue = np.zeros((*ids.shape, 3), dtype=np.float32)
        is_cue = np.isin(ids, list(self.cues))
        cue[..., 0] = np.where(is_cue, -6, 6)
        cue[..., 1] = np.where(is_cue, 6, -6)
        cue[..., 2] = -6
        return hidden, cue, np.zeros((*ids.shape, VECTOR), dtype=np.float32), hidden

    def tell(self, shared: Floats) -> tuple[Floats, Floats]:
        return shared, np.zeros((len(shared), sum(SIZES)), dtype=np.float32)

    def argue(self, words: Floats, starts: Ints, index: Ints, place: Ints) -> Floats:
        return np.zeros((*index.shape, len(ROLES)), dtype=np.float32)

    def link(self, words: Floats, starts: Ints, lasts: Ints, index: Ints, place: Ints) -> Floats:
        pieces = words[index, 0].astype(np.int32)
        scores = np.full((*index.shape, 6), -1e-3, dtype=np.float32)
        scores[..., 0] = np.where(np.isin(pieces, list(self.sources)), 9, -9)
        scores[..., 1] = np.where(np.isin(pieces, list(self.contents)), 9, -9)
        return scores


def tagger(*said: str) -> Tagger:
    """Cues, sources and contents, each as words."""
    tokenizer = shipped().tokenizer
    sets = [{tokenizer.token_to_id(word) or 0 for word in words.split()} for words in said]
    return Tagger(Written(*sets), tokenizer, Settings(FLAT, FLAT, least=0.4))


def test_a_cue_is_tied_to_its_source_and_to_content_in_pieces() -> None:
    text = '"It stands," she said. "It held."'
    (link,) = tagger("said", "she", '" it stands , held .').tag(Text(text, ((0, len(text)),)))
    assert text[slice(*link.cue)] == "said"
    assert [text[slice(*span)] for span in link.source] == ["she"]
    assert [text[slice(*span)] for span in link.content] == ['"It stands,"', '. "It held."']
    assert link.cue_score == pytest.approx(1, abs=1e-3)


def test_a_link_reaches_into_another_row() -> None:
    text = "The dam broke. " + "It rained. " * 30 + "\n\nshe said."
    regions = ((0, text.index("\n")), (text.index("she"), len(text)))
    model = tagger("said", "dam", "broke")
    links = Tagger(model.network, model.tokenizer, model.settings, budget=32).tag(Text(text, regions))
    assert [[text[slice(*span)] for span in link.source] for link in links] == [["dam"]]


def test_a_cue_may_have_no_source_and_a_text_no_cue() -> None:
    model = tagger("said", "she", "it")
    assert [link.source for link in model.tag(Text("said it", ((0, 7),)))] == [()]
    assert model.tag(Text("she knew it", ((0, 11),))) == []
    assert model.tag(Text("", ())) == []


def test_neighbours_stop_at_the_ends_of_the_text() -> None:
    text = "a b c"
    pieces = cut(text, [(0, 5)], shipped().tokenizer)
    near = neighbours(pieces, np.array([1], dtype=np.int32), np.array([2], dtype=np.int32))
    assert near.index.tolist() == [[0, 1, 2]]
    assert near.lengths.tolist() == [3]
    assert len(set(near.place[0].tolist())) == 3
