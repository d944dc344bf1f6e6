"""The print plan as data: for the guide, the table in the terminal and the manifest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from kit import __version__
from kit.grids import Grid
from kit.imposition import FlipEdge, back_of
from kit.marks import Cut, crop_marks_show, cutting_order
from kit.paper import Size
from kit.printing import Destination, Printing
from kit.tiling import Tiling

# What a file holds of its cards, where fronts and backs are apart.
Part = Literal["whole", "fronts", "backs"]


@dataclass(frozen=True)
class PrintJob:
    """One file and how to print it, once.

    `paper` is the name of its paper, or empty where it is not for an office printer; `weight` is in
    g/m². `size` is what it becomes when it is cut out, or glued together, in mm. `sheets` is how
    much paper it takes, none for backs that go onto the sheets of their fronts. `sides` is 1 or 2,
    `flip` the edge to turn the sheet about, None where it has one side. `cards` and `blanks` count
    cards, 0 for other pieces, of all `decks` together. `rulers` is how many stand in the margin.
    `made_for` is whom the file is for.
    """

    piece: str
    title: str
    file: str
    paper: str
    weight: tuple[int, int]
    per: str
    size: Size
    pages: int
    sheets: int = 0
    sides: int = 1
    flip: FlipEdge | None = None
    cards: int = 0
    blanks: int = 0
    decks: int = 1
    part: Part = "whole"
    grid: Grid | None = None
    tiling: Tiling | None = None
    rulers: int = 0
    made_for: Destination = "office"

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """The cuts of a sheet in their order; none for what is not cut."""
        return cutting_order(self.grid) if self.grid else ()

    @property
    def scale(self) -> int:
        """How large it is printed, in percent of what it was drawn for; 100 but for small posters.

        The file itself is always printed at 100 %.
        """
        return round(self.tiling.scale * 100) if self.tiling else 100

    def as_dict(self) -> dict[str, Any]:
        """The job for the manifest and for programs, in plain types."""
        return {
            "file": self.file,
            "piece": self.piece,
            "title": self.title,
            "part": self.part,
            "paper": self.paper,
            "weight": list(self.weight),
            "size": [round(self.size.width, 3), round(self.size.height, 3)],
            "pages": self.pages,
            "sheets": self.sheets,
            "sides": self.sides,
            "flip": self.flip,
            "cards": self.cards,
            "blank_cards": self.blanks,
            "decks": self.decks,
            "cuts": len(self.cuts),
            "for": self.made_for,
        }


@dataclass(frozen=True)
class Plan:
    """What the guide tells of the rest of the kit: how it was asked for, and what came of it.

    `papers` counts the sheets of each paper for a table, the room or a person. `cutting` gathers
    the jobs that are cut alike. `letters` tell decks apart; `profile` names a print shop's colours.
    """

    printing: Printing = field(default_factory=Printing)
    jobs: tuple[PrintJob, ...] = ()
    papers: dict[str, dict[str, int]] = field(default_factory=dict)
    cutting: tuple[tuple[PrintJob, ...], ...] = ()
    letters: tuple[str, ...] = ()
    profile: str = ""
    version: str = __version__

    @property
    def pieces(self) -> tuple[str, ...]:
        """The pieces that the kit holds."""
        return tuple(dict.fromkeys(job.piece for job in self.jobs))

    @property
    def tiled(self) -> tuple[PrintJob, ...]:
        """The posters that are glued together."""
        return tuple(job for job in self.jobs if job.tiling)

    @property
    def check_steps(self) -> tuple[tuple[str, ...], ...]:
        """What to look at before all is printed: steps of sentences, by their names in labels/."""
        sides = "two_sides" if any(job.flip for job in self.jobs) else "one_side"
        steps: list[tuple[str, ...]] = [("scale",), (sides,)]
        cards = [job for job in self.jobs if job.grid]
        if cards:
            first = "first_sheet_two_sides" if any(job.flip for job in cards) else "first_sheet"
            rulers = min(job.rulers for job in cards)
            steps.append((first, ("no_ruler", "ruler", "rulers")[rulers]))
            # Backs apart are held against the light when they are there, in the steps for that.
            how = "apart" if self.printing.separate_backs else self.printing.flip
            steps += {"fold": [("fold",)], "none": [("fronts_only",)], "apart": []}.get(
                how, [self.light_step]
            )
            if how != "apart":
                steps.append(("rest",))
        return tuple(steps)

    @property
    def light_step(self) -> tuple[str, ...]:
        """How to see whether backs lie behind their fronts."""
        return ("light", "upside_down") if self.backs_stand_on_their_head else ("light",)

    @property
    def cut_steps(self) -> tuple[tuple[str, ...], ...]:
        """How the cards are cut and piled: steps of sentences, by their names in labels/."""
        printing = self.printing
        grids = [job.grid for job in self.jobs if job.grid]
        bare = printing.marks == "crop" and not all(crop_marks_show(grid) for grid in grids)
        marks = "none" if bare else printing.marks
        gutter = ("gutter",) if printing.gutter else ()
        steps: list[tuple[str, ...]] = [
            (marks, *gutter),
            ("strips_none" if marks == "none" else "strips",),
            ({"none": "last_none", "lines": "last_lines", "crop": "last"}[marks],),
            *([("fold",)] if printing.flip == "fold" else []),
            *([("scissors",)] if marks == "crop" else []),
            (printing.order,),
            *([("decks",)] if printing.decks > 1 else []),
        ]
        return tuple(steps)

    @property
    def backs_stand_on_their_head(self) -> bool:
        """Whether backs look wrong on the screen though they are right on paper."""
        edge = self.printing.flip
        if edge == "none" or edge == "fold":
            return False
        grids = [job.grid for job in self.jobs if job.grid]
        return any(back_of(grid.front(0), grid.paper, edge)[1] == 180 for grid in grids)


def plan_for_guide(
    printing: Printing, jobs: Sequence[PrintJob], letters: tuple[str, ...] = (), profile: str = ""
) -> Plan:
    """The plan of these jobs; `letters` and `profile` as in Plan."""
    papers: dict[str, dict[str, int]] = {}
    by_grid: dict[Grid, list[PrintJob]] = {}
    for job in jobs:
        if job.sheets:
            of_one = papers.setdefault(job.per, {})
            of_one[job.paper] = of_one.get(job.paper, 0) + job.sheets
        if job.grid and job.part != "backs":
            by_grid.setdefault(job.grid, []).append(job)
    cutting = tuple(map(tuple, by_grid.values()))
    return Plan(printing, tuple(jobs), papers, cutting, letters, profile)
