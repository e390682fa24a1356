"""Server: the app on an address of this machine, until Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from saidby.errors import UsageError
from saidby.web import accounts
from saidby.web.hosts import is_loopback
from saidby.web.options import Options

PORT = 8520
NEXT_PORTS = 20  # that are tried where the first is taken
_SECONDS = 10.0  # a request that runs when Ctrl-C comes may go on so long


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen. `port` None: the first free one from PORT on; `token` None: one is made if needed."""

    host: str = "127.0.0.1"
    port: int | None = None
    token: str | None = None


def serve(
    ledger: str, *, address: Address, options: Options, told: Callable[[str], None], browser: bool
) -> None:
    """Serve until interrupted. `told` gets lines for the user, the address among them."""
    import uvicorn

    from saidby.web.app import app

    options = guarded(address, options)
    with contextlib.closing(listening(address)) as listener:
        port = listener.getsockname()[1]
        url = reach(address.host, port)
        full = f"{url}?token={options.token}" if options.token else url
        if options.users:
            told(f"{len(accounts.load(options.users).hashes)} accounts may log in")
        if not is_loopback(address.host):
            told("open to other machines, over plain HTTP: put it behind HTTPS where others could listen")
        told(
            f"{ledger} is at {full}"
            + ("  (shown once; whoever has this address may read and decide)" if options.token else "")
        )
        told("Ctrl-C ends it")
        config = uvicorn.Config(
            app(ledger, options=options), log_level="warning", server_header=False, date_header=True,
            timeout_graceful_shutdown=int(_SECONDS), access_log=False, proxy_headers=False, lifespan="on",
        )  # fmt: skip
        server = uvicorn.Server(config)
        if browser:
            threading.Thread(target=_open, args=(server, full), daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def guarded(address: Address, options: Options) -> Options:
    """The options with what an address asks for that others can reach: a token, unless there are accounts."""
    if options.users is not None:
        known = accounts.load(options.users)
        if not known.hashes:
            raise UsageError(f"{options.users} has no accounts; add one with --add-user NAME")
        options = replace(options, secret=known.secret.encode())
    elif address.token is not None or not is_loopback(address.host):
        options = replace(options, token=address.token or secrets.token_urlsafe(24))
    if is_loopback(address.host):
        return options
    any = address.host in ("0.0.0.0", "::")
    return replace(
        options, hosts=(*options.hosts, *(("*", socket.gethostname()) if any else (address.host,)))
    )


def listening(address: Address) -> socket.socket:
    """A socket that listens there. Raises UsageError where it cannot."""
    ports = range(PORT, PORT + NEXT_PORTS) if address.port is None else (address.port,)
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    for port in ports:
        found = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((address.host, port))
            found.listen(128)
        except OSError as error:
            found.close()
            if address.port is not None or port == ports[-1]:
                why = error.strerror or str(error)
                raise UsageError(
                    f"{address.host} port {port}: {why}; name another one with --port"
                ) from error
        else:
            return found
    raise AssertionError("there is a port to try")


def reach(host: str, port: int) -> str:
    """The address to open in a browser."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}/"


def _open(server: object, url: str) -> None:
    """The browser, once the server answers."""
    deadline = time.monotonic() + _SECONDS
    while not getattr(server, "started", False) and time.monotonic() < deadline:
        time.sleep(0.05)
    webbrowser.open(url)


@contextlib.contextmanager
def sample_ledger(told: Callable[[str], None]) -> Iterator[str]:
    """A ledger of the sample pages in a temporary folder, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="saidby-") as folder:
        path = os.path.join(folder, "sample.db")
        told("no ledger was named: reading the sample pages, of an invented country, into a temporary one")
        read_samples(path)
        yield path


def read_samples(path: str) -> None:
    """Read the sample pages into a ledger that is made there, and find its incidents."""
    from saidby.adding import add_inputs
    from saidby.batch import Limits
    from saidby.ledger.review import refresh
    from saidby.ledger.store import Ledger
    from saidby.web.sampling import samples

    with samples() as (pages, gazetteer), Ledger(path, mode="create") as ledger:
        for _ in add_inputs(pages, ledger, limits=Limits(gazetteer=str(gazetteer))):
            pass
        refresh(ledger)


def stop_on_signals() -> None:
    """A request to end (SIGTERM) ends as Ctrl-C does, so that a temporary ledger goes."""
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
