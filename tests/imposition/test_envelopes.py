"""What tables are given in random rooms, and whether the guide's table of it adds up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.content.packs import load_pack
from kit.core.paths import DEFAULT_PACK, FONTS, LAYOUTS
from kit.imposition.envelopes import envelopes, given_to_each, is_shared_out, kept_in_room
from kit.imposition.print_job import PrintJob
from kit.imposition.print_plan import Plan, plan_for_guide
from kit.layout.html import Layouts
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.session.attendance import Amount, Room
from kit.session.event import Occasion
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.typesetting.job import Setting
from tests.conftest import format_of
from tests.session.test_attendance import AMOUNTS, rooms

PIECES = load_pieces(LAYOUTS)
LABELS = load_labels(LAYOUTS, "nb")
OTHERS = [name for name in PIECES if name != "guide"]


@cache
def everything() -> Selection:
    return select(load_pack(DEFAULT_PACK))


def jobs_of(room: Room, amounts: Mapping[str, Amount]) -> list[PrintJob]:
    """A kit's files as they are counted, without any of them being typeset."""
    setting = Setting(
        everything(), LABELS, Printing(), None, LAYOUTS, FONTS, Occasion(room=room), amounts
    )
    jobs = []
    for name in OTHERS:
        piece = PIECES[name]
        if not piece.suits(room):
            continue
        letters = setting.decks(name, piece)
        jobs.append(
            PrintJob(
                piece=name, title=LABELS.pieces[name].title, file=f"{name}.pdf", paper="A4",
                weight=piece.weight, amount=setting.amount(name, piece), size=piece.face.size,
                pages=2, sheets=1, copies=setting.copies(name, piece), letters=letters,
                cards=40 if piece.made_as == "cards" else 0,
                people=len(room.names) if name == "action-plan" and room.names else 0,
            )
        )  # fmt: skip
    # With names, the one file holds the plan of each person.
    return [replace(job, copies=1) if job.people else job for job in jobs]


amounts = st.dictionaries(
    st.sampled_from([name for name in OTHERS if PIECES[name].comes_in_decks] + ["posters"]),
    st.sampled_from(AMOUNTS),
)


@given(rooms(), amounts)
@settings(max_examples=60)
def test_all_that_is_printed_is_for_tables_for_people_or_for_the_room(
    room: Room, asked: dict[str, Amount]
) -> None:
    jobs = jobs_of(room, asked)
    shared = [job for job in jobs if is_shared_out(job, room)]
    parts = [*shared, *given_to_each(jobs, room), *kept_in_room(jobs, room)]
    assert sorted(job.piece for job in parts) == sorted(job.piece for job in jobs)


@given(rooms(), amounts)
@settings(max_examples=60)
def test_envelopes_hold_all_that_is_printed_for_tables(
    room: Room, asked: dict[str, Amount]
) -> None:
    jobs = jobs_of(room, asked)
    found = envelopes(jobs, room)
    assert len(found) == (room.tables or 0)
    shared = [job for job in jobs if is_shared_out(job, room)]
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
    if room.people is not None and room.tables is not None:
        assert [envelope.seats for envelope in found] == list(room.seats)
        assert tuple(name for envelope in found for name in envelope.names) == room.names


def test_backs_in_a_file_of_their_own_are_in_no_envelope() -> None:
    room = Room(12, 3)
    (job, *_) = jobs_of(room, {})
    fronts, backs = replace(job, part="fronts"), replace(job, part="backs")
    assert [share.job for share in envelopes([fronts, backs], room)[0].shares] == [fronts]
    assert kept_in_room([backs], room) == given_to_each([backs], room) == ()


def test_people_who_are_not_counted_are_given_theirs_one_by_one() -> None:
    room = Room(tables=3)
    jobs = jobs_of(room, {})
    assert [job.piece for job in given_to_each(jobs, room)] == ["action-plan"]
    assert all(
        "action-plan" not in [share.job.piece for share in envelope.shares]
        for envelope in envelopes(jobs, room)
    )
    assert given_to_each(jobs_of(Room(9, 3), {}), Room(9, 3)) == ()


# The guide, read back.


