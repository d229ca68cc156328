"""The site of a few pages whose bodies a test writes, without Sphinx's reading and writing before it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from docutils import nodes
from jinja2 import FileSystemLoader
from sphinx_external_toc.parsing import parse_toc_data

from brief import book, templates, theme
from brief.sphinx_ext import site

THEME = templates.ENVIRONMENT.overlay(loader=FileSystemLoader(theme.FOLDER))
TEMPLATES = SimpleNamespace(render=lambda name, values: THEME.get_template(name).render(values))


class PlainSite(site.Site):
    def _index(self):
        return [("A&B", "chapters/q.html#a")]

    def _inventory(self):
        return b""


def made(folder: Path, bodies: dict[str, str], toc: dict, address: str = "") -> Path:
    """The site in `folder` of pages, {name without its end: body}, the first one its root; `toc` is a `_toc.yml`."""
    root, *_ = bodies
    env = SimpleNamespace(
        found_docs=set(bodies),
        titles={name: nodes.title("", name) for name in bodies},
        doc2path=lambda name: next(book.ROOT.glob(f"{name}.*"), book.ROOT / f"{name}.md"),
        mystnb_config=SimpleNamespace(output_folder=folder / "ran"),
        images={},
        dlfiles={},
    )
    keys = {"nb_execution_cache_path": folder.with_suffix(".cache"), "brief_site_key": "", "root_doc": root}
    config = SimpleNamespace(external_site_map=parse_toc_data(toc), **keys)
    read = folder.with_suffix(".read")
    make = SimpleNamespace(templates=TEMPLATES)
    app = SimpleNamespace(outdir=folder, doctreedir=read, env=env, config=config, builder=make)
    for name, body in bodies.items():
        site.body_of(app, name).parent.mkdir(parents=True, exist_ok=True)
        site.body_of(app, name).write_text(body, encoding="utf-8")
    making = PlainSite(app)
    making.address = address
    making.make()
    making.write()
    return folder
