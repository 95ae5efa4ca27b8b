"""The text in hand against the text in the store: nothing typed is lost, nothing of others is overwritten unseen."""

from __future__ import annotations

import pytest

from models.documents.altered import altered_lines
from models.domain.vocabulary import MinutesState
from models.queries.minutes import MinutesView
from tui.minutes.editing import EditingSession, TypedText, behind_heading

DRAFT = "Một.\nHai.\nBa."


def written(text: str, derived: str = DRAFT) -> MinutesView:
    return MinutesView(text, derived, MinutesState.DRAFT, None, "", ())


def test_without_minutes_the_draft_is_edited_and_follows_the_records() -> None:
    session = EditingSession(None, DRAFT, None)
    assert session.text == DRAFT
    session.read(None, DRAFT + "\nBốn.")
    assert session.text == DRAFT + "\nBốn."
    assert not session.is_dirty


def test_what_was_typed_before_a_kill_is_edited_again() -> None:
    session = EditingSession(written(DRAFT), DRAFT, TypedText("Một rưỡi.\nHai.\nBa.", DRAFT, DRAFT))
    assert session.recovered
    assert session.text.startswith("Một rưỡi.")
    assert not session.elsewhere


def test_typed_text_that_was_kept_survives_json_with_every_sign() -> None:
    typed = TypedText('Ê Đê "ơ̆"\n\\', DRAFT, "")
    assert TypedText.from_json(typed.to_json()) == typed
    assert TypedText.from_json("") is None


def test_ones_own_write_is_no_change_from_elsewhere_even_while_one_types_on() -> None:
    session = EditingSession(written(DRAFT), DRAFT, None)
    session.text = session.sent = DRAFT + " Thêm."
    session.text += " Nữa."
    session.read(written(DRAFT + " Thêm."), DRAFT)
    assert not session.elsewhere
    assert session.is_dirty
    assert session.replaces == DRAFT + " Thêm."


def test_a_text_changed_elsewhere_never_replaces_what_is_typed_and_both_can_be_brought_together() -> None:
    session = EditingSession(written(DRAFT), DRAFT, None)
    session.text = DRAFT.replace("Một.", "Một rưỡi.")
    session.read(written(DRAFT.replace("Ba.", "Ba rưỡi.")), DRAFT)
    assert session.elsewhere
    assert session.text.startswith("Một rưỡi.")
    assert session.take_in().conflicts == ()
    assert session.text == "Một rưỡi.\nHai.\nBa rưỡi."
    assert not session.elsewhere
    assert session.replaces == DRAFT.replace("Ba.", "Ba rưỡi.")


def test_a_text_changed_elsewhere_is_shown_where_nothing_is_typed() -> None:
    session = EditingSession(written(DRAFT), DRAFT, None)
    session.read(written("Khác."), DRAFT)
    assert session.text == "Khác."
    assert not session.elsewhere


def test_deriving_again_keeps_the_sentences_of_the_person_and_takes_those_of_the_records() -> None:
    mine = DRAFT.replace("Hai.", "Hai, nói thêm.")
    session = EditingSession(written(mine), DRAFT.replace("Ba.", "Ba, có thêm."), None)
    assert session.take_in().conflicts == ()
    assert session.text == "Một.\nHai, nói thêm.\nBa, có thêm."
    assert session.derived == DRAFT.replace("Ba.", "Ba, có thêm.")


def test_typed_text_whose_base_was_changed_elsewhere_waits_for_a_comparison() -> None:
    session = EditingSession(written("Khác."), DRAFT, TypedText("Một rưỡi.", DRAFT, DRAFT))
    assert session.elsewhere
    assert session.text == "Một rưỡi."


WHOLE = (
    "BIÊN BẢN\nSinh hoạt thường kỳ\n-----\nHồi 14 giờ 05 chi bộ họp.\n\nII- DIỄN BIẾN\n- Nghị quyết tháng 12: tán thành"
    " 05/08 (62,5%), được thông qua.\n- Có mặt 09 đồng chí.\n- Ý kiến chung."
)


@pytest.mark.parametrize(
    ("old", "new", "altered"),
    [
        ("BIÊN BẢN", "Chủ trì kết luận.BIÊN BẢN", "BIÊN BẢN"),
        ("Sinh hoạt thường kỳ\n", "", "Sinh hoạt thường kỳ"),
        ("II- DIỄN BIẾN", "II- Diễn biến", "II- DIỄN BIẾN"),
        ("09 đồng chí", "10 đồng chí", "- Có mặt 09 đồng chí."),
        ("- Có mặt 09 đồng chí.\n", "", "- Có mặt 09 đồng chí."),
        ("được thông qua", "không được thông qua", "- Nghị quyết tháng 12: tán thành 05/08 (62,5%), được thông qua."),
        ("05/08", "06/08", "- Nghị quyết tháng 12: tán thành 05/08 (62,5%), được thông qua."),
        ("Ý kiến chung.", "Các ý kiến đều nhất trí.", None),
        ("Có mặt 09 đồng chí.", "Có mặt tại phòng họp: 09 đồng chí.", None),
        ("được thông qua.", "được thông qua. Giao đồng chí Dung theo dõi.", None),
        ("\n\nII-", "\nĐại biểu phát biểu.\n\nII-", None),
    ],
)
def test_what_the_records_say_is_not_altered_unseen(old: str, new: str, altered: str | None) -> None:
    assert old in WHOLE
    assert altered_lines(WHOLE, WHOLE.replace(old, new)) == ((altered,) if altered else ())


def test_typing_begins_behind_the_heading_on_a_line_of_its_own() -> None:
    assert WHOLE.split("\n")[behind_heading(WHOLE) + 1] == "II- DIỄN BIẾN"
    assert WHOLE.split("\n")[behind_heading(WHOLE)] == ""
    assert behind_heading("một dòng") == 0