def guide_of(room: Room, plan: Plan) -> str:
    layouts = Layouts(LAYOUTS, LABELS, occasion=Occasion("Fagdag", None, "", room))
    faces = layouts.faces("guide", PIECES["guide"], format_of(PIECES["guide"]), everything(), plan)
    assert faces is not None
    return faces.html


def section(html: str) -> str:
    found = re.search(r'<section class="envelopes">.*?</section>', html, re.DOTALL)
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
@settings(max_examples=40)
def test_the_table_in_the_guide_adds_up(room: Room, asked: dict[str, Amount]) -> None:
    jobs = jobs_of(room, asked)
    plan = plan_for_guide(Printing(), jobs, Occasion(room=room))
    html = guide_of(room, plan)
    if room.tables is None:
        assert '<section class="envelopes">' not in html
        return
    batches = list(tables(html))
    # No table is so wide that its columns get narrow, and only the last has sums.
    assert all(len(batch[0]) <= 10 for batch in batches)
    assert [batch[0][-1] == "I alt" for batch in batches] == [False] * (len(batches) - 1) + [True]
    heads = [cell for batch in batches for cell in batch[0][1:]]
    assert heads == [*room.letters, "I alt"]
    rows = list(zip(*batches, strict=True))[1:]
    for parts in rows:
        assert len({part[0] for part in parts}) == 1
        *each, total = (cell for part in parts for cell in part[1:])
        assert len(each) == room.tables
        assert sum(map(number_in, each)) == number_in(total)
        title = parts[0][0]
        if title == "Deltakere":
            assert number_in(total) == room.people
        else:
            (job,) = (job for job in jobs if job.title == title)
            assert number_in(total) == job.number
            told = [re.findall(r"[A-Z]+\d*(?=–|$)", cell) for cell in each]
            assert [one for cell in told for one in cell] == [
                letter for letters in _first_and_last(job, room) for letter in letters
            ]
    titles = [parts[0][0] for parts in rows]
    assert ("Deltakere" in titles) == (room.people is not None)


def _first_and_last(job: PrintJob, room: Room) -> Iterator[tuple[str, ...]]:
    """The letters of each table, of which the guide tells the first and the last."""
    left = list(job.letters)
    for number in room.shares(job.amount):
        own, left = left[:number], left[number:]
        yield tuple(dict.fromkeys((*own[:1], *own[-1:])))


def test_the_guide_tells_what_stays_and_what_each_is_given() -> None:
    room = Room(tables=2)
    plan = plan_for_guide(Printing(), jobs_of(room, {"posters": 3}), Occasion(room=room))
    told = re.sub(r"<.*?>", "", section(guide_of(room, plan)))
    assert "Blir i rommet: 3 sett plakater, 1 opptellingsark, 1 sett bordskilt, 1 veileder." in told
    assert "Til hver deltaker: 1 handlingsplan." in told
    assert "konvoluttlapper." not in told


def test_the_guide_lists_who_sits_where() -> None:
    room = Room(5, 2, ("Kari Åsheim", "Ola Nordmann", "Áile Sara", "Per & Pål", "Kari Åsheim"))
    plan = plan_for_guide(Printing(), jobs_of(room, {}), Occasion(room=room))
    told = re.sub(r"<.*?>", "", section(guide_of(room, plan)))
    assert "Bord A: Kari Åsheim, Ola Nordmann, Áile Sara\n" in told
    assert "Bord B: Per & Pål, Kari Åsheim\n" in told
    assert "i den rekkefølgen de står i listen" in told.replace("\u00a0", " ")
    unnamed = plan_for_guide(Printing(), jobs_of(Room(5, 2), {}), Occasion(room=Room(5, 2)))
    assert "Bord A:" not in section(guide_of(Room(5, 2), unnamed))


@pytest.mark.parametrize("to", ["print-shop", "screen"])
def test_on_a_screen_nothing_goes_into_envelopes(to: str) -> None:
    room = Room(12, 3)
    printing = Printing.model_validate({"for": to})
    plan = plan_for_guide(printing, jobs_of(room, {}), Occasion(room=room))
    assert ('<section class="envelopes">' in guide_of(room, plan)) == (to == "print-shop")
