"""The command as it is typed: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import saidby
from saidby.cli import main
from saidby.serial import dumps

PAGE = """\
Bridge down at Orlen

The Interior Ministry said that the bridge near Orlen had fallen. The bridge was built forty years ago.

"We heard two blasts and ran for the cellar," a resident told reporters.
"""
SAIDBY = [sys.executable, "-m", "saidby"]
PLAIN = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "TERM")}


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin, env={"COLUMNS": "80"})


def said(result: Result) -> tuple[int, str]:
    return result.exit_code, result.stderr


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What `saidby` writes where standard output is a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*SAIDBY, *arguments], stdout=theirs, stderr=theirs, env={**PLAIN, "COLUMNS": "80", **environment}
    ):
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # the other end is closed
            pass
        os.close(ours)
    return shown.decode()


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "bridge.txt"
    path.write_text(PAGE)
    return str(path)


# -------------------------------------------------------------------------------------- wrong usage

NO_OUTPUT = "--html and --to-jsonl name their file themselves; leave --output out"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["raed", "x"], "there is no command 'raed'; did you mean 'read'?"),
        (["frobnicate"], "there is no command 'frobnicate'; there are: add, "),
        ([__file__], f"'{__file__}' is a page; read it with: saidby read {__file__}"),
        (["http://orlen.example"], "'http://orlen.example' is a page; read it with: saidby read http://orlen.example"),
        (["read"], "name a page to read: a file, a folder, - for standard input, or an address"),
        (["read", "a", "--from-jsonl", "b"], "name pages or --from-jsonl, not both"),
        (["read", "a", "--json", "--to-jsonl", "b"], "--json or --to-jsonl, not both"),
        (["read", "a", "--html", "b", "-o", "c"], NO_OUTPUT),
        (["read", "a", "b", "--title", "T"], "--title is about one page, and several are named"),
        (["read", ".", "--url", "https://orlen.example"], "--url is about one page, and several are named"),
        (
            ["read", "--from-jsonl", "a", "--publisher", "P"],
            "with --from-jsonl each line says its own published, publisher, url and title",
        ),
        (["read", "-", "-"], "standard input (-) can be read only once"),
        (
            ["read", "a", "--published", "25 November 2018"],
            "Invalid value for '--published': '25 November 2018' is not a date; write it as 2018, 2018-11, "
            "2018-11-25 or 2018-11-25T18:18Z",
        ),
        (["read", "a", "--jobs", "0"], "Invalid value for '--jobs': 0 is not in the range 1<=x<=256."),
        (["completion", "tcsh"], "Invalid value for 'SHELL': 'tcsh' is not one of 'bash', 'zsh', 'fish'."),
    ],
)  # fmt: skip
def test_wrong_usage_says_what_to_do_and_exits_with_2(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert said(result)[0] == 2
    assert result.stderr.splitlines()[-1].startswith(f"Error: {message}")
    assert result.stdout == ""


@pytest.mark.parametrize(
    "value", ["2018", "2018-11", "2018-11-25", "2018-11-25T18:18Z", "2018-11-25T18:18+02:00"]
)
def test_dates_are_taken_as_exact_as_they_are_known(value: str) -> None:
    assert run("read", "no-such-file", "--published", value).exit_code == 1


@pytest.mark.parametrize("value", ["2018-13", "2018-02-30", "18", "2018-11-25T18", "yesterday", ""])
def test_dates_that_are_none_are_wrong_usage(value: str) -> None:
    assert run("read", "no-such-file", "--published", value).exit_code == 2


def test_a_misspelt_option_names_the_nearest() -> None:
    result = run("read", "a", "--publishr", "P")
    assert "No such option '--publishr'" in result.stderr
    assert "--publisher" in result.stderr


def test_hostile_arguments_cannot_write_to_the_terminal() -> None:
    evil = "\x1b[2J"
    for arguments in (
        ["read", evil],
        [evil],
        ["read", "a", "--published", evil],
        ["read", f"--{evil}"],
        [f"-{evil}"],
        ["read", "a", "--color", evil],
        ["read", f"{evil}.jsonl"],
        ["read", "a", "--html", f"{evil}/x"],
    ):
        result = run(*arguments)
        assert result.exit_code in (1, 2)
        assert "\x1b" not in result.output


# -------------------------------------------------------------------------------------- bad input


BAD = {
    "empty.html": (b"", "empty: the file holds no text"),
    "blank.txt": (b" \n\t\n", "empty: the file holds nothing but blanks"),
    "binary.html": (bytes(range(256)) * 40, "binary data, no page; a page is HTML or text"),
    "paper.html": (b"%PDF-1.7\n1 0 obj", "a PDF file; save its text first (pdftotext) and read that"),
    "textless.html": (b"<html><script>var a;</script><img src=x></html>", "the page shows no text"),
}


def test_what_is_no_page_is_one_line_each_and_the_rest_is_read(tmp_path: Path, page: str) -> None:
    for name, (data, _) in BAD.items():
        (tmp_path / name).write_bytes(data)
    result = run("read", "--json", *(str(tmp_path / name) for name in BAD), page, "no-such-file")
    *bad, good, missing = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        *(f"saidby: {tmp_path / name}: {message}" for name, (_, message) in BAD.items()),
        "saidby: no-such-file: there is no such file",
    ]
    assert [found["id"] for found in bad] == [str(tmp_path / name) for name in BAD]
    assert all(set(found) == {"id", "problems"} for found in bad)
    assert good["article"]["text"].startswith("Bridge down")
    assert missing["problems"] == [{"stage": "input", "message": "there is no such file", "span": None}]


def test_bytes_that_are_no_utf8_are_read_and_told_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "mixed.html"
    path.write_bytes(
        b"<meta charset=utf-8><p>The mayor of Orlen said caf\xc3\xa9s near the caf\xe9 were closed.</p>"
    )
    result = run("read", str(path))
    assert result.exit_code == 1
    assert re.search(r"! .*no UTF-8.* at \d+-\d+\n", result.stdout.replace("\n  ", " "))


def test_tables_nested_five_thousand_deep_end_well(tmp_path: Path) -> None:
    path = tmp_path / "nested.html"
    path.write_text("<table><tr><td>" * 5000 + "<p>The ministry said that the bridge had fallen.</p>")
    begun = time.monotonic()
    result = run("read", str(path))
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output
    assert time.monotonic() - begun < 30


def test_one_line_of_five_megabytes_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("The ministry said that the bridge near Orlen had fallen. " * 90_000)
    result = run("read", str(path), "--time-limit", "3")
    assert said(result) == (1, "")
    assert "! not read: it takes longer than 3 seconds\n" in result.stdout


# -------------------------------------------------------------------------------------- JSON


def test_json_is_the_reading_that_python_gives(page: str) -> None:
    result = run("read", page, "--json", "--published", "2031-05-04", "--publisher", "Orlen Herald")
    assert said(result) == (0, "")
    reading = saidby.read(Path(page), published="2031-05-04", publisher="Orlen Herald")
    assert result.stdout == dumps(reading) + "\n"


def test_a_page_from_standard_input_is_read_as_one_from_a_file(page: str) -> None:
    assert run("read", "-", "--json", stdin=PAGE).stdout == run("read", page, "--json").stdout


def test_a_folder_gives_a_line_a_page_with_its_name(tmp_path: Path, page: str) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.html").write_text(f"<p>{PAGE}")
    (tmp_path / "logo.png").write_bytes(b"")
    result = run("read", str(tmp_path), "--json")
    assert said(result) == (0, "saidby: passed over in folders: 1 .png\n")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [
        page,
        str(tmp_path / "more" / "a.html"),
    ]


def test_json_lines_come_back_in_order_with_their_ids_and_texts(tmp_path: Path, page: str) -> None:
    texts = ["  One\u00a0bridge.\r\n\r\nTwo.  ", PAGE, "東京都では橋が落ちた。", ""]
    entries: list[dict[str, Any]] = [{"id": number, "text": text} for number, text in enumerate(texts)]
    entries.insert(2, {"id": "page", "path": "bridge.txt", "published": "2031-05-04"})
    lines = [json.dumps(entry) for entry in entries]
    lines.insert(1, '{"id": "cut sho')
    lines.append('{"id": "typed", "text": 7}')
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines) + "\n")

    result = run("read", "--from-jsonl", str(source), "--to-jsonl", str(target))

    found = [json.loads(line) for line in target.read_text("utf-8").split("\n")[:-1]]
    assert result.exit_code == 1
    assert [line.get("id", "none") for line in found] == [0, "none", 1, "page", 2, 3, "typed"]
    assert [line["article"]["text"] for line in found if line.get("id") in range(4)] == texts
    assert found[3]["article"]["published"] == {"value": "2031-05-04", "basis": "given", "span": None}
    assert found[1] == {
        "problems": [
            {"stage": "input", "message": "not JSON: Invalid control character at, column 16", "span": None}
        ]
    }
    assert found[6] == {
        "id": "typed",
        "problems": [{"stage": "input", "message": '"text" is a number, not a string', "span": None}],
    }
    assert result.stderr.splitlines() == [
        f"saidby: {source} line 2: not JSON: Invalid control character at, column 16",
        f"saidby: {source} line 6: the text is empty",
        f'saidby: {source} line 7: "text" is a number, not a string',
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bridge.txt", "in.jsonl", "out.jsonl"]


def test_json_lines_go_through_a_pipe() -> None:
    line = json.dumps({"id": "a", "text": "The mayor said that the bridge had fallen."})
    result = run("read", "--from-jsonl", "-", "--to-jsonl", "-", stdin=line)
    assert said(result) == (0, "")
    assert json.loads(result.stdout)["id"] == "a"


def test_many_bad_lines_are_counted() -> None:
    result = run("read", "--from-jsonl", "-", "--json", stdin="x\n" * 25)
    assert len(result.stdout.splitlines()) == 25
    assert len(result.stderr.splitlines()) == 11
    assert result.stderr.endswith("saidby: 15 more were not read in full\n")


# -------------------------------------------------------------------------------------- output


def test_the_view_tells_who_said_it_and_how_much_is_covered(page: str) -> None:
    result = run("read", page, "--publisher", "Orlen Herald")
    assert said(result) == (0, "")
    assert "The Interior Ministry · said [indirect]\n" in result.stdout
    assert "    Interior Ministry → Orlen Herald\n" in result.stdout
    assert "2 of 3 sentences attributed, to 2 sources; 1 on the publisher's own word\n" in result.stdout


def test_colours_are_for_terminals_and_can_be_forbidden(page: str) -> None:
    assert "\x1b[" in on_a_terminal("read", page)
    assert "\x1b" not in on_a_terminal("read", page, NO_COLOR="1")
    assert "\x1b" not in on_a_terminal("read", page, "--color", "never")
    assert "\x1b" not in run("read", page).stdout
    assert "\x1b[" in run("read", page, "--color", "always").stdout


def test_json_on_a_terminal_writes_no_control(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("The mayor \u009b31m said that the \u202ebridge had fallen.")
    shown = on_a_terminal("read", "--json", str(path))
    assert not set(shown) & {"\u009b", "\u202e", "\x1b"}
    assert json.loads(shown)["article"]["text"] == path.read_text()


def test_a_bar_shows_progress_where_standard_error_is_a_terminal(page: str, tmp_path: Path) -> None:
    assert "100%" in on_a_terminal("read", page, "--html", str(tmp_path / "out.html"))
    assert "%" not in on_a_terminal("read", page)


def test_html_is_one_file_that_appears_whole(page: str, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    target.write_text("old")
    result = run("read", page, str(tmp_path / "gone"), "--html", str(target))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert target.read_text("utf-8").startswith("<!doctype html>")
    assert target.read_text("utf-8").endswith("</html>\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bridge.txt", "out.html"]


def test_an_output_that_cannot_be_written_is_told_before_anything_is_read(page: str, tmp_path: Path) -> None:
    for option in ("--html", "--output"):
        result = run("read", page, option, str(tmp_path / "no" / "out"))
        assert said(result) == (
            1,
            f"Error: {tmp_path / 'no' / 'out'}: cannot be written: No such file or directory\n",
        )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is full")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_full_disk_behind_standard_output_is_told_in_one_line(page: str, options: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*SAIDBY, "read", page, *options], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"Error: standard output: cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    ("redirected", "message"),
    [
        ("read - <&-", "standard input: is closed; name a file, or pipe the page in"),
        (
            "read --from-jsonl - --to-jsonl - <&-",
            "standard input: is closed; name a file, or pipe the page in",
        ),
        ("read bridge.txt >&-", "standard output: is closed; -o FILE writes to a file"),
    ],
)
def test_a_closed_stream_is_told_in_one_line(page: str, redirected: str, message: str) -> None:
    command = f"'{sys.executable}' -m saidby {redirected}"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, check=False, cwd=Path(page).parent
    )
    assert (done.returncode, done.stderr) == (1, f"Error: {message}\n")


def test_output_to_a_file_is_the_same_as_to_standard_output(page: str, tmp_path: Path) -> None:
    assert run("read", page, "--json", "-o", str(tmp_path / "out")).stdout == ""
    assert (tmp_path / "out").read_text("utf-8") == run("read", page, "--json").stdout


# -------------------------------------------------------------------------------------- the process


def test_interrupting_leaves_neither_a_file_nor_a_traceback(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [*SAIDBY, "read", "--from-jsonl", "-", "--to-jsonl", str(tmp_path / "out")],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdin is not None
    child.stdin.write(b'{"id": 1, "text": "The mayor said so."}\n' * 100)
    child.stdin.flush()
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob("out.*.part")) and time.monotonic() < deadline:
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    child.stdin.close()
    assert child.stderr is not None
    assert child.stderr.read().decode().strip() == "saidby: interrupted"
    child.stderr.close()
    assert child.wait(20) == 130
    assert list(tmp_path.iterdir()) == []


def test_a_closed_pipe_ends_the_run_quietly(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(PAGE * 20)
    with subprocess.Popen(
        [*SAIDBY, "read", str(tmp_path), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(30) == 141


def test_help_starts_at_once_and_loads_nothing_heavy() -> None:
    code = (
        "import sys; from saidby.cli import main\n"
        "try: main(['read', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'onnxruntime', 'lxml', 'trafilatura', 'tokenizers'} & set(sys.modules)\n"
        "sys.exit(bool(heavy))"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL).returncode == 0


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").stdout == f"saidby {saidby.__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_SAIDBY_COMPLETE" in result.stdout


def test_an_unexpected_error_is_one_line_and_a_traceback_only_when_asked_for() -> None:
    @main.command("break")
    def broken() -> None:
        raise ZeroDivisionError("by zero")

    try:
        result = run("break")
    finally:
        del main.commands["break"]
    assert said(result) == (
        1,
        "Error: unexpected ZeroDivisionError: by zero. This is a bug; "
        "the same command with --debug shows where\n",
    )
