"""What is read of the catalogue, starting from what the actor may read."""
