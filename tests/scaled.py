"""Whether cost grows in line: a book of six chapters, each with tables, numbers, claims and a class sheet, and one with
four times as many. It takes minutes, so it isn’t among the tests: python -m tests.scaled
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from brief import bench, processes
from brief.editor import new
from brief.sphinx_ext import site_checks

SMALL, TIMES = 6, 4
SLOWER, HEAVIER = 4.4, 1.5  # at most
TABLES, LISTS = ("seven_weeks", "later_weeks"), ("claims", "claims_since", "row_sources")
# What each chapter has for itself: its files, tables, figure, numbers, findings and claims.
OWN = re.compile(
    r"water[_-]companies|deaths[_-]by[_-]company|(?:seven|later)_weeks|(?:southwark|lambeth|rest)_rate|times_later"
    r"|as_he_says|printed_rates_slip|(?<=[{`\"\[])times(?=[}`\"|\]])|\bc0(?P<claim>[123])\b"
)


def book(folder: Path, chapters: int) -> Path:
    """The small brief on cholera, with its chapter so many times."""
    new.make_brief(processes.ENGINE, folder)
    files = [*folder.glob("analysis/*/*.*"), *folder.glob("chapters/*water*"), *folder.glob("data/*_weeks.csv")]
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}
    rows = {name: (folder / "data" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[1:] for name in LISTS}
    schema, menu, config = (folder / name for name in ("data/datapackage.json", "_toc.yml", "_config.yml"))
    package = json.loads(schema.read_text(encoding="utf-8"))
    tables = [one for one in package["resources"] if one["name"] in TABLES]
    entry = re.search(r"      - file: chapters/water-companies\n(?:        .*\n)*", menu.read_text(encoding="utf-8"))[0]
    for number in range(2, chapters + 1):
        for name, text in texts.items():
            made = folder / _another(name, number)
            made.parent.mkdir(exist_ok=True)
            made.write_text(_another(text, number), encoding="utf-8")
        for name, lines in rows.items():
            with (folder / "data" / f"{name}.csv").open("a", encoding="utf-8") as file:
                # No two claims say the same.
                file.writelines(_another(line, number).replace(".,", f" {number}.,", 1) + "\n" for line in lines)
        package["resources"] += json.loads(_another(json.dumps(tables), number))
        _insert(menu, entry, _another(entry, number))
        _insert(config, "    - water-companies\n", f"    - water-companies-{number}\n")
    listed = [f"water-companies{f'-{number}' if number > 1 else ''}" for number in range(1, chapters + 1)]
    said = json.dumps(package).replace('["water-companies"]', json.dumps(listed))
    schema.write_text(said, encoding="utf-8")
    return folder


def _another(text: str, number: int) -> str:
    def renamed(found: re.Match) -> str:
        if found["claim"]:
            return f"c{3 * (number - 1) + int(found['claim']):02}"
        return f"{found[0]}{'-' if '-' in found[0] else '_'}{number}"

    return OWN.sub(renamed, text)


def _insert(file: Path, after: str, what: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(after, after + what, 1), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        books = [book(Path(folder, str(chapters)), chapters) for chapters in (SMALL, SMALL * TIMES)]
        took = [bench.seconds(one) for one in books]
        print(f"{took[0]:.1f} s and {took[1]:.1f} s: {took[1] / took[0]:.2f} times as long   (limit {SLOWER})")
        few, many = ({one.page: one.opened for one in site_checks.weigh(one / "_build" / "html")} for one in books)
        for page, weight in few.items():
            if many[page] > HEAVIER * weight:
                print(f"{page}: {weight} and {many[page]} bytes   (limit {HEAVIER} times)")
