"""Tests of the room deploy, with real git and remotes on disk and on loopback."""
