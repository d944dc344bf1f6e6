"""The print plan as data: for the guide, the table in the terminal and the manifest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kit import __version__
from kit.imposition import FlipEdge, Grid
from kit.labels import Labels, file_name
from kit.marks import Cut, cutting_order
from kit.paper import paper_named
from kit.pieces import Piece


@dataclass(frozen=True)
class PrintJob:
    """One file to print, once: its paper, sheets and sides, and what it holds.

    `sides` is 1 or 2. `flip` is the edge to turn the sheet about, None where it has one side.
    `cards` and `blanks` count cards, 0 for other pieces; `grid` is how cards lie on the sheet.
    """

    piece: str
    title: str
    file: str
    paper: str
    weight: tuple[int, int]
    per: str
    pages: int
    sheets: int
    sides: int
    flip: FlipEdge | None
    cards: int = 0
    blanks: int = 0
    grid: Grid | None = None

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """The cuts of a sheet in their order; none for what is not cut."""
        return cutting_order(self.grid) if self.grid else ()

    def as_dict(self) -> dict[str, Any]:
        """The job for the manifest and for programs, in plain types."""
        return {
            "file": self.file,
            "piece": self.piece,
            "title": self.title,
            "paper": self.paper,
            "weight": list(self.weight),
            "pages": self.pages,
            "sheets": self.sheets,
            "sides": self.sides,
            "flip": self.flip,
            "cards": self.cards,
            "blank_cards": self.blanks,
            "cuts": len(self.cuts),
        }


def job_of_cards(
    name: str, piece: Piece, labels: Labels, grid: Grid, cards: int, flip: FlipEdge
) -> PrintJob:
    """Cards on two-sided sheets; the places left over on the last one hold blank cards."""
    sheets = -(-cards // grid.places)
    return PrintJob(
        piece=name,
        title=labels.pieces[name].title,
        file=file_name(labels, name),
        paper=paper_named(grid.paper),
        weight=piece.weight,
        per=piece.per,
        pages=2 * sheets,
        sheets=sheets,
        sides=2,
        flip=flip,
        cards=cards,
        blanks=sheets * grid.places - cards,
        grid=grid,
    )


def job_of_pages(name: str, piece: Piece, labels: Labels, pages: int) -> PrintJob:
    """Pages as they are: posters on one side, other pages on both sides of their sheets."""
    sides = 1 if piece.made_as == "posters" or pages == 1 else 2
    return PrintJob(
        piece=name,
        title=labels.pieces[name].title,
        file=file_name(labels, name),
        paper=paper_named(piece.face.size),
        weight=piece.weight,
        per=piece.per,
        pages=pages,
        sheets=-(-pages // sides),
        sides=sides,
        flip="long" if sides == 2 else None,
    )


def plan_for_guide(jobs: Sequence[PrintJob]) -> dict[str, Any]:
    """What the guide's template tells.

    The jobs, the sheets of each paper for a table, the room or a person, each way of cutting.
    """
    papers: dict[str, dict[str, int]] = {}
    by_grid: dict[Grid, list[PrintJob]] = {}
    for job in jobs:
        of_one = papers.setdefault(job.per, {})
        of_one[job.paper] = of_one.get(job.paper, 0) + job.sheets
        if job.grid:
            by_grid.setdefault(job.grid, []).append(job)
    return {
        "jobs": list(jobs),
        "papers": papers,
        "cutting": list(by_grid.values()),
        "pieces": [job.piece for job in jobs],
        "version": __version__,
    }
