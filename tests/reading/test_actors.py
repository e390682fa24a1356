"""Who the actors of a page are, and which names and pronouns are theirs."""

from __future__ import annotations

import pytest

from saidby.data import Span
from saidby.reading.parties import parts
from saidby.reading.phrases import parse
from tests.reading.marked_page import page


def one(words: str) -> object:
    """A source alone."""
    return page(f"[source {words}] [cue said] [content the bridge had fallen].").cast.actors[0]


def test_one_body_by_state_name_adjective_and_of_phrase_is_one_actor() -> None:
    found = page("""
        [source Velmora's Defence Ministry] [cue said] [content the bridge had fallen].

        [source The Velmoran Defense Ministry] [cue added] [content that two men were hurt].

        [source the Ministry of Defence of Velmora] [cue said] [content it was over].
    """)
    assert found.names == ["Velmora's Defence Ministry"]
    assert found.actor("Velmora's Defence Ministry").sector == "MIL"


def test_the_same_ministry_of_two_states_is_two_actors() -> None:
    found = page("""
        [source Velmora's Foreign Ministry] [cue said] [content the bridge had fallen].

        [source Ondrel's Foreign Ministry] [cue said] [content it stood].
    """)
    assert found.names == ["Velmora's Foreign Ministry", "Ondrel's Foreign Ministry"]


def test_a_description_means_the_body_last_heard() -> None:
    found = page("""
        [source Velmora's Foreign Ministry] [cue said] [content the bridge had fallen].

        "[content:b It fell]," [source:b the ministry] [cue:b said].

        [source Ondrel's Interior Ministry] [cue said] [content it stood].

        [source The ministry] [cue said] [content so twice].
    """)
    assert found.roots == ["Velmora's Foreign Ministry"] * 2 + ["Ondrel's Interior Ministry"] * 2
    assert found.mentions("Velmora's Foreign Ministry") == [
        ("Velmora's Foreign Ministry", "name"),
        ("the ministry", "description"),
    ]


def test_a_description_means_a_body_named_before_where_none_was_heard() -> None:
    found = page("""
        Shells fell near the Velmoran Defence Ministry. [source The ministry] [cue said] [content nobody
        was hurt].
    """)
    assert found.roots == ["Velmoran Defence Ministry"]


def test_a_general_noun_takes_up_a_body_of_its_kind() -> None:
    found = page("""
        [source The Velmoran Observatory for Human Rights] [cue said] [content nine people were killed].

        [source The Ondrel-based monitoring group] [cue said] [content four were children].
    """)
    assert found.roots == ["Velmoran Observatory for Human Rights"] * 2


def test_a_person_is_known_by_title_surname_and_pronoun() -> None:
    found = page("""
        [source President Irina Sovrano] [cue said] [content the bridge had fallen].

        [source Ms. Sovrano] [cue said] [content nobody was hurt].

        [source She] [cue added] [content it would be rebuilt].
    """)
    assert found.names == ["Irina Sovrano"]
    assert found.actor("Irina Sovrano").kind == "person"
    assert found.actor("Irina Sovrano").sector == "GOV"
    assert [form for _, form in found.mentions("Irina Sovrano")] == ["name", "name", "pronoun"]


def test_he_is_not_a_woman_heard_last() -> None:
    found = page("""
        [source Daniel Orsk, a baker,] [cue said] [content the bridge had fallen].

        [source Maria Tamsel] [cue said] [content it stood].

        [source He] [cue said] [content it fell at dawn].
    """)
    assert found.roots == ["Daniel Orsk", "Maria Tamsel", "Daniel Orsk"]


def test_he_may_be_an_unnamed_spokesman_who_acts_for_the_ministry() -> None:
    found = page("""
        [source A spokesman for Velmora's Defence Ministry] [cue said] [content the bridge had fallen].

        "[content:b It fell]," [source:b he] [cue:b said].
    """)
    spokesman = found.actor("spokesman for Velmora's Defence Ministry")
    assert found.roots == [spokesman.name] * 2
    assert spokesman.kind == "unnamed"
    assert found.name(spokesman.acts_for) == "Velmora's Defence Ministry"


