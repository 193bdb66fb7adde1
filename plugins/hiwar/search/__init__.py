"""Search without a server: a small index made at build, which the search page reads piece by piece."""
