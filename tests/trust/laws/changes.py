"""Changes to a program that may not change a gradient."""

from __future__ import annotations

import random
import re

from tests.trust.laws.programs import NAMES, WORD, Program

NEW = ("a", "aa", "Ω", "näme", "zz", "_p", "output", "input", "gate", "back", "last", "e_", "l1",
       "O0", "ß", "変数", "longer_name_than_before", "f", "g", "n_1", "as", "by", "of", "if",
       "lambda", "is", "not", "print_", "self")  # fmt: skip
HEADS = {"output", "input", "gate"}
DECLARES = re.compile(r"(?:(?:input|param|const) |gate |def )?([^\W\d]\w*)")


def declared(statement: str) -> set[str]:
    """The bases of the names that a statement declares: `x` of `input x[0] = 1, y`."""
    if re.match(r"(input|param|const) ", statement):
        items = re.split(r",\s*(?=[^\W\d]\w*(?:\[[^]]*\])?\s*(?::|=))", statement.split(" ", 1)[1])
        return {WORD.search(item)[0] for item in items}  # type: ignore[index]
    if statement.startswith("for "):
        return set(re.findall(r"([^\W\d]\w*)\[[^]=]*\] =", statement))
    found = re.match(r"(?:gate )?([^\W\d]\w*)(?:\[[^]]*\])? *=(?!=)|def ([^\W\d]\w*)", statement)
    return {found[1] or found[2]} if found else set()


def permuted(program: Program, chance: random.Random) -> Program:
    """The statements in another order in which each still stands behind what it reads; random
    numbers, `seed`, `ties` and `output` stay in their order."""
    statements = program.statements
    names = [declared(each) for each in statements]
    ordered = [bool(re.match("seed|ties|output", each)) or "randn(" in each or "uniform(" in each
               for each in statements]  # fmt: skip
    before: list[set[int]] = []
    for at, statement in enumerate(statements):
        words = set(WORD.findall(statement))
        before.append({other for other in range(at) if names[other] & words
                       or (ordered[at] and ordered[other])})  # fmt: skip
    output = next((at for at, each in enumerate(statements) if each.startswith("loss =")), -1)
    left, found = list(range(len(statements))), []
    while left:
        ready = [at for at in left if not before[at] & set(left)]
        ready = [at for at in ready if at < output] or ready  # the output stays the last gate
        at = chance.choice(ready)
        left.remove(at)
        found.append(statements[at])
    return program._replace(statements=found)


def renamed(program: Program, chance: random.Random) -> tuple[Program, dict[str, str]]:
    """Every declared name becomes another one; also which."""
    known: dict[str, str] = {}
    names = sorted(set().union(*map(declared, program.statements)) & _changeable(program))
    fresh = chance.sample(NEW, len(NEW))
    for number, name in enumerate(names):
        known[name] = fresh[number] if number < len(fresh) else f"name{number}"

    def other(text: str) -> str:
        return WORD.sub(lambda found: known.get(found[0], found[0]), text)

    statements = []
    for statement in program.statements:
        head, words = statement, ""
        if keyword := re.match(r"(?:input|param|const|gate|def|output|seed|ties) ", statement):
            words, head = keyword[0], statement[keyword.end() :]
        line = words + (head if words == "ties " else other(head))
        base = declared(statement)
        if not words and base and not statement.startswith("for "):
            line = f"gate {line}"  # the new name may be a word that begins statements
        elif not words and (first := WORD.match(statement)) and first[0] in known:
            line = f"({line})"  # an expression that is shown
        if statement.startswith("for "):
            line = re.sub(rf"(^|[\n;{{] *)({'|'.join(HEADS)})\[", r"\1gate \2[", line)
        statements.append(line)
    return Program(statements, known.get(program.output, program.output),
                   [other(leaf) for leaf in program.leaves]), known  # fmt: skip


def _changeable(program: Program) -> set[str]:
    """Names that mean nothing else anywhere in the text: no word, no keyword argument."""
    bases = {re.sub(r"_\d+$", "", name) for name in ("loss", "first")}
    words = set(WORD.findall(program.text))
    taken = {"return", "to", "in", "x", "y", "show", "forward", "with"}  # `leaky_relu(x=…)`, `to`
    known = {word for word in words if re.sub(r"_\d+$", "", word) in NAMES}
    return (known | (words & bases)) - taken


def with_dead_gates(program: Program, chance: random.Random) -> Program:
    """Gates in between that nothing reads, and `output` so that none becomes the output."""
    statements = list(program.statements)
    for number in range(chance.choice((1, 2, 4))):
        at = chance.randrange(statements.index("input first = 0.5") + 1, len(statements) + 1)
        statements.insert(at, f"dead{number} = {chance.choice(DEAD)}")
    if not any(each.startswith("output ") for each in statements):
        statements.append("output loss")
    return program._replace(statements=statements)


DEAD = ("first * 2", "log(first - 9)", "exp(first * 1e4)", "max(first, first)", "1 / (first - 0.5)",
        "sum([first, 2])", "grad(first * first, first)", "where(first > 0, first, 0)")  # fmt: skip
