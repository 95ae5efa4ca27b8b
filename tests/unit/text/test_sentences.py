"""Sentences with values in them: one full stop, and the way out as the place where it is read calls it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context

import pytest

from models.acts.registry import audit_line
from models.domain.errors import Refused
from models.domain.language import choose_language, fill
from models.domain.ways_out import WayOut, as_command, tell_ways_by
from tui.widgets.key import key_name


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("sick", "Absent: sick."),
        ("he is sick.", "Absent: he is sick."),
        ("sick …", "Absent: sick …"),
        ("really?", "Absent: really?"),
        ("U.B.N.D.", "Absent: U.B.N.D."),
        ("", "Absent: ."),
    ],
)
def test_what_ends_a_sentence_itself_gets_no_second_stop(value: str, sentence: str) -> None:
    assert fill("Absent: {reason}.", {"reason": value}) == sentence
    assert str(Refused("Absent: {reason}.", reason=value)) == sentence


def test_a_refusal_names_the_way_out_by_a_command_and_on_screens_as_they_call_it() -> None:
    refusal = Refused("There is no meeting to do this in; plan one: {way}.", way=WayOut("meeting.plan"))
    assert str(refusal) == "There is no meeting to do this in; plan one: “chibo do meeting.plan”."

    tell_ways_by(lambda way: f"<{way.act}>")
    with ThreadPoolExecutor(1) as thread:
        said = {str(refusal), thread.submit(lambda: str(refusal)).result(), Context().run(lambda: str(refusal))}
    assert said == {"There is no meeting to do this in; plan one: <meeting.plan>."}
    tell_ways_by(as_command)
    assert str(WayOut("cell.change", "kind=village")) == "“chibo do cell.change kind=village”"
    choose_language("vi")
    assert str(refusal) == "Chưa có cuộc họp nào để làm việc này; hãy lên lịch: “chibo do meeting.plan”."


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("greater_than_sign", ">"),
        ("ctrl+underscore", "^_"),
        ("question_mark", "?"),
        ("circumflex_accent", "^"),
        ("equals_sign", "="),
        ("plus", "+"),
        ("ctrl+shift+up", "^⇧↑"),
        ("alt+left_square_bracket", "alt+["),
        ("shift+f3", "⇧F3"),
        ("pageup", "PgUp"),
        ("n", "n"),
    ],
)
def test_a_key_is_shown_as_what_it_types_or_what_stands_on_it(name: str, shown: str) -> None:
    assert key_name(name) == shown


@pytest.mark.parametrize(
    ("template", "values", "english", "vietnamese"),
    [
        ("on {day}", {"day": "03/12/2026"}, "on 2026-12-03", "on 03/12/2026"),
        ("at {time}", {"time": "14:20 03/12/2026"}, "at 14:20 2026-12-03", "at 14:20 03/12/2026"),
        ("at {time}", {"time": "03/12/2026 14:20 – 15:00"}, "at 2026-12-03 14:20 – 15:00", None),
        ("“{text}” is no day", {"text": "31/02/2026"}, "“31/02/2026” is no day", None),
        ("note {note}", {"note": "họp 03/12/2026"}, "note họp 03/12/2026", None),
        ("{points}", {"points": "12/20"}, "12/20", None),
    ],
)
def test_days_in_sentences_are_as_the_language_writes_them(
    template: str, values: dict[str, object], english: str, vietnamese: str | None
) -> None:
    assert fill(template, values) == english
    choose_language("vi")
    assert fill(template, values) == (vietnamese or template.format(**values))


def test_an_audit_line_of_whatever_age_has_its_day_in_the_language_of_the_reader() -> None:
    details = {"day": "03/12/2026"}
    assert audit_line("meeting.open", details) == "opened the meeting of 2026-12-03"
    choose_language("vi")
    assert audit_line("meeting.open", details).endswith("03/12/2026")
