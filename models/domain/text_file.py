"""Reads text files of any program: UTF-8 or UTF-16, with or without a byte order mark, any line ends."""

from __future__ import annotations

from pathlib import Path

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 4096


def decode_unicode(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding, without byte order mark.

    Windows writes "Unicode text" as UTF-16; without a mark it is detected by the zero byte in nearly every Latin letter
    and digit. Raises :class:`UnicodeDecodeError` for anything but UTF-8 and UTF-16.
    """
    if content.startswith(_UTF_16_MARKS):
        return content.decode("utf-16"), "UTF-16"
    if unmarked := _unmarked_utf_16(content[:_SAMPLE]):
        return content.decode(unmarked).removeprefix("\ufeff"), "UTF-16"
    return content.decode("utf-8-sig"), "UTF-8"


def read_text(path: Path) -> str:
    """Return the text of a Unicode file with LF line ends.

    Raises :class:`OSError` if it cannot be read, :class:`ValueError` if it is not such a text.
    """
    return decode_unicode(path.read_bytes())[0].replace("\r\n", "\n").replace("\r", "\n")


def _unmarked_utf_16(sample: bytes) -> str | None:
    first, second = sample[::2].count(0), sample[1::2].count(0)
    most = max(first, second)
    if not most or most < len(sample) // 10 or min(first, second) > most // 10:
        return None
    return "utf-16-be" if first > second else "utf-16-le"
