from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from saidby.data import Alternative, Reading
from saidby.errors import UsageError
from saidby.ledger import kept
from saidby.ledger.agreement import Agreement, agreement, kappa
from saidby.ledger.doubts import doubts
from saidby.ledger.review import Ask, Item, find, progress, queue, refresh, review
from saidby.ledger.rows import Entry, Request
from saidby.ledger.store import Ledger
from saidby.pages import Given
from saidby.serial import to_json
from saidby.testing import reading
from tests.ledger.entries import NOON
from tests.ledger.tales import tale

SAID = "[source Mayor Askelle] [cue=accuse blamed] [content the Front for 12 dead]. The bridge was shut."


def unsure() -> Reading:
    """One page with a doubt of each kind: the attribution .4, the sentence after it .6, the figure .8."""
    found = tale(SAID, places=(), figures=[("12 dead", "killed", 12, 12)])
    (said,) = found.attributions
    first, second = found.claims
    return replace(
        found,
        attributions=(replace(said, score=0.4),),
        claims=(
            replace(first, score=0.38, accused=("actor1",)),
            replace(second, score=0.6, alternative=Alternative(said.id, 0.4)),
        ),
        figures=tuple(replace(figure, score=0.8) for figure in found.figures),
    )


def entry(found: Reading, id: str) -> Entry:
    given = Given(publisher=found.article.publisher)
    return Entry(found, Request(found.article.text.encode(), True, given, id), origin=f"{id}.txt")


@pytest.fixture
def ledger(path: str) -> Iterator[Ledger]:
    with Ledger(path, mode="create", clock=lambda: NOON) as ledger:
        ledger.add([entry(unsure(), "herald")])
        refresh(ledger)
        yield ledger


def told(items: list[Item]) -> list[tuple[str, str, float]]:
    return [(item.kind, item.target, item.score) for item in items]


ALL = [
    ("accusation", "claims/c1", 0.38),
    ("attribution", "attributions/a1", 0.4),
    ("claim", "claims/c2", 0.6),
    ("figure", "figures/f1", 0.8),
]


def test_the_least_sure_comes_first(ledger: Ledger) -> None:
    assert told(queue(ledger)) == ALL
    assert told(queue(ledger, Ask(kinds=("claim", "figure")))) == ALL[2:]
    assert told(queue(ledger, Ask(limit=1))) == ALL[:1]
    assert told(queue(ledger, Ask(after=queue(ledger, Ask(limit=2))[-1].cursor))) == ALL[2:]
    assert queue(ledger, Ask(article="another")) == []


def test_an_item_says_what_is_uncertain_and_what_is_settled_by_accepting_it(ledger: Ledger) -> None:
    accusation, attribution, claim, figure = queue(ledger)
    assert accusation.doubt == "whether Mayor Askelle is accused here, and of what"
    assert attribution.words == "Mayor Askelle blamed the Front for 12 dead"
    assert claim.doubt == "whether “Mayor Askelle” still says this"
    assert (claim.words, claim.values) == ("The bridge was shut.", {"root": "publisher", "act": "assert"})
    assert figure.values == {"measure": "killed", "low": 12, "high": 12}


def test_what_is_sure_is_not_asked_about() -> None:
    assert doubts(to_json(reading(SAID))) == []


def test_what_was_reviewed_leaves_the_queue_and_comes_back_by_one_undo(ledger: Ledger) -> None:
    row = review(ledger, queue(ledger)[0], "accept", by="Mira")
    assert told(queue(ledger)) == ALL[1:]
    assert [one.settled for one in progress(ledger)] == [0, 0, 1, 0, 0]
    ledger.judge("undo", {"row": row}, by="Mira")
    assert told(queue(ledger)) == ALL


def test_a_review_makes_nothing_anew(ledger: Ledger) -> None:
    row = review(ledger, queue(ledger)[0], "reject", by="Mira")
    assert kept.fresh(ledger)
    ledger.judge("undo", {"row": row}, by="Mira")
    assert kept.fresh(ledger)
    ledger.correct(2, "claims/c2", "act", "report", by="Mira")
    assert not kept.fresh(ledger)


def test_a_correction_answers_the_question_it_is_about(ledger: Ledger) -> None:
    made = ledger.correct(2, "figures/f1", "low", "11", by="Mira")
    assert told(queue(ledger)) == ALL[:3]
    ledger.judge("undo", {"row": made.row}, by="Mira")
    assert told(queue(ledger)) == ALL


