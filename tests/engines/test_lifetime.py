import signal

import pytest

from mentorship.engines.lifetime import Stopped, StopRequest


def test_stop_request_is_remembered_though_its_exception_was_swallowed():
    kept = signal.getsignal(signal.SIGUSR1)
    request = StopRequest(signal.SIGUSR1)
    request.check()

    with pytest.raises(Stopped):
        signal.raise_signal(signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)  # the second is ignored

    with pytest.raises(Stopped) as stopped:
        request.check()
    assert stopped.value.status == 128 + signal.SIGUSR1
    signal.signal(signal.SIGUSR1, kept)
