"""The words in a roster's cells: offices, standing, conditions, and lines below the table that are not members."""

from __future__ import annotations

import re

from models.domain.lookalikes import unified
from models.domain.text import fold, nfc
from models.domain.vocabulary import Office, Status
from models.roster.status_words import words_in

_OFFICES: dict[str, Office | None] = {
    "": None,
    "dang vien": None,
    "dv": None,
    "khong": None,
    "member": None,
    "party member": None,
    "ordinary member": None,
    "none": None,
    "secretary": Office.SECRETARY,
    "cell secretary": Office.SECRETARY,
    "deputy secretary": Office.DEPUTY_SECRETARY,
    "deputy": Office.DEPUTY_SECRETARY,
    "committee member": Office.COMMITTEE_MEMBER,
    "cell committee member": Office.COMMITTEE_MEMBER,
}
_OF_THE_CELL = r"(?: ?(?:chi bo|cb|dang bo bo phan))?"
_VIETNAMESE_OFFICES = (
    (Office.DEPUTY_SECRETARY, re.compile(rf"(?:pho bi thu|p bi thu|pbt|pho bt|p bt){_OF_THE_CELL}")),
    (Office.SECRETARY, re.compile(rf"(?:bi thu|bt|b thu){_OF_THE_CELL}")),
    (
        Office.COMMITTEE_MEMBER,
        re.compile(rf"(?:chi uy vien|chi uy|cuv|uy vien chi uy|uv chi uy|cap uy vien|uy vien cap uy){_OF_THE_CELL}"),
    ),
)
_BETWEEN_OFFICES = re.compile(r"\s*[,;+/–—]\s*|\s+-\s+|\s+kiêm\s+|\n", re.IGNORECASE)

_CROSSES = frozenset({*"x×✓✔√☑☒✗✘v+*●•■üþ1", "co", "yes", "true"})  # "ü" and "þ" are the ticks of Wingdings
_TICKS = frozenset("✓✔√☑v")
_NO_CROSSES = frozenset({"", "0", "-", "–", "khong", "no", "false", "ko"})

