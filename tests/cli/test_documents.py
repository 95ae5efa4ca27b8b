"""``document``, ``print``, ``table``, ``calendar``, ``restore``, as they are typed."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Shell


def test_a_document_is_made_where_it_is_wanted(furnished: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "văn bản"
    folder.mkdir()
    said = furnished.done("document", "make", "invitation", "--out", str(folder))
    assert said.strip() == str(folder / "invitation-2026-12-03.pdf")
    assert "INVITATION" in PdfReader(said.strip()).pages[0].extract_text()
    furnished.done("document", "make", "attendance", "--meeting", "03/12/2026", "--out", str(folder / "ds.docx"))
    assert (folder / "ds.docx").read_bytes().startswith(b"PK")
    furnished.done("document", "make", "invitation", "--format", "md", "--out", str(folder))
    assert (folder / "invitation-2026-12-03.md").read_text(encoding="utf-8").count("# ") > 0
    assert "invitation with agenda" in furnished.done("document", "list")


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("make", "resolution"), "No resolution", 1),
        (("make", "count"), "no motion", 1),
        (("make", "poem"), "poem", 2),
        (("make", "invitation", "--meeting", "01/01/1999"), "1999", 1),
        (("make", "invitation", "--out", "nowhere/at/all.pdf"), "no such folder", 1),
    ],
)
def test_what_cannot_be_made_is_told_in_one_sentence(
    furnished: Shell, words: tuple[str, ...], said: str, code: int
) -> None:
    found, _out, err = furnished("document", *words)
    assert (found, said in err, err.count("\n")) == (code, True, 1), err


def test_text_is_written_to_the_terminal(furnished: Shell) -> None:
    said = furnished.done("document", "make", "invitation", "--format", "txt", "--out", "-")
    assert "INVITATION" in said
    assert max(map(len, said.splitlines())) <= 78
    assert not Path("-").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("document", "make", "invitation", "--format", "txt"),
        ("table", "members", "--format", "csv"),
        ("table", "members", "--format", "json"),
        ("calendar",),
        ("export",),
    ],
)
def test_whatever_writes_a_file_writes_no_file_over_one_and_prints_it_where_that_is_asked(
    furnished: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    here = tmp_path / "đây"
    here.mkdir()
    monkeypatch.chdir(here)
    printed = furnished.done(*words, "--out", "-")
    assert len(printed) > 200
    assert not list(here.iterdir())
    there = here / "có sẵn"
    there.write_text("của tôi", encoding="utf-8")
    code, _out, err = furnished(*words, "--out", str(there))
    assert (code, "--force" in err, there.read_text(encoding="utf-8")) == (1, True, "của tôi")
    furnished.done(*words, "--out", str(there), "--force")
    assert there.stat().st_size > 200
    assert furnished(*words, "--out", str(here / "no folder") + "/")[0] == 2
    assert furnished(*words, "--out", str(here / "no" / "folder.x"))[0] == 1
    assert furnished(*words, "--out", str(there / "under a file"))[0] == 1
    folder = here / "thư mục"
    folder.mkdir()
    furnished.done(*words, "--out", str(folder))
    assert len(list(folder.iterdir())) == 1
    assert {one.name for one in here.iterdir()} == {"có sẵn", "thư mục"}


def test_what_stands_in_the_way_of_a_folder_is_told(furnished: Shell) -> None:
    in_the_way = furnished.home / "templates"
    in_the_way.touch()
    code, _out, err = furnished("document", "template", "tasks")
    assert (code, err) == (1, f"{in_the_way} was not written (File exists).\n")
    in_the_way.unlink()


def test_the_template_is_copied_once(furnished: Shell) -> None:
    path = Path(furnished.done("document", "template", "minutes").strip())
    assert path == furnished.home / "templates" / "minutes.docx"
    path.write_bytes(b"mine")
    code, _out, err = furnished("document", "template", "minutes")
    assert (code, "left as it is" in err or "left as it was" in err) == (1, True)
    assert path.read_bytes() == b"mine"


@pytest.mark.skipif(sys.platform == "win32", reason="lp is POSIX's")
def test_printing_hands_a_pdf_to_the_systems_printer(
    furnished: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = tmp_path / "lp"
    printer.write_text(f'#!/bin/sh\ncp "$1" "{tmp_path}/printed.pdf"\n', encoding="utf-8")
    printer.chmod(printer.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    furnished.done("print", "invitation")
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    furnished.done("print", "invitation", "--text")  # for an old printer
    assert "INVITATION" in (tmp_path / "printed.pdf").read_text(encoding="utf-8")
    printer.write_text("#!/bin/sh\necho out of paper >&2\nexit 1\n", encoding="utf-8")
    assert furnished("print", "invitation")[2] == "The printer took nothing: out of paper.\n"
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    assert "No printer" in furnished("print", "invitation")[2]


def test_tables_and_the_calendar(furnished: Shell, tmp_path: Path) -> None:
    furnished.done("table", "members", "--out", str(tmp_path / "members.csv"), "--separator", "semicolon")
    assert (tmp_path / "members.csv").read_text(encoding="utf-8-sig").startswith("Full name;")
    furnished.done("table", "attendance", "--out", str(tmp_path))
    assert (tmp_path / "attendance.xlsx").read_bytes().startswith(b"PK")
    assert '"Full name": ' in furnished.done("table", "members", "--format", "json")
    furnished.done("calendar", "--out", str(tmp_path / "cell.ics"))
    assert (tmp_path / "cell.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_an_export_comes_back_into_an_empty_folder(furnished: Shell, tmp_path: Path) -> None:
    text = furnished.done("export")
    (tmp_path / "all.json").write_text(text, encoding="utf-8")
    other = Shell(tmp_path / "other", furnished._capsys)
    assert "took over an export" in other.done("restore", str(tmp_path / "all.json"))
    assert other.done("export") == text


def test_an_export_carries_the_attached_papers_and_says_what_it_leaves_out(furnished: Shell, tmp_path: Path) -> None:
    (tmp_path / "dự thảo.txt").write_text("Một.", encoding="utf-8")
    furnished.done("do", "material.attach", "item=1", f"file={tmp_path / 'dự thảo.txt'}")
    _code, _out, err = furnished("export")
    assert "Not printed: 1 attached papers" in err
    code, out, err = furnished("export", "--out", str(tmp_path / "all.json"))
    assert (code, out.splitlines()[0]) == (0, f"Written: {tmp_path / 'all.papers'}")
    assert "Not in it: the journal" in err
    assert furnished("export", "--out", str(tmp_path / "all.json"))[0] == 1
    (tmp_path / "all.json").unlink()
    assert "--force writes into it" in furnished("export", "--out", str(tmp_path / "all.json"))[2]
    furnished.done("export", "--out", str(tmp_path / "all.json"), "--force")
    other = Shell(tmp_path / "other", furnished._capsys)
    code, out, err = other("restore", str(tmp_path / "all.json"))
    assert (code, "Not taken over: the journal" in err, "⚠" in err) == (0, True, False)
    (paper,) = (tmp_path / "other" / "materials").iterdir()
    assert paper.read_text(encoding="utf-8") == "Một."
    for one in (tmp_path / "all.papers").iterdir():
        one.write_text("khác", encoding="utf-8")
    third = Shell(tmp_path / "third", furnished._capsys)
    assert "⚠ These attached papers are not, or not unchanged" in third("restore", str(tmp_path / "all.json"))[2]
    assert other("restore", str(tmp_path / "none.json"))[0] == 2
