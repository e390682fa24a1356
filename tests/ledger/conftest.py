"""Where a ledger can be made: as a file, and on a PostgreSQL server where one is installed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.ledger import server

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server that runs as long as the tests do."""
    if why := server.missing():
        pytest.skip(why)
    with server.running() as url:
        yield url


@pytest.fixture
def schema(postgres: str) -> str:
    """The URL of a new schema on the server."""
    return server.schema(postgres, f"t{next(_numbers)}")


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Where a ledger can be made in a file."""
    return str(tmp_path / "saidby.db")


@pytest.fixture(params=["sqlite", "postgres"])
def path(request: pytest.FixtureRequest, file: str) -> str:
    """Where a ledger can be made and none is: a file, then a URL."""
    if request.param == "sqlite":
        return file
    found: str = request.getfixturevalue("schema")
    return found
