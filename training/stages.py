"""The stages of making the weights: teachers, then the model that they teach, then its files and its card."""

from __future__ import annotations

import datetime
import importlib.resources
import json
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from bench.shared import digest
from saidby.model.session import load
from saidby.model.tagger import Tagger
from training import calibrate, card, evaluate, export, lessons, loop, polnear
from training.encoder import PACKAGE, Encoder
from training.model import Model

# Above 0.45 the dev part gains nothing that is not noise, and pages of another kind lose cues.
LEAST = (0.25, 0.3, 0.35, 0.4, 0.45)  # least probability of a cue
KEEP = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3)  # least score of an attribution
NAME = "attributions-1"
STUDENT = "student.pt"
MINUTES = "minutes.json"  # that training took, as one number
MADE_FROM = ("polnear/train.jsonl", "polnear/dev.jsonl")


@dataclass(frozen=True)
class Plan:
    """Where the data are, where the files and checkpoints go, and how long is trained."""

    data: Path
    out: Path
    runs: Path
    seed: int
    epochs: int
    teachers: int
    teacher_epochs: int


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


def finish(plan: Plan) -> None:
    """Files and card of the model whose weights the last epoch left in `plan.runs`."""
    began = time.monotonic()
    torch.set_num_threads(1)
    pieces = tokenizer()
    dev = polnear.load(plan.data / MADE_FROM[1])
    model = Model(Encoder())
    model.load_state_dict(torch.load(plan.runs / STUDENT))
    model.eval()
    out = plan.out
    export.write(model, pieces, out, decoder=export.Decoder(0.4, 0.0, ()), name=NAME)
    decoder, scores, error = tune(load(out), plan.data, dev)
    export.write(model, pieces, out, decoder=decoder, name=NAME)
    full = evaluate.predict(evaluate.tagger(model, pieces, least=decoder.least), dev)
    facts = card.Facts(
        name=NAME,
        date=datetime.date.today().isoformat(),
        seed=plan.seed,
        teachers=plan.teachers,
        teacher_epochs=plan.teacher_epochs,
        epochs=plan.epochs,
        minutes=json.loads((plan.runs / MINUTES).read_text()) + (time.monotonic() - began) / 60,
        train_digest=digest(plan.data / MADE_FROM[0]),
        dev_digest=digest(plan.data / MADE_FROM[1]),
        megabytes=sum((out / name).stat().st_size for name in (export.ENCODER, export.LINKS)) / 1e6,
        least=decoder.least,
        keep=decoder.keep,
        calibration_error=error,
        scores=scores,
        full_precision=evaluate.score(plan.data, calibrate.kept(full, decoder.calibration, decoder.keep)),
    )
    (out / "card.md").write_text(card.card(facts), encoding="utf-8")
    say(json.dumps(facts.scores))


def tune(
    tagger: Tagger, data: Path, dev: list[polnear.Document]
) -> tuple[export.Decoder, dict[str, float], float]:
    """The thresholds with the best sum of figures on dev, those figures, and the calibration error."""
    best: tuple[float, export.Decoder, dict[str, float], float] | None = None
    for least in LEAST:
        found = evaluate.predict(evaluate.with_least(tagger, least), dev)
        outcomes = calibrate.outcomes(data, found)
        weights = calibrate.fit(outcomes)
        for keep in KEEP:
            scores = evaluate.score(data, calibrate.kept(found, weights, keep))
            say(f"least {least} keep {keep}: {scores}")
            if best is None or sum(scores.values()) > best[0]:
                decoder = export.Decoder(least, keep, tuple(weights))
                best = sum(scores.values()), decoder, scores, calibrate.error(outcomes)
    assert best is not None
    return best[1:]


def tokenizer() -> Tokenizer:
    """The tokenizer that comes with the encoder's first weights."""
    return export.plain_tokenizer(Path(str(importlib.resources.files(PACKAGE) / "model" / "tokenizer.json")))


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)
