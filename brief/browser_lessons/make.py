"""Make the folder `_build/lite`: JupyterLab's notebook page, Python for the browser, and the lessons.

Everything lies in the folder and nothing is asked of another site. Python's packages load by a list of our own with
their hashes, so that nothing else can be looked for; nothing is kept in the reader's browser, as in the book, which the
storage in memory of `jupyter-lite.json` sees to.

What is fetched from the registries, by their own clients, is kept once it has the hashes pinned here: wheels in
`wheels.txt`, which pip reads and checks, and Python for the browser, which comes by npm, below.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from brief import book, processes, zips
from brief.book import BOOK
from brief.browser_lessons import publish
from brief.templates import render

WHEELS = Path(__file__).with_name("wheels.txt")
PYODIDE = "314.0.6"
PYODIDE_SHA512 = "BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ=="
PYTHON = "3.14"  # what Pyodide runs
SETTINGS = Path(__file__).with_name("jupyter-lite.json")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
EXTENSION = Path(sys.prefix, "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi")
OWN_WHEELS = ("ipykernel", "piplite", "pyodide_kernel")  # the kernel's own, installed with it
CORE = "pyodide.mjs pyodide.asm.mjs pyodide.asm.wasm python_stdlib.zip pyodide-lock.json package.json README.md"
# Made for developers, or for pages that aren't in the folder.
LEFTOVERS = """doc rspack.config.js rspack.config.analyze.js rspack.config.watch.js package.json service-worker.js
    notebooks/package.json"""
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; base-uri 'self'; form-action 'none'"
)
# A browser fetches Python whole, but of JupyterLab's scripts only this much; tests/test_browser_lessons.py measures it.
SCRIPTS_MB = 9


def build(root: Path) -> Path:
    """Make `_build/lite` and return it. RuntimeError, one line, when something can't be had."""
    if not BOOK.browser_lessons:
        raise RuntimeError(f"{book.CONFIG} names no browser_lessons, so there is nothing to make")
    fetched = fetch(root / "_build" / "lite-shelf")
    work = root / "_build" / "lite-work"
    # What an earlier build left makes the next one fetch Python from another site.
    shutil.rmtree(work, ignore_errors=True)
    _lay_out(work, fetched)
    made = _run_jupyterlite(work)
    _finish(made, publish.key(root))
    target = root / "_build" / publish.LITE
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)
    shutil.rmtree(work)
    return target


def fetch(shelf: Path) -> Path:
    """The folder with all wheels and Pyodide's archive, made on the shelf unless it is there. Raises RuntimeError, one
    line, when something can't be had or isn't what was pinned."""
    kept = shelf / hashlib.sha256(WHEELS.read_bytes() + PYODIDE_SHA512.encode()).hexdigest()[:12]
    if not kept.exists():
        shelf.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=shelf) as folder:
            fresh = Path(folder) / "whole"
            fresh.mkdir()
            _npm(fresh)
            words = f"""-m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all:
                --require-hashes --python-version {PYTHON} --platform any --implementation py --abi none -d . -r"""
            _run([sys.executable, *words.split(), str(WHEELS)], "the Python wheels", fresh)
            fresh.rename(kept)
    return kept


