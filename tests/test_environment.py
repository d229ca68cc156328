"""Set-up: any Python from 3.11 to 3.14 serves; where none can, one line says what to do, and nothing is half made."""

from __future__ import annotations

import ast
import filecmp
import re
import shutil
import subprocess
import sys

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from brief import environment
from tests.conftest import ROOT

THIS = sys.executable


@pytest.mark.parametrize(
    "machine, uv, serves",
    [
        ({THIS: (12, True), "python3.14": (14, True)}, False, (THIS, True)),
        ({THIS: (9, True), "python3.12": (12, True)}, False, ("python3.12", True)),
        ({THIS: (15, True), "python3.13": (13, True), "python3.11": (11, True)}, False, ("python3.13", True)),
        ({THIS: (13, False), "python3.11": (11, True)}, False, ("python3.11", True)),
        ({THIS: (13, False), "python3.11": (11, True)}, True, (THIS, False)),
        ({THIS: (13, False)}, False, "python3.13 comes without pip; install it (Debian, Ubuntu: apt"),
        ({THIS: (9, True)}, True, "the book works with Python 3.11 to 3.14; this is"),
    ],
)
def test_a_suitable_python_is_found_or_one_line_says_what_to_install(monkeypatch, tmp_path, machine, uv, serves):
    """A machine is {Python: (minor version, whether it brings pip)}."""
    monkeypatch.setattr(environment, "_about", lambda name: [machine[name]] if name in machine else [])
    monkeypatch.setattr(shutil, "which", lambda name: name if uv else None)
    if isinstance(serves, tuple):
        assert environment._base() == serves
        return
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text("")
    with pytest.raises(environment.NotReady) as told:
        environment.ensure(tmp_path)
    assert str(told.value).startswith(serves) and "\n" not in str(told.value)
    assert not (tmp_path / ".venv").exists()


def test_every_place_names_the_same_versions():
    allowed = SpecifierSet(re.search(r'requires-python = "(.*)"', (ROOT / "pyproject.toml").read_text())[1])
    assert list(environment.MINORS) == [minor for minor in range(50) if Version(f"3.{minor}") in allowed]
    assert f"from 3.{environment.MINORS[0]} to 3.{environment.MINORS[-1]}" in (ROOT / "README.md").read_text("utf-8")


def test_a_python_that_is_too_old_can_still_say_so():
    """What runs before the environment is there is little, and written as Python 3.8 reads it."""
    listed = "import sys, brief.__main__; print(*(n for n in sys.modules if n.startswith('brief')))"
    loaded = subprocess.run([THIS, "-c", listed], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert set(loaded) == {"brief", "brief.__main__", "brief.environment", "brief.processes"}
    for name in ("__init__", "__main__", "environment", "processes"):
        ast.parse((ROOT / "brief" / f"{name}.py").read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no history: this is a copy, not a clone")
def test_a_clone_on_windows_has_the_same_bytes(tmp_path):
    clones = {}
    for ends in ("true", "false"):
        clones[ends] = tmp_path / ends
        subprocess.run(["git", "clone", "-q", "-c", f"core.autocrlf={ends}", ROOT, clones[ends]], check=True)
    files = [path.relative_to(clones["false"]) for path in clones["false"].rglob("*") if path.is_file()]
    names = [file.as_posix() for file in files if file.parts[0] != ".git"]
    _, *differ = filecmp.cmpfiles(clones["true"], clones["false"], names, shallow=False)
    assert names and not any(differ), differ
