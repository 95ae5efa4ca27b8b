"""Paths as they are typed, pasted and dropped onto a terminal, and the files that they mean."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest

from models.store.paths import typed_path

NAME = "Biên bản (tháng 9) & kế hoạch's 50%.pdf"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a backslash parts folders there")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file whose name has what terminals and shells write otherwise."""
    found = tmp_path / "Tài liệu" / NAME
    found.parent.mkdir()
    found.write_bytes(b"%PDF")
    return found


def _escaped(text: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "/._-" else f"\\{letter}" for letter in text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "written",
    [
        str,
        lambda path: f"{path} ",
        lambda path: f"  {path}\n",
        lambda path: f'"{path}"',
        lambda path: f"“{path}”",
        lambda path: f"file://{quote(str(path))}",
        lambda path: f"file://localhost{quote(str(path))}",
        lambda path: f"'file://{quote(str(path))}'",
        lambda path: f"& '{path}'",
        pytest.param(lambda path: _escaped(str(path)), marks=posix_only),
        pytest.param(lambda path: _escaped(str(path)) + " ", marks=posix_only),
        pytest.param(lambda path: "'" + str(path).replace("'", "'\\''") + "' ", marks=posix_only),
        lambda path: f"{Path.home()}{os.sep}'{path}'",
        lambda path: f"{Path.home()}{os.sep}{path}",
    ],
)
def test_a_file_is_found_as_it_was_dropped(file: Path, written: object, form: str):
    text = unicodedata.normalize(form, written(file))  # type: ignore[operator]
    assert typed_path(text) == file


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_found_whether_the_disk_has_its_letters_whole_or_apart(tmp_path: Path, form: str):
    folder = tmp_path / unicodedata.normalize(form, "Đảng bộ xã")
    folder.mkdir()
    (folder / unicodedata.normalize(form, "Nghị quyết.docx")).touch()
    for other in ("NFC", "NFD"):
        text = unicodedata.normalize(other, str(tmp_path / "Đảng bộ xã" / "Nghị quyết.docx"))
        assert typed_path(text).exists()


def test_the_home_folder_is_a_tilde(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "thư mời.txt").touch()
    assert typed_path("~/thư mời.txt") == tmp_path / "thư mời.txt"
    assert typed_path("'~/thư mời.txt'") == tmp_path / "thư mời.txt"


@posix_only
def test_a_name_that_has_such_signs_itself_is_found_as_it_stands(tmp_path: Path):
    for name in ("'a'", "a\\b", "file:x", "a ", "~"):
        (tmp_path / name).touch()
        assert typed_path(str(tmp_path / name)) == tmp_path / name


def test_what_is_not_there_yet_goes_into_the_folder_that_is(file: Path):
    folder = unicodedata.normalize("NFD", str(file.parent))
    assert typed_path(f'"{folder}{os.sep}mới.txt"') == file.parent / "mới.txt"
    assert typed_path("'không có.txt'") == Path("không có.txt")


@pytest.mark.parametrize("text", ["", " ", "\0", "a\0b", "'", "file://[", "file:", "x" * 5000, "~ai đó/x"])
def test_any_text_is_a_path(text: str):
    assert isinstance(typed_path(text), Path)
