"""Feeds: what they promise, and the rules that every format sets."""
