"""Ties a child's life to its parent's: `kill -9` of a command leaves no half of it running."""

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


def dies_with_parent(number: signal.Signals) -> Callable[[], None]:
    """Returns a `preexec_fn`: the kernel sends the signal to the child when we are killed."""
    parent = os.getpid()

    def ask_kernel() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os.kill(os.getpid(), number)

    return ask_kernel
