"""The atlas: every table in which a name of a place is looked up, the package's and the user's.

A user's gazetteer is a TSV file with a header line: name, aliases (between bars), latitude, longitude,
country, admin1 (a name or a code), feature_code (of GeoNames), population, id. Its places go before the
package's.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from saidby.errors import InputError
from saidby.reading import lexicon
from saidby.reading.lexicon import states
from saidby.reading.places.folding import fold, skeleton
from saidby.reading.places.gazetteer import Entry, Gazetteer, shipped

_COLUMNS = (
    "name",
    "aliases",
    "latitude",
    "longitude",
    "country",
    "admin1",
    "feature_code",
    "population",
    "id",
)
_SECOND = frozenset(["county", "parish", "district", "borough"])
_SINGULAR = {
    "counties": "county", "parishes": "parish", "provinces": "province", "districts": "district",
    "governorates": "governorate", "regions": "region", "states": "state",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Own:
    """A gazetteer of the user's own, by folded name."""

    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


NOTHING_OWN = Own()


def read_own(path: Path) -> Own:
    """A user's gazetteer. Raises `InputError` with the line where the file is not one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"no gazetteer: {error}") from error
    found: dict[str, list[Entry]] = defaultdict(list)
    for names, entry in _entries(text.splitlines(), str(path)):
        for name in names:
            if entry not in found[fold(name)]:
                found[fold(name)].append(entry)
    return Own({key: tuple(entries) for key, entries in found.items()})


def _entries(lines: list[str], origin: str) -> Iterable[tuple[list[str], Entry]]:
    kept = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header = kept[0][1].split("\t") if kept else []
    if missing := [column for column in ("name", "latitude", "longitude", "country") if column not in header]:
        raise InputError(origin, f"no gazetteer: its first line lacks the columns {', '.join(missing)}")
    for (number, _), row in zip(
        kept[1:],
        csv.DictReader((line for _, line in kept), delimiter="\t", quoting=csv.QUOTE_NONE),
        strict=True,
    ):
        cells = {column: (row.get(column) or "").strip() for column in _COLUMNS}
        try:
            entry = Entry(
                name=cells["name"], latitude=float(cells["latitude"]), longitude=float(cells["longitude"]),
                country=cells["country"] or None, admin1=_division(cells["country"], cells["admin1"]),
                code=cells["feature_code"] or "PPL", population=int(cells["population"] or 0),
                geonames_id=int(cells["id"]) if cells["id"] else None,
            )  # fmt: skip
        except ValueError as error:
            raise InputError(origin, f"line {number}: {error}") from error
        yield [cells["name"], *filter(None, cells["aliases"].split("|"))], entry


def _division(country: str, admin1: str) -> str | None:
    if not admin1:
        return None
    return admin1 if admin1.startswith(country + ".") else f"{country}.{admin1}"


def rows(table: str) -> list[list[str]]:
    """The rows of a table of this package, without comments."""
    return lexicon.rows(table, package="saidby.reading.places")


@cache
def words(name: str) -> frozenset[str]:
    """A closed list of tables/words.tsv."""
    return frozenset(word for listed, line in rows("words.tsv") if listed == name for word in line.split())


@cache
def _tables() -> tuple[dict[str, list[Entry]], dict[str, Entry], dict[str, Entry]]:
    """Places of the small tables by folded name, peoples by their adjective, regions by abbreviation."""
    by_name: dict[str, list[Entry]] = defaultdict(list)
    people: dict[str, Entry] = {}
    short: dict[str, Entry] = {}
    countries: dict[str, Entry] = {}
    known = states()
    for iso, latitude, longitude, number, population, names, adjectives in rows("countries.tsv"):
        shown = known.shown.get(iso) or names.split("|")[0]
        entry = Entry(
            shown, float(latitude), float(longitude), iso, None, "PCLI", int(population), int(number)
        )
        countries[iso] = entry
        for name in filter(None, names.split("|")):
            by_name[fold(name)].append(entry)
        for adjective in filter(None, adjectives.split("|")):
            people[fold(adjective)] = people[fold(adjective) + "s"] = entry
    for table, into in ((known.names, None), (known.adjectives, people)):
        for word, iso in table.items():
            if into is not None:
                into[fold(word)] = countries[iso]
            elif countries[iso] not in by_name[fold(word)]:
                by_name[fold(word)].append(countries[iso])
    for code, name, abbreviations, latitude, longitude, adjectives, number in rows("regions.tsv"):
        entry = Entry(name, float(latitude), float(longitude), code[:2], code, "ADM1", 5_000_000, int(number))
        by_name[fold(name)].append(entry)
        for form in filter(None, abbreviations.split("|")):
            short[form.rstrip(".")] = entry
        for adjective in filter(None, adjectives.split("|")):
            people[fold(adjective)] = people[fold(adjective) + "s"] = entry
    lines = (files("saidby.reading.places") / "tables" / "supplement.tsv").read_text(encoding="utf-8")
    for forms, entry in _entries(lines.splitlines(), "supplement.tsv"):
        for name in forms:
            by_name[fold(name)].append(entry)
    for place, adjectives in rows("peoples.tsv"):
        named = by_name.get(fold(place)) or shipped().find(fold(place))
        largest = max(named, key=lambda e: e.population)
        for adjective in adjectives.split("|"):
            people.setdefault(fold(adjective), largest)
    return dict(by_name), people, short


@cache
def enclosing() -> frozenset[str]:
    """Folded names and abbreviations of countries and states, as they follow a town after a comma."""
    by_name, _, short = _tables()
    large = {key for key, entries in by_name.items() if any(e.code in ("PCLI", "ADM1") for e in entries)}
    return frozenset(large | {fold(form) for form in short})


@dataclass(frozen=True, slots=True)
class Atlas:
    """Every look-up of a name. `gazetteer` is the package's."""

    gazetteer: Gazetteer
    own: Own = NOTHING_OWN

    def places(self, key: str) -> tuple[list[Entry], bool]:
        """What a folded name can mean, and whether the user's own gazetteer says so."""
        if own := self.own.entries.get(key):
            return list(own), True
        named = list(_tables()[0].get(key, ()))
        taken = {entry.admin1 for entry in named if entry.code == "ADM1"}
        found = [e for e in self.gazetteer.find(key) if not (e.code == "ADM1" and e.admin1 in taken)]
        return named + found, False

    def people(self, key: str) -> Entry | None:
        """The country or state of a people's name or adjective: "syrians"."""
        return _tables()[1].get(key)

    def short(self, form: str) -> Entry | None:
        """The state or province of an abbreviation without its last full stop: "Ill", "D.C"."""
        return _tables()[2].get(form)

    def divisions(self, key: str, noun: str) -> tuple[list[Entry], bool]:
        """Divisions that a name with a noun can mean: ("rapides", "parish"), ("aleppo", "province")."""
        noun = _SINGULAR.get(noun, noun)
        whole, own = self.places(f"{key} {noun}")
        if own:
            return whole, True
        bare, own = self.places(key)
        found = [e for e in whole if e.code in ("ADM1", "ADM2")]
        found += [e for e in bare if e.code == "ADM1" or (e.code == "ADM2" and noun in _SECOND)]
        return list(dict.fromkeys(found)), own

    def alike(self, name: str, country: str) -> list[Entry]:
        """Places of a country whose names have the same consonants: another transliteration."""
        wanted = skeleton(name)
        if len(wanted) < 4:
            return []
        return [self.gazetteer.entry(n) for n in _skeletons(country).get(wanted, ())]


@cache
def _skeletons(country: str) -> dict[str, tuple[int, ...]]:
    """Places of a country by the consonants of their names, when first asked for: 1 ms for 100 places."""
    gazetteer = shipped()
    found: dict[str, list[int]] = defaultdict(list)
    for n in gazetteer.of_country(country):
        found[skeleton(gazetteer.name(n))].append(n)
    return {key: tuple(numbers) for key, numbers in found.items()}
