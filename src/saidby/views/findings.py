"""Findings: what `saidby check` prints, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from saidby.data import Reading
from saidby.views.check import SCHEMA, Finding, Kind
from saidby.views.terminal import LOOK, Look, hanging, room, set_lines
from saidby.views.typeset import Line, Run, wrap

NAMES: Mapping[Kind, str] = {
    "unsourced": "no source",
    "plural": "plural for one source",
    "altered": "quotation in a heading",
    "drift": "paraphrase drifts",
    "single_root": "one root only",
    "undated": "no date",
}
LONGEST = 240  # characters of the words that are shown; JSON has them all


def findings_json(reading: Reading, findings: Sequence[Finding], *, id: str | int | None) -> str:
    """One line: `{"schema", "id", "article", "findings": [...], "problems": [...]}`."""
    record = {
        "schema": SCHEMA,
        "id": id,
        "article": reading.article.id,
        "findings": [asdict(finding) for finding in findings],
        "problems": [asdict(problem) for problem in reading.problems],
    }
    return json.dumps(record, ensure_ascii=False)


def show_findings(reading: Reading, findings: Sequence[Finding], *, origin: str, look: Look = LOOK) -> str:
    """The findings of one draft as text, ending with a line end. `origin` is the draft as named."""
    columns = room(look)
    lines: list[Line] = [*wrap([Run(f"{origin}: ", "title"), Run(_counted(findings))], columns), ()]
    for finding in findings:
        lines += [*_finding(finding, columns), ()]
    for problem in reading.problems:
        if problem.stage != "dates":
            lines += [*hanging(Run("! ", "warning"), [Run(problem.message, "warning")], columns), ()]
    return set_lines(lines, look)


def _counted(findings: Sequence[Finding]) -> str:
    if not findings:
        return "nothing found"
    fix = sum(finding.level == "fix" for finding in findings)
    what = "1 finding" if len(findings) == 1 else f"{len(findings):,} findings"
    return f"{what}, {fix:,} to fix, {len(findings) - fix:,} to look at"


def _finding(finding: Finding, columns: int) -> Iterator[Line]:
    place = f"line {finding.line:,}" + (f", sentence {finding.sentence:,}" if finding.sentence else "")
    kind = Run(NAMES[finding.kind], "warning" if finding.level == "fix" else "label")
    yield from wrap([Run(place, "title"), Run(" · "), kind, Run(f" [{finding.level}]", "faint")], columns)
    words = finding.words
    words = words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + "…"
    yield from hanging(Run("┃ ", "quoted"), [Run(words, "quoted")], columns, 4)
    yield from hanging(Run(""), [Run(finding.message)], columns, 4)
    yield from hanging(Run("→ ", "label"), [Run(finding.advice)], columns, 4)
