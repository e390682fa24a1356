"""What is done by saying it, to whom, when, how firmly, and whose word the other sentences are."""

from __future__ import annotations

import pytest

from saidby.data import Span, Timex
from tests.reading.marked_page import PUBLISHER, page


def timex(text: str, words: str, value: str = "XXXX-WXX-7") -> Timex:
    start = text.index(words)
    return Timex("t1", Span(start, start + len(words)), "DATE", value, None, None, None, "no date", None, 0.9)


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "assert"),
        ("has accused", "accuse"),
        ("blamed", "accuse"),
        ("denied", "deny"),
        ("rejected claims", "deny"),
        ("confirmed", "confirm"),
        ("acknowledged", "confirm"),
        ("condemned", "condemn"),
        ("went on to call on", "demand"),
        ("is urging", "demand"),
        ("appealed", "request"),
        ("predicted", "predict"),
        ("vowed", "promise"),
        ("threatened", "threaten"),
        ("claimed responsibility for", "claim_responsibility"),
        ("corrected", "correct"),
        ("retracted", "retract"),
        ("did not confirm", "assert"),
        ("steered clear of criticising", "assert"),
        ("refused to condemn", "assert"),
        ("learned", "report"),
    ],
)
def test_the_cue_decides_the_act(cue: str, act: str) -> None:
    claim = page(f"[source The ministry] [cue {cue}] [content the attack].").attributed[0]
    assert claim.act == act


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("called", "the charges unsubstantiated", "deny"),
        ("called", "the attack a crime", "assert"),
        ("revised", "its plan", "assert"),
        ("revised", "the death toll", "correct"),
        ("sought", "to protect the harbour", "assert"),
        ("sought", "a truce", "request"),
        ("cited", "a lack of money", "assert"),
        ("cited", "two officials", "report"),
    ],
)
def test_a_cue_that_may_do_two_things_is_told_by_what_it_is_about(cue: str, content: str, act: str) -> None:
    claim = page(f"[source The ministry] [cue {cue}] [content {content}].").attributed[0]
    assert claim.act == act


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ('"We demand that the council condemn the attack"', "demand"),
        ('"The Velmoran government demands that the council act"', "demand"),
        ("that Ondrel must withdraw its troops", "demand"),
        ("that the strike should be condemned by all states", "demand"),
        ("the rebels were responsible for the attack", "accuse"),
        ("that Western countries had been supplying weapons to militants", "accuse"),
        ('"the Wardens are directly connected with terrorist groups"', "accuse"),
        ("the reports were baseless", "deny"),
        ("its forces did not carry out the strike", "deny"),
        ("more attacks will come in the future", "predict"),
        ("that any attack would be avenged and Ondrel will pay a heavy price", "threaten"),
        ('"We will rebuild the bridge"', "promise"),
        ('"A barbaric and cowardly act"', "condemn"),
        ("the bridge had been shelled by rebels", "assert"),
        ("the meeting will be held on Monday", "assert"),
        ('"I don\'t have to be polite any more"', "assert"),
    ],
)
def test_words_decide_the_act_where_the_cue_only_says_that_they_were_said(content: str, act: str) -> None:
    claim = page(f"[source Velmora's Foreign Ministry] [cue said] [content {content}].").attributed[0]
    assert claim.act == act


def test_a_reporter_who_tells_of_misdeeds_does_not_accuse() -> None:
    claim = page(
        "[source VSNA News] [cue said] [content rebels were responsible for the attack]."
    ).attributed[0]
    assert claim.act == "assert"


def test_a_warning_is_a_threat_a_request_or_a_prediction_by_its_words() -> None:
    acts = [
        page(f"[source The army] [cue warned] [content {words}].").attributed[0].act
        for words in (
            "it would retaliate",
            "against crossing the bridge",
            "the bridge could fall",
            "it was mined",
        )
    ]
    assert acts == ["threaten", "demand", "predict", "assert"]


