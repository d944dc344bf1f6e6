import signal
import threading

import pytest

from kit.system.stops import ASKS, begin_anew, has_written, undisturbed


def test_who_asks_amid_a_last_step_is_too_late_and_who_asks_after_it_is_not() -> None:
    before = {ask: signal.getsignal(ask) for ask in ASKS}
    begin_anew()
    with undisturbed():
        for ask in ASKS:
            signal.raise_signal(ask)
        assert not has_written()
    assert has_written()
    assert {ask: signal.getsignal(ask) for ask in ASKS} == before
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_nothing_is_written_where_the_step_fails_or_ends_what_another_left() -> None:
    begin_anew()
    with pytest.raises(OSError, match="full"), undisturbed():
        raise OSError("full")
    with undisturbed(as_asked=False):
        pass
    assert not has_written()


def test_only_the_first_thread_is_ever_disturbed() -> None:
    begin_anew()

    def step() -> None:
        with undisturbed():
            pass

    other = threading.Thread(target=step)
    other.start()
    other.join()
    assert has_written()
    begin_anew()
