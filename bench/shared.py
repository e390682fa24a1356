"""The shared folder: data sets, scorers, pinned floors."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")


def data() -> Path:
    """The data sets' folder: SAIDBY_DATA, or `../shared/data` beside the project. Ends the run where it is
    missing.
    """
    folder = Path(os.environ.get("SAIDBY_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        sys.exit(f"no data in {folder}: set SAIDBY_DATA to the folder that holds the data sets")
    return folder


def scorer(name: str, folder: Path | None = None) -> ModuleType:
    """One of the shared scorers (`score_page`), as a module; it lies beside the data sets' folder."""
    path = (folder or data()).parent / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as found:
        yield from map(json.loads, found)


def requests(source: Path, target: Path, articles: int) -> Path:
    """The first articles of `syria`, as JSON Lines that the command reads."""
    with target.open("w", encoding="utf-8") as out:
        for _, row in zip(range(articles), lines(source), strict=False):
            said = {
                "id": row["id"],
                "text": row["text"],
                "published": row["date"],
                "publisher": row["source"],
            }
            out.write(json.dumps(said) + "\n")
    return target


def rows(path: Path) -> dict[str, dict[str, Any]]:
    """The same by their id."""
    return {row["id"]: row for row in lines(path)}


def digest(*paths: Path) -> str:
    """sha256 over the files' bytes, in the order given."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


@dataclass(frozen=True)
class Floor:
    """A figure must not fall below `floor` (or rise above, where `most`); `target` is what the project
    wants.
    """

    name: str
    floor: float
    target: float | None = None
    people: float | None = None
    most: bool = False


def floors(section: str, found: str) -> list[Floor]:
    """The pinned floors of a section; ends the run when they were pinned on other data than `found` (a
    digest).
    """
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))[section]
    if pinned["data"] != found:
        sys.exit(f"{section}: floors were pinned on data {pinned['data'][:12]}, this is {found[:12]}")
    return [Floor(name, **values) for name, values in pinned["figures"].items()]


def compare(section: str, figures: dict[str, float], pinned: list[Floor]) -> bool:
    """Prints a table; whether every figure keeps its floor."""
    print(f"\n{section}\n  {'figure':<44}{'now':>8}{'floor':>8}{'target':>8}{'people':>8}")
    held = True
    for floor in pinned:
        value = figures[floor.name]
        good = value <= floor.floor if floor.most else value >= floor.floor
        held &= good
        mark = "" if good else "  BELOW"
        target = "" if floor.target is None else f"{floor.target:g}"
        people = "" if floor.people is None else f"{floor.people:g}"
        print(f"  {floor.name:<44}{value:>8.1f}{floor.floor:>8g}{target:>8}{people:>8}{mark}")
    for name in sorted(set(figures) - {floor.name for floor in pinned}):
        print(f"  {name:<44}{figures[name]:>8.1f}")
    return held
