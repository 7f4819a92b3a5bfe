"""The codes of what goes wrong when a circuit runs: values, limits, files, checks."""

from __future__ import annotations

from circuitlang.text.entry import Entry

ROWS = (
    Entry(
        "no-value",
        "there is no value yet",
        "An input without a value must be `set` before `forward`, and a gate has its value only\n"
        "after `forward`. When something was changed since, the old number is stale and is not\n"
        "given: run the pass again.",
        "input x\nf = 2 * x\nforward",
        "input x\nf = 2 * x\nset x = 3\nforward",
    ),
    Entry(
        "no-gradient-yet",
        "there is no gradient yet",
        "Gradients come from `backward`, for the values of the last `forward`. A new `forward`\n"
        "or a changed input makes them stale; then run `backward` again.",
        "input x = 3\nf = x * x\nforward\nexpect grad(x) = 6",
        "input x = 3\nf = x * x\nbackward\nexpect grad(x) = 6",
    ),
    Entry(
        "no-output",
        "nothing to start from",
        "`backward` starts from the output: the gate that `output f` names, else the last gate.\n"
        "This circuit has neither. Declare a gate, or name one: `backward x`.",
        "input x = 3\nbackward",
        "input x = 3\nf = x * x\nbackward",
    ),
    Entry(
        "limit-exceeded",
        "larger than is allowed",
        "So that no circuit can take the machine down, sizes are counted before anything is\n"
        "built. `help limits` lists the limits. If you trust the circuit and the machine has\n"
        "room for it, raise the one that was named, as in `--limit gates=50000000`.",
        "input x = 1\nfor i in 1 to 1000000000 { h[i] = x + i }",
        "input x = 1\nfor i in 1 to 10 { h[i] = x + i }",
    ),
    Entry(
        "file-not-found",
        "there is no such file",
        "A path is relative to the folder of the file that names it. Small and capital letters\n"
        "may differ. Only ordinary files that can be read will do.",
        'include "nowhere.circ"',
        'include "common.circ"\ninput x = 3\nf = double(x)',
        files={"common.circ": "def double(t) = 2 * t\n"},
    ),
    Entry(
        "file-not-allowed",
        "this file is out of bounds",
        "A circuit may come from anyone, so it reads and writes only in the folder of the file\n"
        "that was started and below, follows no link out of it, and with `--untrusted` uses no\n"
        "file at all. Copy the file into the folder.",
        'include "../common.circ"',
        'include "common.circ"\ninput x = 3\nf = double(x)',
        files={"common.circ": "def double(t) = 2 * t\n"},
    ),
    Entry(
        "bad-data",
        "the file does not hold what was asked for",
        "A data file was found, but not understood: a column that is missing, a row that is too\n"
        "short, a cell that is no number. The message gives the row and the column.",
        'input x = csv("points.csv", "weight")\nf = sum(x)',
        'input x = csv("points.csv", "height")\nf = sum(x)',
        files={"points.csv": "height,weight\n1.5,60\n1.7,heavy\n"},
    ),
    Entry(
        "expectation-failed",
        "it is not as expected",
        "An `expect` line did not hold. The message gives both numbers. Without `within` they\n"
        "must agree to a relative 1e-9. The run goes on, and ends with exit status 1.",
        "input x = 3\nf = x * x\nforward\nexpect f = 6",
        "input x = 3\nf = x * x\nforward\nexpect f = 9",
    ),
    Entry(
        "check-failed",
        "a gradient disagrees with the numbers",
        "`check` moves each input a little and compares how the output moves with the gradient.\n"
        "They disagree. If a definition has its own `local`, its formula is the first suspect.",
        "def cube(t) {\n    s = t * t * t\n    return s\n    local t = 2 * t * t\n}\n"
        "input x = 2\nf = cube(x)\ncheck",
        "def cube(t) {\n    s = t * t * t\n    return s\n    local t = 3 * t * t\n}\n"
        "input x = 2\nf = cube(x)\ncheck",
    ),
    Entry(
        "non-finite",
        "a number became infinite or undefined",
        "Somewhere a value left the range of numbers: a division by 0, the logarithm of 0, an\n"
        "overflow. The first gate where it arose is named. It is a warning, and with `--strict`\n"
        "an error. Keep the argument away from the pole, or use a stable form (`softplus`).",
        "input x = 0\nf = log(x)\nforward",
        "input x = 1\nf = log(x)\nforward",
        strict=True,
    ),
)
