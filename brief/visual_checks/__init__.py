"""`make gallery`: every figure of the built site, looked at in a real browser and measured there.

`browser` starts Chromium and serves a folder on loopback, `capture` opens the pages and takes the figures, `measure.js`
says what is wrong with one, `run` is the verb, which compares two sites and writes the page that shows it all.
"""
