"""Building the site and running its checks, so that a failure fails every time and harms nothing.

The site is made in `_build/work`, copied to `_build/next`, and only then swapped into `_build/html`: an interrupted or
failed build leaves the last good site in place. One process at a time does so.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from brief import accepted_outputs, build_lock, errors, processes
from brief.errors import Stopped
from brief.sphinx_ext import build_cache

Run = Callable[[Path, list[str]], tuple[int, str]]


def build_book(root: Path, run: Run | None = None) -> Path:
    """Build the book at `root` into `_build/html` and return that folder. Raises Stopped.

    `run` runs `jupyter-book` with some words and gives its exit code and all that it says; by default in a process of
    its own, which sees the package and data as they are now, not as they were when this one started.
    """
    from brief.lint import book, characters  # not before the packages are there

    for foreign in characters.nothing_foreign(book.Book(root)):
        raise Stopped(str(foreign))  # marks of a merge and their like would be printed as they stand
    with build_lock.of(root):
        work, target = root / "_build" / "work", root / "_build" / "html"
        made = work / "_build" / "html"
        work.mkdir(parents=True, exist_ok=True)
        try:
            options = ["--path-output", str(work), "--warningiserror", "--keep-going", "--quiet"]
            code, said = (run or _jupyter_book)(root, ["build", str(root), *options])
            if code:
                raise Stopped(f"the pages could not be made\n{_gist(said, root)}")
        except BaseException:
            # Warnings as errors stop the first build only: Sphinx has already filed the page as read.
            # Without its files the next build reads everything again and fails again.
            shutil.rmtree(work / "_build" / ".doctrees", ignore_errors=True)
            raise
        if not target.is_dir() or _listing(target) != _listing(made):
            ready = root / "_build" / "next"
            shutil.rmtree(ready, ignore_errors=True)
            _swap_in(Path(shutil.copytree(made, ready)), target)
    print(f"The site is at {target.relative_to(root)}/index.html")
    return target


def build_with_lessons(root: Path) -> None:
    """Make the lessons that run in the browser, then the site with them."""
    from brief.browser_lessons import make

    with build_lock.of(root):
        make.build(root)
        build_book(root)


def _jupyter_book(root: Path, words: list[str]) -> tuple[int, str]:
    ended = processes.python(
        root, "-c", processes.JUPYTER_BOOK, *words, stderr=subprocess.STDOUT, **build_lock.shared(root)
    )
    return ended.returncode, ended.stdout


def _gist(log: str, root: Path) -> str:
    """The lines of a build log that say what is wrong, with paths as the editor knows them."""
    if os.environ.get(errors.DEBUG):
        return log
    said, stop, after = log.partition("Sphinx error:\n")
    log = said + after.partition("Traceback (most recent call last)")[0] if stop else log  # of what is said already
    lines = re.sub(r"\x1b\[[0-9;]*m", "", log).replace(f"{root}{os.sep}", "").splitlines()
    says = re.compile(r"WARNING|ERROR|\b\w*[Ee]rror: *\S")
    return "\n".join([line for line in lines if says.search(line) and "IPKernelApp" not in line] or lines[-30:])


def own_files(root: Path) -> str:
    """A hash of the book's own files, as editors write them."""
    files = [path for room in ("chapters", "data") for path in build_cache.files(root / room)]
    files += build_cache.code(root, [""])
    return build_cache.hash_of(root, [*files, *(path for path in root.iterdir() if path.is_file())])


def _listing(target: Path) -> str:
    """A hash of the names, sizes and times of a site's files."""
    files = ((path, path.stat()) for path in sorted(build_cache.files(target)))
    told = [(path.relative_to(target).as_posix(), state.st_size, state.st_mtime_ns) for path, state in files]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _swap_in(ready: Path, target: Path) -> None:
    last = target.with_name("last")
    shutil.rmtree(last, ignore_errors=True)
    if target.exists():
        target.rename(last)
    ready.rename(target)
    shutil.rmtree(last, ignore_errors=True)


def put_back(root: Path) -> bool:
    """Put the last site back in its place when a build was stopped between the two moves of a swap."""
    target = root / "_build" / "html"
    last = target.with_name("last")
    if target.exists() or not last.exists():
        return False
    with build_lock.of(root):
        # A build that isn't interrupted has only this moment for it.
        if not target.exists():
            last.rename(target)
    return True


def clean(root: Path) -> None:
    """Remove what is in `_build`, but not while somebody is at work there."""
    with build_lock.of(root):
        for path in (root / "_build").iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path != root / build_lock.LOCK:
                path.unlink()


def run_tests(root: Path, wanted: list[str]) -> int:
    """Build the site, then every check, the stored outputs among them; or only what is wanted: files of tests, or
    chapters by name, each with its own tests and outputs, for which the site is built only if one of them needs it."""
    words = ["-p", "no:cacheprovider", "--nbval", "--nbval-kernel-name", accepted_outputs.KERNEL["name"]]
    if wanted:
        return _pytest(root, *words, *(file for name in wanted for file in _tests_of(root, name)))
    build_book(root)
    # A file stays with one worker, since its tests share what they have made: a kernel, a book, a page.
    # On two processors three workers need a sixth less time than two, since some wait for browsers and builds.
    return _pytest(root, *words, "chapters", "tests", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")


def _tests_of(root: Path, name: str) -> list[str]:
    """A chapter and its tests; anything else is a file already."""
    files = (f"chapters/{name}.md", f"tests/test_{name.replace('-', '_')}.py")
    return [file for file in files if (root / file).exists()] or [name]


def run_audit(root: Path, rest: list[str]) -> int:
    """What the tests leave out, since it takes long: every page in every view, every verb killed at any moment, the
    whole book built twice, a notebook pack installed from the network."""
    build_book(root)
    return _pytest(root, "tests", "--audit", "-m", "audit", "-n", "2", *rest)


def _pytest(root: Path, *words: str) -> int:
    return processes.python(root, "-m", "pytest", "-q", *words, stdout=None, stderr=None).returncode
