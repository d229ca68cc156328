"""The theme's files beside the pages, each with a mark of its content, and the palette as custom properties."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from brief.charts import vega_spec
from brief.charts.theme import PALETTE
from brief.sphinx_ext.build_cache import ENGINE, Shelf, files

ASSETS = ENGINE / "theme" / "static"
LIVE = "vega.js"


def made(has_charts: bool, shelf: Shelf) -> dict[str, bytes]:
    """{name in `_static`: content}."""
    made = {path.relative_to(ASSETS).as_posix(): path.read_bytes() for path in sorted(files(ASSETS))}
    # Font addresses as the pages preload them; another spelling would be fetched a second time.
    css = palette_css() + made["brief.css"].decode()
    css = re.sub(r'url\("([^"]+)"\)', lambda found: f'url("{found[1]}?v={_mark(made[found[1]])}")', css)
    made["brief.css"] = css.encode()
    if has_charts:
        code = Path(vega_spec.__file__).read_bytes()
        made[LIVE] = shelf.take("engine", code, lambda: vega_spec.engine().encode())
        # The one script that a script asks for: its address, too, must change with its content.
        named = f"{LIVE}?v={_mark(made[LIVE])}".encode()
        made["chart.js"] = made["chart.js"].replace(f'"{LIVE}"'.encode(), b'"' + named + b'"')
    return made


def addresses(made: dict[str, bytes]) -> dict[str, str]:
    """{file: its address in the site with a mark of its content}."""
    return {name: f"_static/{name}?v={_mark(content)}" for name, content in made.items()}


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]


def palette_css() -> str:
    """The palette as custom properties: light, dark by the device, either by the reader's choice."""
    light, dark = ("".join(f"--fa-{name}:{pair[column]};" for name, pair in PALETTE.items()) for column in (0, 1))
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-mode=light]){{color-scheme:dark;{dark}}}}}\n"
        f"@media screen{{:root[data-mode=dark]{{color-scheme:dark;{dark}}}}}\n"
    )
