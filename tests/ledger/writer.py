"""A process that adds pages to a ledger and can be stopped: `python -m tests.ledger.writer FILE FIRST LAST`.

Page after page, five a transaction; the number of each page is printed when it is in the ledger for good.
A fourth argument is the most bytes that a file may have.
"""

from __future__ import annotations

import resource
import sys

from saidby.errors import LedgerError
from saidby.ledger.rows import Entry
from saidby.ledger.store import Ledger
from tests.ledger.entries import entry


def main() -> None:
    path, first, last, *limit = sys.argv[1:]
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit[0]), resource.RLIM_INFINITY))
    try:
        with Ledger(path, mode="create") as ledger:
            for start in range(int(first), int(last), 5):
                numbers = range(start, min(start + 5, int(last)))
                ledger.add([page(number) for number in numbers])
                print("\n".join(map(str, numbers)), flush=True)
    except LedgerError as error:
        sys.exit(str(error))


def page(number: int) -> Entry:
    text = f"[source Post {number}] [cue said] [content shell {number} had hit house {number * 7}]. "
    return entry(text, id=number, page=text.encode() * 40)


if __name__ == "__main__":
    main()
