"""Figures: who was counted, how many, and numbers that count nobody."""

from __future__ import annotations

import time

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
    assert numbers("Five people were shot, two fatally.") == [("other", 5, 5), ("killed", 2, 2)]
    assert numbers("Five people were shot.") == [("injured", 5, 5)]


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
    "unit", ["A man was killed, ", "12 people and a man were shot in ", "including two children killed "]
)
def test_time_is_linear_in_a_sentence_without_end(unit: str) -> None:
    page = article(unit * (60_000 // len(unit)))
    start = time.process_time()
    figures(page, (Span(0, len(page.text)),))
    assert time.process_time() - start < 5
