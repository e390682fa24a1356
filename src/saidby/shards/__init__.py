"""Shards: many inputs read part by part into Parquet, on this machine or a cluster, and merged into a ledger.

`parts` cuts the inputs, `process` reads one part and writes its shard, `pool` and `cluster` do so with many
at once, `run` is what `saidby batch` calls, `merge` what `saidby merge` calls.
"""