def test_a_named_spokesman_acts_for_the_body_before_his_name() -> None:
    found = page("""
        [source Tarsk police spokesman Anton Reil] [cue said] [content the bridge had fallen].
    """)
    assert found.name(found.actor("Anton Reil").acts_for) == "Tarsk police"
    assert found.actor("Anton Reil").sector == "COP"


def test_a_director_in_apposition_acts_for_the_company() -> None:
    found = page("""
        [source Karen Holt, director of the Northern Ferry Company,] [cue said] [content the bridge had
        fallen].
    """)
    assert found.name(found.actor("Karen Holt").acts_for) == "Northern Ferry Company"


def test_who_was_a_spokesman_acts_for_nobody() -> None:
    found = page("""
        [source former Defence Ministry spokesman Anton Reil] [cue said] [content the bridge had fallen].
    """)
    assert found.actor("Anton Reil").acts_for is None


def test_a_capital_that_speaks_is_the_ministry_last_heard() -> None:
    found = page("""
        [source Velmora's Foreign Ministry] [cue said] [content the bridge had fallen].

        Shells fell in Tarsk. [source Tarsk] [cue called on] [content Ondrel to stop].
    """)
    assert found.roots == ["Velmora's Foreign Ministry"] * 2
    assert ("Tarsk", "metonym") in found.mentions("Velmora's Foreign Ministry")


def test_a_known_capital_is_its_own_states_ministry() -> None:
    found = page("""
        [source France's Foreign Ministry] [cue said] [content talks would begin].

        [source Velmora's Foreign Ministry] [cue said] [content they would not].

        [source Paris] [cue repeated] [content the offer].
    """)
    assert found.roots[2] == "France's Foreign Ministry"


def test_a_bracket_with_the_initials_is_an_alias_and_any_other_is_not() -> None:
    found = page("""
        [source The Velmoran State News Agency (VSNA)] [cue reported] [content shells (mortars) fell].

        [source VSNA] [cue said] [content the (agencies) were wrong].
    """)
    agency = found.actor("Velmoran State News Agency")
    assert [alias.name for alias in agency.aliases] == ["VSNA"]
    assert agency.kind == "media"
    assert found.roots == ["Velmoran State News Agency"] * 2


def test_a_footnote_defines_other_names() -> None:
    found = page("""
        Wardens* fighters took the bridge.

        <footnote> *Wardens (aka Dawn Column/DC) is a terrorist group outlawed in Velmora.
    """)
    wardens = found.actor("Wardens")
    assert [alias.name for alias in wardens.aliases] == ["Dawn Column", "DC"]
    assert wardens.sector == "REB"
    assert ("Wardens", "name") in found.mentions("Wardens")


def test_a_vague_plural_is_one_source_where_both_report_the_same() -> None:
    found = page("""
        [source Velmoran media] [cue reported] [content that militants had shelled the Pellane market].

        [source The Velmoran State News Agency] [cue said] [content militants shelled the market in
        Pellane at dawn].
    """)
    media = found.actor("Velmoran media")
    assert media.kind == "collective"
    assert found.name(media.same_as) == found.name(media.acts_for) == "Velmoran State News Agency"


def test_a_vague_plural_stays_itself_where_nothing_else_is_reported() -> None:
    found = page("""
        [source Velmoran media] [cue reported] [content that militants had shelled the Pellane market].

        [source The Velmoran State News Agency] [cue said] [content the harvest was late].
    """)
    assert found.actor("Velmoran media").same_as is None


def test_states_in_one_source_are_two_actors() -> None:
    found = page("[source France and Britain] [cue said] [content talks would begin].")
    assert found.names == ["France", "Britain"]
    assert found.roots == ["France", "Britain"]


@pytest.mark.parametrize(
    "words",
    [
        "Ministry of Health and Population",
        "the president and director of the bank",
        "the Health and Human Services Department",
        "Jack Holt, the company's founder and owner",
    ],
)
def test_and_inside_one_name_does_not_split_it(words: str) -> None:
    assert parts(words, Span(0, len(words))) == (Span(0, len(words)),)


