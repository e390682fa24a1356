"""Events: one event once, with whoever and whatever belongs to it."""

from __future__ import annotations

import pytest

from saidby.data import Order, Span, Timex
from saidby.model.events import Kind
from saidby.reading.events.deeds import families, is_same_word, stem_of
from saidby.reading.events.factuality import stated
from saidby.reading.events.weigh import is_harm, kept
from saidby.reading.events.when import time_of
from tests.reading.event_page import Deed, event_page


def test_the_attack_taken_up_again_is_one_event() -> None:
    page = event_page(
        "Rebels shelled a mill in Orlen on Monday. The shelling went on for an hour.",
        Deed("shelled", modes=("heavy-weapons",), roles={"actor": "Rebels", "object": "a mill"}),
        Deed("shelling", modes=("heavy-weapons",), roles={}),
    )
    assert page.triggers == [["shelled", "shelling"]]


def test_a_blast_and_those_it_killed_are_one_event() -> None:
    page = event_page(
        "A bomb blast in Karst killed six villagers on Monday.",
        Deed("blast", modes=("explosives",), roles={"recipient": "six villagers", "figure": "six villagers"}),
        Deed(
            "killed", modes=("explosives",), roles={"recipient": "six villagers", "figure": "six villagers"}
        ),
    )
    assert page.triggers == [["blast", "killed"]]
    assert [(f.measure, f.low) for f in page.figures if f.id in page.events[0].figures] == [("killed", 6)]


def test_deeds_of_other_parties_stay_two_events() -> None:
    page = event_page(
        "Rebels shelled a mill in Orlen. Government forces bombed a bridge near Karst.",
        Deed("shelled", modes=("heavy-weapons",), roles={"actor": "Rebels", "object": "a mill"}),
        Deed("bombed", modes=("aerial",), roles={"actor": "Government forces", "object": "a bridge"}),
    )
    assert page.triggers == [["shelled"], ["bombed"]]


def test_what_happened_is_not_joined_with_what_is_planned() -> None:
    page = event_page(
        "Rebels attacked the town. They plan another attack.",
        Deed("attacked", roles={"actor": "Rebels"}),
        Deed("attack", nth=2, factuality="future", roles={"actor": "They"}),
    )
    assert page.triggers == [["attacked"], ["attack"]]


def test_whose_positions_are_struck_is_a_recipient_and_not_the_one_who_strikes() -> None:
    page = event_page(
        "Militants attacked a village. Velmoran government forces responded by pounding their positions.",
        Deed("attacked", roles={"actor": "Militants"}),
        Deed("pounding", modes=("heavy-weapons",),
             roles={"actor": "Velmoran government forces", "object": "their positions"}),
    )  # fmt: skip
    pounding = page.event("pounding")
    assert page.names(pounding.actors) == ["Velmoran government forces"]
    assert page.names(pounding.recipients) == ["Militants"]


def test_fighters_named_by_their_body_are_that_body() -> None:
    page = event_page(
        "Hamas fighters attacked a post. Two members of the FMLN were arrested.",
        Deed("attacked", roles={"actor": "Hamas fighters", "object": "a post"}),
        Deed("arrested", type="COERCE", roles={"recipient": "Two members of the FMLN"}),
    )
    assert page.names(page.event("attacked").actors) == ["Hamas"]
    assert page.names(page.event("arrested").recipients) == ["FMLN", "Two members of the FMLN"]


def test_government_troops_are_soldiers_and_labels_of_fighters_stay_with_the_mention() -> None:
    page = event_page(
        "Militants took Karst. Government troops drove the terrorists out.",
        Deed("took", roles={"actor": "Militants"}),
        Deed("drove", roles={"actor": "Government troops", "recipient": "the terrorists"}),
    )
    kinds = {a.name: (a.kind, a.sector) for a in page.cast.actors}
    assert kinds == {"Militants": ("group", "REB"), "Government troops": ("group", "MIL")}
    militants = next(a for a in page.cast.actors if a.name == "Militants")
    assert page.words([m.span for m in militants.mentions]) == ["Militants", "the terrorists"]


