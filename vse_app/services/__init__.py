"""The verbs: each returns a value and what changed. Usable without Qt."""
