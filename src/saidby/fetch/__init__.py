"""Fetching: from the web, within limits and by its rules.

`exchange` asks once, `page` follows redirects to a page, `robots` knows what a site forbids, and `polite`
asks a site no oftener than it wants.
"""

from __future__ import annotations

from saidby.fetch.page import Fetched, fetch, is_url
from saidby.fetch.public import is_public

__all__ = ["Fetched", "fetch", "is_public", "is_url"]
