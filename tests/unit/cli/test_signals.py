from __future__ import annotations

import os
import signal
import threading

import pytest

from anamctl.cli.signals import SIGNALS, stoppable

pytestmark = pytest.mark.skipif(os.name == "nt", reason="has other signals")


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_is_an_interrupt_while_it_counts_and_not_afterwards(number):
    before = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt), stoppable():
        signal.raise_signal(number)

    assert signal.getsignal(number) is before


def test_a_signal_that_is_ignored_stays_so():
    """`nohup anamctl …`."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            signal.raise_signal(signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_in_another_thread_nothing_is_changed():
    seen = []

    def run():
        with stoppable():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()

    assert seen == [signal.getsignal(signal.SIGTERM)]
