"""A headless Chromium with one page, driven by a test: it sends orders and waits for what happens."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = Path(__file__).parent / "browser"
SDK = FOLDER / "node_modules" / "@anam-ai" / "js-sdk" / "dist" / "umd" / "anam.js"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
LIMIT = 20.0
"""Seconds for anything that a browser does."""


class Page:
    """What the page is told to do, and what it has told."""

    def __init__(self) -> None:
        self.orders: queue.Queue[str] = queue.Queue()
        self.events: list[tuple[str, Any]] = []
        self._changed = threading.Condition()

    def told(self, name: str, detail: Any) -> None:
        with self._changed:
            self.events.append((name, detail))
            self._changed.notify_all()

    def run(self, order: str) -> Any:
        """Run a script in the page, and give its result."""
        before = self.count("done")
        self.orders.put(order)
        self.wait(lambda: self.count("done") > before or self.count("failed") > 0, f"end of {order}")
        assert self.count("failed") == 0, self.details("failed")
        return self.details("done")[-1][0]

    def wait_for(self, name: str, accept: Callable[[Any], bool] = lambda _: True) -> Any:
        """Wait for an event of the SDK, and give its arguments."""
        self.wait(lambda: any(accept(detail) for detail in self.details(name)), name)
        return next(detail for detail in self.details(name) if accept(detail))

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, LIMIT), f"no {what}; there were {self.events}"

    def count(self, name: str) -> int:
        return len(self.details(name))

    def details(self, name: str) -> list[Any]:
        return [detail for event, detail in self.events if event == name]


def _handler(page: Page) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        files: ClassVar[dict[str, tuple[Path, str]]] = {
            "/": (FOLDER / "page.html", "text/html"),
            "/sdk.js": (SDK, "text/javascript"),
        }

        def do_GET(self) -> None:
            if self.path == "/next":
                try:
                    order = page.orders.get(timeout=1)
                except queue.Empty:
                    order = ""
                self._answer(200, order.encode(), "text/plain")
            elif self.path in self.files:
                file, kind = self.files[self.path]
                self._answer(200, file.read_bytes(), kind)
            else:
                self._answer(404, b"", "text/plain")

        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer(204, b"", "text/plain")
            page.told(told["name"], told["detail"])

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

        def handle(self) -> None:
            # A browser that is closed drops its connections without a word.
            with suppress(ConnectionError):
                super().handle()

    return Handler


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """Open the page in a new browser."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    assert program is not None, f"no browser: none of {', '.join(_NAMES)} is installed"
    assert SDK.is_file(), f"{SDK} is missing: `make test-browser` installs it"
    page = Page()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(page))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    with subprocess.Popen(
        [program, *_FLAGS, f"--user-data-dir={profile}", url], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield page
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
            server.shutdown()
            server.server_close()
            thread.join()
