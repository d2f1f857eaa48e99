"""What is read of drafts, starting from what the actor may read."""
