"""What is fuzzed: for each reader a function that hands it bytes, and lets nothing else through.

A reader may refuse its file as it documents that, and does so in plain words. Whatever else it
raises is a fault of kit. What it reads is looked at too: nothing in it may be such as would harm
whoever goes on with it.

Each function imports its reader itself: to note which lines of a library run takes some seconds,
and so is done for what the one reader loads.
"""

import functools
import json
import math
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

from tests.fuzz import words
from tests.fuzz.shapes import parts, with_sums, zipped

if TYPE_CHECKING:
    from kit.core.errors import Problem

CORPUS = Path(__file__).parent / "corpus"
# No message needs more letters, whatever stands in the file that it is about.
MOST_TOLD = 1200
_MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Target:
    """A reader to fuzz: what reads, how many cases in a test, and how large they are, in bytes.

    `seconds` is what one case may take on a busy machine, with every line that runs noted.
    `words` are such as the reader knows.
    """

    read: Callable[[bytes], None]
    runs: int
    most: int = 4096
    seconds: int = 5
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the target and its corpus are called."""
        return self.read.__name__.replace("_", "-")


@contextmanager
def told_plainly(*also: type[Exception]) -> Iterator[None]:
    """Let a reader refuse its file: with a KitError, or an error of its own that is told likewise.

    Of a KitError every problem is looked at: it has words, without anything that steers a terminal.
    """
    from kit.core.errors import KitError

    try:
        yield
    except KitError as error:
        look_at_problems(error.problems)
    except also as error:
        look_at_message(str(error))


def look_at_problems(problems: "Sequence[Problem]", least: int = 1) -> None:
    """Look at problems as people are shown them; each has a line and a column, or neither."""
    assert len(problems) >= least, "nothing is told"
    for problem in problems:
        assert problem.text.strip(), problem
        assert (problem.line > 0) == (problem.column > 0), problem
        _look_at_shown(str(problem))


def look_at_message(text: str) -> None:
    """Look at a sentence as people are shown it."""
    from kit.core.errors import Problem

    _look_at_shown(str(Problem("", 0, 0, text)))


def _look_at_shown(told: str) -> None:
    """Words on a line, not too many, that can be written anywhere and steer no terminal."""
    assert told.strip(), "nothing is told"
    assert len(told) <= MOST_TOLD, f"{len(told)} letters: {told[:200]}"
    assert not {category(sign) for sign in told} & {"Cc", "Cs", "Zl", "Zp"}, ascii(told)


@functools.cache
def work_folder() -> Path:
    """A folder for files that are read by their path, in memory where the system has it so.

    It is that of this process, and of those that it forks afterwards.
    """
    return Path(tempfile.mkdtemp(prefix="kit-fuzz-", dir=_MEMORY if _MEMORY.is_dir() else None))


def clear_up() -> None:
    """Take the folder away."""
    shutil.rmtree(work_folder(), ignore_errors=True)
    work_folder.cache_clear()


def _file(name: str, data: bytes) -> Path:
    path = work_folder() / name
    path.write_bytes(data)
    return path


def yaml(data: bytes) -> None:
    """A file of YAML, with its places, as it is written and as figures and days."""
    from kit.reading.document import Document

    path = _file("a.yaml", data)
    for as_written in (True, False):
        with told_plainly():
            document = Document(path, "a.yaml", as_written=as_written)
            look_at_problems(document.problems, 0)
            for text, at in document.texts():
                place = document.problem(at, "here")
                assert place.line > 0, at
                assert place.column > 0, at
                text.encode()


_PACK_FILES = re.compile(
    r"(pack|looks|dilemmas|qualities|action-plan)\.yaml|areas/[0-9]-[a-z]{1,9}\.yaml|[a-z]\.svg"
)


def pack(data: bytes) -> None:
    """A pack of several files."""
    from kit.content.packs import load_pack

    folder = work_folder() / "pack"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "areas").mkdir(parents=True)
    for name, part in parts(data).items():
        if _PACK_FILES.fullmatch(name):
            (folder / name).write_bytes(part)
    with told_plainly():
        read = load_pack(folder)
        for text, origin in read.origins:
            assert text, origin
            look_at_message(f"{origin.file}:{origin.line} {origin.called}")


@functools.cache
def _labels() -> Any:
    from kit.core.paths import LAYOUTS
    from kit.reading.document import Document

    return Document(LAYOUTS / "labels" / "nb.yaml", "nb.yaml").data


def layout(data: bytes) -> None:
    """The YAML of a pack's own layouts: its labels, a piece, and what pieces share."""
    from kit.content.models import Model
    from kit.layout.labels import Labels, labels_laid_over
    from kit.layout.pieces import CardLooks, MarginFaces, Piece
    from kit.reading.validation import load

    models: dict[str, type[Model]] = {
        "piece.yaml": Piece,
        "cards.yaml": CardLooks,
        "margin.yaml": MarginFaces,
    }
    for name, part in parts(data).items():
        with told_plainly():
            if name in models:
                load(_file(name, part), name, models[name])
            elif name == "labels.yaml":
                path = _file(name, part)
                Labels.model_validate(labels_laid_over(_labels(), path, name, ["extra"]))


