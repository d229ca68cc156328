"""The brief on paper: two pages, one sheet, as PDF for A4 and for Letter.

`chapters/pdf/brief.md` is the text, written and checked like a chapter; `brief.typ` is the layout. `text` reads the
one; `two_pages` takes the figures from the finished pages, so that paper and page can't differ, and sets it all.

A book that has it names `brief.pdf` among its Sphinx extensions.
"""


def setup(app) -> None:
    from brief.pdf import two_pages

    app.connect("site-made", lambda app, site: two_pages.add(site))
