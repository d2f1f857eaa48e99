"""Changes of drafts: decide, change, keep, audit, tell."""
