"""A local preview: rebuilds when a file is saved and reloads the open page. Loopback only.

All modules are loaded once into a process that stays, and each build is a fork of it: it knows no page yet, so none can
be stale. When more than prose was saved, another one is started.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import watchfiles

from brief import build, errors, lessons, processes
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
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class Kept:
    """The process that stays; without `fork`, on Windows, each build has one of its own."""

    def __init__(self, root: Path):
        self.root = root
        self.process = self._started()

    def _started(self) -> subprocess.Popen[str]:
        start, env = [sys.executable, "-m", "brief.preview"], processes.environment(self.root)
        pipe = subprocess.PIPE
        return subprocess.Popen(start, cwd=self.root, env=env, stdin=pipe, stdout=pipe, encoding="utf-8")

    def renew(self) -> None:
        """Forget what was loaded, since code or data have changed."""
        self.process.kill()
        self.process.wait()
        self.process = self._started()

    def run(self, root: Path, words: list[str]) -> tuple[int, str]:
        """Run `jupyter-book` in a fork; its exit code and all that it says."""
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "log")
            print(log, *words, sep="\t", file=self.process.stdin, flush=True)
            code = int(self.process.stdout.readline() or 1) if self.process.stdout else 1
            return code, log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""

    def build(self) -> None:
        """Build; where that fails the pages stay as they were, and the next save tries again."""
        try:
            stays = hasattr(os, "fork") and self.process.poll() is None
            build.build_book(self.root, self.run if stays else None)
        except Exception as problem:
            print(errors.said(problem), flush=True)


def serve(root: Path, port: int) -> None:
    """Build, serve the site on loopback, and build again on every save until interrupted."""
    kept = Kept(root)
    kept.build()
    watched = [root / name for name in ("chapters", "data", "brief", BOOK.analysis, "_toc.yml", "_config.yml")]
    made = root / "_build" / "work" / "_build" / "html"  # where Sphinx makes it: there the pages stand first
    with served(made, Pages, port) as address:
        print(f"Preview at {address}/ (Ctrl-C ends it)", flush=True)
        for changes in watchfiles.watch(*(path for path in watched if path.exists()), raise_interrupt=False, step=20):
            if any(Path(path).parent != root / "chapters" for _, path in changes):
                kept.renew()
            kept.build()


def stay() -> None:
    """Load all that a build needs, then fork for each line of the input: a file for what is said, and the words."""
    import textstat
    from jupyter_book.cli.main import main
    from jupyter_book.config import get_default_sphinx_config
    from sphinx.application import builtin_extensions

    from brief.sphinx_ext import site

    os.environ[site.PREVIEW] = "yes"
    extensions = [*builtin_extensions, *get_default_sphinx_config()["extensions"], "brief.sphinx_ext.extension"]
    extensions += ["myst_nb.sphinx_ext", "sphinx_design.extension", "sphinx_external_toc.events", "pybtex.markup"]
    for name in ["jupyter_book.sphinx", "sphinxcontrib.bibtex", "brief.theme", "brief.pdf.two_pages", *extensions]:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    textstat.flesch_kincaid_grade("one")  # its dictionary
    list(map(lessons.sheet, lessons.sheet_names()))  # the analysis of the chapters that have one
    for line in sys.stdin:
        log, *words = line.rstrip("\n").split("\t")
        if not (child := os.fork()):
            said = os.open(log, os.O_CREAT | os.O_WRONLY)
            os.dup2(said, 1)
            os.dup2(said, 2)
            main(words)  # ends the process with its code
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    stay()
