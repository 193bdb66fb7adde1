"""Beginnings: a new piece, and a clone that becomes a company's own site."""
