from __future__ import annotations

import io
import os
import signal

import pytest
from typing_extensions import override

from evreader.errors import CancelledError
from evreader.session.meter import Meter
from evreader.session.pace import Pace, in_minutes


class Terminal(io.StringIO):
    @override
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_and_a_file_is_not() -> None:
    out, file = Terminal(), io.StringIO()
    for place in (out, file):
        with Meter(place) as meter:
            meter.report(0, 2, "")
            meter.report(2, 2, "b.txt")
    assert "2 of 2" in out.getvalue()
    assert out.getvalue().endswith("\r\x1b[K"), "the line is wiped at the end"
    assert file.getvalue() == ""


def test_ctrl_c_ends_the_job_at_its_next_report_and_twice_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    out = Terminal()
    with Meter(out) as meter:
        meter.report(1, 9, "a.txt")
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(CancelledError):
            meter.report(2, 9, "b.txt")
        assert "what is finished stays" in out.getvalue()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_forecast_waits_until_it_means_something() -> None:
    now = [0.0]
    pace = Pace(clock=lambda: now[0])
    now[0] = 1.0
    assert pace.forecast(50, 100) is None
    now[0] = 10.0
    assert pace.forecast(0, 100) is None
    assert pace.forecast(5, 0) is None
    assert pace.forecast(50, 100) == (5.0, 10.0)
    assert in_minutes(65.2) == "1:05"