def test_a_number_a_deed_and_a_thing_are_nobody() -> None:
    page = event_page(
        "The blast wounded six. The council condemned the bombing. Thieves took the trucks.",
        Deed("wounded", roles={"recipient": "six"}),
        Deed("condemned", type="ACCUSE", roles={"actor": "The council", "recipient": "the bombing"}),
        Deed("took", type="COERCE", roles={"actor": "Thieves", "recipient": "the trucks"}),
    )
    assert [a.name for a in page.cast.actors] == ["council", "Thieves"]


def test_an_argument_cut_short_is_made_whole() -> None:
    page = event_page(
        "Rebels shelled residential districts with chlorine gas.",
        Deed(
            "shelled", roles={"actor": "Rebels", "object": "residential", "instrument": "with chlorine gas"}
        ),
    )
    (event,) = page.events
    assert [(thing.span.of(page.article.text), thing.kind) for thing in event.objects] == [
        ("residential districts", "place")
    ]
    assert [(thing.span.of(page.article.text), thing.kind) for thing in event.instruments] == [
        ("chlorine gas", "chemical")
    ]
    assert event.modes == ("unconventional",)


def test_what_was_seen_struck_beside_an_attack_belongs_to_it() -> None:
    page = event_page(
        "Rebels attacked the mill with rockets.",
        Deed("attacked", roles={"actor": "Rebels"}),
        harms=[("target", "the mill"), ("weapon", "rockets")],
    )
    (event,) = page.events
    assert page.words([thing.span for thing in event.objects]) == ["the mill"]
    assert page.words([thing.span for thing in event.instruments]) == ["rockets"]


def test_a_faint_word_of_which_nothing_more_is_said_is_no_event() -> None:
    page = event_page("The report had an effect.", Deed("effect", type="OTHER", score=0.4))
    assert page.events == ()


def test_following_the_attack_is_after_it() -> None:
    page = event_page(
        "Rebels attacked Karst. Army chemists were deployed to the area following the attack.",
        Deed("attacked", roles={"actor": "Rebels"}),
        Deed("deployed", type="MOBILIZE", roles={"actor": "Army chemists"}),
        Deed("attack", nth=2),
    )
    assert page.triggers == [["attacked", "attack"], ["deployed"]]
    assert page.event("deployed").order == Order(after="e1")


@pytest.mark.parametrize(
    ("words", "trigger", "said"),
    [
        ("They staged the scene to accuse the army.", "accuse", "purpose"),
        ("They bought shells so that they could attack Karst.", "attack", "purpose"),
        ("They had been trying to stage provocations there.", "provocations", "attempted"),
        ("The rebels continue to shell the city.", "shell", "habitual"),
        ("More attacks will come in the future.", "attacks", "future"),
        ("The army will not attack the town.", "attack", "denied"),
        ("The army did not shell the town.", "shell", "denied"),
        ("No one was arrested.", "arrested", "denied"),
        ("The strike could trigger an attack.", "trigger", "hypothetical"),
        ("The police foiled an attack.", "attack", "attempted"),
        ("The rebels managed to capture the town.", "capture", None),
        ("The rebels shelled the town.", "shelled", None),
        ("Shelling forced families to flee.", "flee", None),
    ],
)
def test_closed_classes_say_what_is_not_real(words: str, trigger: str, said: str | None) -> None:
    start = words.index(trigger)
    found = stated(words, Span(0, len(words)), Span(start, start + len(trigger)), None)
    assert found == said


def test_what_is_inside_an_aim_is_an_aim() -> None:
    words = "They staged it to accuse the army of using gas and blame the government."
    accuse = Span(words.index("accuse"), words.index("accuse") + 6)
    for word in ("using", "blame"):
        start = words.index(word)
        found = stated(words, Span(0, len(words)), Span(start, start + len(word)), (accuse, "purpose"))
        assert (word, found) == (word, "purpose")


