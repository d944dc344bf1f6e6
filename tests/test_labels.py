from pathlib import Path

import pytest

from kit.bundled import LAYOUTS
from kit.errors import KitError
from kit.labels import Labels, file_name, load_labels
from kit.pieces import load_pieces


def test_every_piece_has_a_title_and_a_file_of_its_own(labels: Labels) -> None:
    pieces = load_pieces(LAYOUTS)
    assert set(pieces) == set(labels.pieces)
    assert [file_name(labels, piece) for piece in pieces] == [
        "verdikort.pdf",
        "egenskapskort.pdf",
        "dilemmakort.pdf",
        "refleksjonskort.pdf",
        "plakater.pdf",
        "handlingsplan.pdf",
        "veileder.pdf",
    ]


def test_a_language_without_labels_is_told() -> None:
    with pytest.raises(KitError, match=r"no words in en yet: set language in pack\.yaml to nb"):
        load_labels(LAYOUTS, "en")


def test_labels_that_lack_a_title_are_told_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "nb.yaml").write_text("pieces:\n  a:\n    file: b\n")
    with pytest.raises(KitError, match=r"nb\.yaml:3:5: title is missing: add it"):
        load_labels(tmp_path, "nb")
