"""The numbers page: every published number, what it means, where it comes from, where it is quoted."""

from __future__ import annotations

from html import escape
from pathlib import Path

from brief import register
from brief.site import prose


def numbers_html(chapters: Path) -> str:
    """All entries, grouped by chapter, in the order of their definition."""
    quoted = prose.quoted_on(chapters)
    groups = []
    for module, page in register.CHAPTERS.items():
        entries = "".join(_entry(register.card(n.key), quoted.get(n.key, []), module) for n in register.numbers(module))
        if entries:
            name = page.replace("-", " ").capitalize()
            groups.append(f'<section class="fa-group"><h2 id="of-{page}">{name}</h2>{entries}</section>')
    return "".join(groups)


def _entry(card: dict, pages: list[str], module: str) -> str:
    since = " fa-since-mark" if card["since"] else ""
    places = ", ".join(f'<a href="{p}.html">{p}</a>' for p in pages) or "in figures and titles only"
    facts = {
        "Published by": _publishers(card["published_by"]) or "our calculation",
        "How sure": escape(card["sure"]),
        "Calculation": escape(card["how"]),
        "Rows": "; ".join(f'{row["count"]} of <code>data/{row["table"]}</code>' for row in card["rows"]) or "none",
        "Quoted on": places,
        "To change it": f'edit the rows in <code>data/</code>, or <code>{card["key"]}</code> in '
                        f'<code>brief/register/{module}.py</code>; quote it as <code>{{num}}`{card["key"]}`</code>',
    }
    listed = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in facts.items())
    return (f'<section class="fa-entry{since}" id="num-{card["key"]}"><h3>{escape(card["text"])}</h3>'
            f'<p class="fa-entry-when">{escape(card["date"])}</p><p>{escape(card["meaning"])}</p>'
            f"<dl>{listed}</dl></section>")


def _publishers(published: list[dict]) -> str:
    return "; ".join(
        f'<a href="{escape(p["link"])}">{escape(p["publisher"])}</a>' if p["link"] else escape(p["publisher"])
        for p in published
    )