def test_the_inner_speaker_of_reported_speech_is_the_outer_one() -> None:
    found = page("""
        Anton Reil met Daniel Orsk. [source:a Anton Reil] [cue:a said] [content:a that [source:b he]
        [cue:b knew]
        [content:b the bridge was weak]].
    """)
    assert found.roots == ["Anton Reil", "Anton Reil"]


def test_i_in_a_quotation_is_its_speaker() -> None:
    found = page("""
        "[content:a [source:b I] [cue:b think] [content:b it fell]]," [source:a Anton Reil] [cue:a said].
    """)
    assert found.roots == ["Anton Reil", "Anton Reil"]


def test_nobody_is_no_actor() -> None:
    found = page("[source No one] [cue claimed] [content responsibility for the attack].")
    assert found.names == []
    assert found.roots == ["publisher"]


def test_another_source_is_another_actor() -> None:
    found = page("""
        [source A source] [cue said] [content it fell]. [source:b Another source] [cue:b said]
        [content:b it stood].
    """)
    assert found.names == ["source", "Another source"]


def test_names_are_found_where_they_do_not_speak() -> None:
    found = page("""
        [source Velmora's Defence Ministry] [cue said] [content it fell].

        Nobody at Velmora's Defence Ministry left.
    """)
    words = [words for words, _ in found.mentions("Velmora's Defence Ministry")]
    assert words == ["Velmora's Defence Ministry"] * 2


@pytest.mark.parametrize(
    ("words", "kind", "sector"),
    [
        ("Residents", "group", "CVL"),
        ("local officials", "collective", "GOV"),
        ("The rebels", "group", "REB"),
        ("a doctor at Brenavo General Hospital", "unnamed", "MED"),
        ("the Brenavo Times", "media", "JRN"),
        ("The White House", "office", "GOV"),
        ("the United Nations", "organization", "IGO"),
        ("Germany", "state", "GOV"),
        ("Senator Paul Reil", "person", "LEG"),
        ("the Supreme Court", "organization", "JUD"),
        ("Médecins Sans Frontières", "organization", "NGO"),
        ("a rebel commander", "unnamed", "REB"),
        ("Western countries", "collective", "GOV"),
    ],
)
def test_kind_and_sector_follow_the_head_noun(words: str, kind: str, sector: str) -> None:
    actor = one(words)
    assert (actor.kind, actor.sector) == (kind, sector)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "name", "principal"),
    [
        ("White House press secretary Paul Reil", ("paul", "reil"), "White House"),
        (
            "the head of the Ondrel-based monitoring group Paul Reil",
            ("paul", "reil"),
            "the Ondrel-based monitoring group",
        ),
        ("Health Minister Dr. Amal Riva", ("amal", "riva"), None),
        ("A ferry company spokesman, Paul Reil,", ("paul", "reil"), "company"),
        ("CNN's Paul Reil", ("paul", "reil"), "CNN"),
        ("Paul Reil a resident of Tarsk", ("paul", "reil"), None),
    ],
)
def test_a_phrase_gives_the_person_and_the_principal(
    words: str, name: tuple[str, ...], principal: str | None
) -> None:
    phrase = parse(words, Span(0, len(words)))
    assert phrase.sort == "person"
    assert phrase.name == name
    assert (phrase.principal.of(words).removesuffix("'s") if phrase.principal else None) == principal


@pytest.mark.parametrize(
    ("words", "name", "principal"),
    [
        ("News4's Dana Reil", "dana reil", "News4"),
        ("Velmora's ambassador to Germany Paul Reil", "paul reil", "Velmora"),
        ("the Prince Orlan's County Police Department spokeswoman Dana Reil", "dana reil",
         "Prince Orlan's County Police Department"),
        ("Lin Marsk at the Orlen fisheries bureau", "lin marsk", "the Orlen fisheries bureau"),
        ("Lunesk, the chairman of the drivers' guild, Roake Stannery,", "roake stannery",
         "the drivers' guild"),
        ("43-year-old Latonia Mardis", "latonia mardis", None),
        ("Prince Orlan's County Executive Rushern Holm", "rushern holm", "Prince Orlan's County"),
        ("one of the family's attorneys, Justin Bamberg,", "justin bamberg", None),
    ],
)  # fmt: skip
def test_a_name_is_parted_from_what_stands_around_it(words: str, name: str, principal: str | None) -> None:
    phrase = parse(words, Span(0, len(words)))
    assert (phrase.sort, " ".join(phrase.name)) == ("person", name)
    assert (phrase.principal.of(words).removesuffix("'s") if phrase.principal else None) == principal


