"""A ledger in one SQLite file: no service, no network, no driver besides Python's own."""
