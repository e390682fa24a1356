"""Sentences and quotations: `python -m bench.marks`.

Sentences against GUM (people's) and PolNeAR (a machine's, a sanity check); quoting against the scorer's own
notion of direct, mixed and indirect, which knows double marks only.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator

from bench.shared import data, lines, scorer

GENRES = ("news", "interview", "speech", "court", "bio", "voyage")
SINGLE = re.compile(r"(?<!\w)['\u2018]|[`\u201a\u2039\u203a]|(?<!\w)\u2019")


def measure() -> dict[str, float]:
    """F1 of sentences and agreement on quoting, in per cent; MB a second of processor time."""
    figures = {f"GUM {genre} sentences F1": value for genre, value in _gum()}
    texts = {row["id"]: row["text"] for row in lines(data() / "polnear" / "dev.jsonl")}
    silver = [(texts[row["id"]], row["sentences"]) for row in lines(data() / "polnear" / "dev.silver.jsonl")]
    figures["PolNeAR dev (a machine's) sentences F1"] = _f1(silver)
    figures |= _quoting()
    figures |= _speed("\n\n".join(texts.values()))
    return figures


def _gum() -> Iterator[tuple[str, float]]:
    rows = [row for part in ("train", "dev") for row in lines(data() / "gum" / f"{part}.jsonl")]
    for genre in GENRES:
        yield genre, _f1([(row["text"], row["sentences"]) for row in rows if row["genre"] == genre])


def _f1(gold: list[tuple[str, list[list[int]]]]) -> float:
    from saidby.data import Span
    from saidby.reading.sentences import split

    right = said = wanted = 0
    for text, sentences in gold:
        found = {tuple(span) for span in split(text, Span(0, len(text)))}
        right += len(found & {tuple(span) for span in sentences})
        said, wanted = said + len(found), wanted + len(sentences)
    return 100 * 2 * right / (said + wanted)


def _quoting() -> dict[str, float]:
    """Agreement with the scorer on the contents of PolNeAR's gold; also where no single mark is near."""
    from saidby.data import Span
    from saidby.reading.quotations import quotations, quoting

    judge = scorer("score_attribution")
    same = every = same_double = every_double = 0
    for row in lines(data() / "polnear" / "dev.jsonl"):
        text = row["text"]
        found, mask = quotations(text, [Span(0, len(text))]), judge.quoted_mask(text)
        for attribution in row["attributions"]:
            pieces = [(piece["start"], piece["end"]) for piece in attribution["content"]]
            if not pieces:
                continue
            agree = judge.kind_of(text, mask, pieces) == quoting(text, found, [Span(*p) for p in pieces])
            same, every = same + agree, every + 1
            start = text.rfind("\n", 0, pieces[0][0]) + 1
            end = text.find("\n", pieces[-1][1])
            if not SINGLE.search(text, start, len(text) if end < 0 else end):
                same_double, every_double = same_double + agree, every_double + 1
    return {
        "quoting agrees with the scorer, all": 100 * same / every,
        "quoting agrees, only double marks": 100 * same_double / every_double,
    }


def _speed(text: str) -> dict[str, float]:
    from saidby.data import Span
    from saidby.reading.quotations import quotations
    from saidby.reading.sentences import split

    figures = {}
    region = Span(0, len(text))
    for name, work in (
        ("sentences", lambda: split(text, region)),
        ("quotations", lambda: quotations(text, [region])),
    ):
        started = time.process_time()
        work()
        figures[f"{name}, MB a second"] = len(text) / 1e6 / (time.process_time() - started)
    return figures


def main() -> int:
    for name, value in measure().items():
        print(f"{name:<44}{value:>8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
