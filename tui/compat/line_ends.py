"""Line breaks: never between a number and its percent sign, nor between “≥” and its number.

Rich, which Textual uses for wrapping, treats a no-break space as any other white space.

Measured against Rich 15.0.0 and Textual 8.2.8. Upstream: https://github.com/Textualize/rich/issues/3545 and
https://github.com/Textualize/rich/issues/4196 (both open).
"""

from __future__ import annotations

import re

from rich import _wrap

_WORD = re.compile(r"\s*\S+(?:(?:(?<=\d)[ \u00a0]%|(?<=[≥≤])[ \u00a0]\d)\S*)?\s*")


def keep_signs_by_numbers() -> None:
    """Keep a number in one line with its percent sign, or with “≥” before it, on every screen: “≥ 6”, “90 %”."""
    _wrap.re_word = _WORD
