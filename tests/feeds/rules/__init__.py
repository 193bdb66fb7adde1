"""The rules of the formats, as tests: each module returns what is wrong with a document.

The names of the faults are those of the W3C Feed Validation Service at its
strictest level where it has one; sections of RFCs stand beside the others.
"""
