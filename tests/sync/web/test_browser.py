"""The pages in a real Chromium, served by a real ``chibo serve``: by keyboard, on a phone, with and without scripts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sync.server.settings import Settings
from sync.web.pages import PAGES
from sync.web.settings import PREFIX
from tests.sync.central import ServerProcess
from tests.sync.web.browser import code_at
from tests.sync.web.chromium import Window, chromium, executable
from tests.sync.web.committees import PASSWORD, Committees
from tests.sync.web.test_authorisation import at

pytestmark = pytest.mark.skipif(executable() is None, reason="needs Chromium (Debian: apt-get install chromium)")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory, furnished: tuple[Path, Committees]) -> Iterator[ServerProcess]:
    """``chibo serve`` as a process of its own, over a copy of the furnished database."""
    home = tmp_path_factory.mktemp("browser") / "central"
    shutil.copytree(furnished[0], home)
    process = ServerProcess(Settings(home=home))
    try:
        yield process.start()
    finally:
        process.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture
def window(browser: Browser, serving: ServerProcess) -> Iterator[Callable[..., Window]]:
    """Open windows, each of somebody else."""
    opened = []

    def open_one(**options: object) -> Window:
        opened.append(browser.new_context(**options))
        return Window.of(opened[-1], serving.url)

    yield open_one
    for one in opened:
        one.close()


def code() -> str:
    """Return the code that the authenticator shows now: the server goes by the machine's clock."""
    return code_at(datetime.now(UTC))


def test_by_keyboard_from_the_front_door_to_a_praise(window: Callable[..., Window], committees: Committees) -> None:
    desk = window(viewport=DESKTOP, locale="en-GB")
    page = desk.page
    page.goto(desk.url)
    desk.check()
    desk.tab_to("#login")
    page.keyboard.type("officer")
    for typed in (PASSWORD, code()):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    desk.enter()
    assert page.url == f"{desk.url}{PREFIX}/places/{committees.first}"
    for number in range(page.locator(".tabs a").count()):
        desk.tab_to(f".tabs li:nth-child({number + 1}) a")
        desk.enter()
        assert page.locator(".tabs [aria-current]").count() == 1
        desk.check()
    desk.tab_to(".tabs li:first-child a")
    desk.enter()
    desk.tab_to(f"main a[href$='{committees.own}']")
    desk.enter()
    desk.tab_to(".tabs a[href$='/praise']")
    desk.enter()
    desk.tab_to("#text")
    page.keyboard.type("Mỗi đảng viên một việc.")
    desk.tab_to("button.main")
    desk.enter()
    assert page.locator("[role=status]").inner_text() == "The praise stands on this page now."
    assert "Mỗi đảng viên một việc." in page.locator("article").inner_text()
    desk.check()


def test_the_first_tab_leads_past_the_head_to_the_content(
    window: Callable[..., Window], committees: Committees
) -> None:
    desk = window(viewport=DESKTOP)
    desk.page.goto(f"{desk.url}{PREFIX}/")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.tab_to("main input, main a, main button")
    assert desk.page.evaluate("() => document.activeElement.id") == "login"


def test_on_a_phone_without_scripts_in_vietnamese(window: Callable[..., Window], committees: Committees) -> None:
    phone = window(viewport=PHONE, locale="vi-VN", java_script_enabled=False, has_touch=True, is_mobile=True)
    page = phone.page
    page.goto(f"{phone.url}{PREFIX}/")
    phone.check()
    for name, typed in (("login", "province"), ("password", PASSWORD), ("code", code())):
        page.fill(f"#{name}", typed)
    page.tap("button.main")
    page.wait_for_url("**/places/*")
    assert "Tổng quan" in page.locator("h1").inner_text()
    for path, _view in PAGES:
        for place in (committees.province, committees.own):
            address = f"{phone.url}{PREFIX}{at(path, place)}?period=2026"
            answer = page.request.get(address)
            if answer.ok and "html" in answer.headers["content-type"]:
                page.goto(address)
                phone.check()
    with page.expect_download() as download:
        page.goto(f"{phone.url}{PREFIX}/places/{committees.first}/indicators")
        page.tap("a[href*='/csv']")
    assert download.value.suggested_filename.startswith("indicators-")
