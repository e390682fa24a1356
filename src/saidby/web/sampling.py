"""Sampling: the sample pages of the package, of an invented country, as inputs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from saidby.inputs import Input


@contextlib.contextmanager
def samples() -> Iterator[tuple[list[Input], Path]]:
    """The pages, and their gazetteer as a file for as long as the block lasts."""
    with as_file(files("saidby.web").joinpath("samples")) as folder:
        pages = sorted(page for page in folder.iterdir() if page.name[0].isdigit())
        yield (
            [Input(origin=page.name, content=page.read_bytes(), size=page.stat().st_size) for page in pages],
            folder / "gazetteer.tsv",
        )
