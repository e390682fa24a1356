"""Assets: our own styles and scripts, under an address that changes with what they hold."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}
FOREVER = "public, max-age=31536000, immutable"


@cache
def content(name: str) -> bytes | None:
    """The file's bytes, or None where there is none of that name."""
    parts = name.split("/")
    if any(not part or part.startswith(".") or "\\" in part for part in parts):
        return None
    file = files("saidby.web").joinpath("static", *parts)
    return file.read_bytes() if file.is_file() else None


@cache
def url(name: str) -> str:
    """Where a file of `static/` is served. Templates call it `static`."""
    found = content(name)
    if found is None:
        raise ValueError(f"there is no static file {name}")
    return f"/static/{hashlib.sha256(found).hexdigest()[:12]}/{name}"


def serve(request: Request) -> Response:
    """A file, whatever hash is asked for: an old page may still be open."""
    name = request.path_params["name"]
    found, type = content(name), TYPES.get(name.rpartition(".")[2])
    if found is None or type is None:
        raise HTTPException(404)
    now = url(name) == request.url.path
    return Response(found, media_type=type, headers={"Cache-Control": FOREVER if now else "no-cache"})
