"""What input methods for Vietnamese send to a terminal, by what they are called in their settings.

Each row is what reaches the program, in writes, and the text that a person meant. Unikey takes back whole letters,
counted in code points (``getSeqSteps``); ibus-bamboo takes back what differs (``updatePreviousText``); OpenKey types a
sign that is not seen before its backspaces (``SendEmptyCharacter``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

DELETE = "\x7f"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
GRAVE, ACUTE, DOT, TILDE = "\u0300", "\u0301", "\u0323", "\u0303"
ESC = "\x1b"


@dataclass(frozen=True, slots=True)
class Typing:
    """One input method, what it sends, and what is meant."""

    name: str
    writes: tuple[str, ...]
    meant: str

    @property
    def in_one(self) -> tuple[str, ...]:
        """Everything in one write."""
        return ("".join(self.writes),)

    @property
    def by_bytes(self) -> tuple[bytes, ...]:
        """Every byte in a write of its own."""
        return tuple(bytes([one]) for one in "".join(self.writes).encode())


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


METHODS = (
    Typing("Unikey, precomposed, Telex", ("vie", f"{DELETE}ê", "t", f"{DELETE * 2}ết"), "viết"),
    Typing("Unikey, precomposed, tone changed", ("viết", f"{DELETE * 2}ệt"), "việt"),
    Typing("Unikey, precomposed, fused with the next word", (f"to{DELETE}ôi di{DELETE * 2}đi",), "tôi đi"),
    Typing("Unikey, decomposed", ("vie", f"{DELETE}ê", "t", f"{DELETE * 2}ê{ACUTE}t"), "viết"),
    Typing("Unikey, decomposed, tone changed", (f"viê{ACUTE}t", f"{DELETE * 3}ê{GRAVE}t"), "viềt"),
    Typing("Unikey, decomposed, tone moved", (f"hoa{GRAVE}", "n", f"{DELETE * 3}a{GRAVE}n"), "hoàn"),
    Typing("Unikey, decomposed, tone moved back a letter", (f"o{ACUTE}a", f"{DELETE * 3}oa{ACUTE}"), "oá"),
    Typing("Unikey, decomposed, tone taken away", (f"viê{ACUTE}t", f"{DELETE * 3}êt"), "viêt"),
    Typing("Unikey, decomposed, last letter", (f"ba{GRAVE}", f"{DELETE * 2}a{ACUTE}"), "bá"),
    Typing("Unikey, decomposed, whole word undone", (f"u{ACUTE}o{ACUTE}", f"{DELETE * 4}ươ{GRAVE}ng"), "ường"),
    Typing("Unikey, through the clipboard", ("viet", f"{DELETE * 2}{PASTE}ệt{PASTED}"), "việt"),
    Typing(
        "Unikey, decomposed, through the clipboard", (f"viê{ACUTE}t", f"{DELETE * 3}{PASTE}ê{DOT}t{PASTED}"), "việt"
    ),
    Typing("EVKey, precomposed", (f"Nguye{DELETE}ê", f"n{DELETE * 2}ễn"), "Nguyễn"),
    Typing("EVKey, decomposed", (f"Nguyê{TILDE}n", f"{DELETE * 3}ê{ACUTE}n"), "Nguyến"),
    Typing("OpenKey, empty sign before the backspaces", (f"to\u202f{DELETE * 2}ôi",), "tôi"),
    Typing("OpenKey, sign without width before the backspaces", (f"vie\u200c{DELETE * 2}ê",), "viê"),
    Typing("OpenKey, decomposed, sign without width", (f"viê{ACUTE}t\u200c{DELETE * 4}ê{DOT}t",), "việt"),
    Typing("ibus-bamboo, precomposed", (f"tieng{DELETE * 3}ếng",), "tiếng"),
    Typing("ibus-bamboo, decomposed, only what differs", (f"viê{ACUTE}t", f"{DELETE * 2}{DOT}t"), "việt"),
    Typing("ibus-bamboo, decomposed, last tone changed", (f"viê{ACUTE}", f"{DELETE}{GRAVE}"), "viề"),
    Typing("ibus-bamboo, decomposed, tone taken away", (f"viê{ACUTE}t", f"{DELETE * 2}t"), "viêt"),
    Typing("ibus-unikey, commits whole words", ("Đảng ", "bộ ", "xã"), "Đảng bộ xã"),
    Typing("fcitx5-unikey, commits whole words, decomposed", (_nfd("Đảng "), _nfd("bộ")), "Đảng bộ"),
    Typing("fcitx5-unikey, surrounding text", (f"duong{DELETE * 4}ương", f"{DELETE * 5}đương"), "đương"),
    Typing("Windows' own keyboard, marks behind the letters", ("Nguyê", TILDE, "n"), "Nguyễn"),
    Typing("macOS, whole letters taken apart", (_nfd("Nguyễn Văn Đức"),), "Nguyễn Văn Đức"),
    Typing("a person, one backspace on a letter with its marks", (_nfd("ễ") + DELETE + "e",), "e"),
    Typing("a person, one backspace on a letter of the Highlands", (f"tơ\u0306{DELETE}ư",), "tư"),
    Typing("a paste with a space before it", (f"việt{PASTE} nam{PASTED}",), "việt nam"),
    Typing("a paste with a space behind it", (f"{PASTE}việt {PASTED}nam",), "việt nam"),
    Typing("a paste, letters taken apart", (PASTE + _nfd("tệp") + PASTED,), "tệp"),
    Typing("a paste with colours, a null and an override", (f"{PASTE}a\x1b[31mb\x00c\u202ed{PASTED}",), "abcd"),
    Typing("a no-break space, typed", ("a\u00a0b",), "a b"),
    Typing("a sequence nobody knows", ("a\x1b[?62;4cb",), "ab"),
)
"""For a field of one line and of several alike."""

LINES = (
    Typing("lines", (f"{PASTE}một\nhai\r\nba\rbốn{PASTED}",), "một\nhai\nba\nbốn"),
    Typing("a vertical tab, as Word breaks a line", (f"{PASTE}một\x0bhai{PASTED}",), "một\nhai"),
    Typing("a form feed", (f"{PASTE}một\x0chai{PASTED}",), "một\nhai"),
    Typing("NEL", (f"{PASTE}một\x85hai{PASTED}",), "một\nhai"),
    Typing("NEL, typed", ("một\x85hai",), "một\nhai"),
    Typing("separators", (f"{PASTE}một\u2028hai\u2029ba{PASTED}",), "một\nhai\nba"),
    Typing("a separator, typed", ("một\u2028hai",), "một\nhai"),
    Typing("what a spreadsheet writes", (f"{PASTE}một_x000D_\nhai_x000D_ba{PASTED}",), "một\nhai\nba"),
)
"""Several lines; a field of one line has a space for each line end."""
