"""What machines read about a page: tags for platforms, structured data, icons, the manifest."""
