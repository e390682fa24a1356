"""MHTML: the page of a web archive that a browser saved, or of a message."""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from typing import BinaryIO

from saidby.archives.held import MAX_PAGE, Held, broken
from saidby.archives.xml import web, when
from saidby.pages.given import Given


def page(stream: BinaryIO, *, origin: str) -> Held:
    """The first part that is HTML, else the first that is text."""
    data = stream.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        return broken(origin, f"a web archive of more than {MAX_PAGE:,} bytes")
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        parts = [part for part in message.walk() if not part.is_multipart()]
        for kind in ("text/html", "text/plain"):
            for part in parts:
                if part.get_content_type() != kind:
                    continue
                body = part.get_payload(decode=True)
                if isinstance(body, bytes) and body.strip():
                    saved = _field(message, "Snapshot-Content-Location")
                    url = web(saved or _field(part, "Content-Location"))
                    charset = part.get_content_charset()
                    # a message's date is when it was sent
                    captured = when(_field(message, "Date")) if saved else None
                    return Held(origin, body, Given(url=url, captured=captured, charset=charset))
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        return broken(origin, f"a web archive that is broken ({type(error).__name__})")
    return broken(origin, "a web archive or message that holds no page")


def _field(message: Message, name: str) -> str | None:
    value = message.get(name)
    return None if value is None else str(value)
