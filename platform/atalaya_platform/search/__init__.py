"""Search: one port, two engines (Tantivy in process, Meilisearch as a server), filtered by audience tokens."""
