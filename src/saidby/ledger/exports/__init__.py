"""Exports: a ledger's incidents in the forms that other programs read."""
