# ruff: noqa: E402
# %% [markdown]
# # What if Russia had sent less gas?
#
# You can change this page and run it again. Nothing is installed, and nothing you do here is kept.
#
# 1. Click into the first box below.
# 2. Hold **Shift** and press **Enter**. The box runs, and the next one is chosen.
# 3. Do that for each box. Then go back up, change a number, and run them all again.
#
# To keep your work: *File*, then *Download*.

# %% [markdown]
# ## 1. Your numbers
#
# What if Russia had sent less, and the others had sent more?

# %%
year = 2020  # from 2010 to 2020
russia_sends = 50  # per cent of what it sent in that year; 0 is a full stop
others_add = 10  # per cent more than they sent in that year

# %% [markdown]
# ## 2. Who sent Turkey gas in that year?
#
# The unit is a billion cubic metres. Liquefied gas comes by ship, from many countries.

# %%
import lesson

gas = {row["seller"]: row["amount"] for row in lesson.table("gas") if row["year"] == year}
need = sum(gas.values())

for seller, amount in gas.items():
    print(f"{seller:14} {amount:5.1f}   {100 * amount / need:3.0f} % of all")
print(f"{'All':14} {need:5.1f}")

# %% [markdown]
# ## 3. What would be missing?
#
# Guess first: could the others make up for it?

# %%
after = {}
for seller, amount in gas.items():
    if seller == "Russia":
        after[seller] = amount * russia_sends / 100
    else:
        after[seller] = amount * (100 + others_add) / 100

missing = max(0, need - sum(after.values()))
print(f"Turkey would miss {missing:.1f} billion cubic metres: {100 * missing / need:.0f} % of its gas.")

# %% [markdown]
# ## 4. The chart

# %%
bars = []
for seller in gas:
    bars.append({"seller": seller, "way": "in the year", "amount": gas[seller]})
    bars.append({"seller": seller, "way": "what if", "amount": after[seller]})
bars.append({"seller": "Nobody", "way": "missing", "amount": missing})

title = f"Turkey’s gas in {year}, in billion cubic metres: {missing:.1f} would be missing"
lesson.chart("gas-bars", title, bars=bars)

# %% [markdown]
# ## 5. And Russia?
#
# Gas that isn’t sent isn’t paid for. How much of Gazprom’s sales would that be? The book has Gazprom’s total for 2019
# and 2020 only.

# %%
lost = gas["Russia"] * (100 - russia_sends) / 100
sold = [row["amount"] for row in lesson.table("gazprom") if row["year"] == year]

if sold:
    print(f"Gazprom would lose {100 * lost / sold[0]:.1f} % of what it sold outside the former Soviet Union.")
else:
    print("There is no figure for Gazprom in", year)

# %% [markdown]
# ## 6. Your turn
#
# - Let `russia_sends` be 0. By how much must the others send more, so that nothing is missing?
# - Do the same for 2011. What changed between the two years?
# - Who loses more by a full stop in 2020, Turkey or Gazprom? Is a bigger share always a bigger need?
# - A year is long. In which months would the gas be missed most, and why can’t this table show it?
#
# Write your answers here: double-click this text. Then download the page.

# %% [markdown]
# Where the figures come from: run this.

# %%
print(lesson.about("gas"))
print(lesson.about("gazprom"))
