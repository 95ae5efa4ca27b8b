"""The first and the last year of all calendars: read by everything that reads times, taken from nobody."""

from __future__ import annotations

import pytest

from models.domain.clock import day_of, day_or_none, from_text, iso_day, local, moment_or_none, system_clock
from models.domain.errors import WrongUsage
from sync.protocol.fields import Malformed, moment
from sync.web.report_reading import moment_or_none as read_in_a_report

FAR = ("0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z")


@pytest.mark.parametrize("text", FAR)
def test_a_time_at_the_end_of_all_calendars_can_be_reckoned_with(text: str) -> None:
    assert day_of(from_text(text)).year in {1000, 2999}
    assert iso_day(text) == local(from_text(text)).date().isoformat()


@pytest.mark.parametrize("text", FAR)
def test_nobody_else_is_believed_such_a_time(text: str) -> None:
    assert read_in_a_report(text) is moment_or_none(text) is None
    assert day_or_none(text[:10]) is None
    with pytest.raises(Malformed):
        moment(text)
    with pytest.raises(WrongUsage):
        system_clock({"CHIBO_NOW": text})


def test_a_common_time_is_what_it_was() -> None:
    text = "2026-12-03T07:05:00.000Z"
    assert moment_or_none(text) == from_text(text) == moment(text)
    assert str(day_or_none("2026-12-03")) == "2026-12-03"
    assert day_or_none(7) is moment_or_none("2026-12-03T07:05") is None
