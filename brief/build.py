"""Building the site and running its checks, so that a failure fails every time and harms nothing.

The pages are made in `_build/work`, finished in `_build/next`, and only then swapped into
`_build/html`: an interrupted or failed build leaves the last good site in place. One process at a time does so.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from brief import errors, owner, together
from brief.check.book import Book
from brief.lite import publish
from brief.processes import environment
from brief.site import cache, prose

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class BuildFailed(RuntimeError):
    """The book could not be built; the last good site is untouched."""


def build_book(root: Path) -> Path:
    """Build the book at `root` into `_build/html` and return that folder. Raises BuildFailed, Busy."""
    with owner.of(root):
        return _build(root)


def _build(root: Path) -> Path:
    _read_notebooks(root)
    work, target = root / "_build" / "work", root / "_build" / "html"
    made = work / "_build" / "html"
    work.mkdir(parents=True, exist_ok=True)
    try:
        _run_notebooks(root, cache.executed(made, root))
        _run_jupyter_book(root, work)
        # Taken before anything is read, so that an edit meanwhile is seen by the next build.
        source = _source(root, made)
        if not _stands(target, source):
            _swap_in(_finished(root, made, work / "kept"), target)
            _stamp(target).write_text(f"{source} {_listing(target)}")
    except BaseException:
        # Warnings as errors stop the first build only: Sphinx has already filed the page as read.
        # Without its files the next build reads everything again and fails again.
        shutil.rmtree(work / "_build", ignore_errors=True)
        raise
    print(f"The site is at {target.relative_to(root)}/index.html")
    return target


def _read_notebooks(root: Path) -> None:
    """What Jupyter Book says of a broken file is of no use to who broke it; marks of a merge it would print."""
    from brief.check import letters  # not before the packages are there

    for foreign in letters.nothing_foreign(Book(root)):
        raise BuildFailed(str(foreign))
    for path in sorted((root / "chapters").glob("*.ipynb")):
        try:
            prose.cells(path)
        except prose.NotebookError as flaw:
            raise BuildFailed(str(flaw)) from None


def _run_notebooks(root: Path, folder: Path) -> None:
    """All of them side by side where the cache is new. What fails, Jupyter Book runs again and names."""
    if not folder.exists():
        _python(root, "-m", "brief.site.ahead", str(root), str(folder))


def _run_jupyter_book(root: Path, work: Path) -> None:
    start = "import brief; from jupyter_book.cli.main import main; main()"  # brief first: it spares an import
    options = ["--path-output", str(work), "--warningiserror", "--keep-going", "--quiet"]
    ended = _python(root, "-c", start, "build", str(root), *options)
    if ended.returncode:
        raise BuildFailed(f"the pages could not be made\n{_gist(ended.stdout, root)}")


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
        **owner.shared(root),
    )


def _gist(log: str, root: Path) -> str:
    """The lines of a build log that say what is wrong, with paths as the editor knows them."""
    if os.environ.get(errors.DEBUG):
        return log
    plain = re.sub(r"\x1b\[[0-9;]*m", "", log).replace(f"{root}{os.sep}", "")
    lines = plain.splitlines()
    says = re.compile(r"WARNING|ERROR|\b\w*[Ee]rror: *\S")
    telling = [line for line in lines if says.search(line) and "IPKernelApp" not in line]
    said = "\n".join(telling or lines[-30:])
    return re.sub(
        r"chapters/([\w-]+)\.ipynb:(\d{5,})(.*)",
        lambda at: f"chapters/{at[1]}.ipynb:{_line(root, at[1], int(at[2]), at[3])}{at[3]}",
        said,
    )


def _line(root: Path, page: str, told: int, said: str) -> int:
    """The line of a notebook's file that MyST means by ten thousand times the cell plus, about, a line of the cell: the
    one with the word that the warning quotes, where there is one."""
    book = Book(root)
    cell, line = divmod(told, 10_000)
    lines = book.cells(page)[cell - 1]["source"].splitlines()
    quoted = re.search(r"'([^']+)'", said)
    named = [at for at, one in enumerate(lines) if quoted and quoted[1] in one]
    return book.line(page, lines[min(named, key=lambda at: abs(at - line + 1), default=min(line, len(lines)) - 1)])


def _finished(root: Path, made: Path, kept: Path) -> Path:
    """A copy of the theme's pages after our pass over them, in a process of its own: it must see
    the package and data as they are now, not as they were when this one started."""
    ready = root / "_build" / "next"
    shutil.rmtree(ready, ignore_errors=True)
    shutil.copytree(made, ready)
    # Taken before the process reads anything, so that what it keeps can't be newer or older than its name.
    key = cache.content_key(root)
    ended = _python(root, "-m", "brief.finish", str(ready), str(kept), key)
    if ended.returncode:
        raise BuildFailed(f"the pages could not be finished\n{_gist(ended.stdout, root)}")
    # After the pass: what is not a page of the book has neither its shell nor its policy, and no copy to take away.
    publish.add(root, ready)
    return ready


def _source(root: Path, made: Path) -> str:
    """A hash of all that a site is made of: the theme's pages, the book's own files, the lessons for the browser."""
    return own_files(root) + cache.hash_of(root, [*cache.files(root / "_build" / "lite"), *cache.files(made)])


def own_files(root: Path) -> str:
    """A hash of the book's own files, as editors write them."""
    files = [path for room in ("brief", "chapters", "data") for path in cache.files(root / room)]
    return cache.hash_of(root, [*files, *(path for path in root.iterdir() if path.is_file())])


