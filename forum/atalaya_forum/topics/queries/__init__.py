"""Questions to the database about topics; each starts from what the actor may read."""
