"""Fixed inputs and their bytes, as docs/sync.md prints them: what another program would have to make, too."""

from __future__ import annotations

from pathlib import Path

from sync.protocol.membership import RequestSigner, is_signed, request_text
from sync.protocol.parcels import NO_TAG, Parcel, digest, from_frames, to_frames

DOCUMENT = (Path(__file__).parents[3] / "docs" / "sync.md").read_text(encoding="utf-8")
PARCEL = Parcel("may-1", 1, 2, NO_TAG, bytes(range(16)), "khoa-1", b"box")
DIGEST = "7c4ea2712dcac600eefe6920407671676b11bad8da3ae3d66ea681dac7d617a4"
MEMBER_KEY = "2cc43852f605da4bf90212b04235a54ce6138f2b2b3494b76d5047e8417d9b58"
MEMBER_SIGNATURE = "KndPRIjMX/WFoHdTjxLiWzSXM+V3WZK4cDt6I+XZKqX95MAbu8WhDrZKlsu+WRBOijsigDEmFcn+FZcM9MRpAw=="


def test_the_hash_of_a_parcel_is_the_documented_one() -> None:
    assert digest(PARCEL).hex() == DIGEST
    assert DIGEST in DOCUMENT


def test_a_frame_carries_the_hash_only_for_who_knows_it() -> None:
    head = (
        '{"device":"may-1","first":1,"last":2,"previous_tag":"00000000000000000000000000000000",'
        '"head_tag":"000102030405060708090a0b0c0d0e0f","key_id":"khoa-1","size":3'
    )
    old, new = f"{head}}}".encode(), f'{head},"sha256":"{DIGEST}"}}'.encode()
    end = b"box" + bytes(4) + b"\0"
    assert to_frames([PARCEL]) == len(old).to_bytes(4, "big") + old + end
    assert to_frames([PARCEL], hashed=True) == len(new).to_bytes(4, "big") + new + end
    for body in (to_frames([PARCEL]), to_frames([PARCEL], hashed=True)):
        assert from_frames(body, most=1, box=3) == ((PARCEL,), False)


def test_the_key_of_membership_and_a_signature_are_the_documented_ones() -> None:
    member = RequestSigner(bytes(range(32)), "chi-bo-1", "may-1")
    header = member.sign("POST", "/v1/parcels", "", b"box")
    signature, _, digest = header.partition(" ")
    assert member.public_key.hex() == MEMBER_KEY
    assert signature == MEMBER_SIGNATURE
    text = request_text("chi-bo-1", "may-1", "POST", "/v1/parcels", "", digest)
    assert text.startswith(b"chibo request 1\nchi-bo-1\nmay-1\nPOST /v1/parcels\n\n")
    assert is_signed(member.public_key, text, header)
    assert not is_signed(member.public_key, text + b"1", header)
    assert MEMBER_KEY in DOCUMENT
    assert MEMBER_SIGNATURE in DOCUMENT
