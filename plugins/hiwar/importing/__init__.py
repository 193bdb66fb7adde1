"""Moving in: an existing Markdown blog becomes pieces, and every change a row."""
