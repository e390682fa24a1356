"""What the README and the docs promise: links, commands, names, output that is real."""

from __future__ import annotations

import importlib
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from docs.refresh import refreshed
from saidby.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text("utf-8") for page in PAGES}


def found(pattern: str) -> set[tuple[str, str]]:
    return {
        (page, match) for page, text in TEXTS.items() for match in re.findall(pattern, text, re.MULTILINE)
    }


def test_what_is_generated_is_up_to_date() -> None:
    stale = [path.name for path, text in refreshed() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == [], "run: make refresh"


def test_every_link_to_a_file_leads_somewhere() -> None:
    links = found(r"\]\((?!https?:|#)([^)#\s]+)")
    assert [link for link in sorted(links) if not (ROOT / link[0]).parent.joinpath(link[1]).exists()] == []


def test_the_navigation_lists_every_page_of_the_docs_once() -> None:
    nav = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    listed = [page for entry in nav for page in entry.values()]
    assert sorted(listed) == sorted(page.name for page in (ROOT / "docs").glob("*.md"))


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {target for _, target in found(r"(?:^|`)make ([a-z-]+)")} - targets == set()


def test_every_path_that_is_named_exists() -> None:
    paths = found(r"`((?:docs|tests|training|bench|examples|src)/[\w./-]*)`")
    assert [path for path in sorted(paths) if not (ROOT / path[1]).exists()] == []


def resolves(name: str) -> bool:
    module, rest = importlib.import_module("saidby"), name.split(".")[1:]
    for at, part in enumerate(rest):
        if hasattr(module, part):
            module = getattr(module, part)
        else:
            try:
                module = importlib.import_module(".".join(["saidby", *rest[: at + 1]]))
            except ModuleNotFoundError:
                return False
    return True


def test_every_name_of_the_package_that_is_named_exists() -> None:
    names = found(r"`(saidby(?:\.\w+)+)[`(]")
    assert [name for name in sorted(names) if not resolves(name[1])] == []


def commands() -> Iterator[tuple[str, list[str]]]:
    for page, line in sorted(found(r"(?:^(?:\$ )?|`)(saidby [a-z][^`\n#|]*)")):
        yield page, shlex.split(line)[1:]


def options(command: click.Command) -> set[str]:
    return {name for option in command.params for name in (*option.opts, *option.secondary_opts)} | {"--help"}


@pytest.mark.parametrize(("page", "words"), list(commands()), ids=str)
def test_every_command_that_is_named_exists_with_its_options(page: str, words: list[str]) -> None:
    assert isinstance(main, click.Group)
    command = main.commands.get(words[0])
    assert command is not None, f"{page}: saidby has no command {words[0]}"
    assert {word for word in words if word.startswith("--")} - options(command) == set()


def test_every_option_of_every_command_is_told_in_the_docs() -> None:
    told = TEXTS["docs/cli.md"]
    assert isinstance(main, click.Group)
    missing = [
        f"{name} {option}"
        for name, command in main.commands.items()
        for option in options(command)
        if option.startswith("--") and f"`{option}" not in told and f" {option}" not in told
    ]
    assert missing == []
