"""Places: names that are places there, where they are, and names that only look like one.

The country Velmora and everything in it are invented; its gazetteer is examples/gazetteer.tsv. Real names
stand only where the package's own gazetteer is asked.
"""

from __future__ import annotations

import json
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.data import Article, Element, Place, Role, Span
from saidby.errors import InputError
from saidby.reading.places import NOTHING_OWN, Own, places, read_own
from saidby.reading.places.folding import fold, skeleton
from saidby.reading.places.gazetteer import FORMAT, Columns, pack, shipped, unpack
from saidby.reading.sentences import sentences

VELMORA = read_own(Path(__file__).parents[2] / "examples" / "gazetteer.tsv")


def article(*parts: tuple[Role, str], url: str | None = None) -> Article:
    text, elements = "", []
    for role, words in parts:
        elements.append(Element(role, Span(len(text), len(text) + len(words))))
        text += words + "\n"
    return Article("", "", url, None, None, None, None, "en", (), None, None, None, text, tuple(elements), ())


def found(words: str, own: Own = VELMORA, url: str | None = None) -> list[tuple[str, Place]]:
    page = article(("body", words), url=url)
    return [(place.span.of(page.text), place) for place in places(page, sentences(page), own=own)]


def names(words: str, own: Own = VELMORA) -> list[str]:
    return [name for name, _ in found(words, own)]


def uses(words: str, own: Own = VELMORA) -> list[tuple[str, str]]:
    return [(name, place.use) for name, place in found(words, own)]


def only(words: str, name: str, own: Own = VELMORA, url: str | None = None) -> Place:
    return next(place for said, place in found(words, own, url) if said == name)


# ------------------------------------------------------------------------------------ one's own gazetteer


def test_a_place_of_ones_own_gazetteer_is_given_whole() -> None:
    place = only("Shells fell in Brenavo on Monday.", "Brenavo")
    assert place == Place(
        id="p1", span=Span(15, 22), name="Brenavo", geonames_id=990000010, latitude=-41.33, longitude=-125.62,
        country="XV", precision=1, relation=None, use="event", score=place.score,
    )  # fmt: skip
    assert place.score > 0.8


@pytest.mark.parametrize(
    ("words", "name", "precision"),
    [
        ("They left Orsimar Province at noon.", "Orsimar Province", 4),
        ("Fighting went on in Velmora.", "Velmora", 6),
        ("A ferry sank in the Karrasund.", "Karrasund", 7),
        ("The convoy stopped at Drennick Ridge.", "Drennick Ridge", 2),
        ("A bomb fell on Weirside Street.", "Weirside Street", 1),
        ("People fled from the Pellane quarter.", "Pellane", 1),
    ],
)
def test_precision_follows_the_kind_of_place(words: str, name: str, precision: int) -> None:
    assert only(words, name).precision == precision


def test_an_alias_gives_the_name_of_the_gazetteer() -> None:
    assert only("Fighting spread in the Republic of Velmora.", "Republic of Velmora").name == "Velmora"


def test_places_of_an_invented_country_are_unknown_without_its_gazetteer() -> None:
    assert [p.latitude for _, p in found("Shells fell on the village of Brenavo.", NOTHING_OWN)] == [None]


def test_ids_follow_the_text() -> None:
    told = found("From Vantry to Wendrel, and on to Tarsk.")
    assert [(name, place.id) for name, place in told] == [
        ("Vantry", "p1"),
        ("Wendrel", "p2"),
        ("Tarsk", "p3"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\tlatitude\n", "its first line lacks the columns longitude, country"),
        (
            "name\tlatitude\tlongitude\tcountry\nKorrod\tnorth\t1\tXV\n",
            "line 2: could not convert string to float",
        ),
        ("", "its first line lacks the columns name, latitude, longitude, country"),
    ],
)
def test_a_file_that_is_no_gazetteer_says_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_own(path)


def test_a_gazetteer_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gazetteer"):
        read_own(tmp_path / "none.tsv")


# ------------------------------------------------------------------------------------ what is a place here


@pytest.mark.parametrize(
    "words",
    [
        "Paris Orlan arrived on Friday. Orlan was late.",
        "Sam Houston Veld spoke. Mr Houston did not.",
        "Jordan Ovrin won the race.",
        "He was reading when a nice man came; both had a bath.",
        "Mr Lincoln and Dr Bath disagreed.",
        "May and June were dry.",
        "US was misspelled by us."[3:],
    ],
)
def test_persons_and_common_words_are_no_places(words: str) -> None:
    assert names(words, NOTHING_OWN) == []


def test_a_surname_stays_one_on_the_whole_page() -> None:
    assert "Houston" not in names("Sam Houston left. Houston said nothing.", NOTHING_OWN)


def test_a_place_in_the_name_of_a_body_is_a_mention() -> None:
    assert uses("Students of the University of Brenavo marched.") == [("Brenavo", "mention")]


def test_whose_ministry_it_is_is_a_mention() -> None:
    assert uses("Velmora's Foreign Ministry was silent.") == [("Velmora", "mention")]


