"""A local preview: rebuilds when a file is saved and reloads the open page. Loopback only."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path

import watchfiles

from brief import build, errors
from brief.book import BOOK

RELOAD = b"""(() => {
  // Polls, since a page under its own policy may talk to this server and to nothing else.
  let seen = null;
  setInterval(async () => {
    try {
      const now = await (await fetch("/_version", {cache: "no-store"})).text();
      if (seen !== null && now !== seen) location.reload();
      seen = now;
    } catch { /* the server is away for a moment */ }
  }, 700);
})();
"""


class _Pages(http.server.SimpleHTTPRequestHandler):
    """The built site, with the reloading script added to each page as it is served."""

    version = 0

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/_version":
            return self._send(str(_Pages.version).encode(), "text/plain")
        if path == "/_reload.js":
            return self._send(RELOAD, "text/javascript")
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() else file
        if file.suffix == ".html" and file.exists():
            page = file.read_bytes().replace(b"</body>", b'<script src="/_reload.js"></script></body>')
            return self._send(page, "text/html; charset=utf-8")
        return super().do_GET()

    def _send(self, body: bytes, kind: str):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def serve(root: Path, port: int) -> None:
    """Build, serve `_build/html` on loopback, and build again on every save until interrupted."""
    _try_build(root)
    pages = functools.partial(_Pages, directory=root / "_build" / "html")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Preview at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)", flush=True)
    watched = [root / name for name in ("chapters", "data", "brief", BOOK.analysis, "_toc.yml", "_config.yml")]
    for _ in watchfiles.watch(*watched, raise_interrupt=False):
        if _try_build(root):
            _Pages.version += 1
    server.shutdown()


def _try_build(root: Path) -> bool:
    try:
        build.build_book(root)
    except Exception as problem:
        # The page stays as it was; the reason is printed and the next save tries again.
        print(errors.said(problem), flush=True)
        return False
    return True
