"""The tasks of ``invoke``: each composes rooms, and ends with their report and exit code."""