def test_a_people_is_a_mention_of_its_country() -> None:
    place = only("Syrian doctors met.", "Syrian", NOTHING_OWN)
    assert (place.name, place.country, place.precision, place.use) == ("Syria", "SY", 6, "mention")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Damascus said nothing of it.", "Damascus"),
        ("Damascus went on to call on others.", "Damascus"),
        ("It repeated Moscow's previous accusations.", "Moscow"),
        ("Ankara-backed groups met.", "Ankara"),
    ],
)
def test_a_capital_that_acts_is_a_metonym_with_coordinates(words: str, name: str) -> None:
    place = only(words, name, NOTHING_OWN)
    assert place.use == "metonym"
    assert place.latitude is not None


def test_what_the_last_of_two_capitals_does_both_do() -> None:
    assert uses("Berlin and London condemned it.", NOTHING_OWN) == [
        ("Berlin", "metonym"),
        ("London", "metonym"),
    ]


def test_a_capital_in_which_something_is_is_a_place() -> None:
    assert uses("They met in Damascus.", NOTHING_OWN) == [("Damascus", "event")]


def test_a_dateline_is_a_mention() -> None:
    page = article(("dateline", "BRENAVO, Velmora"), ("body", "It rained."))
    assert [(p.name, p.use) for p in places(page, sentences(page), own=VELMORA)] == [
        ("Brenavo", "mention"), ("Velmora", "mention"),
    ]  # fmt: skip


def test_what_is_not_read_has_no_places() -> None:
    page = article(("nav", "Aleppo"), ("related", "Shelling in Aleppo"), ("tags", "Syria, Aleppo"))
    assert places(page, sentences(page)) == ()


def test_an_agency_in_capitals_is_no_place() -> None:
    assert names("On Saturday, SANA reported rain.", NOTHING_OWN) == []


# ------------------------------------------------------------------------------------ where it is


def test_a_state_behind_a_comma_decides_here_and_later() -> None:
    told = found("From Paris, Texas, to Springfield, Ill., and back to Paris.", NOTHING_OWN)
    assert [(name, place.country) for name, place in told if name == "Paris"] == [("Paris", "US")] * 2
    assert [round(place.latitude or 0) for name, place in told if name == "Springfield"] == [40]


def test_a_great_city_is_meant_where_nothing_else_is_said() -> None:
    assert only("They met in Paris.", "Paris", NOTHING_OWN).country == "FR"


def test_the_other_places_of_a_page_decide() -> None:
    words = "They drove from Toronto to London, and on to Windsor in Ontario."
    assert only(words, "London", NOTHING_OWN).country == "CA"


def test_the_address_of_the_page_decides_where_nothing_else_does() -> None:
    words = "They met in Cambridge."
    assert only(words, "Cambridge", NOTHING_OWN, "https://news.example.co.uk/1").country == "GB"
    assert only(words, "Cambridge", NOTHING_OWN, "https://news.example.ca/1").country == "CA"


def test_counties_in_a_list_are_counties() -> None:
    told = found("Clarke, Madison and Oconee counties in Georgia were dry.", NOTHING_OWN)
    assert [(place.name, place.precision) for _, place in told[:3]] == [
        ("Clarke County", 3), ("Madison County", 3), ("Oconee County", 3),
    ]  # fmt: skip


def test_a_town_goes_before_the_province_that_has_its_name() -> None:
    assert only("They met in Idlib.", "Idlib", NOTHING_OWN).precision == 1
    assert only("They met in Idlib province.", "Idlib province", NOTHING_OWN).precision == 4


def test_another_transliteration_is_found_in_the_country_of_the_page() -> None:
    words = "They left Aleppo and Hama in Syria for the village of Kafr Nabel."
    assert only(words, "Kafr Nabel", NOTHING_OWN).name == "Kafranbel"


@pytest.mark.parametrize("name", ["Al-Lataminah", "Ghouta", "Baghouz", "Kafr Zita", "Maarat al-Numan"])
def test_places_of_wars_that_no_package_has_are_in_the_supplement(name: str) -> None:
    assert only(f"They met in {name}, Syria.", name, NOTHING_OWN).country == "SY"


# ------------------------------------------------------------------------------------ beside a place


@pytest.mark.parametrize(
    ("words", "name", "relation", "precision"),
    [
        ("They camped north of Brenavo.", "Brenavo", "north of", 2),
        ("Shells hit the outskirts of Brenavo.", "Brenavo", "outskirts of", 2),
        ("They went to the south of Orsimar Province.", "Orsimar Province", "south of", 4),
        ("Rain fell in northern Velmora.", "Velmora", "northern", 5),
        ("They hid in the Brenavo countryside.", "Brenavo", "countryside", 2),
        ("They met in Brenavo.", "Brenavo", None, 1),
    ],
)
def test_a_relation_is_kept_with_its_precision(
    words: str, name: str, relation: str | None, precision: int
) -> None:
    place = only(words, name)
    assert (place.relation, place.precision) == (relation, precision)


