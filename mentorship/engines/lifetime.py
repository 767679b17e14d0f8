"""How processes end: a signal that asks for it, and a parent that was killed."""

import ctypes
import os
import signal
from collections.abc import Callable
from types import FrameType

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


class Stopped(BaseException):
    """Somebody pressed Ctrl+C or sent SIGTERM."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


class StopRequest:
    """Raises `Stopped` when one of its signals comes, and remembers it.

    Python swallows an exception that a handler raises while some object is being deleted, so
    every loop asks `check` as well. The signals that follow the first are ignored: a second
    Ctrl+C would leave things half stopped.
    """

    def __init__(self, *signals: signal.Signals) -> None:
        self.signals = signals
        self.number: int | None = None
        for number in signals:
            signal.signal(number, self.come)

    def come(self, number: int, _frame: FrameType | None) -> None:
        self.number = number
        for each in self.signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    def check(self) -> None:
        if self.number is not None:
            raise Stopped(self.number)


def dies_with_parent(number: signal.Signals) -> Callable[[], None]:
    """Returns a `preexec_fn`: the kernel sends the signal to the child when we are killed."""
    parent = os.getpid()

    def ask_kernel() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os.kill(os.getpid(), number)

    return ask_kernel
