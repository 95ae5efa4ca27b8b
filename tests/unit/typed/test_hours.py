"""One reader of typed hours and times: an hour is never invented, a day neither."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.clock import VIETNAM
from models.domain.errors import WrongUsage
from models.domain.typed.hours import nearest, read_hour, read_time

TODAY = date(2026, 12, 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("14:20", time(14, 20)), ("14h20", time(14, 20)), ("14H20", time(14, 20)), ("1420", time(14, 20)),
        ("14.20", time(14, 20)), ("14g20", time(14, 20)), ("14 giờ 20", time(14, 20)), ("14 giờ 20 phút", time(14, 20)),
        ("14h", time(14)), ("14", time(14)), ("8h", time(8)), ("8", time(8)), ("830", time(8, 30)),
        ("0010", time(0, 10)), ("0:10", time(0, 10)), ("2 giờ chiều", time(14)), ("2h30 chiều", time(14, 30)),
        ("7h30 sáng", time(7, 30)), ("7 rưỡi", None), ("7 giờ rưỡi", time(7, 30)), ("7:30 PM", time(19, 30)),
        ("12 AM", time(0)), ("12h trưa", time(12)), ("14 : 20", time(14, 20)), ("１４：２０", time(14, 20)),
        ("14:20:05", time(14, 20, 5)), ("14h20'", time(14, 20)), ("lúc 14h", time(14)),
        ("24:00", None), ("14:60", None), ("", None), ("mai", None), ("99", None), ("14:20:61", None), ("-1", None),
        ("1_0", None), ("12345", None),
    ],
)  # fmt: skip
def test_an_hour_is_read_as_people_write_it(text: str, found: time | None) -> None:
    if found is not None:
        assert read_hour(text) == found
        return
    with pytest.raises(WrongUsage, match="write it like 14:30"):
        read_hour(text)


@pytest.mark.parametrize(
    "text",
    ["14:05 03/12/2026", "03/12/2026 14:05", "14h05 3/12", "3/12 1405", "14 giờ 05 ngày 03 tháng 12 năm 2026",
     "ngày 3/12/26 lúc 14h05", "14:05, 03–12–2026", "2026-12-03 14:05", "2026-12-03T14:05", "2026-12-03T14:05+07:00",
     "2026-12-03T07:05:00Z", "2026-12-03 14:05:00", "2 giờ 05 chiều 3/12"],
)  # fmt: skip
def test_a_time_is_vietnams_unless_it_names_its_zone(text: str) -> None:
    assert read_time(text, TODAY) == datetime(2026, 12, 3, 14, 5, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-12-03", "“2026-12-03” has no hour; write hour and day, like 14:30 03/12/2026."),
        ("3/12", "has no hour"),
        ("ngày 3 tháng 12", "has no hour"),
        ("14:05", "“14:05” has no day"),
        ("14 15", "is no time; write hour and day, like 14:30 03/12/2026."),
        ("3.12 14", "is no time"),
        ("14:05 31/02/2026", "is no time"),
        ("25:00 3/12", "is no time"),
        ("14:05 01/01/0001", "is not between 1900 and 2100"),
        ("0001-01-01T00:00+07:00", "is not between 1900 and 2100"),
        ("9999-12-31T23:59-07:00", "is not between 1900 and 2100"),
        ("2026-13-03T00:00Z", "is no time"),
        ("", "is no time"),
    ],
)
def test_no_half_of_a_time_is_invented(text: str, sentence: str) -> None:
    with pytest.raises(WrongUsage) as told:
        read_time(text, TODAY)
    assert sentence in str(told.value)


def test_an_hour_alone_is_one_of_the_day_that_is_meant() -> None:
    assert read_time("1420", TODAY, on=date(2026, 12, 3)) == datetime(2026, 12, 3, 14, 20, tzinfo=VIETNAM)


def test_an_hour_after_midnight_is_the_next_days() -> None:
    opened = datetime(2026, 12, 3, 22, 0, tzinfo=VIETNAM)
    assert nearest(datetime(2026, 12, 3, 0, 10, tzinfo=VIETNAM), opened) == datetime(2026, 12, 4, 0, 10, tzinfo=VIETNAM)
    assert nearest(datetime(2026, 12, 3, 21, 50, tzinfo=VIETNAM), opened).day == 3


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)))
def test_a_time_in_iso_form_is_read_to_the_letter(moment: datetime) -> None:
    assert read_time(moment.replace(tzinfo=UTC).isoformat(), TODAY) == moment.replace(tzinfo=UTC)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)))
def test_a_time_as_the_program_shows_it_is_read_back(moment: datetime) -> None:
    minute = moment.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    for text in (f"{minute:%H:%M %d/%m/%Y}", f"{minute:%d/%m/%Y %H:%M}", f"{minute:%Hh%M %d-%m-%Y}"):
        assert read_time(text, TODAY) == minute


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_time_or_a_sentence(text: str) -> None:
    with suppress(WrongUsage):
        assert read_time(text, TODAY).tzinfo


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        *[("1h trưa", time(13)), ("11h30 trưa", time(11, 30)), ("11h đêm", time(23)), ("2h đêm", time(2))],
        *[("12:05 SA", time(0, 5)), ("12:05 CH", time(12, 5)), ("8 giờ tối", time(20)), ("20h tối", time(20))],
    ],
)
def test_an_hour_of_a_part_of_the_day(text, hour):
    assert read_hour(text) == hour


@pytest.mark.parametrize("text", ["12h đêm", "12h tối", "15h sáng", "5h trưa", "12h sáng"])
def test_an_hour_that_its_part_of_the_day_has_not_is_refused(text):
    with pytest.raises(WrongUsage):
        read_hour(text)