# "Hết miễn sinh hoạt" and "không miễn …" mean the opposite.
_NOT = r"(?<!\bkhong )(?<!\bhet )(?<!\bchua )(?<!\bnot )(?<!\bthoi )(?<!\bkhong con )(?<!\bhuy )(?<!\bxin )"
_NOT += r"(?<!\bde nghi )(?<!\bcho )(?<!\bcho xet )(?<!\bxet )"
_AWAY = r"sinh hoat tam thoi (?:(?:o|tai|di|den|sang) )?(?:noi|chi bo|dang bo|don vi) khac"
_BACK = r"\b(?:da ve|da tro ve|tro ve|da tro lai|tro lai sinh hoat|het cong tac|khong con o noi khac)\b"
_ENDS = (
    (Status.ELSEWHERE, re.compile(_BACK)),
    (
        Status.EXEMPT,
        re.compile(r"\b(?:het|thoi|khong|khong con|bo|huy)(?: duoc)? mien (?:cong tac|sinh hoat)\b|\bnot exempt\b"),
    ),
    (Status.TEMPORARY, re.compile(r"\b(?:het|thoi|khong con) sinh hoat tam thoi\b")),
    (
        Status.SUSPENDED,
        re.compile(
            r"\b(?:het|het han|het thoi han|het thoi gian|thoi|khong con|huy|huy bo)(?: bi)? dinh chi\b"
            r"|\bnot suspended\b|\bdinh chi [a-z ]*\bda het\b"
        ),
    ),
    (
        Status.PROSECUTED,
        re.compile(
            r"\b(?:het|thoi|khong con|huy|huy bo)(?: bi)? (?:tam giam|tam giu|khoi to|truy to)\b|\bduoc tai ngoai\b"
        ),
    ),
)
_HAS_LEFT = re.compile(
    r"\bda (?:chuyen di|mat(?! the)|tu tran|hy sinh|ra khoi dang|bi xoa ten|bi khai tru|roi chi bo)\b"
    r"|\bda chuyen sinh hoat\b(?! (?:den|ve|tu|tam))|\bchuyen sinh hoat (?:dang )?(?:chinh thuc )?(?:di|ra|sang)\b"
    r"|\bchuyen di (?:noi|chi bo|dang bo) khac\b|\btu tran\b|\bxoa ten\b|\bkhai tru\b|\bra khoi dang\b"
    r"|\bleft the cell\b|\bdeceased\b|\bqua doi\b|\bda chet\b|\bchet (?:ngay|nam|thang|\d)|\bmat (?:ngay|nam|thang|\d)"
    r"|^chuyen di(?! (?:hoc|cong tac|lam|bo doi))\b|^chuyen shd?\b(?! (?:den|ve|tu|tam))"
)
_NO_MEMBER = re.compile(
    r"(?:la )?(?:quan chung|cam tinh|doi tuong (?:dang|ket nap)|doan vien|cong doan vien|ngoai dang"
    r"|chua (?:vao|ket nap) dang)\b.*"
)
_WAS = r"(?<!\bhet han )(?<!\bhet thoi han )(?<!\bhet thoi gian )(?<!\btung )(?<!\btung bi )"
_WAS += r"(?<!\bkhong bi )(?<!\bchua bi )(?<!\bkhong con bi )(?<!\bde nghi khong )"
_SUSPENSION = (
    r"(?:dinh chi (?:sinh hoat|sh)(?! (?:chi|cap) uy)|(?:bi|dang) dinh chi(?= (?:tu|den|toi|ngay|\d)|$)|suspended)"
)
_PROSECUTION = (
    r"(?:(?:tam|bat) giam|tam giu|khoi to|truy to|truy cuu trach nhiem hinh su|prosecuted|detained|in custody)"
)
_CONDITIONS = (
    (
        Status.ELSEWHERE,
        re.compile(rf"{_NOT}\b(?:tam thoi o noi khac|cong tac dai han|o noi khac|{_AWAY}|elsewhere|long mission)\b"),
    ),
    (Status.EXEMPT, re.compile(rf"{_NOT}\b(?:mien (?:cong tac|sinh hoat|ct|sh)|duoc mien|exempt(?:ed)?)\b")),
    (
        Status.TEMPORARY,
        re.compile(rf"{_NOT}\b(?!{_AWAY})(?:sinh hoat tam thoi|dang vien tam thoi|temporary member|temporary)\b"),
    ),
    (Status.SUSPENDED, re.compile(rf"{_NOT}{_WAS}\b{_SUSPENSION}\b|^dinh chi$")),
    (Status.PROSECUTED, re.compile(rf"{_NOT}{_WAS}\b{_PROSECUTION}\b")),
)

_FOOTER_WORDS = (
    r"(?:tổng cộng|tổng số|tổng|cộng)(?: \d.*| đảng viên.*| số.*)?|total(?: \d.*| members.*)?|tổng (?:cộng|số) .*"
    r"|(?:người|cán bộ) (?:lập|ghi|tổng hợp|kiểm tra|in)(?: biểu| danh sách)?\b.*|lập biểu|prepared by.*|t ?[/ ] ?m .*"
    r"|nơi nhận.*|xác nhận.*|k[ýí] .*ghi rõ.*|k[ýí] tên.*|đã k[ýí]|phê duyệt|duyệt|thủ trưởng.*|thay mặt .*"
    r"|(?:.* )?ngày \d* ?tháng \d* ?năm \d*|(?:phó )?bí thư(?: chi bộ)?|danh sách (?:này )?(?:có|gồm) .*"
    r"|ấn định .*|trong đó.*|ghi chú.*|chú thích.*|note.*"
)
_FOOTER = re.compile(_FOOTER_WORDS)
_FOOTER_WITHOUT_MARKS = re.compile(fold(_FOOTER_WORDS))
_FOOTNOTE = re.compile(r"\s*(?:\(?\*+\)?|\[\d+\]|\(\d+\)|[¹²³†])\s*\S.*", re.DOTALL)
_SECTION = re.compile(
    r"(?:[IVX]{1,5}|[A-D])\s*[.):/-]\s*\S.*"
    r"|(?i:tổ|nhóm|khối|bộ phận|thôn|xóm|ấp|buôn|phum|sóc|khu phố|khu dân cư|phòng|phân xưởng|đội|cụm|khoa)\b.*"
    r"|(?i:ban chi (?:ủy|uỷ)|chi (?:ủy|uỷ)|chi bộ|(?:danh sách )?(?:các )?(?:đảng viên|đv))\b.*",
    re.DOTALL,
)
_GROUP = re.compile(r"(?:danh sách |các )*(?:đảng viên|đv)(?!\w)", re.IGNORECASE)
_NOTES = re.compile(r"\s*(?:lưu ý|chú ý|nguồn|số liệu)\b.*", re.DOTALL | re.IGNORECASE)
LONGEST_NAME = 8
"""Words; a longer text is a sentence."""


