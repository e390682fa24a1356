"""The stages of making the weights: teachers, then the model that they teach, then its files and its card."""

from __future__ import annotations

import datetime
import importlib.resources
import itertools
import json
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from bench.shared import digest
from saidby.model.name import PACK
from saidby.model.session import load
from saidby.model.tagger import Tagger
from training import branch, calibrate, card, evaluate, export, further, judge, lessons, loop, polnear, sheets
from training.encoder import PACKAGE, Encoder
from training.model import Model

# Above 0.45 the dev part gains nothing that is not noise, and pages of another kind lose cues.
LEAST = (0.25, 0.3, 0.35, 0.4, 0.45)  # least probability of a cue
ENDS = (1.0, 2.0)  # times likelier than going on that a cue's end must be
KEEP = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3)  # least score of an attribution
NAME = "saidby-2"
STUDENT, FURTHER, EVENTS = "student.pt", "further.pt", "events.pt"
MINUTES = "minutes.json"  # that training took, as one number
MADE_FROM = (
    "polnear/train.jsonl", "polnear/dev.jsonl", "polnear/train.silver.jsonl", "muc4/train.jsonl",
    "crossner/train.jsonl", "uner/dev.jsonl", "ecbplus/train.jsonl", "syria/articles.jsonl",
    "gva/articles.jsonl",
)  # fmt: skip
SHEETS = 1536  # pieces of further sets a step
EVENT_SHEETS = 3584  # pieces a step of the stage for events


@dataclass(frozen=True)
class Plan:
    """Where the data are, where the files and checkpoints go, and how long is trained."""

    data: Path
    out: Path
    runs: Path
    annotations: Path  # our own: see docs/annotation.md
    seed: int
    epochs: int
    teachers: int
    teacher_epochs: int
    further_epochs: int
    event_steps: int


def teach(data: Path, path: Path, seed: int, epochs: int) -> None:
    """One teacher: the same model from another seed."""
    torch.set_num_threads(1)
    taught = course(data, seed, epochs)
    pieces = tokenizer()
    options = loop.Options(seed, lessons.steps(taught, pieces))
    model = loop.train(lessons.lessons(taught, pieces), options, say=lambda line: say(f"{path.stem}  {line}"))
    torch.save(model.state_dict(), path)


def course(data: Path, seed: int, epochs: int) -> lessons.Course:
    documents = tuple(polnear.load(data / MADE_FROM[0]))
    return lessons.Course(documents, seed, epochs, batch=2048, budgets=(128, 160, 192, 224, 256))


def learn(plan: Plan, teachers: list[Path]) -> None:
    """The model that ships, taught by the data and the teachers."""
    torch.set_num_threads(1)
    pieces = tokenizer()
    dev = polnear.load(plan.data / MADE_FROM[1])
    taught = course(plan.data, plan.seed, plan.epochs)
    source = lessons.taught(taught, pieces, teachers) if teachers else lessons.lessons(taught, pieces)
    settings = loop.Options(plan.seed, lessons.steps(taught, pieces))

    def after_epoch(epoch: int, model: Model) -> None:
        torch.save(model.state_dict(), plan.runs / STUDENT)
        found = evaluate.predict(evaluate.tagger(model, pieces), dev)
        say(f"epoch {epoch + 1}: {evaluate.score(plan.data, found)}")

    loop.train(source, settings, say=say, after_epoch=after_epoch)


def learn_more(plan: Plan) -> None:
    """Names, events and vectors, on top of the attributions."""
    torch.set_num_threads(1)
    pieces = tokenizer()
    taught = course(plan.data, plan.seed + 7, plan.further_epochs)
    settings = loop.Options(
        plan.seed,
        lessons.steps(taught, pieces),
        layer_rate=1.5e-4,
        embedding_rate=5e-5,
        warmup=50,
        trust=0.85,
    )
    model = Model(Encoder())
    # the first stages leave the other heads as they began
    model.load_state_dict(torch.load(plan.runs / STUDENT), strict=False)
    dev, held_out = polnear.load(plan.data / MADE_FROM[1]), _own(plan, held_out=True)

    def after_epoch(epoch: int, model: Model) -> None:
        torch.save(model.state_dict(), plan.runs / FURTHER)
        seen = evaluate.tagger(model, pieces)
        say(f"epoch {epoch + 1}: {evaluate.score(plan.data, evaluate.predict(seen, dev))}")
        say(f"events: {judge.judge(seen, held_out)}")

    further.train(model, taught, parts(plan), pieces, settings, size=SHEETS, say=say, after=after_epoch)


def parts(plan: Plan) -> list[further.Part]:
    """The further sets and their shares."""
    data = plan.data
    named = sheets.named(data / "crossner/train.jsonl", sheets.CROSSNER)
    named += sheets.named(data / "uner/dev.jsonl", sheets.UNER)
    silver = sheets.silver(data / "polnear/train.jsonl", data / "polnear/train.silver.jsonl", sheets.groups())
    listed = sheets.listed(
        data / "polnear/train.jsonl", data / "syria/articles.jsonl", data / "gva/articles.jsonl"
    )
    return [
        further.Part(_own(plan, held_out=False), 0.48),
        further.Part(sheets.muc(data / "muc4/train.jsonl"), 0.26),
        further.Part(named, 0.05),
        further.Part(silver, 0.09),
        further.Part(sheets.ecbplus(data / "ecbplus/train.jsonl"), 0.06),
        further.Part(listed, 0.06),
    ]


