"""What is read of documents, starting from what the actor may read."""
