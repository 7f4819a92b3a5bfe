"""Topics about how gradients flow, as the guide's text (see markup.py)."""

from __future__ import annotations

FLOW = {
    "backpropagation": (
        "how fast the output moves with each input, in two passes",
        """The forward pass computes every gate from its inputs. The backward pass starts at the
        output, which hears 1, and goes back gate by gate: each one multiplies what it hears from
        above by its own local gradients and hands the products to its inputs.

        No gate has to know the circuit around it. And however many inputs there are, all gradients
        together cost about as much as one more forward pass.

        > input x = -2, y = 5, z = -4
        > q = x + y
        > f = q * z
        > trace

        See `help chain-rule`, `help fork` for values that are read more than once, and `step` to go
        one gate at a time.""",
    ),
    "chain-rule": (
        "slopes of what depends on what depends on x are multiplied",
        """If f depends on q, and q depends on x, then ∂f/∂x = ∂f/∂q · ∂q/∂x: where q moves 3 times
        as fast as x, and f twice as fast as q, f moves 6 times as fast as x. Over several paths
        from x to f the products are added (`help fork`).

        > input x = -2, y = 5, z = -4
        > q = x + y
        > f = q * z
        > backward
        > chained q, x""",
    ),
    "local-gradient": (
        "how fast one gate's output moves with one of its inputs alone",
        """The rest of the circuit does not matter for it: ∂q/∂x of the gate q = x * y is y,
        whatever reads q. `local` shows each with its formula and its number; `help mul` shows the
        formulas of a gate, `gates` those of all gates.

        > input x = 3, y = -4
        > q = x * y
        > f = q + y
        > forward
        > local""",
    ),
    "upstream": (
        "the gradient that a gate hears: that of the output by the gate",
        """It says how fast the output moves with the gate's own value. The gate passes it on, times
        its local gradients. The output itself hears 1, or the number after `with`.

        > input x = -2, y = 5, z = -4
        > q = x + y
        > f = q * z
        > backward
        > chained q
        > backward f with 10
        > grad(q)""",
    ),
    "chained-gradient": (
        "upstream times local: what a gate sends to one of its inputs",
        """Each input of a gate is sent what the gate hears times the gate's local gradient by it.
        An input that several gates read gets the sum of what they send (`help fork`).

        > input x = -2, y = 5
        > q = x * y
        > f = 3 * q
        > backward
        > chained q
        > chained(q, x)""",
    ),
    "fork": (
        "a value that is read in several places gets the sum of the gradients",
        """Each place where it is read sends back a gradient of its own, and moving the value moves
        all of them at once: so they are added. `x * x` reads x twice. Forgetting to add is the most
        common mistake in backward passes that are written by hand.

        > input x = 3
        > f = x * x + sin(x)
        > backward
        > chained x""",
    ),
    "kinks": (
        "where the slope jumps",
        """`relu`, `abs`, `clip` and their like have two slopes at their kink. There the gradient is
        the smaller one in magnitude: 0 for `relu` at 0, for `abs` at 0, and for `clip` at its
        bounds, the slope itself for `leaky_relu`. Where two inputs of `max` are equal see `help
        ties`. `check` sees kinks and does not take them for mistakes.

        > input x = 0
        > f = relu(x) + abs(x)
        > backward
        > check""",
    ),
    "composite": (
        "a gate made of gates, by `def`",
        """For the reader it is one gate, with one local gradient through everything inside. `expand
        p` opens it, `collapse p` closes it again; the gradients at its borders are the same.
        `collapse q, r as unit` shows gates of your choice as one.

        > def sigma(t) = 1 / (1 + exp(-t))
        > input x = 1
        > p = sigma(2 * x)
        > backward
        > show
        > expand p
        > show p.*

        See `help def` for one with a local gradient of its own.""",
    ),
    "constants": (
        "numbers that get no gradient: literals, consts, what is made of them",
        """A constant operand stays in the gate that reads it, and takes no gradient: `x + 1`, `2 *
        x` and `1 / x` are gates of one input. What is made of constants alone is a constant too,
        computed once. pi, e, inf and nan are there until something of yours has their name.

        > input x = 2
        > k = 2 * pi
        > f = k * x + 1
        > backward
        > show
        > local f""",
    ),
}
