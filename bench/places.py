"""Places: recognition and resolution on LGL and GeoWebNews, and the cost of the gazetteer.

    python -m bench.places

Judged by the shared scorer. The rules and weights were made on one half of each set ("tuned"); the figures of
the other half ("kept") are the honest ones.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

from bench.shared import scorer
from saidby.data import Article, Span
from saidby.reading.places import places
from saidby.reading.places.gazetteer import FILE, shipped
from training.places import SETS, Document, documents

_MEMORY = """
import pathlib, numpy
from saidby.reading.places.gazetteer import shipped
def now():
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1])
was = now(); shipped(); print((now() - was) * 4096)
"""


def main() -> int:
    figures = measure()
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"  {name:<{width}}  {value:8.1f}")
    return 0


def measure() -> dict[str, float]:
    """Figures in per cent, seconds, MB and milliseconds, each named with its unit where it is no share."""
    figures = cost()
    for name in SETS:
        found = list(documents(name))
        for half in ("tuned", "kept"):
            figures |= quality(name, half, [d for d in found if d.tuned == (half == "tuned")])
    return figures


def cost() -> dict[str, float]:
    """Size of the file, processor time to load it, and the memory that it takes in a process of its own."""
    from importlib.resources import files

    size = len((files("saidby.reading.places") / FILE).read_bytes())
    start = time.process_time()
    shipped()
    load = time.process_time() - start
    grown = subprocess.run([sys.executable, "-c", _MEMORY], capture_output=True, text=True, check=True).stdout
    return {"gazetteer file, MB": size / 1e6, "load, seconds": load, "memory, MB": int(grown) / 1e6}


def quality(name: str, half: str, found: list[Document]) -> dict[str, float]:
    judge = scorer("score_places")
    start = time.process_time()
    readings = {d.id: {"places": as_scored(d.article, d.sentences)} for d in found}
    spent = time.process_time() - start
    options = {
        "types": judge.TYPES.get(name),
        "other_types": "ignore",
        "metonyms": "count",
        "demonyms": "count",
    }
    result = judge.score({d.id: d.gold for d in found}, readings, options)
    said, where = result["recognition"], result["resolution"]
    of = f"{name}, {half}: "
    figures = {f"{of}exact {key}": 100 * said["exact"][key] for key in ("p", "r", "f1")}
    figures |= {f"{of}overlap f1": 100 * said["overlap"]["f1"]}
    figures |= {
        f"{of}within 161 km": 100 * where["acc161_recognised"],
        f"{of}within 161 km of those resolved": 100 * where["acc161_resolved"],
        f"{of}both f1": 100 * result["end_to_end"]["f1"],
        f"{of}ms an article": 1000 * spent / len(found),
    }
    return figures


def as_scored(article: Article, sentences: tuple[Span, ...]) -> list[dict[str, Any]]:
    """What the scorer reads of a reading's places."""
    return [
        {key: getattr(place, key) for key in ("span", "latitude", "longitude", "geonames_id", "use")}
        for place in places(article, sentences)
    ]


if __name__ == "__main__":
    sys.exit(main())
