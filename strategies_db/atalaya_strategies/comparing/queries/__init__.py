"""What is compared, as the actor may read it."""
