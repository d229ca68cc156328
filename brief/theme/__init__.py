"""The book's Sphinx theme: its templates and files lie beside this one. With it `jupyter-book build .` gives the
finished site.

A page can be laid out only when all are there, since it says what others hold. So each body is written beside its
doctree, and when Sphinx has written what changed, `sphinx_ext.site` makes all pages of them with the theme's templates.
Nothing of a stock theme is made, so nothing has to be taken out: no script, no style, no index of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.builders.html import BuildInfo, StandaloneHTMLBuilder
from sphinx.errors import SphinxError

from brief import atomic_write, book, errors, templates
from brief.sphinx_ext import build_cache, figures, run_notebooks, site

FOLDER = Path(__file__).parent


class SiteBuilder(StandaloneHTMLBuilder):
    """Takes the place of Sphinx's `html`."""

    search = copysource = add_permalinks = False

    def init_templates(self) -> None:
        super().init_templates()
        # The theme's templates are as strict as the book's others: everything escaped, nothing undefined.
        self.templates.environment = templates.ENVIRONMENT.overlay(loader=self.templates)

    def get_outfilename(self, pagename: str) -> str:
        return str(site.body_of(self.app, pagename))

    def get_outdated_docs(self) -> Iterator[str]:
        """Also what was read and not written, since a build was stopped in between."""
        yield from super().get_outdated_docs()
        for name in self.env.found_docs:
            read, body = Path(self.app.doctreedir, f"{name}.doctree"), Path(self.get_outfilename(name))
            if read.exists() and body.exists() and read.stat().st_mtime_ns > body.stat().st_mtime_ns:
                yield name

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict:
        return {"body": body}

    def handle_page(self, pagename: str, addctx: dict, *_, **__) -> None:
        target = Path(self.get_outfilename(pagename))
        target.parent.mkdir(parents=True, exist_ok=True)
        # Half a body would be newer than its page's doctree, so no later build would mend it.
        atomic_write.swap(target, addctx["body"].encode())

    def finish(self) -> None:
        self.copy_image_files()
        self.copy_download_files()


def settle(app, config) -> None:
    """What the theme needs of Sphinx; and the keys by which nothing is stale.

    Jupyter Book's own key for executed notebooks ignores imported modules and data. A changed value of either key also
    makes Sphinx read every page again, so prose follows the data; only the first makes notebooks run again.
    """
    config.html_theme_options.clear()  # those of Jupyter Book's own theme
    config.numfig = False  # Sphinx's count of figures reads every page after each edit; ours are counted by `figures`
    kept = build_cache.executed(Path(app.outdir))
    if not kept.exists():
        # All notebooks that must run do so side by side. What fails there runs again, and is named.
        run_notebooks.run(book.ROOT, kept)
    build_cache.compute(kept)
    config.nb_execution_cache_path = str(kept)
    html = BuildInfo(config, app.tags, frozenset({"html"})).config_hash
    config.brief_site_key = build_cache.hash_of(book.ROOT, build_cache.made_by(), html)


def pages_that_follow(app, env) -> list[str]:
    """All pages, when what they can link to has changed: Sphinx writes anew only the page that was edited, and another
    would keep the old words of its heading."""
    labels = env.domains["std"]
    now = repr([(name, title.astext()) for name, title in sorted(env.titles.items())])
    now += repr(figures.places(env))
    now += "".join(repr(sorted(known.items())) for known in (labels.labels, labels.anonlabels, labels.objects))
    before, env.brief_targets = getattr(env, "brief_targets", now), now
    return sorted(env.found_docs) if before != now else []


def forget_withdrawn(app, problem) -> None:
    """Sphinx leaves behind what it made of a page that is no longer listed."""
    if problem:
        return
    read, ran = Path(app.doctreedir), Path(app.outdir).parent / "jupyter_execute"
    for folder, end in ((read, "doctree"), (read, "html"), (ran, "ipynb")):
        for path in list(folder.rglob(f"*.{end}")):
            if path.relative_to(folder).with_suffix("").as_posix() not in app.env.found_docs:
                path.unlink()


def make_site(app, problem) -> None:
    """When the bodies are there: the site."""
    if problem or not isinstance(app.builder, SiteBuilder):
        return
    try:
        site.make(app)
    except Exception as stopped:
        raise SphinxError(f"ERROR: {errors.said(stopped)}") from stopped


def setup(app) -> None:
    app.setup_extension("brief.sphinx_ext.extension")
    app.add_html_theme("brief", str(FOLDER))
    app.add_builder(SiteBuilder, override=True)
    app.add_config_value("brief_site_key", "", "env")
    app.add_event("site-made")
    app.connect("config-inited", settle, priority=1000)
    app.connect("env-updated", pages_that_follow)
    app.connect("build-finished", forget_withdrawn)
    app.connect("build-finished", make_site)
