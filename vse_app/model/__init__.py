"""Pure Python: what the nouns are and the arithmetic on them. No I/O, no clock, no randomness."""
