"""Does again only what changed since the last build, and proves it by comparing keys."""
