"""A figure as HTML: title, controls, pictures, key, one line of furniture. No style, no ids by chance."""

from __future__ import annotations

import re
from html import escape

import pandas as pd

from brief.book import BOOK, in_words
from brief.charts.theme import anywhere

MISSING = "no figure"
NAMED_SOURCES = 4  # publishers named under a picture and in a citation; the rest stand with them under Cite

_SWATCHES = {
    "line": '<path d="M0 7H24" stroke="{c}" stroke-width="2"/>',
    "dash": '<path d="M0 7H24" stroke="{c}" stroke-width="2" stroke-dasharray="4 3"/>',
    "circle": '<circle cx="12" cy="7" r="5" fill="{c}"/>',
    "ring": '<circle cx="12" cy="7" r="4.5" fill="none" stroke="{c}" stroke-width="1.5"/>',
    "square": '<path d="M7 2h10v10H7Z" fill="{c}"/>',
    "hollow square": '<path d="M8 3h8v8H8Z" fill="none" stroke="{c}" stroke-width="1.6"/>',
    "triangle": '<path d="M12 2l6 10H6Z" fill="{c}"/>',
    "bar": '<path d="M0 2h24v10H0Z" fill="{c}"/>',
    "pale": '<path d="M.5 2.5h23v9H.5Z" fill="{c}" fill-opacity=".35" stroke="{c}"/>',
    "pale circle": '<circle cx="12" cy="7" r="4.5" fill="{c}" fill-opacity=".3" stroke="{c}" stroke-width="1.5"/>',
    "pale square": '<path d="M7.5 2.5h9v9h-9Z" fill="{c}" fill-opacity=".3" stroke="{c}"/>',
    "hatch": '<path d="M.5 1.5h23v11H.5ZM1 9l7-7M3 12L13 2M9 12L19 2M15 12l8-8" fill="none" stroke="{c}"/>',
}


def figure(entry, still: bool = False) -> str:
    """The whole of a figure; `entry` is a `house.Figure`. A `still` one has no controls and no specification."""
    name = f"fig-{entry.key}"
    spec = "" if still else entry.spec
    marks = {
        "class": " ".join(filter(None, ["fa-figure", entry.since and "fa-since", entry.html and "fa-list"])),
        "id": name,
        "data-figure": entry.key,
        "data-numbers": " ".join(entry.numbers),
        "data-holds": " ".join(entry.holds),
        "data-sources": " ".join(entry.sources),
        "data-live": "" if entry.controls and not still else None,
        "aria-labelledby": f"{name}-title",
        "aria-describedby": f"{name}-description" if entry.html else None,
    }
    attributes = " ".join(f'{k}="{escape(v)}"' if v else k for k, v in marks.items() if v is not None)
    return "\n".join(
        filter(
            None,
            [
                f"<figure {attributes}>",
                f'<figcaption class="fa-head"><p class="fa-figure-title" id="{name}-title">{escape(entry.title)}</p>',
                f'<p class="fa-unit-line">{escape(entry.unit)}</p></figcaption>',
                "" if still else _panel(entry),
                _pictures(entry),
                _legend(entry.legend),
                _furniture(entry, name),
                f'<p class="fa-note">{escape(entry.note)}</p>' if entry.note else "",
                f'<p class="fa-note fa-borders">{BOOK.boundaries["note"]}</p>' if entry.boundary else "",
                # A reader who can't see the picture hears this text even while its fold below is closed.
                f'<p id="{name}-description" hidden>{escape(" ".join(entry.description), quote=False)}</p>',
                f'<script type="application/json" class="fa-spec">{spec}</script>' if spec else "",
                "</figure>",
            ],
        )
    )


def _panel(entry) -> str:
    if not entry.controls and not entry.sentence:
        return ""
    controls = "".join(control.html(f"fig-{entry.key}") for control in entry.controls)
    if controls:
        controls = f'<div class="fa-controls" data-needs-script hidden>{controls}</div>'
    return f'<div class="fa-panel">{controls}{entry.sentence.html() if entry.sentence else ""}</div>'


def _pictures(entry) -> str:
    if entry.html:
        return f'<div class="fa-picture fa-html">{entry.body}</div>'
    # JupyterLab has no style sheet of ours: there the narrow picture stays hidden.
    return (
        f'<div class="fa-picture fa-wide">{entry.pictures["wide"]}</div>\n'
        f'<div class="fa-picture fa-narrow" hidden>{entry.pictures["narrow"]}</div>'
    )


def _legend(items) -> str:
    if not items:
        return ""
    rows = "".join(
        f'<li><svg class="fa-swatch" width="24" height="14" viewBox="0 0 24 14" aria-hidden="true">'
        f"{anywhere(_SWATCHES[shape].format(c=colour))}</svg>{escape(words)}</li>"
        for shape, colour, words in items
    )
    return f'<ul class="fa-legend">{rows}</ul>'


