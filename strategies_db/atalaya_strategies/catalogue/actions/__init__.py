"""Changes of the catalogue: decide, change, keep the change, audit, tell."""
