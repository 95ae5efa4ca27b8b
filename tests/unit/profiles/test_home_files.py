"""The cell's own files in its home folder, before the shipped ones."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from models.domain.errors import DataFileWrong, Refused, UnknownRecord
from models.domain.vocabulary import MeetingKind, MotionKind
from models.profiles import copy_to_home, list_data, load_criteria, load_profile, load_template
from models.profiles.files import SHIPPED
from models.profiles.sources import check

TODAY = date(2026, 12, 3)


def newer_profile(edited, valid_from: str) -> str:
    return edited("rules-2025", "valid_from = 2025-08-30", f"valid_from = {valid_from}").replace(
        "rules-2025", "rules-own", 1
    )


def test_a_cell_without_files_of_its_own_gets_the_shipped_rules(tmp_path: Path) -> None:
    assert load_profile(tmp_path, TODAY) == load_profile(None, TODAY)


def test_the_cells_own_file_takes_the_place_of_the_shipped_one(tmp_path: Path, write_own, edited) -> None:
    write_own("agenda-committee", edited("agenda-committee", 'title.vi = "Họp chi ủy"', 'title.vi = "Hội ý"'))
    assert load_template(tmp_path, MeetingKind.COMMITTEE).title.vi == "Hội ý"
    assert load_template(None, MeetingKind.COMMITTEE).title.vi == "Họp chi ủy"


def test_a_changed_file_is_read_anew(tmp_path: Path, write_own, edited) -> None:
    write_own("criteria-meeting-quality", edited("criteria-meeting-quality", "version = 2", "version = 3"))
    assert load_criteria(tmp_path).version == 3
    write_own("criteria-meeting-quality", edited("criteria-meeting-quality", "version = 2", "version = 33"))
    assert load_criteria(tmp_path).version == 33


def test_the_newest_profile_in_force_on_the_day_counts(tmp_path: Path, write_own, edited) -> None:
    write_own("rules-own", newer_profile(edited, "2026-12-03"))
    assert load_profile(tmp_path, date(2026, 12, 2)).id == "rules-2026"
    assert load_profile(tmp_path, date(2026, 12, 3)).id == "rules-own"


def test_the_cells_own_profile_goes_on_to_hold_where_a_newer_one_is_shipped(tmp_path: Path, write_own, edited) -> None:
    write_own("rules-own", newer_profile(edited, "2026-01-01"))
    assert load_profile(tmp_path, date(2025, 12, 31)).id == "rules-2025"
    assert load_profile(tmp_path, TODAY).id == "rules-own"
    told = [sentence for name, sentence in check(tmp_path, TODAY) if name == "rules-own"]
    assert any("before the newer rules-2026, in force from 2026-07-26" in one for one in told)


def test_an_own_profile_that_an_older_edition_copied_takes_later_rules_from_the_shipped_one(
    tmp_path: Path, write_own
) -> None:
    text = (SHIPPED / "rules-2025.toml").read_text(encoding="utf-8")
    older = re.sub(r"(?ms)^\[votes\.excused_whole_in_n\.\w+\]\n.*?\n\n", "", text)
    older = re.sub(r"(?m)^document = .*$", 'citation.vi = "Quy định 22-QĐ/TW"\ncitation.en = "Regulation 22"', older)
    older = re.sub(r"(?m)^(place|looked_up).*\n", "", older)
    assert "excused_whole" not in older
    write_own("rules-2025", older)
    found = load_profile(tmp_path, TODAY)
    assert found.id == "rules-2025"
    assert not found.votes.excused_whole_in_n[MotionKind.ELECTION].value
    told = [sentence for name, sentence in check(tmp_path, TODAY) if name == "rules-2025"]
    assert any("Regulation 22-QĐ/TW, in whose place stands 296-QĐ/TW from 2025-05-30" in one for one in told)


def test_a_profile_named_in_the_meeting_counts_whatever_the_day(tmp_path: Path, write_own, edited) -> None:
    write_own("rules-own", newer_profile(edited, "2026-01-01"))
    assert load_profile(tmp_path, TODAY, "rules-2025").id == "rules-2025"


def test_a_clock_that_stands_before_every_profile_gets_the_oldest(tmp_path: Path, write_own, edited) -> None:
    write_own("rules-own", newer_profile(edited, "2026-01-01"))
    assert load_profile(tmp_path, date(1970, 1, 1)).id == "rules-2025"


def test_an_unknown_profile_is_refused_with_the_known_names(tmp_path: Path) -> None:
    with pytest.raises(UnknownRecord, match="“rules-1999”; there are: rules-2025"):
        load_profile(tmp_path, TODAY, "rules-1999")


def test_a_copied_file_lies_in_the_home_and_counts(tmp_path: Path) -> None:
    path = copy_to_home(tmp_path, "rules-2025")
    assert path == tmp_path / "profiles" / "rules-2025.toml"
    own = {entry.id for entry in list_data(tmp_path) if entry.own}
    assert own == {"rules-2025"}


def test_a_copy_never_overwrites_the_cells_own_file(tmp_path: Path) -> None:
    path = copy_to_home(tmp_path, "rules-2025")
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match=r"its own rules-2025\.toml already"):
        copy_to_home(tmp_path, "rules-2025")
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_home_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "profiles").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(Refused, match=r"rules-2025\.toml"):
        copy_to_home(tmp_path, "rules-2025")


def test_only_what_is_shipped_can_be_copied(tmp_path: Path) -> None:
    with pytest.raises(UnknownRecord, match="rules-1999"):
        copy_to_home(tmp_path, "rules-1999")


def test_a_file_saved_by_notepad_is_read(tmp_path: Path, write_own, edited) -> None:
    text = edited("agenda-committee", "version = 1", "version = 7").replace("\n", "\r\n")
    write_own("agenda-committee", b"\xef\xbb\xbf" + text.encode())
    assert load_template(tmp_path, MeetingKind.COMMITTEE).version == 7


def test_a_wrong_file_is_listed_with_its_error(tmp_path: Path, write_own) -> None:
    write_own("agenda-regular", "id = ")
    write_own("notes", "")
    errors = {entry.id: str(entry.error) for entry in list_data(tmp_path) if entry.error}
    assert set(errors) == {"agenda-regular", "notes"}
    assert (
        errors["notes"]
        == "The name of notes.toml must begin with one of: rules-, agenda-, criteria-, themes-, script-, practice-."
    )


def test_a_wrong_agenda_does_not_stop_the_rules(tmp_path: Path, write_own) -> None:
    write_own("agenda-regular", "id = ")
    assert load_profile(tmp_path, TODAY).id == "rules-2026"
    with pytest.raises(DataFileWrong, match=r"agenda-regular\.toml"):
        load_template(tmp_path, MeetingKind.REGULAR)
