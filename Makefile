# Every verb lives in Python, so that it also runs where there is no make: python3 -m brief VERB
PYTHON ?= python3

.PHONY: help book preview test check audit bench weigh publish outputs tidy clean
help:
	@$(PYTHON) -m brief --help

book preview test check audit bench weigh:
	@$(PYTHON) -m brief $@

# make publish TO=folder: a tested copy of the site, swapped in whole
publish:
	@$(PYTHON) -m brief publish $(TO)

# make outputs [CHAPTERS="range-circles"]: run notebooks and store what they show
outputs:
	@$(PYTHON) -m brief outputs $(CHAPTERS)

# make tidy FILES=data/gas_imports.csv: repair a re-coded table beside the original
tidy:
	@$(PYTHON) -m brief tidy $(FILES)

clean:
	rm -rf _build
