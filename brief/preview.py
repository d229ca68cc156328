"""A local preview: rebuilds when a file is saved and reloads the open page. Loopback only."""

from __future__ import annotations

from pathlib import Path

import watchfiles

from brief import build, errors
from brief.book import BOOK
from brief.visual_checks.browser import Quiet, served

SCRIPT = "/_reload.js"
RELOAD = b"""(() => {
  // Polls, since a page under its own policy may talk to this server and to nothing else.
  let seen = null;
  setInterval(async () => {
    try {
      const now = (await fetch(location.pathname, {method: "HEAD", cache: "no-store"})).headers.get("Last-Modified");
      if (seen && now && now !== seen) location.reload();
      seen = now || seen;
    } catch { /* the server is away for a moment */ }
  }, 700);
})();
"""


class Pages(Quiet):
    """The built site, with the reloading script added to each page as it is served."""

    def do_GET(self):
        path = self.path.partition("?")[0]
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() else file
        if path == SCRIPT:
            self._send(RELOAD, "text/javascript")
        elif file.suffix == ".html" and file.exists():
            page = file.read_bytes().replace(b"</body>", f'<script src="{SCRIPT}"></script></body>'.encode())
            self._send(page, "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def serve(root: Path, port: int) -> None:
    """Build, serve `_build/html` on loopback, and build again on every save until interrupted."""
    _try_build(root)
    watched = [root / name for name in ("chapters", "data", "brief", BOOK.analysis, "_toc.yml", "_config.yml")]
    with served(root / "_build" / "html", Pages, port) as address:
        print(f"Preview at {address}/ (Ctrl-C ends it)", flush=True)
        for _ in watchfiles.watch(*(path for path in watched if path.exists()), raise_interrupt=False):
            _try_build(root)


def _try_build(root: Path) -> None:
    """Build; where that fails the pages stay as they were, and the next save tries again."""
    try:
        build.build_book(root)
    except Exception as problem:
        print(errors.said(problem), flush=True)
