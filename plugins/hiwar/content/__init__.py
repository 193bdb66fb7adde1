"""Reads the content folder: every file checked, every mistake named, one `Site` out."""
