"""Runs the notebooks of a fresh cache side by side, before Jupyter Book would run one after the other.

    python -m brief.sphinx_ext.run_notebooks ROOT CACHE

What fails here isn't cached, so Jupyter Book runs it again and says what is wrong.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.executors.basic import ExecutionWorkerLocalMProc, JupyterExecutorLocalMproc

from brief.sphinx_ext import build_cache, sentences


class Worker(ExecutionWorkerLocalMProc):
    """Runs one notebook. Where its kernel can't start, nbclient leaves SIGTERM caught, and by that a pool ends its
    workers: the pool, and the build with it, would wait for ever."""

    def __call__(self, data):
        try:
            return super().__call__(data)
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


class SideBySide(JupyterExecutorLocalMproc):
    """As many notebooks at once as there are processors."""

    _EXECUTION_WORKER = Worker


def run(root: Path, folder: Path) -> None:
    """Fill the cache in `folder` with the chapters of the book at `root`; the largest first, so that none is last."""
    build_cache.compute(folder)
    cache = get_cache(folder)
    chapters = [root / "chapters" / f"{name}.md" for name in sentences.notebooks(root / "chapters")]
    for chapter in sorted(chapters, key=lambda path: -path.stat().st_size):
        cache.add_nb_to_project(str(chapter), read_data={"name": "myst_nb_md", "type": "plugin"})
    SideBySide(cache).run_and_cache(timeout=build_cache.TIMEOUT)


if __name__ == "__main__":
    run(*map(Path, sys.argv[1:]))
