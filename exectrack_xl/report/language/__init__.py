"""The words and numbers of decks and documents in one language: a wording file beside a notation.

A wording is a TOML file of sentences by key; `en.toml` has all of them, a translation or a company's own file may
have some. A notation writes numbers, dates and money as a country does. `Words` is both. Depends on: report.model.
"""
