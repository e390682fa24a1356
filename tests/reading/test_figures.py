"""Figures: who was counted, how many, and numbers that count nobody."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from saidby.data import Article, Dated, Element, Figure, Role, Span
from saidby.reading.figures import figures
from saidby.reading.sentences import sentences


def article(text: str, *, role: Role = "body", published: str | None = None) -> Article:
    dated = Dated(published, "given") if published else None
    elements = (Element(role, Span(0, len(text))),)
    return Article("", "", None, None, None, None, None, "en", (), dated, None, None, text, elements, ())


def found(text: str, *, published: str | None = None) -> tuple[Figure, ...]:
    page = article(text, published=published)
    return figures(page, sentences(page))


def numbers(text: str) -> list[tuple[str, float | None, float | None]]:
    return [(f.measure, f.low, f.high) for f in found(text)]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("At least 107 people", 107, None),
        ("More than 58 people", 58, None),
        ("Over a hundred civilians", 100, None),
        ("20+ people", 20, None),
        ("12 or more people", 12, None),
        ("Up to 60 people", None, 60),
        ("Nearly 60 people", None, 60),
        ("Fewer than 60 people", None, 60),
        ("As many as four people", None, 4),
        ("About 58 people", 58, 58),
        ("Some 58 people", 58, 58),
        ("Around two dozen people", 24, 24),
        ("Between 40 and 50 people", 40, 50),
        ("40 to 50 people", 40, 50),
        ("40-50 people", 40, 50),
        ("Fifty-eight people", 58, 58),
        ("1,300 people", 1300, 1300),
        ("1300 people", 1300, 1300),
        ("Two thousand five hundred and six people", 2506, 2506),
        ("A dozen people", 12, 12),
        ("Half a dozen people", 6, 6),
        ("Half a million people", 500_000, 500_000),
        ("More than a quarter of a million people", 250_000, None),
        ("Dozens of people", None, None),
        ("Hundreds of people", None, None),
        ("Several people", None, None),
        ("A large number of people", None, None),
        ("Both men", 2, 2),
        ("No one", 0, 0),
        ("At\u00a0least two people", 2, None),
    ],
)
def test_words_bound_a_number(said: str, low: float | None, high: float | None) -> None:
    text = f"{said} were killed in Karst."
    (figure,) = found(text)
    assert (figure.measure, figure.low, figure.high) == ("killed", low, high)
    assert figure.spans == (Span(0, len(said)),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 killed, 30 wounded in Karst.", [("killed", 12, 12), ("injured", 30, 30)]),
        ("The blast killed 12 and wounded 30 others.", [("killed", 12, 12), ("injured", 30, 30)]),
        ("A shell hit, killing 12 people and injuring 30.", [("killed", 12, 12), ("injured", 30, 30)]),
        ("The strike left 12 people dead and dozens wounded.", [("killed", 12, 12), ("injured", None, None)]),
        ("The deaths of 12 people shocked Velmora.", [("killed", 12, 12)]),
        ("The flood claimed the lives of 12 people.", [("killed", 12, 12)]),
        ("The flood claimed 12 lives.", [("killed", 12, 12)]),
        ("The death toll rose to 41.", [("killed", 41, 41)]),
        ("The death toll rose from 20 to 41.", [("killed", 41, 41)]),
        ("The number of wounded stands at 41.", [("injured", 41, 41)]),
        ("Six children were among those killed.", [("killed", 6, 6)]),
        ("The sniper managed to kill two guards.", [("killed", 2, 2)]),
        ("AT LEAST [9] PERSONS DIED.", [("killed", 9, None)]),
        ("Also wounded were four shopkeepers.", [("injured", 4, 4)]),
        ("THE GUERRILLAS KILLED THREE SOLDIERS.", [("killed", 3, 3)]),
        ("Ten people were reported missing.", [("missing", 10, 10)]),
        ("Police arrested 14 students.", [("detained", 14, 14)]),
        ("Gunmen kidnapped two doctors.", [("abducted", 2, 2)]),
        ("Some 300 people fled their homes.", [("displaced", 300, 300)]),
        ("The soldiers freed 58 hostages.", [("detained", 58, 58)]),
        ("Forty miners are trapped.", [("affected", 40, 40)]),
        ("15 people were killed or wounded.", [("other", 15, 15)]),
        ("There were no casualties.", [("killed", 0, 0), ("injured", 0, 0)]),
        ("The fire was put out without any injuries.", [("injured", 0, 0)]),
    ],
)
def test_constructions_give_the_measure(text: str, expected: list[tuple[str, float, float]]) -> None:
    assert sorted(numbers(text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A man was killed in Karst.", 1),
        ("Amal Riva, 42, was shot dead on Sunday.", 1),
        ("A woman and her child died in Karst.", 2),
        ("Amal Riva, 42, and Dana Okwe, 38, both of Karst, were killed.", 2),
        ("The blast killed a man, a woman and two children.", 4),
        ("He killed his wife and then himself.", 2),
        ("A family of five was killed.", 5),
        ("Two victims, a man and a woman, were killed.", 2),
        ("Police investigate the murder of a shopkeeper.", 1),
        ("THE MURDER OF MINISTER LUCIA KARSTEN SHOCKED PELLANE.", 1),
        ("The ministry confirmed the soldier's death.", 1),
    ],
)
def test_people_without_a_number_are_counted(text: str, number: int) -> None:
    assert numbers(text) == [("killed", number, number)]


def test_a_figure_names_its_words() -> None:
    text = (
        "Militants raided the depot, killing at least two Red Lamp staffers and seizing two canisters of gas."
    )
    people, things = found(text)
    assert [span.of(text) for span in people.spans] == ["at least two Red Lamp staffers"]
    assert people.who is not None
    assert people.who.actor is None
    assert people.who.span.of(text) == "Red Lamp staffers"
    assert people.status is not None
    assert people.status.of(text) == "killing"
    assert (things.measure, things.low, things.high) == ("objects", 2, 2)


def test_the_taken_to_hospital_are_not_dead() -> None:
    text = "Shells fell on Karst, causing at least 107 people to be delivered to hospitals with asphyxiation."
    (figure,) = found(text)
    assert (figure.measure, figure.low, figure.high) == ("hospitalised", 107, None)
    assert figure.status is not None
    assert figure.status.of(text) == "delivered to hospitals"


def test_a_part_belongs_to_its_whole() -> None:
    whole, part, hurt, badly = found(
        "58 people were killed, including 11 children. Nine were wounded, three of them critically."
    )
    assert (whole.part_of, part.part_of, hurt.part_of, badly.part_of) == (None, whole.id, None, hurt.id)
    assert (part.measure, part.low, badly.low) == ("killed", 11, 3)


def test_the_whole_stands_before_a_list_of_parts() -> None:
    text = "A total of six people, including four children and two men, were injured."
    assert [(f.low, f.part_of) for f in found(text)] == [(6, None), (4, "f1"), (2, "f1")]


def test_a_number_said_again_is_one_figure() -> None:
    text = "The blast killed 12 people. Of the wounded nothing is known. Officials said 12 people died."
    (figure,) = found(text)
    assert [span.of(text) for span in figure.spans] == ["12 people", "12 people"]


def test_further_people_are_another_figure() -> None:
    assert numbers("12 people died in Karst. Another 12 people died in Pellane.") == [("killed", 12, 12)] * 2


def test_those_shot_are_no_injured_where_one_of_them_died() -> None:
    text = "Five people were shot, two fatally."
    assert numbers(text) == [("other", 5, 5), ("injured", 3, 3), ("killed", 2, 2)]
    assert numbers("Five people were shot.") == [("injured", 5, 5)]


def test_those_who_survived_are_told_by_the_words_for_all_and_for_the_dead() -> None:
    text = "One of five people hit by gunfire in Karst has died."
    hurt = next(f for f in found(text) if f.measure == "injured")
    assert [span.of(text) for span in hurt.spans] == ["One", "five people"]
    assert (hurt.low, hurt.high, hurt.who, hurt.status) == (4, 4, None, None)


def test_who_shot_others_and_died_is_none_of_those_shot() -> None:
    text = "A guard was killed by police after shooting four people."
    assert numbers(text) == [("killed", 1, 1), ("injured", 4, 4)]


def test_a_killer_who_dies_is_counted_with_the_dead() -> None:
    text = "A man shot and killed his wife and two young children before turning the gun on himself."
    whole, victims, killer = found(text)
    assert [span.of(text) for span in whole.spans] == ["his wife and two young children", "himself"]
    assert (whole.measure, whole.low, whole.high, whole.part_of) == ("killed", 4, 4, None)
    assert [(f.low, f.part_of) for f in (victims, killer)] == [(3, whole.id), (1, whole.id)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A woman killed a clerk in Karst before being fatally shot by police.", 2),
        ("A man came in and killed a man before being killed by police.", 2),
        ("Six soldiers were killed in Karst. Their commander was also killed.", 7),
        ("Maria Riva, 32, was killed on Monday. A man in the car was also killed.", 2),
        ("A gunman used a rifle to kill three people and then take his own life.", 4),
        ("The attacker set off his vest, killing himself and four guards.", 5),
        ("A man shot his daughter dead. The father was found dead of a self-inflicted wound.", 2),
    ],
)
def test_the_dead_are_summed_where_one_surely_died_beside_others(text: str, number: int) -> None:
    assert max(f.low or 0 for f in found(text) if f.measure == "killed") == number


@pytest.mark.parametrize(
    "text",
    [
        "A man was killed in Karst. The victim was Amal Riva, 42.",
        "A Karst teen was killed. Amal Riva, 19, was found dead at the scene. He died of his wounds.",
        "A man died after shooting himself. Amal Riva, 42, took his own life at home.",
        "Four people died, among them the gunman. The gunman killed himself.",
        "A boy, 6, was killed in Karst. In March Dana Okwe, 35, was killed in Pellane.",
    ],
)
def test_one_told_of_in_many_words_is_no_sum(text: str) -> None:
    assert max(f.low or 0 for f in found(text) if f.measure == "killed") == (4 if "Four" in text else 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He stabbed two men to death.", [("killed", 2, 2)]),
        ("One of the five people killed in Karst was a nurse.", [("killed", 5, 5)]),
        ("One of five people hit by gunfire has died.", [("killed", 1, 1)]),
        ("Five people were shot, including two men who were killed.", [("killed", 2, 2)]),
        ("All four people involved in a shooting in Karst have died.", [("killed", 4, 4)]),
        ("Gunmen tried a robbery that killed three people.", [("killed", 3, 3)]),
        ("The bodies of Amal Riva, 32, Dana Okwe, 5, and Lio Riva, 7, were found.", [("killed", 3, 3)]),
        ("Supervisor Oren Tavi and Officer Amal Riva were killed.", [("killed", 2, 2)]),
        ("She shot me, the man said.", []),
        ("He killed my family.", []),
    ],
)
def test_lists_and_parts_of_sentences_are_told_apart(
    text: str, expected: list[tuple[str, float, float]]
) -> None:
    assert [f for f in numbers(text) if f[0] == "killed"] == expected


def test_what_happened_months_ago_is_left_out_where_the_page_has_a_date() -> None:
    text = "The fire killed 12 people. Two others died in a flood two years ago."
    assert [f.low for f in found(text, published="2019-05-01")] == [12]
    assert [f.low for f in found(text)] == [12, 2]


def test_a_clause_on_former_months_does_not_hide_the_rest_of_its_sentence() -> None:
    text = "The blast killed 12 people in Karst, which the army took two years ago."
    assert [f.low for f in found(text, published="2019-05-01")] == [12]


@pytest.mark.parametrize(
    "text",
    [
        "The strike caused significant losses.",
        "The man was not injured.",
        "They threatened to kill two hostages' guards.",
        "Two men tried to murder 12 guards.",
        "The flood could have killed 12 people.",
        "Wounded pride cost the minister 12 votes.",
        "The bank lost $12 million and 5% of its staff.",
        "Residents of 12 Harbour Street heard 9mm shots at 8:20 on August 21 2013.",
        "Homicides rose: 22 people were killed this year.",
        "The war has killed more than 280000 people since 2011.",
        "Resolution 2118 was adopted with 15 votes.",
        "Nobody spoke. None came.",
    ],
)
def test_other_numbers_are_no_figures_of_people(text: str) -> None:
    assert [f for f in found(text) if f.measure not in ("objects", "other", "detained")] == []


def test_ages_are_no_figures() -> None:
    assert numbers("Amal Riva, 24, a 35-year-old man and the 7 year old were not seen.") == []


def test_ordinals_are_no_figures() -> None:
    assert numbers("It was the second attack; the 22nd regiment lost a third soldier's trail.") == []


def test_former_years_are_left_out_where_the_page_has_a_date() -> None:
    text = "In 2009 a fire killed 30 people."
    assert found(text, published="2019-05-01") == ()
    assert [f.low for f in found(text)] == [30]


def test_only_sentences_that_are_read_have_figures() -> None:
    page = article("20 civilians including 9 children killed", role="related")
    assert figures(page, sentences(page)) == ()


def test_scores_lie_between_nothing_and_certainty() -> None:
    assert [f.score for f in found("12 people were killed. Dozens fled their homes.")] == [0.95, 0.6]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("11 children were among the 26 people killed.", [("killed", 11, 11), ("killed", 26, 26)]),
        ("Among the dead were four nurses and five children.", [("killed", 4, 4), ("killed", 5, 5)]),
        ("It killed 45 men in Orlen and 22 in nearby Karsk.", [("killed", 45, 45), ("killed", 22, 22)]),
        ("At least two of the killed in Karsk were nurses.", [("killed", 2, None)]),
        ("Fifteen miners among them 3 women were killed.", [("killed", 15, 15), ("killed", 3, 3)]),
        ("Three people two of them children died.", [("killed", 3, 3), ("killed", 2, 2)]),
        ("10 miners killed 15 injured in Karsk.", [("killed", 10, 10), ("injured", 15, 15)]),
        ("The bodies of two monks and several injured miners were brought in.", [("killed", 2, 2)]),
        (
            "The toll of the attack on buses that carried people out of the two besieged "
            "towns near the harbour of Orlen has risen to at least 112 a clinic said.",
            [("killed", 112, None)],
        ),
        ("2031 Two medics were killed.", [("killed", 2, 2)]),
        ("He pleaded not guilty to murdering three people.", [("killed", 3, 3)]),
        ("A teen who police say was killed lived in Orlen.", [("killed", 1, 1)]),
        ("Residents of Orlen and Tavil lost their lives.", []),
        ("There are many burnt bodies in the hall.", []),
    ],
)  # fmt: skip
def test_what_is_said_of_some_is_told_from_what_is_said_of_others(
    text: str, read: list[tuple[str, float | None, float | None]]
) -> None:
    assert [one for one in numbers(text) if one[0] in ("killed", "injured") and one[1]] == read


def test_others_behind_an_aside_are_counted_by_themselves() -> None:
    text = "Seven miners were killed among them a child and two women and nine others were injured."
    assert ("injured", 9, 9) in numbers(text)
    assert ("injured", 12, 12) not in numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "20 people suffered from suffocation.",
        "20 people were affected by the gas.",
        "20 people suffered from severe breathing difficulties.",
    ],
)
def test_those_hurt_by_gas_are_injured(text: str) -> None:
    assert numbers(text) == [("injured", 20, 20)]


def test_things_count_where_something_is_done_to_them_or_with_them() -> None:
    assert numbers("The shells destroyed three houses in Karsk.") == [("objects", 3, 3)]
    assert numbers("Three buses waited at the market of Karsk.") == []
    assert numbers("A boat brought 40 mortars to Karsk.") == [("objects", 40, 40)]


def test_those_who_leave_a_town_are_displaced_where_people_are_evacuated() -> None:
    leave = "More than 5000 people left the two towns. A bus carrying 30 residents came."
    assert numbers("The evacuation went on. " + leave) == [("displaced", 5000, None), ("displaced", 30, 30)]
    assert numbers("The fair was over. " + leave) == []
    assert numbers("The evacuation went on. Some 50 people left the building in Karsk.") == []


def test_thousands_of_refugees_are_no_number_of_displaced() -> None:
    assert numbers("Thousands of refugees waited.") == []


def test_another_month_is_left_out_where_the_page_tells_of_this_one() -> None:
    old = "In April a storm killed 30 people."
    assert [f.low for f in found("A flood killed 4 people. " + old, published="2031-07-05")] == [4]
    assert [f.low for f in found(old, published="2031-07-05")] == [30]
    assert [f.low for f in found("A flood killed 4 people. " + old, published="2031-05-05")] == [4, 30]


def test_who_died_was_among_those_shot() -> None:
    text = "Five people were shot in Karsk. Amal Riva, 24, died in a clinic."
    assert numbers(text) == [("other", 5, 5), ("injured", 4, 4), ("killed", 1, 1)]


def test_those_shot_of_a_title_are_no_number_of_hurt_where_some_of_them_died() -> None:
    title, text = "4 shot in Karsk", "One man died. Three others were injured."
    page = article(f"{title}\n{text}")
    parts = (Element("title", Span(0, len(title))), Element("body", Span(len(title) + 1, len(page.text))))
    page = replace(page, elements=parts)
    assert [(f.measure, f.low) for f in figures(page, sentences(page))] == [("killed", 1), ("injured", 3)]


def test_the_dead_of_the_own_title_count_where_the_text_tells_of_fewer() -> None:
    title, text = "Two killed in Orlen", "A second miner has died. Seven men were hurt."
    page = article(f"{title}\n{text}")
    parts = (Element("title", Span(0, len(title))), Element("body", Span(len(title) + 1, len(page.text))))
    page = replace(page, elements=parts)
    kept = [f for f in figures(page, sentences(page)) if f.spans[0].start < len(title)]
    assert [(f.measure, f.low) for f in kept] == [("killed", 2)]


@pytest.mark.parametrize(
    "unit", ["A man was killed, ", "12 people and a man were shot in ", "including two children killed "]
)
def test_time_is_linear_in_a_sentence_without_end(unit: str) -> None:
    page = article(unit * (60_000 // len(unit)))
    start = time.process_time()
    figures(page, (Span(0, len(page.text)),))
    assert time.process_time() - start < 5


def test_crates_and_animals_are_never_people() -> None:
    assert numbers("Troops raided a camp, capturing four crates of shells.") == [("objects", 4, 4)]
    assert not [one for one in numbers("20 camels were killed in Karsk.") if one[0] == "killed"]
    assert numbers("Troops captured four men.") == [("detained", 4, 4)]
