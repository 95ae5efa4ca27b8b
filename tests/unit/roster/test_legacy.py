"""Texts from before Unicode: every letter comes out exactly, and only what is such a text is converted."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from models.domain.vocabulary import Office, Status
from models.roster import read_roster
from models.roster.legacy import Legacy, convert, font_encoding, recognise

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]

# By the published tables of TCVN 5712:1993 (VN3) and of VNI for Windows, written down beside the letters.
TCVN3 = dict(  # noqa: C408 - letters beside what is written for them
    à="µ", ả="¶", ã="·", á="¸", ạ="¹", ă="¨", ằ="»", ẳ="¼", ẵ="½", ắ="¾", ặ="Æ", â="©", ầ="Ç", ẩ="È", ẫ="É", ấ="Ê",
    ậ="Ë", đ="®", è="Ì", ẻ="Î", ẽ="Ï", é="Ð", ẹ="Ñ", ê="ª", ề="Ò", ể="Ó", ễ="Ô", ế="Õ", ệ="Ö", ì="×", ỉ="Ø", ĩ="Ü",
    í="Ý", ị="Þ", ò="ß", ỏ="á", õ="â", ó="ã", ọ="ä", ô="«", ồ="å", ổ="æ", ỗ="ç", ố="è", ộ="é", ơ="¬", ờ="ê", ở="ë",
    ỡ="ì", ớ="í", ợ="î", ù="ï", ủ="ñ", ũ="ò", ú="ó", ụ="ô", ư="\xad", ừ="õ", ử="ö", ữ="÷", ứ="ø", ự="ù", ỳ="ú", ỷ="û",
    ỹ="ü", ý="ý", ỵ="þ", Ă="¡", Â="¢", Ê="£", Ô="¤", Ơ="¥", Ư="¦", Đ="§",
)  # fmt: skip
VNI = dict(  # noqa: C408 - as above
    à="aø", ả="aû", ã="aõ", á="aù", ạ="aï", ă="aê", ằ="aè", ẳ="aú", ẵ="aü", ắ="aé", ặ="aë", â="aâ", ầ="aà", ẩ="aå",
    ẫ="aã", ấ="aá", ậ="aä", đ="ñ", è="eø", ẻ="eû", ẽ="eõ", é="eù", ẹ="eï", ê="eâ", ề="eà", ể="eå", ễ="eã", ế="eá",
    ệ="eä", ì="ì", ỉ="æ", ĩ="ó", í="í", ị="ò", ò="oø", ỏ="oû", õ="oõ", ó="où", ọ="oï", ô="oâ", ồ="oà", ổ="oå", ỗ="oã",
    ố="oá", ộ="oä", ơ="ô", ờ="ôø", ở="ôû", ỡ="ôõ", ớ="ôù", ợ="ôï", ù="uø", ủ="uû", ũ="uõ", ú="uù", ụ="uï", ư="ö",
    ừ="öø", ử="öû", ữ="öõ", ứ="öù", ự="öï", ỳ="yø", ỷ="yû", ỹ="yõ", ý="yù", ỵ="î",
)  # fmt: skip
VNI |= {letter.upper(): written.upper() for letter, written in VNI.items()}


def written(text: str, letters: dict[str, str]) -> str:
    return "".join(letters.get(letter, letter) for letter in text)


@pytest.mark.parametrize("letter", SMALL)
def test_every_small_letter_of_tcvn3(letter):
    assert convert(written(letter, TCVN3), Legacy.TCVN3) == letter
    assert convert(written(letter, TCVN3), Legacy.TCVN3, capitals=True) == letter.upper()


@pytest.mark.parametrize("letter", [*"ĂÂÊÔƠƯĐ"])
def test_every_capital_of_tcvn3(letter):
    assert convert(TCVN3[letter], Legacy.TCVN3) == letter


@pytest.mark.parametrize("letter", SMALL)
def test_every_letter_of_vni(letter):
    assert convert(written(letter, VNI), Legacy.VNI) == letter
    assert convert(written(letter.upper(), VNI), Legacy.VNI) == letter.upper()


@pytest.mark.parametrize("letters", [TCVN3, VNI])
@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Bưởi", "Đặng Đình Trình", "Hoàng Thị Ơn", "Lưỡng Quỳnh Chuyện", "Vừ Mí Sính"]
)
def test_names_are_recognised_and_converted(letters, name):
    encoding = Legacy.TCVN3 if letters is TCVN3 else Legacy.VNI
    assert recognise([written(name, letters)]) is encoding
    assert convert(written(name, letters), encoding) == name


@pytest.mark.parametrize(
    "name", ["Lý Hà", "Võ Chí Bé", "Tô Lộc", "Lò Văn Hặc", "Müller", "José François", "Hà", "H’Hen Niê"]
)
def test_unicode_is_left_alone(name):
    assert recognise([name]) is None


def test_capitals_typed_in_tcvn3_without_its_font_of_capitals():
    assert convert("NGUYÔN V¡N T\xadíNG", Legacy.TCVN3) == "NGUYỄN VĂN TƯỚNG"


@pytest.mark.parametrize(
    ("font", "found"),
    [
        (".VnTime", (Legacy.TCVN3, False)),
        (".VnTimeH", (Legacy.TCVN3, True)),
        (".VnArial NarrowH", (Legacy.TCVN3, True)),
        ("VNI-Times", (Legacy.VNI, False)),
        ("Times New Roman", None),
        ("Calibri", None),
    ],
)
def test_fonts_tell_the_encoding(font, found):
    assert font_encoding(font) == found


@pytest.mark.parametrize(("letters", "said"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_csv_file_in_an_old_encoding(tmp_path, letters, said, encoding):
    text = "Họ và tên;Ngày sinh;Chức vụ;Diện\nNguyễn Văn An;25/02/1970;Phó Bí thư;Chính thức\n"
    text += "Lò Thị Bưởi;;Đảng viên;Dự bị\n"
    path = tmp_path / "a.csv"
    path.write_bytes(written(text, letters).encode(encoding))
    roster = read_roster(path, date(2026, 12, 3))
    assert [(row.full_name, row.office, row.standing) for row in roster.rows] == [
        ("Nguyễn Văn An", Office.DEPUTY_SECRETARY, Status.OFFICIAL),
        ("Lò Thị Bưởi", None, Status.PROBATIONARY),
    ]
    assert said in str(roster.findings[0])


@pytest.mark.parametrize(
    ("font", "letters", "names"),
    [
        (".VnTime", TCVN3, ["Nguyễn Văn Lộc", "Lò Lục"]),
        (".VnTimeH", TCVN3, ["Nguyễn Văn Lộc", "Lò Lục"]),
        ("VNI-Times", VNI, ["Nguyễn Văn Lộc", "Lò Lục"]),
    ],
)
def test_a_workbook_tells_by_its_fonts(read_workbook, font, letters, names):
    from openpyxl.styles import Font

    def fill(sheet):
        sheet.append(["Họ và tên", "Ghi chú"])
        for name in names:
            sheet.append([written(name, letters), "Tổ trưởng"])  # Unicode beside it
            sheet.cell(sheet.max_row, 1).font = Font(name=font)
            sheet.cell(sheet.max_row, 2).font = Font(name=font)

    roster = read_workbook(fill)
    assert [row.full_name for row in roster.rows] == names
    assert [row.remark for row in roster.rows] == ["Tổ trưởng", "Tổ trưởng"]


def test_small_letters_that_tcvn3_has_for_capitals_begin_a_name_as_capitals(read_csv_text):
    (row,) = read_csv_text(written("Họ và tên;Ngày sinh\nHoàng Văn ấm;25/02/1970", TCVN3)).rows
    assert row.full_name == "Hoàng Văn Ấm"


def test_unicode_typed_in_an_old_font_is_left_alone_and_not_said(read_workbook):
    from openpyxl.styles import Font

    def fill(sheet):
        sheet.append(["Họ và tên", "Diện"])
        for name in ("Lò Chí", "Nguyễn Văn An", "Võ Bé"):
            sheet.append([name, "CT"])
            sheet.cell(sheet.max_row, 1).font = Font(name=".VnTime")

    roster = read_workbook(fill)
    assert [row.full_name for row in roster.rows] == ["Lò Chí", "Nguyễn Văn An", "Võ Bé"]
    assert not any("encoding" in finding.template for finding in roster.findings)