def test_a_role_before_a_possessive_is_not_the_persons_own() -> None:
    words = "Prince Orlan's spokeswoman Dana Reil"
    phrase = parse(words, Span(0, len(words)))
    assert (phrase.roles, phrase.gender) == (frozenset({"spokeswoman"}), "f")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Front of the Restored Valleys each", "Front of the Restored Valleys"),
        ("Tuesday's Orlen Daily", "Orlen Daily"),
        ("one of the residents, a teacher,", "one of the residents"),
    ],
)
def test_the_name_shown_is_the_name_alone(words: str, name: str) -> None:
    assert one(words).name == name  # type: ignore[attr-defined]


def test_a_possessive_is_the_whole_name_before_it() -> None:
    found = page("[source New Orlen's chief medical examiner] [cue ruled] [content it was murder].")
    assert found.names == ["New Orlen", "New Orlen's chief medical examiner"]
    assert found.roots == ["New Orlen's chief medical examiner"]


def test_a_first_word_with_a_capital_issues_no_document() -> None:
    found = page("[source Shaky video footage] [cue showed] [content smoke].")
    assert found.names == ["Shaky video footage"]


def test_a_name_in_a_text_of_capitals_issues_its_letter() -> None:
    found = page("THE DMF WAITS. [source THE DMF LETTER] [cue SAYS] [content THE CHURCH MUST SPEAK].")
    assert found.roots == ["DMF"]


def test_a_name_that_stands_elsewhere_too_issues_its_document() -> None:
    found = page("Nobody at Orlcom left. [source Orlcom video footage] [cue showed] [content smoke].")
    assert found.roots == ["Orlcom"]


@pytest.mark.parametrize(
    "words",
    [
        "Sovrano's daughter",
        "Pierre Curran, Sovrano's grandfather,",
        "Wu Lindt, a leading German economist,",
        "Her daughter",
    ],
)
def test_kin_and_scholars_speak_for_themselves(words: str) -> None:
    found = page(f"""
        [source:a Residents] [cue:a said] [content:a it fell]. [source:b Irina Sovrano] [cue:b agreed]
        [content:b that it fell].

        [source {words}] [cue said] [content it stood].
    """)
    assert found.cast.actors[-1].acts_for is None


def test_one_of_several_is_another_than_all_of_them() -> None:
    found = page("""
        [source Two residents of Korrod] [cue said] [content they had heard guns].

        "[content:b They waved]," [source:b one of the residents] [cue:b said], [source:c who] [cue:c asked]
        [content:c that his name not be used].
    """)
    assert found.roots == ["Two residents of Korrod", "one of the residents", "one of the residents"]


def test_who_stands_for_the_head_of_the_phrase_before() -> None:
    found = page("""
        Families received calls from the President of the Republic, [source who] [cue told them]
        [content that the blood of their sons had not been shed on a road].
    """)
    assert found.roots == ["President of the Republic"]


def test_it_is_who_spoke_rather_than_who_passed_it_on() -> None:
    found = page("""
        "[content:a This was made possible by others]," [source:a the ministry] [cue:a noted], as quoted by
        the Velmoran State News Agency. [source:b It] [cue:b called on] [content:b the League to act].
    """)
    assert found.chain(1) == ["ministry", "publisher"]


def test_he_is_the_workman_last_heard() -> None:
    found = page("""
        [source:a Lucan Feyde, an analyst,] [cue:a said] [content:a a crater can lie].

        [source:b A municipal engineer who walked through the hall] [cue:b said] [content:b the fragments
        were of two kinds]. [source:c He] [cue:c said] [content:c soldiers had collected most of them].
    """)
    assert found.roots == ["Lucan Feyde", "municipal engineer", "municipal engineer"]