def _stamp(target: Path) -> Path:
    return target.with_name("made-from")


def _stands(target: Path, source: str) -> bool:
    """Whether the last site was made of just this and nobody has touched it since: then nothing is to be done."""
    stamp = _stamp(target)
    return target.is_dir() and stamp.exists() and stamp.read_text() == f"{source} {_listing(target)}"


def _listing(target: Path) -> str:
    told = [
        (path.relative_to(target).as_posix(), (state := path.stat()).st_size, state.st_mtime_ns)
        for path in sorted(cache.files(target))
    ]
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
    with owner.of(root):
        # A build that isn't interrupted has only this moment for it.
        if not target.exists():
            last.rename(target)
    return True


def clean(root: Path) -> None:
    """Remove what is in `_build`, but not while somebody is at work there."""
    with owner.of(root):
        for path in (root / "_build").iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path != root / owner.LOCK:
                path.unlink()


def store_outputs(root: Path, chapters: list[str], quiet: bool = False) -> None:
    """Run notebooks and keep their outputs, all of them or none. Raises BuildFailed with the cell that stops one."""
    import nbformat

    (root / "_build").mkdir(exist_ok=True)
    made: dict[str, bytes] = {}
    paths = [root / "chapters" / f"{name}.ipynb" for name in chapters] or sorted((root / "chapters").glob("*.ipynb"))
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        _run(notebook, path, root)
        for cell in notebook.cells:
            # Times of execution would make two runs differ.
            cell.metadata.pop("execution", None)
        notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
        made[path.relative_to(root).as_posix()] = f"{nbformat.writes(notebook)}\n".encode()
    together.write(root, made)
    for name in [] if quiet else made:
        print(f"stored {name}")


def _run(notebook, path: Path, root: Path) -> None:
    """Run all cells, in place."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    stopped: list[str] = []
    client = NotebookClient(
        notebook,
        timeout=cache.TIMEOUT,
        kernel_name=KERNEL["name"],
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_error=lambda cell, **_: stopped.append(cell.source.splitlines()[-1]),
    )
    try:
        client.execute(env=environment(root))
    except CellExecutionError as error:
        raise BuildFailed(
            f"chapters/{path.name}, the cell that ends with {stopped[-1]}: {error.ename}: {error.evalue}"
        ) from None


def run_tests(root: Path, wanted: list[str]) -> int:
    """Build the site, then every check, the stored outputs among them; or only what is wanted: files of tests, or
    chapters by name, each with its own tests and outputs, for which the site is built only if one of them needs it."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["--nbval", "--nbval-kernel-name", KERNEL["name"]]
    if wanted:
        command += [file for name in wanted for file in _tests_of(root, name)]
    else:
        build_book(root)
        # A file stays with one worker, since its tests share what they have made: a kernel, a book, a page.
        command += ["chapters", "tests", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    return subprocess.run(command, cwd=root, env=environment(root), check=False).returncode


def _tests_of(root: Path, name: str) -> list[str]:
    """A chapter's notebook and tests; anything else is a file already."""
    from brief import register

    modules = {page: module for module, page in register.CHAPTERS.items()}
    files = (f"chapters/{name}.ipynb", f"tests/test_{modules.get(name, name)}.py")
    return [file for file in files if (root / file).exists()] or [name]


def run_audit(root: Path, rest: list[str]) -> int:
    """What the tests leave out, since it takes long: every page in every view, every verb killed at any moment, the
    whole book built twice, a notebook pack installed from the network."""
    build_book(root)
    command = [sys.executable, "-m", "pytest", "tests", "-q", "--audit", "-m", "audit", "-n", "2", *rest]
    return subprocess.run(command, cwd=root, env=environment(root), check=False).returncode
