"""Reading pages as a browser, a screen reader and a strict proof-reader would."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_ALONE = {"meta", "link", "input", "img", "br", "rect", "line", "circle", "polyline", "path"}
_FIELDS = {"input", "select", "textarea"}


@dataclass
class Page(HTMLParser):
    """A page, taken apart: its mistakes, its headings, its links."""

    text: str
    mistakes: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    fields: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)
        self.mistakes += [f"never closed: {tag}" for tag in self._open]
        self.mistakes += [f"twice: {one}" for one in {one for one in self.ids if self.ids.count(one) > 1}]
        self.mistakes += [f"no label: {one}" for one in self.fields if one not in self.labelled]
        self.mistakes += [f"names nothing: {one}" for one in self.named if one not in self.ids]
        if self.headings.count("h1") != 1:
            self.mistakes.append(f"headings: {self.headings}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.mistakes += [f"inline: {name}" for name in given if name == "style" or name.startswith("on")]
        if tag in {"script", "style", "iframe", "object"}:
            self.mistakes.append(f"not allowed: {tag}")
        if tag == "img" and "alt" not in given:
            self.mistakes.append("an image without a text")
        if "id" in given:
            self.ids.append(given["id"])
        self.labelled |= {given[name] for name in ("for",) if name in given}
        for name in ("aria-labelledby", "aria-describedby"):
            self.named |= set(given.get(name, "").split())
        if tag in _FIELDS and given.get("type") != "hidden":
            self.fields.append(given.get("id", f"a {tag}"))
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag not in _ALONE:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _ALONE:
            return
        if not self._open or self._open.pop() != tag:
            self.mistakes.append(f"closed out of order: {tag}")
