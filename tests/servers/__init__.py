"""Real servers that people talk on, each started and stopped by the tests, on this machine alone."""
