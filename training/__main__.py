"""Makes the weights from scratch: `make train`, or `python -m training --out FOLDER`.

    data -> two teachers, side by side -> the model, taught by the data and by them
         -> int8 ONNX -> threshold and calibration on the dev part -> scores -> card

PolNeAR's annotators differ on three attributions in ten. What several models think of a word is a better
label than one annotator's choice, hence the teachers.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.resources
import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CHOICES = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)  # least probability of a cue
NAME = "attributions-1"
MADE_FROM = ("polnear/train.jsonl", "polnear/dev.jsonl")


def main() -> int:
    options = _arguments()
    data = Path(options.data)
    missing = [name for name in MADE_FROM if not (data / name).is_file()]
    if missing:
        print(
            f"no {' and no '.join(missing)} in {data}: set SAIDBY_DATA to the folder that holds the data "
            "sets (docs/model.md says where they come from)",
            file=sys.stderr,
        )
        return 2
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    began = time.monotonic()
    runs = Path(options.runs)
    runs.mkdir(parents=True, exist_ok=True)
    teachers = [runs / f"teacher-{number}.pt" for number in range(options.teachers)]
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        jobs = [
            pool.submit(teach, data, path, options.seed + 1 + number, options.teacher_epochs)
            for number, path in enumerate(teachers)
        ]
        for job in jobs:
            job.result()
    learn(options, data, teachers, began)
    return 0


def teach(data: Path, path: Path, seed: int, epochs: int) -> None:
    """One teacher: the same model from another seed, on one thread."""
    import torch

    from training import loop, polnear

    torch.set_num_threads(1)
    settings = loop.Options(epochs=epochs, seed=seed)
    train = polnear.load(data / MADE_FROM[0])
    model = loop.train(train, tokenizer(), settings, say=lambda line: say(f"{path.stem}  {line}"))
    torch.save(model.state_dict(), path)


def learn(options: argparse.Namespace, data: Path, teachers: list[Path], began: float) -> None:
    """The model that ships: taught by the data and the teachers, then quantised, tuned and described."""
    import torch

    from saidby.model.session import load
    from training import calibrate, card, evaluate, export, loop, polnear
    from training.encoder import Encoder
    from training.model import Model

    torch.set_num_threads(options.threads)
    pieces = tokenizer()
    train, dev = (polnear.load(data / name) for name in MADE_FROM)
    settings = loop.Options(epochs=options.epochs, seed=options.seed)
    staff = []
    for path in teachers:
        teacher = Model(Encoder())
        teacher.load_state_dict(torch.load(path))
        staff.append(teacher.eval())

    def after_epoch(epoch: int, model: Model) -> None:
        torch.save(model.state_dict(), Path(options.runs) / "student.pt")
        found = evaluate.predict(evaluate.tagger(model, pieces), dev)
        say(f"epoch {epoch + 1}: {evaluate.score(data, found)}")

    model = loop.train(train, pieces, settings, teachers=staff, say=say, after_epoch=after_epoch)
    out = Path(options.out)
    export.write(model, pieces, out, least=0.4, calibration=[], name=NAME)
    tries = {}
    for least in CHOICES:
        tries[least] = evaluate.score(data, evaluate.predict(evaluate.with_least(load(out), least), dev))
        say(f"least {least}: {tries[least]}")
    least = max(CHOICES, key=lambda choice: sum(tries[choice].values()))
    outcomes = calibrate.outcomes(data, evaluate.predict(evaluate.with_least(load(out), least), dev))
    export.write(model, pieces, out, least=least, calibration=calibrate.fit(outcomes), name=NAME)
    full = evaluate.predict(evaluate.tagger(model, pieces, least=least), dev)
    facts = card.Facts(
        name=NAME,
        date=datetime.date.today().isoformat(),
        seed=options.seed,
        teachers=options.teachers,
        teacher_epochs=options.teacher_epochs,
        epochs=options.epochs,
        minutes=(time.monotonic() - began) / 60,
        train_digest=polnear.digest(data / MADE_FROM[0]),
        dev_digest=polnear.digest(data / MADE_FROM[1]),
        megabytes=sum((out / name).stat().st_size for name in (export.ENCODER, export.LINKS)) / 1e6,
        least=least,
        calibration_error=calibrate.error(outcomes),
        scores=tries[least],
        full_precision=evaluate.score(data, full),
    )
    (out / "card.md").write_text(card.card(facts), encoding="utf-8")
    say(json.dumps(facts.scores))


def tokenizer() -> Tokenizer:
    """The tokenizer that comes with the encoder's first weights."""
    from training.encoder import PACKAGE
    from training.export import plain_tokenizer

    return plain_tokenizer(Path(str(importlib.resources.files(PACKAGE) / "model" / "tokenizer.json")))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make saidby's weights from scratch.")
    parser.add_argument("--out", default="src/saidby/model/weights", metavar="FOLDER")
    parser.add_argument("--data", default=os.environ.get("SAIDBY_DATA", "../shared/data"), metavar="FOLDER")
    parser.add_argument("--runs", default="training/runs", metavar="FOLDER", help="checkpoints go here")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--teachers", type=int, default=2)
    parser.add_argument("--teacher-epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=20181125)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
