"""Signing in: password and code, lock-out against guessing, sessions that end, forms that no other site can send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from models.domain.clock import to_text
from sync.web.accounts import sign_in_attempts, supervisors
from sync.web.accounts.supervisors import Secrets
from sync.web.settings import ABSOLUTE, ATTEMPTS_OF_ADDRESS, ATTEMPTS_OF_LOGIN, IDLE, PREFIX, WINDOW
from tests.conftest import FakeClock
from tests.sync.central import CentralServer
from tests.sync.web.browser import Browser, code_at, text_of, token_of
from tests.sync.web.committees import HASH, PASSWORD, SECRET, Committees, supervisor

Browsers = Callable[..., Browser]
ANOTHER_DAY = 24 * 3600
WRONG = "Name, password or code is wrong."


@pytest.fixture(autouse=True)
def _another_day(clock: FakeClock) -> None:
    """Let each test begin when the sessions and attempts of those before are over."""
    clock.advance(seconds=ANOTHER_DAY)


def is_entrance(answer: httpx.Response) -> bool:
    """Tell whether a page is the entrance."""
    return answer.url.path == f"{PREFIX}/sign-in"


def events(pages: CentralServer) -> list[str]:
    """Return what the audit log has of today's signing in and out."""
    query = text("SELECT event FROM audit WHERE event LIKE 'sign%' AND at > :since ORDER BY number")
    since = to_text(pages.clock() - timedelta(seconds=ANOTHER_DAY / 2))
    return list(pages.see(lambda connection: connection.execute(query, {"since": since}).scalars().all()))


def test_whoever_knows_password_and_code_comes_to_the_own_place(
    browser: Browsers, pages: CentralServer, committees: Committees
) -> None:
    answer = browser().attempt("officer")
    assert answer.url.path == f"{PREFIX}/places/{committees.first}"
    assert "Đ/c officer" in text_of(answer)
    assert events(pages) == ["sign_in.done"]


def test_a_login_name_is_the_same_in_large_letters_and_a_password_with_space_around_it(browser: Browsers) -> None:
    assert not is_entrance(browser().attempt(" OFFICER", f" {PASSWORD} "))


def test_whatever_is_wrong_the_same_is_told(browser: Browsers) -> None:
    visiting = browser()
    for login, password, code in (
        ("officer", PASSWORD + "x", None),
        ("officer", PASSWORD, "000000"),
        ("officer", PASSWORD, ""),
        ("officer", "", None),
        ("nobody-of-that-name", PASSWORD, None),
        ("' OR 1=1 --", PASSWORD, None),
        ("<script>alert(1)</script>", PASSWORD, None),
    ):
        answer = visiting.attempt(login, password, code)
        assert (answer.status_code, WRONG in text_of(answer)) == (403, True)
        assert "<script>" not in answer.text
        assert PASSWORD not in answer.text


def test_a_code_opens_once_only(browser: Browsers, clock: FakeClock) -> None:
    code = code_at(clock())
    assert browser().attempt("officer", code=code).status_code == 200
    again = browser().attempt("officer", code=code)
    assert again.status_code == 403
    clock.advance(seconds=30)
    assert browser().attempt("officer", code=code).status_code == 403
    assert browser().attempt("officer").status_code == 200


def test_a_clock_that_is_half_a_minute_off_is_tolerated_and_no_more(browser: Browsers, clock: FakeClock) -> None:
    assert browser().attempt("officer", code=code_at(clock(), 2)).status_code == 403
    assert browser().attempt("officer", code=code_at(clock(), 1)).status_code == 200
    assert browser().attempt("reader", code=code_at(clock(), -2)).status_code == 403
    assert browser().attempt("reader", code=code_at(clock(), -1)).status_code == 200


def test_guessing_at_a_name_is_stopped_for_a_while(browser: Browsers, clock: FakeClock) -> None:
    guessing = browser()
    assert {guessing.attempt("officer", "x" * 12).status_code for _ in range(ATTEMPTS_OF_LOGIN)} == {403}
    stopped = guessing.attempt("officer")
    assert (stopped.status_code, int(stopped.headers["Retry-After"])) == (429, WINDOW.total_seconds())
    assert "Wait 15 min" in text_of(stopped)
    clock.advance(seconds=WINDOW.total_seconds())
    assert guessing.attempt("officer").status_code == 200


