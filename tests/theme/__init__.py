"""Tests of the theme: its templates, its style sheets, its translations, and the pages that they make."""
