"""Hiwar: a company's blog, newsroom and social hub, built on Pelican.

Each room (a folder here) does one thing and imports downwards: its
``plugin.py``, then the room, then the shared modules beside this file.
"""

__version__ = "0.1.0"
