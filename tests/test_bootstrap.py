"""Any machine serves that has a Python from 3.11 to 3.14; where none can, one line says what to do, and nothing is half
made. Line ends of its git and faces of its system change no byte."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import time
import tomllib
import venv
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from brief import bootstrap, processes
from brief.errors import Stopped
from tests.books import ROOT, contents

THIS = sys._base_executable  # set-up may run from the environment that it renews
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What looks at pictures for the tests, and what runs in the reader's browser.
OTHER_ROOMS = ("brief/visual_checks/", "analysis/browser_lessons/lessons/")


@pytest.mark.parametrize(
    "machine, serves",
    [
        ({THIS: (12, True), "python3.14": (14, True)}, THIS),
        ({THIS: (9, True), "python3.12": (12, True)}, "python3.12"),
        ({THIS: (15, True), "python3.13": (13, True), "python3.11": (11, True)}, "python3.13"),
        ({THIS: (13, False), "python3.11": (11, True)}, "python3.11"),
        ({THIS: (13, False)}, "python3.13 comes without pip; install it (Debian, Ubuntu: apt"),
        ({THIS: (9, True)}, "the book works with Python 3.11 to 3.14; this is"),
    ],
)
def test_a_suitable_python_is_found_or_one_line_says_what_to_install(monkeypatch, tmp_path, machine, serves):
    """A machine is {Python: (minor version, whether it brings pip)}."""
    monkeypatch.setattr(bootstrap, "_about", lambda name: [machine[name]] if name in machine else [])
    if serves in machine:
        assert bootstrap._base() == serves
        return
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text("")
    with pytest.raises(Stopped) as told:
        bootstrap.ensure(tmp_path)
    assert str(told.value).startswith(serves) and "\n" not in str(told.value)
    assert not (tmp_path / ".venv").exists()


def test_every_place_names_the_same_versions():
    allowed = SpecifierSet(PROJECT["requires-python"])
    assert list(bootstrap.MINORS) == [minor for minor in range(50) if Version(f"3.{minor}") in allowed]
    assert f"from 3.{bootstrap.MINORS[0]} to 3.{bootstrap.MINORS[-1]}" in (ROOT / "README.md").read_text("utf-8")


def test_a_python_that_is_too_old_can_still_say_so():
    """What runs before the environment is there is little, and written as Python 3.8 reads it."""
    listed = "import sys, brief.__main__; print(*(n for n in sys.modules if n.startswith('brief')))"
    loaded = subprocess.check_output([sys.executable, "-c", listed], cwd=ROOT, text=True).split()
    early = {"__main__", "bootstrap", "build_lock", "errors", "processes"}
    assert set(loaded) == {"brief", *(f"brief.{name}" for name in early)}
    for name in ("__init__", *early):
        ast.parse((ROOT / "brief" / f"{name}.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def declared() -> set[str]:
    """The packages that the book needs to run, and all that those need."""
    found, left = set(), [Requirement(one) for one in PROJECT["dependencies"]]
    while left:
        one = left.pop()
        if one.name not in found and (not one.marker or one.marker.evaluate({"extra": ""})):
            found.add(one.name)
            left += map(Requirement, metadata.requires(one.name) or [])
    return {canonicalize_name(name) for name in found}


def imported(code: str) -> set[str]:
    """The top-level modules that a file imports, anywhere in it."""
    nodes = list(ast.walk(ast.parse(code)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.partition(".")[0] for name in names}


def test_what_the_book_imports_is_declared_for_its_run_time():
    # nbval is asked for by the plug-in of pytest only.
    allowed, owners = declared(), metadata.packages_distributions()
    ours = sys.stdlib_module_names | {"analysis", "brief", "nbval"}
    for path in (*(ROOT / "brief").rglob("*.py"), *(ROOT / "analysis").rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        names = () if file.startswith(OTHER_ROOMS) else imported(path.read_text(encoding="utf-8")) - ours
        undeclared = [name for name in names if not allowed & set(map(canonicalize_name, owners.get(name, ())))]
        assert not undeclared, f"{file} imports {undeclared}, which pyproject.toml doesn't name under dependencies"


@pytest.mark.audit
def test_a_book_is_built_with_the_run_time_packages_alone(smaller_book, tmp_path):
    """Needs the package index, so it belongs to the audit."""
    locked = re.findall(r"^[\w.-]+==[^ ]+(?: ; [^\\\n]+)?", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    (tmp_path / "versions.txt").write_text("\n".join(locked))
    venv.create(tmp_path / "bare", with_pip=True)
    python = tmp_path / "bare" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [python, "-m", "pip", "install", "-qq", "-c", tmp_path / "versions.txt", *PROJECT["dependencies"]]
    subprocess.run(install, check=True)
    ended = subprocess.run(
        [python, "-c", "import pathlib; from brief import build; build.build_book(pathlib.Path.cwd())"],
        cwd=smaller_book, env=processes.environment(smaller_book), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no history: this is a copy, not a clone")
def test_a_clone_on_windows_has_the_same_bytes(tmp_path):
    for ends in ("true", "false"):
        subprocess.run(["git", "clone", "-q", "-c", f"core.autocrlf={ends}", ROOT, tmp_path / ends], check=True)
    there, here = contents(tmp_path / "true"), contents(tmp_path / "false")
    assert here and [name for name in {*there, *here} if there.get(name) != here.get(name)] == []


def test_the_day_of_a_build_is_one_that_a_zip_can_hold():
    """Python 3.14 gives it to the zips that packages write, such as a document for a word processor."""
    assert time.gmtime(int(processes.environment(ROOT)["SOURCE_DATE_EPOCH"])).tm_year >= 1980


def test_pictures_are_alike_whatever_faces_a_machine_has(site, tmp_path):
    """All letters of the book's pictures, drawn here, with no face installed, and with a Helvetica that has serifs."""
    pictures = "".join(path.read_text(encoding="utf-8") for path in (site / "downloads").glob("*.svg"))
    letters = "".join(sorted(set("".join(re.findall(r"<text[^>]*>([^<]*)", pictures)))))
    looks = ("", 'font-weight="bold"', 'font-style="italic"')
    words = "".join(f'<text y="{40 * y}" {look}>{letters}</text>' for y, look in enumerate(looks, 1))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="140" font-family="Helvetica Neue">{words}</svg>'
    face = (ROOT / "brief" / "pdf" / "fonts" / "source-serif-4-latin.ttf").read_bytes()
    odd = face.replace("Source Serif 4".encode("utf-16-be"), "Helvetica Neue".encode("utf-16-be"))
    draw = "import sys; from brief.charts import vega_spec; sys.stdout.buffer.write(vega_spec.png(sys.argv[1], 2))"
    machines = [os.environ]
    for name, content in {"bare": b"", "odd": odd}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "face.ttf").write_bytes(content)
        settings = tmp_path / f"{name}.conf"
        settings.write_text(f"<fontconfig><dir>{tmp_path / name}</dir></fontconfig>")
        machines.append(os.environ | {"FONTCONFIG_FILE": str(settings)})
    how = {"cwd": ROOT, "capture_output": True, "check": True}
    drawn = {subprocess.run([sys.executable, "-c", draw, svg], env=env, **how).stdout for env in machines}
    assert letters and len(drawn) == 1
