"""`make check`: what can be said of the book without building it, in seconds.

A rule is a function of a `book.Book` that yields `Problem`s; each module lists its own under `RULES`, and the tests use
the same functions. Nothing here is imported by a chapter, so a change here makes no notebook run again.
"""
