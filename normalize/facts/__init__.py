"""From prose to rows: outcomes, adverse events, quantities, events, citations, names.

A fact extractor takes a `Text` and yields `Draft`s whose cells are pieces of it; the
parsers choose which piece of a document it reads, and add what the rows belong to.
"""
