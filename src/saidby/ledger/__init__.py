"""The ledger: every page and reading that was added, by whom it was judged or corrected, chained by hash.

`saidby.ledger.store.Ledger` is the way in.
"""
