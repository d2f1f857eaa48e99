"""How organisations, people and groups are found by the search."""
