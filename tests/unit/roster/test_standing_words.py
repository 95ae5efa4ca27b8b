"""Standings in every short form; in doubt nobody is a voter; conditions end only where a file says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.domain.vocabulary import Office, Status
from models.roster import RowOutcome, compare
from models.roster.preview import FieldChange
from tests.unit.roster.stored import stored

LINE = "Lê Thị Dung,02/09/1979,,,{office},{status},{remark}"


@pytest.fixture
def read_one(read_member):
    def read(status="", remark="", office=""):
        (row,) = read_member(LINE.format(status=status, remark=remark, office=office)).rows
        return row

    return read


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("CT", Status.OFFICIAL),
        ("ĐVCT", Status.OFFICIAL),
        ("ĐV CT", Status.OFFICIAL),
        ("Đảng viên chính thức", Status.OFFICIAL),
        ("CHÍNH THỨC", Status.OFFICIAL),
        ("DB", Status.PROBATIONARY),
        ("ĐVDB", Status.PROBATIONARY),
        ("đv dự bị", Status.PROBATIONARY),
        ("Chưa chính thức", Status.PROBATIONARY),
        ("Chờ công nhận chính thức", Status.PROBATIONARY),
        ("không chính thức", Status.PROBATIONARY),
        ("non-official", Status.PROBATIONARY),
        ("Sắp chính thức", Status.PROBATIONARY),
        ("CT: chưa", Status.PROBATIONARY),
        ("Hoãn công nhận chính thức", Status.PROBATIONARY),
        ("Sẽ chuyển chính thức 3/2027", Status.PROBATIONARY),
        ("Chính thức từ 01/2027", Status.PROBATIONARY),
        ("Chính thức từ 04/12/2026", Status.PROBATIONARY),
        ("Chính thức (từ 03/12/2026)", Status.OFFICIAL),
        ("Chính thức từ năm 2005", Status.OFFICIAL),
        ("CT (miễn SH)", Status.OFFICIAL),
        ("Chính thức, công tác dài hạn ở Lào", Status.OFFICIAL),
    ],
)
def test_standings_in_short(read_one, text, standing):
    row = read_one(status=text)
    assert (row.standing, row.standing_is_said) == (standing, True)


@pytest.mark.parametrize(
    "text", ["", "?", "lạ", "Miễn CT", "CT UBND xã", "đang xét", "CT?", "Chính thức hết hạn", "CT từ tháng 12/2026"]
)
def test_in_doubt_nobody_is_a_voter(read_one, text):
    row = read_one(status=text)
    assert (row.standing, row.standing_is_said) == (Status.PROBATIONARY, False)
    assert "no vote" in " ".join(map(str, row.findings))


def test_a_standing_in_the_column_of_offices(read_one):
    row = read_one(office="Đảng viên dự bị")
    assert (row.standing, row.office, row.remark) == (Status.PROBATIONARY, None, "")


@pytest.mark.parametrize(
    ("text", "office", "remark"),
    [
        ("BT", Office.SECRETARY, ""),
        ("PBT", Office.DEPUTY_SECRETARY, ""),
        ("CUV", Office.COMMITTEE_MEMBER, ""),
        ("Phó Bí thư chi bộ", Office.DEPUTY_SECRETARY, ""),
        ("Bí thư - Trưởng thôn", Office.SECRETARY, "Chức vụ: Trưởng thôn"),
        ("Bí thư Đoàn", None, "Chức vụ: Bí thư Đoàn"),
        ("Nguyên Bí thư", None, "Chức vụ: Nguyên Bí thư"),
    ],
)
def test_offices_in_short_and_beside_other_work(read_one, text, office, remark):
    row = read_one(office=text, status="CT")
    assert (row.office, row.remark) == (office, remark)


@pytest.mark.parametrize(
    "text",
    [
        *("Đã chuyển sinh hoạt", "Chuyển sinh hoạt đi xã B", "Từ trần", "Đã mất 2024", "Xóa tên", "Chuyển đi 1/2026"),
        *("Mất ngày 3/4/2026", "Qua đời", "Chuyển SHĐ"),
    ],
)
def test_who_has_left_is_not_taken_over(read_member, text):
    now = read_member(LINE.format(status="CT", remark=text, office=""))
    (before,) = stored(now)
    assert compare(now, []).rows[0].outcome is RowOutcome.ERROR
    assert compare(now, [before]).rows[0].outcome is RowOutcome.ERROR
    assert compare(now, [replace(before, conditions=(Status.LEFT,))]).rows[0].outcome is RowOutcome.UNCHANGED


@pytest.mark.parametrize(
    "text",
    [
        "Chuyển sinh hoạt đến từ xã B",
        "Đã mất thẻ đảng",
        "Chuyển đi học",
        "Chuyển SHĐ về 2020",
        "Sinh hoạt tạm thời đi nơi khác",
    ],
)
def test_who_came_or_is_away_has_not_left(read_one, text):
    assert read_one(status="CT", remark=text).left == ""


@pytest.mark.parametrize("remark", ["", "Tổ trưởng", "miễn sinh hoạt"])
def test_a_condition_stays_where_the_file_says_nothing_against_it(read_one, read_member, remark):
    before = [replace(stored_one, conditions=(Status.EXEMPT,)) for stored_one in stored_of(read_member, "")]
    preview = compare(read_member(LINE.format(status="CT", remark=remark, office="")), before)
    assert not any(change.field == "conditions" for change in preview.rows[0].changes)


@pytest.mark.parametrize(
    ("remark", "held"),
    [("Hết miễn sinh hoạt", Status.EXEMPT), ("Đã về", Status.ELSEWHERE), ("thôi miễn công tác", Status.EXEMPT)],
)
def test_a_condition_ends_where_the_file_says_so(read_member, remark, held):
    before = [replace(one, conditions=(held,)) for one in stored_of(read_member, "")]
    (row,) = compare(read_member(LINE.format(status="CT", remark=remark, office="")), before).rows
    assert FieldChange("conditions", (held,), ()) in row.changes


def stored_of(read_member, remark):
    return stored(read_member(LINE.format(status="CT", remark=remark, office="")))


def test_an_empty_office_ends_none_but_a_secretarys_whom_another_follows(read_member):
    lines = [f"Lê Thị {name},02/09/1979,,,{{}},CT," for name in ("An", "Bé", "Cu")]
    before = stored(read_member(*(line.format(office) for line, office in zip(lines, ("BT", "PBT", ""), strict=True))))
    preview = compare(
        read_member(*(line.format(office) for line, office in zip(lines, ("", "", "BT"), strict=True))), before
    )
    assert [row.outcome for row in preview.rows] == [RowOutcome.CHANGED, RowOutcome.UNCHANGED, RowOutcome.CHANGED]
    assert preview.rows[0].changes == (FieldChange("office", Office.SECRETARY, None),)
    assert "stays" in str(preview.rows[1].row.findings[-1])


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        ("Lê Thị Dung", "LÊ THỊ DUNG", "Lê Thị Dung"),
        ("LÊ THỊ DUNG", "Lê Thị Dung", "Lê Thị Dung"),
        ("LÊ THỊ DUNG", "LÊ THỊ DUNG", "Lê Thị Dung"),
        ("Y Thông Ê-ban", "Y THÔNG Ê-BAN", "Y Thông Ê-ban"),
        ("Lê Thị Thủy", "LÊ THỊ THUỶ", "Lê Thị Thủy"),
        ("Đặng H’Hen", "Ðặng H'Hen", "Đặng H’Hen"),
        ("Ðặng Văn Quy", "Đặng Văn Quy", "Đặng Văn Quy"),
    ],
)
def test_capitals_and_look_alikes_never_take_the_place_of_a_good_name(read_csv_text, before, now, kept):
    line = "Họ và tên,Ngày sinh,Diện\n{},02/09/1979,CT"
    (old,) = stored(read_csv_text(line.format("Lê Thị Dung")))
    (row,) = compare(read_csv_text(line.format(now)), [replace(old, full_name=before)]).rows
    assert row.member_id == old.id
    assert {change.field: change.new for change in row.changes}.get("full_name", before) == kept


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Đang bị đình chỉ sinh hoạt", Status.SUSPENDED),
        ("Đình chỉ SH 3 tháng", Status.SUSPENDED),
        ("bị đình chỉ từ 01/9/2026", Status.SUSPENDED),
        ("đình chỉ sinh hoạt đảng theo QĐ 12", Status.SUSPENDED),
        ("suspended", Status.SUSPENDED),
        ("Đang tạm giam", Status.PROSECUTED),
        ("bị khởi tố", Status.PROSECUTED),
        ("Bị truy cứu trách nhiệm hình sự", Status.PROSECUTED),
        ("detained", Status.PROSECUTED),
    ],
)
def test_who_is_suspended_or_detained_is_a_member_with_that_condition(read_one, text, condition):
    for row in (read_one(status="CT", remark=text), read_one(status=f"CT - {text}")):
        assert not row.is_error
        assert (row.standing, row.conditions) == (Status.OFFICIAL, (condition,))
        assert "not invited" in " ".join(map(str, row.findings))


def test_a_suspension_is_read_with_its_days(read_one):
    row = read_one(status="CT", remark="Đình chỉ sinh hoạt từ 01/9/2026 đến 31/12/2026")
    assert row.spans == {Status.SUSPENDED: (date(2026, 9, 1), date(2027, 1, 1))}


@pytest.mark.parametrize(
    "text",
    [
        "Hết hạn đình chỉ sinh hoạt",
        "Đã từng bị đình chỉ sinh hoạt năm 2010",
        "Đình chỉ sinh hoạt cấp ủy",
        "đình chỉ công tác",
        "không bị khởi tố",
        "Đình chỉ sinh hoạt từ 01/02/2026 đến 01/5/2026",
    ],
)
def test_a_suspension_of_the_past_or_of_something_else_holds_no_more(read_one, text):
    row = read_one(status="CT", remark=text)
    assert not row.is_error
    assert row.conditions == ()


@pytest.mark.parametrize(
    ("remark", "held"), [("Hết đình chỉ sinh hoạt", Status.SUSPENDED), ("hết tạm giam", Status.PROSECUTED)]
)
def test_a_suspension_ends_where_the_file_says_so(read_one, remark, held):
    assert held in read_one(status="CT", remark=remark).ended


@pytest.mark.parametrize("text", ["Quần chúng ưu tú", "Cảm tình Đảng", "Đối tượng kết nạp", "Đoàn viên"])
def test_who_is_not_in_the_party_is_no_member(read_one, text):
    assert read_one(status=text).is_error


@pytest.mark.parametrize("remark", ["Đảng viên dự bị", "Chưa chuyển chính thức vì đang ốm nặng"])
def test_where_a_line_disagrees_nobody_is_a_voter(read_one, remark):
    row = read_one(status="CT", remark=remark)
    assert row.standing is Status.PROBATIONARY
    assert "another" in " ".join(map(str, row.findings))


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("Miễn SH đến 30/6/2026", ()),
        ("Miễn sinh hoạt đến hết năm 2025", ()),
        ("Miễn sinh hoạt từ 01/01/2027", ()),
        ("Xin miễn sinh hoạt", ()),
        ("Miễn SH đến 03/12/2026", (Status.EXEMPT,)),
        ("Miễn SH từ 6/2026 đến tháng 12/2026", (Status.EXEMPT,)),
        ("Được miễn sinh hoạt theo QĐ 12 ngày 3/4/2020", (Status.EXEMPT,)),
    ],
)
def test_a_condition_holds_only_from_its_day_to_its_day(read_one, text, conditions):
    assert read_one(status="CT", remark=text).conditions == conditions


def test_the_head_of_a_part_says_what_holds_for_those_under_it(read_csv_text):
    parts = ("chính thức", "miễn sinh hoạt", "sinh hoạt tạm thời", "đã chuyển đi", "đình chỉ sinh hoạt", "dự bị")
    lines = [
        f"{roman},Đảng viên {part},,,2 đ/c\n{place},Lê Văn Ba{'abcdef'[place]},1/2/1970,3/4/1995,"
        for place, (roman, part) in enumerate(zip(("I", "II", "III", "IV", "V", "VI"), parts, strict=True))
    ]
    roster = read_csv_text("STT,Họ và tên,Ngày sinh,Ngày chính thức,Ghi chú\n" + "\n".join(lines))
    assert len(roster.rows) == len(parts)
    official, exempt, temporary, left, suspended, probationary = roster.rows
    assert (official.standing, official.conditions) == (Status.OFFICIAL, ())
    assert (exempt.conditions, temporary.conditions) == ((Status.EXEMPT,), (Status.TEMPORARY,))
    assert left.left
    assert suspended.conditions == (Status.SUSPENDED,)
    assert probationary.standing is Status.PROBATIONARY


def test_an_x_beside_ticks_is_not_known(read_csv_text):
    roster = read_csv_text("STT,Họ và tên,Chính thức\n1,Lê Văn Ba,✓\n2,Lê Văn Tư,✗\n3,Lê Văn Năm,\n")
    assert [row.standing for row in roster.rows] == [Status.OFFICIAL, Status.PROBATIONARY, Status.PROBATIONARY]
    assert [row.is_error for row in roster.rows] == [False, True, False]
