"""The package and the repository as a stranger gets them."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import zipfile
from importlib.metadata import requires, version
from pathlib import Path

import pytest

import saidby
from saidby import errors
from saidby.version import VERSION

ROOT = Path(__file__).parents[2]
HEAVY = ("lxml", "numpy", "onnxruntime", "tokenizers", "trafilatura")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:  # a copy without git
        return [
            path for folder in ("src", "tests", "docs", "examples") for path in (ROOT / folder).rglob("*.*")
        ]
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_the_version_stands_in_one_place() -> None:
    assert version("saidby") == VERSION == saidby.__version__


def test_the_public_names_are_these() -> None:
    assert saidby.__all__ == [
        "Actor", "Article", "Attribution", "ChainLink", "Claim", "Dated", "Element", "Event", "Figure",
        "InputError", "ModelError", "Place", "Problem", "Reading", "SaidbyError", "Span", "Timex",
        "UsageError", "__version__", "read",
    ]  # fmt: skip
    assert [name for name in saidby.__all__ if not hasattr(saidby, name)] == []


@pytest.mark.parametrize("module", ["saidby", "saidby.cli", "saidby.data", "saidby.serial"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert sorted(set(HEAVY) & set(loaded)) == []


@pytest.mark.parametrize(
    "error",
    [
        errors.InputError("karsk.html", "is empty"),
        errors.UsageError("--published: not a date: May"),
        errors.OutputError("out/", "is a folder"),
        errors.ModelError("no weights"),
        errors.MissingExtra("pyarrow", "parquet"),
    ],
)
def test_an_exception_comes_back_whole_from_another_process(error: errors.SaidbyError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_every_exception_is_one_of_saidbys() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert [kind for kind in kinds if not issubclass(kind, errors.SaidbyError)] == []


def test_every_dependency_has_a_lower_bound_and_an_upper_one() -> None:
    runtime = [line for line in requires("saidby") or () if "extra ==" not in line]
    assert runtime
    assert [line for line in runtime if not (">=" in line and "<" in line)] == []


def test_the_wheel_holds_the_package_and_nothing_else(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.iterdir()
    assert wheel.name == f"saidby-{VERSION}-py3-none-any.whl"
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"saidby", f"saidby-{VERSION}.dist-info"}
    assert {"saidby/py.typed", "saidby/schema/reading-1.schema.json", "saidby/cli.py"} <= set(names)
    on_disk = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert {name for name in names if name.startswith("saidby/")} == on_disk


FORBIDDEN = {
    "a path of one machine": re.compile(rb"(?<![\w.~-])/(?:work|home|root|Users)/\w"),
    "the host of a package registry": re.compile(
        rb"(?:pypi|pythonhosted|npmjs|download\.pytorch)\.(?:org|com)|(?:extra-)?index-url"
        rb"|https?://[a-z0-9.-]*(?:registry|mirror|packages)"
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_of_the_repository_names(what: str) -> None:
    assert [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in tracked()
        if path != Path(__file__) and path.suffix not in (".zip", ".gz", ".z")
        for match in FORBIDDEN[what].finditer(path.read_bytes())
    ] == []


def test_only_the_weights_and_the_gazetteer_are_large() -> None:
    large = [path.relative_to(ROOT).as_posix() for path in tracked() if path.stat().st_size > 1_000_000]
    allowed = ("src/saidby/model/weights/", "src/saidby/reading/places/gazetteer.z")
    assert [name for name in large if not name.startswith(allowed)] == []
    weights = sum(path.stat().st_size for path in tracked() if "weights" in path.parts)
    assert weights <= 30_000_000


def test_any_exception_is_caught_only_where_a_run_must_go_on() -> None:
    catching = [
        path.relative_to(ROOT / "src" / "saidby").as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"except Exception\b|except:", path.read_text("utf-8"))
    ]
    assert set(catching) <= {"cli.py", "batch.py", "worker.py", "shards/pool.py"}


def test_every_module_says_what_it_owns() -> None:
    modules = [path for path in (ROOT / "src").rglob("*.py")]
    assert [path.name for path in modules if not path.read_text("utf-8").startswith('"""')] == []
