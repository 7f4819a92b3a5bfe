"""Prints what the parser built, so that a test is one line: `q = x + y` is `q := (+ x y)`."""

from __future__ import annotations

import json

from circuitlang.syntax import nodes as n


def expr(expression: n.Expr) -> str:
    """An expression in prefix form; runs the postorder as a stack machine."""
    stack: list[str] = []

    def take(count: int) -> list[str]:
        taken = stack[len(stack) - count :]
        del stack[len(stack) - count :]
        return taken

    def trail(steps: tuple[n.Index | n.Member, ...]) -> str:
        counts = [step.count if isinstance(step, n.Index) else 0 for step in steps]
        items = take(sum(counts))
        text = ""
        for step in steps:
            if isinstance(step, n.Member):
                text += f".{step.name}"
            else:
                text += f"[{', '.join(items[: step.count])}]"
                del items[: step.count]
        return text

    for node in expression.nodes:
        if isinstance(node, n.Number):
            stack.append(f"{node.value:g}")
        elif isinstance(node, n.Text):
            stack.append(json.dumps(node.value, ensure_ascii=False))
        elif isinstance(node, n.Slice):
            parts = take(node.start + node.stop + node.step)
            slots = [parts.pop(0) if given else "" for given in (node.start, node.stop, node.step)]
            stack.append(":".join(slots))
        elif isinstance(node, n.Ref):
            stack.append(node.name + trail(node.trail))
        elif isinstance(node, n.Pick):
            steps = trail(node.trail)
            stack.append(f"{{{take(1)[0]}}}{steps}")
        elif isinstance(node, n.Apply):
            stack.append(f"({node.sign} {' '.join(take(node.arity))})")
        elif isinstance(node, n.Call):
            named = take(len(node.keywords))
            words = [f"{key}={value}" for key, value in zip(node.keywords, named, strict=True)]
            stack.append(f"{node.name}({', '.join([*take(node.arity), *words])})")
        elif isinstance(node, n.Array):
            stack.append(f"[{', '.join(take(node.count))}]")
        else:
            bounds = f"{expr(node.low)}..{expr(node.high)}"
            stack.append(f"{node.name}({expr(node.body)} | {node.var} {bounds})")
    (result,) = stack
    return result


def statement(one: n.Statement | n.Rule) -> str:
    """A statement in one line."""
    match one:
        case n.Leaves():
            return f"{one.kind} {'; '.join(map(_leaf, one.items))}"
        case n.Assign():
            return f"{'gate ' * one.keyword}{_target(one.target)} := {expr(one.expr)}"
        case n.Define():
            params = " ".join(word.text for word in one.params)
            body = "".join(f"{statement(step)}; " for step in one.body)
            rules = "".join(f"; {statement(rule)}" for rule in one.rules)
            inside = f"{body}return {expr(one.result)}{rules}"
            return f"def {one.name.text}({params}) " + (f"{{{inside}}}" if one.block else inside)
        case n.Rule():
            return f"{one.form} {one.param.text} := {expr(one.expr)}"
        case n.For():
            body = "; ".join(map(statement, one.body))
            return f"for {one.var.text} {expr(one.low)}..{expr(one.high)} {{{body}}}"
        case n.Output():
            return f"output {', '.join(map(expr, one.names))}"
        case n.Include():
            return f"include {one.path.value}"
        case n.Seed():
            return f"seed {expr(one.value)}"
        case n.Ties():
            return f"ties {one.rule.text}"
        case n.Bare():
            return f"value {expr(one.expr)}"
        case n.Time():
            return f"time <{statement(one.statement)}>"
        case n.Command():
            slots = (f" {name}={_slot(held)}" for name, held in one.slots.items())
            return f"{one.word.text}{'!' * one.bang}{''.join(slots)}"


def _target(target: n.Target) -> str:
    subscripts = f"[{', '.join(map(expr, target.subscripts))}]" if target.subscripts else ""
    return target.name + subscripts


def _leaf(leaf: n.Leaf) -> str:
    shape = "" if leaf.shape is None else f" : [{', '.join(map(expr, leaf.shape))}]"
    return _target(leaf.target) + shape + (f" = {expr(leaf.value)}" if leaf.value else "")


def _slot(held: n.Argument) -> str:
    match held:
        case None:
            return "-"
        case n.Text():
            return json.dumps(held.value, ensure_ascii=False)
        case n.Expr():
            return expr(held)
        case n.Word():
            return held.text
        case _:
            names = (f"{expr(p.name) if p.name else ''}{'*' * p.star}" for p in held)
            return f"<{', '.join(names)}>"