def _npm(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("npm is not on this machine, and Pyodide comes by it; the book builds without")
    _run([npm, "pack", f"pyodide@{PYODIDE}", "--silent"], "Pyodide", folder)
    if hashlib.sha512(archive(folder).read_bytes()).digest() != base64.b64decode(PYODIDE_SHA512):
        raise RuntimeError(f"what came for pyodide {PYODIDE} does not have the pinned hash")


def archive(folder: Path) -> Path:
    """Pyodide as npm packs it."""
    return folder / f"pyodide-{PYODIDE}.tgz"


def _run(command: list[str], what: str, folder: Path) -> None:
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        raise RuntimeError(f"{what} could not be fetched as pinned (no network?); the book builds without")


def _lay_out(work: Path, fetched: Path) -> None:
    python, contents = work / "static" / "pyodide", work / "contents"
    contents.mkdir(parents=True)
    python.mkdir(parents=True)
    for name in BOOK.browser_lessons:
        (contents / f"{name}.ipynb").write_text(publish.notebook(name), "utf-8")
    with tarfile.open(archive(fetched)) as packed:
        for name in CORE.split():
            (python / name).write_bytes(packed.extractfile(f"package/{name}").read())
    for wheel in (*fetched.glob("*.whl"), *(next(EXTENSION.glob(f"{name}-*.whl")) for name in OWN_WHEELS)):
        shutil.copy(wheel, python / wheel.name)
    lesson_wheel(python)
    settings = json.loads(SETTINGS.read_text(encoding="utf-8"))
    said = settings["jupyter-config-data"]
    said["appName"] = BOOK.title
    said["litePluginSettings"][KERNEL]["loadPyodideOptions"]["packages"] = _list_packages(python)
    (work / SETTINGS.name).write_text(json.dumps(settings), "utf-8")


def lesson_files() -> dict[str, str]:
    """{file: text} of the package `lesson`: the module, its tables and its charts."""
    files = {"lesson/__init__.py": Path(__file__).with_name("lesson.py").read_text(encoding="utf-8")}
    for name, made in book.analysis("browser_lessons", "files").FILES.items():
        files[f"lesson/{name}.json"] = json.dumps(made(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return files


def lesson_wheel(folder: Path) -> Path:
    """The package `lesson` as a wheel, the same bytes for the same book."""
    info = "lesson-1.dist-info"
    files = lesson_files() | {
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: lesson\nVersion: 1\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: brief\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in (*files, f"{info}/RECORD"))
    path = folder / "lesson-1-py3-none-any.whl"
    path.write_bytes(zips.packed({name: text.encode() for name, text in files.items()}))
    return path


def _list_packages(python: Path) -> list[str]:
    """Put the wheels, and nothing else, into Pyodide's own list of packages with their hashes. Returns their names."""
    path = python / "pyodide-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    lock["packages"] = {}
    for wheel in sorted(python.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        with zipfile.ZipFile(wheel) as inside:
            tops = {file.split("/")[0].removesuffix(".py") for file in inside.namelist()}
        lock["packages"][name.replace("_", "-").lower()] = {
            "name": name,
            "version": version,
            "file_name": wheel.name,
            "install_dir": "site",
            "depends": [],
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
            "package_type": "package",
            "imports": sorted(top for top in tops if top.isidentifier()),
            "unvendored_tests": False,
        }
    path.write_text(json.dumps(lock), encoding="utf-8")
    return sorted(lock["packages"])


def _run_jupyterlite(work: Path) -> Path:
    made = work / "made"
    words = f"""-m jupyterlite_core build --contents contents --output-dir {made.name} --apps notebooks
        --no-sourcemaps --no-unused-shared-packages"""
    ended = processes.python(book.ROOT, *words.split(), cwd=work)
    if ended.returncode:
        raise RuntimeError("JupyterLite could not be built: " + " ".join((ended.stdout + ended.stderr).split()[-60:]))
    for name in BOOK.browser_lessons:
        # Without its server's package JupyterLite leaves contents out, and says nothing.
        if not (made / "files" / f"{name}.ipynb").exists():
            raise RuntimeError(f"JupyterLite left {name}.ipynb out; is jupyter_server installed?")
    return made


def _finish(made: Path, key: str) -> None:
    for name in LEFTOVERS.split():
        path = made / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    page = made / "notebooks" / "index.html"
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    page.write_text(page.read_text(encoding="utf-8").replace("<head>", f"<head>\n    {policy}", 1), encoding="utf-8")
    lessons = [(publish.title(name), publish.address(name)) for name in BOOK.browser_lessons]
    (made / "index.html").write_text(render("browser_lessons/index.html", lessons=lessons), encoding="utf-8")
    size = sum(path.stat().st_size for path in (made / "static" / "pyodide").iterdir())
    about = {"key": key, "megabytes": round(size / 1e6 + SCRIPTS_MB)}
    (made / publish.ABOUT).write_text(json.dumps(about), encoding="utf-8")
