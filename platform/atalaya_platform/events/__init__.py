"""Events, streams and the ledger of a transaction."""
