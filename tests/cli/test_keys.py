"""``chibo keys``: what can be pressed, and the file to change it in."""

from __future__ import annotations

from tests.cli.conftest import Shell
from tui.shell.key_tables import all_tables
from tui.shell.preferences import FILE, load_preferences


def test_every_key_is_listed_once_with_its_id(shell: Shell) -> None:
    out = shell.done("keys")
    assert "speech.next" in out
    listed = [one["id"] for one in shell.json("keys")]
    assert len(set(listed)) == len(listed)
    assert set(listed) == {key.id for table in all_tables().values() for key in table}


def test_the_file_that_is_written_changes_nothing_until_a_line_is_uncommented(shell: Shell) -> None:
    shell.done("keys", "--write")
    path = shell.home / FILE
    assert load_preferences(shell.home, all_tables().values()).problems == ()
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line.removeprefix("# ") if line.startswith('# "') else line for line in lines))
    found = load_preferences(shell.home, all_tables().values())
    assert found.problems == ()
    assert len(found.keymap) == len(lines) - 3


def test_a_file_that_is_there_is_left_alone(shell: Shell) -> None:
    shell.done("keys", "--write")
    code, _out, err = shell("keys", "--write")
    assert code == 1
    assert "left as it is" in err


def test_a_key_of_ones_own_is_shown_and_a_wrong_one_told(shell: Shell) -> None:
    shell.home.mkdir(parents=True, exist_ok=True)
    (shell.home / FILE).write_text('[keys]\n"speech.next" = "f12"\n"nothing" = "x"\n', encoding="utf-8")
    code, out, err = shell("keys")
    assert code == 1
    assert "F12" in out
    assert "no key “nothing”" in err
