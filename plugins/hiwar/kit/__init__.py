"""A release to take away: as text, as data, as a document, and as a kit with everything in it."""
