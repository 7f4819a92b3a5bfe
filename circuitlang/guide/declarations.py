"""The words that begin declarations; for each what words.py says of a word."""

from __future__ import annotations

DECLARATIONS = {
    "input": (
        "input x = -2, y",
        "a leaf that gets a gradient; without a value it must be `set`",
        """`input X : [2, 3]` has a shape, `input X = [[1, 2], [3, 4]]` that of its value.

        > input x = 3, y
        > f = x * y
        > set y = 4
        > backward""",
    ),
    "param": (
        "param w = 0.5",
        "a leaf that gets a gradient and that `descend` updates",
        """Params are what is learned, inputs what is given: weights are params, data inputs.

        > param w = 0.5
        > input x = 2
        > f = (w * x - 3) ** 2
        > backward""",
    ),
    "const": (
        "const k = 3",
        "a leaf that gets no gradient",
        """What is made of constants alone is a constant too, computed once (`help constants`).

        > const k = 3
        > input x = 2
        > f = k * x
        > backward""",
    ),
    "gate": (
        "gate q = x + y",
        "names the output of an expression; `q = x + y` is the short form",
        """Every operation is one gate. One that has no name of its own is called after the gate
        whose expression it stands in: `f.add`, a second one `f.add2`. With the keyword a gate may
        be called like a command: `gate show = x + 1`.

        > input x = -2, y = 5, z = -4
        > gate f = (x + y) * z
        > forward
        > show *""",
    ),
    "def": (
        "def sigma(t) = 1 / (1 + exp(-t))",
        "a composite gate: one for the reader, with gates inside",
        """With a block it may have steps, loops and, after its `return`, a local gradient of its
        own: `local t = …`; for tensors `chain t = …` gives the chained one, from `upstream`. A
        definition sees its parameters and constants, and may call those above it.

        > def sigma(t) {
        .     s = 1 / (1 + exp(-t))
        .     return s
        .     local t = s * (1 - s)
        . }
        > input x = 0
        > p = sigma(2 * x)
        > forward
        > local p
        > expand p""",
    ),
    "for": (
        "for t in 1 to 3 { h[t] = tanh(w * h[t - 1] + x[t]) }",
        "the body once for each whole number, both ends included",
        """A loop is unrolled: it declares gates, and nothing of it is left when the circuit runs.
        Bounds and subscripts are constant expressions.

        > input x = 1
        > h[0] = x
        > for t in 1 to 3 { h[t] = 2 * h[t - 1] }
        > backward
        > show""",
    ),
    "ties": (
        "ties split",
        "how `max` and `min` share a gradient at a tie: split, first or both",
        """It holds for the whole circuit from the next pass on. `split`, the rule without a `ties`,
        gives each of k equal inputs 1/k; `first` all to one of them (`max` to the first, `min` to
        the last); `both` all to each. Only with `split` does `max(x, x)` have slope 1.

        > input x = 2
        > f = max(x, x)
        > backward
        > ties both
        > backward""",
    ),
    "output": (
        "output f",
        "what `backward` starts from; without it the last gate declared",
        """`output f, g` marks several: `backward` starts from the first, and `backward g` from
        another one. An output may be a leaf.

        > input x = 3
        > f = x * x
        > g = x + 1
        > output f
        > backward""",
    ),
    "include": (
        'include "common.circ"',
        "the declarations of another file, once",
        """Its commands and its `output` are left out, so that a library may carry its own tests.
        The path is relative to the file, and may not leave the folder of the file that was started.

        > def double(t) = 2 * t; save "common.circ"; reset
        > include "common.circ"
        > input x = 3
        > f = double(x)
        > backward""",
    ),
    "seed": (
        "seed 42",
        "the random generator of `randn` and `uniform` begins there",
        """Without it the seed is 0: a circuit means the same on every run.

        > seed 42
        > param a = randn(), b = uniform()
        > show a, b""",
    ),
}
