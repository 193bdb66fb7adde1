"""Where people talk: one file of facts and pure functions a platform."""
