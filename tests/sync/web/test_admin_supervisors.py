"""``chibo admin supervisor``: who may sign in, made and taken away by whoever runs the server."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from sync.web.accounts import passwords
from tests.conftest import FakeClock
from tests.sync.central import CentralServer
from tests.sync.web.browser import Browser, text_of
from tests.sync.web.committees import Committees
from tui.main import run

Admin = Callable[..., tuple[int, str, str]]
ADD = ("add", "son.nv", "--name", "Nguyễn Văn Sơn", "--place", "dang bo xa thanh thuy")


@pytest.fixture
def admin(pages: CentralServer, capsys: pytest.CaptureFixture[str]) -> Admin:
    """“chibo admin supervisor” on the folder of the server that runs beside."""

    def do(*words: str, lang: str = "en") -> tuple[int, str, str]:
        code = run([f"--home={pages.settings.home}", f"--lang={lang}", "admin", "supervisor", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return do


def secret_of(made: dict[str, str]) -> str:
    """Return the second factor's secret, as an authenticator app takes it."""
    return parse_qs(urlsplit(made["otpauth"]).query)["secret"][0]


def sign_in(pages: CentralServer, clock: FakeClock, made: dict[str, str]) -> str:
    """Sign in with what the command printed; return what the page says."""
    browser, code = Browser(pages.url, clock), pyotp.TOTP(secret_of(made)).at(clock())
    answer = text_of(browser.attempt(made["login"], made["password"], code))
    browser.http.close()
    return answer


def test_whoever_is_added_signs_in_with_what_is_shown_once(
    admin: Admin, pages: CentralServer, clock: FakeClock
) -> None:
    code, out, _ = admin(*ADD, "--json")
    made = json.loads(out)
    assert (code, made["login"]) == (0, "son.nv")
    assert "Nguyễn Văn Sơn" in sign_in(pages, clock, made)
    (mine,) = [one for one in json.loads(admin("list", "--json")[1]) if one["login"] == "son.nv"]
    assert [(one["name"], one["role"]) for one in mine["grants"]] == [("Đảng bộ xã Thanh Thủy", "officer")]
    listed = json.dumps(mine) + admin("list")[1]
    assert [one for one in (made["password"], secret_of(made)) if one in listed] == []
    twice = admin(*ADD)
    assert (twice[0], "already" in twice[2]) == (1, True)
    assert admin("remove", "son.nv")[0] == 0


def test_a_reset_gives_another_password_and_a_removal_none(
    admin: Admin, pages: CentralServer, clock: FakeClock
) -> None:
    old = json.loads(admin("add", "hoa", "--name", "Hoa", "--place", "Đảng bộ xã Lao Chải", "--json")[1])
    new = json.loads(admin("reset", "hoa", "--json")[1])
    assert "is wrong" in sign_in(pages, clock, old)
    assert "Đảng bộ xã Lao Chải" in sign_in(pages, clock, new)
    admin("remove", "hoa")
    clock.advance(seconds=30)
    assert "is wrong" in sign_in(pages, clock, new)


def test_places_are_given_and_taken_away(
    admin: Admin, pages: CentralServer, clock: FakeClock, committees: Committees
) -> None:
    made = json.loads(
        admin("add", "minh", "--name", "Minh", "--place", committees.own, "--role", "reader", "--json")[1]
    )
    assert admin("grant", "minh", "Đảng bộ xã Lao Chải")[0] == 0
    assert "Chi bộ thôn Nà Ràng cell Đảng bộ xã Lao Chải" in sign_in(pages, clock, made)
    assert admin("withdraw", "minh", committees.own)[0] == 0
    clock.advance(seconds=30)
    assert "Chi bộ thôn Nà Ràng" not in sign_in(pages, clock, made)
    code, _, told = admin("withdraw", "minh", committees.own)
    assert (code, "was not given this place" in told) == (1, True)
    admin("remove", "minh")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "x", "--name", "A", "--place", "Đảng bộ xã Lao Chải"), "A login name has 2 to 64"),
        (("add", "có dấu", "--name", "A", "--place", "Đảng bộ xã Lao Chải"), "A login name has 2 to 64"),
        (("add", "ok.ay", "--name", " ", "--place", "Đảng bộ xã Lao Chải"), "Give the supervisor's name"),
        (("add", "ok.ay", "--name", "A", "--place", "không có"), "No place of the tree is called"),
        (("reset", "nobody-here"), "No supervisor is called nobody-here"),
        (("remove", "nobody-here"), "No supervisor is called nobody-here"),
        (("grant", "nobody-here", "Đảng bộ xã Lao Chải"), "No supervisor is called nobody-here"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(admin: Admin, words: tuple[str, ...], told: str) -> None:
    code, out, err = admin(*words)
    assert (code, out, told in err, len(err.splitlines())) == (1, "", True, 1)


def test_a_typed_password_is_asked_twice_and_never_printed(
    admin: Admin, monkeypatch: pytest.MonkeyPatch, pages: CentralServer
) -> None:
    for typed, told in ((["mot mat khau dai"] * 2, ""), (["một mật khẩu dài", "khác"], "differ"), (["ngắn"] * 2, "12")):
        answers = iter(typed)
        monkeypatch.setattr("getpass.getpass", lambda _prompt, answers=answers: next(answers))
        code, out, err = admin("reset", "reader", "--ask")
        assert (code, told in err) == (1 if told else 0, True)
        assert typed[0] not in out + err


def test_a_hash_is_argon2id_as_rfc_9106_has_it() -> None:
    kept = passwords.hashed("mật khẩu đủ dài")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.fits(kept, unicodedata.normalize("NFD", " mật khẩu đủ dài"))
    assert not passwords.fits(kept, "mat khau du dai")
    assert not passwords.fits("no hash at all", "x")


def test_a_code_belongs_to_its_half_minute_and_is_not_taken_twice() -> None:
    secret, now = passwords.new_secret(), datetime(2026, 12, 8, 3, 0, tzinfo=UTC)
    code = pyotp.TOTP(secret).at(now)
    step = passwords.step_of(secret, f" {code[:3]} {code[3:]} ", now, 0)
    assert step == int(now.timestamp()) // 30
    assert passwords.step_of(secret, code, now, step) is None
    assert passwords.step_of(secret, "١٢٣٤٥٦", now, 0) is None


def test_a_new_password_has_no_letter_that_looks_like_another() -> None:
    made = passwords.new_password()
    assert len(made.replace("-", "")) == 20
    assert not set(made) & set("01loi")


def test_the_folder_needs_no_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([f"--home={tmp_path}", "--lang=en", "admin", "supervisor", "list"]) == 0
    assert capsys.readouterr().out == ""
