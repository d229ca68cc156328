"""What several tests share: the built site, a copied book, and a real browser that can reach nothing else."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest

from brief import bench, build

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # Every name but this machine's own resolves to nothing: a page that needs the network fails.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def pytest_addoption(parser):
    parser.addoption("--audit", action="store_true", help="the full browser matrix")


def pytest_configure(config):
    config.addinivalue_line("markers", "audit: part of the full browser matrix, run by make audit")


def pytest_collection_modifyitems(config, items):
    """Without --audit the matrix is left out, not skipped: a skip must mean that something is missing."""
    if not config.getoption("--audit"):
        left_out = [item for item in items if item.get_closest_marker("audit")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


@pytest.fixture(scope="session")
def site() -> Path:
    """The built pages. `make test` builds them first; a lone run of one test builds them if need be."""
    html = ROOT / "_build" / "html"
    return html if (html / "index.html").exists() else build.build_book(ROOT)


@pytest.fixture(scope="session")
def address(site):
    """The site over HTTP on loopback."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    """Chromium with name resolution blocked. Skips where there is none; fails in CI, which installs it."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no Chromium, so no page was looked at")
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        started = engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


PROBE = '''{"cells": [
 {"cell_type": "markdown", "id": "a", "metadata": {},
  "source": ["# Does the probe follow the data?\\n", "\\n", "It does."]},
 {"cell_type": "code", "id": "b", "execution_count": 1, "metadata": {},
  "source": ["from brief import probe\\n", "print(probe.total())"], "outputs": []}],
 "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
 "language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}'''

PROBE_MODULE = '''from brief import tables


def total():
    return f"total {tables.load('gas_imports')['value'].sum():.0f} of {WORD}"


WORD = "gas"
'''


@pytest.fixture
def small_book(tmp_path) -> Path:
    """A copy of the book with its whole house but two pages, so that a build takes seconds."""
    book = bench.copy_book(ROOT, tmp_path / "book")
    for chapter in (book / "chapters").iterdir():
        chapter.unlink()
    (book / "chapters" / "front.md").write_text("# Does the front page stand?\n\nIt does.\n", encoding="utf-8")
    (book / "chapters" / "probe.ipynb").write_text(PROBE, encoding="utf-8")
    (book / "brief" / "probe.py").write_text(PROBE_MODULE, encoding="utf-8")
    (book / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/front\nchapters:\n- file: chapters/probe\n"
    )
    return book
