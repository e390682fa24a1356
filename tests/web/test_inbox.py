"""The inbox: files, folders, archives, text and addresses come in, are read beside, and can be followed."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from saidby.batch import Limits
from saidby.inputs import Input, Tally
from saidby.ledger.store import Ledger
from saidby.ledger.verify import verify
from saidby.web.jobs import Job, next_step
from saidby.web.options import Options
from saidby.web.uploads import parts
from tests.web import desk
from tests.web.browser import NARROW, Screen, Served
from tests.web.conftest import SCREENS

OPTIONS = Options(refresh="never", reviewer="Mira", limits=Limits(reader="saidby.testing"))
PAGE = "<html lang=en><head><title>{}</title></head><body><article><h1>{}</h1>{}</article></body></html>"
PARAGRAPH = (
    "<p>The bridge of Orlen was shut on Saturday, and the mayor of the town said nothing about it.</p>"
)


def page(title: str, words: str = "") -> bytes:
    return PAGE.format(title, title, PARAGRAPH * 3 + (f"<p>{words}</p>" if words else "")).encode()


@pytest.fixture
def path(tmp_path: Path) -> str:
    made = str(tmp_path / "own.db")
    Ledger(made, mode="create").close()
    return made


@pytest.fixture
def inbox(path: str) -> Iterator[TestClient]:
    with desk.client(path, OPTIONS) as made:
        yield made


def send(client: TestClient, address: str, **more: Any) -> Any:
    headers = {"Origin": desk.HOST, "X-CSRF-Token": desk.token(client.get("/inbox").text)}
    return client.post(address, headers=headers, **more)


def read(client: TestClient, answer: Any) -> Job:
    """The job that a form began, once it is over."""
    assert answer.status_code == 303, answer.text
    job: Job | None = client.app.state.site.jobs.get(int(answer.headers["location"].rpartition("/")[2]))  # type: ignore[attr-defined]
    assert job is not None
    until = time.monotonic() + 60
    while job.running and time.monotonic() < until:
        time.sleep(0.02)
    return job


def test_a_folder_and_a_zip_are_read_and_lead_to_their_articles(inbox: TestClient, path: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("in/third.html", page("Third page"))
        made.writestr("in/empty.html", "")
        made.writestr("in/bomb.html", b"0" * (40 << 20))
    lines = json.dumps({"id": "x", "path": "/etc/hostname"}) + "\n"
    files = [
        ("files", ("news/first.html", page("First page"))),
        ("files", ("news/deep/second.html", page("Second page"))),
        ("files", ("news/style.css", b"p {}")),
        ("files", ("../../up.html", page("Up page"))),
        ("files", ("more.zip", packed.getvalue())),
        ("files", ("steal.jsonl", lines.encode())),
    ]
    data = {"publisher": "Orlen Herald", "published": "2031-05-04"}
    job = read(inbox, send(inbox, "/inbox/files", files=files, data=data))
    assert (job.state, job.title) == ("done", "6 files of news")
    assert {one.title for one in job.results} == {"First page", "Second page", "Third page", "Up page"}
    problems = {one.origin: one.why for one in job.problems}
    assert set(problems) == {"more.zip/in/bomb.html", "more.zip/in/empty.html", "steal.jsonl line 1"}
    assert "too large for a page" in problems["more.zip/in/bomb.html"]
    assert "outside of what was sent" in problems["steal.jsonl line 1"]
    assert job.tally.passed[".css"] == 1
    assert job.folder is not None
    assert not job.folder.exists()
    with Ledger(path) as ledger:
        heads = {
            head.title: (head.row, head.origin, head.publisher, head.published) for head in ledger.heads()
        }
        assert verify(ledger).finding is None
    assert heads["Second page"][1:] == ("news/deep/second.html", "Orlen Herald", "2031-05-04")
    assert heads["Up page"][1] == "up.html"
    html = inbox.get(f"/inbox/jobs/{job.id}").text
    assert f'<a href="/articles/{job.results[0].row}" dir="auto">' in html
    assert "<b>4</b> added" in html
    assert "http-equiv" not in html
    assert "Save the page again as HTML or text" in html
    again = read(inbox, send(inbox, "/inbox/files", files=files[:1], data=data))
    assert (again.counts["known"], again.results[0].row) == (1, heads["First page"][0])
    assert "6 files of news" in inbox.get("/").text


def test_a_pasted_text_is_kept_as_it_is(inbox: TestClient, path: str) -> None:
    text = "The bridge\u00a0fell on Saturday.\r\n\r\nNobody was hurt, said the town hall of Orlen."
    form = {"text": text, "title": "Bridge down", "publisher": "Orlen Herald", "published": "2031-05-04"}
    job = read(inbox, send(inbox, "/inbox/text", data=form))
    with Ledger(path) as ledger:
        (stored,) = ledger.readings()
    article = stored.reading.article
    assert article.text == text.replace("\r\n", "\n")
    assert (article.title, article.publisher, stored.origin) == ("Bridge down", "Orlen Herald", "Bridge down")
    assert [one.title for one in job.results] == ["Bridge down"]


def test_a_private_address_is_never_asked(inbox: TestClient) -> None:
    urls = "http://127.0.0.1:9/admin\nhttp://[::1]/\nhttp://169.254.169.254/latest"
    job = read(inbox, send(inbox, "/inbox/addresses", data={"addresses": urls}))
    assert job.counts["lost"] == 3
    assert len(job.problems) == 3
    assert all("an address of this machine or of a private network" in one.why for one in job.problems)
    assert job.problems[0].next == "Open it in your browser, save the page, and drop the file here."


@pytest.mark.parametrize(
    ("address", "form", "message"),
    [
        ("/inbox/text", {"text": " "}, "nothing was pasted"),
        ("/inbox/text", {"text": "It fell.", "published": "Saturday"}, "is not a date"),
        ("/inbox/addresses", {"addresses": "\n"}, "nothing was written"),
        ("/inbox/addresses", {"addresses": "/etc/passwd"}, "is no address"),
        ("/inbox/addresses", {"addresses": "\n".join(f"http://a.example/{n}" for n in range(201))}, "200 "),
        ("/inbox/files", {}, "no file was chosen"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_reason(
    inbox: TestClient, address: str, form: dict[str, str], message: str
) -> None:
    answer = send(inbox, address, data=form)
    assert (answer.status_code, message in answer.text) == (400, True)


def test_too_large_an_upload_is_refused(path: str) -> None:
    options = Options(refresh="never", upload_bytes=20_000)
    with desk.client(path, options) as client:
        answer = send(client, "/inbox/files", files=[("files", ("a.html", b"x" * 30_000))])
    assert answer.status_code == 413
    assert "Send fewer or smaller files" in answer.text


def test_jobs_wait_for_each_other_can_be_stopped_and_leave_a_whole_ledger(path: str) -> None:
    with desk.client(path, OPTIONS) as client:
        many = [("files", (f"{n}.html", page(f"Page {n}"))) for n in range(3)]
        hanging = [*many, ("files", ("hang.html", page("Hang", "(hang)")))]
        first = send(client, "/inbox/files", files=hanging)
        second = send(client, "/inbox/text", data={"text": "The bridge of Orlen fell."})
        assert "Another job is read first." in client.get(second.headers["location"]).text
        html = client.get(first.headers["location"]).text
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html
        assert client.get("/inbox/jobs/99").status_code == 404
        jobs = client.app.state.site.jobs  # type: ignore[attr-defined]
        until = time.monotonic() + 30
        while jobs.get(1).tally.consumed < jobs.get(1).size and time.monotonic() < until:
            time.sleep(0.02)
        begun = time.monotonic()
        assert send(client, "/inbox/jobs/1/stop").status_code == 303
        assert read(client, first).state == "stopped"
        assert time.monotonic() - begun < 10
        assert read(client, second).state == "done"
        third = send(client, "/inbox/files", files=hanging)
        begun = time.monotonic()
    assert time.monotonic() - begun < 10
    assert jobs.get(int(third.headers["location"][-1])).state == "stopped"
    with Ledger(path) as ledger:
        assert verify(ledger).finding is None
        titles = {head.title for head in ledger.heads()}
    assert titles <= {"Page 0", "Page 1", "Page 2", None}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_in_one_job_does_not_hold_up_the_next(inbox: TestClient) -> None:
    def broken(tally: Tally) -> Iterator[Input]:
        yield Input("first", PARAGRAPH)
        raise ZeroDivisionError

    jobs = inbox.app.state.site.jobs  # type: ignore[attr-defined]
    first = jobs.add("broken", broken, by="Mira")
    second = jobs.add("whole", lambda tally: [Input("text", PARAGRAPH)], by="Mira")
    until = time.monotonic() + 60
    while second.running and time.monotonic() < until:
        time.sleep(0.02)
    assert (first.state, "a bug in saidby" in first.why, second.state) == ("failed", True, "done")
    assert "a bug in saidby" in inbox.get("/inbox/jobs/1").text


def test_the_tour_is_shown_until_it_is_closed(inbox: TestClient) -> None:
    assert "In three steps" in inbox.get("/").text
    answer = send(inbox, "/inbox/tour", data={"next": "//evil.example/"})
    assert answer.headers["location"] == "/"
    assert "In three steps" not in inbox.get("/").text
    assert "In three steps" in inbox.get("/inbox?tour=1").text


def test_names_of_files_lead_nowhere() -> None:
    assert parts("news/a.html") == ("news", "a.html")
    assert parts("../../etc/passwd") == ("etc", "passwd")
    assert parts("C:\\news\\a<b>.html") == ("C_", "news", "a_b_.html")
    assert parts("/") == ("page",)
    assert parts("...") == ("page",)
    assert parts("x" * 500 + ".html") == ("x" * 80 + ".html",)
    assert parts("/".join("abcdefghijklmnop"))[0] == "e"


def test_each_problem_tells_what_to_do_next() -> None:
    assert "--time-limit" in next_step("a.html", "not read: it takes longer than 30 seconds")
    assert "Unpack it" in next_step("a.zip", "cannot be unpacked (bad magic number)")


def test_pages_are_dropped_and_followed_in_the_browser(browser: Any, path: str, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("first", "second"):
        (folder / f"{name}.html").write_bytes(page(f"{name.capitalize()} page"))
    (folder / "broken.html").write_bytes(b"\x00\x01\x02")
    with Served(path, OPTIONS) as server, Screen(browser, server.url, SCREENS) as screen:
        shown = screen.open("/")
        assert "Nothing at hand?" in shown.content()
        for scheme in ("light", "dark"):
            shown.emulate_media(color_scheme=scheme)
            assert screen.findings() == []
        shown.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        assert not screen.overflows()
        shown.get_by_role("button", name="Got it").press("Enter")
        shown.locator(".tour").wait_for(state="detached")
        shown.locator("[data-folder]").set_input_files(str(folder))
        shown.get_by_role("button", name="Read them").click()
        shown.wait_for_url("**/inbox/jobs/1")
        shown.locator("[data-live=state]", has_text="done").wait_for()
        assert screen.findings() == []
        shown.get_by_role("link", name="First page").click()
        assert shown.locator("h1").inner_text() == "First page"
        screen.open("/inbox")
        shown.evaluate(
            """() => { const data = new DataTransfer();
            data.items.add(new File(["A bridge fell in Orlen on Saturday. Nobody was hurt."], "note.txt"));
            const drop = document.querySelector('[data-drop]');
            for (const name of ['dragover', 'drop'])
              drop.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true })); }"""
        )
        shown.wait_for_url("**/inbox/jobs/2")
        assert shown.locator("h1").inner_text() == "note.txt"