def test_strangers_guesses_do_not_lock_the_supervisor_s_own_browser_out(browser: Browsers, clock: FakeClock) -> None:
    own, guessing = browser("officer"), browser()
    for _ in range(ATTEMPTS_OF_LOGIN + 1):
        last = guessing.attempt("officer", "x" * 12)
    assert last.status_code == 429
    clock.advance(seconds=30)
    assert own.attempt("officer").status_code == 200


def test_guessing_at_many_names_from_one_address_is_stopped(pages: CentralServer, browser: Browsers) -> None:
    def guess(connection: Connection, now: datetime) -> None:
        for number in range(ATTEMPTS_OF_ADDRESS):
            assert not sign_in_attempts.take(
                connection, now, sign_in_attempts.counts("127.0.0.1", f"name{number}", None)
            )

    pages.do(guess)
    assert browser().attempt("officer").status_code == 429


def test_an_office_in_which_many_sign_in_is_not_locked_out(pages: CentralServer) -> None:
    def sign_in(connection: Connection, now: datetime) -> None:
        for number in range(ATTEMPTS_OF_ADDRESS + 1):
            mine = sign_in_attempts.counts("10.0.0.1", f"name{number}", None)
            assert not sign_in_attempts.take(connection, now, mine)
            sign_in_attempts.forgive(connection, mine)

    pages.do(sign_in)


def test_a_session_ends_when_nobody_uses_it(browser: Browsers, clock: FakeClock) -> None:
    used, left = browser("officer"), browser("reader")
    for _ in range(2):
        clock.advance(seconds=IDLE.total_seconds() * 2 / 3)
        assert not is_entrance(used.get())
    assert is_entrance(left.get())


def test_a_session_ends_after_half_a_day_whatever_is_done(browser: Browsers, clock: FakeClock) -> None:
    used = browser("officer")
    steps = int(ABSOLUTE / IDLE) * 2
    for _ in range(steps - 1):
        clock.advance(seconds=IDLE.total_seconds() / 2)
        assert not is_entrance(used.get())
    clock.advance(seconds=IDLE.total_seconds() / 2)
    assert is_entrance(used.get())


def test_no_session_that_somebody_planted_is_taken_over(browser: Browsers) -> None:
    victim, planted = browser(), "p" * 43
    victim.http.cookies.set("chibo-session", planted, domain="127.0.0.1", path="/")
    assert victim.attempt("officer").status_code == 200
    assert victim.cookie("chibo-session") not in {None, planted}
    thief = browser()
    thief.http.cookies.set("chibo-session", planted)
    assert is_entrance(thief.get())


def test_signing_in_anew_ends_the_session_that_the_browser_had(browser: Browsers, clock: FakeClock) -> None:
    mine, copy = browser("officer"), browser()
    copy.http.cookies.set("chibo-session", mine.cookie("chibo-session") or "")
    assert not is_entrance(copy.get())
    mine.sign_in("officer")
    assert is_entrance(copy.get())


def test_signing_out_ends_the_session_on_the_server(browser: Browsers, pages: CentralServer) -> None:
    mine, copy = browser("officer"), browser()
    copy.http.cookies.set("chibo-session", mine.cookie("chibo-session") or "")
    assert is_entrance(mine.post("/sign-out", {}, at="/"))
    assert is_entrance(copy.get())
    assert events(pages) == ["sign_in.done", "sign_out"]


def test_a_reset_or_removed_supervisor_is_signed_out_everywhere(
    browser: Browsers, pages: CentralServer, committees: Committees
) -> None:
    supervisor(pages, "leaving", committees.first, "reader")
    one, other = browser("officer"), browser("leaving")
    pages.do(supervisors.reset, "officer", Secrets(HASH, SECRET))
    pages.do(supervisors.remove, "leaving")
    assert is_entrance(one.get())
    assert is_entrance(other.get())
    assert other.attempt("leaving").status_code == 403


