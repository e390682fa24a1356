"""Accounts: a file of users with hashed passwords (Argon2id), for a ledger that several people work on."""

from __future__ import annotations

import json
import os
import re
import secrets
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from saidby.errors import InputError, OutputError, UsageError

NAME = re.compile(r"[\w.@ -]{1,64}")
LEAST = 12  # letters of a password
_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Accounts:
    """Hashes by name, and what sessions are signed with: it outlives a restart."""

    hashes: dict[str, str]
    secret: str


def load(path: str) -> Accounts:
    """The accounts of a file. Raises InputError where it is none."""
    try:
        value = json.loads(Path(path).read_text("utf-8"))
        return Accounts(dict(value["users"]), str(value["secret"]))
    except OSError as error:
        raise InputError(
            path, f"{error.strerror}; saidby serve --users FILE --add-user NAME makes it"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(path, "is no file of accounts; saidby serve --add-user NAME makes one") from error


def add(path: str, name: str, password: str) -> None:
    """Add a user, or give one another password. The file is readable by its owner only."""
    if not NAME.fullmatch(name):
        raise UsageError("a name has 1 to 64 letters, digits, blanks or . @ _ -")
    if len(password) < LEAST:
        raise UsageError(f"a password has {LEAST} letters or more")
    known = load(path) if os.path.exists(path) else Accounts({}, secrets.token_urlsafe(32))
    made = replace(known, hashes={**known.hashes, name: _HASHER.hash(password)})
    text = json.dumps({"secret": made.secret, "users": made.hashes}, ensure_ascii=False, indent=1)
    folder = os.path.dirname(os.path.abspath(path))
    try:
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".users-")  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        os.replace(temporary, path)
    except OSError as error:
        raise OutputError(path, error.strerror or "cannot be written") from error


def knows(accounts: Accounts, name: str, password: str) -> bool:
    """Whether the password is that user's. An unknown name takes as long as a wrong password."""
    known = accounts.hashes.get(name)
    try:
        _HASHER.verify(known or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return known is not None


_made: list[str] = []


def _nobody() -> str:
    if not _made:
        _made.append(_HASHER.hash(secrets.token_urlsafe(16)))
    return _made[0]
