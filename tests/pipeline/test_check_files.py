"""Which files are looked through, and what is known of them."""

import json
import os
from pathlib import Path

import pytest
from pikepdf import Pdf

from kit.core.errors import KitError
from kit.core.language import Language, speech
from kit.output.deliver import delivered_pdfs
from kit.output.leftovers import READY
from kit.output.manifest import MANIFEST
from kit.pipeline.check_files import check_files, check_kit, pdfs_in
from kit.system.files import digest
from tests import hostile_pdfs as hostile
from tests.made_pdfs import Spoil, draw, good_pdf, saved, spoilt
from tests.output.kits import put
from tests.output.test_as_written import stopped_after


def unscaled(pdf: Pdf) -> None:
    """What is a fault for an office, a remark for nobody known, and nothing for a print shop."""
    del pdf.Root.ViewerPreferences.PrintScaling


def kit_in(folder: Path, made_for: str | None, spoil: Spoil | None = None) -> None:
    one, good = spoilt(spoil), saved(good_pdf())
    (folder / "one.pdf").write_bytes(one)
    (folder / "other.pdf").write_bytes(good)
    entries = [
        {"file": "one.pdf", "sha256": digest(one), "for": made_for},
        {"file": "pictures/one.png", "sha256": ""},
    ]
    earlier = [{"file": "gone.pdf", "sha256": digest(good), "for": None}]
    manifest = {"files": entries, "earlier": earlier}
    (folder / MANIFEST).write_text(json.dumps(manifest))


def test_a_file_of_a_kit_in_greys_is_asked_for_greys(tmp_path: Path) -> None:
    pdf = spoilt(draw(b"1 0 0 rg 9 9 9 9 re f"))
    (tmp_path / "one.pdf").write_bytes(pdf)
    for ink, verdict in (("grey", "1 fault"), ("normal", "good"), ("mauve", "good")):
        told = {"file": "one.pdf", "sha256": digest(pdf), "for": "office", "ink": ink}
        (tmp_path / MANIFEST).write_text(json.dumps({"files": [told], "earlier": []}))
        (checked,) = check_kit(tmp_path)
        assert checked.report.verdict == verdict


def test_a_kit_is_its_pdfs_and_no_others(tmp_path: Path) -> None:
    kit_in(tmp_path, "office")
    whom = {name: one.made_for for name, one in delivered_pdfs(tmp_path).items()}
    assert whom == {"one.pdf": "office", "gone.pdf": None}
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


def told(folder: Path) -> dict[str, list[tuple[bool, str]]]:
    """What is told of each file of a kit, and whether it is a fault."""
    return {
        Path(one.name).relative_to(folder).as_posix(): [
            (finding.is_fault, finding.text) for finding in one.report.findings
        ]
        for one in check_kit(folder)
    }


CHANGED = (
    False,
    "this is not the file that the kit's list names: it was changed after kit wrote it (filled "
    "in?), or is of another kit: if you did not change it, build again before you print",
)


def test_what_is_not_as_kit_wrote_it_is_a_remark(tmp_path: Path) -> None:
    good = saved(good_pdf())
    put(tmp_path, {"a.pdf": good, "b.pdf": good, "c.pdf": good, "pics/a.png": b"1"})
    # As the app of a bank signs it, and as a reader saves what was filled in.
    (tmp_path / "b.pdf").write_bytes(good + b"% more\n")
    (tmp_path / "c.pdf").rename(tmp_path / "elsewhere")
    (tmp_path / "c.pdf").symlink_to("elsewhere")
    link = (False, "this is a link, and not the file that kit wrote: see where it leads")
    found = told(tmp_path)
    assert found["a.pdf"] == []
    assert CHANGED in found["b.pdf"]
    assert link in found["c.pdf"]
    assert "pics/a.png" not in found
    (tmp_path / "pics" / "a.png").write_bytes(b"2")
    assert told(tmp_path)["pics/a.png"] == [CHANGED]
    # By its own name, and as one of those in a folder.
    for asked in (tmp_path / "b.pdf", tmp_path):
        checked = {Path(one.name).name: one.report for one in check_files([asked])}
        assert CHANGED[1] in [one.text for one in checked["b.pdf"].remarks]


