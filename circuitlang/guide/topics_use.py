"""Topics about the language and its use, as the guide's text (see markup.py)."""

from __future__ import annotations

USE = {
    "names": (
        "what things may be called",
        """A name is a letter or `_`, then letters, digits and `_`: x, w0, x_new, σ. Small and
        capital letters differ. It may have subscripts, whole numbers: w[2], a[i, j]. Each name is
        declared once, and before it is read.

        No word is reserved: `gate show = x + 1` declares a gate called show. Operations without a
        name of their own are called after the gate that they are written in: the sum in `f = (x +
        y) * z` is f.add, a second one f.add2.

        > input σ = 2, w[1] = 3
        > f = (σ + w[1]) * σ
        > forward
        > show f.*, f""",
    ),
    "expressions": (
        "what may stand right of a `=`, and what binds tighter",
        """From the tightest to the loosest:

        : f(x), X[0, 1:3], X.T  calls, elements and parts, the transpose
        : **, ^  powers, from the right: `2 ** 3 ** 2` is `2 ** 9`, and `-x ** 2` is `-(x ** 2)`
        : -x, +x  signs
        : *, /, @  products, from the left
        : +, -  sums, from the left
        : <, <=, >, >=, ==, !=  comparisons: 1 or 0; they do not chain

        An expression alone prints its value, and adds nothing to the circuit. There `grad(x)`,
        `local(q, x)`, `chained(q, x)` and `value(q)` read the last passes.

        > input x = 3
        > f = x ** 2
        > backward
        > 10 * grad(x) + f""",
    ),
    "broadcasting": (
        "how tensors of different shapes go together",
        """Shapes are compared from their last sizes: two fit if they are equal, or if one is 1 or
        is not there; that one is repeated. What was repeated hears the sum of the gradients of its
        copies, so every gradient has the shape of its value.

        > input X = [[1, 2, 3], [4, 5, 6]], b = [10, 20, 30]
        > f = sum(X + b)
        > backward
        > show""",
    ),
    "stale": (
        "numbers that are older than the circuit",
        """After `set`, `rewire` or `delete` what depends on the change keeps its old number until
        the next `forward`, and gradients keep theirs until the next `backward`. They are shown as
        stale, and no expression reads them as if they were fresh. What was never computed is a dot.

        > input x = -2, y = 5
        > f = x * y
        > backward
        > set x = 3
        > show
        > forward
        > show f""",
    ),
    "numerics": (
        "64-bit floats by the rules of IEEE-754",
        """A pole or an overflow gives inf, what is undefined nan. The pass ends with a warning that
        names the first gate where that arose; with `--strict` it is an error.

        > input x = 0
        > f = log(x) * 2
        > forward

        `sigmoid`, `softplus`, `logsumexp`, `softmax`, `log_softmax` and `cross_entropy` are exact
        for every finite input; the same written with exp and log need not be. A branch that was not
        taken passes exactly 0. The same circuit gives the same bits on every run.

        > input y = -800
        > g = softplus(y)
        > backward""",
    ),
    "files": (
        "what a circuit reads and writes",
        """`include`, `csv`, `npy`, `load`, `save`, `export`, and `plot` and `descend` with `as`
        name files. In a file the path is relative to it and may not leave the folder of the file
        that was started; what a person types at the prompt, or after -c, may lie anywhere. Only
        regular files are read.

        In a file `save` writes only files that end in .circ, `export` only endings that it knows,
        `plot` and `descend` .svg and .png, none of them a hidden one, and none replaces a file
        unless --overwrite is given. With --untrusted no files are read or written.

        Text is UTF-8. A statement ends with its line or at `;`, `#` begins a comment, and inside of
        brackets a line may be broken.

        > input x = 3; f = x * x; save "square.circ"
        > reset
        > load "square.circ"
        > backward""",
    ),
    "exit-status": (
        "how a run of the program ended",
        """
        : 0  good
        : 1  an error in a circuit, a failed `expect` or `check`
        : 2  wrong use of the command line, a file that cannot be read or is no circuit
        : 130  Ctrl-C
        : 141  the pipe was closed, as by `head`; nothing is said about it

        Results go to standard output; notes, warnings and errors to standard error.""",
    ),
    "python": (
        "circuits in Python",
        """
        | import circuitlang as cl
        |
        | circuit = cl.parse("input x = -2, y = 5; f = x * y")    # or cl.load("f.circ")
        | run = circuit.forward(x=3.0)                            # all values
        | grads = run.backward()
        | run["f"], grads["x"], grads.local("f")
        |
        | step = circuit.function("f", wrt=["x", "y"])            # compiled once
        | step(x=3.0), step.map(x=[1.0, 2.0])                     # alone, over rows
        | step.vector([3.0, 5.0])                                 # as arrays, for optimisers
        |
        | c = cl.Circuit()                                        # or built with operators
        | x, y = c.input("x", -2.0), c.input("y", 5.0)
        | f = c.gate("f", x * cl.exp(y))
        |
        | W, X = c.param("W", [[1, 0, 2], [0, 1, 1]]), c.input("X", shape=["N", 3])   # tensors
        | L = c.gate("L", cl.sum(cl.relu(X @ W.T)[:, 1:]))
        |
        | session = cl.Session()                                  # what the prompt is made of
        | print(session.execute("input x = 3; f = x * x; backward"))

        Every gate is a function of the package, its options by name, and every error a
        cl.CircuitError with code, message, span and help. Beside a handle may stand a number, a
        NumPy array or a list, on either side; a handle has a shape, and is indexed and cut as an
        array is. `engine="reference"`, "segments", "numpy" or "kernel" names what computes; without
        it the circuit chooses.""",
    ),
    "prompt": (
        "keys and settings of the prompt",
        """
        : Enter  runs what is complete, goes on with what is not; when empty, one more `step`
        : Tab  completes; `\\alpha` Tab is α
        : Alt-Enter  a new line in the same statement
        : Ctrl-R  searches what was typed before; the arrows walk through it, → takes a suggestion
        : Ctrl-X Ctrl-E  the statement in $EDITOR
        : Ctrl-C  drops the line; stops what is running, and the session is as before it
        : Ctrl-D  leaves, on an empty line

        Pasted lines may begin with the prompt `> `: it is taken off. A line that begins with a
        blank is not kept in the history.

        In ~/.config/circuitlang (or `CIRCUITLANG_CONFIG`) `init.circ` runs before each
        conversation, and config.toml may hold:

        : toolbar, pager, history, suggestions  true or false
        : keys  "emacs" or "vi"
        : color  "auto", "always" or "never"
        : digits  a whole number from 0 to 17""",
    ),
}
