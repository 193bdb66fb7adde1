"""Pelican's own seams: the class it runs, its generators, its writer; pages composed from values."""
