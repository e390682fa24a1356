"""Attributions from what a model ties together; the model is written by hand, links as words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from saidby.data import Article, Attribution, Span
from saidby.model.tagger import Link, Seen, Settings, Text
from saidby.pages import read_text
from saidby.reading.attributions import attributions
from saidby.reading.sentences import sentences
from saidby.reading.sight import regions, sights

SURE = 0.99


@dataclass(frozen=True)
class Said:
    """A link in words. `inside` says that it shows only when the model reads a content by itself."""

    source: str
    cue: str
    content: Sequence[str]
    inside: bool = False
    score: float = SURE


@dataclass
class Written:
    """A tagger that finds what was written down for it, in whatever text it is given."""

    said: Sequence[Said]
    name: str = "written"
    asked: list[str] = field(default_factory=list)
    settings: Settings = field(
        default_factory=lambda: Settings(
            np.zeros((3, 3), np.float32), np.zeros((3, 3), np.float32), 0.4, (0.0, 1.0, 1.0, 0.0), 0.2
        )
    )

    def tag(self, text: Text) -> list[Link]:
        whole = not self.asked
        low, high = text.regions[0][0], text.regions[-1][1]
        self.asked.append(text.text[low:high])
        links = [self._link(text, said) for said in self.said if said.inside is not whole]
        return [link for link in links if link and low <= link.cue[0] < high]

    def tag_all(self, texts: Sequence[Text]) -> list[list[Link]]:
        return [self.tag(text) for text in texts]

    def look_all(self, texts: Sequence[Text]) -> list[Seen]:
        return [Seen(self.tag(text)) for text in texts]

    def _link(self, text: Text, said: Said) -> Link | None:
        def at(words: str) -> tuple[int, int]:
            start = text.text.index(words)
            return start, start + len(words)

        source = (at(said.source),) if said.source else ()
        return Link(at(said.cue), source, tuple(map(at, said.content)), said.score, said.score)


def found(text: str, *said: Said) -> tuple[Article, tuple[Attribution, ...]]:
    article, _ = read_text(text)
    model = Written(said)
    seen = sights([article], model, limit=len(text))  # type: ignore[arg-type]
    (found,) = attributions([article], [sentences(article)], seen, model)  # type: ignore[arg-type]
    return article, found


def words(article: Article, spans: Sequence[Span]) -> list[str]:
    return [span.of(article.text) for span in spans]


STORY = (
    "Tarsk was quiet on Monday after a night of shelling in the northern quarters of the city.\n\n"
    'The army said that it had not fired. "We were asleep," Colonel Orrin said. The river rose.\n\n'
    "A long line of people stood at the depot, waiting for flour that had been promised for weeks."
)


def test_an_attribution_keeps_its_pieces_and_its_kind_of_quoting() -> None:
    article, (first, second) = found(
        STORY,
        Said("Colonel Orrin", "said. The", ['"We were asleep,"']),
        Said("The army", "said", ["that it had not fired"]),
    )
    assert (first.id, words(article, first.source), words(article, first.content), first.quoting) == (
        "a1", ["The army"], ["that it had not fired"], "indirect",
    )  # fmt: skip
    assert (second.id, words(article, second.content), second.quoting) == (
        "a2", ['"We were asleep,"'], "direct",
    )  # fmt: skip
    assert first.parent is None


def test_unquoted_words_of_a_later_sentence_are_not_content() -> None:
    article, (only,) = found(STORY, Said("Colonel Orrin", "said. ", ['"We were asleep,"', "The river rose"]))
    assert words(article, only.content) == ['"We were asleep,"']


def test_content_that_stands_in_a_later_sentence_alone_is_kept() -> None:
    article, (only,) = found(STORY, Said("The army", "said", ["The river rose"]))
    assert words(article, only.content) == ["The river rose"]


def test_an_unlikely_attribution_is_dropped() -> None:
    _, row = found(STORY, Said("The army", "said", ["that it had not fired"], score=0.2))
    assert row == ()


def test_a_cue_without_content_attributes_nothing() -> None:
    _, row = found(STORY, Said("The army", "said", []))
    assert row == ()


NAMES = (
    "Wil Haddering, 70, was a porter there. The death notice sent in by his family reads only that he was at "
    "the market.\n\n"
    "On Saturday the rebels rejected the charge made against them by the governor of the province, Jorim "
    "Askelle, who had spoken on the evening before."
)


def test_a_source_lies_in_one_sentence() -> None:
    article, (only,) = found(
        NAMES,
        Said(
            "Wil Haddering, 70, was a porter there. The death notice sent in by his family",
            "reads only",
            ["that he was at the market"],
        ),
    )
    assert words(article, only.source) == ["The death notice sent in by his family"]


def test_the_rest_of_a_name_is_no_cue() -> None:
    _, row = found(NAMES, Said("Jorim", "Askelle", ["the rebels rejected the charge"]))
    assert row == ()


HEADED = (
    "The shelling of Tarsk went on through the night and into the morning, witnesses said.\n\n"
    "Calling for a Truce\n\n"
    "The Valley Council called for a truce before the winter and asked both armies to agree to it."
)


def test_running_text_takes_nothing_from_a_heading() -> None:
    article, (only,) = found(
        HEADED, Said("The Valley Council", "called for", ["Calling for a Truce", "a truce before the winter"])
    )
    assert words(article, only.content) == ["a truce before the winter"]


def test_a_heading_has_no_source_in_the_text_below() -> None:
    _, row = found(HEADED, Said("The Valley Council", "Calling for", ["a Truce"]))
    assert row == ()


NESTED = (
    "A spokesman for the Valley Council said that the army had denied that it shelled the market in Tarsk. "
    "He spoke to reporters at the gate of the hospital."
)


def test_an_attribution_inside_a_content_is_its_child() -> None:
    article, (outer, inner) = found(
        NESTED,
        Said(
            "A spokesman for the Valley Council",
            "said",
            ["that the army had denied that it shelled the market in Tarsk"],
        ),
        Said("the army", "had denied", ["that it shelled the market in Tarsk"], inside=True),
    )
    assert (outer.parent, inner.parent) == (None, "a1")
    assert words(article, inner.source) == ["the army"]


def test_the_speaker_quoting_himself_is_no_child() -> None:
    text = '"I said that the bridge would fall," the engineer told the council of Tarsk on Monday evening.'
    _, row = found(
        text,
        Said("the engineer", "told", ['"I said that the bridge would fall,"']),
        Said("I", "said", ["that the bridge would fall"], inside=True),
    )
    assert len(row) == 1


def test_an_attribution_in_the_content_of_another_is_its_child_at_the_first_look() -> None:
    text = "The mayor said that the army had denied that it shelled the market."
    _, (outer, inner) = found(
        text,
        Said("the army", "had denied", ["that it shelled the market"]),
        Said("The mayor", "said", ["that the army had denied that it shelled the market"]),
    )
    assert (outer.parent, inner.parent) == (None, outer.id)


def test_whom_a_content_quotes_is_its_child() -> None:
    text = "The agency quoted a witness in Tarsk as saying that the bridge had fallen. He left."
    article, (outer, inner) = found(
        text, Said("The agency", "quoted", ["a witness in Tarsk as saying that the bridge had fallen"])
    )
    assert (inner.parent, words(article, inner.source), words(article, inner.cue)) == (
        outer.id, ["a witness in Tarsk"], ["as saying"],
    )  # fmt: skip


def test_what_is_said_again_is_one_attribution_with_a_cue_in_two_pieces() -> None:
    text = (
        "A spokesman for the ministry repeated the army's earlier accusations that the Reed Guard had mined "
        "the road to Brenavo. Nobody answered him."
    )
    content = "that the Reed Guard had mined the road to Brenavo"
    article, (only,) = found(
        text,
        Said("A spokesman for the ministry", "repeated", ["the army's earlier accusations " + content]),
        Said("the army's", "earlier accusations", [content], inside=True),
    )
    assert words(article, only.cue) == ["repeated", "earlier accusations"]
    assert words(article, only.content) == [content]
    assert words(article, only.source) == ["A spokesman for the ministry"]


def test_only_elements_that_are_read_give_regions() -> None:
    article, _ = read_text(STORY)
    assert words(article, regions(article, len(STORY))) == STORY.split("\n\n")
    assert regions(article, 10) == (Span(0, 10),)


def test_a_paragraph_without_end_is_cut_at_spaces() -> None:
    article, _ = read_text("the river rose " * 1_000)
    found_regions = regions(article, 20_000)
    assert all(len(span.of(article.text)) <= 4_000 for span in found_regions)
    assert "".join(words(article, found_regions)).split() == article.text.split()


def test_a_source_is_who_states_without_the_statement() -> None:
    article, (first, second) = found(
        "The Reed Guard in a statement posted on its site said it held the bridge.\n\n"
        "The army in a message sent by the channel Orlen said it fell.",
        Said("The Reed Guard in a statement posted on its site", "said it", ["held the bridge"]),
        Said("the channel Orlen", "said it f", ["ell"]),
    )
    assert [words(article, each.source) for each in (first, second)] == [["The Reed Guard"], ["The army"]]


def test_who_speaks_beside_another_is_no_child_of_his() -> None:
    text = (
        "The army said that six people died in the attack, while the clinic reported ten dead and more hurt."
    )
    article, (army, clinic) = found(
        text,
        Said(
            "The army",
            "said",
            ["that six people died in the attack, while the clinic reported ten dead and more hurt"],
        ),
        Said("the clinic", "reported", ["ten dead and more hurt"], inside=True),
    )
    assert words(article, army.content) == ["that six people died in the attack"]
    assert (clinic.parent, words(article, clinic.content)) == (None, ["ten dead and more hurt"])


def test_what_hands_nothing_on_is_no_child() -> None:
    _, only = found(
        "The army said that the mayor reported it and that the governor demanded a truce at once.",
        Said(
            "The army", "said", ["that the mayor reported it and that the governor demanded a truce at once"]
        ),
        Said("the mayor", "reported", ["it"], inside=True),
        Said("the governor", "demanded", ["a truce at once"], inside=True),
    )
    assert len(only) == 1


def test_whom_a_cue_quotes_is_its_child() -> None:
    article, (paper, official) = found(
        "The bridge fell at dawn, the Orlen Herald quoted an official as saying.",
        Said("the Orlen Herald", "quoted an official as saying", ["The bridge fell at dawn"]),
    )
    assert (words(article, official.source), official.parent) == (["an official"], paper.id)
    assert official.content == paper.content