def test_streets_and_quarters_that_nobody_knows_keep_words_precision_and_country() -> None:
    words = (
        "Shells hit Brenavo, Velmora: the neighbourhoods of al-Orlan and Al Veshra as well as Sallow Street."
    )
    told = found(words)
    assert [name for name, _ in told[2:]] == ["al-Orlan", "Al Veshra", "Sallow Street"]
    assert {(p.latitude, p.longitude, p.country, p.precision) for _, p in told[2:]} == {(None, None, "XV", 1)}


# ------------------------------------------------------------------------------------ the gazetteer


def test_spellings_of_one_name_fold_together() -> None:
    assert fold("Saint-Étienne") == fold("St. Etienne")
    assert fold("Khān Shaykhūn") == "khan shaykhun"
    assert skeleton("Khan Sheikhun") == skeleton("Khān Shaykhūn")
    assert skeleton("al-Hudaydah") == skeleton("Hodeidah")


def test_a_packed_gazetteer_comes_back() -> None:
    columns = Columns(
        names=["Vantry", "Korrod"], latitudes=[-41.165, -41.89], longitudes=[-125.615, 124.523],
        divisions=[0, 1], sizes=[48, 35], kinds=[0, 0], numbers=[990000, 16777215],
        codes=["XV.1\tOne", "XV.2\tTwo"],
        keys=["korrod", "vantry"], places=[[1], [0]],
    )  # fmt: skip
    gazetteer = unpack(pack(columns))
    (entry,) = gazetteer.find("korrod")
    assert entry._asdict() == {
        "name": "Korrod", "latitude": -41.89, "longitude": 124.523, "country": "XV", "admin1": "XV.2",
        "code": "PPL", "population": 824, "geonames_id": 16777215,
    }  # fmt: skip
    assert gazetteer.find("tarsk") == []
    assert list(gazetteer.of_country("XV")) == [0, 1]


def test_a_gazetteer_of_another_format_is_refused() -> None:
    other = json.dumps({"format": FORMAT + "x", "parts": {}}).encode() + b"\n"
    with pytest.raises(ValueError, match="not saidby/gazetteer/1"):
        unpack(zlib.compress(other))


def test_the_package_knows_a_great_city_by_its_names() -> None:
    for name in ("Aleppo", "Halab", "Alep"):
        assert "SY" in {entry.country for entry in shipped().find(fold(name))}


# ------------------------------------------------------------------------------------ any text


@given(st.text(alphabet=st.sampled_from("ABab .,'’-\u00a0\nÉ1U.S"), max_size=80))
def test_any_text_gives_places_inside_it_in_order(words: str) -> None:
    page = article(("body", words))
    told = places(page, (Span(0, len(words)),))
    spans = [place.span for place in told]
    assert spans == sorted(spans)
    assert all(0 <= s.start < s.end <= len(words) for s in spans)
    assert all(0 <= place.score <= 1 for place in told)


def test_the_same_page_gives_the_same_places() -> None:
    words = "Shells hit Brenavo and Vantry; Damascus said nothing."
    assert found(words) == found(words)


def test_time_is_linear_in_the_length_of_a_page() -> None:
    page = article(("body", "Shells fell in Brenavo and Vantry near Tarsk. " * 400))
    spans = sentences(page)
    start = time.process_time()
    assert len(places(page, spans, own=VELMORA)) == 1200
    assert time.process_time() - start < 4


# ---------------------------------------------------------------------------------- names of bodies and ways


def test_the_house_that_an_office_is_called_by_has_no_pin() -> None:
    assert uses("The White House confirmed the date. Shells fell in Brenavo.") == [
        ("White House", "metonym"),
        ("Brenavo", "event"),
    ]


def test_a_street_called_after_a_hospital_is_one_place() -> None:
    assert "Hospital Street" in names(
        "Rain fell on the districts of Brenavo and Tamsel as well as Hospital Street."
    )


def test_a_village_of_a_state_lies_nowhere_else() -> None:
    place = only("Envoys met in the Sudanese village of Golo.", "Golo")
    assert (place.latitude, place.longitude) == (None, None)


def test_a_capital_that_is_urged_or_declines_is_a_government() -> None:
    said = uses("The council urged Moscow to attend. Tehran declined to comment. Envoys met in Cairo.")
    assert said == [("Moscow", "metonym"), ("Tehran", "metonym"), ("Cairo", "event")]


def test_towns_in_a_row_are_places_though_no_table_knows_them() -> None:
    found = names(
        "The town of Vantry was quiet. They mined the roads to Vantry, Netolve and Marlow as well as "
        "Railway Street."
    )
    assert found == ["Vantry", "Vantry", "Netolve", "Marlow", "Railway Street"]


def test_a_town_that_everybody_knows_is_meant_wherever_the_page_is_about() -> None:
    words = "Envoys met in Geneva and in Brussels. Armenia said on Monday that talks would go on in Gyumri."
    assert [only(words, name, NOTHING_OWN).country for name in ("Geneva", "Brussels")] == ["CH", "BE"]
