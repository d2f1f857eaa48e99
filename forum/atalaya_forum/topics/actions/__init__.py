"""What changes topics: each act decides, changes, audits and tells."""