def test_files_of_two_kits_are_a_fault_as_long_as_they_can_be_told_apart(tmp_path: Path) -> None:
    old, new = saved(good_pdf()), spoilt(unscaled)
    stopped_after(
        2,
        tmp_path,
        {"a.pdf": old, "b.pdf": old, "c.pdf": old, "same.pdf": old, "pics/a.png": b"1"},
        {"a.pdf": new, "b.pdf": new, "d.pdf": new, "same.pdf": old, "pics/a.png": b"2"},
    )
    two = "the files here are of two kits, as a build was stopped or is still at work, and this one"
    older, newer = (
        (True, f"{two} is of the {which}: build again before you print")
        for which in ("older", "newer")
    )
    found = told(tmp_path)
    assert {name: findings[:1] for name, findings in found.items()} == {
        "a.pdf": [newer],
        "b.pdf": [newer],
        "c.pdf": [older],
        "same.pdf": [],
    }
    assert [one.report.verdict for one in check_files([tmp_path / "c.pdf"])] == ["1 fault"]
    (tmp_path / READY).rename(tmp_path / "away")
    found = told(tmp_path)
    assert [name for name, findings in found.items() if CHANGED in findings] == ["a.pdf", "b.pdf"]


def test_where_only_pictures_are_of_two_kits_they_are_told(tmp_path: Path) -> None:
    good = saved(good_pdf())
    old = {"a.pdf": good, "pics/a.png": b"1", "pics/b.png": b"1"}
    stopped_after(1, tmp_path, old, {"a.pdf": good, "pics/a.png": b"2", "pics/b.png": b"2"})
    # The PDF took its place: it is the same as before.
    assert set(told(tmp_path)) == {"a.pdf"}
    (tmp_path / READY / "pics" / "a.png").replace(tmp_path / "pics" / "a.png")
    assert set(told(tmp_path)) == {"a.pdf", "pics/a.png", "pics/b.png"}


@pytest.mark.parametrize(
    ("language", "empty", "no_kit", "missing", "changed"),
    [
        (
            "nb",
            "det er ingen PDF-er i denne mappen",
            "det er ikke noe sett her: lag et med `kit build`, eller skriv hvilke PDF-er som skal "
            "sjekkes",
            "filen finnes ikke: skriv navnet på en PDF som finnes",
            "dette er ikke den filen som står i listen over settet: den ble endret etter at kit "
            "skrev den (fylt ut?), eller er fra et annet sett: hvis det ikke var du som endret "
            "den, lag settet på nytt før du skriver ut",
        ),
        (
            "nn",
            "det er ingen PDF-ar i denne mappa",
            "det er ikkje noko sett her: lag eit med `kit build`, eller skriv kva PDF-ar som skal "
            "sjekkast",
            "fila finst ikkje: skriv namnet på ein PDF som finst",
            "dette er ikkje den fila som står i lista over settet: ho vart endra etter at kit "
            "skreiv ho (fylt ut?), eller er frå eit anna sett: dersom det ikkje var du som "
            "endra ho, lag settet på nytt før du skriv ut",
        ),
    ],
)
def test_what_is_no_file_to_check_is_said_in_norwegian(
    language: Language, empty: str, no_kit: str, missing: str, changed: str, tmp_path: Path
) -> None:
    said, folder = speech(language).said, tmp_path / "kit"
    for path, told in ((tmp_path, empty), (tmp_path / "one.pdf", missing)):
        with pytest.raises(KitError) as caught:
            check_files([path])
        assert said(caught.value.problems[0].text) == told
    with pytest.raises(KitError) as caught:
        check_kit(tmp_path)
    assert said(caught.value.problems[0].text) == no_kit
    folder.mkdir()
    kit_in(folder, "office")
    (folder / "one.pdf").write_bytes(spoilt(unscaled))
    (checked,) = check_files([folder / "one.pdf"])
    assert changed in [said(finding.text) for finding in checked.report.findings]
