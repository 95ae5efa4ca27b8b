"""The command line: each command, each exit code, one sentence for whatever is wrong."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from models.demo.seeding import seed_demo
from models.store.limits import DATABASE
from models.store.store import Store
from tests.cli.conftest import Shell
from tests.conftest import DATA
from tests.made_once import made_once


def test_a_cell_is_named_once(shell: Shell) -> None:
    assert shell("init", "--name", "Chi bộ Một")[0] == 0
    before = (shell.home / DATABASE).read_bytes()
    code, out, err = shell("init", "--name", "Chi bộ Hai")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert (shell.home / DATABASE).read_bytes() == before


def test_a_preview_of_the_roster_writes_nothing(shell: Shell) -> None:
    shell("init", "--name", "Chi bộ Một")
    code, out, _err = shell("roster", "import", str(DATA / "roster.csv"), "--dry-run")
    assert code == 0
    assert "new: 12" in out
    assert "temporarily elsewhere" in out
    assert shell.json("roster", "import", str(DATA / "roster.csv"), "--dry-run")["counts"]["new"] == 12


def test_importing_twice_doubles_nothing(furnished: Shell) -> None:
    counts = furnished.json("roster", "import", str(DATA / "roster.csv"))["counts"]
    assert (counts["new"], counts["unchanged"]) == (0, 12)


def test_a_roster_with_an_error_is_written_only_when_that_is_asked_for(shell: Shell, tmp_path: Path) -> None:
    shell("init", "--name", "Chi bộ Một")
    roster = tmp_path / "r.csv"
    roster.write_text("Họ và tên,Ngày sinh\nLê Thị Dung,02/09/1979\n,03/03/1980\n", encoding="utf-8")
    code, _out, said = shell("roster", "import", str(roster))
    assert (code, "--skip-errors" in said) == (1, True)
    assert shell("roster", "import", str(roster), "--skip-errors")[0] == 0


def test_the_meeting_shows_its_agenda_and_its_confidential_notes_only_on_demand(furnished: Shell) -> None:
    furnished("do", "agenda.agree")
    furnished("do", "meeting.open")
    furnished("do", "note.write", "kind=self_criticism", "text=nộp báo cáo chậm", "about=Đức")
    furnished("do", "note.write", "kind=praise", "text=làm tốt", "about=Yến")
    shown = furnished("meeting", "show")[1]
    assert "làm tốt" in shown
    assert "nộp báo cáo chậm" not in shown
    assert "nộp báo cáo chậm" in furnished("meeting", "show", "--confidential")[1]
    assert len(furnished.json("meeting", "show", "03/12/2026")["agenda"]) == 18


def test_an_act_is_done_told_and_logged_and_the_text_of_a_note_is_not(furnished: Shell) -> None:
    furnished("do", "agenda.agree")
    furnished("do", "meeting.open")
    assert furnished("do", "note.write", "text=điều không ai được biết", "visibility=confidential")[0] == 0
    log = furnished("journal", "log")[1]
    assert "noted (" in log
    assert "không ai" not in log
    assert furnished.json("journal", "log", "--limit", "1")[0]["act"] == "note.write"
    code, out, _err = furnished("undo")
    assert (code, out.startswith("undid: noted")) == (0, True)
    assert furnished("redo")[0] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["frob"], 2),
        (["do"], 2),
        (["do", "nosuch.act"], 2),
        (["do", "attendance.mark"], 2),
        (["do", "attendance.mark", "member"], 2),
        (["do", "attendance.mark", "member=Dung", "state=asleep"], 2),
        (["do", "attendance.mark", "member=Dung", "state=present", "shoes=black"], 2),
        (["do", "task.assign", "owner=Dung", "title=x", "due=31/02/2027"], 2),
        (["do", "task.assign", "owner=Dung", "title=x", "due=soon"], 2),
        (["do", "attendance.mark", "member=Nobody", "state=present"], 1),
        (["do", "item.start", "item=99"], 1),
        (["do", "speech.next"], 1),
        (["meeting", "new", "regular", "--at", "tomorrow"], 2),
        (["meeting", "new", "party", "--at", "14:00 03/12/2026"], 2),
        (["meeting", "show", "never"], 1),
        (["roster", "import", "nowhere.csv"], 1),
        (["profile", "copy", "nosuch"], 1),
        (["profile", "lint", "nosuch"], 1),
        (["ballot", "cast", "Dung"], 1),
        (["journal", "log", "--limit", "many"], 2),
    ],
)
def test_what_is_wrong_is_one_sentence_with_the_right_code_and_changes_nothing(
    furnished: Shell, words: list[str], code: int
) -> None:
    before = furnished("export", "--json")[1]
    found, out, err = furnished(*words)
    assert (found, out, err.count("\n")) == (code, "", 1), err
    assert "Traceback" not in err
    assert furnished("export", "--json")[1] == before


def test_every_act_is_listed_with_its_arguments_and_a_line_of_help(shell: Shell) -> None:
    listed = shell.json("do", "--list")
    assert {"meeting.open", "speech.ask", "round.count_paper", "undo"} <= {act["name"] for act in listed}
    assert all(act["help"].endswith(".") and "\n" not in act["help"] for act in listed)
    mark = next(act for act in listed if act["name"] == "attendance.mark")
    assert [one["name"] for one in mark["arguments"] if one["required"]] == ["member", "state"]


def test_the_export_gives_equal_bytes_for_equal_states_and_is_written_whole(furnished: Shell, tmp_path: Path) -> None:
    first = furnished("export", "--json")[1]
    assert furnished("export", "--json")[1] == first
    out = tmp_path / "state.json"
    assert furnished("export", "--out", str(out))[0] == 0
    assert out.read_text(encoding="utf-8") == first
    assert json.loads(first)["format"] == "chibo-export-1"
    assert furnished("export", "--out", str(tmp_path / "no" / "where.json"))[0] == 1
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".chibo")] == []


def test_verify_says_whole_or_names_the_first_broken_entry(furnished: Shell) -> None:
    assert furnished("journal", "verify")[0] == 0
    connection = sqlite3.connect(furnished.home / DATABASE, isolation_level=None)
    connection.execute("UPDATE journal_entry SET details = '{}' WHERE seq = 2")
    connection.close()
    code, out, err = furnished("journal", "verify")
    assert (code, out) == (1, "")
    assert "Entry 2" in err
    assert furnished("journal", "verify", "--json")[0] == 1


def test_help_speaks_the_language_asked_for(shell: Shell) -> None:
    assert "Commands" in shell("--help")[1]
    assert shell("--help", lang="vi")[1] != shell("--help")[1]


def test_the_demo_has_a_year_of_meetings_and_is_furnished_anew_but_never_over_a_cell(
    shell: Shell, cell: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    code, _out, err = shell("demo", "--no-open")
    assert (code, "no demo" in err) == (1, True)
    shell.home = cell.home.with_name("demo")
    shutil.copytree(made_once(tmp_path_factory, "furnished", seed_demo)[0], shell.home)  # the demo of the first time
    assert shell("do", "cell.change", "place=Hà Giang")[0] == 0
    assert shell("demo", "--no-open")[0] == 0
    assert not [one for one in shell.json("journal", "log", "--limit", "5") if one["act"] == "cell.change"]
    assert len(shell.json("meeting", "list")) == 13
    assert shell.json("journal", "verify")["whole"] is True


def test_acts_take_words_as_people_write_them(furnished: Shell) -> None:
    furnished("do", "agenda.agree")
    furnished("do", "meeting.open")
    assert furnished("do", "attendance.mark", "member=vi van mau", "state=present")[0] == 0
    assert furnished("do", "item.start", "item=thao luan")[0] == 0
    assert furnished("do", "speech.ask", "member=Mậu")[0] == 0
    assert furnished("do", "task.assign", "owner=Dung", "title=x", "due=15/12/2026")[0] == 0
    code, _out, err = furnished("do", "attendance.mark", "member=Thị", "state=present")
    assert (code, "several" in err) == (1, True)


def test_the_check_of_the_data_files_names_what_does_not_add_up_and_fails_for_a_wrong_one(furnished: Shell) -> None:
    code, out, _err = furnished("profile", "lint")
    assert code == 0
    assert "criteria-meeting-quality: “Share of members who spoke" in out
    assert "0 wrong." in out
    assert furnished("profile", "copy", "criteria-classification")[0] == 0
    own = furnished.home / "profiles" / "criteria-classification.toml"
    own.write_text(own.read_text(encoding="utf-8").replace("total = 100", "total = none"), encoding="utf-8")
    code, out, _err = furnished("profile", "lint", "criteria-classification")
    assert code == 1
    assert "criteria-classification.toml is not valid TOML" in out


def test_a_wrong_data_file_is_named_once_by_every_command(furnished: Shell) -> None:
    own = furnished.home / "profiles"
    own.mkdir()
    (own / "rules-2025.toml").write_text("id = ]", encoding="utf-8")
    for words in (("meeting", "list"), ("do", "cell.change", "place=Hà Giang"), ("table", "tasks", "--out", "-")):
        code, _out, err = furnished(*words)
        assert (code, err.count("rules-2025.toml is not valid TOML"), "line 1" in err) == (0, 1, True), words
