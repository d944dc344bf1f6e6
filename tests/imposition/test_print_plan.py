import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.content.packs import load_pack
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.core.sizes import ANY_EDGE, MARGIN, PAPERS, Size
from kit.imposition.grid import best_grid
from kit.imposition.print_job import PrintJob
from kit.imposition.print_plan import (
    GuidePlan,
    envelopes,
    given_to_each,
    is_shared_out,
    kept_in_room,
    plan_for_guide,
)
from kit.imposition.tiles import tiled
from kit.layout.drawing import PieceDrawing
from kit.layout.html import Layouts
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.session.attendance import Amount, Attendance, Per
from kit.session.event import Event
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.typesetting.job import JobContext
from kit.typesetting.print_rules import amount_of, copies_of, decks_of
from tests.conftest import format_of
from tests.session.test_attendance import AMOUNTS, rooms
from tests.tiers import examples

SMALL, WIDE = Size(68, 95), Size(136, 95)
A4 = PAPERS["A4"]


def cards(piece: str = "value-cards", size: Size = SMALL, sheets: int = 1) -> PrintJob:
    """Cards on two-sided sheets of A4."""
    return PrintJob(
        piece=piece,
        title=piece.title(),
        file=f"{piece}.pdf",
        paper="A4",
        weight=(160, 200),
        amount="table",
        size=size,
        pages=2 * sheets,
        sheets=sheets,
        sides=2,
        flip="long",
        cards=4,
        blanks=4,
        grid=best_grid(size, A4, MARGIN),
        rulers=2,
    )


def pages(
    piece: str, sheets: int, sides: int = 1, paper: str = "A3", per: Per = "room"
) -> PrintJob:
    return PrintJob(
        piece=piece,
        title=piece.title(),
        file=f"{piece}.pdf",
        paper=paper,
        weight=(120, 160),
        amount=per,
        size=PAPERS[paper],
        pages=sheets * sides,
        sheets=sheets,
        sides=sides,
        flip="long" if sides == 2 else None,
    )


def a_plan() -> GuidePlan:
    """Cards, posters and a form, as they are printed where nothing else was asked for."""
    jobs = [cards(), pages("posters", 2), pages("action-plan", 1, 2, "A4", "person")]
    return plan_for_guide(Printing(), jobs)


def test_the_plan_adds_up_papers_and_gathers_what_is_cut_alike() -> None:
    jobs = [cards(sheets=5), cards("quality-cards"), cards("dilemma-cards", WIDE)]
    plan = plan_for_guide(Printing(), [*jobs, pages("posters", 4)])
    assert plan.papers == {"table": {"A4": 7}, "room": {"A3": 4}}
    assert [[job.piece for job in alike] for alike in plan.cutting] == [
        ["value-cards", "quality-cards"],
        ["dilemma-cards"],
    ]
    assert plan.pieces == ("value-cards", "quality-cards", "dilemma-cards", "posters")


def test_backs_in_a_file_of_their_own_take_no_paper_and_are_cut_with_their_fronts() -> None:
    fronts = replace(cards(), part="fronts", flip=None, sides=1)
    backs = replace(fronts, part="backs", sheets=0)
    plan = plan_for_guide(Printing.model_validate({"separate-backs": True}), [fronts, backs])
    assert plan.papers == {"table": {"A4": 1}}
    assert plan.cutting == ((fronts,),)
    assert plan.check_steps[1] == ("one_side",)
    # They are held against the light when backs are there, and stand on their head all the same.
    assert plan.check_steps[-2:] == (("first_sheet", "rulers"), ("lost_ruler",))
    assert plan.light_step == ("light", "upside_down")


def test_cards_of_one_side_are_told_apart_from_forms_of_two() -> None:
    apart = Printing.model_validate({"separate-backs": True})
    fronts = replace(cards(), part="fronts", flip=None, sides=1)
    form = pages("action-plan", 1, 2, "A4", "person")
    assert plan_for_guide(apart, [fronts, form]).check_steps[1] == ("cards_one_side",)
    assert plan_for_guide(apart, [form]).check_steps[1] == ("two_sides",)
    assert plan_for_guide(Printing(), [cards(), form]).check_steps[1] == ("two_sides",)