def session(data: bytes) -> None:
    """A session file, beside which a list of people lies."""
    from kit.session.file import read_session

    _file("folk.csv", b"navn\nKari Vik\nPer Moe\n")
    with told_plainly():
        read, problems = read_session({}, _file("okt.yaml", data))
        look_at_problems(problems, 0)
        for notice in read.notices:
            look_at_message(notice)
        for name in read.names:
            _look_at_name(name)


def printer(data: bytes) -> None:
    """A printer's profile."""
    from kit.session.printers import all_printers, applied

    folder = work_folder() / "printers"
    folder.mkdir(exist_ok=True)
    _file("printers/canon.yaml", data)
    with told_plainly():
        profile = all_printers(folder)["canon"]
        lengths = (*profile.offset, *profile.upright_offset, profile.margin or 0.0)
        assert all(map(math.isfinite, lengths)), profile
        applied({}, "canon", profile)


def table(data: bytes) -> None:
    """A list of people as CSV."""
    _people("folk.csv", data)


def typed_list(data: bytes) -> None:
    """A list of people, or a mail, as people type or paste it."""
    _people("folk.txt", data)


def contacts(data: bytes) -> None:
    """Contacts of a phone."""
    _people("folk.vcf", data)


def _people(name: str, data: bytes, column: str = "") -> None:
    from functools import partial

    from kit.core.errors import Problem
    from kit.people.found import AskedOfList
    from kit.people.read import read_participants

    at = partial(Problem, "okt.yaml", 3, 1)
    asked = AskedOfList(at, at, at, column)
    with told_plainly():
        listed = read_participants(_file(name, data), name, asked)
        for person in listed.people:
            _look_at_name(person.name)
        if listed.read:
            for line in listed.read.lines():
                look_at_message(line)


def _look_at_name(name: str) -> None:
    from kit.people.names import LONGEST

    assert any(map(str.isalnum, name)), ascii(name)
    assert len(name) <= LONGEST, name
    assert not {category(sign) for sign in name} & {"Cc", "Cs", "Zl", "Zp", "Co"}, ascii(name)
    assert " ".join(name.split()) == name, ascii(name)


def pack_table(data: bytes) -> None:
    """A list of values as CSV, of which a pack is made."""
    from kit.authoring.pack_from_table import listed_areas

    with told_plainly():
        for line in listed_areas(_file("verdier.csv", data)).told:
            look_at_message(line)


def workbook(data: bytes) -> None:
    """A workbook, written as its parts: first its sheets, then people and values in it."""
    _workbook(zipped(parts(data)))


def packed(data: bytes) -> None:
    """A workbook as its bytes."""
    _workbook(data)


def _workbook(data: bytes) -> None:
    from functools import partial

    from kit.authoring.pack_from_table import listed_areas
    from kit.core.errors import Problem
    from kit.reading.excel import workbook_sheets

    at = partial(Problem, "okt.yaml", 3, 1)
    with told_plainly():
        book = workbook_sheets(data, "folk.xlsx", at)
        for sheet in book.sheets:
            for row in sheet.rows:
                assert row[-1].column == len(row), row
                "".join(cell.text for cell in row).encode()
    for column in ("", "dato"):
        _people("folk.xlsx", data, column)
    with told_plainly():
        listed_areas(_file("verdier.xlsx", data))


def svg(data: bytes) -> None:
    """A motif."""
    from kit.content.looks import MotifError
    from kit.content.svg_motif import motif_of

    with told_plainly(MotifError):
        motif = motif_of(data)
        motif.title.encode()
        for shape in motif.shapes:
            assert re.fullmatch("[MLHVCQZ0-9eE,. -]+", shape.path), shape.path[:200]


