"""Options: what the app is asked to be, in one record."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Literal

from saidby.batch import LIMITS, Limits

UPLOAD_BYTES = 200 << 20  # one request's body; a folder of pages is dropped in several


@dataclass(frozen=True, slots=True)
class Options:
    """How the app behaves.

    `hosts` are names by which it may be called beside loopback; `token` opens it to whoever has it, None
    where nobody needs one; `users` is the file of accounts or None; `reviewer` signs what is decided where
    nobody logs in. `refresh`: where incidents are made, in a "process" beside, in a "thread", or "never".
    `secret` signs sessions and forms. `sample`: the ledger holds the sample pages. `limits` are
    those of reading what is sent.
    """

    hosts: tuple[str, ...] = ()
    token: str | None = None
    users: str | None = None
    reviewer: str = "reviewer"
    upload_bytes: int = UPLOAD_BYTES
    refresh: Literal["process", "thread", "never"] = "process"
    sample: bool = False
    limits: Limits = LIMITS
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