def test_he_is_the_subject_just_before_though_no_table_knows_the_name() -> None:
    found = page("""
        Pavro Dunsk had just pulled his bus into the stop when the windows came in.

        "[content It was the boiler]," [source he] [cue said].
    """)
    assert found.roots == ["Pavro Dunsk"]


def test_they_in_a_quotation_is_nobody_the_page_heard_before() -> None:
    found = page("""
        [source:a The ministry] [cue:a asked] [content:a the League of Ocean States to act].

        [source:b Harl Brandt] [cue:b recalled]: [content:b "[source:c They] [cue:c told] me [content:c
        these were herring boats]."]
    """)
    assert found.roots == ["ministry", "Harl Brandt", "They"]


def test_i_in_reported_words_is_their_speaker() -> None:
    found = page("""
        [content:a [source:b I] [cue:b am hopeful] [content:b that talks can yield a result]],
        [source:a Irina Sovrano] [cue:a said].
    """)
    assert found.roots == ["Irina Sovrano", "Irina Sovrano"]


def test_the_reader_is_no_source() -> None:
    found = page("[source You] [cue should aim] [content to retire early].")
    assert (found.names, found.roots) == ([], ["publisher"])


def test_a_surname_is_the_full_name_that_stands_most_often() -> None:
    found = page("""
        Tim Reil lost. Paul Reil ran again, and Paul Reil won.

        [source Reil] [cue said] [content he was glad].
    """)
    assert found.roots == ["Paul Reil"]


def test_civil_defence_is_no_government_that_a_capital_speaks_for() -> None:
    found = page("""
        [source The Syrian Civil Defence] [cue said] [content nine people died].

        [source Damascus] [cue denied] [content responsibility].
    """)
    assert found.roots == ["Syrian Civil Defence", "Syria"]


def test_a_monitor_that_opens_a_page_is_the_one_that_it_goes_on_to_name() -> None:
    found = page(
        "[source A monitor] [cue said] [content that ten people had died].\n\n"
        "[source The Velmoran Observatory for Peace] [cue said] [content that a market had been hit]."
    )
    assert found.names == ["Velmoran Observatory for Peace"]
    other = page(
        "[source A monitor] [cue said] [content that ten people had died].\n\n"
        "[source The Velmoran Observatory for Peace] [cue disagreed with] [content the Orlen Rights Monitor]."
    )
    assert other.names[0] == "monitor"


def test_a_heading_in_capitals_lets_its_verb_into_no_name() -> None:
    found = page(
        "[source The Ondrel-led Coalition Strikes Kill Ten Villagers] [cue said] [content the page]. "
        "[source The coalition] [cue denied] [content it]."
    )
    assert found.names == ["Coalition"]


def test_the_radical_group_is_no_observatory() -> None:
    found = page(
        "[source The Velmoran Observatory for Peace] [cue said] [content that a market had been hit]. "
        "[source The radical group] [cue denied] [content it]."
    )
    assert found.names == ["Velmoran Observatory for Peace", "radical group"]


def test_a_surname_alone_is_whom_the_page_has_named_by_it() -> None:
    found = page(
        "[source Mara Velden] [cue said] [content it fell].\n\n[source Velden] [cue said] [content it sank]."
        "\n\n[source Tom Velden] [cue said] [content it rose].\n\n[source Velden] [cue said] [content so]."
    )
    assert found.mentions("Mara Velden") == [("Mara Velden", "name"), ("Velden", "name"), ("Velden", "name")]


def test_who_is_met_by_a_post_gets_the_name_that_the_post_has_later() -> None:
    found = page(
        "[source China's foreign minister] [cue said] [content it fell].\n\n"
        "[source Foreign Minister Tom Velden] [cue said] [content it rose]."
    )
    assert found.mentions("Tom Velden") == [
        ("China's foreign minister", "description"),
        ("Tom Velden", "name"),
    ]
    other = page(
        "[source The prime minister] [cue said] [content it fell].\n\n"
        "[source Foreign Minister Tom Velden] [cue said] [content it rose]."
    )
    assert len(other.names) == 2