def test_what_to_check_follows_from_how_it_is_printed() -> None:
    assert a_plan().check_steps == (
        ("scale",),
        ("two_sides",),
        ("first_sheet_two_sides", "rulers"),
        ("light", "upside_down"),
        ("lost_ruler", "rest"),
    )
    one_sided = replace(cards(), flip=None, sides=1)
    none = plan_for_guide(Printing(flip="none"), [replace(one_sided, rulers=0)])
    assert none.check_steps == (
        ("scale",),
        ("one_side",),
        ("first_sheet", "no_ruler"),
        ("fronts_only",),
        ("rest",),
    )
    fold = plan_for_guide(Printing(flip="fold"), [replace(one_sided, rulers=1)])
    assert fold.check_steps[2:] == (("first_sheet", "ruler"), ("fold",), ("lost_ruler", "rest"))
    told = plan_for_guide(Printing(margin=5), [cards()])
    assert told.check_steps[-1] == ("rest",)
    for flip in ("long", "fold", "none"):
        posters = plan_for_guide(Printing.model_validate({"flip": flip}), [pages("posters", 4)])
        assert posters.check_steps == (("scale",), ("one_side",))
    both = plan_for_guide(Printing(), [cards(), replace(cards(), rulers=1)])
    assert both.check_steps[2] == ("first_sheet_two_sides", "ruler")


def test_labels_have_no_backs_to_hold_against_the_light() -> None:
    labels = replace(cards("envelope-labels", WIDE), flip=None, sides=1)
    alone = plan_for_guide(Printing(), [labels])
    assert alone.check_steps == (
        ("scale",),
        ("one_side",),
        ("first_sheet", "rulers"),
        ("lost_ruler", "rest"),
    )
    assert not alone.backs_stand_on_their_head
    assert plan_for_guide(Printing(), [cards(), labels]).check_steps == a_plan().check_steps


def test_backs_stand_on_their_head_on_the_screen_where_the_sheet_turns_about_a_level_edge() -> None:
    lying = cards()
    upright = replace(lying, grid=best_grid(Size(63, 88), A4, MARGIN))
    for job, flip, expected in (
        (lying, "long", True),
        (lying, "short", False),
        (upright, "long", False),
        (upright, "short", True),
        (lying, "none", False),
        (lying, "fold", False),
        (upright, "fold", False),
    ):
        plan = plan_for_guide(Printing.model_validate({"flip": flip}), [job])
        assert plan.backs_stand_on_their_head == expected
    assert not plan_for_guide(Printing(), [pages("posters", 1)]).backs_stand_on_their_head


def test_how_to_cut_follows_from_marks_order_and_decks() -> None:
    def steps(letters: tuple[str, ...] = (), **how: object) -> list[str]:
        job = replace(cards(), letters=letters)
        plan = GuidePlan(Printing(**how), (job,))  # type: ignore[arg-type]
        return [sentence for step in plan.cut_steps for sentence in step]

    assert steps() == ["crop", "strips", "last", "scissors", "stack"]
    assert steps(marks="lines", order="rows") == ["lines", "strips", "last_lines", "rows"]
    assert steps(marks="none") == ["none", "strips_none", "last_none", "stack"]
    assert steps(("A", "B", "C"), flip="fold") == [
        "crop",
        "strips",
        "last",
        "fold",
        "scissors",
        "stack",
        "decks",
    ]


def test_marks_that_do_not_come_out_are_not_told_of() -> None:
    """Where less than 1.4 mm of a crop mark would be seen between the white edge and the cards."""
    for waste, told in ((6.3, "few"), (6.4, "crop")):
        size = Size(210 - 2 * waste, 297 - 2 * waste)
        job = replace(cards(), grid=best_grid(size, A4, 0))
        assert GuidePlan(Printing(), (job,)).cut_steps[0] == (told,)
        assert GuidePlan(Printing(marks="lines"), (job,)).cut_steps[0] == ("lines",)
    assert GuidePlan(Printing(margin=7.6), (cards(),)).cut_steps[0] == ("crop",)
    assert GuidePlan(Printing(margin=7.7), (cards(),)).cut_steps[0] == ("few",)
    assert GuidePlan(Printing(gutter=3), (cards(),)).cut_steps[0] == ("crop", "gutter")


def test_a_job_tells_its_figures_in_plain_types() -> None:
    job = cards(sheets=5).as_dict()
    assert job["size"] == [68, 95]
    assert (job["sheets"], job["pages"], job["sides"], job["flip"]) == (5, 10, 2, "long")
    assert (job["cards"], job["blank_cards"], job["decks"], job["cuts"]) == (4, 4, 1, 8)
    assert pages("posters", 4).as_dict()["cuts"] == 0


def test_a_poster_in_parts_tells_how_much_smaller_it_is() -> None:
    tiling = tiled(PAPERS["A3"], A4, ANY_EDGE, full_size=False)
    job = replace(pages("posters", 8, paper="A4"), tiling=tiling)
    assert job.scale == 88
    assert pages("posters", 4).scale == 100
    assert plan_for_guide(Printing(), [job]).tiled == (job,)