def learn_events(plan: Plan) -> None:
    """The layers for events, above a model that knows the rest."""
    torch.set_num_threads(1)
    pieces = tokenizer()
    model = Model(Encoder())
    model.load_state_dict(torch.load(plan.runs / FURTHER))
    settings = loop.Options(plan.seed, plan.event_steps, layer_rate=2e-4, warmup=80)
    model = branch.train(model, event_parts(plan), pieces, settings, size=EVENT_SHEETS, say=say)
    torch.save(model.state_dict(), plan.runs / EVENTS)
    say(f"events: {judge.judge(evaluate.tagger(model, pieces), _own(plan, held_out=True))}")


def event_parts(plan: Plan) -> list[further.Part]:
    """What the layers for events are taught by: MUC-4 is read about six times."""
    data = plan.data
    listed = sheets.listed(
        data / "polnear/train.jsonl", data / "syria/articles.jsonl", data / "gva/articles.jsonl"
    )
    return [
        further.Part(_own(plan, held_out=False), 0.20),
        further.Part(sheets.muc(data / "muc4/train.jsonl"), 0.62),
        further.Part(sheets.ecbplus(data / "ecbplus/train.jsonl"), 0.06),
        further.Part(listed[::4], 0.12),
    ]


def _own(plan: Plan, *, held_out: bool) -> list[sheets.Source]:
    return [s for s in sheets.own(plan.annotations) if further.held_out(s.id) == held_out]


def finish(plan: Plan) -> None:
    """Files and card of the model whose weights the last epoch left in `plan.runs`."""
    began = time.monotonic()
    torch.set_num_threads(1)
    pieces = tokenizer()
    dev = polnear.load(plan.data / MADE_FROM[1])
    model = Model(Encoder())
    model.fork()
    model.load_state_dict(torch.load(plan.runs / EVENTS))
    model.eval()
    out = plan.out
    export.write(model, pieces, out, decoder=export.Decoder(0.4, 0.0, ()), name=NAME)
    decoder, scores, error = tune(load(out), plan.data, dev)
    export.write(model, pieces, out, decoder=decoder, name=NAME)
    exact = evaluate.with_least(evaluate.tagger(model, pieces), decoder.least, decoder.ends)
    full = evaluate.predict(exact, dev)
    facts = card.Facts(
        name=NAME,
        date=datetime.date.today().isoformat(),
        seed=plan.seed,
        teachers=plan.teachers,
        teacher_epochs=plan.teacher_epochs,
        epochs=plan.epochs,
        minutes=json.loads((plan.runs / MINUTES).read_text()) + (time.monotonic() - began) / 60,
        further_epochs=plan.further_epochs,
        event_steps=plan.event_steps,
        digests={name: digest(plan.data / name) for name in MADE_FROM} | {card.OWN: digest(plan.annotations)},
        sentences=sum(len(source.within or ()) for source in sheets.own(plan.annotations)),
        megabytes=(out / PACK).stat().st_size / 1e6,
        events=judge.judge(load(out), _own(plan, held_out=True)),
        least=decoder.least,
        keep=decoder.keep,
        ends=decoder.ends,
        calibration_error=error,
        scores=scores,
        full_precision=evaluate.score(plan.data, calibrate.kept(full, decoder.calibration, decoder.keep)),
    )
    (out / "card.md").write_text(card.card(facts), encoding="utf-8")
    say(json.dumps(facts.scores))


def tune(
    tagger: Tagger, data: Path, dev: list[polnear.Document]
) -> tuple[export.Decoder, dict[str, float], float]:
    """The thresholds with the most right on dev of what the calibrated score promises, content and source; of
    equals the one with the best sum of figures; those figures, and the calibration error.
    """
    best: tuple[tuple[float, float], export.Decoder, dict[str, float], float] | None = None
    for least, ends in itertools.product(LEAST, ENDS):
        found = evaluate.predict(evaluate.with_least(tagger, least, ends), dev)
        outcomes = calibrate.outcomes(data, found)
        weights = calibrate.fit(outcomes)
        for keep in KEEP:
            scores = evaluate.score(data, calibrate.kept(found, weights, keep))
            say(f"least {least} ends {ends} keep {keep}: {scores}")
            rank = scores["content+source"], sum(scores.values())
            if best is None or rank > best[0]:
                decoder = export.Decoder(least, keep, tuple(weights), ends)
                best = rank, decoder, scores, calibrate.error(outcomes)
    assert best is not None
    return best[1:]


def tokenizer() -> Tokenizer:
    """The tokenizer that comes with the encoder's first weights."""
    return export.plain_tokenizer(Path(str(importlib.resources.files(PACKAGE) / "model" / "tokenizer.json")))


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)
