"""Scoring of published tables against gold annotations, one check a gold field."""