def test_a_second_reviewer_sees_what_the_first_settled_as_the_machine_had_it(ledger: Ledger) -> None:
    ledger.correct(2, "figures/f1", "low", "11", by="Mira")
    assert told(queue(ledger, Ask(reviewer="Mira"))) == ALL[:3]
    assert told(queue(ledger, Ask(reviewer="Tavo"))) == ALL
    (item,) = queue(ledger, Ask(reviewer="Tavo", second=True))
    assert (item.target, item.values["low"]) == ("figures/f1", 12)
    review(ledger, item, "accept", by="Tavo")
    assert queue(ledger, Ask(reviewer="Tavo", second=True)) == []
    with pytest.raises(UsageError):
        queue(ledger, Ask(second=True))


def test_what_was_reviewed_stays_so_in_another_reading_of_the_page(ledger: Ledger) -> None:
    review(ledger, queue(ledger)[0], "accept", by="Mira")
    again = unsure()
    ledger.add([entry(replace(again, reader=replace(again.reader, version="9.9")), "herald")])
    refresh(ledger)
    assert told(queue(ledger)) == ALL[1:]
    assert {item.reading for item in queue(ledger)} == {4}


def test_an_item_is_found_by_its_name(ledger: Ledger) -> None:
    assert find(ledger, "figure", 2, "figures/f1") == queue(ledger)[3]
    with pytest.raises(UsageError):
        find(ledger, "figure", 2, "claims/c1")
    with pytest.raises(UsageError):
        review(ledger, queue(ledger)[0], "perhaps", by="Mira")  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------ pairs

SHOT = "[source The ministry] [cue said] [content a bomb killed 12 at the fish market of Orlen on Saturday]."
AGAIN = "[source The clinic] [cue said] [content a bomb killed 9 at the market of Karsk]."


def test_a_pair_that_is_rejected_is_parted_by_that_row(path: str) -> None:
    days = [("Saturday", "2031-05-03")]
    one = tale(SHOT, title="Bomb at fish market", days=days, figures=[("12", "killed", 12, 12)])
    other = tale(
        AGAIN, publisher="Karsk Courier", title="Bomb at market", published="2031-05-20", places=("Karsk",)
    )
    with Ledger(path, mode="create", clock=lambda: NOON) as ledger:
        ledger.add([entry(one, "one"), entry(other, "other")])
        refresh(ledger)
        (pair,) = queue(ledger, Ask(kinds=("pair",)))
        assert pair.other is not None
        told = {page.sentences[0].of(page.article.text) for page in (one, other)}
        assert {pair.words, pair.other.words} == told
        before = pair.values["same"]
        row = review(ledger, pair, "reject", by="Mira")
        refresh(ledger)
        assert queue(ledger, Ask(kinds=("pair",))) == []
        assert (sum(1 for _ in kept.summaries(ledger)) == 1) is not before
        ledger.judge("undo", {"row": row}, by="Mira")
        refresh(ledger)
        assert queue(ledger, Ask(kinds=("pair",))) == [pair]
        review(ledger, pair, "accept", by="Mira")
        assert queue(ledger, Ask(kinds=("pair",))) == []


# ------------------------------------------------------------------------------------ agreement


def test_agreement_counts_the_fields_that_both_looked_at(ledger: Ledger) -> None:
    review(ledger, find(ledger, "claim", 2, "claims/c2"), "accept", by="Mira")
    ledger.correct(2, "claims/c2", "root", "Mayor Askelle", by="Tavo")
    ledger.correct(2, "claims/c2", "act", "assert", by="Tavo")
    ledger.correct(2, "figures/f1", "low", "11", by="Tavo")
    assert agreement(ledger) == [
        Agreement("Mira", "Tavo", "claims", "act", 1, 1, None),
        Agreement("Mira", "Tavo", "claims", "claim verdict", 1, 0, 0.0),
        Agreement("Mira", "Tavo", "claims", "root", 1, 0, None),
    ]
    assert agreement(ledger)[0].percent == 100


def test_kappa_leaves_out_what_agrees_by_chance() -> None:
    # Both say yes 20 times and no 15 of 50; by chance alone they would agree half the time: (.7 - .5) / .5
    yes, no = "yes", "no"
    pairs = [(yes, yes)] * 20 + [(yes, no)] * 5 + [(no, yes)] * 10 + [(no, no)] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([(yes, yes)] * 3) is None
    assert kappa([]) is None
