"""Dates in short strings: as exact as they say, with the zone as stated, and nothing filled in."""

from __future__ import annotations

import pytest

from saidby.pages.dates import archive_stamp, iso, short_year, stamp_line, stamps


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("18:18 GMT20 April 2021", [("2021-04-20T18:18Z", None)]),
        ("Tarsk time 09:17 | Monday, 3 March 2025", [("2025-03-03T09:17", "captured")]),
        (
            "Published: Saturday, October 12, 2024 8:18 PM EST Updated: Sunday, October 13, 2024 8:27 AM EST",
            [("2024-10-12T20:18-05:00", "published"), ("2024-10-13T08:27-05:00", "modified")],
        ),
        (
            "18:18 12.10.2024 (updated 18:20 12.10.2024)",
            [("2024-10-12T18:18", None), ("2024-10-12T18:20", "modified")],
        ),
        ("Thu Oct 17 21:40 GMT 2024", [("2024-10-17T21:40Z", None)]),
        ("Sun, 13 Oct 2024 01:15:00 +0300", [("2024-10-13T01:15+03:00", None)]),
        ("Last updated 0105 GMT October 13, 2024", [("2024-10-13T01:05Z", "modified")]),
        ("13/10/2024", [("2024-10-13", None)]),
        ("3/9/2024", []),
        ("31 June 2024", []),
        ("12 Oct 2024, 10am ET", [("2024-10-12T10:00", None)]),
        ("October 2024", [("2024-10", None)]),
        ("12 October", []),
        ("Accessed 5 November 2024", [("2024-11-05", "captured")]),
        ("Bank of Orlen, price index, accessed Nov. 5, 2024", [("2024-11-05", None)]),
    ],
)
def test_a_line_gives_its_dates_with_what_it_calls_them(
    line: str, found: list[tuple[str, str | None]]
) -> None:
    assert [(stamp.value, stamp.label) for stamp in stamps(line)] == found


def test_the_span_of_a_stamp_holds_day_and_time() -> None:
    line = "Posted on 12 October 2024 at 14:05 by the desk"
    (stamp,) = stamps(line)
    assert stamp.span.of(line) == "12 October 2024 at 14:05"


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("Published: 12 October 2024, 14:05 GMT", True),
        ("2 hours ago", True),
        ("12 October 2024 was the day on which the market burned", False),
        ("Nine people died", False),
        ("Updated 2 hours ago", True),
    ],
)
def test_only_a_line_of_nothing_else_is_a_timestamp(line: str, whole: bool) -> None:
    assert (stamp_line(line) is not None) is whole


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-10-12T22:48:00Z", "2024-10-12T22:48Z"),
        ("2024-10-12T22:48:00.123+0200", "2024-10-12T22:48+02:00"),
        ("2024-10-12 22:48:00", "2024-10-12T22:48"),
        ("20241012", "2024-10-12"),
        ("2024-10", "2024-10"),
        ("Sat, 12 Oct 2024 22:48:00 GMT", "2024-10-12T22:48Z"),
        ("October 12, 2024", "2024-10-12"),
        ("2024-13-45", None),
        ("1728772080", None),
        ("yesterday", None),
    ],
)
def test_machine_dates_become_iso_prefixes(text: str, value: str | None) -> None:
    assert iso(text) == value


def test_a_two_figure_year_of_a_wire_dateline_gets_its_century() -> None:
    assert short_year("TARSK, 4 FEB 90 (VSNA) --") == ("1990-02-04", (7, 15))
    assert short_year("TARSK, 14 OCT 24 (VSNA) --") == ("2024-10-14", (7, 16))


@pytest.mark.parametrize(
    ("banner", "value"),
    [
        ("Wayback - https://web.archive.org/web/20250203074211/http://a.example/", "2025-02-03T07:42Z"),
        ("Captured 3 Feb 2025 07:42:11 GMT by the Harbour Web Archive", "2025-02-03T07:42Z"),
        ("Captured soldiers were shown on television on 3 February 2025", None),
    ],
)  # fmt: skip
def test_an_archives_banner_says_when_it_captured_the_page(banner: str, value: str | None) -> None:
    stamp = archive_stamp(banner)
    assert (stamp and (stamp.value, stamp.label)) == (value and (value, "captured"))
