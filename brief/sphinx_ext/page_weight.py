"""What a page costs a reader: the compressed weight of the page and of everything that it loads; and the whole site.

`python -m brief weigh` prints every page of the built site and fails when one is over budget.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from brief.sphinx_ext import packages
from brief.sphinx_ext.addresses import resolved

KB = 1000
# Gzipped kB: a page of prose; a page with charts before one is touched, and after.
PROSE, CHARTS, TOUCHED = 300, 350, 650
# The whole site in one file, compressed, in kB.
WHOLE = 12_000
# Addressed from the host's root, so its files can't be found from here; it loads what every page loads.
UNWEIGHED = ("404.html",)


@dataclass(frozen=True)
class Weight:
    """Gzipped bytes of a page and its files when opened, and with the chart engine that a touch fetches."""

    page: str
    opened: int
    touched: int

    @property
    def has_charts(self) -> bool:
        return self.touched > self.opened

    def over_budget(self) -> str | None:
        """Which budget the page breaks, in words, or nothing."""
        limit = CHARTS if self.has_charts else PROSE
        if self.opened > limit * KB:
            return f"{self.page}: {self.opened / KB:.0f} kB when opened; at most {limit}"
        if self.touched > TOUCHED * KB:
            return f"{self.page}: {self.touched / KB:.0f} kB after a touch; at most {TOUCHED}"
        return None


def weigh(folder: Path) -> list[Weight]:
    """The weight of every page, in the order of their names."""
    sizes: dict[Path, int] = {}

    def size(path: Path) -> int:
        if path not in sizes:
            sizes[path] = len(gzip.compress(path.read_bytes(), mtime=0))
        return sizes[path]

    found = []
    # Notebooks for the browser are a program, not a page; their size stands beside the link.
    for path in sorted(set(folder.rglob("*.html")) - set((folder / "lite").rglob("*.html"))):
        name = path.relative_to(folder).as_posix()
        if name in UNWEIGHED:
            continue
        document = html.document_fromstring(path.read_text(encoding="utf-8"))
        loads = document.xpath("//script/@src | //link[contains('stylesheet icon preload', @rel)]/@href | //img/@src")
        files = {resolved(name, url)[0] for url in loads}
        opened = size(path) + sum(size(folder / file) for file in files)
        engine = folder / "_static" / "vega.js"
        live = any(file.endswith("/chart.js") for file in files)
        found.append(Weight(name, opened, opened + (size(engine) if live else 0)))
    return found


def problems(folder: Path) -> list[str]:
    """Every page over its budget, and the whole site over its own, in words."""
    found = [problem for weight in weigh(folder) if (problem := weight.over_budget())]
    whole = (folder / packages.SITE).stat().st_size
    if whole > WHOLE * KB:
        found.append(f"{packages.SITE}: {whole / KB:.0f} kB; at most {WHOLE}")
    return found


def tell(root: Path) -> None:
    """Print a line per page of the built site, and one for the whole of it. Raises RuntimeError over budget."""
    folder = root / "_build" / "html"
    for weight in weigh(folder):
        touched = f"   {weight.touched / KB:7.1f} after a touch" if weight.has_charts else ""
        print(f"{weight.page:40}{weight.opened / KB:9.1f} kB{touched}")
    print(f"{packages.SITE:40}{(folder / packages.SITE).stat().st_size / KB:9.1f} kB")
    if over := problems(folder):
        raise RuntimeError("over budget\n" + "\n".join(over))
