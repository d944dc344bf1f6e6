"""Faces and placements to finished PDFs. Points are used here and nowhere else."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Page, Pdf, String

from kit.forms import tidy_form
from kit.imposition import FlipEdge, Placement, Rect, Sheet
from kit.marks import Line
from kit.paper import POINTS_PER_MM, Size

# Of crop marks, in points.
MARK_WIDTH = 0.25
_DUPLEX = {None: "Simplex", "long": "DuplexFlipLongEdge", "short": "DuplexFlipShortEdge"}


@dataclass(frozen=True)
class Margin:
    """What the fronts of all sheets carry outside the cards."""

    marks: tuple[Line, ...]
    faces: tuple[Placement[str], ...]


@dataclass(frozen=True)
class Title:
    """What a reader shows for the file: its title, and the language it is written in."""

    title: str
    language: str


def sheets_pdf(
    faces_pdf: bytes,
    pages: Mapping[str, Sequence[int]],
    sheets: Sequence[Sheet[str]],
    paper: Size,
    margin: Margin,
    flip: FlipEdge,
    title: Title,
) -> bytes:
    """Sheets as a PDF: front and back in turn, two pages a sheet of `paper`.

    `pages` gives each face's pages in `faces_pdf`, from 0; that of a card is the first. However
    often a face is placed, it is stored once.
    """
    with Pdf.open(io.BytesIO(faces_pdf)) as faces, Pdf.new() as pdf:
        store = _FaceStore(faces, pages, pdf)
        for sheet in sheets:
            marks = _marks(margin.marks, paper)
            _add_side(pdf, store, (*sheet.front, *margin.faces), paper, marks)
            _add_side(pdf, store, sheet.back, paper, "")
        return _saved(pdf, flip, title)


def pages_pdf(faces_pdf: bytes, flip: FlipEdge | None, title: Title) -> bytes:
    """Faces as pages of their own, cut to their trim; `flip` is None where they have one side."""
    with Pdf.open(io.BytesIO(faces_pdf)) as pdf:
        for page in pdf.pages:
            _cut_to_trim(page)
        tidy_form(pdf)
        return _saved(pdf, flip, title)


def _cut_to_trim(page: Page) -> None:
    trim = page.trimbox
    for box in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"):
        page.obj[box] = trim


class _FaceStore:
    """Each face as a form XObject of the new PDF, copied when it is first asked for."""

    def __init__(self, faces: Pdf, pages: Mapping[str, Sequence[int]], pdf: Pdf) -> None:
        self._faces = faces
        self._pages = pages
        self._pdf = pdf
        self._forms: dict[str, pikepdf.Object] = {}

    def form(self, face: str) -> pikepdf.Object:
        if face not in self._forms:
            page = self._faces.pages[self._pages[face][0]]
            # A form is clipped to the trim box, so the bleed would be lost.
            page.trimbox = page.mediabox
            self._forms[face] = self._pdf.copy_foreign(page.as_form_xobject())
        return self._forms[face]


def _add_side(
    pdf: Pdf,
    store: _FaceStore,
    placements: Iterable[Placement[str]],
    paper: Size,
    marks: str,
) -> None:
    """Append a page of `paper` that shows the placements."""
    names: dict[str, Name] = {}
    drawing = []
    for placement in placements:
        name = names.setdefault(placement.face, Name(f"/Face{len(names) + 1}"))
        drawing.append(_placed(placement, name, paper))
    forms = {str(name): store.form(face) for face, name in names.items()}
    page = Dictionary(
        Type=Name.Page,
        MediaBox=_box(Rect(0, 0, paper.width, paper.height), paper),
        Resources=Dictionary(XObject=Dictionary(forms)),
        Contents=pdf.make_stream("\n".join([*drawing, marks]).encode("ascii")),
    )
    pdf.pages.append(Page(page))


def _placed(placement: Placement[str], name: Name, paper: Size) -> str:
    """The operators that clip, turn and draw one face; a form has its trim's corner at 0, 0."""
    trim = placement.trim
    # Where the lower left corner of the face comes to lie, and the turn about it.
    corner, turn = {
        0: ((trim.x, trim.y + trim.height), (1, 0, 0, 1)),
        90: ((trim.x, trim.y), (0, -1, 1, 0)),
        180: ((trim.x + trim.width, trim.y), (-1, 0, 0, -1)),
    }[placement.turn]
    left, bottom, right, top = _box(placement.clip, paper)
    clip = _operation("re", left, bottom, right - left, top - bottom)
    return f"q {clip} W n {_operation('cm', *turn, *_point(corner, paper))} {name} Do Q"


def _marks(lines: Sequence[Line], paper: Size) -> str:
    drawn = [_operation("w", MARK_WIDTH)]
    for line in lines:
        drawn.append(_operation("m", *_point(line.start, paper)))
        drawn.append(_operation("l", *_point(line.end, paper)))
    return " ".join([*drawn, "S"])


def _operation(operator: str, *operands: float) -> str:
    return " ".join([*(f"{operand:.4f}" for operand in operands), operator])


def _point(at: tuple[float, float], paper: Size) -> list[float]:
    """A point in mm from the upper left as points from the lower left."""
    return [at[0] * POINTS_PER_MM, (paper.height - at[1]) * POINTS_PER_MM]


def _box(rect: Rect, paper: Size) -> list[float]:
    """A rectangle as a PDF box: left, bottom, right, top in points."""
    low = _point((rect.x, rect.y + rect.height), paper)
    return [*low, *_point((rect.x + rect.width, rect.y), paper)]


def _saved(pdf: Pdf, flip: FlipEdge | None, title: Title) -> bytes:
    """The PDF as bytes, the same for the same input, asking to be printed unscaled."""
    pdf.Root.ViewerPreferences = Dictionary(
        PrintScaling=Name("/None"),
        Duplex=Name(f"/{_DUPLEX[flip]}"),
        PickTrayByPDFSize=True,
        DisplayDocTitle=True,
    )
    pdf.Root.Lang = String(title.language)
    pdf.docinfo["/Title"] = title.title
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()
