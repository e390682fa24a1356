"""The name of the weights in the package, without loading them."""

from __future__ import annotations

import importlib.resources
import json
import zipfile
from importlib.resources.abc import Traversable

PACK = "weights.zip"
"""The archive with all parts of the weights, not compressed."""

SETTINGS = "settings.json"


def shipped_name() -> str | None:
    """What readings made with the shipped weights call their model. None where the weights are not whole."""
    return name_of(importlib.resources.files("saidby.model") / "weights")


def name_of(folder: Traversable) -> str | None:
    try:
        with (folder / PACK).open("rb") as packed, zipfile.ZipFile(packed) as parts:
            return str(json.loads(parts.read(SETTINGS))["name"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
