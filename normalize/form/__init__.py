"""The pieces of a form: labels, pairs, and blocks that a number holds together."""
