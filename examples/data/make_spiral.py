"""Makes spiral.csv: the three spirals of the CS231n notes ('Putting it together: Minimal Neural
Network Case Study'), 100 points each, with a seed, so that everybody has the same ones.

    python examples/data/make_spiral.py
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

POINTS, CLASSES, SEED = 100, 3, 0


def spiral() -> list[tuple[float, float, int]]:
    """x, y and class of each point."""
    generator = np.random.default_rng(SEED)
    rows = []
    for label in range(CLASSES):
        radius = np.linspace(0.0, 1.0, POINTS)
        noise = generator.standard_normal(POINTS) * 0.2
        angle = np.linspace(label * 4, (label + 1) * 4, POINTS) + noise
        for r, t in zip(radius, angle, strict=True):
            rows.append((float(r * np.sin(t)), float(r * np.cos(t)), label))
    return rows


if __name__ == "__main__":
    with open(Path(__file__).parent / "spiral.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["x", "y", "class"])
        writer.writerows((f"{x:.6f}", f"{y:.6f}", label) for x, y, label in spiral())
