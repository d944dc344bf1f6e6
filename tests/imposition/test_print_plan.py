from dataclasses import replace

from kit.core.sizes import MARGIN, PAPERS, Size
from kit.imposition.grid import best_grid
from kit.imposition.print_job import PrintJob
from kit.imposition.print_plan import Plan, plan_for_guide
from kit.imposition.tiles import tiled
from kit.session.attendance import Per
from kit.session.print_settings import Printing

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


def a_plan() -> Plan:
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
    assert plan.check_steps[-1] == ("first_sheet", "rulers")
    assert plan.light_step == ("light", "upside_down")


def test_what_to_check_follows_from_how_it_is_printed() -> None:
    assert a_plan().check_steps == (
        ("scale",),
        ("two_sides",),
        ("first_sheet_two_sides", "rulers"),
        ("light", "upside_down"),
        ("rest",),
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
    assert fold.check_steps[2:] == (("first_sheet", "ruler"), ("fold",), ("rest",))
    for flip in ("long", "fold", "none"):
        posters = plan_for_guide(Printing.model_validate({"flip": flip}), [pages("posters", 4)])
        assert posters.check_steps == (("scale",), ("one_side",))
    both = plan_for_guide(Printing(), [cards(), replace(cards(), rulers=1)])
    assert both.check_steps[2] == ("first_sheet_two_sides", "ruler")


def test_labels_have_no_backs_to_hold_against_the_light() -> None:
    labels = replace(cards("envelope-labels", WIDE), flip=None, sides=1)
    alone = plan_for_guide(Printing(), [labels])
    assert alone.check_steps == (("scale",), ("one_side",), ("first_sheet", "rulers"), ("rest",))
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
        plan = Plan(Printing(**how), (job,))  # type: ignore[arg-type]
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
    """At 7.9 mm of waste a crop mark has less than a millimetre that is printed everywhere."""
    for waste, told in ((7.9, "none"), (8.0, "crop")):
        size = Size(210 - 2 * waste, 297 - 2 * waste)
        job = replace(cards(), grid=best_grid(size, A4, 0))
        assert Plan(Printing(), (job,)).cut_steps[0] == (told,)
        assert Plan(Printing(marks="lines"), (job,)).cut_steps[0] == ("lines",)
    assert Plan(Printing(gutter=3), (cards(),)).cut_steps[0] == ("crop", "gutter")


def test_a_job_tells_its_figures_in_plain_types() -> None:
    job = cards(sheets=5).as_dict()
    assert job["size"] == [68, 95]
    assert (job["sheets"], job["pages"], job["sides"], job["flip"]) == (5, 10, 2, "long")
    assert (job["cards"], job["blank_cards"], job["decks"], job["cuts"]) == (4, 4, 1, 8)
    assert pages("posters", 4).as_dict()["cuts"] == 0


def test_a_poster_in_parts_tells_how_much_smaller_it_is() -> None:
    tiling = tiled(PAPERS["A3"], A4, 8, full_size=False)
    job = replace(pages("posters", 8, paper="A4"), tiling=tiling)
    assert job.scale == 90
    assert pages("posters", 4).scale == 100
    assert plan_for_guide(Printing(), [job]).tiled == (job,)
