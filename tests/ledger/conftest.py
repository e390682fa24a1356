"""Where a ledger can be made: as a file, and on a PostgreSQL server where one is installed."""

from __future__ import annotations

from pathlib import Path

import pytest


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
