"""The gazetteer that ships with the package: names of places, and what is known of each place.

One zlib stream, read once into memory (30 MB): a header line of JSON with the length of each part, then the
parts. `names` and `keys` are lines of text, `keys` in code point order; a key's places are the next `counts`
entries of `places`. Numbers are unsigned, in little-endian columns that are cut into their bytes, first all
low bytes, so that they pack well. zlib and not xz: a tenth larger, unpacked in a third of the time.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from saidby.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = "saidby/gazetteer/1"
FILE = "gazetteer.z"
REMEMBERED = 10_000  # names that were looked up, and most of which are met again: 5 MB
_SCALE = 1_000  # a thousandth of a degree is 111 m; GeoNames is no better for most places
_WIDTHS = {
    "latitudes": 3,
    "longitudes": 3,
    "divisions": 2,
    "sizes": 1,
    "kinds": 1,
    "numbers": 3,
    "counts": 2,
    "places": 3,
}


class Columns(NamedTuple):
    """The gazetteer as columns, one entry a place; `keys` and `places` one entry a look-up form.

    `codes` are "SY.09", tab, name of the first division; `sizes` twelve times the decimal logarithm of the
    population; `kinds` 0 a populated place, 1 a first, 2 a second division; `numbers` GeoNames ids or 0.
    """

    names: list[str]
    latitudes: list[float]
    longitudes: list[float]
    divisions: list[int]
    sizes: list[int]
    kinds: list[int]
    numbers: list[int]
    codes: list[str]
    keys: list[str]
    places: list[list[int]]


class Entry(NamedTuple):
    """A place that a name can mean. `code` is a GeoNames feature code, `population` about right or 0.

    `admin1` is the code of the first division ("SY.09", "US.TX"), or None for what spans several.
    """

    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None
    code: str
    population: int
    geonames_id: int | None


_CODES = ("PPL", "ADM1", "ADM2")


def pack(columns: Columns) -> bytes:
    """The bytes of the package's file."""
    import numpy as np

    numbers = {
        "latitudes": [round((value + 90) * _SCALE) for value in columns.latitudes],
        "longitudes": [round((value + 180) * _SCALE) for value in columns.longitudes],
        "divisions": columns.divisions,
        "sizes": columns.sizes,
        "kinds": columns.kinds,
        "numbers": columns.numbers,
        "counts": [len(found) for found in columns.places],
        "places": [place for found in columns.places for place in found],
    }
    parts = {part: "\n".join(getattr(columns, part)).encode() for part in ("names", "keys", "codes")}
    for part, values in numbers.items():
        raw = np.asarray(values, dtype="<i4").view(np.uint8).reshape(-1, 4)[:, : _WIDTHS[part]]
        parts[part] = raw.T.tobytes()
    header = json.dumps({"format": FORMAT, "parts": {part: len(raw) for part, raw in parts.items()}})
    return zlib.compress(b"\n".join([header.encode(), b"".join(parts.values())]), 9)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by the folded forms of their names."""

    parts: dict[str, bytes]
    columns: dict[str, NDArray[np.int64]]
    codes: list[tuple[str, str]]
    key_at: NDArray[np.int64]
    name_at: NDArray[np.int64]
    first: NDArray[np.int64]
    known: dict[str, list[Entry]] = field(default_factory=dict)

    def find(self, key: str) -> list[Entry]:
        """The places of a folded name, in the order of the file."""
        known = self.known.get(key)
        if known is None:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            known = self.known[key] = self._find(key)
        return [*map(Entry._make, known)]

    def _find(self, key: str) -> list[Entry]:
        wanted, raw = key.encode(), self.parts["keys"]
        at = bisect_left(range(len(self.key_at) - 1), wanted, key=lambda n: _line(raw, self.key_at, n))
        if at == len(self.key_at) - 1 or _line(raw, self.key_at, at) != wanted:
            return []
        return [self.entry(int(n)) for n in self.columns["places"][self.first[at] : self.first[at + 1]]]

    def entry(self, n: int) -> Entry:
        columns = self.columns
        code, _ = self.codes[columns["divisions"][n]]
        size, number, kind = (int(columns[part][n]) for part in ("sizes", "numbers", "kinds"))
        return Entry(
            name=_line(self.parts["names"], self.name_at, n).decode(),
            latitude=round(int(columns["latitudes"][n]) / _SCALE - 90, 3),
            longitude=round(int(columns["longitudes"][n]) / _SCALE - 180, 3),
            country=code[:2], admin1=code, code=_CODES[kind],
            population=round(10 ** (size / 12)) - 1, geonames_id=number or None,
        )  # fmt: skip

    def of_country(self, country: str) -> range:
        """The places of a country, which stand side by side."""
        import numpy as np

        mine = [n for n, (code, _) in enumerate(self.codes) if code[:2] == country]
        if not mine:
            return range(0)
        low, high = np.searchsorted(self.columns["divisions"], [mine[0], mine[-1] + 1])
        return range(int(low), int(high))

    def name(self, n: int) -> str:
        return _line(self.parts["names"], self.name_at, n).decode()


def _line(raw: bytes, at: NDArray[np.int64], n: int) -> bytes:
    return raw[at[n] : at[n + 1] - 1]


@cache
def shipped() -> Gazetteer:
    """The package's gazetteer, read once. Raises `ModelError` where its file is missing or broken."""
    file = files("saidby.reading.places") / FILE
    try:
        return unpack(file.read_bytes())
    except (OSError, zlib.error, ValueError, KeyError) as error:
        raise ModelError(
            f"the gazetteer {FILE} is missing or broken ({error}); install saidby again"
        ) from error


def unpack(data: bytes) -> Gazetteer:
    import numpy as np

    raw = zlib.decompress(data)
    start = raw.index(b"\n") + 1
    header: dict[str, Any] = json.loads(raw[: start - 1])
    if header["format"] != FORMAT:
        raise ValueError(f"format {header['format']}, not {FORMAT}")
    parts: dict[str, bytes] = {}
    for part, length in header["parts"].items():
        parts[part] = raw[start : start + length]
        start += length
    columns = {part: _whole(parts.pop(part), width) for part, width in _WIDTHS.items()}
    codes = [tuple(line.split("\t", 1)) for line in parts["codes"].decode().split("\n")]
    return Gazetteer(
        {part: parts[part] for part in ("keys", "names")}, columns, codes,  # type: ignore[arg-type]
        _starts(parts["keys"]), _starts(parts["names"]),
        np.concatenate([[0], np.cumsum(columns["counts"], dtype=np.int64)]),
    )  # fmt: skip


def _whole(raw: bytes, width: int) -> NDArray[np.int64]:
    """A column of unsigned numbers from its bytes."""
    import numpy as np

    split = np.zeros((len(raw) // width, 4), np.uint8)
    split[:, :width] = np.frombuffer(raw, np.uint8).reshape(width, -1).T
    return split.view("<i4").ravel().astype(np.int64)


def _starts(raw: bytes) -> NDArray[np.int64]:
    """Where each line starts, and one past the last."""
    import numpy as np

    ends = np.flatnonzero(np.frombuffer(raw, np.uint8) == 10) + 1
    return np.concatenate([[0], ends, [len(raw) + 1]])
