"""Which files are looked through, and what is known of them."""

import json
import os
from pathlib import Path

import pytest
from pikepdf import Pdf

from kit.core.errors import KitError
from kit.output.deliver import delivered_pdfs
from kit.output.manifest import MANIFEST
from kit.pipeline.check_files import check_files, check_kit, pdfs_in
from tests import hostile_pdfs as hostile
from tests.made_pdfs import Spoil, good_pdf, saved, spoilt


def unscaled(pdf: Pdf) -> None:
    """What is a fault for an office, a remark for nobody known, and nothing for a print shop."""
    del pdf.Root.ViewerPreferences.PrintScaling


def kit_in(folder: Path, made_for: str | None, spoil: Spoil | None = None) -> None:
    (folder / "one.pdf").write_bytes(spoilt(spoil))
    (folder / "other.pdf").write_bytes(saved(good_pdf()))
    entries = [
        {"file": "one.pdf", "sha256": "", "for": made_for},
        {"file": "pictures/one.png", "sha256": ""},
    ]
    manifest = {"files": entries, "earlier": [{"file": "gone.pdf", "sha256": "", "for": None}]}
    (folder / MANIFEST).write_text(json.dumps(manifest))


def test_a_kit_is_its_pdfs_and_no_others(tmp_path: Path) -> None:
    kit_in(tmp_path, "office")
    assert delivered_pdfs(tmp_path) == {"one.pdf": "office", "gone.pdf": None}
    with pytest.raises(KitError, match=r"gone\.pdf: there is no such file: name a PDF"):
        check_kit(tmp_path)
    (tmp_path / "gone.pdf").write_bytes(saved(good_pdf()))
    checked = check_kit(tmp_path)
    assert [one.name for one in checked] == [str(tmp_path / "gone.pdf"), str(tmp_path / "one.pdf")]
    assert checked[0].as_dict()["verdict"] == "good"


@pytest.mark.parametrize(
    ("made_for", "verdict"),
    [("office", "1 fault"), ("print-shop", "good"), (None, "1 remark"), ("nobody", "1 remark")],
)
def test_whom_a_file_is_for_is_known_from_its_kit(
    made_for: str | None, verdict: str, tmp_path: Path
) -> None:
    kit_in(tmp_path, made_for, unscaled)
    (checked,) = check_files([tmp_path / "one.pdf"])
    assert checked.report.verdict == verdict
    (tmp_path / "copy").mkdir()
    elsewhere = (tmp_path / "one.pdf").rename(tmp_path / "copy" / "one.pdf")
    assert check_files([elsewhere])[0].report.verdict == "1 remark"


@pytest.mark.parametrize("text", [None, "{}", "no manifest", '{"files": [], "earlier": []}'])
def test_where_there_is_no_kit_it_says_so(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(KitError, match="there is no kit here: make one with `kit build`, or name"):
        check_kit(tmp_path)
    (tmp_path / "one.pdf").write_bytes(saved(good_pdf()))
    assert [one.name for one in check_files([tmp_path])] == [str(tmp_path / "one.pdf")]


def test_folders_and_files_are_looked_through_once_each(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.pdf", "a.txt"):
        (tmp_path / name).write_bytes(saved(good_pdf()))
    checked = check_files([tmp_path / "b.pdf", tmp_path, tmp_path / "b.pdf"])
    assert [Path(one.name).name for one in checked] == ["b.pdf", "a.pdf"]


def test_all_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(KitError, match="empty: there are no PDFs in this folder"):
        check_files([tmp_path / "empty"])
    with pytest.raises(KitError) as told:
        check_files([tmp_path / "b.pdf", tmp_path / "a.pdf"])
    assert [str(one).split(": ")[0][-5:] for one in told.value.problems] == ["a.pdf", "b.pdf"]


def test_what_is_no_pdf_is_a_fault_and_not_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a letter")
    (checked,) = check_files([tmp_path / "a.txt"])
    assert checked.report.verdict == "1 fault"


def test_a_folder_has_its_pdfs_however_they_are_spelt(tmp_path: Path) -> None:
    for name in ("b.PDF", "a.pdf", "._a.pdf", "a.txt", ".pdf"):
        (tmp_path / name).write_bytes(saved(good_pdf()))
    (tmp_path / "c.pdf").mkdir()
    assert [path.name for path in pdfs_in(tmp_path)] == ["a.pdf", "b.PDF"]
    with pytest.raises(KitError, match=r"No such file or directory: name a folder that you may"):
        pdfs_in(tmp_path / "gone")


def test_a_folder_of_thousands_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.pipeline.check_files._MOST_FILES", 2)
    for name in "abc":
        (tmp_path / f"{name}.pdf").touch()
    with pytest.raises(KitError, match="this folder has more than 2 PDFs: name those to check"):
        check_files([tmp_path])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_cannot_be_read_in_a_folder_keeps_no_other_from_its_report(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").symlink_to("nowhere")
    (tmp_path / "c.pdf").symlink_to("/dev/zero")
    (tmp_path / "d.pdf").write_bytes(hostile.forms(30, 2))
    (tmp_path / "e.pdf").write_bytes(saved(good_pdf()))
    with (tmp_path / "f.pdf").open("wb") as sparse:
        sparse.truncate(20_000_000_000)
    checked = check_files([tmp_path])
    assert [one.report.verdict for one in checked] == [*["1 fault"] * 4, "good", "1 fault"]
    with pytest.raises(KitError, match="there is no such file: name a PDF that is there"):
        check_files([tmp_path / "b.pdf"])
