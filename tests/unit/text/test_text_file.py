"""Files are read in whichever form of Unicode an editor saved them."""

from __future__ import annotations

import pytest

from models.domain.text_file import decode_unicode, read_text
from tui.cli.joining import _read_file
from tui.shell.preferences import FILE, load_preferences

TEXT = "Chi bộ 1\nNguyễn Văn Đức\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_the_same_however_it_was_saved(tmp_path, encoding, ends):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", ends).encode(encoding))
    assert read_text(path) == TEXT


def test_a_mark_and_no_text_is_empty():
    for content in (b"", b"\xef\xbb\xbf", b"\xff\xfe"):
        assert decode_unicode(content)[0] == ""


@pytest.mark.parametrize("content", [b"\xff\xfea", b"Nguy\xea~n", b"\x80abc"])
def test_what_is_no_unicode_is_an_error(content):
    with pytest.raises(UnicodeDecodeError):
        decode_unicode(content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_an_invitation_and_preferences_are_read_so(tmp_path, encoding):
    path = tmp_path / "invitation.txt"
    path.write_bytes("chibo1:abc\r\n".encode(encoding))
    assert _read_file(str(path)) == "chibo1:abc\n"
    (tmp_path / FILE).write_bytes('theme = "light"\r\n'.encode(encoding))
    assert load_preferences(tmp_path, ()).theme == "light"
