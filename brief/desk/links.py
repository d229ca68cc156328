"""Whether the sources' links still lead somewhere; it reports, and never fails.

A site is asked at most once in a few seconds, the head first and the page only where a head is refused. The last day on
which a link was seen working is kept in `brief/desk/seen_on.csv`, so that a link that dies can still be dated.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from brief import tables, together

PATH = "brief/desk/seen_on.csv"
COLUMNS = ("id", "seen_on")
TIMEOUT, PAUSE = 15, 3.0
# Sites that refuse machines say nothing about the link.
REFUSED = {401, 403, 405, 406, 429, 500, 501, 503}


def check(
    root: Path, ask: Callable[[str, str], int | None] | None = None, pause: float = PAUSE, today: dt.date | None = None
) -> None:
    """Ask every link of data/sources.csv and print those that lead nowhere; `ask` gives the answer's number or None."""
    ask = ask or answer
    seen, last_asked = read(root), {}
    links = [(row.id, row.link) for row in tables.load("sources", root / "data").itertuples(index=False)]
    if all(ask("HEAD", f"https://{host}/") is None for host in ("www.worldbank.org", "www.un.org")):
        print("links: no network here, so nothing was asked")
        return
    gone, silent = [], []
    try:
        for key, link in links:
            host = urllib.parse.urlsplit(link).netloc
            time.sleep(max(0.0, last_asked.get(host, 0.0) + pause - time.monotonic()))
            found = ask("HEAD", link)
            if found in REFUSED:
                time.sleep(pause)
                found = ask("GET", link)
            last_asked[host] = time.monotonic()
            if found is not None and found < 400:
                seen[key] = (today or dt.date.today()).isoformat()
            elif found in (404, 410):
                gone.append(f"{key}: {found}, last seen {seen.get(key, 'never by this check')}: {link}")
            else:
                silent.append(f"{key}: {found or 'no answer'}: {link}")
    finally:
        # What was seen counts, also when the editor doesn't wait for the end.
        together.write(root, {PATH: as_csv(seen)})
    for heading, lines in (("gone", gone), ("no clear answer", silent)):
        print(f"{len(lines)} {heading}" + "".join(f"\n  {line}" for line in lines))
    working = len(links) - len(gone) - len(silent)
    print(f"{working} of {len(links)} links work. Next: find an archived copy of what is gone")


def answer(method: str, link: str) -> int | None:
    """The number with which a link answers, None when nobody does."""
    try:
        # Letters beyond ASCII are common in these addresses.
        address = urllib.parse.quote(link, safe="%/:=&?~#+!$,;'@()*[]")
        request = urllib.request.Request(address, method=method, headers={"User-Agent": "brief-links"})
        with urllib.request.urlopen(request, timeout=TIMEOUT) as found:
            return found.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except (OSError, ValueError):
        return None


def read(root: Path) -> dict[str, str]:
    path = root / PATH
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["seen_on"] for row in csv.DictReader(file)}


def as_csv(seen: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([COLUMNS, *sorted(seen.items())])
    return out.getvalue().encode()
