# Every verb lives in Python, so that it also runs where there is no make: python3 -m brief VERB
PYTHON ?= python3

.PHONY: help book lite preview test audit bench outputs tidy clean
help:
	@$(PYTHON) -m brief --help

book lite preview test audit bench:
	@$(PYTHON) -m brief $@

# make outputs [CHAPTERS="range-circles"]: run notebooks and store what they show
outputs:
	@$(PYTHON) -m brief outputs $(CHAPTERS)

# make tidy FILES=data/gas_imports.csv: repair a re-coded table beside the original
tidy:
	@$(PYTHON) -m brief tidy $(FILES)

clean:
	rm -rf _build
