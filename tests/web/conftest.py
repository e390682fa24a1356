"""What tests of the app share: a ledger made once, a client over it, one browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web import desk
from tests.web.browser import Screen, Served, chromium

SCREENS = Path(__file__).parents[2] / "out" / "screens"


@pytest.fixture(scope="session")
def shared_ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger that no test changes."""
    return desk.desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def ledger(shared_ledger: str, tmp_path: Path) -> str:
    """A ledger of the test's own."""
    copy = str(tmp_path / "own.db")
    shutil.copyfile(shared_ledger, copy)
    return copy


@pytest.fixture(scope="session")
def client(shared_ledger: str) -> Iterator[TestClient]:
    """A client over the shared ledger: for tests that only look."""
    with desk.client(shared_ledger) as made:
        yield made


@pytest.fixture
def editor(ledger: str) -> Iterator[TestClient]:
    """A client over a ledger of the test's own: for tests that send forms."""
    with desk.client(ledger) as made:
        yield made


@pytest.fixture(scope="session")
def served(shared_ledger: str) -> Iterator[str]:
    """The address at which the shared ledger is served, for the browser."""
    with Served(shared_ledger) as server:
        yield server.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once. Skips where none is installed."""
    path = chromium()
    if path is None:
        pytest.skip("no chromium; on Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()


@pytest.fixture
def screen(browser: Any, served: str) -> Iterator[Screen]:
    """A browser page over the shared ledger; at the end, nothing foreign and no console error."""
    with Screen(browser, served, SCREENS) as made:
        yield made