def test_a_form_of_another_site_or_browser_does_nothing(browser: Browsers, pages: CentralServer) -> None:
    mine, foreign = browser("officer"), browser("foreign")
    for given in (
        {"data": {"other": ""}},
        {"data": {"form": ""}},
        {"data": {"form": foreign.token("/")}},
        {"data": {"form": mine.token("/")}, "headers": {"Sec-Fetch-Site": "cross-site"}},
        {"data": {"form": mine.token("/")}, "headers": {"Sec-Fetch-Site": "same-site"}},
    ):
        answer = mine.http.post(f"{PREFIX}/sign-out", **given)
        assert answer.status_code == 403
        assert "This form is not" in text_of(answer)
    assert not is_entrance(mine.get())
    typed = {"login": "officer", "password": PASSWORD, "code": "123456"}
    assert browser().http.post(f"{PREFIX}/sign-in", data=typed).status_code == 403
    assert events(pages) == ["sign_in.done", "sign_in.done"]


def test_the_way_on_from_the_entrance_never_leads_elsewhere(browser: Browsers, committees: Committees) -> None:
    visiting, own = browser(), f"/superior/places/{committees.first}/reports?period=2026"
    visiting.http.follow_redirects = False
    for to, path in (
        (own, own),
        ("https://evil.example/", "/superior/"),
        ("//evil.example/superior/", "/superior/"),
        ("/superior//evil.example", "/superior/"),
        ("/superior/../v1/heads", "/superior/"),
        ("/superior/\r\nSet-Cookie: a=b", "/superior/"),
        ("javascript:alert(1)", "/superior/"),
    ):
        answer = visiting.post("/language", {"language": "en", "to": to}, at="/sign-in")
        assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert visiting.attempt("officer", to=own).headers["Location"] == own


def test_a_page_is_come_back_to_after_signing_in(browser: Browsers, committees: Committees) -> None:
    visiting = browser()
    entrance = visiting.get(f"/places/{committees.own}?period=2026")
    to = f"{PREFIX}/places/{committees.own}?period=2026"
    assert f'name="to" value="{to}"' in entrance.text
    assert str(visiting.attempt("officer", to=to).url).endswith(to)


def test_only_hashes_of_tokens_are_kept(browser: Browsers, pages: CentralServer) -> None:
    mine = browser("officer")
    tokens = [mine.cookie(name) or "" for name in ("chibo-session", "chibo-device")]
    kept = (pages.settings.home / "server.db").read_bytes() + (pages.settings.home / "server.db-wal").read_bytes()
    assert all(len(token) == 43 for token in tokens)
    assert [token for token in (*tokens, PASSWORD) if token.encode() in kept] == []


def test_cookies_go_to_no_script_no_other_site_and_over_tls_alone(browser: Browsers) -> None:
    visiting = browser()
    behind_tls = {"X-Forwarded-Proto": "https", "Host": "chibo.example"}  # what a proxy on this machine says
    answer = visiting.get("/sign-in", headers=behind_tls)
    (cookie,) = answer.headers.get_list("Set-Cookie")
    assert cookie.startswith("__Host-chibo-form=")
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    local = visiting.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in local
    assert "Secure" not in local


def test_every_answer_forbids_scripts_frames_and_foreign_content(browser: Browsers) -> None:
    mine = browser("officer")
    for path in ("/sign-in", "/", "/places/none", "/nothing-here", "/static/x/chibo.css"):
        headers = mine.get(path).headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
        assert (policy["default-src"], policy["frame-ancestors"]) == ("'none'", "'none'")
        assert "script-src" not in policy
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert path.startswith("/static") or headers["Cache-Control"] == "no-store"


def test_no_file_but_the_pages_own_is_given(browser: Browsers) -> None:
    mine = browser("officer")
    for path in ("..%2f..%2fsite.py", "chibo.css%00", "none.css", "%2e%2e/%2e%2e/site.py"):
        assert mine.get(f"/static/x/{path}").status_code == 404
    assert mine.get("/places/..%2f..%2fetc").status_code == 404


def test_the_language_is_chosen_at_the_entrance_and_stays(browser: Browsers) -> None:
    visiting = browser()
    assert 'lang="vi"' in visiting.post("/language", {"language": "vi", "to": f"{PREFIX}/sign-in"}, at="/sign-in").text
    assert "Tổng quan" in visiting.attempt("officer").text
    page = visiting.get()
    fields = {"language": "en", "to": page.url.path, "form": token_of(page.text)}
    assert "Overview" in visiting.http.post(f"{PREFIX}/language", data=fields).text


def test_whoever_was_given_nothing_sees_nothing(browser: Browsers, committees: Committees) -> None:
    mine = browser("nobody")
    assert "No place is given to you yet" in text_of(mine.get())
    assert mine.get(f"/places/{committees.first}").status_code == 404
