"""Identity: organisations, people, groups, and how people sign in."""
