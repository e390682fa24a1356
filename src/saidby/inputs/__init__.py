"""Inputs: what the user names, as pages and texts to read; each is opened only when it is read.

`listed` makes inputs of arguments (a file, a folder, `-`, an address), `lines` of JSON Lines, `expanded`
opens archives and gives what they hold one by one, and `opened` gives the bytes or the text of one. What
cannot be read stays in its place as a `Problem`.
"""

from __future__ import annotations

from saidby.archives.held import Tally
from saidby.inputs.arguments import STDIN, holds_many, is_archive, listed, standard_input
from saidby.inputs.expanding import Expanding, expanded
from saidby.inputs.jsonlines import MAX_LINE, lines
from saidby.inputs.opening import opened
from saidby.inputs.records import MAX_BYTES, Address, Input, Listing

__all__ = [
    "MAX_BYTES", "MAX_LINE", "STDIN", "Address", "Expanding", "Input", "Listing", "Tally",
    "expanded", "holds_many", "is_archive", "lines", "listed", "opened", "standard_input",
]  # fmt: skip