PIECES = load_pieces(LAYOUTS)
LABELS = load_labels(LAYOUTS, "nb")
OTHERS = [name for name in PIECES if name != "guide"]


@cache
def everything() -> Selection:
    return select(load_pack(DEFAULT_PACK))


def jobs_of(attendance: Attendance, amounts: Mapping[str, Amount]) -> list[PrintJob]:
    """A kit's files as they are counted, without any of them being typeset."""
    context = JobContext(
        everything(), LABELS, Printing(), event=Event(attendance=attendance), amounts=amounts
    )
    jobs = []
    for name in OTHERS:
        piece = PIECES[name]
        if not piece.suits(attendance):
            continue
        letters = decks_of(name, piece, context)
        jobs.append(
            PrintJob(
                piece=name, title=LABELS.pieces[name].title, file=f"{name}.pdf", paper="A4",
                weight=piece.weight, size=piece.face.size, letters=letters,
                amount=amount_of(name, piece, context), copies=copies_of(name, piece, context),
                pages=2, sheets=1,
                cards=40 if piece.made_as == "cards" else 0,
                people=len(attendance.names) if name == "action-plan" and attendance.names else 0,
            )
        )  # fmt: skip
    # With names, the one file holds the plan of each person.
    return [replace(job, copies=1) if job.people else job for job in jobs]


amounts = st.dictionaries(
    st.sampled_from([name for name in OTHERS if PIECES[name].comes_in_decks] + ["posters"]),
    st.sampled_from(AMOUNTS),
)


@given(rooms(), amounts)
@examples(60)
def test_all_that_is_printed_is_for_tables_for_people_or_for_the_room(
    attendance: Attendance, wanted: dict[str, Amount]
) -> None:
    jobs = jobs_of(attendance, wanted)
    shared = [job for job in jobs if is_shared_out(job, attendance)]
    parts = [*shared, *given_to_each(jobs, attendance), *kept_in_room(jobs, attendance)]
    assert sorted(job.piece for job in parts) == sorted(job.piece for job in jobs)


@given(rooms(), amounts)
@examples(60)
def test_envelopes_hold_all_that_is_printed_for_tables(
    attendance: Attendance, wanted: dict[str, Amount]
) -> None:
    jobs = jobs_of(attendance, wanted)
    found = envelopes(jobs, attendance)
    assert len(found) == (attendance.tables or 0)
    shared = [job for job in jobs if is_shared_out(job, attendance)]
    for envelope in found:
        assert [share.job for share in envelope.shares] == shared
    for number, job in enumerate(shared):
        shares = [envelope.shares[number] for envelope in found]
        assert sum(share.number for share in shares) == job.number
        assert tuple(letter for share in shares for letter in share.letters) == job.letters
        assert len(set(job.letters)) == len(job.letters)
        if job.letters:
            assert [len(share.letters) for share in shares] == [share.number for share in shares]
        for envelope, share in zip(found, shares, strict=True):
            assert {re.sub(r"\d", "", letter) for letter in share.letters} <= {envelope.letter}
    if attendance.people is not None and attendance.tables is not None:
        assert [envelope.seats for envelope in found] == list(attendance.seats)
        assert tuple(name for envelope in found for name in envelope.names) == attendance.names


def test_backs_in_a_file_of_their_own_are_in_no_envelope() -> None:
    attendance = Attendance(12, 3)
    (job, *_) = jobs_of(attendance, {})
    fronts, backs = replace(job, part="fronts"), replace(job, part="backs")
    assert [share.job for share in envelopes([fronts, backs], attendance)[0].shares] == [fronts]
    assert kept_in_room([backs], attendance) == given_to_each([backs], attendance) == ()


def test_people_who_are_not_counted_are_given_theirs_one_by_one() -> None:
    attendance = Attendance(tables=3)
    jobs = jobs_of(attendance, {})
    assert [job.piece for job in given_to_each(jobs, attendance)] == ["action-plan"]
    assert all(
        "action-plan" not in [share.job.piece for share in envelope.shares]
        for envelope in envelopes(jobs, attendance)
    )
    assert given_to_each(jobs_of(Attendance(9, 3), {}), Attendance(9, 3)) == ()


# The guide, read back.


def guide_of(attendance: Attendance, plan: GuidePlan) -> str:
    layouts = Layouts(LAYOUTS, LABELS, event=Event("Fagdag", None, "", attendance))
    faces = PieceDrawing(layouts, "guide", PIECES["guide"], format_of(PIECES["guide"]), plan).faces(
        everything()
    )
    assert faces is not None
    return faces.html