def office_of(text: str) -> tuple[bool, Office | None]:
    """Return whether the text of an office is known, and the office; an ordinary member has none."""
    words = words_in(text)
    found = next((office for office, pattern in _VIETNAMESE_OFFICES if pattern.fullmatch(words)), None)
    return found is not None or words in _OFFICES, found or _OFFICES.get(words)


def offices_in(text: str) -> tuple[Office | None, str]:
    """Return the office named in a text, alone or beside other work, and the rest of the text."""
    rest: list[str] = []
    office: Office | None = None
    for part in _BETWEEN_OFFICES.split(text):
        known, found = office_of(part)
        office = office or found
        rest += [] if known else [part.strip()]
    return office, ", ".join(rest)


def cross_of(text: str) -> bool | None:
    """Return whether a cell in a column of crosses has a cross; ``None`` for any other content."""
    sign = fold(text).strip("().[] ")
    if sign in _NO_CROSSES:
        return False
    return True if _CROSSES & {sign, text.strip()} or (sign and set(sign) == {"x"}) else None


def is_tick(text: str) -> bool:
    """Tell whether a mark is a tick; in a column with ticks, an x means no."""
    return fold(text).strip("().[] ") in _TICKS


def conditions_of(text: str) -> tuple[Status, ...]:
    """Return the conditions named in a status or a remark, in the order of the patterns above."""
    words = words_in(text)
    return tuple(status for status, pattern in _CONDITIONS if pattern.search(words))


def ended_of(text: str) -> tuple[Status, ...]:
    """Return the conditions that ended according to a status or a remark: "hết miễn sinh hoạt", "đã về"."""
    words = words_in(text)
    return tuple(status for status, pattern in _ENDS if pattern.search(words))


def has_left(text: str) -> bool:
    """Tell whether a status or a remark says that the member has left the cell."""
    return _HAS_LEFT.search(words_in(text)) is not None


def is_no_member(text: str) -> bool:
    """Tell whether the text of a standing says that a person is not, or not yet, in the Party."""
    return _NO_MEMBER.fullmatch(words_in(text)) is not None


def is_footer(text: str) -> bool:
    """Tell whether a text belongs to the total, the notes or the signatures below a table."""
    # With diacritics "Tống Công Sơn" (a person) and "Tổng cộng" (total) differ.
    words, footer = (words_in(text), _FOOTER_WITHOUT_MARKS) if text.isascii() else (_marked_words(text), _FOOTER)
    return any(pattern.fullmatch(said) for pattern, said in ((footer, words), (_FOOTNOTE, text), (_NOTES, nfc(text))))


def is_sentence(text: str) -> bool:
    """Tell whether a text is not a name because of a colon or too many words."""
    return ":" in text or len(text.split()) > LONGEST_NAME


def section_in(text: str) -> str:
    """Return the text of a section heading, without its number; empty for another text."""
    found = _SECTION.fullmatch(nfc(text.strip())) is not None
    return re.sub(r"^[IVXA-D]+\s*[.):/-]\s*", "", text.strip()) if found else ""


def names_a_group(text: str) -> bool:
    """Tell whether a text mentions members, so that it is not a name."""
    return _GROUP.match(nfc(text.strip())) is not None


def _marked_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", unified(text).casefold()))
