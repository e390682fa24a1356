"""A ledger on a PostgreSQL server, named by its URL. Needs psycopg: `pip install 'saidby[postgres]'`."""
