"""The night run: every tracker of a portfolio, each on its own. Depends on: see the rooms."""
