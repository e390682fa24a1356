"""Every exception that saidby raises on purpose. Trouble in the data is a `Problem` instead.

SaidbyError
  InputError      an input that cannot be read at all
  UsageError      arguments that do not fit together
  OutputError     a place that cannot be written to
  LedgerError     a ledger that cannot be opened, read or added to
  ModelError      the weights are missing or broken
  MissingExtra    an optional package is not installed
"""

from __future__ import annotations


class SaidbyError(Exception):
    """What went wrong, where, and what to do next."""


class InputError(SaidbyError):
    """An input that cannot be read at all."""

    def __init__(self, origin: str, message: str) -> None:
        super().__init__(origin, message)
        self.origin = origin
        self.message = message

    def __str__(self) -> str:
        return f"{self.origin}: {self.message}"


class UsageError(SaidbyError):
    """Arguments that do not fit together, or a value that means nothing."""


class OutputError(SaidbyError):
    """A file or folder that cannot be written to."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class LedgerError(SaidbyError):
    """A ledger that cannot be opened, read or added to. What it held before is still in it."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class ModelError(SaidbyError):
    """The weights are missing, broken, or of another version than the code."""


class MissingExtra(SaidbyError):
    """An optional package is needed and not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)
        self.package = package
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.package} is not installed; run: pip install 'saidby[{self.extra}]'"