@pytest.mark.parametrize(
    ("sentence", "to"),
    [
        ("[source Tarsk] [cue called on] the United Nations [content to punish Ondrel].", ["United Nations"]),
        ("[source Tarsk] [cue called on] [content the United Nations to punish Ondrel].", ["United Nations"]),
        ("[source Tarsk] [cue said] [content it should be condemned by the entire international community].",
         ["entire international community"]),
        ("[source The ministry] [cue said] [content \"We demand that the Security Council act\"].",
         ["Security Council"]),
        ("[source The army] [cue urged] residents [content to leave].", ["residents"]),
        ("[source The army] [cue demanded] [content punishment].", []),
        ("[source The army] [cue told] reporters [content it fell].", []),
    ],
)  # fmt: skip
def test_the_addressee_of_a_demand_is_an_actor(sentence: str, to: list[str]) -> None:
    found = page(sentence)
    assert [found.name(actor) for actor in found.attributed[0].addressee] == to


@pytest.mark.parametrize(
    "sentence",
    [
        "[source The ministry] [cue said] on Sunday [content that the bridge fell].",
        "On Sunday, [source the ministry] [cue said] [content that the bridge fell].",
        '"[content It fell]," [source the ministry] [cue said] in a statement late on Sunday.',
        "[source The ministry] [cue said Sunday] [content that the bridge fell].",
        "[source Anton Reil] [cue told] reporters in Tarsk on Sunday [content that the bridge fell].",
    ],
)
def test_the_time_at_the_cue_is_when_it_was_said(sentence: str) -> None:
    text = page(sentence).article.text
    found = page(sentence, times=(timex(text, "Sunday"),))
    assert found.attributed[0].report_time == "t1"


@pytest.mark.parametrize(
    "sentence",
    [
        "[source The ministry] [cue said] [content that the bridge fell on Sunday].",
        "[content It fell], [cue according to] [source the Society], whose men have dug since Sunday.",
        "The bridge fell on Sunday and nobody knew of it. [source Anton Reil] [cue said] [content so].",
    ],
)
def test_the_time_of_the_event_is_not_when_it_was_said(sentence: str) -> None:
    text = page(sentence).article.text
    found = page(sentence, times=(timex(text, "Sunday"),))
    assert found.attributed[0].report_time is None


def test_what_is_added_in_one_breath_was_said_at_the_same_time() -> None:
    marked = """
        [source:a The ministry] [cue:a said] on Sunday [content:a it fell], [cue:b adding]
        [content:b nobody was hurt].
    """
    text = page(marked).article.text
    found = page(marked, times=(timex(text, "Sunday"),))
    assert [claim.report_time for claim in found.attributed] == ["t1", "t1"]


def test_hedges_and_boosters_are_spans_of_the_words() -> None:
    found = page("""
        [source Anton Reil] [cue claimed] [content it is clear that at least nine people may have died,
        allegedly in
        May, and that the army was directly involved].
    """)
    claim = found.attributed[0]
    assert found.words(claim.hedges) == ["claimed", "at least", "may", "allegedly"]
    assert found.words(claim.boosters) == ["it is clear that", "directly"]


def test_what_was_said_before_is_repeated() -> None:
    found = page("""
        [source:a The army] [cue:a reiterated] [content:a it fell].

        [source:b The army] [cue:b repeatedly said] [content:b it stood].
    """)
    assert [claim.repeats_earlier for claim in found.attributed] == [True, False]


def test_a_sentence_without_a_source_is_the_publishers() -> None:
    found = page("[source The army] [cue said] [content it fell]. Nobody was hurt.")
    narrator = found.narrated[0]
    assert [link.actor for link in narrator.chain] == ["publisher"]
    assert narrator.sentence.of(found.article.text) == "Nobody was hurt."
    assert narrator.act == "assert"


def test_every_sentence_belongs_to_a_claim() -> None:
    found = page("""
        <heading> A bridge falls

        A bridge fell. [source The army] [cue said] [content it was old. It had been closed]. It is gone.

        <footnote> All times are local.
    """)
    covered = [claim.sentence for claim in found.claims]
    assert found.claims[0].id == "c1"
    for start in (m for m, letter in enumerate(found.article.text) if letter.isalpha()):
        assert any(span.start <= start < span.end for span in covered)


