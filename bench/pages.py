"""Quality of page reading: the body's F1 on data/pages, beside trafilatura alone on the same machine.

    python -m bench.pages [--worst N]

Reads SAIDBY_DATA (default ../shared/data) and the scorer beside it (../shared/score/score_page.py).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.shared import data, digest, scorer

ROLES = ("deck", "body", "heading")  # the gold has no headline, captions only sometimes


def found_on() -> str:
    """sha256 over the gold and the pages, in order of name: what the figures were measured on."""
    folder = data() / "pages"
    return digest(folder / "gold.jsonl", *sorted((folder / "html").glob("*.html")))


def _ours(path: Path, url: str | None) -> str:
    from saidby.pages import Given, read_page

    article, _ = read_page(path.read_bytes(), origin=path.name, given=Given(url=url))
    if article is None:
        return ""
    return "\n".join(item.span.of(article.text) for item in article.elements if item.role in ROLES)


def _theirs(path: Path) -> str:
    from trafilatura import bare_extraction

    document = bare_extraction(path.read_bytes(), fast=True, include_comments=False)
    return "" if document is None or isinstance(document, dict) else document.text or ""


def _run() -> tuple[dict[str, float], list[tuple[float, float, str]]]:
    judge = scorer("score_page")
    folder = data() / "pages"
    gold = judge.read_jsonl(folder / "gold.jsonl")
    ours: dict[str, str] = {}
    theirs: dict[str, str] = {}
    times: list[float] = []
    for page in gold:  # imports and the language model's tables are no page's work
        _ours(folder / "html" / f"{page}.html", None)
    for page, row in gold.items():
        path = folder / "html" / f"{page}.html"
        start = time.process_time()
        ours[page] = _ours(path, row.get("url"))
        times.append(time.process_time() - start)
        theirs[page] = _theirs(path)
    result, other = judge.score(gold, ours), judge.score(gold, theirs)
    times.sort()
    figures = {
        "pages_p": 100 * result["p"], "pages_r": 100 * result["r"], "pages_f1": 100 * result["f1"],
        "trafilatura_p": 100 * other["p"], "trafilatura_r": 100 * other["r"],
        "trafilatura_f1": 100 * other["f1"],
        "ms_mean": 1000 * sum(times) / len(times), "ms_p95": 1000 * times[int(0.95 * (len(times) - 1))],
    }  # fmt: skip
    worst = sorted(
        (
            judge.f1(judge.counts(row["text"], ours[page])),
            judge.f1(judge.counts(row["text"], theirs[page])),
            page,
        )
        for page, row in gold.items()
    )
    return figures, worst


def measure() -> dict[str, float]:
    """P, R and F1 in per cent, ours and trafilatura's, and milliseconds of CPU a page."""
    return _run()[0]


def main() -> None:
    figures, worst = _run()
    print(f"data {found_on()[:16]}  roles {','.join(ROLES)}")
    for name, label in (("pages", "saidby"), ("trafilatura", "trafilatura fast")):
        shown = "  ".join(f"{part.upper()} {figures[f'{name}_{part}']:6.2f}" for part in ("p", "r", "f1"))
        print(f"{label:<18} {shown}")
    print(f"{figures['ms_mean']:.1f} ms a page, 95 % below {figures['ms_p95']:.1f} ms")
    if "--worst" in sys.argv:
        for ours, theirs, page in worst[: int(sys.argv[sys.argv.index("--worst") + 1])]:
            print(f"  {100 * ours:6.2f}  trafilatura {100 * theirs:6.2f}  {page}")


if __name__ == "__main__":
    main()
