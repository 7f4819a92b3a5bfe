"""Faults that the tests must find: each is a change of the source, and the tests that should fail.

To add one, add a row: the text before must stand in the file exactly once.  `tests` are those of
the normal suite that are expected to find it, the fewer the better."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    what: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


ROWS = ("tests/gates/test_rows.py", "tests/gates/test_numerics.py")
TENSOR_ROWS = ("tests/gates/test_tensor_rows.py", "tests/gates/test_tensor_numerics.py")
TALK = ("tests/trust/laws/test_conversations.py", "tests/test_laws.py")
EDGES = ("tests/trust/test_edges.py",)
SEGMENTS = ("tests/engines/test_segments.py",)
LIMITS = ("tests/trust/test_limits.py", "tests/text/test_limits.py")
SWAPS, DATA = ("tests/trust/test_swaps.py",), ("tests/trust/test_data_files.py",)
GATES, ENGINES = "circuitlang/gates", "circuitlang/engines"

FAULTS = (
    Fault("a wrong sign: the slope of cos", f"{GATES}/elementary.py",
          "(-m.sin(x),)", "(m.sin(x),)", ROWS),
    Fault("a factor of 1.0009: the slope of softplus", f"{GATES}/neural.py",
          "local=lambda m, out, x: (m.sigmoid(x),),",
          "local=lambda m, out, x: (1.0009 * m.sigmoid(x),),", ROWS),
    Fault("a dropped sum over a broadcast axis", "circuitlang/readings/tensors.py",
          "np.sum(g, axis=tuple(gone), keepdims=True)",
          "np.max(g, axis=tuple(gone), keepdims=True)",
          (*EDGES, *TENSOR_ROWS, "tests/test_laws.py")),
    Fault("a missing accumulation at a fork", f"{ENGINES}/reference.py",
          "                    term = upstream * slope\n"
          "                    grads[operand] = term if before is None else before + term",
          "                    term = upstream * slope\n"
          "                    grads[operand] = term",
          ("tests/test_laws.py", "tests/test_programs.py")),
    Fault("the same in the engine of tensors", f"{ENGINES}/tensors.py",
          "grads[wire] = before + term", "grads[wire] = term",
          ("tests/engines", "tests/test_programs.py", "tests/trust/test_circuits.py")),
    Fault("a segment heard from its first gate on", f"{ENGINES}/segments_long.py",
          "np.add.at(grads, to, sent)", "np.add.at(grads, to[::-1], sent[::-1])", SEGMENTS),
    Fault("what a segment does not take is sent", f"{ENGINES}/segments_long.py",
          "taken[:, column] &= slope.mask", "taken[:, column] |= slope.mask", SEGMENTS),
    Fault("a chain whose gradients come to those who were told nothing",
          f"{ENGINES}/segments_short.py",
          "if self.chain and alone and len(within) == len(told) - 1:",
          "if self.chain and len(within) == len(told) - 1:", SEGMENTS),
    # NumPy's exponential is the C library's where the processor has no AVX-512, its tanh nowhere
    Fault("a tanh of NumPy's among those of the C library", "circuitlang/readings/columns.py",
          "tanh = one_by_one(math.tanh)", "tanh = staticmethod(np.tanh)", SEGMENTS),
    Fault("a tie of (1, 1)", f"{GATES}/choice.py",
          "part = m.where(ahead(x, others), 1.0, share) if m.ties == \"split\" else 1.0",
          "part = 1.0", ROWS),
    Fault("the slope of leaky_relu at its kink", f"{GATES}/neural.py",
          "    right = m.gt(x, 0.0)", "    right = m.ge(x, 0.0)", ROWS),
    Fault("sech² as 1 - out²", f"{GATES}/elementary.py",
          "local=lambda m, out, x: (m.sech2(x),),",
          "local=lambda m, out, x: (1.0 - out * out,),", ROWS),
    Fault("a stale gradient shown as fresh", "circuitlang/session/state.py",
          "            self.gradients_stale = by\n\n    def set_constant",
          "            pass\n\n    def set_constant",
          ("tests/test_programs.py", "tests/test_transcripts.py")),
    Fault("a wrong term in the ledger", "circuitlang/reports/gradients.py",
          "chained = 0.0 if above is None or slope is None else above * slope",
          "chained = 0.0 if above is None or slope is None else above + slope",
          ("tests/test_laws.py", "tests/test_transcripts.py")),
    Fault("finite gradients whose sum is not: nobody is told",
          "circuitlang/reports/nonfinite_back.py",
          "heard[operand] = max(heard.get(operand, 0), _worse(term))",
          "heard[operand] = UNDEFINED", ("tests/test_transcripts.py",)),
    Fault("a seed that is ignored", f"{ENGINES}/reference.py",
          "grads[of] = seed", "grads[of] = 1.0", ("tests/test_laws.py", "tests/test_programs.py")),
    Fault("`ties first` gives min's to the first", f"{GATES}/choice.py",
          "routes(m, out, xs, m.min, m.lt, m.le, True)",
          "routes(m, out, xs, m.min, m.lt, m.le, False)", ROWS),
    Fault("a mean over all axes instead of one", f"{GATES}/reduction.py",
          "share = m.div(g, m.size(x, axis=axis))", "share = m.div(g, m.size(x))", TENSOR_ROWS),
    Fault("a branch that is not taken hears something", f"{GATES}/neural.py",
          "(m.only(m.invert(m.le(x, 0.0)), m.mend(1.0, m.isnan(x), x)),)",
          "(m.where(m.le(x, 0.0), 0.0, m.mend(1.0, m.isnan(x), x)),)", EDGES),
    Fault("clip passes the gradient at its bounds", f"{GATES}/choice.py",
          "inside = m.both(m.lt(lo, x), m.lt(x, hi))", "inside = m.both(m.le(lo, x), m.le(x, hi))",
          ROWS),
    Fault("the right class of a softmax as p instead of p - 1", f"{GATES}/loss.py",
          "m.at_label(others, labels, -m.sum(others, axis=-1, keepdims=1))",
          "m.at_label(others, labels, m.sum(others, axis=-1, keepdims=1))", TENSOR_ROWS),
    Fault("a product's gradient without its transpose", f"{GATES}/products.py",
          "return m.outer(g, b), m.matmul(m.transpose(a), g)",
          "return m.outer(b, g), m.matmul(m.transpose(a), g)", TENSOR_ROWS),
    Fault("the logarithm's pole from the wrong side at -0", f"{GATES}/elementary.py",
          "m.div(1.0, x + 0.0)", "m.div(1.0, x)", (*ROWS, *EDGES)),
    Fault("a constant of the normal distribution off in its last digits",
          "circuitlang/readings/normal.py", "INV_SQRT_2PI, INV_SQRT_2PI_REST = 0.3989422804014327",
          "INV_SQRT_2PI, INV_SQRT_2PI_REST = 0.3989422804014337", ROWS),
    Fault("a stale value shown as fresh", "circuitlang/tape/order.py",
          "            if found[args[low]]:",
          "            if found[args[low]] and low + 1 == high:", TALK),
    Fault("every constant taken for one that was changed", "circuitlang/session/state.py",
          "moved = {wire for wire in new.consts if not same_bits(new.consts[wire], "
          "old.consts[wire])}", "moved = set(new.consts)", ("tests/session/test_rebuilding.py",)),
    Fault("a value that was set outlives its leaf", "circuitlang/session/rebuild.py",
          "state.settings = {name: value for name, value in state.settings.items() if name in "
          "symbols}", "pass", ("tests/session/test_rebuilding.py",)),
    Fault("an own gate of floats is given arrays", f"{ENGINES}/segments_short.py",
          "if form.own or counts[index] <= FEW:", "if counts[index] <= FEW:",
          ("tests/api/test_register.py",)),
    Fault("undo loses a value that was set", "circuitlang/session/state.py",
          "self.settings = {**self.settings, name: value}", "self.settings[name] = value", TALK),
    Fault("a title of a picture unescaped", "circuitlang/exports/svg.py",
          "<title>{escaped(described(node, digits))}</title>",
          "<title>{described(node, digits)}</title>",
          ("tests/exports/test_svg.py",)),
    Fault("text in a notebook unescaped", "circuitlang/views/html.py",
          "shown = escape(visible(text))", "shown = visible(text)",
          ("tests/fuzz", "tests/test_notebook.py")),
    Fault("the formatter drops a comment behind a statement", "circuitlang/syntax/format.py",
          "self.lines[-1] += f\"  {comment}\"", "pass",
          ("tests/trust/laws/test_text_laws.py", "tests/syntax/test_format.py")),
    Fault("an exception that is no CircuitError", "circuitlang/session/rules.py",
          "isinstance(count, float) and 0 <= count <= MOST_DIGITS and", "0 <= count and",
          ("tests/fuzz/test_replay.py", "tests/test_programs.py")),
    Fault("off by one in a limit", "circuitlang/text/limits.py",
          "if limit is not None and count > limit:", "if limit is not None and count > limit + 1:",
          LIMITS),
    Fault("off by one the other way", "circuitlang/text/limits.py",
          "if limit is not None and count > limit:", "if limit is not None and count >= limit:",
          LIMITS),
    Fault("off by one in the limit on nesting", "circuitlang/syntax/scanner.py",
          "self.deepest > self.nesting", "self.deepest >= self.nesting", LIMITS),
    Fault("no time at all taken for no limit", "circuitlang/engines/clock.py",
          "if limit is not None and monotonic()", "if limit and monotonic()", LIMITS),
    Fault("trips of loops that are not counted", "circuitlang/meaning/counts.py",
          "self.turned += trips", "self.turned = trips", LIMITS),
    Fault("a link on the way to a file is followed", "circuitlang/text/beneath.py",
          "opened(name, READ | NO_LINK, folder)", "opened(name, READ, folder)", SWAPS),
    Fault("a folder on the way may be a link", "circuitlang/text/beneath.py",
          "STEP = LIST | getattr(os, \"O_PATH\", 0)",
          "STEP = (LIST | getattr(os, \"O_PATH\", 0)) & ~NO_LINK", SWAPS),
    Fault("a folder that has taken the circuit's place", "circuitlang/text/beneath.py",
          "if here != self.identity:", "if False:", SWAPS),
    Fault("a new file replaces what came meanwhile", "circuitlang/text/whole.py",
          "        if self.fresh:", "        if False:", ("tests/trust/test_saves.py",)),
    Fault("a save that does not wait for the disk", "circuitlang/text/whole.py",
          "os.fsync(file.fileno())", "pass", ("tests/trust/test_saves.py",)),
    Fault("litter beside a file that could not be written", "circuitlang/text/whole.py",
          "os.unlink(self.beside, **self.at)", "pass", ("tests/trust/test_saves.py",)),
    Fault("an array that is not held against the limits", "circuitlang/meaning/npyfiles.py",
          "limits.shape(header.shape, span, f\"`{path}`\")", "pass", DATA),
    Fault("a row without an end", "circuitlang/meaning/csvrows.py",
          "self.letters += len(line)", "self.letters = len(line)", DATA),
    Fault("a module beside the circuit is imported", "circuitlang/__main__.py",
          "del sys.path[0]", "pass", ("tests/trust/test_source.py",)),
    Fault("a stranger's run without the system's limits", "circuitlang/script/runner.py",
          "confine(self.limits, talks", "dict(self=self.limits, talks",
          ("tests/cli/test_confine.py",)),
    Fault("an error that shows where the folder lies", "circuitlang/session/writing.py",
          "os.path.dirname(real if session.typed else path.value)", "os.path.dirname(real)",
          ("tests/trust/test_source.py",)),
)  # fmt: skip
