"""Makes the weights from scratch: `make train`, or `python -m training --out FOLDER`.

    data -> two teachers, side by side -> the model, taught by the data and by them
         -> names, events and vectors on top, from further data and our own annotation
         -> layers for events alone, beside the last ones
         -> int8 ONNX -> threshold and calibration on the dev part -> scores -> card

PolNeAR's annotators differ on three attributions in ten. What several models think of a word is a better
label than one annotator's choice, hence the teachers.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from training.stages import (
    FURTHER,
    MADE_FROM,
    MINUTES,
    STUDENT,
    Plan,
    finish,
    learn,
    learn_events,
    learn_more,
    teach,
)


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
    annotations = Path(options.annotations)
    if not annotations.is_file():
        print(
            f"no {annotations}: set SAIDBY_ANNOTATIONS to our own annotation (docs/annotation.md)",
            file=sys.stderr,
        )
        return 2
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    began = time.monotonic()
    plan = Plan(
        data, Path(options.out), Path(options.runs), annotations, options.seed, options.epochs,
        options.teachers, options.teacher_epochs, options.further_epochs, options.event_steps,
    )  # fmt: skip
    if options.further or options.events:
        began -= 60 * _minutes(plan)
    if not (options.finish or options.further or options.events):
        plan.runs.mkdir(parents=True, exist_ok=True)
        teachers = [plan.runs / f"teacher-{number}.pt" for number in range(plan.teachers)]
        with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
            jobs = [
                pool.submit(teach, data, path, plan.seed + 1 + number, plan.teacher_epochs)
                for number, path in enumerate(teachers)
            ]
            for job in jobs:
                job.result()
        learn(plan, teachers)
        _took(plan, began)
    if not (options.finish or options.events):
        learn_more(plan)
        _took(plan, began)
    if not options.finish:
        learn_events(plan)
        _took(plan, began)
    finish(plan)
    return 0


def _took(plan: Plan, began: float) -> None:
    (plan.runs / MINUTES).write_text(json.dumps((time.monotonic() - began) / 60))


def _minutes(plan: Plan) -> float:
    """What the stages before took."""
    return float(json.loads((plan.runs / MINUTES).read_text()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make saidby's weights from scratch.")
    parser.add_argument("--out", default="src/saidby/model/weights", metavar="FOLDER")
    parser.add_argument("--data", default=os.environ.get("SAIDBY_DATA", "../shared/data"), metavar="FOLDER")
    parser.add_argument("--runs", default="training/runs", metavar="FOLDER", help="checkpoints go here")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--teachers", type=int, default=2)
    parser.add_argument("--teacher-epochs", type=int, default=4)
    parser.add_argument("--further-epochs", type=int, default=3)
    parser.add_argument("--event-steps", type=int, default=1800)
    parser.add_argument(
        "--annotations",
        default=os.environ.get("SAIDBY_ANNOTATIONS", "../annotations/events.jsonl"),
        metavar="FILE",
    )
    parser.add_argument("--further", action="store_true", help=f"go on from the {STUDENT} of an earlier run")
    parser.add_argument("--events", action="store_true", help=f"go on from the {FURTHER} of an earlier run")
    parser.add_argument("--finish", action="store_true", help="only export, tune and describe")
    parser.add_argument("--seed", type=int, default=20181125)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
