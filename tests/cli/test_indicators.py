"""``chibo indicators``, as it is typed."""

from __future__ import annotations

import csv
import io

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def held(furnished: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A cell that held its meeting of December with three of its members."""
    monkeypatch.setenv("CHIBO_NOW", "2026-12-03T14:00+07:00")
    furnished.done("do", "agenda.agree")
    furnished.done("do", "meeting.open")
    for name in ("Dung", "Mậu", "Yến"):
        furnished.done("do", "attendance.mark", f"member={name}", "state=present")
    furnished.done("do", "attendance.mark", "member=Ân", "state=excused")
    furnished.done("do", "meeting.close")
    return furnished


def test_a_year_as_table_as_json_and_as_csv(held: Shell) -> None:
    assert [line.split()[-2:] for line in held.done("indicators", "--year", "2026").splitlines()][:3] == [
        ["1/1", "100%"],
        ["0/1", "0%"],
        ["3/10", "30%"],
    ]
    found = held.json("indicators", "--from", "10/2026")
    assert (found["from"], found["to"]) == ("2026-10", "2026-12")
    assert found["indicators"][0] == {
        "indicator": "meetings_held",
        "numerator": 1,
        "denominator": 1,
        "percent": "100.00",
    }
    rows = list(csv.reader(io.StringIO(held.done("indicators", "--csv"))))
    assert rows[0] == ["\ufeffIndicator", "Part", "Whole", "Percent"]
    assert rows[1] == ["months with a regular meeting", "1", "1", "100.00"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--year", "2026", "--from", "2026-01"), "not both"),
        (("--from", "13/2026"), "no month"),
        (("--from", "2026-05", "--to", "2026-04"), "no period"),
        (("--from", "1900-01"), "no period"),
    ],
)
def test_what_is_no_period_is_told_in_one_sentence(furnished: Shell, words: tuple[str, ...], said: str) -> None:
    code, _out, err = furnished("indicators", *words)
    assert (code, said in err, err.count("\n")) == (2, True, 1), err
