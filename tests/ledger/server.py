"""A PostgreSQL server of its own for the tests: in a temporary folder, on a socket, reached by nobody else.

It refuses to run as root; then it runs as another user. It stops when this process ends, however that ends.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

USERS = ("postgres", "nobody")
# What is lost when the machine fails, the tests need not keep; what is lost when a client fails, they do.
SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB"}
# The server in the background of a shell that ends it as soon as nobody holds the other end of its input.
HELD = '"$@" & read line; kill -QUIT $!; wait'
START_SECONDS = 60.0


def missing() -> str | None:
    """Why there is no server here, in words; None where one can be started."""
    if find_spec("psycopg") is None:
        return "psycopg is not installed: pip install 'saidby[postgres]'"
    if _binaries() is None:
        return "no PostgreSQL server is installed (on Debian: apt install postgresql)"
    if os.getuid() == 0 and _user() is None:
        return "a PostgreSQL server does not run as root, and there is no other user"
    return None


def _binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, of the newest version that is there."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(debian, key=lambda path: float(path.parts[-3]))
    return newest[-1].parent if newest else None


def _user() -> str | None:
    known = {user.pw_name for user in pwd.getpwall()}
    return next((user for user in USERS if user in known), None)


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The start of a URL, to which a schema is added: see `schema`."""
    binaries = _binaries()
    assert binaries is not None
    user = _user() if os.getuid() == 0 else None
    group = pwd.getpwnam(user).pw_gid if user else None
    # Short, since the path of a socket may have a hundred letters; `TMPDIR` may be closed to the other user.
    folder = Path(tempfile.mkdtemp(prefix="saidby-", dir="/tmp"))
    try:
        if user:
            shutil.chown(folder, user, group)
        cluster = folder / "data"
        subprocess.run(
            [binaries / "initdb", "-D", cluster, "-U", "saidby", "-A", "trust", "-E", "UTF8", "--no-locale",
             "--no-sync"],
            check=True, capture_output=True, cwd="/", user=user, group=group,
        )  # fmt: skip
        settings = {**SETTINGS, "unix_socket_directories": str(folder)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                ["sh", "-c", HELD, "sh", binaries / "postgres", "-D", cluster, *options],
                stdin=subprocess.PIPE, stdout=log, stderr=log, cwd="/", user=user, group=group,
            )  # fmt: skip
        try:
            yield _url(folder, server)
        finally:
            server.communicate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _url(folder: Path, server: subprocess.Popen[bytes]) -> str:
    """As soon as the server answers."""
    import psycopg

    url = f"postgresql://saidby@/postgres?host={quote(str(folder), safe='')}"
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text("utf-8", errors="replace")) from None
            time.sleep(0.05)
        else:
            return url


def schema(url: str, name: str) -> str:
    """A new, empty schema on the server: where a ledger can be made."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{url}&options=-csearch_path%3D{name}"
