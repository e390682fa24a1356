"""Settings for all tests: generated input is the same on every run, and slow machines fail nothing."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