def _furniture(entry, name: str) -> str:
    levels = "".join(f"<p>{escape(level)}</p>" for level in entry.description)
    files = [f'<a href="downloads/{entry.key}.csv" download>The table, CSV</a>']
    if not entry.html:
        files.append(f'<a href="downloads/{entry.key}.svg" download>The picture, SVG</a>')
    text, bibtex = citation(entry)
    listed = "".join(map(_source, entry.source_rows))
    parts = (
        ("table", "Table", table(entry.table, entry.title)),
        ("description", "Description", levels),
        ("download", "Download", f'<ul class="fa-files">{"".join(f"<li>{a}</li>" for a in files)}</ul>'),
        (
            "cite",
            "Cite",
            f'<p class="fa-citation">{escape(text)}</p><pre class="fa-bibtex">{escape(bibtex)}</pre>'
            f'<ul class="fa-sources">{listed}</ul>',
        ),
    )
    folds = "".join(
        f'<details class="fa-fold fa-{kind}" name="{name}"><summary>{label}</summary>'
        f'<div class="fa-fold-body">{body}</div></details>'
        for kind, label, body in parts
    )
    return (
        f'<div class="fa-furniture"><p class="fa-source"><strong class="fa-number"></strong> '
        f"Source: {_sources(entry.source_rows)}.</p>{folds}</div>"
    )


def _sources(rows) -> str:
    """The publishers in the order the figure gives them, each once, linked to what was used of theirs."""
    first: dict = {}
    for row in rows:
        first.setdefault(row.publisher, row)
    return _few([_link(row, _publisher(row), f' title="{escape(row.title)}"') for row in first.values()])


def _few(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - NAMED_SOURCES
    if more < 2:  # "and 1 more" would hide a name to print a word
        return "; ".join(names)
    return "; ".join(names[:NAMED_SOURCES]) + f" and {more} more"


def _source(row) -> str:
    return f"<li>{escape(_publisher(row))}: {_link(row, row.title)}</li>"


def _publisher(row) -> str:
    return row.publisher + (f" ({row.kind})" if row.kind == "state media" else "")


def _link(row, words: str, more: str = "") -> str:
    return f'<a href="{escape(row.link)}"{more}>{escape(words)}</a>'


def citation(entry) -> tuple[str, str]:
    """How to cite the figure: in words, and for BibTeX."""
    edition = f"edition of {in_words(BOOK.edition)}"
    data = _few([*dict.fromkeys(_publisher(row) for row in entry.source_rows)])
    bibtex = (
        f"@misc{{{BOOK.slug}-{entry.key},\n  title = {{{{{_for_tex(entry.title)}}}}},\n"
        f"  howpublished = {{{BOOK.title}}},\n  year = {{{BOOK.edition.year}}},\n"
        f"  note = {{Figure {entry.key}, {edition}. Data: {_for_tex(data)}}}\n}}"
    )
    return f"“{entry.title}.” {BOOK.title}, {edition}, figure {entry.key}. Data: {data}.", bibtex


def _for_tex(words: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", words)


def table(frame: pd.DataFrame, caption: str) -> str:
    """The figure's data as a table: the first column names the row, units stand in the headers."""
    kinds = pd.api.types
    numeric = [kinds.is_numeric_dtype(kind) and not kinds.is_bool_dtype(kind) for kind in frame.dtypes]
    head = "".join(
        f'<th scope="col"{_right(is_number)}>{escape(str(column))}</th>'
        for column, is_number in zip(frame.columns, numeric, strict=True)
    )
    body = []
    for row in frame.itertuples(index=False):
        cells = [_cell(value, is_number) for value, is_number in zip(row, numeric, strict=True)]
        first = f'<th scope="row"{cells[0][0]}>{cells[0][1]}</th>'
        body.append(f"<tr>{first}{''.join(f'<td{marks}>{shown}</td>' for marks, shown in cells[1:])}</tr>")
    return (
        f'<div class="fa-scroll" role="region" tabindex="0" aria-label="Table: {escape(caption)}">'
        f'<table class="fa-table"><caption class="fa-visually-hidden">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _right(is_number: bool) -> str:
    return ' class="fa-num"' if is_number else ""


def _cell(value, is_number: bool) -> tuple[str, str]:
    """Attributes and words of a cell. `data-value` keeps what the words hide, for the CSV."""
    if value is None or value is pd.NaT or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return f'{_right(is_number)} data-value=""', MISSING if is_number else ""
    if pd.api.types.is_bool(value):
        return f' data-value="{str(bool(value)).lower()}"', "yes" if value else "no"
    if hasattr(value, "isoformat"):
        return f' data-value="{value.isoformat()[:10]}"', f"{value.day} {value:%B} {value.year}"
    if is_number:
        raw = f"{value:.10g}"
        # Years stay whole: only five digits and more are grouped.
        shown = f"{float(raw):,.10g}" if abs(value) >= 10_000 else raw
        shown = shown.replace("-", "\u2212")
        return ' class="fa-num"' + (f' data-value="{raw}"' if raw != shown else ""), shown
    return "", escape(str(value))
