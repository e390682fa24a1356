"""Readings to test with: one that has every record in it, and a strategy for any that there can be."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from saidby import data
from saidby.data import Reading, Span
from saidby.serial import without_none

TEXT = (
    "Ostrel radio\n\nShells fell on Karsk on Friday, the Velmora Press Agency (VPA) reported. "
    "“At least 12 people were hurt,” it quoted the interior ministry as saying."
)


def words(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start, start + len(text))


READING = Reading(
    schema=data.SCHEMA,
    reader=data.Reader(version="0.1.0", model="test"),
    article=data.Article(
        id="1" * 64,
        sha256="2" * 64,
        url="https://ostrel.example/karsk",
        publisher="Ostrel radio",
        title=None,
        byline=None,
        section=None,
        language="en",
        tags=("Karsk",),
        published=data.Dated("2031-05", "url"),
        modified=None,
        captured=None,
        text=TEXT,
        elements=(
            data.Element("nav", words("Ostrel radio")),
            data.Element("body", Span(14, len(TEXT))),
        ),
        links=(data.Link("https://ostrel.example/", words("Ostrel radio"), "nav"),),
    ),
    sentences=(Span(14, 88), Span(89, len(TEXT))),
    actors=(
        data.Actor(
            id="a1",
            name="Velmora Press Agency",
            kind="media",
            sector="JRN",
            mentions=(data.Mention(words("the Velmora Press Agency"), "name"),),
            aliases=(data.Alias("VPA", words("(VPA)")),),
            acts_for=None,
            same_as=None,
            link=data.Authority("wikidata", "Q0"),
            score=0.9,
        ),
    ),
    timexes=(
        data.Timex("t1", words("Friday"), "DATE", "XXXX-WXX-5", None, None, None, "no date", None, 1.0),
    ),
    places=(
        data.Place("p1", words("Karsk"), "Karsk", 7, 12.0, -3.25, "VX", 3, None, "event", 0.5),
    ),
    figures=(
        data.Figure(
            "f1", (words("12 people"),), "injured", 12.0, None, words("hurt"),
            data.Who(None, words("people")), None, 0.8,
        ),
    ),
    events=(
        data.Event(
            "e1", (words("fell"),), "ASSAULT", ("heavy-weapons",), (), ("a1",),
            (data.Thing(words("Karsk"), "place"),), (data.Thing(words("Shells"), "artillery"),),
            ("p1",), "t1", data.Order(after="e1"), ("f1",), "happened", 0.7,
        ),
    ),
    attributions=(
        data.Attribution(
            "q1", (words("the Velmora Press Agency (VPA)"),), (words("reported"),),
            (words("Shells fell on Karsk on Friday"),), "indirect", None, 0.75,
        ),
    ),
    claims=(
        data.Claim(
            id="c1",
            attribution="q1",
            chain=(data.ChainLink("a1"), data.ChainLink(data.PUBLISHER, words("reported"))),
            act="assert",
            sentence=Span(14, 88),
            events=("e1",),
            figures=("f1",),
            hedges=(words("At least"),),
            boosters=(),
            addressee=(),
            accused=("a1",),
            accused_of=("e1",),
            denies=data.Denial(("e1",), None),
            report_time="t1",
            repeats_earlier=False,
            flags=(data.Flag("undated", words("Friday")),),
            alternative=data.Alternative("q1", 0.25),
            score=0.875,
        ),
    ),
    problems=(data.Problem("dates", "no day of publication is stated"),),
)  # fmt: skip


def readings() -> st.SearchStrategy[Reading]:
    """Any reading whose records have values of their types; ids and spans need not fit each other."""
    return _record(Reading)


def _record(kind: type[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(
        kind, **{field.name: _field(kind, field.name, hints[field.name]) for field in fields(kind)}
    )


def _field(kind: type[Any], name: str, hint: Any) -> st.SearchStrategy[Any]:
    known: dict[tuple[type[Any], str], st.SearchStrategy[Any]] = {
        (data.Reading, "schema"): st.just(data.SCHEMA),
        (data.Article, "id"): st.just("0" * 64),
        (data.Article, "sha256"): st.just("f" * 64),
        (data.Dated, "value"): st.sampled_from(["2031", "2031-05", "2031-05-02", "2031-05-02T10:05Z"]),
        (data.Place, "latitude"): st.none() | st.floats(-90, 90),
        (data.Place, "longitude"): st.none() | st.floats(-180, 180),
        (data.Place, "precision"): st.none() | st.integers(1, 7),
        (data.Place, "country"): st.none() | st.just("VX"),
    }
    if name == "score":
        return st.floats(0, 1)
    return known[kind, name] if (kind, name) in known else _value(hint)


def _value(hint: Any) -> st.SearchStrategy[Any]:
    inner = without_none(hint)
    if inner is not hint:
        return st.none() | _value(inner)
    if hint is Span:
        return st.tuples(st.integers(0, 999), st.integers(0, 99)).map(lambda pair: Span(pair[0], sum(pair)))
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint)
    if get_origin(hint) is tuple:
        return st.lists(_value(get_args(hint)[0]), max_size=2).map(tuple)
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(st.characters(), max_size=8),
        bool: st.booleans(),
        int: st.integers(0, 10**9),
        float: st.floats(allow_nan=False, allow_infinity=False),
    }
    return plain[hint]
