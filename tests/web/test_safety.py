"""What keeps the app safe: each refusal, on the way it would be tried."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from saidby.errors import InputError, UsageError
from saidby.web import accounts
from saidby.web.gate import inside
from saidby.web.headers import HEADERS, POLICY
from saidby.web.hosts import name_of
from saidby.web.options import Options
from saidby.web.server import Address, guarded, listening, reach
from saidby.web.signing import read, signed
from saidby.web.throttle import SECONDS, TRIES, Throttle
from tests.web import desk

QUIET = Options(refresh="never", reviewer="Mira")


def test_every_answer_has_the_headers(client: TestClient) -> None:
    for address in ("/", "/nowhere", "/static/x/app.css", "/incidents/zz"):
        sent = client.get(address).headers
        assert {name: sent.get(name) for name in HEADERS if name != "Cache-Control"} == {
            name: value for name, value in HEADERS.items() if name != "Cache-Control"
        }
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self';")


def test_another_name_than_this_machines_is_refused(client: TestClient) -> None:
    for name in ("evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "[::1", "", "10.0.0.1"):
        answer = client.get("/", headers={"host": name})
        assert (name, answer.status_code) == (name, 400)
        assert answer.headers["content-security-policy"] == POLICY
    assert client.get("/", headers={"host": "localhost:8520"}).status_code == 200
    assert client.get("/", headers={"host": "[::1]:8520"}).status_code == 200
    assert name_of("[::1]:80x") == ""


def test_figures_alone_are_taken_where_the_app_listens_everywhere(shared_ledger: str) -> None:
    with desk.client(shared_ledger, replace(QUIET, hosts=("*", "desk"))) as client:
        statuses = {
            name: client.get("/", headers={"host": name}).status_code for name in ("10.0.0.1", "desk", "x.y")
        }
    assert statuses == {"10.0.0.1": 200, "desk": 200, "x.y": 400}


def test_a_form_from_elsewhere_is_refused(shared_ledger: str) -> None:
    with desk.client(shared_ledger, replace(QUIET, users="none.json")) as client:
        token = desk.token(client.get("/login").text)
        cookie = client.cookies["saidby_form"]
        form = {"csrf": token, "name": "mira", "password": "x"}
        assert client.post("/logout", data=form).status_code == 401  # without a session
        for headers in (
            {"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"}, {"X-CSRF-Token": "made.up.1"},
        ):  # fmt: skip
            assert client.post("/login", data=form, headers=headers).status_code == 403
        assert client.post("/login", data={**form, "csrf": ""}).status_code == 403
        assert client.post("/login", data={**form, "csrf": token + "x"}).status_code == 403
        client.cookies.clear()
        assert client.post("/login", data=form).status_code == 403
        assert (
            client.post("/login", data=form, headers={"cookie": f"saidby_form={cookie}x"}).status_code == 403
        )


def test_the_cookie_of_forms_is_strict_and_hidden_from_scripts(shared_ledger: str) -> None:
    with desk.client(shared_ledger, replace(QUIET, users="none.json")) as client:
        answer = client.get("/login")
    assert answer.headers["set-cookie"].endswith("; HttpOnly; Path=/; SameSite=strict")


def test_a_body_is_cut_off_where_it_is_too_large(shared_ledger: str) -> None:
    with desk.client(shared_ledger, replace(QUIET, upload_bytes=1_000)) as client:
        assert client.post("/login", content=b"x" * 1_001).status_code == 413
        assert client.post("/login", content=iter([b"x" * 600] * 2), headers={
            "content-type": "application/x-www-form-urlencoded"}).status_code == 413  # fmt: skip


def test_a_token_opens_the_app_and_leaves_the_address(shared_ledger: str) -> None:
    with desk.client(shared_ledger, replace(QUIET, token="open sesame")) as client:
        assert client.get("/incidents").status_code == 401
        assert client.get("/articles/2/page").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        answer = client.get("/incidents?place=Orlen&token=open%20sesame")
        assert (answer.status_code, answer.headers["location"]) == (303, "/incidents?place=Orlen")
        assert answer.headers["set-cookie"].endswith("; HttpOnly; Max-Age=43200; Path=/; SameSite=strict")
        assert client.get("/incidents").status_code == 200
        client.cookies.set("saidby_session", client.cookies["saidby_session"] + "x")
        for _ in range(TRIES):
            client.get("/?token=wrong")
        assert client.get("/?token=open%20sesame").status_code == 429


@pytest.fixture
def users(tmp_path: Path) -> str:
    path = str(tmp_path / "users.json")
    accounts.add(path, "mira", "a long pass phrase")
    return path


def test_an_account_logs_in_and_out(shared_ledger: str, users: str) -> None:
    with desk.client(shared_ledger, replace(QUIET, users=users)) as client:
        assert client.get("/incidents").headers["location"] == "/login?next=%2Fincidents"
        form = {"csrf": desk.token(client.get("/login").text), "name": "mira", "next": "/incidents"}
        assert client.post("/login", data={**form, "password": "wrong"}).status_code == 403
        answer = client.post("/login", data={**form, "password": "a long pass phrase"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/incidents")
        page = client.get("/incidents").text
        assert "<span>mira</span>" in page
        client.post("/logout", data={"csrf": desk.token(page)})
        assert client.get("/incidents").status_code == 303


def test_passwords_are_hashed_and_the_file_is_its_owners(users: str) -> None:
    text = Path(users).read_text("utf-8")
    assert ("a long pass phrase" in text, "$argon2id$" in text) == (False, True)
    assert stat.S_IMODE(Path(users).stat().st_mode) == 0o600
    assert not accounts.knows(accounts.load(users), "nobody", "a long pass phrase")
    before = accounts.load(users).secret
    accounts.add(users, "tor", "another long phrase")
    assert (accounts.load(users).secret, sorted(accounts.load(users).hashes)) == (before, ["mira", "tor"])
    with pytest.raises(UsageError, match="a password has 12 letters or more"):
        accounts.add(users, "tor", "short")
    with pytest.raises(UsageError, match="a name has 1 to 64"):
        accounts.add(users, "<b>", "another long phrase")
    with pytest.raises(InputError, match="--add-user NAME makes it"):
        accounts.load(users + "x")


def test_wrong_passwords_make_one_wait() -> None:
    now = [0.0]
    throttle = Throttle(clock=lambda: now[0])
    for _ in range(TRIES):
        assert not throttle.held("name mira")
        throttle.failed("name mira", "address 10.0.0.1")
    assert (throttle.held("name mira"), throttle.held("address 10.0.0.1"), throttle.held("name tor")) == (
        True, True, False,
    )  # fmt: skip
    now[0] = SECONDS + 1
    assert not throttle.held("name mira", "address 10.0.0.1")


def test_a_seal_holds_for_one_purpose_one_secret_and_a_time() -> None:
    value = signed("mira", secret=b"one", purpose="session", now=100)
    assert read(value, secret=b"one", purpose="session", seconds=60, now=150) == "mira"
    assert read(value, secret=b"one", purpose="session", seconds=60, now=161) is None
    assert read(value, secret=b"two", purpose="session", seconds=60, now=150) is None
    assert read(value, secret=b"one", purpose="form", seconds=60, now=150) is None
    for other in ("", ".", "..", value[:-1], "x" + value, "é.1.é"):
        assert read(other, secret=b"one", purpose="session", seconds=60, now=150) is None


def test_a_login_leads_nowhere_else() -> None:
    paths = ["/incidents?a=1", "//evil.example", "/\\evil.example", "https://evil.example", ""]
    assert [inside(path) for path in paths] == ["/incidents?a=1", "/", "/", "/", "/"]


def test_another_address_than_loopback_needs_a_token() -> None:
    assert guarded(Address(), QUIET).token is None
    assert guarded(Address(token="mine"), QUIET).token == "mine"
    opened = guarded(Address("192.0.2.7"), QUIET)
    assert (len(opened.token or "") >= 32, opened.hosts) == (True, ("192.0.2.7",))
    assert guarded(Address("0.0.0.0"), QUIET).hosts[0] == "*"


def test_a_port_that_is_taken_is_told() -> None:
    with listening(Address(port=0)) as first:
        port = first.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port}: .*; name another one with --port"):
            listening(Address(port=port))
    assert reach("0.0.0.0", 8520) == "http://127.0.0.1:8520/"
    assert reach("::1", 8520) == "http://[::1]:8520/"
