"""Pages: bytes to an article whose text is the page's with nothing deleted, each piece with its role."""

from __future__ import annotations

from saidby.pages.given import Given
from saidby.pages.page import read_page, read_text

__all__ = ["Given", "read_page", "read_text"]
