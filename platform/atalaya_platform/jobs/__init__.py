"""Background jobs on the database's own queue."""