def picture(data: bytes) -> None:
    """A logo, as it is and with right check sums."""
    for file in (data, with_sums(data)):
        _picture(file)


def _picture(data: bytes) -> None:
    from kit.core.errors import Problem
    from kit.session.event import Branding
    from kit.session.logo import in_greys, read_logo

    with told_plainly():
        logo = read_logo(_file("logo.png", data), lambda text: Problem("okt.yaml", 3, 7, text))
        in_greys(Branding(logo=logo))


def profile(data: bytes) -> None:
    """The profile of a press, with and without the right length at its head."""
    from kit.pdf.colour_profile import profile_of

    for file in (data, len(data).to_bytes(4, "big") + data[4:]):
        with told_plainly():
            read = profile_of(file, Path("press.icc"))
            assert read.name.isprintable(), read.name


def pdf(data: bytes) -> None:
    """A PDF to be checked."""
    from kit.preflight.check import check

    report = check(data)
    for finding in report.findings:
        look_at_message(finding.text)
    json.dumps(report.as_dict(), allow_nan=False)


def manifest(data: bytes) -> None:
    """The manifest of an output folder."""
    from kit.output.folder import is_inside, opened_folder
    from kit.output.manifest import made_from, ours, parsed, read_manifest

    folder = work_folder() / "out"
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_bytes(data)
    with suppress(ValueError):
        parsed(data)
    made_from(folder)
    with told_plainly(), opened_folder(folder) as found:
        assert all(map(is_inside, ours(read_manifest(found))))


def typed(data: bytes) -> None:
    """What people type behind an option: figures, days, names, paths."""
    from kit.typed import days, figures, names, paths

    text = data.decode("utf-8", "surrogateescape")
    readers: tuple[Callable[[str], object], ...] = (
        days.read_day,
        lambda given: figures.read_length(given, 50),
        lambda given: figures.read_count(given, 1000, figures.PEOPLE),
        figures.read_offset,
        figures.offset_remark,
        paths.typed_path,
        names.range_in,
        names.means_everything,
        names.number_and_name,
        lambda given: list(names.names_in(given, lambda name: name in ("mot", "håp"))),
    )
    for read in readers:
        with told_plainly(ValueError):
            read(text)


TARGETS = {
    one.name: one
    for one in (
        Target(yaml, 1500, words=(*words.YAML, *words.FIGURES)),
        Target(
            pack, 1000, words=(*words.YAML, *words.PACK, "=== looks.yaml\n", "=== areas/3-a.yaml\n")
        ),
        Target(
            layout, 1000, words=(*words.YAML, "{count}", "{", "}}", "pieces:", "=== piece.yaml\n")
        ),
        Target(session, 1000, words=(*words.YAML, *words.FIGURES, *words.SESSION)),
        Target(
            printer, 1000, words=(*words.YAML, *words.FIGURES, "offset: ", "papers: ", "margin: ")
        ),
        Target(table, 1000, words=("navn;", "Kari Vik", "\t", ",", '"', "sep=;", "\0", "fornavn")),
        Target(
            typed_list, 1000, words=("Kari Vik", "<a@b.no>", "Til: ", "- ", "1. ", "=?utf-8?q?")
        ),
        Target(
            contacts, 1500, words=("BEGIN:VCARD", "END:VCARD", "FN:", "N:", "=C3=A5", "CHARSET=")
        ),
        Target(pack_table, 1000, words=("area;name;text", ";", "\t", '"', "1. ", "dilemma", "?")),
        Target(workbook, 1000, 12_000, words=(*words.XML, *words.SHEET)),
        Target(packed, 1000, 12_000, words=("PK\3\4", "PK\1\2", "PK\5\6")),
        Target(svg, 1500, words=(*words.XML, *words.SHAPES, *words.FIGURES)),
        Target(
            picture, 1000, words=("IHDR", "PLTE", "IDAT", "tRNS", "iCCP", "eXIf", "IEND", "acTL")
        ),
        Target(
            profile, 2500, words=("acsp", "prtr", "CMYK", "RGB ", "GRAY", "desc", "mluc", "XYZ ")
        ),
        Target(pdf, 1000, 8192, 10, words=words.PDF),
        Target(
            manifest, 2000, words=('"file": ', '"cards": ', "[]", "{}", "null", "\\ud800", "1e999")
        ),
        Target(
            typed,
            2000,
            400,
            words=(*words.FIGURES, "3.12.2026", "mm", " og ", "1-3", "ca. ", "file:///"),
        ),
    )
}
