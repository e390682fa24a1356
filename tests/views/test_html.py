from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

from saidby.batch import Outcome
from saidby.data import Problem, Reading, Span
from saidby.testing import reading
from saidby.views.html import Document
from tests.views.full_reading import full

PAGE = """
    <title> Bridge down at Orlen
    [source The mayor] [cue said]
    [content that [source:2 residents] [cue:2 heard] [content:2 two "loud" blasts]].

    The bridge is the only one.
    <related> Other news
    <related> More news
    <tags> bridge, shelling
"""
VOID = {"meta", "br", "input"}


def document(*found: Reading | Problem) -> str:
    stream = io.BytesIO()
    with Document(stream) as pages:
        for each in found:
            if isinstance(each, Reading):
                pages.add(Outcome("pages/bridge.html", None, 0, each, ()))
            else:
                pages.add(Outcome("pages/broken.pdf", None, 0, None, (each,)))
    return stream.getvalue().decode()


class Parsed(HTMLParser):
    """Elements with their attributes, and the text by enclosing class. Every tag is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.texts: dict[str, str] = {}
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append((tag, dict(attributes).get("class") or tag))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for name in {name for _, names in self.open for name in names.split()}:
            self.texts[name] = self.texts.get(name, "") + data


def test_the_article_stands_there_whole_and_each_span_names_its_claims() -> None:
    html = document(reading(PAGE))
    parsed = Parsed(html)
    assert "that residents heard" in re.sub(r"\d", "", parsed.texts["text"])
    spans = [
        (attributes["data-c"], attributes.get("class"))
        for tag, attributes in parsed.tags
        if tag == "span" and "data-c" in attributes
    ]
    assert spans == [
        ("1", "source begins ends x actor"),
        ("1 2", "cue"),
        ("1", "content mixed d1"),
        ("1 2", "source begins ends content mixed d1 x actor"),
        ("1", "content mixed d1"),
        ("1 2", "cue content mixed d1"),
        ("1", "content mixed d1"),
        ("1 2", "content mixed d2"),
        ("n1", None),
    ]


def test_every_number_in_the_text_links_to_its_claim() -> None:
    tags = Parsed(document(reading(PAGE), reading(PAGE))).tags
    links = [attributes["href"] for tag, attributes in tags if tag == "a" and attributes.get("class") == "n"]
    ids = [attributes["id"] for tag, attributes in tags if "id" in attributes and tag != "input"]
    assert links == ["#p1c1", "#p1c2", "#p2c1", "#p2c2"]
    assert set(links) <= {f"#{id}" for id in ids}
    assert len(ids) == len(set(ids))


def test_claims_are_reached_by_keyboard_and_nest_as_the_speech_does() -> None:
    html = document(reading(PAGE))
    assert html.count('tabindex="0"') == 3
    assert re.search(r'id="p1c1".*<ol><li class="claim" id="p1c2".*</li></ol></li></ol><details', html)


def test_the_file_asks_for_nothing_and_runs_only_its_own_script() -> None:
    html = document(reading(PAGE, url="https://orlen.example/bridge"))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    hashes = {
        name: "sha256-" + base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        for name in ("style", "script")
        if (found := re.search(f"<{name}>(.*?)</{name}>", html, re.S))
    }
    assert policy[1] == (
        f"default-src 'none'; style-src '{hashes['style']}'; script-src '{hashes['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    for tag, attributes in Parsed(html).tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        assert not any(name.startswith("on") or name in ("style", "src", "srcset") for name in attributes)
    assert "url(" not in html
    assert "@import" not in html


def test_text_of_a_page_is_never_markup() -> None:
    evil = """</script><script>alert('x')</script>"><img src=x onerror=alert(1)>'&lt;"""
    found = reading(
        f"<title> T{evil}\n[source S{evil}] [cue c{evil}] [content q{evil}], "
        f"[via v{evil}] [relay R{evil}]. N{evil}.\n<related> r{evil}\n<caption> c{evil}",
        publisher=f"P{evil}",
        url=f"javascript:alert(1)//{evil}",
        problems=(Problem("page", f"m{evil}", Span(0, 9)), Problem("dates", f"d{evil}")),
    )
    parsed = Parsed(document(found, Problem("page", evil)))
    assert [tag for tag, _ in parsed.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in parsed.tags}
    hrefs = {attributes.get("href") or "" for tag, attributes in parsed.tags if tag == "a"}
    assert all(href.startswith("#p") for href in hrefs)
    assert evil in parsed.texts["text"]