@pytest.mark.parametrize(
    ("marked", "name", "aliases"),
    [
        ("[source The Orlen Safety Service (OSB)] [cue said] [content so]. [source:b The OSB] [cue:b added] "
         "[content:b more].",
         "Orlen Safety Service", ["OSB"]),
        ("[source The aid group Healers Beyond Rivers (HBR), which runs it,] [cue said] [content so]. "
         "[source:b HBR] [cue:b added] [content:b more].", "Healers Beyond Rivers", ["HBR"]),
        ("[source Red Dawn, as the Ridgemen are also known,] [cue said] [content so].", "Red Dawn",
         ["Ridgemen"]),
        ("[source The Armed Forces of the Reeds, better known by the acronym AFOR,] [cue said] [content so].",
         "Armed Forces of the Reeds", ["AFOR"]),
        ("[source The Islamic State (IS, formerly ISIS/ISIL) group] [cue said] [content so].",
         "Islamic State", ["IS", "ISIS", "ISIL"]),
    ],
)  # fmt: skip
def test_other_names_are_given_in_many_ways(marked: str, name: str, aliases: list[str]) -> None:
    found = page(marked)
    assert [alias.name for alias in found.actor(name).aliases] == aliases
    assert set(found.roots) == {name}


def test_fighters_of_a_body_that_a_footnote_explains_are_that_body() -> None:
    found = page("""
        [source Sons of Ondrel* fighters] [cue said] [content the bridge had fallen].

        <footnote> *Sons of Ondrel (also known as Ondrel Army/OA) is a terrorist group banned in Velmora.
    """)
    assert found.roots == ["Sons of Ondrel"]


def test_its_spokeswoman_speaks_for_whoever_spoke_before() -> None:
    found = page("""
        [source The Valley Council's rights office] [cue urged] [content the Orlen military to free them].
        [source:b Its spokeswoman, Rana Marsk,] [cue:b said] [content:b that two had died].
    """)
    boss = found.name(found.actor("Rana Marsk").acts_for)
    assert boss == "Valley Council's rights office"


@pytest.mark.parametrize(("again", "role"), [("The diplomat", "envoy"), ("The minister", "Foreign Minister")])
def test_somebody_is_taken_up_by_a_wider_role(again: str, role: str) -> None:
    found = page(f"""
        [source Velmoran {role} Ivo Marsk] [cue said] [content so].

        [source {again}] [cue added] [content that nobody was hurt].
    """)
    assert found.roots == ["Ivo Marsk", "Ivo Marsk"]


def test_a_president_without_a_state_is_not_the_one_of_another_state() -> None:
    found = page("""
        [source The Velmoran president] [cue denied] [content this].

        [source Ondrel] [cue said] [content it was ready].

        [source President Marsk] [cue spoke] [content of peace].
    """)
    assert found.roots == ["Velmoran president", "Ondrel", "Marsk"]


def test_a_capital_stands_for_no_embassy_of_its_state() -> None:
    found = page("""
        [source The Russian Embassy in Orlen] [cue said] [content it was open].

        [source Moscow] [cue said] on Monday [content that talks would go on].
    """)
    assert found.roots == ["Russian Embassy in Orlen", "Russia"]


def test_a_deputy_head_is_called_by_his_name_and_speaks_for_his_body() -> None:
    found = page("""
        [source Deputy head of the Velmoran Centre for Reconciliation Rear Admiral Vadim Kulin] [cue said]
        [content so].
    """)
    assert found.roots == ["Vadim Kulin"]
    assert found.name(found.actor("Vadim Kulin").acts_for) == "Velmoran Centre for Reconciliation"


def test_initials_that_would_be_a_pronoun_are_a_name() -> None:
    found = page("""
        [source The World Health Organization (WHO)] [cue said] [content it was open]. The [source:b WHO]
        [cue:b added] [content:b more].
    """)
    assert found.roots == ["World Health Organization", "World Health Organization"]


def test_what_follows_whose_says_nothing_of_a_person() -> None:
    found = page("""
        [source Dana Marsk, whose brother was taken in May], [cue said] [content so].

        [source She] [cue accused] [content the governor of lies].
    """)
    assert found.roots == ["Dana Marsk", "Dana Marsk"]


def test_a_number_of_the_sentence_before_counts_nobody() -> None:
    found = page("""
        The school opened in 2021. [source Gunmen] [cue said] [content so].
    """)
    assert found.names == ["Gunmen"]


