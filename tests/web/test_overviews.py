"""The map and the timeline of incidents, and the sources: what is drawn, and what is listed beside."""

from __future__ import annotations

import re
from itertools import pairwise

from starlette.testclient import TestClient

from saidby.ledger.incident import FigureRow
from saidby.ledger.listed_rows import Placed, by_month, placed
from saidby.ledger.root_rows import _clashes, heard_through, known, listed, passes_on, said
from saidby.ledger.store import Ledger
from saidby.ledger.summary import Filter, Summary
from saidby.web.lanes import LEFT, lanes, pillars
from saidby.web.spots import marks
from saidby.web.world import REGIONS, WORLD, Box, _countries, around, drawing, read_box
from tests.web.browser import NARROW, Screen


def summary(first: str | None, last: str | None, *, stated: bool = True) -> Summary:
    return Summary(
        "00ff", "ASSAULT", (), first, last, stated, "Orlen", "Market bombed", 2, 2, 2, 2, 1, None, "silent",
        (), True, "", "", "",
    )  # fmt: skip


def place(name: str, longitude: float, latitude: float, precision: int | None, incidents: int = 1) -> Placed:
    return Placed(name, latitude, longitude, precision, incidents, incidents, f"id of {name}")


def test_the_world_is_drawn_from_the_package_and_weighs_little() -> None:
    drawn = {name: drawing(read_box(box.told()) or WORLD) for name, box in REGIONS}
    assert {name: len(one.path) for name, one in drawn.items() if not 2_000 < len(one.path) < 120_000} == {}
    assert all(one.path.startswith("M") and one.path.endswith("z") for one in drawn.values())
    assert "France" in {name for name, _, _ in drawn["Europe"].names}


def test_no_country_is_drawn_across_the_whole_world() -> None:
    for detail in ("110m", "50m"):
        rings = [ring for _, rings in _countries(detail) for _, ring in rings]
        steps = [abs(other[0] - one[0]) for ring in rings for one, other in pairwise(ring) if one[1] > -80]
        assert max(steps) < 40


def test_a_box_that_is_none_is_not_taken_and_none_leaves_the_world() -> None:
    assert [read_box(text) for text in (None, "", "1,2,3", "9,9,1,1", "nan,0,1,1", "-999,0,1,1")] == [
        None
    ] * 6
    moved = WORLD.moved(5, 5)
    assert (moved.west, moved.east, moved.north) == (-180.0, 180.0, 85.0)
    assert around([]) == WORLD
    far = around([(10.0 + n / 100, 10.0) for n in range(100)] + [(150.0, -40.0)])
    assert (far.holds(10.5, 10.0), far.holds(150.0, -40.0)) == (True, False)


def test_near_places_are_one_dot_and_a_province_is_an_area() -> None:
    box = Box(8, 8, 12, 12)
    found = marks(
        [place("Orlen", 10, 10, 1), place("Mill Quarter", 10.01, 10, 1, 3), place("Tavil province", 9, 11, 4),
         place("Far", 50, 50, 1)],
        box,
    )  # fmt: skip
    province, town = found
    assert (province.names, province.one) == (("Tavil province",), "id of Tavil province")
    assert province.radius is not None
    assert (town.names, town.incidents, town.one, town.radius) == (("Mill Quarter", "Orlen"), 4, None, None)


def test_an_uncertain_date_looks_uncertain() -> None:
    day, month, told = lanes([
        summary("2031-05-03", "2031-05-03"), summary("2031-05-01", "2031-05-31"),
        summary("2031-05-20", "2031-05-20", stated=False), summary(None, None),
    ]).bars  # fmt: skip
    assert (day.dot, day.x == day.end, day.before) == (True, True, False)
    assert (month.dot, month.end - month.x > 400) == (False, True)
    assert (told.before, told.end - told.x >= 60, told.x >= LEFT) == (True, True, True)


def test_many_months_are_told_by_year() -> None:
    months = [(f"{year}-{month:02}", 1) for year in range(2020, 2026) for month in range(1, 13)]
    assert [(one.when, one.incidents, one.part) for one in pillars(months)][:2] == [
        ("2020", 12, 1.0),
        ("2021", 12, 1.0),
    ]
    assert [one.when for one in pillars(months[:2])] == ["2020-01", "2020-02"]


