"""Can this go out? Rules on the built tree, each one small function."""
