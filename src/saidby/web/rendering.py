"""Rendering: the templates' environment. All is escaped, controls are shown as pictures."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from saidby.version import VERSION
from saidby.views.typeset import plain
from saidby.web import assets, urls, words


@cache
def environment() -> Environment:
    """The one environment; templates stand in `templates/`, common parts in `templates/macros.html`."""
    made = Environment(
        loader=PackageLoader("saidby.web", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False, finalize=_harmless,
        extensions=["jinja2.ext.do"],
    )  # fmt: skip
    made.globals.update(urls=urls, static=assets.url, version=VERSION, counted=words.counted)
    made.filters.update(
        dates=words.dates,
        number=words.number,
        clock=words.clock,
        told=words.told_range,
        cut=words.cut,
        voice=words.voice,
    )
    return made


def seal(style: str) -> str:
    """A style as a policy (Content-Security-Policy) names it, for a file that holds its own."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _harmless(value: Any) -> Any:
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
