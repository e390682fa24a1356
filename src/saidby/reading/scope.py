"""Scope: how likely an attribution nearby still runs on over a sentence that names no source."""

from __future__ import annotations

from collections.abc import Sequence

from saidby.data import Alternative, Article, Attribution, Span


def alternative(
    flat: str, sentences: Sequence[Span], number: int, attributions: Sequence[Attribution], article: Article
) -> Alternative | None:
    return None
