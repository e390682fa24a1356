"""The browser of the tests: pages that ask nothing of other hosts, say nothing on the console, and
can be read by everybody (axe-core, in `vendor/`).
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from saidby.web.options import Options

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WIDE, NARROW = (1280, 900), (390, 844)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where a chromium is installed: what SAIDBY_CHROMIUM names, else one on the path."""
    return os.environ.get("SAIDBY_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


class Served:
    """An app on a port of this machine, as long as the block lasts."""

    def __init__(self, ledger: str, options: Options | None = None) -> None:
        import uvicorn

        from saidby.web.app import app
        from saidby.web.server import Address, listening

        self._socket = listening(Address(port=0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        made = app(ledger, options=options or Options(refresh="never", reviewer="Mira"))
        self._server = uvicorn.Server(uvicorn.Config(made, log_level="warning", lifespan="on"))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()


class Screen:
    """A page of the browser. `page` is Playwright's; `wrong` what no page may do, checked at the end."""

    def __init__(self, browser: Any, url: str, shots: Path) -> None:
        self.url = url
        self._shots = shots
        self.context = browser.new_context(
            viewport={"width": WIDE[0], "height": WIDE[1]}, reduced_motion="reduce"
        )
        self.wrong: list[str] = []
        self.context.on("request", self._asked)
        self.page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error in a script: {error}"))

    def _asked(self, request: Any) -> None:
        if request.url.startswith(("data:", "blob:", "about:")):
            return
        if urlsplit(request.url).netloc != urlsplit(self.url).netloc:
            self.wrong.append(f"asked another host: {request.url}")

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")

    def open(self, path: str) -> Any:
        """Go there; Playwright's page."""
        self.page.goto(self.url + path)
        return self.page

    def findings(self) -> list[str]:
        """What axe-core finds serious or critical on the page as it is."""
        self.page.evaluate(AXE.read_text("utf-8"))  # past the policy, which forbids a script tag
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{one['id']}: {node['html'][:160]}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]

    def shoot(self, name: str) -> None:
        """Four pictures of the page as it is: out/screens/<name>-<light|dark>-<wide|narrow>.png."""
        self._shots.mkdir(parents=True, exist_ok=True)
        for width, size in (("wide", WIDE), ("narrow", NARROW)):
            self.page.set_viewport_size({"width": size[0], "height": size[1]})
            for theme in ("light", "dark"):
                self.page.emulate_media(color_scheme=theme)
                self.page.screenshot(path=str(self._shots / f"{name}-{theme}-{width}.png"), full_page=True)
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})

    def overflows(self) -> bool:
        """Whether the page is wider than the window, so that one has to scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.context.close()
        if kind is None:
            assert self.wrong == []
