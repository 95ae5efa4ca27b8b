"""The month that must work, steps 4 to 9 of the scenario, as acts with their words.

The first meeting of ``tests/data/roster.csv`` at its real pace: each step says how many minutes pass before it.
Names are written as a person would write them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """An act with its words, and the minutes that passed before it."""

    act: str
    words: dict[str, str] = field(default_factory=dict)
    minutes: int = 0


@dataclass(frozen=True)
class Cast:
    """A secret vote on the laptop: who, and what (never an act, never journalled)."""

    voter: str
    choice: str


PRESENT = ("Ánh", "Dung", "Đức", "Hạnh", "Yến", "Mậu", "Hương", "Hiệp")
VOTERS = PRESENT[:-1]


def step(name: str, minutes: int = 0, **words: str) -> Step:
    return Step(name, words, minutes)


ROLL_CALL = (
    step("meeting.open"),
    step("item.start", item="1"),
    step("attendance.mark", member="Trình", state="elsewhere"),
    step("attendance.mark", member="Ơn", state="exempt"),
    step("attendance.mark", member="Ân", state="excused", reason="ốm"),
    *(step("attendance.mark", member=name, state="present") for name in PRESENT),
    step("item.finish", minutes=2, item="1"),
)

FIRST_ITEMS = (
    *(
        part
        for number, minutes in (("2", 1), ("3", 3), ("4", 2), ("5", 2), ("6", 5))
        for part in (step("item.start", item=number), step("item.finish", item=number, minutes=minutes))
    ),
    step("attendance.mark", member="Ý", state="present"),
    step("item.start", item="7"),
    step("item.pause", minutes=2),
    step("item.resume", item="7", minutes=1),
    step("item.finish", item="7", minutes=5),
    step("item.start", item="8"),
    step("speech.ask", member="Mậu"),
    step("speech.next"),
    step("speech.stop", minutes=3),
    step("item.finish", item="8", minutes=1),
    *(
        part
        for number, minutes in (("9", 5), ("10", 9))
        for part in (step("item.start", item=number), step("item.finish", item=number, minutes=minutes))
    ),
    step("item.start", item="11"),
)
"""Up to the middle of item 11, where the laptop dies."""

DISCUSSION = (
    step("item.finish", item="11", minutes=7),
    step("item.start", item="12"),
    step("speech.ask", member="Yến"),
    step("speech.ask", member="Mậu"),
    step("speech.ask", member="Hương"),
    step("speech.ask", member="Hiệp"),
    step("speech.next"),
    step("speech.pause", minutes=1),
    step("speech.resume", minutes=1),
    step("speech.next", minutes=2),
    step("undo"),
    step("speech.stop", minutes=1),
    step("speech.next"),
    step("speech.next", minutes=3),
    step("speech.next", minutes=3),
    step("speech.stop", minutes=2),
    step("item.finish", item="12"),
)

NOTES = (
    step("item.start", item="13"),
    step("note.write", kind="self_criticism", about="Đức", by="Đức", text="Nộp báo cáo quý chậm hai tuần"),
    step("note.write", kind="criticism", about="Hương", by="Hạnh", text="Vắng hai buổi trực không báo trước"),
    step("note.write", kind="praise", about="Yến", text="Hoàn thành tốt đợt kiểm tra liên ngành"),
    step("item.finish", item="13", minutes=9),
    step("item.start", item="14"),
    step("petition.record", text="Sửa đèn đường ngõ 12", owner="Dung", due="15/12/2026"),
    step("item.finish", item="14", minutes=3),
)

TASKS = (
    step("item.start", item="15"),
    step("task.assign", title="Kiểm tra 40 cơ sở", owner="Đức", due="25/12/2026", baseline="12", target="40",
         measured_in="cơ sở"),
    step("task.assign", title="Vận động hộ làm nhà tiêu", owner="Hạnh", due="31/12/2026", baseline="3", target="77",
         measured_in="hộ"),
    *(
        step("task.assign", title=f"Nhiệm vụ tháng của {name}", owner=name, due="31/12/2026")
        for name in ("Ánh", "Dung", "Yến", "Mậu", "Hương", "Ân", "Hiệp", "Ý", "Trình", "Ơn")
    ),
    step("item.finish", item="15", minutes=2),
)  # fmt: skip

RESOLUTION_VOTE = (
    step("item.start", item="16"),
    step("motion.put", title="Nghị quyết tháng 12", kind="resolution"),
    step("round.open", motion="1", method="show_of_hands"),
    step("round.count_hands", round="open", yes="4", no="2", abstain="1"),
    step("motion.amend", motion="1", text="Bỏ chỉ tiêu thứ ba"),
    step("round.open", motion="1", method="show_of_hands"),
    step("round.count_hands", round="open", yes="5", no="2", abstain="0"),
)

CONFIRMATION = (
    step("motion.put", title="Công nhận chính thức Ma Ngọc Hiệp", kind="confirmation", subject="Hiệp"),
    step("round.open", motion="2", method="paper_ballot"),
    step("round.count_paper", round="open", tellers="Yến,Hương", head="Yến", issued="7", returned="7", invalid="0",
         yes="5", no="2", abstain="0"),
    step("round.void", round="Công nhận chính thức Ma Ngọc Hiệp 1", reason="kiểm phiếu nhầm"),
    step("round.open", motion="2", method="paper_ballot"),
    step("round.count_paper", round="open", tellers="Yến,Hương", head="Yến", issued="7", returned="7", invalid="0",
         yes="6", no="1", abstain="0"),
)  # fmt: skip

LAPTOP_BALLOT: tuple[Step | Cast, ...] = (
    step("motion.put", title="Chọn ngày sinh hoạt chuyên đề"),
    step("round.open", motion="3", method="laptop_ballot"),
    *(
        Cast(name, choice)
        for name, choice in zip(VOTERS, ("yes", "yes", "no", "yes", "no", "yes", "abstain"), strict=True)
    ),
    step("round.close_ballot", round="open"),
    step("item.finish", item="16", minutes=6),
)

BEFORE_THE_KILL = (*ROLL_CALL, *FIRST_ITEMS)
AFTER_THE_KILL = (*DISCUSSION, *NOTES, *TASKS, *RESOLUTION_VOTE, *CONFIRMATION, *LAPTOP_BALLOT)
SCENARIO = (*BEFORE_THE_KILL, *AFTER_THE_KILL)
