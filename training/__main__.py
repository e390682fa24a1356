"""Makes the weights from scratch: `make train`, or `python -m training --out FOLDER`.

data -> examples -> epochs over the encoder and its heads -> int8 ONNX -> threshold and calibration ->
scores -> card
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import time
from pathlib import Path

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
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    began = time.monotonic()

    import importlib.resources

    import torch

    from training import calibrate, card, evaluate, export, loop, polnear
    from training.encoder import PACKAGE

    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True, warn_only=True)
    carried = importlib.resources.files(PACKAGE) / "model" / "tokenizer.json"
    tokenizer = export.plain_tokenizer(Path(str(carried)))
    train, dev = (polnear.load(data / name) for name in MADE_FROM)
    settings = loop.Options(epochs=options.epochs, seed=options.seed)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    def after_epoch(epoch: int, model: loop.Model) -> None:
        found = evaluate.predict(evaluate.tagger(model, tokenizer), dev)
        print(f"epoch {epoch + 1}: {evaluate.score(data, found)}", flush=True)
        torch.save(model.state_dict(), out / "checkpoint.pt")

    model = loop.train(train, tokenizer, settings, say=_say, after_epoch=after_epoch)

    from saidby.model.session import load

    export.write(model, tokenizer, out, least=0.4, calibration=[], name=NAME)
    tries = {}
    for least in CHOICES:
        found = evaluate.predict(evaluate.with_least(load(out), least), dev)
        tries[least] = evaluate.score(data, found)
        _say(f"least {least}: {tries[least]}")
    least = max(CHOICES, key=lambda choice: sum(tries[choice].values()))
    found = evaluate.predict(evaluate.with_least(load(out), least), dev)
    outcomes = calibrate.outcomes(data, found)
    export.write(model, tokenizer, out, least=least, calibration=calibrate.fit(outcomes), name=NAME)
    full = evaluate.predict(evaluate.tagger(model, tokenizer, least=least), dev)
    size = sum((out / name).stat().st_size for name in (export.ENCODER, export.LINKS)) / 1e6
    facts = card.Facts(
        name=NAME,
        date=datetime.date.today().isoformat(),
        seed=settings.seed,
        epochs=settings.epochs,
        minutes=(time.monotonic() - began) / 60,
        train_digest=polnear.digest(data / MADE_FROM[0]),
        dev_digest=polnear.digest(data / MADE_FROM[1]),
        megabytes=size,
        least=least,
        calibration_error=calibrate.error(outcomes),
        scores=tries[least],
        full_precision=evaluate.score(data, full),
    )
    (out / "card.md").write_text(card.card(facts), encoding="utf-8")
    (out / "checkpoint.pt").unlink(missing_ok=True)
    _say(json.dumps(facts.scores))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make saidby's weights from scratch.")
    parser.add_argument("--out", default="src/saidby/model/weights", metavar="FOLDER")
    parser.add_argument("--data", default=os.environ.get("SAIDBY_DATA", "../shared/data"), metavar="FOLDER")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=20181125)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
