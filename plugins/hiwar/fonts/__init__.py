"""The fonts of the theme and of the cards: made once from their sources, and vendored.

``python -m hiwar.fonts SOURCES THEME`` makes the fonts in ``theme/static/fonts/`` and
``theme/cards/fonts/`` and ``theme/static/css/fonts.css`` again, to the same bytes.
"""
