"""Line breaks: never between a number and its percent sign.

Rich, which Textual uses for wrapping, treats a no-break space as any other white space.

Measured against Rich 15.0.0 and Textual 8.2.8. Upstream: https://github.com/Textualize/rich/issues/3545 and
https://github.com/Textualize/rich/issues/4196 (both open).
"""

from __future__ import annotations

import re

from rich import _wrap

_WORD = re.compile(r"\s*\S+(?:(?<=\d)[ \u00a0]%\S*)?\s*")


def keep_percent_signs() -> None:
    """Keep a number and its percent sign in one line on every screen: “(62,5 %)”."""
    _wrap.re_word = _WORD
