"""Tests of the room site: Pelican's own seams."""
