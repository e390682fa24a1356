"""Signing: short texts that only this server can have written, and until when they hold."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time


def signed(text: str, *, secret: bytes, purpose: str, now: float | None = None) -> str:
    """The text with the second it was written in and a seal; `purpose` keeps one use apart from another."""
    body = f"{_encoded(text.encode())}.{int(time.time() if now is None else now)}"
    return f"{body}.{_seal(body, secret, purpose)}"


def read(value: str, *, secret: bytes, purpose: str, seconds: float, now: float | None = None) -> str | None:
    """The text, or None where the seal is not ours or `seconds` have passed."""
    body, _, seal = value.rpartition(".")
    if not hmac.compare_digest(seal.encode(), _seal(body, secret, purpose).encode()):
        return None
    encoded, _, at = body.rpartition(".")
    if (time.time() if now is None else now) - int(at) > seconds:
        return None
    return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()


def _seal(body: str, secret: bytes, purpose: str) -> str:
    return _encoded(hmac.new(secret, f"{purpose}|{body}".encode(), hashlib.sha256).digest())


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
