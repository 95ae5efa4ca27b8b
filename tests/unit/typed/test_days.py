"""One reader of typed days: a table of what people write, by where the day lies."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.errors import WrongUsage
from models.domain.typed.days import YearHint, day_parts, optional_day, read_day

TODAY = date(2026, 12, 2)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["15/12/2026", "15-12-2026", "15.12.2026", "15–12–2026", "15—12—26", "15/12/26", "15-12-26", "2026-12-15",
     "2026/12/15", "2026-12-15T00:00:00", " 15 / 12 / 2026 ", "15 12 2026", "15\u00a0/\u00a012/2026",
     "\u200b15/12/2026", "１５/１２/２０２６", "15122026", "20261215", "ngày 15 tháng 12 năm 2026",
     "Ngày 15 tháng 12", "ngay 15 thang 12 nam 26", "ngày 15/12/2026", "15/12", "15.12.", "15", "15 tháng 12/2026"],
)  # fmt: skip
def test_a_due_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text, TODAY, YearHint.AHEAD) == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("text", "today", "found"),
    [
        ("30", date(2026, 2, 15), date(2026, 3, 30)),
        ("31", date(2026, 4, 1), date(2026, 5, 31)),
        ("31", date(2026, 12, 31), date(2026, 12, 31)),
        ("1", date(2026, 12, 2), date(2027, 1, 1)),
        ("15", date(2026, 12, 16), date(2027, 1, 15)),
        ("1/12", date(2026, 12, 2), date(2027, 12, 1)),
        ("29/2", date(2026, 12, 2), date(2028, 2, 29)),
        ("29/2", date(2097, 1, 1), date(2104, 2, 29)),
        ("15/1", date(2026, 12, 2), date(2027, 1, 15)),
    ],
)
def test_what_is_left_out_is_the_next_such_day(text: str, today: date, found: date) -> None:
    assert read_day(text, today, YearHint.AHEAD) == found


@pytest.mark.parametrize(
    ("text", "lean", "found"),
    [
        ("19/05/27", YearHint.AHEAD, date(2027, 5, 19)),
        ("19/05/27", YearHint.NEAR, date(2027, 5, 19)),
        ("19/05/27", YearHint.PAST, date(2027, 5, 19)),
        ("19/12/27", YearHint.PAST, date(1927, 12, 19)),
        ("19/05/27", YearHint.BORN, date(1927, 5, 19)),
        ("02/12/26", YearHint.BORN, date(2026, 12, 2)),
        ("03/12/26", YearHint.BORN, date(1926, 12, 3)),
        ("03/02/70", YearHint.PAST, date(1970, 2, 3)),
        ("15/12/26", YearHint.AHEAD, date(2026, 12, 15)),
        ("01/01/99", YearHint.BORN, date(1999, 1, 1)),
        ("30/11", YearHint.NEAR, date(2026, 11, 30)),
        ("2/1", YearHint.NEAR, date(2027, 1, 2)),
        ("30", YearHint.NEAR, date(2026, 11, 30)),
    ],
)
def test_two_digits_and_a_missing_year_follow_where_the_day_lies(text: str, lean: YearHint, found: date) -> None:
    assert read_day(text, TODAY, lean) == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("mai", "“mai” is no day; write day/month/year, like 15/12/2026."),
        ("", "“” is no day"),
        ("1512", "“1512” is no day"),
        ("1/2/3/4", "is no day"),
        ("15/12/026", "is no day"),
        ("1e1", "is no day"),
        ("1_0", "is no day"),
        ("-5", "is no day"),
        ("½", "is no day"),
        ("٣/٤/٢٠٢٦", "is no day"),
        ("31/02/2026", "There is no day “31/02/2026” in the calendar; write day/month/year, like 15/12/2026."),
        ("31/02", "There is no day “31/02” in the calendar"),
        ("0", "There is no day “0” in the calendar"),
        ("32", "There is no day “32” in the calendar"),
        ("2026-13-01", "There is no day “2026-13-01” in the calendar"),
        ("12/2026", "is no day"),
        ("01/01/0001", "The year of “01/01/0001” is not between 1900 and 2100"),
        ("31/12/9999", "is not between 1900 and 2100"),
        ("0001-01-01", "is not between 1900 and 2100"),
    ],
)
def test_what_is_no_day_is_refused_with_an_example(text: str, sentence: str) -> None:
    with pytest.raises(WrongUsage) as told:
        read_day(text, TODAY, YearHint.AHEAD)
    assert sentence in str(told.value)
    assert "15/12/2026" in str(told.value)


def test_a_birth_has_its_year() -> None:
    with pytest.raises(WrongUsage, match="no year"):
        read_day("15/12", TODAY, YearHint.BORN)


def test_no_day_typed_is_none() -> None:
    assert optional_day(" \u200b", TODAY) is None


@given(DAYS, DAYS, st.sampled_from(YearHint))
def test_a_day_as_the_program_writes_it_is_read_back(day: date, today: date, lean: YearHint) -> None:
    for text in (f"{day:%d/%m/%Y}", day.isoformat(), f"{day.day}.{day.month}.{day.year}", f"{day:%d%m%Y}"):
        assert read_day(text, today, lean) == day


@given(DAYS, st.integers(1, 31))
def test_a_day_of_the_month_is_the_next_one(today: date, day: int) -> None:
    found = read_day(str(day), today, YearHint.AHEAD)
    assert found.day == day
    assert timedelta(0) <= found - today <= timedelta(days=61)


@given(DAYS, st.dates(date(2000, 1, 1), date(2050, 12, 31)))
def test_two_digits_of_a_birth_are_never_ahead(day: date, today: date) -> None:
    if (day.month, day.day) != (2, 29):
        assert read_day(f"{day:%d/%m/%y}", today, YearHint.BORN) <= today


@given(st.text(max_size=30), DAYS, st.sampled_from(YearHint))
def test_whatever_is_typed_is_a_day_or_a_sentence(text: str, today: date, lean: YearHint) -> None:
    with suppress(WrongUsage):
        assert read_day(text, today, lean).year >= 1900


def test_the_parts_that_were_typed_are_told() -> None:
    assert day_parts("3/12") == (3, 12, None, False)
    assert day_parts("3/12/26") == (3, 12, 26, True)
    assert day_parts("regular") is None
