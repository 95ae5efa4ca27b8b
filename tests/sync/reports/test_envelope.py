"""A signed document: the same bytes every time, and whatever is changed in it is found and named."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.envelope import Envelope, EnvelopeKind, canonical, check_report, section_hash
from sync.protocol.fields import Malformed
from sync.reports.envelope import EnvelopeVerdict, sign, verify
from sync.reports.files import read_keys, verify_file
from tests.sync.reports.papers import KEY, KEY_ID, NO_REPORTS, OTHER_SEED, PAPER, TEXT, content, paper

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=8,
)
NAMES = st.from_regex(r"[a-z][a-z_]{0,31}", fullmatch=True)


@given(
    st.dictionaries(NAMES, VALUES, min_size=1, max_size=6),
    st.sampled_from(EnvelopeKind),
    st.binary(min_size=32, max_size=32),
)
def test_what_was_signed_is_read_again_and_is_the_same_every_time(
    sections: dict[str, Any], kind: EnvelopeKind, seed: bytes
) -> None:
    document = sign(sections, kind, KEY_ID, seed)
    assert sign(dict(reversed(sections.items())), kind, KEY_ID, seed) == document
    found = Envelope.read(document)
    assert (found.content, found.kind, found.key_id) == (sections, kind, KEY_ID)
    assert verify(document).verdict is EnvelopeVerdict.WHOLE


@given(st.integers(0, len(PAPER) - 1), st.integers(1, 255))
def test_a_changed_byte_is_found_and_its_section_named(place: int, change: int) -> None:
    changed = bytearray(PAPER)
    changed[place] ^= change
    found = verify(bytes(changed), KEY)
    assert found.verdict is not EnvelopeVerdict.WHOLE
    with pytest.raises(Malformed):
        Envelope.read(bytes(changed))
    if found.verdict is EnvelopeVerdict.CHANGED and (section := _section_at(place)):
        assert section in found.sections


@given(st.sampled_from(sorted(content())), VALUES)
def test_a_section_with_another_content_is_named_with_certainty(name: str, value: Any) -> None:
    changed = json.loads(PAPER)
    if canonical(changed["content"][name]) == canonical(value):
        return
    changed["content"][name] = value
    found = verify(canonical(changed), KEY)
    assert (found.verdict, found.sections, found.signed) == (EnvelopeVerdict.CHANGED, (name,), True)


def test_a_section_that_was_taken_out_or_put_in_is_named() -> None:
    document = json.loads(PAPER)
    document["content"]["votes"] = document["content"].pop("attendance")
    assert verify(canonical(document)).sections == ("attendance", "votes")


@pytest.mark.parametrize(
    ("text", "paragraphs", "missing"),
    [
        (TEXT.replace("14 giờ 05", "14 giờ 00"), (3,), 0),
        (TEXT.replace("BIÊN", "BIEN").replace("Bế", "Be"), (1, 5), 0),
        (TEXT.replace("2. Thảo luận.\n", ""), (), 1),
        (TEXT.replace("2. Thảo luận.", "2. Thảo luận.\n3. Biểu quyết."), (5,), 0),
        (TEXT + "\n", (6,), 0),
        ("", (1,), 4),
    ],
)
def test_a_changed_paragraph_of_the_minutes_is_numbered(text: str, paragraphs: tuple[int, ...], missing: int) -> None:
    document = json.loads(PAPER)
    document["content"]["minutes"]["text"] = text
    found = verify(canonical(document), KEY)
    assert (found.sections, found.paragraphs, found.missing) == (("minutes",), paragraphs, missing)


def test_no_paragraph_is_named_by_hashes_that_were_changed_too() -> None:
    document = json.loads(PAPER)
    document["content"]["minutes"]["text"] = "Khác"
    document["content"]["paragraphs"] = []
    found = verify(canonical(document), KEY)
    assert (found.sections, found.paragraphs) == (("minutes", "paragraphs"), ())


def test_a_change_with_its_hash_mended_is_forged() -> None:
    document = json.loads(PAPER)
    document["content"]["attendance"]["present"] = 10
    document["sections"]["attendance"] = section_hash(document["content"]["attendance"])
    found = verify(canonical(document), KEY)
    assert (found.verdict, found.signed) == (EnvelopeVerdict.FORGED, False)


@pytest.mark.parametrize("member", ["kind", "key_id", "key", "signature"])
def test_a_changed_head_is_forged(member: str) -> None:
    document = json.loads(PAPER)
    other = json.loads(paper(EnvelopeKind.MINUTES, OTHER_SEED)) | {"key_id": "other"}
    document[member] = other[member]
    assert verify(canonical(document), KEY).verdict is EnvelopeVerdict.FORGED


def test_what_somebody_else_signed_is_not_the_cells() -> None:
    other = paper(seed=OTHER_SEED)
    assert verify(other, KEY).verdict is EnvelopeVerdict.OTHER_KEY
    assert verify(other).verdict is EnvelopeVerdict.WHOLE
    assert verify(other, KEY, Envelope.read(other).key).verdict is EnvelopeVerdict.WHOLE


@pytest.mark.parametrize("document", [PAPER + b"\n", json.dumps(json.loads(PAPER), indent=1).encode()])
def test_what_an_editor_saved_anew_is_said_to_be_so(document: bytes) -> None:
    assert verify(document, KEY).verdict is EnvelopeVerdict.REWRITTEN


UNREADABLE = {
    "nothing": b"",
    "a list": b"[]",
    "cut short": PAPER[:-1],
    "another format": PAPER.replace(b"chibo-report/1", b"chibo-report/2"),
    "no sections": canonical(json.loads(PAPER) | {"content": {}}),
    "a member more": canonical(json.loads(PAPER) | {"more": 1}),
    "a section's name": canonical(json.loads(PAPER) | {"content": {"Cell": 1}}),
    "a short key": canonical(json.loads(PAPER) | {"key": "AAAA"}),
    "a fraction": canonical(json.loads(PAPER) | {"content": {"cell": 1.5}}),
    "deep": PAPER.replace(b'"answer":null', b'"answer":' + b"[" * 50_000 + b"]" * 50_000),
    "half a letter": PAPER.replace(b'"answer":null', b'"answer":"\\ud800"'),
    "too long": b" " * (8 * 1024 * 1024) + PAPER,
}


@pytest.mark.parametrize("document", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_such_document_is_unreadable(document: bytes) -> None:
    assert verify(document, KEY).verdict is EnvelopeVerdict.UNREADABLE


def test_the_server_takes_a_report() -> None:
    check_report(PAPER)


@pytest.mark.parametrize("document", NO_REPORTS.values(), ids=NO_REPORTS.keys())
def test_the_server_takes_nothing_but_a_whole_report(document: bytes) -> None:
    with pytest.raises(Malformed):
        check_report(document)


def _section_at(place: int) -> str | None:
    """Return the name of the section whose value holds the byte at a place of PAPER."""
    for name, value in content().items():
        head = f'"{name}":'.encode()
        start = PAPER.index(head, PAPER.index(b'"content":')) + len(head)
        if start <= place < start + len(canonical(value)):
            return name
    return None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_is_checked_however_an_editor_saved_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(PAPER.decode().encode(encoding))
    assert verify_file(path, KEY).verdict is EnvelopeVerdict.WHOLE
    keys = tmp_path / "keys.txt"
    keys.write_bytes(f"{b64encode(KEY).decode()} {KEY_ID}\r\n".encode(encoding))
    assert read_keys(str(keys)) == (KEY,)
