"""Runs the notebooks of a fresh cache side by side, before Jupyter Book would run one after the other.

    python -m brief.sphinx_ext.run_notebooks ROOT CACHE

A notebook whose own text is as it was, and which has read no table and no number that has changed since, is taken from
an earlier cache. What fails here isn't cached, so Jupyter Book runs it again and says what is wrong.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from functools import cache
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.basic import ExecutionWorkerLocalMProc, JupyterExecutorLocalMproc

from brief import book, reads
from brief.data import tables
from brief.sphinx_ext import build_cache, sentences

KEPT = 4  # caches: an editor goes back and forth between a few states


class Worker(ExecutionWorkerLocalMProc):
    """Runs one notebook and has it note what it reads."""

    def __call__(self, data):
        os.environ[reads.FILE] = str(_reads(Path(data.cache.path), Path(data.uri)))
        try:
            return super().__call__(data)
        finally:
            # Where a kernel can't start, nbclient leaves SIGTERM caught, and by that a pool ends its workers: the pool,
            # and the build with it, would wait for ever.
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


class SideBySide(JupyterExecutorLocalMproc):
    """As many notebooks at once as there are processors; those in the cache aren't run."""

    _EXECUTION_WORKER = Worker


def run(root: Path, folder: Path) -> None:
    """Fill the cache in `folder` with the chapters of the book at `root`; the largest first, so that none is last."""
    build_cache.compute(folder)
    cache, rest = get_cache(folder), Rest(root, folder)
    chapters = [root / "chapters" / f"{name}.md" for name in sentences.notebooks(root / "chapters")]
    for chapter in sorted(chapters, key=lambda path: -path.stat().st_size):
        record = cache.add_nb_to_project(str(chapter), read_data={"name": "myst_nb_md", "type": "plugin"})
        notebook = cache.get_project_notebook(record.pk).nb
        for earlier in (one for one in folder.parent.iterdir() if _key(one, chapter).exists()):
            if _key(earlier, chapter).read_text() == rest.key(chapter, reads.noted(_reads(earlier, chapter))):
                _, ran = get_cache(earlier).merge_match_into_notebook(notebook)
                cache.cache_notebook_bundle(CacheBundleIn(ran, str(chapter)), check_validity=False, overwrite=True)
                _reads(folder, chapter).write_bytes(_reads(earlier, chapter).read_bytes())
                break
    ended = SideBySide(cache).run_and_cache(timeout=build_cache.TIMEOUT)
    for chapter in chapters:
        ran = str(chapter) not in (*ended.excepted, *ended.errored)
        if ran and (noted := _reads(folder, chapter)).exists():
            _key(folder, chapter).write_text(rest.key(chapter, reads.noted(noted)))
    for old in sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old)


class Rest:
    """What notebooks rest on beside their own text."""

    def __init__(self, root: Path, folder: Path):
        self.data = root / "data"
        lock = build_cache.files(build_cache.LOCK)
        self.code = build_cache.hash_of(root, [*build_cache.code(root), *lock], str(book.read(root)))
        numbers = folder / "numbers.json"
        said = json.loads(numbers.read_text(encoding="utf-8")) if numbers.exists() else {"numbers": [], "findings": []}
        self.said = {f"{kind[:-1]} {one['key']}": one for kind, listed in said.items() for one in listed}
        self.links = (self.data / f"{tables.LINKS}.csv").read_text(encoding="utf-8").splitlines()

    def key(self, chapter: Path, noted: list[str]) -> str:
        """A hash of a chapter, of the code, and of all that the chapter has read: another one when any has changed."""
        parts = [self.code, chapter.read_text(encoding="utf-8"), *(f"{one}\0{self._state(one)}" for one in noted)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    @cache  # noqa: B019
    def _state(self, noted: str) -> str:
        kind, _, name = noted.partition(" ")
        if kind == "table":
            entry = tables.describe(name, self.data)
            links = [line for line in self.links if line.startswith(f"{name},")]
            return f"{entry}{links}{(self.data / entry['path']).read_text(encoding='utf-8')}"
        if kind == "chapter":
            return str([one for one in self.said.values() if name in ("*", one["chapter"])])
        return str(self.said.get(noted))


def _reads(folder: Path, chapter: Path) -> Path:
    return folder / f"{chapter.stem}.reads"


def _key(folder: Path, chapter: Path) -> Path:
    return folder / f"{chapter.stem}.key"


if __name__ == "__main__":
    run(*map(Path, sys.argv[1:]))
