"""Demonstration threads: what the invented people write to each other, in three languages."""
