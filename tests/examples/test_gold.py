"""The hand-made files agree with each other and with the gazetteer: names, ids, counts, order."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.examples.gold import EXAMPLES, PAGES, find, gold, load, occurrences, read

COLUMNS = [
    "name", "aliases", "latitude", "longitude", "country", "admin1", "feature_code", "population", "id",
]  # fmt: skip
INCIDENTS: list[dict[str, Any]] = load("incidents.json")["incidents"]
BY_ID = pytest.mark.parametrize("incident", INCIDENTS, ids=[incident["id"] for incident in INCIDENTS])


def gazetteer() -> list[dict[str, str]]:
    lines = (EXAMPLES / "gazetteer.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == COLUMNS
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines[1:]]


def test_every_place_of_the_gazetteer_lies_in_the_open_ocean() -> None:
    for place in gazetteer():
        assert -44.5 < float(place["latitude"]) < -40.5, place
        assert -128.0 < float(place["longitude"]) < -121.5, place


def test_gazetteer_rows_have_ids_codes_and_known_divisions() -> None:
    places = gazetteer()
    divisions = {place["name"] for place in places if place["feature_code"] == "ADM1"}
    assert len({place["id"] for place in places}) == len(places)
    for place in places:
        assert int(place["id"]) > 990_000_000, place
        assert place["country"] in {"XV", "XW", ""}, place
        assert place["admin1"] in divisions | {""}, place
        assert re.fullmatch(r"[A-Z][A-Z0-9]+", place["feature_code"]), place
        assert re.fullmatch(r"[1-9]\d*|", place["population"]), place


def test_every_place_of_the_gazetteer_is_named_on_a_page_or_holds_one_that_is() -> None:
    text = "\n".join(read(page)[0].text for page in PAGES)
    places = gazetteer()
    holding = {place["admin1"] for place in places}
    for place in places:
        names = [place["name"], *filter(None, place["aliases"].split("|"))]
        assert any(occurrences(text, name) for name in names) or place["name"] in holding, place


@BY_ID
def test_the_place_of_an_incident_resolves_in_the_gazetteer(incident: dict[str, Any]) -> None:
    assert [place["name"] for place in gazetteer()].count(incident["place"]) == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_its_expected_reading_and_lists_parents_first(page: str) -> None:
    expected = gold(page)
    assert expected.page == page
    for number, attribution in enumerate(expected.attributions):
        assert attribution.parent is None or attribution.parent < number, attribution
        assert attribution.chain, attribution


def test_pages_and_incidents_name_each_other() -> None:
    of_pages = {(name, page) for page in PAGES for name in gold(page).incidents}
    assert of_pages == {(incident["id"], page) for incident in INCIDENTS for page in incident["pages"]}


@BY_ID
def test_whoever_holds_a_figure_a_blame_or_a_position_is_a_root(incident: dict[str, Any]) -> None:
    roots = {root["name"] for root in incident["roots"]}
    outlets = {"narrator", "VSV"}  # figures on the outlet's own word
    elsewhere = {"government of Velmora"}  # accuses Ondrel in the market's pages, reports nothing of it
    held = {figure["root"] for figure in incident["figures"]} | {blame["by"] for blame in incident["blame"]}
    positions = [position for facet in incident["facets"] for position in facet["positions"]]
    held |= {root for position in positions for root in position["roots"]}
    held |= {relay["root"] for relay in incident["relays"]}
    assert held - outlets - elsewhere <= roots


@BY_ID
def test_the_words_of_figures_and_of_what_never_counts_stand_on_their_pages(incident: dict[str, Any]) -> None:
    for figure in incident["figures"]:
        for page in figure["pages"]:
            text = " ".join(read(page)[0].text.casefold().split())
            assert figure["words"].casefold() in text, (figure, page)
    for never in incident["never"]:
        assert find(read(never["page"])[0].text, never["words"])


@BY_ID
def test_roots_are_named_on_their_pages(incident: dict[str, Any]) -> None:
    for root in incident["roots"]:
        for page in root["pages"]:
            text = read(page)[0].text
            assert any(occurrences(text, name) for name in [root["name"], *root["aliases"]]), (root, page)


@BY_ID
def test_counts_follow_from_roots_and_pages(incident: dict[str, Any]) -> None:
    groups = {root["group"] for root in incident["roots"]} - {None}
    parties = {root["group"] for root in incident["roots"] if root["party"]}
    assert incident["counts"] == {
        "articles": len(incident["pages"]),
        "publishers": len({gold_publisher(page) for page in incident["pages"]}),
        "roots": len(incident["roots"]),
        "groups": len(groups),
        "groups_not_party": len(groups - parties),
    }


@BY_ID
def test_a_copy_shares_most_of_its_sentences_or_some_with_its_original(incident: dict[str, Any]) -> None:
    for copy in incident["copies"]:
        source, taken = (shingles(read(copy[end])[0].text) for end in ("from", "to"))
        assert len(source & taken) > 60, copy


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[n : n + 5]) for n in range(len(words) - 4)}


def gold_publisher(page: str) -> str:
    """The outlet, which the file's name tells where the page does not."""
    return page.split("-")[1]