def test_words_of_one_deed_share_a_stem_or_a_family() -> None:
    assert {stem_of(word) for word in ("bombing", "bombed", "bombs")} == {"bomb"}
    assert is_same_word(stem_of("explosion"), stem_of("exploded"))
    assert not is_same_word(stem_of("war"), stem_of("warned"))
    assert families("killed") & families("deaths") == {"harm"}


def test_talk_of_attacks_is_general() -> None:
    page = event_page(
        "The mayor of Orlen spoke on Monday. He praised the town. People had been patient, he thought. "
        "Velmora has known attacks for years.",
        Deed("attacks", score=0.6),
    )
    assert page.event("attacks").factuality == "habitual"


def test_a_vague_word_joins_the_attack_it_means_unless_somebody_else_did_it() -> None:
    page = event_page(
        "Six villagers were killed in Karst on Monday. Velmora has known attacks for years.",
        Deed("killed", roles={"recipient": "Six villagers", "figure": "Six villagers", "place": "Karst"}),
        Deed("attacks"),
    )
    assert page.triggers == [["killed", "attacks"]]


def test_a_name_cut_short_is_made_whole_and_bare_of_its_rank() -> None:
    page = event_page(
        "Gunmen killed Colonel Ivo Marek in Orlen.",
        Deed("killed", roles={"actor": "Gunmen", "recipient": "Colonel Ivo"}),
    )
    (victim,) = page.event("killed").recipients
    assert page.words([m.span for m in next(a for a in page.cast.actors if a.id == victim).mentions]) == [
        "Ivo Marek"
    ]


def test_things_are_told_without_their_number() -> None:
    page = event_page(
        "Rebels burned two city buses with at least ten firebombs.",
        Deed("burned", roles={"object": "two city buses", "instrument": "at least ten firebombs"}),
    )
    burned = page.event("burned")
    assert page.words([t.span for t in (*burned.objects, *burned.instruments)]) == ["city buses", "firebombs"]


def test_one_victim_told_of_in_two_ways_is_one_figure_of_the_event() -> None:
    page = event_page(
        "Gunmen killed the mayor of Orlen on Monday. The murder of the mayor shocked the town.",
        Deed("killed", roles={"actor": "Gunmen", "recipient": "the mayor of Orlen"}),
        Deed("murder", roles={"recipient": "the mayor"}),
    )
    killed = page.event("killed")
    assert [(f.measure, f.low) for f in page.figures if f.id in killed.figures] == [("killed", 1)]


def test_groups_of_other_numbers_are_others() -> None:
    page = event_page(
        "The hospital admitted 41 people. At least 12 people were killed. People ran in.",
        Deed("admitted", type="AID", roles={"recipient": "41 people"}),
        Deed("killed", roles={"recipient": "12 people"}),
        Deed("ran", type="RETREAT", roles={"actor": "People"}),
    )
    assert page.names(page.event("admitted").recipients) == ["41 people"]
    assert page.names(page.event("killed").recipients) == ["12 people"]
    assert page.names(page.event("ran").actors) == ["People"]


def test_more_than_twenty_people_are_the_twenty_people() -> None:
    page = event_page(
        "More than 20 people were killed. The 20 people were shot. Of 20 people nobody lived.",
        Deed("killed", roles={"recipient": "More than 20 people"}),
        Deed("lived", roles={"recipient": "20 people"}),
    )
    assert page.event("killed").recipients == page.event("lived").recipients


def test_another_count_of_the_dead_is_of_the_attack_told_before() -> None:
    page = event_page(
        "Shells killed at least 12 people in Karst on Monday. It rained. In all nine people died.",
        Deed(
            "killed",
            roles={"recipient": "12 people", "instrument": "Shells", "place": "Karst", "time": "Monday"},
        ),
        Deed("died", roles={"recipient": "nine people"}),
    )
    told = [figure.low for figure in page.figures if figure.id in page.event("killed").figures]
    assert told == [12, 9]


