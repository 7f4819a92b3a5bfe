"""The alarm that ends a run wherever it is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from circuitlang.cli import main
from circuitlang.script import watch
from circuitlang.script.watch import TimeIsUp, Watch
from circuitlang.text.limits import Limits
from tests.undisturbed import undisturbed

if not hasattr(signal, "setitimer"):
    pytest.skip("there are no alarms here", allow_module_level=True)

SHORT = Limits().replace("time", 0.05)


@pytest.fixture(autouse=True)
def nobody_else_rings() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with undisturbed():
        yield
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL, "the alarm was left set"
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0.0
    signal.signal(signal.SIGALRM, before)


def test_it_rings_where_nobody_looks_at_the_clock() -> None:
    with pytest.raises(TimeIsUp), Watch(SHORT):
        while True:
            pass
    problem = Watch(SHORT).error(None)
    assert problem.code == "limit-exceeded" and "the limit is 0.05" in problem.message


def test_a_run_ends_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    text = "input x = 1\nfor i in 1 to 20000 { y[i] = x * i }\nbackward\n" + "chained *\n" * 900
    assert main(["--limit", "time=0.3", "--quiet", "-c", text]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error[limit-exceeded]: ") and "the limit is 0.3" in said


@pytest.mark.parametrize("seconds", ["0", "1e-6", "1e-5", "1e-4", "1e-3"])
def test_a_run_without_time_ends_at_once(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The alarm may ring before the run has begun."""
    text = "input x = 1\nfor i in 1 to 20000 { y[i] = x * i }\nbackward"
    assert main(["--limit", f"time={seconds}", "-c", text]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error[limit-exceeded]: ") and f"is {float(seconds):,.6g}\n" in said


def test_it_does_nothing_where_it_is_not_wanted() -> None:
    with Watch(Limits()) as free:
        assert not free.rings
    found: list[bool] = []

    def elsewhere() -> None:
        with Watch(SHORT) as other:
            found.append(other.rings)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == [False]


def test_an_alarm_of_the_program_is_its_own() -> None:
    def own(*_: object) -> None:
        """Somebody else's."""

    signal.signal(signal.SIGALRM, own)
    try:
        with Watch(SHORT) as mine:
            assert not mine.rings and signal.getsignal(signal.SIGALRM) is own
    finally:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def test_it_may_ring_at_the_very_end(monkeypatch: pytest.MonkeyPatch) -> None:
    real, rung = signal.setitimer, []

    def late(which: int, seconds: float, *again: float) -> object:
        if seconds == 0.0 and not rung:
            rung.append(True)
            raise TimeIsUp
        return real(which, seconds, *again)

    with Watch(Limits().replace("time", 60)) as mine:
        assert mine.rings
        monkeypatch.setattr(watch, "signal", signal, raising=False)
        monkeypatch.setattr(signal, "setitimer", late)
    assert rung
