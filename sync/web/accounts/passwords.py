"""Passwords (Argon2id, RFC 9106) and the second factor (TOTP, RFC 6238)."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.text import nfc

MINIMUM = 12
MAXIMUM = 200
ISSUER = "chibo"
STEP_SECONDS = 30
_TOLERATED = (0, -1, 1)
"""Accepted time steps around the present one, as the clocks of phones differ."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_HASHER = PasswordHasher()


def check_password(password: str) -> str:
    """Return the password in the form that is hashed. Raises :class:`Refused` when it is too short or too long."""
    clean = _plain(password)
    if not MINIMUM <= len(clean) <= MAXIMUM:
        raise Refused(N_("A password has {least} to {most} letters."), least=MINIMUM, most=MAXIMUM)
    return clean


def _plain(password: str) -> str:
    """Return a password for comparison: normalised, without surrounding space."""
    return nfc(password).strip()


def new_password() -> str:
    """Return a new password of about 99 random bits, in groups of letters that are not easily confused."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def hashed(password: str) -> str:
    """Return the hash of a password."""
    return _HASHER.hash(_plain(password))


def fits(password_hash: str, password: str) -> bool:
    """Tell whether a password matches a hash; takes the same time either way."""
    try:
        return _HASHER.verify(password_hash, _plain(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def dummy_credentials() -> tuple[str, str]:
    """Return hash and TOTP secret of nobody, for checking unknown names in the same time."""
    return hashed(secrets.token_urlsafe(32)), new_secret()


def new_secret() -> str:
    """Return a new TOTP secret: 160 random bits, base32."""
    return pyotp.random_base32()


def enrolment_uri(secret: str, login: str) -> str:
    """Return the ``otpauth:`` address for the QR code of an authenticator app."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime, after: int) -> int | None:
    """Return the time step of a correct code that is later than ``after``; else ``None``."""
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    typed = "".join(code.split())
    found: int | None = None
    for offset in _TOLERATED:
        step = present + offset
        right = hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode("utf-8", "replace"))
        if right and step > after:
            found = step
    return found
