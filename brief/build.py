"""Building the site and running its checks, so that a failure fails every time and harms nothing.

The pages are made in `_build/work`, finished in `_build/next`, and only then swapped into `_build/html`: an interrupted
or failed build leaves the last good site in place. One process at a time does so.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from brief import accepted_outputs, build_lock, errors
from brief.browser_lessons import publish
from brief.processes import environment
from brief.sphinx_ext import build_cache


class BuildFailed(RuntimeError):
    """The book could not be built; the last good site is untouched."""


def build_book(root: Path) -> Path:
    """Build the book at `root` into `_build/html` and return that folder. Raises BuildFailed, Busy."""
    from brief.lint import book, characters  # not before the packages are there

    for foreign in characters.nothing_foreign(book.Book(root)):
        raise BuildFailed(str(foreign))  # marks of a merge and their like would be printed as they stand
    with build_lock.of(root):
        work, target = root / "_build" / "work", root / "_build" / "html"
        made = work / "_build" / "html"
        work.mkdir(parents=True, exist_ok=True)
        try:
            _make_pages(root, work, build_cache.executed(made, root))
            # Taken before anything is read, so that an edit meanwhile is seen by the next build.
            lessons = build_cache.files(root / "_build" / "lite")
            source = own_files(root) + build_cache.hash_of(root, [*lessons, *build_cache.files(made)])
            stamp = target.with_name("made-from")
            # A site made of just this, which nobody has touched since, stays.
            if not (target.is_dir() and stamp.exists() and stamp.read_text() == f"{source} {_listing(target)}"):
                _swap_in(_finished(root, made, work / "kept"), target)
                stamp.write_text(f"{source} {_listing(target)}")
        except BaseException:
            # Warnings as errors stop the first build only: Sphinx has already filed the page as read.
            # Without its files the next build reads everything again and fails again.
            shutil.rmtree(work / "_build", ignore_errors=True)
            raise
    print(f"The site is at {target.relative_to(root)}/index.html")
    return target


def build_with_lessons(root: Path) -> None:
    """Make the lessons that run in the browser, then the site with them."""
    from brief.browser_lessons import make

    with build_lock.of(root):
        make.build(root)
        build_book(root)


def _make_pages(root: Path, work: Path, cache: Path) -> None:
    """The theme's pages. Where the cache is new, all notebooks run side by side first; what fails there, Jupyter Book
    runs again and names."""
    if not cache.exists():
        _python(root, "-m", "brief.sphinx_ext.run_notebooks", str(root), str(cache))
    start = "import brief; from jupyter_book.cli.main import main; main()"  # brief first: it spares an import
    options = ["--path-output", str(work), "--warningiserror", "--keep-going", "--quiet"]
    ended = _python(root, "-c", start, "build", str(root), *options)
    if ended.returncode:
        raise BuildFailed(f"the pages could not be made\n{_gist(ended.stdout, root)}")


def _finished(root: Path, made: Path, kept: Path) -> Path:
    """A copy of the theme's pages after our pass over them, in a process of its own: it must see the package and data
    as they are now, not as they were when this one started."""
    ready = root / "_build" / "next"
    shutil.rmtree(ready, ignore_errors=True)
    shutil.copytree(made, ready)
    # Taken before the process reads anything, so that what it keeps can't be newer or older than its name.
    key = build_cache.content_key(root)
    ended = _python(root, "-m", "brief.finish", str(ready), str(kept), key)
    if ended.returncode:
        raise BuildFailed(f"the pages could not be finished\n{_gist(ended.stdout, root)}")
    # After the pass, since these are pages of another program.
    publish.add(root, ready)
    return ready


def _python(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A step of the build in a process of its own, with all that it says in `stdout`."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=root,
        env=environment(root),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        **build_lock.shared(root),
    )


def _gist(log: str, root: Path) -> str:
    """The lines of a build log that say what is wrong, with paths as the editor knows them."""
    if os.environ.get(errors.DEBUG):
        return log
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
    # Browsers keep them waiting, so three workers keep two processors busy: 6.5 minutes in place of 8.
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
    command = [sys.executable, "-m", "pytest", "-q", *words]
    return subprocess.run(command, cwd=root, env=environment(root), check=False).returncode
