"""The database: pool, sessions, upsert and migrations. Knows nothing of eBay."""
