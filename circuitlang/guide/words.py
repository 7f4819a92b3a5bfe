"""The words of the language that are neither commands nor gates: how each is written, what it
means, and more about it as the guide's text (see markup.py)."""

from __future__ import annotations

from circuitlang.guide.declarations import DECLARATIONS

READINGS = {
    "grad": (
        "grad(x)",
        "in expressions of commands: the gradient of the last backward by x",
        """In a gate, with two names, `grad(f, x)` is the derivative of f by x as new gates.

        > input x = 3
        > f = x * x
        > backward
        > grad(x) / 2
        > d = grad(f, x)
        > show d
        > backward""",
    ),
    "local": (
        "local(q, x)",
        "in expressions of commands: the local gradient of gate q by x",
        """Where q reads x more than once, the sum over those places.

        > input x = 3
        > f = x * x
        > forward
        > local(f, x)""",
    ),
    "chained": (
        "chained(q, x)",
        "in expressions of commands: what gate q sent to x in the last backward",
        """The local gradient times what q heard (`help chained-gradient`).

        > input x = 3
        > q = 2 * x
        > f = q * q
        > backward
        > chained(q, x)""",
    ),
    "value": (
        "value(q)",
        "in expressions of commands: the value of q in the last forward",
        """The same as `q` alone; of use where a gate is called like a command.

        > input x = 3
        > gate show = x * x
        > forward
        > value(show) + 1""",
    ),
    "shape": (
        "shape(X)",
        "in expressions of commands: the sizes of a tensor",
        """A number has the shape `[]`.

        > input X = zeros(5, 3)
        > expect shape(X) = [5, 3]
        > shape(X)""",
    ),
}

VALUES = {
    "sum": (
        "sum(w[i] * x[i] for i in 1 to 3)",
        "one add gate of all terms",
        """Likewise `prod` (a mul gate), `max` and `min`. Of an empty range the sum is 0.

        > for i in 1 to 3 { input x[i] = i }
        > f = sum(x[i] ** 2 for i in 1 to 3)
        > backward""",
    ),
    "prod": (
        "prod(x[i] for i in 1 to 3)",
        "one mul gate of all factors",
        """Of an empty range the product is 1.

        > for i in 1 to 3 { input x[i] = i }
        > f = prod(x[i] for i in 1 to 3)
        > backward""",
    ),
    "zeros": ("zeros(2, 3)", "an initial value: a tensor of zeros", "> input X = zeros(2, 3)\n> X"),
    "ones": ("ones(2, 3)", "an initial value: a tensor of ones", "> input X = ones(2, 3)\n> X"),
    "full": (
        "full(2, 3, 0.5)",
        "an initial value: a tensor of one number, which stands last",
        "> input X = full(2, 3, 0.5)\n> X",
    ),
    "eye": (
        "eye(3)",
        "an initial value: a matrix with ones on its diagonal",
        "> input X = eye(3)\n> X",
    ),
    "arange": (
        "arange(0, 1, 0.25)",
        "an initial value: from start to before stop, by steps",
        "> input x = arange(4), y = arange(0, 1, 0.25)\n> x\n> y",
    ),
    "linspace": (
        "linspace(0, 1, 5)",
        "an initial value: so many numbers evenly from start to stop",
        "> input x = linspace(0, 1, 5)\n> x",
    ),
    "randn": (
        "randn(2, 3)",
        "an initial value: normal random numbers, mean 0 and deviation 1",
        "`randn()` is one number. See `seed`.\n\n> param w = randn(3)\n> w",
    ),
    "uniform": (
        "uniform(2, 3, low=-1, high=1)",
        "an initial value: random numbers between low (0) and high (1)",
        "`uniform()` is one number. See `seed`.\n\n> param w = uniform(3, low=-1)\n> w",
    ),
    "csv": (
        'csv("points.csv", "height")',
        "an initial value: columns of a CSV file that begins with a line of names",
        "One column is a vector, several or all are a matrix of rows and columns. The path is "
        "relative to the file, as that of `include` is.",
    ),
    "npy": (
        'npy("w.npy")',
        "an initial value: a tensor in NumPy's file format",
        "The path is relative to the file, as that of `include` is.",
    ),
}

WORDS: dict[str, tuple[str, str, str]] = {**DECLARATIONS, **READINGS, **VALUES}
