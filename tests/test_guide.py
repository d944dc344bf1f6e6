from kit.bundled import LAYOUTS
from kit.guide import job_of_cards, job_of_pages, plan_for_guide
from kit.imposition import best_grid
from kit.labels import Labels
from kit.paper import MARGIN, PAPERS
from kit.pieces import load_pieces

PIECES = load_pieces(LAYOUTS)


def test_cards_fill_sheets_and_blanks_fill_the_last(labels: Labels) -> None:
    piece = PIECES["value-cards"]
    grid = best_grid(piece.face.size, PAPERS["A4"], MARGIN)
    jobs = [job_of_cards("value-cards", piece, labels, grid, n, "long") for n in (1, 8, 11, 40)]
    assert [(job.sheets, job.pages, job.blanks) for job in jobs] == [
        (1, 2, 7),
        (1, 2, 0),
        (2, 4, 5),
        (5, 10, 0),
    ]
    assert jobs[0].paper == "A4"
    assert (jobs[0].sides, jobs[0].flip, len(jobs[0].cuts)) == (2, "long", 8)
    assert jobs[0].as_dict()["file"] == "verdikort.pdf"


def test_posters_have_one_side_and_other_pages_two(labels: Labels) -> None:
    posters = job_of_pages("posters", PIECES["posters"], labels, 4)
    assert (posters.paper, posters.sheets, posters.sides, posters.flip) == ("A3", 4, 1, None)
    guide = job_of_pages("guide", PIECES["guide"], labels, 5)
    assert (guide.paper, guide.sheets, guide.sides, guide.flip) == ("A4", 3, 2, "long")
    assert job_of_pages("guide", PIECES["guide"], labels, 1).sides == 1
    assert posters.cuts == ()


def test_the_plan_adds_up_papers_and_gathers_what_is_cut_alike(labels: Labels) -> None:
    jobs = []
    for name, count in (("value-cards", 40), ("quality-cards", 3), ("dilemma-cards", 3)):
        piece = PIECES[name]
        grid = best_grid(piece.face.size, PAPERS["A4"], MARGIN)
        jobs.append(job_of_cards(name, piece, labels, grid, count, "long"))
    jobs.append(job_of_pages("posters", PIECES["posters"], labels, 4))
    plan = plan_for_guide(jobs)
    assert plan["papers"] == {"table": {"A4": 7}, "room": {"A3": 4}}
    assert [[job.piece for job in alike] for alike in plan["cutting"]] == [
        ["value-cards", "quality-cards"],
        ["dilemma-cards"],
    ]
    assert plan["pieces"] == ["value-cards", "quality-cards", "dilemma-cards", "posters"]
