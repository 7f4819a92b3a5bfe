"""A reading that records: each word is a gate of a small circuit, so that a chain can be followed
backward like any other circuit.  Values are computed as it goes."""

from __future__ import annotations

import numpy as np

from circuitlang.gates import BY_NAME
from circuitlang.gates.samples import sampled
from circuitlang.readings.arrays import Arrays, Nothing, Only, quiet

SIGNS = {"__add__": "add", "__sub__": "sub", "__mul__": "mul", "__neg__": "neg"}


class Node:
    """One gate: its row, inputs and options, and its value."""

    def __init__(self, tracer, value, row=None, inputs=(), options=None):
        self.tracer, self.value, self.row = tracer, np.asarray(value, float), row
        self.inputs, self.options = inputs, options or {}


for method, word in SIGNS.items():
    setattr(Node, method, lambda x, *ys, word=word: x.tracer.emit(word, x, *ys))
    if word != "neg":
        back = method.replace("__", "__r", 1)
        setattr(Node, back, lambda x, y, word=word: x.tracer.emit(word, y, x))


class Tracer:
    """The vocabulary: words that are rows are recorded, the others are made of rows."""

    nothing = None

    def __init__(self, ties="split"):
        self.ties, self.arrays, self.nodes = ties, Arrays(ties), []

    def leaf(self, value):
        return value if isinstance(value, Node) else self.keep(Node(self, value))

    def keep(self, node):
        self.nodes.append(node)
        return node

    def emit(self, word, *xs, **options):
        row, xs = BY_NAME[word], [self.leaf(x) for x in xs]
        with quiet():
            value = row.value(self.arrays, *[x.value for x in xs], **options)
        if row.shape is not None:
            assert np.shape(value) == row.shape(*[x.value.shape for x in xs], **options), word
        return self.keep(Node(self, value, row, xs, options))

    def __getattr__(self, word):
        return lambda *xs, **options: self.emit(word, *xs, **options)

    def rank(self, x):
        return np.ndim(x.value)

    def where(self, c, a, b):
        return self.emit("where", c, a, b)

    def mend(self, v, c, a):
        return self.emit("where", c, a, v)

    def only(self, c, v):
        return self.emit("where", c, v, 0.0)

    def tied(self, xs, out):
        total = self.leaf(0.0)
        for x in xs:
            total = total + self.emit("eq", x, out)
        return total

    def finer(self, v, a):
        return a

    def isnan(self, x):
        return self.emit("ne", x, x)

    def both(self, c, d):
        return self.emit("mul", c, d)

    def either(self, c, d):
        return self.emit("max", c, d)

    def invert(self, c):
        return self.emit("eq", c, 0.0)


def backward(tracer, seeds, of):
    """The gradients by the nodes `of`, as nodes, from {node: gradient}."""
    found = dict(seeds)
    for node in reversed(list(tracer.nodes)):
        g = found.get(node)
        if g is None or node.row is None:
            continue
        row = node.row
        if row.chain is not None:
            entries = row.chain(tracer, g, node, *node.inputs, **node.options)
        else:
            slopes = row.local(tracer, node, *node.inputs)
            entries = [None if slope is None else g * slope for slope in slopes]
        for x, entry in zip(node.inputs, entries, strict=True):
            if entry is None:
                continue
            entry = tracer.leaf(entry)
            if entry.value.shape != x.value.shape:
                assert row.shape is None or row.chain is None, row.name
                entry = tracer.emit("unbroadcast", entry, x)
            found[x] = found[x] + entry if x in found else entry
    return [found.get(x) for x in of]


def dense(entry, like):
    """An entry of a chain with its zeros."""
    if entry is None or isinstance(entry, Nothing):
        return np.zeros(np.shape(like))
    return entry.dense() if isinstance(entry, Only) else np.asarray(entry)


def arrays_of(sample):
    """The inputs of a sample as arrays, and its options."""
    inputs, options = sampled(sample)
    return [np.asarray(x, float) for x in inputs], options


def chained(gate, g, xs, options, ties="split"):
    """Value and chained gradients of a row, in arrays."""
    m = Arrays(ties)
    with quiet():
        out = gate.value(m, *xs, **options)
        entries = gate.chain(m, np.asarray(g, float), out, *xs, **options)
        return out, [dense(entry, x) for entry, x in zip(entries, xs, strict=True)]
