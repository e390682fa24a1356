"""Settings for all tests: generated input is the same on every run, and slow machines fail nothing. One
PostgreSQL server for all who need one, where one is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import settings

from tests.ledger import server

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

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
