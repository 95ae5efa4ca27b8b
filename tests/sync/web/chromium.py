"""Debian's Chromium for the tests of the pages, found where it is installed; what goes wrong in it is gathered."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
CONTRAST = """() => {
  const channel = value => { value /= 255; return value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4 };
  const rgba = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const ground = one => {
    for (; one; one = one.parentElement) {
      const found = rgba(getComputedStyle(one).backgroundColor);
      if (found.length === 3 || found[3] > .99) return found;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const one of document.querySelectorAll('body *')) {
    const text = [...one.childNodes].filter(node => node.nodeType === 3 && node.textContent.trim());
    if (!text.length || !one.checkVisibility() || one.closest('svg')) continue;
    const style = getComputedStyle(one), size = parseFloat(style.fontSize), bold = style.fontWeight >= 700;
    const [dark, bright] = [light(rgba(style.color)), light(ground(one))].sort((a, b) => a - b);
    const ratio = (bright + .05) / (dark + .05);
    if (ratio < (size >= 24 || (bold && size >= 18.66) ? 3 : 4.5)) weak.push(`${text[0].textContent.trim()} ${ratio}`);
  }
  return weak;
}"""
"""Texts whose contrast is too weak (WCAG 2.2, 1.4.3: 4.5, and 3 for large ones)."""
NAMELESS = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a, img, table')]
  .filter(one => one.tagName === 'IMG' ? !one.hasAttribute('alt')
    : one.tagName === 'TABLE' ? !one.caption && !one.hasAttribute('aria-labelledby')
    : one.labels ? !one.labels.length && !one.textContent.trim() : !one.textContent.trim())
  .map(one => one.outerHTML.slice(0, 120))"""
"""What a screen reader would have no name for."""
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
HEADINGS = "document.querySelectorAll('html[lang] h1').length"


def executable() -> str | None:
    """Return where Chromium is, if it is installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run it without a window."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=executable(), args=options)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Window:
    """A window, and what went wrong in it: errors, warnings, what was refused, requests to anywhere else."""

    page: Page
    url: str
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, values: BrowserContext, url: str) -> Window:
        """Open a window; ``url`` is the server's."""
        window = cls(values.new_page(), url)
        window.page.on("console", lambda message: window.wrong.append(f"console: {message.text}"))
        window.page.on("pageerror", lambda error: window.wrong.append(f"script: {error}"))
        window.page.on("response", window._answered)
        return window

    def _answered(self, response: Response) -> None:
        if response.status >= 400 or not response.url.startswith(self.url):
            self.wrong.append(f"{response.status} {response.url}")

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is on an element, and see to it that the focus shows."""
        for _press in range(200):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                break
        else:
            raise AssertionError(f"no Tab leads to {selector}")
        outline = self.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", f"the focus on {selector} does not show"

    def enter(self) -> None:
        """Press Enter and wait for the page that comes."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def check(self) -> None:
        """Hold the page to what every page is held to."""
        found = self.page.evaluate(f"() => [{HEADINGS}, ({NAMELESS})(), ({CONTRAST})(), ({TOO_WIDE})()]")
        assert found == [1, [], [], False], self.page.url
        assert self.wrong == [], self.page.url
