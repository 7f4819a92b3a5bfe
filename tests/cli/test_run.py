"""`circuitlang run`: where circuits come from, what is printed where, and the exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from circuitlang.cli import main
from tests.cli.commandline import FIRST, Done, Terminal

Run = Callable[..., Done]
SQUARE = "input x = 3; f = x * x"
GRADIENT = "∂f/∂x = 6"


def test_a_file_with_run_and_without(run: Run) -> None:
    assert run("run", FIRST) == run(FIRST)
    assert run(FIRST).status == 0
    assert "-12" in run(FIRST).out
    assert run(FIRST).err == ""


def test_declarations_alone_run_forward_backward_show(run: Run) -> None:
    done = run("-c", SQUARE)
    assert done == run("-c", f"{SQUARE}; forward; backward; show")
    assert GRADIENT in done.out


def test_standard_input_is_read_whole(run: Run) -> None:
    assert run(stdin=SQUARE) == run("-", stdin=SQUARE) == run("run", stdin=SQUARE)
    assert GRADIENT in run("-", stdin=SQUARE).out


def test_nothing_at_a_terminal_is_the_prompt(run: Run) -> None:
    done = run(stdin=Terminal("input x = 3\nx * x\n"))
    assert (done.status, done.out) == (0, "9\n")
    assert done.err.startswith("circuitlang 0.1")


def test_statements_are_one_session(run: Run) -> None:
    done = run("-c", "input x = 3", "-c", "f = x * y")
    assert done.status == 1
    assert " --> <command line>:2:9" in done.err


def test_statements_after_a_file(run: Run) -> None:
    done = run(FIRST, "-c", 'print "q is {q}"')
    assert done.out == run(FIRST).out + "q is 3\n"


def test_several_files_are_several_sessions(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.circ").write_text(f'{SQUARE}; forward; print "{name}"')
    (tmp_path / "c.circ").write_text("f = x")
    done = run("a.circ", "c.circ", "b.circ")
    assert done.out == "==> a.circ <==\na\n==> b.circ <==\nb\n"
    assert done.status == 1
    assert "error[undefined-name]" in done.err
    assert run("a.circ", "nowhere.circ", "c.circ").status == 2


def test_a_relative_path_is_named_as_it_was_given(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "bad.circ").write_text("f = x\n")
    assert " --> sub/bad.circ:1:5" in run("sub/bad.circ").err


def test_includes_lie_beside_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "lib.circ").write_text("def double(t) = 2 * t\n")
    (tmp_path / "sub" / "main.circ").write_text('include "lib.circ"\ninput x = 3\nf = double(x)\n')
    assert run("sub/main.circ").status == 0
    assert run("-c", 'include "sub/lib.circ"', "-c", "input x = 3; f = double(x)").status == 0
    refused = run("sub/main.circ", "--untrusted")
    assert refused.status == 1
    assert "error[file-not-allowed]" in refused.err


def test_the_limit_of_source_counts_includes_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lib.circ").write_text("# " + "x" * 98)
    (tmp_path / "main.circ").write_text('include "lib.circ"\ninput x = 1; f = x + 1')
    size = sum((tmp_path / name).stat().st_size for name in ("lib.circ", "main.circ"))
    assert run("main.circ", "--limit", f"source={size}").status == 0
    done = run("main.circ", "--limit", f"source={size - 1}")
    assert done.status == 1
    assert "error[limit-exceeded]" in done.err


# ---------------------------------------------------------------------- options


def test_set_takes_constant_expressions(run: Run) -> None:
    done = run("-c", "input x, w[2] = 1; f = x * w[2]; forward; f", "--set", "x=2*pi",
               "--set=w[2]=2")  # fmt: skip
    assert done.out.split() == ["12.5664"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("q=1", "undefined-name"),
        ("f=1", "not-a-leaf"),
        ("x=2*y", "undefined-name"),
        ("x=", "bad-argument"),
        ("x", "bad-argument"),
        ("x=1,y=2", "bad-argument"),
        ("x=1;y=2", "bad-argument"),
        ("x=1 2", "syntax"),
    ],
)
def test_a_wrong_set_is_wrong_use(run: Run, value: str, code: str) -> None:
    done = run("-c", SQUARE, "--set", value)
    assert (done.status, done.out) == (2, "")
    assert f"error[{code}]" in done.err


def test_quiet_leaves_results_warnings_and_errors(run: Run) -> None:
    text = f"{SQUARE}; backward; g = log(x - 3); forward; expect f = 1"
    loud, quiet = run("-c", text), run("--quiet", "-c", text)
    assert loud.out == quiet.out
    assert "forward first" in loud.err
    assert "forward first" not in quiet.err
    assert "warning[non-finite]" in quiet.err
    assert "error[expectation-failed]" in quiet.err
    assert loud.status == quiet.status == 1


def test_strict_makes_non_finite_an_error(run: Run) -> None:
    text = "input x = 0; f = log(x); forward"
    assert run("-c", text).status == 0
    done = run("-c", text, "--strict")
    assert done.status == 1
    assert "error[non-finite]" in done.err


def test_limits(run: Run) -> None:
    text = "input x = 1; for i in 1 to 5 { h[i] = x + i }"
    assert run("-c", text, "--limit", "gates=5").status == 0
    over = run("-c", text, "--limit=gates=4")
    assert over.status == 1
    assert "error[limit-exceeded]" in over.err
    wrong = run("-c", text, "--limit", "gate=4")
    assert wrong.status == 2
    assert "did you mean `gates`?" in wrong.err
    assert run("-c", text, "--limit", "gates=many").status == 2


def test_untrusted_limits_are_small(run: Run) -> None:
    text = "input x = 1; for i in 1 to 100001 { h[i] = x + i }"
    assert "limit-exceeded" in run("--untrusted", "-c", text).err
    assert "the limit is 3" in run("--untrusted", "--limit", "gates=3", "-c", text).err


def test_engines(run: Run) -> None:
    assert run("--engine", "reference", FIRST) == run(FIRST)
    done = run("--engine", "refrence", FIRST)
    assert done.status == 2
    assert "did you mean `reference`?" in done.err


def test_colours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run(FIRST).out
    assert "\x1b[" in run(FIRST, terminal=True).out
    assert "\x1b" not in run(FIRST, "--color", "never", terminal=True).out
    assert "\x1b[" in run(FIRST, "--color=always").out
    assert "\x1b[1;31merror" in run("-c", "f = x", "--color=always").err
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(FIRST, terminal=True).out
    assert "\x1b[" in run(FIRST, "--color=always").out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in run(FIRST, terminal=True).out


def test_ascii(run: Run) -> None:
    done = run("-c", "input σ = 2; f = sigmoid(σ); backward; local f", "--ascii")
    assert done.out.isascii()
    assert r"df/d\u03c3 =" in done.out
    assert "sigmoid(" in done.out


# ---------------------------------------------------------------------- errors


def test_all_static_errors_come_before_anything_runs(run: Run) -> None:
    done = run("-c", "input x = 1; show", "-c", "f = y", "-c", "g = z; show h")
    assert (done.status, done.out) == (1, "")
    assert done.err.count("error[undefined-name]") == 3


def test_failed_expectations_are_recorded_and_the_run_goes_on(run: Run) -> None:
    done = run("-c", f'{SQUARE}; forward; expect f = 8; expect f > 10; print "end"')
    assert done.status == 1
    assert done.out == "end\n"
    assert done.err.count("error[expectation-failed]") == 2


def test_other_errors_stop_the_run(run: Run) -> None:
    done = run("-c", f"{SQUARE}; print \"one\"; set x = 2; backward; set x = 1", "-c",
               "expect f = 1; print \"two\"")  # fmt: skip
    assert done.status == 1
    assert done.out.startswith("one\n")
    assert "two" not in done.out
    assert "error[no-value]" in done.err


def test_files_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "first.circ").write_text(SQUARE)
    for name, words in {
        "frist.circ": "did you mean `first.circ`?",
        "first": "did you mean `first.circ`?",
        "no/first.circ": "there is no folder `no`",
        "chekc": "did you mean `check`?",
        ".": "cannot be read",
        "a\0b": "cannot be read",
    }.items():
        done = run(name)
        assert (done.status, done.out) == (2, "")
        assert "error[file-not-found]" in done.err
        assert words in done.err


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b'<?xml version="1.0"?>\n<project/>', 2, "not-a-circuit"),
        (b"\x89PNG\r\n\x1a\n", 2, "not-a-circuit"),
        ("input x = 3".encode("utf-16"), 2, "not-a-circuit"),
        (b"input x = 3\nf = \xff", 1, "bad-character"),
        (b"input x = 3\nf = x \x00", 1, "bad-character"),
    ],
)
def test_files_that_are_no_circuit(
    run: Run, tmp_path: Path, data: bytes, status: int, code: str
) -> None:
    (tmp_path / "x.circ").write_bytes(data)
    done = run("x.circ")
    assert (done.status, done.out) == (status, "")
    assert f"error[{code}]" in done.err


def test_an_included_file_that_is_no_circuit_is_an_error_in_the_circuit(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.circ").write_text("<svg/>")
    assert run("-c", 'include "x.circ"').status == 1
    assert run("-c", "<svg/>").status == 2


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_what_never_ends_is_cut_at_the_limit(run: Run) -> None:
    done = run("/dev/zero", "--limit", "source=1000")
    assert done.status == 1
    assert "error[limit-exceeded]" in done.err


def test_an_error_of_ours_is_one_honest_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise RuntimeError("boom")

    monkeypatch.setattr("circuitlang.cli.COMMANDS", {"run": broken})
    monkeypatch.delenv("CIRCUITLANG_DEBUG", raising=False)
    done = run(FIRST)
    assert done.status == 1
    assert done.err.count("\n") == 1
    assert "internal error (RuntimeError: boom)" in done.err
    monkeypatch.setenv("CIRCUITLANG_DEBUG", "1")
    assert "Traceback" in run(FIRST).err


def test_what_it_quotes_is_one_line_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """NumPy that cannot be loaded says so on thirty lines; a name of a circuit may be quoted."""

    def broken(*_: object) -> int:
        raise ImportError("\n\nIMPORTANT\n\x1b[31m" + "x" * 1000)

    monkeypatch.setattr("circuitlang.cli.COMMANDS", {"run": broken})
    monkeypatch.delenv("CIRCUITLANG_DEBUG", raising=False)
    done = run(FIRST)
    assert done.status == 1
    assert done.err.count("\n") == 1 and done.err.rstrip("\n").isprintable()
    assert r"(ImportError: IMPORTANT\n\x1b[31mxxx" in done.err and len(done.err) < 400


def test_no_memory(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise MemoryError

    monkeypatch.setattr("circuitlang.cli.COMMANDS", {"run": broken})
    assert run(FIRST) == Done(1, "", "circuitlang: the memory is used up\n")


# ---------------------------------------------------------------------- --json


def test_json_is_the_only_output(run: Run) -> None:
    done = run(FIRST, "--json")
    assert (done.status, done.err) == (0, "")
    assert done.out.count("\n") == 1
    found = json.loads(done.out)
    assert found["output"] == "f"
    assert [gate["name"] for gate in found["gates"]] == ["x", "y", "z", "q", "f"]


def test_json_of_errors(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.circ").write_text("input x = 1\nf = y\ng = z\n")
    done = run("bad.circ", "--json")
    assert (done.status, done.err) == (1, "")
    errors = json.loads(done.out)["errors"]
    places = [(each["file"], each["line"], each["column"]) for each in errors]
    assert places == [("bad.circ", 2, 5), ("bad.circ", 3, 5)]
    assert {each["code"] for each in errors} == {"undefined-name"}


def test_json_of_failed_expectations_and_what_stopped_the_run(run: Run) -> None:
    done = run(
        "--json", "-c", f"{SQUARE}; forward; expect f = 8; backward; set x = 1; expect f = 1"
    )
    assert done.status == 1
    codes = [each["code"] for each in json.loads(done.out)["errors"]]
    assert codes == ["expectation-failed", "no-value"]


def test_json_of_wrong_use_and_of_files(run: Run) -> None:
    for arguments, code in {
        ("nowhere.circ",): "file-not-found",
        ("--jsn", FIRST): "bad-argument",
        (FIRST, "--set", "w=1"): "undefined-name",
    }.items():
        done = run("--json", *arguments)
        assert (done.status, done.err) == (2, "")
        (found,) = json.loads(done.out)["errors"]
        assert (found["code"], found["line"]) == (code, None)


def test_json_of_several_files_is_a_line_each(run: Run) -> None:
    lines = run("--json", FIRST, "nowhere.circ", FIRST).out.splitlines()
    assert [sorted(json.loads(line)) for line in lines] == [
        ["gates", "output", "stale", "version", "warnings"],
        ["errors", "version"],
        ["gates", "output", "stale", "version", "warnings"],
    ]


def test_json_of_more_than_a_hundred_errors(run: Run) -> None:
    done = run("--json", "-c", "; ".join(f"f{i} = x{i}" for i in range(130)))
    found = json.loads(done.out)
    assert len(found["errors"]) == 100
    assert found["more"] == 30


def test_numbers_that_json_cannot_hold(run: Run) -> None:
    done = run("--json", "-c", "input x = 0; f = log(x); forward")
    found = json.loads(done.out)
    assert found["gates"][1]["value"] == "-inf"
    assert found["warnings"][0]["code"] == "non-finite"


def test_main_reads_the_command_line_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["circuitlang", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("circuitlang 0.")
