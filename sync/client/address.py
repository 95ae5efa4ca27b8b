"""A server's address, as it is typed or read from a file: the one place that tells whether a connection can be made."""

from __future__ import annotations

import re
from typing import Annotated

import httpx
from pydantic import AfterValidator

from models.domain.errors import WrongUsage
from models.domain.language import N_
from sync.protocol.message import Address

PORTS = 65_535
_PARTS = re.compile(r"https?://(?:\[[0-9A-Fa-f:.]+\]|[^\s:/?#@%\\\[\]]+)(?::[0-9]{1,5})?(?:/[^\s?#@\\]*)?")
"""Host, port and path: libraries read what is not of this form in different ways."""
_LONGEST = 255
_NO_ADDRESS = N_(
    "No connection can be made to “{server}”. An address is like https://may-chu.vn or http://192.168.1.5:8440."
)


def checked_address(text: str) -> str:
    """Return an address to which a connection can be made. Raises :class:`WrongUsage` for any other text."""
    if not is_address(text):
        raise WrongUsage(_NO_ADDRESS, server=text)
    return text


def is_address(text: str) -> bool:
    """Tell whether a connection can be made to an address: HTTP reads it, and its host can be looked up."""
    if len(text) > _LONGEST or not _PARTS.fullmatch(text):
        return False
    try:
        found = httpx.URL(text)
        found.host.encode("idna")  # as the system looks it up
        found.raw_host.decode("ascii").encode("idna")
    except (httpx.InvalidURL, UnicodeError):
        return False
    return bool(found.host) and (found.port is None or 0 < found.port <= PORTS)


def _readable(text: str) -> str:
    if not is_address(text):
        raise ValueError
    return text


ServerAddress = Annotated[Address, AfterValidator(_readable)]
"""An address in a file of this machine."""
