# Every verb lives in Python, so that it also runs where there is no make: python3 -m brief VERB
PYTHON ?= python3
# WHY may hold any sign, so it travels as it is.
export WHY

.PHONY: help book lite preview changes accept test check tidy refresh links audit gallery weigh bench new-chapter new-brief release publish outputs clean
help:
	@$(PYTHON) -m brief --help

# Verbs that need nothing.
book lite preview changes check links audit weigh bench clean:
	@$(PYTHON) -m brief $@

# make accept WHY="Customs revised 2020"
accept:
	@$(PYTHON) -m brief accept "$$WHY"

# make test, or some of it: make test CHAPTER=overmatch, or FILES=tests/test_range_circles.py
test:
	@$(PYTHON) -m brief test $(CHAPTER) $(FILES)

# make gallery, against the last edition; or AGAINST=folder or commit
gallery:
	@$(PYTHON) -m brief gallery --against "$(AGAINST)"

# make publish TO=folder
publish:
	@$(PYTHON) -m brief publish $(if $(TO),"$(TO)")

# make tidy FILES=data/gas_imports.csv
tidy:
	@$(PYTHON) -m brief tidy $(FILES)

# make refresh TABLE=gdp
refresh:
	@$(PYTHON) -m brief refresh $(TABLE)

# make new-chapter NAME=black-sea LABEL="The Black Sea"
new-chapter:
	@$(PYTHON) -m brief new-chapter $(NAME) --label "$(LABEL)"

# make new-brief TO=../cholera
new-brief:
	@$(PYTHON) -m brief new-brief "$(TO)"

# make release VERSION=0.2.0
release:
	@$(PYTHON) -m brief release $(VERSION)

# make outputs CHAPTERS="range-circles"
outputs:
	@$(PYTHON) -m brief outputs $(CHAPTERS)
