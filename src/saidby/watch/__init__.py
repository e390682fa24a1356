"""Watching feeds: what is new in them is fetched politely and added to a ledger, poll after poll.

`state` is what is remembered between polls, `poll` goes through the feeds once.
"""

from __future__ import annotations

from saidby.watch.poll import Polled, Watch
from saidby.watch.state import State

__all__ = ["Polled", "State", "Watch"]