def test_its_ministry_is_that_of_the_state_that_spoke() -> None:
    found = page("""
        [source India's External Affairs Ministry] [cue said] [content it was open].

        [source Pakistan] [cue said] [content it was ready]. [source:b Its foreign ministry] [cue:b said]
        [content:b more].
    """)
    assert found.roots[2] == "Its foreign ministry"


def test_what_was_cut_from_a_defined_name_is_that_name() -> None:
    found = page("""
        [source Reed Dawn fighters] [cue said] [content so].

        <footnote> *Reed Dawn (a.k.a. Dawn Brigade, DB) is listed as a terrorist organisation by Velmora.
    """)
    dawn = found.actor("Reed Dawn")
    assert (dawn.sector, [alias.name for alias in dawn.aliases]) == ("REB", ["Dawn Brigade", "DB"])


def test_a_place_that_speaks_is_the_body_called_after_it() -> None:
    found = page("""
        Shells fell in Halvek. [source A spokeswoman for the Halvek militia] [cue repeated]
        [content Halvek's earlier allegations that the Guard had mined it].
    """)
    assert found.chain() == ["Halvek militia", "spokeswoman for the Halvek militia", "publisher"]


def test_media_that_report_the_same_on_the_same_day_are_one_voice() -> None:
    found = page("""
        [source Velmoran media] [cue claimed] on Wednesday [content that separatists had mined the Brenavo
        water station with anti-tank charges].

        [source The Velmoran News Agency] [cue reported] on Wednesday [content that separatists had laid
        charges under the pump of the station].
    """)
    media = found.actor("Velmoran media")
    assert found.name(media.same_as) == "Velmoran News Agency"


def test_a_body_is_one_though_its_last_word_is_that_of_a_document() -> None:
    found = page("""
        [source Right Order** gunmen] [cue said] [content so].

        <footnote> **Right Order (also known as RO) is an extremist group banned in Velmora.
    """)
    assert (found.roots, found.actor("Right Order").sector) == (["Right Order"], "REB")


def test_an_outlawed_front_is_no_party_and_a_mission_is_of_its_union() -> None:
    found = page("""
        [source The outlawed Ondrel Republican Front (ORF)] [cue said] [content so].

        [source The African Union mission (AMISOM)] [cue said] [content it was ready].
    """)
    assert [found.actor(name).sector for name in found.names] == ["REB", "IGO"]
    assert [alias.name for alias in found.actor("African Union mission").aliases] == ["AMISOM"]


def test_a_defence_ministry_is_the_ministry_too() -> None:
    found = page("""
        [source Velmora's Foreign Ministry] [cue denied] [content it].

        [source Rana Marsk, a spokeswoman for the Velmoran Defence Ministry,] [cue said] [content so].

        [source The ministry] [cue added] [content more].
    """)
    assert found.roots[2] == "Velmoran Defence Ministry"


def test_a_ministry_in_a_capital_is_that_of_its_state() -> None:
    found = page("""
        [source Armenia's Foreign Ministry] [cue said] [content it was open].

        [source The Foreign Ministry in Yerevan] [cue said] [content that talks would go on].
    """)
    assert found.roots == ["Armenia's Foreign Ministry"] * 2


def test_a_machine_is_no_body_and_a_committee_of_the_red_cross_no_government() -> None:
    found = page("""
        [source The International Committee of the Red Cross (ICRC)] [cue said] [content that it
        was open]. [source:b The organisation] [cue:b called on] [content:b all members to meet].
    """)
    committee = found.actor("International Committee of the Red Cross")
    assert (committee.sector, found.roots) == ("NGO", [committee.name, committee.name])
    assert one("A Velmoran F-16").kind == "unnamed"  # type: ignore[attr-defined]


def test_a_day_behind_a_name_is_no_part_of_it_and_an_air_force_is_armed() -> None:
    found = page("""
        [source The Velmoran Air Force] [cue said] [content so].

        [source Ondrel] [cue accused] [content Sehlt on Monday of lies].
    """)
    assert found.actor("Velmoran Air Force").sector == "MIL"
    assert "Sehlt" in found.names
