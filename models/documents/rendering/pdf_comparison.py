"""Names the differences between a PDF and one that was drawn from the same content.

Only the bytes decide whether two files are the same. This module names what differs, so that a person knows where to
look; a difference without a name is reported as “saved anew”. The files read here are not trusted.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 2000
_DEEPEST = 40


class Difference(StrEnum):
    """Kinds of differences from the pages as they were drawn."""

    PAGES_ADDED = "pages_added"
    PAGES_REMOVED = "pages_removed"
    TEXT = "text"
    DRAWING = "drawing"
    LETTERS = "letters"
    PICTURES = "pictures"
    ANNOTATIONS = "annotations"
    PAGE = "page"
    FORM = "form"
    SCRIPT = "script"
    LAYERS = "layers"
    ATTACHMENTS = "attachments"
    PROPERTIES = "properties"
    CATALOGUE = "catalogue"
    APPENDED = "appended"
    SAVED_ANEW = "saved_anew"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Found:
    """A difference; ``page`` counts from 1, for a difference on a page."""

    difference: Difference
    page: int = 0


def differences(document: bytes, drawn: bytes) -> tuple[Found, ...]:
    """Return the differences between a PDF and the drawn one; empty if all bytes are the same."""
    if document == drawn:
        return ()
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        found = tuple(_found(PdfReader(io.BytesIO(document)), PdfReader(io.BytesIO(drawn))))
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError, ArithmeticError):
        found = (Found(Difference.DAMAGED),)  # pypdf may raise anything for a damaged file
    if document.count(b"startxref") > drawn.count(b"startxref"):
        found = (*found, Found(Difference.APPENDED))
    return found or (Found(Difference.SAVED_ANEW),)


def _found(document: PdfReader, drawn: PdfReader) -> Iterator[Found]:
    count, drawn_count = len(document.pages), len(drawn.pages)
    if count != drawn_count:
        yield Found(Difference.PAGES_ADDED if count > drawn_count else Difference.PAGES_REMOVED)
    for number in range(min(count, drawn_count, MOST_PAGES)):
        for kind in _of_page(document.pages[number], drawn.pages[number]):
            yield Found(kind, number + 1)
    yield from map(Found, _of_catalogue(_root(document), _root(drawn)))
    if _print(document.trailer.get("/Info")) != _print(drawn.trailer.get("/Info")):
        yield Found(Difference.PROPERTIES)


def _of_page(page: PageObject, drawn: PageObject) -> Iterator[Difference]:
    if page.extract_text() != drawn.extract_text():
        yield Difference.TEXT
    elif _contents(page) != _contents(drawn):
        yield Difference.DRAWING
    resources, wanted = (_resolved(one.get("/Resources")) or {} for one in (page, drawn))
    for name, kind in (("/Font", Difference.LETTERS), ("/XObject", Difference.PICTURES)):
        if _print(resources.get(name)) != _print(wanted.get(name)):
            yield kind
    if _print(page.get("/Annots")) != _print(drawn.get("/Annots")):
        yield Difference.ANNOTATIONS
    if "/AA" in page:
        yield Difference.SCRIPT
    if _print(resources.get("/Properties")) != _print(wanted.get("/Properties")):
        yield Difference.LAYERS
    if _rest(page) != _rest(drawn) or _print(resources, _NAMED) != _print(wanted, _NAMED):
        yield Difference.PAGE


_NAMED = frozenset({"/Font", "/XObject", "/Properties"})
_PARTS = frozenset({"/Parent", "/Contents", "/Resources", "/Annots", "/AA", "/StructParents", "/Tabs", "/P"})


def _rest(page: PageObject) -> bytes:
    return _print({name: page.raw_get(name) for name in page}, _PARTS)


def _of_catalogue(root: Any, drawn: Any) -> Iterator[Difference]:
    names, wanted = (_resolved(one.get("/Names")) or {} for one in (root, drawn))
    if "/AcroForm" in root:
        yield Difference.FORM
    if "/OpenAction" in root or "/AA" in root or "/JavaScript" in names:
        yield Difference.SCRIPT
    if "/OCProperties" in root:
        yield Difference.LAYERS
    if any(_print(one.get("/EmbeddedFiles")) != _print(two.get("/EmbeddedFiles")) for one, two in [(names, wanted)]):
        yield Difference.ATTACHMENTS
    if _print(root.get("/Metadata")) != _print(drawn.get("/Metadata")):
        yield Difference.PROPERTIES
    if {name for name in root if name not in _CALLED} != {name for name in drawn if name not in _CALLED}:
        yield Difference.CATALOGUE


_CALLED = frozenset({"/AcroForm", "/OpenAction", "/AA", "/OCProperties"})


def _root(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def _contents(page: PageObject) -> bytes:
    found = page.get_contents()
    return b"" if found is None else found.get_data()


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _print(value: Any, without: frozenset[str] = frozenset()) -> bytes:
    """Return a digest of an object and all that it refers to, independent of object numbers."""
    digest = hashlib.sha256()
    _feed(digest, value, set(), 0, without)
    return digest.digest()


def _feed(digest: Any, value: Any, seen: set[int], depth: int, without: frozenset[str] = frozenset()) -> None:
    if depth > _DEEPEST:
        raise RecursionError
    number = getattr(value, "idnum", None)
    if number is not None:
        if number in seen:
            digest.update(b"again;")
            return
        seen.add(number)
    found = _resolved(value)
    if hasattr(found, "get_data"):
        digest.update(b"stream;" + hashlib.sha256(found.get_data()).digest())
    if isinstance(found, dict):
        for name in sorted(name for name in found if name not in without and name not in _WRITTEN):
            digest.update(f"{name}=".encode())
            _feed(digest, found.raw_get(name) if hasattr(found, "raw_get") else found[name], seen, depth + 1)
    elif isinstance(found, list | tuple):
        digest.update(f"list {len(found)};".encode())
        for one in found:
            _feed(digest, one, seen, depth + 1)
    else:
        digest.update(f"{type(found).__name__} {found!r};".encode())


_WRITTEN = frozenset({"/Filter", "/DecodeParms", "/Length"})
"""Keys about the encoding of a stream, not its content."""
