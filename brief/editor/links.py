"""Whether the book's links still lead somewhere: what Sphinx's own link check says, through Jupyter Book, sorted.

A link is gone when its site says so. A site that refuses machines or doesn't answer says nothing about the link.
"""

from __future__ import annotations

import json
from pathlib import Path

from brief import processes

GONE = ("404 ", "410 ")


def check(root: Path) -> int:
    """Ask every link and print those that lead nowhere; 1 if one is gone. Raises RuntimeError if nothing was asked."""
    folder = root / "_build" / "links"
    told = folder / "_build" / "html" / "output.json"  # where Jupyter Book has it written
    told.unlink(missing_ok=True)
    print("Asking every link, which takes some minutes ...", flush=True)
    options = ("--path-output", str(folder), "--builder", "linkcheck", "--quiet")
    processes.python(root, "-c", processes.JUPYTER_BOOK, "build", str(root), *options)
    if not told.exists():
        raise RuntimeError("the pages could not be read, so no link was asked. Next: make book")
    found = map(json.loads, told.read_text(encoding="utf-8").splitlines())
    asked = [one for one in found if one["uri"].startswith("http")]
    lost = [one for one in asked if one["status"] in ("broken", "timeout")]
    gone = [one for one in lost if one["info"].startswith(GONE)]
    for heading, links in (("gone", gone), ("without a clear answer", [one for one in lost if one not in gone])):
        told_of = (f"  {one['filename']}: {one['uri']}: {one['info']}" for one in links)
        print(f"{len(links)} {heading}", *told_of, sep="\n")
    print(f"{len(asked) - len(lost)} of {len(asked)} links work. Next: find an archived copy of what is gone")
    return int(bool(gone))
