"""When does an ally's sale do more harm than good? The article's reasoning as arithmetic, not a forecast.

model     the formulas, defined once as symbols, and their values in Python
beliefs   a reader's own guesses with their spread: how many of them lie on the harm side
checks    the same answers found without the formulas, for the tests and the workshop
"""
