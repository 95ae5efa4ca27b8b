"""What the secretary presses in the scenario's steps 4 to 9: keys by name, words letter by letter."""

from __future__ import annotations

ENTER = "enter"


class Keys:
    """What the secretary types: words letter by letter, keys by name."""

    def __init__(self) -> None:
        self.typed: list[str] = []

    def key(self, *names: str) -> Keys:
        self.typed += [f"key:{name}" for name in names]
        return self

    def text(self, *fields: str) -> Keys:
        """Type each field and go on by Enter."""
        for field in fields:
            self.typed += [*(f"text:{letter}" for letter in field), f"key:{ENTER}"]
        return self

    def item(self) -> Keys:
        """Start the next item and finish it."""
        return self.key(ENTER, ENTER, "down")

    def task(self, owner: str, title: str, due: str = "31/12/2026", *numbers: str) -> Keys:
        baseline, target, unit = numbers or ("", "", "")
        return self.key("t").text(owner, title, due, baseline, target, unit, "")

    def note(self, steps: int, text: str, about: str = "", by: str = "") -> Keys:
        return self.key("o").text(text).key(*["right"] * steps, ENTER).text(about, by).key(ENTER)

    def motion(self, steps: int, title: str, about: str = "") -> Keys:
        return self.key(*["right"] * steps, ENTER).text(title, *([about] if about else []))

    def ballot(self, name: str, steps: int) -> Keys:
        """Vote on the laptop: name the voter, who confirms, marks and casts; then wait until the next may be named.

        Each step waits for the one before: the screen drops keys that belong to another step.
        """
        self._shown("next voter").text(name)._shown("that is me").key(ENTER)
        self._shown("mark").key(*["down"] * steps, "space")._shown("marked").key(ENTER)
        self.typed.append(f"voted:{name}")
        return self

    def _shown(self, step: str) -> Keys:
        self.typed.append(f"shown:{step}")
        return self

    def end_ballot(self) -> Keys:
        """Close the ballot by the chair's word, which is typed in the language of the program."""
        self.key("f10").typed.append("word:end the ballot")
        return self.key(ENTER)

    def vote(self) -> Keys:
        """In the form of the round: vote on the motion that waits for it, by the method proposed."""
        return self.key(ENTER)


def _keys_before() -> list[str]:
    keys = Keys().key("m", ENTER, ENTER)
    keys.key("r", "p", "x").text("ốm").key(*"pppppp", "m", "e", "down", "p", "q").key(ENTER, "down")
    for _item in range(5):
        keys.item()
    keys.key("r", "p", "q")  # Ý arrives, the only one not called yet
    keys.key(ENTER, "space", "space", ENTER, "down")
    keys.key(ENTER, "a").text("mau").key("n", "e", ENTER, "down")
    return keys.item().item().key(ENTER).typed


def _keys_after() -> list[str]:
    keys = Keys().key(ENTER, "down", ENTER)
    for name in ("yen", "mau", "huong", "hiep"):
        keys.key("a").text(name)
    keys.key("n", "p", "p", "n", "u", "e", "n", "n", "n", "e", ENTER, "down", ENTER)
    keys.note(3, "Nộp báo cáo quý chậm hai tuần", "duc", "duc")
    keys.note(4, "Vắng hai buổi trực không báo trước", "huong", "hanh")
    keys.note(5, "Hoàn thành tốt đợt kiểm tra liên ngành", "yen")
    keys.key(ENTER, "down", ENTER, "g").text("Sửa đèn đường ngõ 12", "dung", "15/12/2026", "")
    keys.key(ENTER, "down", ENTER).task("duc", "Kiểm tra 40 cơ sở", "25/12/2026", "12", "40", "cơ sở")
    keys.task("hanh", "Vận động hộ làm nhà tiêu", "31/12/2026", "3", "77", "hộ")
    for name in ("Ánh", "Dung", "Yến", "Mậu", "Hương", "Ân", "Hiệp", "Ý", "Trình", "Ơn"):
        keys.task(name, f"Nhiệm vụ tháng của {name}")
    keys.key(ENTER, "down", ENTER)
    keys.key("v").motion(1, "Nghị quyết tháng 12").vote().text("4", "2", "1")
    keys.key("v", "right", ENTER).text("Bỏ chỉ tiêu thứ ba").vote().text("5", "2", "0")
    keys.key("v", ENTER)
    keys.motion(3, "Công nhận chính thức Ma Ngọc Hiệp", "hiep").vote()
    keys.text("Yến, Hương", "7", "7", "0", "5", "2", "0")
    keys.key("v", "right", "right", ENTER).text("kiểm phiếu nhầm").vote()
    keys.text("Yến, Hương", "7", "7", "0", "6", "1", "0")
    keys.key("v", ENTER).motion(0, "Chọn ngày sinh hoạt chuyên đề")
    keys.key("right", "right", "right", ENTER, ENTER)
    for name, steps in (("Ánh", 0), ("Dung", 0), ("Đức", 1), ("Hạnh", 0), ("Yến", 1), ("Mậu", 0), ("Hương", 2)):
        keys.ballot(name, steps)
    return keys.end_ballot().key(ENTER).typed


BEFORE, AFTER = _keys_before(), _keys_after()
