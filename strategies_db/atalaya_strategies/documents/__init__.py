"""The documents of the strategies database: their originals, pages and passages."""
