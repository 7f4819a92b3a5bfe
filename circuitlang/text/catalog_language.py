"""The codes of mistakes in what is written: text, names, gates."""

from __future__ import annotations

from circuitlang.text.entry import Entry

ROWS = (
    Entry(
        "syntax",
        "this cannot be read",
        "The words and signs stand in an order that the language does not know.\n"
        "The place that is underlined is where reading had to stop; the slip is there or just\n"
        "before it. One `=` declares a gate, two compare values.",
        "input x = 3\nf == x + 1",
        "input x = 3\nf = x + 1",
    ),
    Entry(
        "unclosed-bracket",
        "a bracket stays open",
        "A bracket was opened, and the next statement begins before it is closed.\n"
        "Inside ( ) and [ ] an expression may go on over several lines, so the end of the line\n"
        "does not end it: only the closing bracket does.",
        "input x = 3\nf = (x + 1\ng = x * x",
        "input x = 3\nf = (x + 1)\ng = x * x",
    ),
    Entry(
        "bad-character",
        "a character that does not belong here",
        "Some characters look like an ordinary one and are not: a long dash for a minus, curly\n"
        "quotes, a blank of a special width. Others cannot be seen at all, such as those that\n"
        "turn the direction of writing. They come with text copied from a book or a web page.",
        "input x = 3\nf = x − 1",
        "input x = 3\nf = x - 1",
    ),
    Entry(
        "bad-number",
        "not a number",
        "A number is decimal: digits, perhaps a point, perhaps an exponent (`1.5e-3`).\n"
        "It cannot run into a letter, so a product needs its sign: `2*x`, not `2x`.\n"
        "Nor may it be too large for a 64-bit float, about 1.8e308.",
        "input x = 3\nf = 2x",
        "input x = 3\nf = 2*x",
    ),
    Entry(
        "not-a-circuit",
        "this file is something else",
        "What was given is no circuit at all: a file of another program (some draw electric\n"
        "circuits and end their files in .circ too), a picture, an archive, or text that is not\n"
        "in UTF-8. Save it as UTF-8 text, or look for the right file.",
        '<?xml version="1.0" encoding="UTF-8"?>\n<project version="1.0">\n</project>',
        "input x = 3\nf = x + 1",
    ),
    Entry(
        "undefined-name",
        "nothing has this name",
        "A gate reads a name that is declared nowhere. Mostly it is misspelt; small and capital\n"
        "letters differ. If it is meant to be given from outside, declare it: `input w1`.",
        "input w0 = 2, x = 3\nf = w1 * x",
        "input w0 = 2, x = 3\nf = w0 * x",
    ),
    Entry(
        "used-before-declared",
        "the name is declared further down",
        "A circuit is read from top to bottom, and a gate may only read what stands above it.\n"
        "Move the declaration up. So no circuit can ever run in a circle.",
        "input x = 2\nf = q * x\nq = x + 1",
        "input x = 2\nq = x + 1\nf = q * x",
    ),
    Entry(
        "already-declared",
        "two things with one name",
        "A name is declared once; otherwise it would be unclear which of the two a gate reads.\n"
        "Choose another name. To change a value use `set x = 2`; to change a gate, `rewire`.",
        "input x = 1\nq = x + 1\nq = x * 2",
        "input x = 1\nq = x + 1\nr = x * 2",
    ),
    Entry(
        "reserved-here",
        "this word begins a command",
        "The word at the start of the statement is a command or a declaration, so it cannot\n"
        "begin the short form `name = …`. With the keyword `gate` before it, it may be a name;\n"
        "or choose another name.",
        "input x = 2\nshow = x + 1",
        "input x = 2\ngate show = x + 1",
    ),
    Entry(
        "unknown-gate",
        "there is no such gate",
        "Something is called like a function, but no gate and no definition has this name.\n"
        "`gates` lists all gates. A gate of your own is made by `def name(t) = …`.",
        "input x = 0\nf = sigmod(x)",
        "input x = 0\nf = sigmoid(x)",
    ),
    Entry(
        "unknown-command",
        "there is no such command",
        "A statement begins with a word that is no declaration and no command.\n"
        "`help` lists the words that there are.",
        "imput x = 3",
        "input x = 3",
    ),
    Entry(
        "wrong-arity",
        "too many or too few inputs",
        "Each gate takes a certain number of inputs: `exp` one, `sub` two, `add` two or more.\n"
        "A definition takes as many as it has parameters. `help exp` shows how it is written.",
        "input x = 3, y = 4\nf = exp(x, y)",
        "input x = 3, y = 4\nf = exp(x * y)",
    ),
    Entry(
        "bad-argument",
        "a value that cannot be used here",
        "The form is right, but the value makes no sense in this place: bounds in the wrong\n"
        "order, a subscript that is not whole, a negative size, a label out of range, the mean\n"
        "of nothing.",
        "input x = 3\nf = clip(x, 1, 0)",
        "input x = 3\nf = clip(x, 0, 1)",
    ),
    Entry(
        "not-a-leaf",
        "the value of a gate is computed, not given",
        "Only inputs, params and consts have a value of their own, which can be set or moved.\n"
        "What a gate holds follows from what it reads: set one of its inputs, or `rewire` it.",
        "input x = 3\nq = x + 1\nset q = 5",
        "input x = 3\nq = x + 1\nset x = 4",
    ),
    Entry(
        "shape-mismatch",
        "the shapes do not fit together",
        "Gates of tensors need shapes that fit: equal ones, or 1 where they differ, or for a\n"
        "product as many columns on the left as rows on the right. `X.T` turns one around.",
        "input a = [1, 2], b = [1, 2, 3]\nf = a + b",
        "input a = [1, 2, 4], b = [1, 2, 3]\nf = a + b",
    ),
    Entry(
        "not-scalar",
        "a tensor where a single number is needed",
        "The gradient is that of a single number. To start from a tensor, reduce it first,\n"
        "perhaps by `sum`, or give the gradient to start with: `backward Y with [1, 1]`.",
        "input x = [1, 2]\nf = 2 * x\nbackward",
        "input x = [1, 2]\nf = sum(2 * x)\nbackward",
    ),
    Entry(
        "not-constant",
        "this must be known before anything runs",
        "Initial values, bounds of a loop, subscripts and shapes are part of the circuit itself,\n"
        "so they are made of numbers and consts only: no input, no gate. If it depends on an\n"
        "input, make it a gate.",
        "input x = 2\ninput y = x + 1",
        "const x = 2\ninput y = x + 1",
    ),
    Entry(
        "cycle",
        "the gate would feed itself",
        "Values flow one way. A gate cannot read one whose value depends on its own, over\n"
        "however many steps. Unroll it instead: `for t in 1 to 3 { h[t] = tanh(h[t-1]) }`.",
        "input x = 2\nq = x + 1\nf = q * 3\nrewire q = f - 1",
        "input x = 2\nq = x + 1\nf = q * 3\nrewire q = x - 1",
    ),
    Entry(
        "recursion",
        "a definition that needs itself",
        "A call is replaced by the gates of its definition, which would never end if it called\n"
        "itself. A definition may call those that stand above it. To repeat something a number\n"
        "of times, use `for`.",
        "def f(t) = f(t)",
        "def half(t) = t / 2\ndef f(t) = half(half(t))",
    ),
)
