"""`python -m tests.benchmarks`: circuitlang beside its peers, in one run, as a table of ratios.

    --only PART   of process, gates, network, training, rows, building, growth; may be
                  given several times
    --large       also a million gates, and larger networks
    --json FILE   where the figures go, with a description of the machine
    --plot FILE   growth as curves, an .svg or .png (with matplotlib)

Peers that are not installed are left out: `pip install .[bench]`.  Nothing passes or fails here.
"""

# ruff: noqa: E402
from __future__ import annotations

import os

for _name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR"):  # before anything loads NumPy
    os.environ[f"{_name}_NUM_THREADS"] = "1"
for _name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):  # each library chooses by the processor
    os.environ.pop(_name, None)
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
os.environ["JAX_PLATFORMS"] = "cpu"

import argparse
import json
import platform
import sys
from importlib import import_module, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("process", "gates", "network", "training", "rows", "building", "growth")
PEERS = ("numpy", "casadi", "micrograd", "autograd", "torch", "jax")


def machine() -> dict[str, object]:
    """What was measured on, and with what, in general words."""
    found: dict[str, object] = {
        "system": platform.system(), "architecture": platform.machine(),
        "processors": os.cpu_count(), "threads": 1, "precision": "double",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }  # fmt: skip
    for name in PEERS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return found


def figure(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:.0f} {unit}"
    for scale, name in ((1.0, "s"), (1e-3, "ms")):
        if value >= scale:
            return f"{value / scale:.3g} {name}"
    return f"{value * 1e6:.3g} µs"


def row(line: object) -> str:
    """A row of the table, in Markdown."""
    ratios, found = line.ratios, line.found  # type: ignore[attr-defined]
    one = line.against  # type: ignore[attr-defined]
    cells = [f"{who} {ratio:.3g}" for who, ratio in ratios.items() if who != one]
    base = f"{one} ({figure(found[one], line.unit)})"  # type: ignore[attr-defined]
    return f"| {line.work} | {base} | {', '.join(cells)} |"  # type: ignore[attr-defined]


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__,
                                     formatter_class=plain)  # fmt: skip
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--json", default="benchmarks.json", metavar="FILE")
    parser.add_argument("--plot", metavar="FILE")
    options = parser.parse_args()
    plot = options.plot and str(Path(options.plot).resolve())
    options.json = str(Path(options.json).resolve())
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ["PYTHONPATH"] = str(ROOT)  # for the processes that are started
    try:
        import torch

        torch.set_num_threads(1)
    except ImportError:
        pass
    skipped: dict[str, str] = {}
    lines = []
    print("| work | = 1 | others, as ratios |\n| --- | --- | --- |", flush=True)
    for part in PARTS:
        if options.only and part not in options.only:
            continue
        for line in import_module(f"tests.benchmarks.{part}").lines(skipped, options.large):
            lines.append(line)
            print(row(line), flush=True)
        if part == "growth":
            import_module("tests.benchmarks.growth").pictures(plot)
    for name, why in skipped.items():
        print(f"{name}: {why}", file=sys.stderr)
    written = {"version": 1, "machine": machine(), "skipped": skipped, "lines": [
        {"work": line.work, "unit": line.unit, "figures": line.found, "one": line.against,
         "ratios": line.ratios} for line in lines]}  # fmt: skip
    Path(options.json).write_text(json.dumps(written, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
