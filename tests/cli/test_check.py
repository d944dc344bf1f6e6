"""`kit check` as its user meets it."""

import json
from pathlib import Path

import pytest
from typer.testing import Result

from tests.conftest import run_kit
from tests.made_pdfs import Spoil, draw, good_pdf, saved, spoilt, words
from tests.preflight.test_check import all_of, not_scaled, untagged


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*said: str) -> Result:
    return run_kit("check", *said)


def put(name: str, spoil: Spoil | None = None) -> None:
    Path(name).write_bytes(spoilt(spoil))


def test_a_good_file_is_a_line_of_a_table() -> None:
    put("good.pdf")
    ran = run("good.pdf")
    assert (ran.exit_code, ran.stderr) == (0, "")
    table = [line.split() for line in ran.stdout.splitlines() if line.strip()]
    assert table[0] == ["file", "pages", "size", "fonts", "smallest", "type", "tags", "verdict"]
    assert table[1] == [
        "good.pdf",
        "2",
        "100",
        "×",
        "80",
        "mm",
        "1",
        "embedded",
        "10.0",
        "pt",
        "tagged",
        "good",
    ]
    assert len(table) == 2


def test_faults_go_to_stderr_and_end_with_1_and_remarks_to_stdout() -> None:
    put("bad.pdf", all_of(draw(words("Near", 50, 2)), not_scaled))
    put("good.pdf")
    ran = run("bad.pdf", "good.pdf")
    assert ran.exit_code == 1
    assert ran.stderr == (
        "bad.pdf, page 2: «Near» stands 2.0 mm from the edge, and 5 mm are safe: move it inwards, "
        "or shorten the text\n"
    )
    assert "bad.pdf: it does not ask to be printed at its actual size" in ran.stdout
    assert "1 fault, 1 remark" in ran.stdout


def test_remarks_are_no_failure() -> None:
    put("bare.pdf", untagged)
    ran = run("bare.pdf")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.rstrip().splitlines()[-1].startswith("bare.pdf: it is not tagged")


def test_what_cannot_be_read_has_a_line_too() -> None:
    Path("letter.pdf").write_text("a letter")
    ran = run("letter.pdf")
    assert ran.exit_code == 1
    assert "letter.pdf" in ran.stdout
    assert ran.stderr == (
        "letter.pdf: it is no PDF, as it does not begin as one: if you know who sent it, open it "
        "in the program that made it, and save it as PDF\n"
    )


def test_missing_typefaces_are_counted_in_the_table() -> None:
    from tests.preflight.test_check import helvetica

    put("bad.pdf", helvetica)
    ran = run("bad.pdf")
    assert "2, 1 missing" in ran.stdout
    assert ran.exit_code == 1


def test_a_page_without_words_and_tags() -> None:
    pdf = good_pdf()
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(b"")
    del pdf.Root.MarkInfo
    Path("blank.pdf").write_bytes(saved(pdf))
    line = next(line for line in run("blank.pdf").stdout.splitlines() if "blank.pdf " in line)
    assert line.split() == [
        "blank.pdf",
        "2",
        "100",
        "×",
        "80",
        "mm",
        "1",
        "embedded",
        "–",
        "–",
        "1",
        "remark",
    ]


def test_json_is_for_programs() -> None:
    put("bad.pdf", draw(words("Near", 50, 2)))
    ran = run("bad.pdf", "--json")
    assert (ran.exit_code, ran.stderr) == (1, "")
    (told,) = json.loads(ran.stdout)
    assert (told["file"], told["verdict"]) == ("bad.pdf", "1 fault")
    assert told["facts"]["sizes"] == [[100, 80]]
    assert told["facts"]["boxes"][0]["TrimBox"] == [3, 3, 103, 83]
    assert [(one["is_fault"], one["pages"]) for one in told["findings"]] == [(True, [2])]


def test_without_files_it_looks_through_the_kit_in_out() -> None:
    ran = run()
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == (
        "out: there is no kit here: make one with `kit build`, or name the PDFs to check\n"
    )
    made = run_kit("build", "--value", "håp", "--piece", "verdikort")
    assert made.exit_code == 0, made.stderr
    put("out/mine.pdf", draw(words("Near", 50, 2)))
    ran = run()
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "out/verdikort.pdf" in ran.stdout
    # Named by its session file, wherever that lies.
    Path("sub").mkdir()
    Path("sub/okt.yaml").write_text("out: ../out\npeople: 4\n", encoding="utf-8")
    assert "sub/../out/verdikort.pdf" in run("sub/okt.yaml").stdout
    for typed in ("sub/okt", "sub"):
        ran = run(typed)
        assert (ran.exit_code, ran.stderr) == (0, "Session file: sub/okt.yaml\n")
        assert "sub/../out/verdikort.pdf" in ran.stdout
    assert run("sub/akt").stderr == "sub/akt: there is no such file: did you mean okt.yaml?\n"
    assert "name a PDF that is there" in run("sub/okt.pdf").stderr
    assert run("sub/okt.yaml", "out/mine.pdf").exit_code == 1
    assert "did you mean okt.yaml?" in run("sub/akt.yaml").stderr
    assert "mine.pdf" not in ran.stdout
    assert run("out").exit_code == 1
    with Path("out/verdikort.pdf").open("ab") as file:
        file.write(b"% more\n")
    changed = "out/verdikort.pdf: this is not the file that the kit's list names"
    assert run().stdout.splitlines()[-1].startswith(changed)
    (card,) = (one for one in json.loads(run("--json").stdout) if "verdikort" in one["file"])
    assert card["verdict"] == "1 remark"


@pytest.mark.parametrize("text", ['{"files": [{"file": 5}], "earlier": []}', "mine", "[" * 100_000])
def test_a_manifest_that_is_damaged_is_told_and_nothing_is_known_of_the_files(text: str) -> None:
    put("good.pdf")
    Path("manifest.json").write_text(text, encoding="utf-8")
    for said in ([], ["good.pdf"]):
        ran = run(*said) if said else run(".")
        assert "manifest.json is not from kit, or it is damaged: nothing is known" in ran.stderr
        assert (ran.exit_code, "good.pdf" in ran.stdout) == (0, True)
