"""Makes the table of words that are written in lower case: `python -m training.case`.

Counted over running text whose case its editors chose; the first word of a sentence tells nothing and is
left out.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path

from saidby.data import Span
from saidby.reading.sentences import split

TABLE = Path("src/saidby/reading/tables/lower.txt")
SETS = ("polnear/train.jsonl", "gva/articles.jsonl", "syria/articles.jsonl", "timeml/timebank.jsonl")
LEAST = 4  # times seen
SHARE = 0.7  # of them in lower case
_WORD = re.compile(r"[A-Za-z]+")


def main() -> None:
    data = Path(os.environ.get("SAIDBY_DATA", "../shared/data"))
    lower: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for name in SETS:
        for line in (data / name).open(encoding="utf-8"):
            text = json.loads(line)["text"]
            for sentence in split(text, Span(0, len(text))):
                words = _WORD.findall(text, sentence.start, sentence.end)[1:]
                if sum(word[0].isupper() for word in words) > len(words) / 2:
                    continue  # a heading in title case
                seen.update(word.lower() for word in words)
                lower.update(word for word in words if word.islower())
    words = sorted(w for w, n in lower.items() if n >= LEAST and n >= SHARE * seen[w] and len(w) > 1)
    TABLE.write_text("\n".join([*words, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
