"""The text in hand against the text in the store: nothing typed is lost, nothing of others is overwritten unseen."""

from __future__ import annotations

from models.domain.vocabulary import MinutesState
from models.queries.minutes import MinutesView
from tui.minutes.editing import Desk, Typed

DRAFT = "Một.\nHai.\nBa."


def written(text: str, derived: str = DRAFT) -> MinutesView:
    return MinutesView(text, derived, MinutesState.DRAFT, None, "", ())


def test_without_minutes_the_draft_lies_on_the_desk_and_follows_the_records() -> None:
    desk = Desk(None, DRAFT, None)
    assert desk.text == DRAFT
    desk.read(None, DRAFT + "\nBốn.")
    assert desk.text == DRAFT + "\nBốn."
    assert not desk.is_dirty


def test_what_was_typed_before_a_kill_lies_on_the_desk_again() -> None:
    desk = Desk(written(DRAFT), DRAFT, Typed("Một rưỡi.\nHai.\nBa.", DRAFT, DRAFT))
    assert desk.recovered
    assert desk.text.startswith("Một rưỡi.")
    assert not desk.elsewhere


def test_typed_text_that_was_kept_survives_json_with_every_sign() -> None:
    typed = Typed('Ê Đê "ơ̆"\n\\', DRAFT, "")
    assert Typed.from_json(typed.to_json()) == typed
    assert Typed.from_json("") is None


def test_ones_own_write_is_no_change_from_elsewhere_even_while_one_types_on() -> None:
    desk = Desk(written(DRAFT), DRAFT, None)
    desk.text = desk.sent = DRAFT + " Thêm."
    desk.text += " Nữa."
    desk.read(written(DRAFT + " Thêm."), DRAFT)
    assert not desk.elsewhere
    assert desk.is_dirty
    assert desk.replaces == DRAFT + " Thêm."


def test_a_text_changed_elsewhere_never_replaces_what_is_typed_and_both_can_be_brought_together() -> None:
    desk = Desk(written(DRAFT), DRAFT, None)
    desk.text = DRAFT.replace("Một.", "Một rưỡi.")
    desk.read(written(DRAFT.replace("Ba.", "Ba rưỡi.")), DRAFT)
    assert desk.elsewhere
    assert desk.text.startswith("Một rưỡi.")
    assert desk.take_in().conflicts == ()
    assert desk.text == "Một rưỡi.\nHai.\nBa rưỡi."
    assert not desk.elsewhere
    assert desk.replaces == DRAFT.replace("Ba.", "Ba rưỡi.")


def test_a_text_changed_elsewhere_is_shown_where_nothing_is_typed() -> None:
    desk = Desk(written(DRAFT), DRAFT, None)
    desk.read(written("Khác."), DRAFT)
    assert desk.text == "Khác."
    assert not desk.elsewhere


def test_deriving_again_keeps_the_sentences_of_the_person_and_takes_those_of_the_records() -> None:
    mine = DRAFT.replace("Hai.", "Hai, nói thêm.")
    desk = Desk(written(mine), DRAFT.replace("Ba.", "Ba, có thêm."), None)
    assert desk.take_in().conflicts == ()
    assert desk.text == "Một.\nHai, nói thêm.\nBa, có thêm."
    assert desk.derived == DRAFT.replace("Ba.", "Ba, có thêm.")


def test_typed_text_whose_base_was_changed_elsewhere_waits_for_a_comparison() -> None:
    desk = Desk(written("Khác."), DRAFT, Typed("Một rưỡi.", DRAFT, DRAFT))
    assert desk.elsewhere
    assert desk.text == "Một rưỡi."
