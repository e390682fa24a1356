"""One incident: its matrix, figures and graph as drawn, and what people decide about it."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.testclient import TestClient

from saidby.data import Dated
from saidby.ledger.incident import (
    BlameRow,
    ClaimRef,
    EchoRow,
    Facet,
    FigureRow,
    InArticle,
    Incident,
    IncidentClaim,
    Position,
    RelayRow,
    RootRow,
)
from saidby.ledger.kept import every, refresh
from saidby.ledger.roots import Counts
from saidby.ledger.store import Ledger
from saidby.web.incident.copies import originals
from saidby.web.incident.figures import charts, latest
from saidby.web.incident.graph import graph
from saidby.web.incident.heard import accused, not_heard, second_hand
from saidby.web.incident.matrix import OWN, matrix
from saidby.web.incident.naming import named
from tests.web import desk
from tests.web.browser import NARROW, Screen
from tests.web.test_screens import incident_of


def claim(article: str, id: str, root: str, group: str) -> IncidentClaim:
    return IncidentClaim(article, id, root, group, (), "assert")


def article(id: str, row: int, publisher: str | None, published: str | None = "2031-05-05") -> InArticle:
    return InArticle(
        id, True, publisher, Dated(published, "given") if published else None, f"Page {row}", row
    )


HERALD, COURIER, WIRE = (
    article("a", 2, "Orlen Herald"),
    article("b", 4, "Karsk Courier"),
    article("c", 6, "Tavil Wire"),
)
MARKET = Incident(
    id="00ff", type="ASSAULT", modes=(), dates=("2031-05-03", "2031-05-03"), place=None,
    title="Market bombed",
    articles=(HERALD, COURIER, WIRE), mentions=(),
    claims=(
        claim("a", "c1", "Interior Ministry", "Velmora"), claim("a", "c2", "army", "Velmora"),
        claim("b", "c1", "Harbour Clinic", "Harbour Clinic"), claim("c", "c1", "Tavil Wire", "Tavil Wire"),
    ),
    counts=Counts(3, 3, 3, 3, 2, 1),
    roots=(
        RootRow("Interior Ministry", (), "named", "Velmora", True, ("a",), "2031-05-05"),
        RootRow("army", (), "named", "Velmora", True, ("a",), "2031-05-05"),
        RootRow("Harbour Clinic", ("clinic",), "named", "Harbour Clinic", False, ("b", "c"), "2031-05-05"),
    ),
    relays=(RelayRow("Harbour Clinic", "Tavil Wire", ("b",)), RelayRow("army", "Interior Ministry", ("a",))),
    figures=(
        FigureRow("killed", None, "Harbour Clinic", 12, None, "2031-05-04", (ClaimRef("b", "c1"),)),
        FigureRow("killed", None, "Harbour Clinic", 15, 20, "2031-05-06", (ClaimRef("b", "c1"),)),
        FigureRow("killed", None, "Interior Ministry", 9, 9, None, (ClaimRef("a", "c1"),)),
    ),
    blame=(
        BlameRow("the League", "Interior Ministry", "blamed", (ClaimRef("a", "c1"),)),
        BlameRow("army", "Harbour Clinic", "blamed", (ClaimRef("b", "c1"),)),
        BlameRow("army", "army", "denied", (ClaimRef("a", "c2"),)),
    ),
    facets=(
        Facet("occurrence", "agree", (
            Position("happened", ("Harbour Clinic", "Interior Ministry", "Tavil Wire"),
                     ("Harbour Clinic", "Velmora"),
                     (ClaimRef("a", "c1"), ClaimRef("b", "c1"), ClaimRef("c", "c1"))),
        )),
        Facet("killed", "contradict", (
            Position("15 to 20", ("Harbour Clinic",), ("Harbour Clinic",), (ClaimRef("b", "c1"),)),
            Position("9", ("Interior Ministry",), ("Velmora",), (ClaimRef("a", "c1"),)),
        )),
        Facet("place", "silent", ()),
    ),
    echoes=(
        EchoRow("a", "b", True, 0.9, "copy"), EchoRow("b", "c", False, 0.4, "wire"),
        EchoRow("c", "a", False, 0.2, "copy"),
    ),
    problems=(),
)  # fmt: skip


def test_a_matrix_has_groups_side_by_side_and_publishers_without_one_last() -> None:
    found = matrix(MARKET)
    assert [(over.group, over.columns, over.party) for over in found.groups] == [
        ("Harbour Clinic", 1, False), ("Velmora", 1, True), (OWN, 1, False),
    ]  # fmt: skip
    assert [column.root for column in found.columns] == ["Harbour Clinic", "Interior Ministry", "Tavil Wire"]
    assert [(row.facet, [[answer.value for answer in cell] for cell in row.cells]) for row in found.rows] == [
        ("occurrence", [["happened"], ["happened"], ["happened"]]),
        ("killed", [["15 to 20"], ["9"], []]),
    ]
    some = matrix(MARKET, first=1, most=1)
    assert ([column.root for column in some.columns], some.total) == (["Interior Ministry"], 3)


def test_copies_are_folded_and_no_circle_loses_an_article() -> None:
    (one,) = originals(MARKET)
    assert one.article == HERALD
    assert [(copy.article.id, copy.share, copy.directed) for copy in one.copies] == [
        ("b", 0.9, True),
        ("c", 0.4, False),
    ]


def test_the_accused_have_their_reply_or_none_is_known() -> None:
    league, army = accused(MARKET)
    assert (league.name, league.reply, army.name, army.reply) == ("the League", False, "army", True)
    assert not_heard(MARKET) == ("the League",)
    assert second_hand(MARKET) == (("army", ("Interior Ministry",)),)


def test_an_open_figure_has_no_upper_end_and_silence_is_no_zero() -> None:
    (chart,) = charts(MARKET)
    clinic, ministry = chart.lanes
    assert [(mark.text, mark.label, mark.high is None) for mark in clinic.marks] == [
        ("at least 12", "12+", True),
        ("15 to 20", "15–20", False),
    ]
    assert len(clinic.steps.split()) == 3
    assert (ministry.marks, [row.low for row in ministry.undated], ministry.party) == ((), [9], True)
    assert latest(MARKET) == (("killed",), (("Harbour Clinic", ("15 to 20",)), ("Interior Ministry", ("9",))))


def test_the_graph_folds_copies_and_outlines_groups() -> None:
    found = graph(MARKET)
    assert {(edge.start, edge.end) for edge in found.edges} == {
        ("root Interior Ministry", "publisher Orlen Herald"),
        ("root army", "relay Interior Ministry"),
        ("relay Interior Ministry", "publisher Orlen Herald"),
        ("root Harbour Clinic", "relay Tavil Wire"),
        ("relay Tavil Wire", "publisher Orlen Herald"),
        ("root Harbour Clinic", "publisher Orlen Herald"),
    }
    (publisher,) = [node for node in found.nodes if node.kind == "publisher"]
    assert (publisher.articles, publisher.copies) == (1, ("Karsk Courier", "Tavil Wire"))
    assert sorted((outline.group, outline.party) for outline in found.outlines) == [
        ("Harbour Clinic", False),
        ("Velmora", True),
    ]


def test_an_unknown_publisher_is_not_shown_by_its_id() -> None:
    page = replace(HERALD, id="9" * 64, publisher=None, title=None)
    blame = (BlameRow("army", "9" * 64, "blamed", ()),)
    assert named(replace(MARKET, articles=(page,), blame=blame)).blame[0].by == "publisher unknown"


def test_every_answer_opens_the_words_and_their_place(client: TestClient) -> None:
    html = client.get(incident_of(client, "market")).text
    assert re.search(r'popovertarget="w\d-\d" dir="auto">12</button>', html)
    assert "12 people died when a bomb tore through the fish market" in html
    assert re.search(r'href="/articles/2#c\d+">in the article', html)
    assert "answers contradict" in html
    assert '<span class="sign" aria-hidden="true">≠</span>' in html


def test_a_split_a_merge_and_their_undo_are_rows_of_the_log(editor: TestClient, ledger: str) -> None:
    here = incident_of(editor, "market")
    token = {"csrf": desk.token(editor.get(here).text)}
    assert editor.post(f"{here}/split", data=token).status_code == 400
    answer = editor.post(f"{here}/split", data={**token, "article": "courier", "why": "another market"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{here}?done=split")
    with Ledger(ledger, mode="write") as store:
        refresh(store)
        parts = [one.id for one in every(store) if "fish" in one.title.casefold()]
    assert len(parts) == 2
    page = editor.get(here).text
    assert "another market" in page
    (row,) = set(re.findall(r'name="row" value="(\d+)"', page))
    answer = editor.post(f"{here}/undo", data={**token, "row": row})
    assert answer.status_code == 303, answer.text[-1500:]
    assert "another market" not in editor.get(here).text
    other = next(id for id in parts if not here.endswith(id))
    assert editor.post(f"{here}/merge", data={**token, "other": other}).status_code == 303
    with Ledger(ledger, mode="write") as store:
        assert [(j.kind, j.by) for j in store.judgements()] == [("merge", "Mira")]
        refresh(store)
    assert len(re.findall("<h2><a", editor.get("/incidents").text)) == 3
    led = [editor.get(f"/incidents/{id}") for id in parts]
    assert sorted(answer.status_code for answer in led) == [200, 303]


def test_the_file_asks_for_nothing_and_runs_nothing(client: TestClient) -> None:
    answer = client.get(f"{incident_of(client, 'bridge')}/file")
    assert answer.headers["content-disposition"].startswith('attachment; filename="saidby-incident-')
    html = answer.text
    assert re.findall(r"<script|<img|<link|<[^>]*\son\w+=|url\(|@import|https?://", html) == []
    policy = re.search(r"style-src ('sha256-[^']+')", html)
    assert policy is not None
    assert policy[1] in answer.headers["content-security-policy"]
    assert desk.NASTY not in html
    market = client.get(f"{incident_of(client, 'market')}/file").text
    assert "12 people died when a bomb tore through the fish market" in market
    assert len(re.findall(r"<code>[0-9a-f]{64}</code>", market)) == 3  # two pages, and the ledger's last row


def test_its_screens_are_fit_for_everybody(screen: Screen, client: TestClient) -> None:
    for part in ("", "/figures", "/graph"):
        page = screen.open(incident_of(client, "market") + part)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert screen.findings() == []
        if not part:
            page.get_by_role("button", name="19").first.click()
            assert page.get_by_role("dialog").get_by_role("link", name="in the article").is_visible()
            assert screen.findings() == []
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        assert not screen.overflows()
    page.goto("about:blank")  # as from a disk, without the app's own policy
    page.set_content(client.get(f"{incident_of(client, 'market')}/file").text)
    assert page.locator(".counts").evaluate("counts => getComputedStyle(counts).display") == "flex"
    assert screen.findings() == []
