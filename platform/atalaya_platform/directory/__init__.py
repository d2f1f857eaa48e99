"""The directory: organisations, people, keys, groups, vetting."""
