"""What the API takes and gives about the catalogue."""