def test_the_rest_of_an_attributed_sentence_is_the_publishers_where_it_says_something() -> None:
    more = page("These comments came after on Saturday, [source VSNA] [cue reported] [content that it fell].")
    less = page("Speaking in Tarsk after a long meeting, [source he] [cue said] [content that it fell].")
    assert len(more.narrated) == 1
    assert less.narrated == []


def test_a_sentence_right_after_may_still_be_the_sources() -> None:
    found = page("""
        [source The Observatory] [cue said] [content nine people were killed]. Another four were also missing.

        The harvest in the valley was good this year.
    """)
    first, second = found.narrated
    assert first.alternative is not None
    assert first.alternative.attribution == found.attributed[0].attribution
    assert first.alternative.score > 0.5 > (second.alternative.score if second.alternative else 0.0)
    assert first.score == pytest.approx(1 - first.alternative.score)


def test_a_sentence_that_the_next_source_takes_up_may_be_its() -> None:
    found = page("""
        The Wardens seized two canisters of chlorine. [cue According to] [source the army], [content the
        seized
        canisters were taken to Tarsk].
    """)
    assert found.narrated[0].alternative is not None


def test_a_plural_for_one_source_is_flagged() -> None:
    found = page("""
        [source Velmoran media] [cue reported] [content that militants had shelled the Pellane market].

        [source The Velmoran State News Agency] [cue said] [content militants shelled the market in
        Pellane at dawn].
    """)
    assert [(f.kind, f.span.of(found.article.text)) for f in found.attributed[0].flags] == [
        ("plural_for_one", "Velmoran media")
    ]


def test_a_weekday_that_no_date_settles_is_flagged() -> None:
    marked = "A bridge fell on Sunday."
    found = page(marked, times=(timex(page(marked).article.text, "Sunday"),))
    assert [flag.kind for flag in found.narrated[0].flags] == ["undated"]


def test_two_roots_of_one_attribution_are_two_claims() -> None:
    found = page("[source France and Britain] [cue said] [content talks would begin].")
    assert [found.name(claim.chain[0].actor) for claim in found.attributed] == ["France", "Britain"]
    assert len({claim.attribution for claim in found.attributed}) == 1


def test_a_correction_by_the_publisher_is_a_correction() -> None:
    found = page("An earlier version of this article gave a wrong date.")
    assert found.narrated[0].act == "correct"


def test_claims_stand_in_the_order_of_the_page() -> None:
    found = page("It fell. [source The army] [cue said] [content so]. It is gone.")
    assert [claim.id for claim in found.claims] == ["c1", "c2", "c3"]
    assert [claim.attribution is None for claim in found.claims] == [True, False, True]


def test_a_stance_is_its_holders_on_the_word_of_who_tells_it() -> None:
    found = page(
        "[source Mayor Lin Marsk] [cue said] [content that the bridge is safe, but the Velmoran Defence "
        "Ministry opposes a truce]."
    )
    told, stance = found.claims
    assert (told.stance, stance.attribution, stance.events) == (None, told.attribution, ())
    assert [found.name(link.actor) for link in stance.chain] == [
        "Velmoran Defence Ministry",
        "Lin Marsk",
        PUBLISHER,
    ]
    assert stance.stance is not None
    assert found.words((stance.stance.cue, stance.stance.held)) == ["opposes", "a truce"]


def test_we_in_a_stance_are_those_for_whom_the_speaker_speaks() -> None:
    found = page(
        '[source A spokesman for the Velmoran Defence Ministry] [cue said:] [content "We want a truce."]'
    )
    (stance,) = [claim for claim in found.claims if claim.stance]
    assert [found.name(link.actor) for link in stance.chain] == [
        "Velmoran Defence Ministry", "spokesman for the Velmoran Defence Ministry", PUBLISHER,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("[source Lin Marsk] [cue said] [content that she wants a truce].", ["wants", "a truce"]),
        ('[source Lin Marsk] [cue said:] [content "I am afraid of a siege."]', ["am afraid", "of a siege"]),
        ('[source Lin Marsk] [cue said:] [content "I\'ve always believed in talks."]',
         ["'ve always believed", "in talks"]),
        ('[source Lin Marsk] [cue said:] [content "My fear is a siege."]', ["fear", "is a siege"]),
        ('[source Lin Marsk] [cue said:] [content "We want a truce."]', ["want", "a truce"]),
    ],
)  # fmt: skip
def test_who_tells_of_a_mind_of_his_own_stands_as_its_holder_and_as_its_teller(
    said: str, words: list[str]
) -> None:
    found = page(said)
    (stance,) = [claim for claim in found.claims if claim.stance]
    assert [found.name(link.actor) for link in stance.chain] == ["Lin Marsk", "Lin Marsk", PUBLISHER]
    assert stance.chain[1].via is not None
    assert stance.stance is not None
    assert found.words((stance.stance.cue, stance.stance.held)) == words