def test_the_answer_of_others_is_no_mention_of_what_it_answers() -> None:
    page = event_page(
        "Militants shelled Karst. Velmoran government forces responded by shelling a village.",
        Deed("shelled", modes=("heavy-weapons",), roles={"actor": "Militants"}),
        Deed("shelling", modes=("heavy-weapons",), roles={"actor": "Velmoran government forces"}),
    )
    assert page.triggers == [["shelled"], ["shelling"]]


def test_those_a_fight_is_fought_with_are_its_recipients() -> None:
    page = event_page(
        "Clashes between troops and militants were heard in Orlen.",
        Deed("Clashes", roles={"actor": "troops"}),
        Deed("heard", type="OTHER", roles={"actor": "militants"}),
    )
    assert page.names(page.event("Clashes").actors) == ["troops"]
    page = event_page(
        "Troops clashed with militants in Orlen.",
        Deed("clashed", roles={"actor": "militants"}),
    )
    assert page.names(page.event("clashed").recipients) == ["militants"]


def test_a_story_runs_on_on_the_day_of_the_attack_told_before() -> None:
    page = event_page(
        "Gunmen shot a teacher in Orlen on 12 May 2018. Miners burned a bus with firebombs. It rained. "
        "Nobody came. Thieves robbed a bank in Karst.",
        Deed("shot", roles={"actor": "Gunmen", "recipient": "a teacher"}),
        Deed("burned", roles={"actor": "Miners", "object": "a bus", "instrument": "firebombs"}),
        Deed("robbed", type="COERCE", roles={"actor": "Thieves", "object": "a bank"}),
    )
    assert page.triggers == [["shot"], ["burned"], ["robbed"]]
    day = page.event("shot").time
    assert day is not None
    assert [event.time for event in page.events] == [day, day, None]


def test_a_day_is_more_exact_than_a_month_and_of_two_days_the_first_counts() -> None:
    month = Timex("t1", Span(0, 3), "DATE", "2018-05", None, "2018-05", None, None, None, 1.0)
    night = Timex("t2", Span(4, 7), "TIME", "2018-05-12TNI", None, "2018-05-12TNI", None, None, None, 1.0)
    later = Timex("t3", Span(8, 9), "DATE", "2018-05-14", None, "2018-05-14", None, None, None, 1.0)
    weeks = Timex("t4", Span(10, 12), "DURATION", "P2W", None, None, None, None, None, 1.0)
    assert time_of([weeks, month, night, later]) == "t2"
    assert time_of([weeks]) is None


def test_a_harm_confirms_an_argument_of_the_same_words() -> None:
    harms = [Kind("victim", (10, 18), 0.8)]
    assert is_harm("recipient", (8, 12), harms)
    assert is_harm("object", (10, 18), harms)
    assert not is_harm("actor", (10, 18), harms)
    assert not is_harm("recipient", (18, 20), harms)


def test_where_no_harm_confirms_anybody_all_stay() -> None:
    assert kept("actor", ["a1", "a2"], set(), {"a1": 0.5}) == ["a1", "a2"]
    assert kept("actor", ["a1", "a2"], {"a2"}, {"a1": 2.0}) == ["a1", "a2"]


def test_when_it_was_said_is_not_when_it_was() -> None:
    page = event_page(
        "On 12 May 2018 [source the ministry] [cue said] [content rebels had shelled a mill in Orlen].",
        Deed("shelled", roles={"actor": "rebels", "object": "a mill", "time": "12 May 2018"}),
    )
    assert page.event("shelled").time is None


def test_what_is_told_in_full_is_an_event_of_its_own() -> None:
    page = event_page(
        "Militants shelled Karst on Monday. The shelling went on. Miners attacked farmers in Orlen on "
        "3 May 2018, killing two people.",
        Deed("shelled", modes=("heavy-weapons",), roles={"actor": "Militants"}),
        Deed("shelling", modes=("heavy-weapons",)),
        Deed("attacked", roles={"actor": "Miners", "recipient": "farmers", "time": "3 May 2018"}),
        Deed("killing", roles={"recipient": "two people"}),
    )
    assert page.event("attacked").triggers != page.event("shelled").triggers
