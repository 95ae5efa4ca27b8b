"""The words of a roster's cells: offices, standing, conditions, and the lines under the table that are no members."""

from __future__ import annotations

import re

from models.domain.text import fold
from models.domain.vocabulary import Office, Status

_OFFICES: dict[str, Office | None] = {
    "": None,
    "dang vien": None,
    "dv": None,
    "khong": None,
    "member": None,
    "party member": None,
    "ordinary member": None,
    "none": None,
    "bi thu": Office.SECRETARY,
    "bi thu chi bo": Office.SECRETARY,
    "secretary": Office.SECRETARY,
    "cell secretary": Office.SECRETARY,
    "pho bi thu": Office.DEPUTY_SECRETARY,
    "pho bi thu chi bo": Office.DEPUTY_SECRETARY,
    "deputy secretary": Office.DEPUTY_SECRETARY,
    "deputy": Office.DEPUTY_SECRETARY,
    "chi uy vien": Office.COMMITTEE_MEMBER,
    "chi uy": Office.COMMITTEE_MEMBER,
    "cuv": Office.COMMITTEE_MEMBER,
    "committee member": Office.COMMITTEE_MEMBER,
    "cell committee member": Office.COMMITTEE_MEMBER,
}

_STANDINGS = (
    (Status.PROBATIONARY, re.compile(r"\bdu bi\b|\bprobation")),
    (Status.OFFICIAL, re.compile(r"\bchinh thuc\b|\bofficial\b|\bfull member\b")),
)

# "Hết miễn sinh hoạt" and "không miễn …" say the opposite.
_NOT = r"(?<!\bkhong )(?<!\bhet )(?<!\bchua )(?<!\bnot )"
_AWAY = r"sinh hoat tam thoi (?:(?:o|tai) )?(?:noi|chi bo|dang bo|don vi) khac"
_CONDITIONS = (
    (
        Status.ELSEWHERE,
        re.compile(rf"{_NOT}\b(?:tam thoi o noi khac|cong tac dai han|o noi khac|{_AWAY}|elsewhere|long mission)\b"),
    ),
    (Status.EXEMPT, re.compile(rf"{_NOT}\b(?:mien (?:cong tac|sinh hoat)|exempt(?:ed)?)\b")),
    (
        Status.TEMPORARY,
        re.compile(rf"{_NOT}\b(?!{_AWAY})(?:sinh hoat tam thoi|dang vien tam thoi|temporary member|temporary)\b"),
    ),
)

_FOOTER = re.compile(
    r"(?:tong cong|tong so|tong|cong)(?: \d.*| dang vien.*| so.*)?|total(?: \d.*| members.*)?|tong (?:cong|so) .*"
    r"|(?:nguoi|can bo) lap(?: bieu| danh sach)?\b.*|prepared by.*|t m .*|noi nhan.*|xac nhan.*|ky .*ghi ro.*"
    r"|(?:.* )?ngay \d* ?thang \d* ?nam \d*|(?:pho )?bi thu(?: chi bo)?|danh sach (?:nay )?(?:co|gom) .*"
)


def office_of(text: str) -> tuple[bool, Office | None]:
    """Return whether the text of an office is known, and the office; an ordinary member has none."""
    words = _words(text)
    return words in _OFFICES, _OFFICES.get(words)


def standing_of(text: str) -> Status | None:
    """Return the standing that a text names, None when it names none."""
    words = _words(text)
    return next((status for status, pattern in _STANDINGS if pattern.search(words)), None)


def conditions_of(text: str) -> tuple[Status, ...]:
    """Return the conditions that a status or a remark speaks of, in the order ELSEWHERE, EXEMPT, TEMPORARY."""
    words = _words(text)
    return tuple(status for status, pattern in _CONDITIONS if pattern.search(words))


def is_footer(text: str) -> bool:
    """Tell whether a text belongs to the total or the signatures that stand under a table."""
    return _FOOTER.fullmatch(_words(text)) is not None


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
