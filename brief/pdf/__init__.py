"""The brief on paper: two pages, one sheet, as PDF for A4 and for Letter.

`chapters/pdf/brief.md` is the text, written and checked like a chapter; `brief.typ` is the layout. `text` reads the
one, `pictures` takes the figures from the finished pages, so that paper and page can't differ, `two_pages` sets them.

    sheet.write(FOLDER)

adds the files to the finished site in FOLDER. Nothing but `brief.finish` calls it.
"""
