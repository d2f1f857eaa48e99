"""The strategies database: so far the thesaurus of cyber policy."""
