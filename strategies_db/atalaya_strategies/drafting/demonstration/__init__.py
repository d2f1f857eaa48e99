"""The demonstration's draft: its words, and playing it."""
