"""The catalogue: which strategies and instruments there are, by state and body, and how sure that is."""