def test_places_and_months_follow_the_filter(shared_ledger: str) -> None:
    with Ledger(shared_ledger) as ledger:
        assert sorted(one.name for one in placed(ledger, Filter())) == ["Karsk", "Orlen"]
        assert [one.name for one in placed(ledger, Filter(text="power"))] == ["Karsk"]
        assert by_month(ledger, Filter(place="Karsk")) == (("2031-05", 1),)


def test_what_cannot_be_drawn_is_listed_beside(client: TestClient) -> None:
    html = client.get("/incidents/map").text
    assert html.count('class="spot') == 2
    assert "Natural Earth" in html
    assert "Bridge" not in html[: html.index("At no place that can be drawn")]
    far = client.get("/incidents/map?box=-60,-30,60,40").text
    assert far.count('class="spot') == 1
    (link,) = re.findall(r'href="(/incidents/map\?[^"]*)" data-closer', far)
    assert client.get(link.replace("&amp;", "&")).status_code == 200
    assert "No incident fits" in client.get("/incidents/map?place=Nowhere").text
    assert client.get("/incidents/map?since=never").status_code == 400


def test_the_filter_goes_along_from_list_to_map_to_timeline(client: TestClient) -> None:
    html = client.get("/incidents?place=Karsk").text
    assert 'href="/incidents/map?place=Karsk"' in html
    assert 'href="/incidents/timeline?place=Karsk"' in html
    timeline = client.get("/incidents/timeline?place=Karsk").text
    assert re.findall(r'<div class="what"><a [^>]*>([^<]+)', timeline) == ["Power station of Karsk shelled"]


def test_a_figure_that_goes_down_contradicts_what_was_said() -> None:
    def figure(low: float | None, high: float | None, day: str | None) -> FigureRow:
        return FigureRow("killed", None, "Harbour Clinic", low, high, day, ())

    growing = [figure(12, 12, "2031-05-03"), figure(19, 19, "2031-05-04"), figure(3, 3, None)]
    assert _clashes({}, growing) == []
    assert _clashes({}, [*growing, figure(None, 15, "2031-05-05")]) == [
        "killed: 19 (2031-05-04), then up to 15 (2031-05-05)"
    ]
    assert _clashes(
        {"occurrence": ["happened", "did not happen"], "instrument": ["drone", "firearm"]}, []
    ) == ["occurrence: happened and did not happen"]
    assert _clashes({"responsibility": ["army", "rebels"]}, []) == []


def test_sources_are_listed_by_incidents_and_found_without_accents(shared_ledger: str) -> None:
    with Ledger(shared_ledger) as ledger:
        found = listed(ledger, text="MINÍSTRY")
        assert [(root.name, root.incidents) for root in found.roots] == [("Interior Ministry", 1)]
        assert listed(ledger, clashing=True).total == 0
        (one,) = said(ledger, "Interior Ministry")
        assert (one.title, one.answers["killed"]) == ("Fish market of Orlen bombed", ["12"])
        assert known(ledger, "Interior Minister") is None
        assert (heard_through(ledger, "Interior Ministry"), passes_on(ledger, "Interior Ministry")) == (
            (),
            (),
        )


def test_a_source_shows_what_it_says_and_who_is_none_is_told(client: TestClient) -> None:
    html = client.get("/sources/Harbour%20Clinic").text
    assert '<dt>killed</dt><dd dir="auto">19</dd>' in html
    assert re.search(r'href="/articles/4#c\d+"><q dir="auto">19 people died', html)
    assert client.get("/sources/nobody").status_code == 404
    assert "No root fits" in client.get("/sources?text=nobody").text


def test_overviews_are_fit_for_everybody(screen: Screen) -> None:
    for address in ("/incidents/map", "/incidents/timeline", "/sources", "/sources/Harbour%20Clinic"):
        page = screen.open(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert screen.findings() == []
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        assert not screen.overflows()
    page = screen.open("/incidents/map")
    page.get_by_role("link", name="Closer").press("Enter")
    page.wait_for_url("**/map?box=*")
    assert page.get_by_role("link", name="Closer").evaluate("link => link === document.activeElement")
