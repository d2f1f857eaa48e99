"""Saved searches: what a person looks for in the strategies again, and hears of when a new text says it."""