def test_a_mind_within_a_mind_runs_over_both() -> None:
    found = page(
        "[source Lin Marsk] [cue said] [content that the Velmoran government believes the Orlen Council "
        "wants a truce]."
    )
    chains = [[found.name(link.actor) for link in claim.chain] for claim in found.claims if claim.stance]
    assert chains == [
        ["Velmoran government", "Lin Marsk", PUBLISHER],
        ["Orlen Council", "Velmoran government", "Lin Marsk", PUBLISHER],
    ]


def test_a_mind_beside_another_is_no_part_of_it() -> None:
    found = page(
        "[source Lin Marsk] [cue said] [content that the Velmoran government believes in talks and the Orlen "
        "Council wants a truce]."
    )
    chains = [[found.name(link.actor) for link in claim.chain] for claim in found.claims if claim.stance]
    assert chains == [
        ["Velmoran government", "Lin Marsk", PUBLISHER],
        ["Orlen Council", "Lin Marsk", PUBLISHER],
    ]


def test_they_at_the_start_of_what_a_group_says_are_that_group() -> None:
    found = page(
        "Residents fled. [source Rebels in the town] [cue said] [content they feared a siege]. "
        "[source:b Residents] [cue:b wept]."
    )
    (stance,) = [claim for claim in found.claims if claim.stance]
    assert [found.name(link.actor) for link in stance.chain][:2] == [found.roots[0], found.roots[0]]


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("[source Orlen] [cue dismissed] [content the allegation as \"a circus show\"].", "deny"),
        ("[source The navy] [cue rejected] [content the allegation].", "deny"),
        ("[source The minister] [cue called] [content the accusation \"a fairy tale\"].", "deny"),
        ("[content \"Nothing of the kind has taken place\"], [source the envoy] [cue said].", "deny"),
        ("[source The envoy] [cue stressed] [content that the council \"should not be silent\"].", "demand"),
        ("[source The army] [cue said] [content that the Guard was to shell a school to blame Orlen for it].",
         "accuse"),
        ("[source The Centre] [cue said] [content that new bombings are to be expected soon].", "predict"),
        ("[source The Guard] [cue claimed] [content responsibility] for the blast.", "claim_responsibility"),
        ("[source A spokesman] [cue repeated] [content the ministry's demand for access].", "demand"),
        ("[content \"The government of the Republic of Velmora calls on the council to act\"], [source it] "
         "[cue said].", "demand"),
    ],
)  # fmt: skip
def test_denials_demands_and_blame_come_in_many_wordings(marked: str, act: str) -> None:
    assert page(marked).attributed[0].act == act


@pytest.mark.parametrize(
    ("marked", "named"),
    [
        ("[source The council] [cue called on] [content both sides to spare hospitals].", ["both sides"]),
        ("[source Ivo Marsk] [cue called on] [content Ondrel \"to free the sailors\"].", ["Ondrel"]),
        ("[source Ivo Marsk] [cue promised] [content to send experts].", []),
        ("[source It] [cue said] [content it must be \"rejected\" by all members of the Valley Council].",
         ["all members of the Valley Council"]),
    ],
)  # fmt: skip
def test_who_is_called_on_is_named_whole(marked: str, named: list[str]) -> None:
    found = page(marked)
    assert [found.name(actor) for actor in found.attributed[0].addressee] == named