def section(html: str) -> str:
    found = re.search(r'<section class="envelopes[^>]*>.*?</section>', html, re.DOTALL)
    assert found
    return unescape(found[0])


def cells(row: str) -> list[str]:
    return re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)


def tables(html: str) -> Iterator[list[list[str]]]:
    for table in re.findall(r"<table.*?</table>", section(html), re.DOTALL):
        yield [cells(row) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)]


def number_in(cell: str) -> int:
    found = re.match(r"(\d+)(?: sett)?(?: ([A-Z]+\d*)(?:–([A-Z]+\d*))?)?$", cell)
    assert found, cell
    return int(found[1])


@given(rooms(300), amounts)
@examples(40)
def test_the_table_in_the_guide_adds_up(attendance: Attendance, wanted: dict[str, Amount]) -> None:
    jobs = jobs_of(attendance, wanted)
    plan = plan_for_guide(Printing(), jobs, Event(attendance=attendance))
    html = guide_of(attendance, plan)
    if attendance.tables is None:
        assert '<section class="envelopes' not in html
        return
    batches = list(tables(html))
    # No table is so wide that its columns get narrow, and only the last has sums.
    assert all(len(batch[0]) <= 10 for batch in batches)
    assert [batch[0][-1] == "I alt" for batch in batches] == [False] * (len(batches) - 1) + [True]
    heads = [cell for batch in batches for cell in batch[0][1:]]
    assert heads == [*attendance.letters, "I alt"]
    rows = list(zip(*batches, strict=True))[1:]
    for parts in rows:
        assert len({part[0] for part in parts}) == 1
        *each, total = (cell for part in parts for cell in part[1:])
        assert len(each) == attendance.tables
        assert sum(map(number_in, each)) == number_in(total)
        title = parts[0][0]
        if title == "Deltakere":
            assert number_in(total) == attendance.people
        else:
            (job,) = (job for job in jobs if job.title == title)
            assert number_in(total) == job.number
            told = [re.findall(r"[A-Z]+\d*(?=–|$)", cell) for cell in each]
            assert [one for cell in told for one in cell] == [
                letter for letters in _first_and_last(job, attendance) for letter in letters
            ]
    titles = [parts[0][0] for parts in rows]
    assert ("Deltakere" in titles) == (attendance.people is not None)


def _first_and_last(job: PrintJob, attendance: Attendance) -> Iterator[tuple[str, ...]]:
    """The letters of each table, of which the guide tells the first and the last."""
    left = list(job.letters)
    for number in attendance.shares(job.amount):
        own, left = left[:number], left[number:]
        yield tuple(dict.fromkeys((*own[:1], *own[-1:])))


def test_the_guide_tells_what_stays_and_what_each_is_given() -> None:
    attendance = Attendance(tables=2)
    plan = plan_for_guide(
        Printing(), jobs_of(attendance, {"posters": 3}), Event(attendance=attendance)
    )
    told = re.sub(r"<.*?>", "", section(guide_of(attendance, plan)))
    assert "Blir i rommet: 3 sett plakater, 1 opptellingsark, 1 sett bordskilt, 1 veileder." in told
    assert "Til hver deltaker: 1 handlingsplan." in told
    assert "konvoluttlapper." not in told


def test_the_guide_lists_who_sits_where() -> None:
    attendance = Attendance(
        5, 2, ("Kari Åsheim", "Ola Nordmann", "Áile Sara", "Per & Pål", "Vik, lege")
    )
    plan = plan_for_guide(Printing(), jobs_of(attendance, {}), Event(attendance=attendance))
    told = re.sub(r"<.*?>", "", section(guide_of(attendance, plan))).replace("\u00a0", " ")
    assert "Bord A: Kari Åsheim · Ola Nordmann · Áile Sara\n" in told
    assert "Bord B: Per & Pål · Vik, lege\n" in told
    assert "i den rekkefølgen de står i listen" in told
    unnamed = plan_for_guide(
        Printing(), jobs_of(Attendance(5, 2), {}), Event(attendance=Attendance(5, 2))
    )
    assert "Bord A:" not in section(guide_of(Attendance(5, 2), unnamed))


@pytest.mark.parametrize("to", ["print-shop", "screen"])
def test_on_a_screen_nothing_goes_into_envelopes(to: str) -> None:
    attendance = Attendance(12, 3)
    printing = Printing.model_validate({"for": to})
    plan = plan_for_guide(printing, jobs_of(attendance, {}), Event(attendance=attendance))
    assert ('<section class="envelopes' in guide_of(attendance, plan)) == (to == "print-shop")