def test_an_address_is_a_link_that_tells_nobody_where_it_was_clicked() -> None:
    html = document(reading(PAGE, url="https://orlen.example/a?b=1&c=2"))
    assert (
        '<a href="https://orlen.example/a?b=1&amp;c=2" rel="noreferrer noopener">'
        "https://orlen.example/a?b=1&amp;c=2</a>"
    ) in html


def test_many_elements_that_were_not_read_are_folded_and_say_what_they_are() -> None:
    html = document(reading(PAGE))
    assert "<summary>not read: 2 related headlines, 1 tag list</summary>" in html
    assert '<p><small class="role">related headline</small> Other news</p>' in html


def test_several_pages_have_an_index_that_tells_those_not_read() -> None:
    html = document(reading(PAGE), Problem("page", "a PDF file"), reading(PAGE, published="2031-05-04"))
    own = "1 of 2 sentences attributed, to 2 sources; 1 on the publisher&#x27;s own word"
    (index,) = re.findall("<nav.*</nav>", html)
    assert index == (
        '<nav class="index" aria-label="Pages"><ol><li><a href="#p1">Bridge down at Orlen</a> '
        f"<small>Orlen Herald · date unknown · {own}</small></li>"
        '<li class="failed"><a href="#p2">pages/broken.pdf</a> <small>a PDF file</small></li>'
        '<li><a href="#p3">Bridge down at Orlen</a> '
        f"<small>Orlen Herald · 2031-05-04 · {own}</small></li></ol></nav>"
    )
    assert "<title>3 pages – saidby</title>" in html


def test_one_page_has_no_index() -> None:
    html = document(reading(PAGE))
    assert "<nav" not in html
    assert "<title>Bridge down at Orlen – saidby</title>" in html


def test_no_pages_make_an_empty_document() -> None:
    assert "<title>0 pages – saidby</title>" in document()


def test_controls_do_not_reach_the_file() -> None:
    html = document(reading("<title> T\x00\x1b\n[source S] [cue said] [content \x08so\u202e]."))
    assert not set(html) & {"\x00", "\x1b", "\x08", "\u202e"}


def test_the_same_readings_give_the_same_bytes() -> None:
    assert document(reading(PAGE)) == document(reading(PAGE))


def test_every_layer_has_a_switch_with_a_label_and_only_attributions_are_on_at_first() -> None:
    parsed = Parsed(document(full()))
    switches = {a["id"]: "checked" in a for tag, a in parsed.tags if tag == "input"}
    assert switches == {
        "l-said": True, "l-actor": False, "l-time": False, "l-place": False, "l-figure": False,
        "l-event": False,
    }  # fmt: skip
    assert [a["for"] for tag, a in parsed.tags if tag == "label"] == list(switches)


def test_switches_work_without_a_script_since_they_stand_before_what_they_switch() -> None:
    html = document(full())
    assert html.index('<input class="switch"') < html.index('<header class="top">') < html.index("<main>")
    assert "#l-place:checked ~ main .text .place" in html


def test_spans_over_each_other_are_cut_and_each_piece_names_all_its_kinds_and_what_is_known() -> None:
    html = document(full())
    assert (
        '<i class="k event" data-k="what"></i><span class="content indirect d1 x event" data-c="1" '
        'title="event: assault (heavy weapons) “shelled”; '
    ) in html
    assert 'class="source begins ends x actor" data-c="1" title="actor: The ministry, organization"' in html
    assert 'title="place: Tarsk (XV)"' in html


def test_a_claim_lists_what_it_tells_of_and_the_page_its_figures_accusations_and_times() -> None:
    html = document(full())
    assert '<dt>accuses</dt><dd class="actor">The Marsh Brigades of “shelled”</dd>' in html
    assert (
        '<dt>or else</dt><dd class="said doubt">still the word of The ministry (1), 55% likely</dd>' in html
    )
    for name, number in (("Figures", 2), ("Accusations", 1), ("Timeline", 4)):
        assert f"<details><summary>{name} <small>{number}</small></summary><table>" in html
    assert "<b>2031-05-02</b></td><td>event</td><td>The ministry</td>" in html


def test_the_words_of_an_actor_or_place_are_never_markup() -> None:
    evil = """"><img src=x onerror=alert(1)>"""
    found = full()
    found = replace(
        found,
        actors=tuple(replace(actor, name=evil) for actor in found.actors),
        places=tuple(replace(place, name=evil) for place in found.places),
    )
    assert "img" not in {tag for tag, _ in Parsed(document(found)).tags}
