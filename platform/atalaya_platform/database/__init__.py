"""The database: embedded or external, its unit of work and its migrations."""
