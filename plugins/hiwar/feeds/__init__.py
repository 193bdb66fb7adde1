"""Feeds: how readers come back.

``content`` makes a piece's HTML fit for readers, ``entries`` and
``conversation`` turn pieces and comments into entries, ``lists`` says which
feeds there are and ``archive`` cuts them into documents; ``atom``, ``rss``,
``jsonfeed`` and ``opml`` write them, ``extension`` mends what feedgen gets
wrong, and ``follow`` is the page for people.
"""
