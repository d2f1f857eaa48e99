"""Changes of documents: bringing, keeping what was read, reading again, removing."""
