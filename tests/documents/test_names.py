"""What the files of documents and tables are called."""

from __future__ import annotations

import re

from models.documents.names import OF_MOTION_KIND, DocumentKind
from models.documents.names import file_stem as document_stem
from models.domain.language import choose_language
from models.exports.tables import Export, file_stem


def test_files_are_named_in_the_language_of_the_program_without_diacritics() -> None:
    english = {document_stem(kind) for kind in DocumentKind}
    of_members = {kind: f"resolution-on-{kind}" for kind in OF_MOTION_KIND}
    assert english == {of_members.get(kind, kind.value) for kind in DocumentKind}
    choose_language("vi")
    assert (document_stem(DocumentKind.MINUTES), document_stem(DocumentKind.INVITATION)) == ("bien-ban", "giay-moi")
    names = [document_stem(kind) for kind in DocumentKind]
    tables = [file_stem(table) for table in Export]
    assert tables[0] == "dang-vien"
    assert len({*names}) == len(names)
    assert len({*tables}) == len(tables)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", name) for name in [*names, *tables])
    assert not english & {*names}
