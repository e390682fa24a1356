"""Robots and politeness: what is forbidden is not asked for, and no host oftener than it wants."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saidby.errors import InputError
from saidby.fetch.polite import Polite
from saidby.fetch.robots import Rules, rules
from tests.archives.site import Site, Time, polite, served


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as found:
        yield found


# -------------------------------------------------------------------------------------- robots.txt


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/open/1", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news", "/news", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: *\nDisallow: /a*b", "/axxb/c", False),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café/1", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: saidby\nDisallow: /b", "/a", True),
        ("User-agent: Saidby/1.0\nDisallow: /a", "/a", False),
        ("User-agent: a\nUser-agent: saidby\nDisallow: /a", "/a", False),
        ("User-agent: saidby\nDisallow: /a # not this\n\nUser-agent: saidby\nDisallow: /b", "/b", False),
        ("user-AGENT : *\r\ndisAllow : /a\r\n", "/a", False),
        ("\x00\xff: nonsense\nDisallow: /a", "/a", True),
    ],
)
def test_rules_are_read_as_the_standard_says(text: str, path: str, allowed: bool) -> None:
    assert rules(text, "saidby").allows(f"https://orlen.example{path}") is allowed


def test_a_delay_that_is_asked_for_is_kept_within_a_minute() -> None:
    assert rules("User-agent: *\nCrawl-delay: 2.5", "saidby") == Rules(delay=2.5)
    assert rules("User-agent: *\nCrawl-delay: 86400", "saidby").delay == 60
    assert rules("User-agent: *\nCrawl-delay: soon", "saidby").delay is None


# -------------------------------------------------------------------------------------- hosts


def status(site: Site, gentle: Polite, path: str) -> int:
    return gentle.get(site.url + path, max_bytes=1000)[-1].status


def test_what_robots_txt_forbids_is_not_asked_for_also_behind_a_redirect(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain")
    site.say("/open", 302, Location="/closed/1")
    gentle = polite(Time())
    for path in ("/closed/2", "/open"):
        with pytest.raises(InputError, match=r"the robots\.txt of 127\.0\.0\.1 does not allow it$"):
            gentle.get(site.url + path, max_bytes=1000)
    assert site.asked == ["/robots.txt", "/open"]


def test_a_host_is_asked_no_oftener_than_it_wants(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3", "text/plain")
    site.put("/a", "a")
    time = Time()
    gentle = polite(time)
    assert [status(site, gentle, "/a") for _ in range(3)] == [200, 200, 200]
    assert time.waited == [1, 3, 3]


def test_a_site_without_robots_txt_is_open_and_one_that_fails_is_closed(site: Site) -> None:
    site.put("/a", "a")
    assert status(site, polite(Time()), "/a") == 200
    site.say("/robots.txt", 503)
    with pytest.raises(InputError, match="does not allow it"):
        status(site, polite(Time()), "/a")


@pytest.mark.parametrize(
    ("told", "pause"),
    [({"Retry_After": "120"}, 120), ({"Retry_After": "Tue, 14 Nov 2023 22:33:20 GMT"}, 1199), ({}, 60)],
)
def test_a_host_that_is_busy_is_left_alone_for_as_long_as_it_says(
    site: Site, told: dict[str, str], pause: int
) -> None:
    site.say("/a", 429, **told)
    site.put("/b", "b")
    time = Time()
    gentle = polite(time)
    assert status(site, gentle, "/a") == 429
    with pytest.raises(InputError, match=rf"127\.0\.0\.1 asked for a pause of {pause} more seconds"):
        status(site, gentle, "/b")
    assert site.asked == ["/robots.txt", "/a"]
    time.now += pause
    assert status(site, gentle, "/b") == 200


def test_pauses_grow_where_the_host_names_none(site: Site) -> None:
    site.say("/a", 500)
    time = Time()
    gentle = polite(time)
    pauses = []
    for _ in range(4):
        assert status(site, gentle, "/a") == 500
        pauses.append(gentle.paused(site.url))
        time.now += pauses[-1]
    assert pauses == [60, 120, 240, 480]


def test_this_machine_is_refused_without_leave(site: Site) -> None:
    with pytest.raises(InputError, match="does not allow it"):
        Polite(clock=Time().clock).get(f"{site.url}/a", max_bytes=1000)
    assert site.asked == []
