"""Columns: what the tables of a shard hold, by name and type. docs/batch.md describes each.

What has no type after a colon is text; `i` is a whole number, `f` a number, `b` true or false, `x` bytes, `*`
a list of texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from saidby.errors import MissingExtra

if TYPE_CHECKING:
    import pyarrow

Table = Literal["pages", "claims", "events", "figures"]
TABLES: tuple[Table, ...] = ("claims", "events", "figures", "pages")
"""In the order in which a shard's files appear: where `pages` is, the others are."""

COLUMNS: dict[Table, str] = {
    "pages": (
        "source number:i origin status reason article series id sha256 size:i url publisher title byline "
        "section language tags:* published modified captured words:i claims:i attributed:i events:i "
        "figures:i problems:* version model is_text:b given gazetteer reading page:x"
    ),
    "claims": (
        "article claim url publisher published act root root_names:* root_kind root_sector root_for relays:* "
        "attributed:b quoting cue stance words names:* sentence start:i end:i events:* event_types:* "
        "places:* countries:* times:* figures:* accused:* accused_of:* addressee:* denies:b hedges:* "
        "report_time repeats_earlier:b flags:* score:f"
    ),
    "events": (
        "article event url publisher published type modes:* trigger factuality actors:* recipients:* "
        "instruments:* instrument_kinds:* objects:* places:* place country geonames_id:i latitude:f "
        "longitude:f precision:i time time_words figures:* claims:* roots:* score:f"
    ),
    "figures": (
        "article figure url publisher published measure low:f high:f words status who part_of events:* "
        "event_types:* place time claims:* roots:* score:f"
    ),
}
LARGE = ("page", "reading")
"""Columns that are not looked up by value: no dictionary and no statistics is kept of them."""


def names(table: Table) -> tuple[str, ...]:
    """The columns of a table, in order."""
    return tuple(column.partition(":")[0] for column in COLUMNS[table].split())


def schema(table: Table) -> pyarrow.Schema:
    """The columns of a table as Arrow has them."""
    pa = arrow()
    types = {
        "": pa.string(), "i": pa.int64(), "f": pa.float64(), "b": pa.bool_(), "x": pa.large_binary(),
        "*": pa.list_(pa.string()),
    }  # fmt: skip
    columns = (column.partition(":") for column in COLUMNS[table].split())
    return pa.schema([(name, types[kind]) for name, _, kind in columns])


def arrow() -> Any:
    """pyarrow. Raises MissingExtra with the pip command."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("pyarrow", "parquet") from error
    return pyarrow
