"""Pictures and other files: checked, measured, named by a hash of their content."""
