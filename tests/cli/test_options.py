"""The options that go before and after every command: folder, language, clock; and help."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Program, Shell
from tui.main import default_home, run


@pytest.mark.parametrize(
    "words",
    [
        ["journal", "log", "--limit"],
        ["indicators", "--year"],
        ["table", "members", "--out", "-", "--year"],
        ["document", "make", "minutes", "--motion"],
        ["serve", "--port"],
        ["serve", "--workers"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("number", ["1_0", "0x1", "1e3", "zwölf", "9" * 20])
def test_every_number_is_read_as_people_write_it(furnished: Shell, words: list[str], number: str) -> None:
    code, out, err = furnished(*words, number)
    assert (code, out) == (2, "")
    assert "is no whole number; write it like 12." in err or "is larger than can be kept" in err


@pytest.mark.parametrize("year", ["1", "-5", "20260", "0"])
@pytest.mark.parametrize("words", [["indicators"], ["table", "members", "--out", "-"]], ids=" ".join)
def test_a_year_that_no_cell_has_is_refused(furnished: Shell, words: list[str], year: str) -> None:
    code, out, err = furnished(*words, f"--year={year}")
    assert (code, out) == (1, "")
    assert f"{year} is no year of a cell; write four digits." in err


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_folder_and_language_are_taken_before_the_command_and_after_it(
    furnished: Shell, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    before = furnished("meeting", "list", lang=lang)
    assert run(["meeting", "list", "--home", str(furnished.home), "--lang", lang]) == before[0] == 0
    assert capsys.readouterr().out == before[1]


def test_the_folder_of_the_environment_gives_way_to_the_option(
    furnished: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIBO_HOME", str(tmp_path / "elsewhere"))
    assert default_home() == tmp_path / "elsewhere"
    assert furnished("meeting", "list")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ["meeting", "list", "--home"],
        ["--home=", "meeting", "list"],
        ["--home", "--lang", "en"],
        ["--home", "~no-such-user-here", "meeting", "list"],
        ["--lang", "xx", "meeting", "list"],
        ["meeting", "list", "--lang"],
    ],
)
def test_a_common_option_without_its_value_is_wrong_usage_and_opens_no_other_store(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHIBO_HOME", str(tmp_path / "not-meant"))
    assert run(words) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "not-meant").exists()


def test_what_follows_two_dashes_is_no_option(furnished: Shell) -> None:
    code, _out, err = furnished("meeting", "show", "--", "--home=elsewhere")
    assert (code, "--home=elsewhere" in err) == (1, True)


@pytest.mark.parametrize("group", ["meeting", "roster", "ballot", "journal", "profile"])
def test_a_group_without_its_command_is_one_sentence(shell: Shell, group: str) -> None:
    code, out, err = shell(group)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_help_speaks_the_language_asked_for(shell: Shell) -> None:
    assert "Make the store and name the cell." in shell("--help")[1]
    assert "Tạo kho dữ liệu và đặt tên chi bộ." in shell("--help", lang="vi")[1]


def test_an_act_explains_itself(shell: Shell) -> None:
    told = shell.done("do", "attendance.mark", "--help")
    assert told == shell.done("do", "attendance.mark", "--list")
    assert "member=member" in told
    assert "state=present|excused" in told
    assert [act["name"] for act in shell.json("do", "attendance.mark", "--help")] == ["attendance.mark"]
    assert "--override" in shell.done("do", "--help")


def test_the_version_is_told_without_a_store(program: Program, tmp_path: Path) -> None:
    done = program("--version", environment={"CHIBO_HOME": str(tmp_path / "h")})
    assert (done.returncode, done.stdout.startswith(b"chibo ")) == (0, True)
    assert not (tmp_path / "h").exists()


def test_the_program_writes_utf8_whatever_the_locale_says(program: Program, tmp_path: Path) -> None:
    plain = {"CHIBO_HOME": str(tmp_path / "h"), "CHIBO_LANG": "vi", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}
    done = program("init", "--name", "Chi bộ Ý Yên", environment=plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Chi bộ Ý Yên" in done.stdout.decode("utf-8")
    refused = program("meeting", "show", environment=plain)
    assert (refused.returncode, "Chưa có" in refused.stderr.decode("utf-8")) == (1, True)


def test_the_clock_starts_where_the_environment_says(program: Program, furnished: Shell) -> None:
    at = {"CHIBO_HOME": str(furnished.home), "CHIBO_NOW": "2026-12-03T14:05+07:00"}
    assert program("do", "agenda.agree", environment=at).returncode == 0
    assert furnished.json("journal", "log", "--limit", "1")[0]["time"].startswith("2026-12-03T07:05:")


def test_a_clock_that_cannot_be_read_is_wrong_usage(program: Program, tmp_path: Path) -> None:
    done = program("init", "--name", "X", environment={"CHIBO_HOME": str(tmp_path / "h"), "CHIBO_NOW": "yesterday"})
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
