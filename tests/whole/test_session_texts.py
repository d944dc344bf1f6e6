"""What a session says of itself fits in every place where it stands, whatever it is."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st

from kit.content.printable import unprintable
from kit.core.errors import KitError, Problem
from kit.core.paths import FONTS, LAYOUTS
from kit.core.progress import Unwatched
from kit.pipeline.make import made_of
from kit.pipeline.request import request_for
from kit.pipeline.run import build
from kit.session.file import read_session
from kit.session.kinds import MOST_LINE
from kit.session.model import Session
from kit.system.cache import user_store
from kit.system.workers import SideBySide
from kit.typesetting.workspace import workspace_for
from tests.conftest import SAMPLES
from tests.tiers import examples

# All that has a place for such a text.
PIECES = ("posters", "tally-sheet", "action-plan", "table-signs", "envelope-labels", "guide")
# Of Latin, Greek and Cyrillic: wide, narrow and tall ones, with accents of their own, with breaks.
LETTERS = "iWmMåÅøŊđ ẞÉgjẅœ№ΑΩжЩыя1.&<'–-/· \u00ad" + "".join(map(chr, range(0x41, 0x5B)))
CLUSTERS = ["\u1ecd\u0300", "\u0254\u0301", "\u00ef\u0324", "e\u0323\u0301", "ff"]
NORMAL = (
    "Fagdag om verdier og holdninger i recoveryorientert praksis for ansatte ved Østre Åsgård DPS "
    "og Nedre Romerike FACT-team vest"
)

words = st.text(LETTERS, min_size=1, max_size=30) | st.sampled_from(CLUSTERS)
texts = (
    st.lists(words, min_size=1, max_size=30).map("".join)
    | st.lists(words, min_size=1, max_size=12).map(" ".join)
    | st.builds(str.__mul__, words, st.integers(1, MOST_LINE))
)
lines = texts.map(lambda text: " ".join(text[:MOST_LINE].split())).filter(
    lambda text: any(map(str.isalpha, text)) and not list(unprintable(text, FONTS))
)


def pages_made(title: str, team: str, credit: str, names: tuple[str, ...] = ()) -> dict[str, int]:
    """The pages of each file of a small kit with these texts. KitError where one does not fit."""
    session = Session(
        content=SAMPLES / "small",
        tables=3,
        pieces=PIECES,
        names=names,
        date=datetime.date(2026, 12, 31),
        title=title,
        team=team,
        credit=credit,
    )
    request = request_for(session)
    with SideBySide() as side_by_side:
        workspace = workspace_for(request.context, user_store(), side_by_side)
        made = made_of(request, workspace, Unwatched())
    return {file.job.piece: file.job.pages for file in made.made.files}


@pytest.mark.slow
# Each costs seconds, so none is made smaller: the first that is found is told.
@examples(5, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(lines, lines, lines, lines)
def test_texts_of_a_session_fit_wherever_they_stand(
    title: str, team: str, credit: str, name: str
) -> None:
    names = (name, "Kari", "Ola", name)
    assert pages_made(title, team, credit, names).keys() == set(PIECES)


# The longest of each kind, and one that is shorter.
LINES = (
    NORMAL,
    "W" * 120,
    "\u1ecd\u0300W" * 60,
    "ettersamtale/" * 10,
    "WWWWWWWWWWWWWWWWWW " * 8,
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "length"),
    [*((text, 120) for text in LINES), (NORMAL, 35)],
)
def test_texts_of_every_length_fit(text: str, length: int) -> None:
    line = text[:length].strip()
    pages = pages_made(line, line, line, tuple(f"{line[:117]} {n}" for n in range(7)))
    assert pages["guide"] <= 6


def with_layout(folder: Path, name: str, change: Callable[[str], str]) -> Path:
    """A copy of the small pack with a layout of its own: one of the program's, changed."""
    pack = Path(shutil.copytree(SAMPLES / "small", folder / "pack"))
    own = pack / "layouts" / name
    own.parent.mkdir(parents=True)
    own.write_text(change((LAYOUTS / name).read_text("utf-8")), "utf-8")
    return pack


def refused(pack: Path, folder: Path, piece: str, written: str) -> list[Problem]:
    """What is told of a session file, of which one piece is made with the pack's own layouts."""
    file = folder / "okt.yaml"
    file.write_text(f"{written}\ntables: 1\n", "utf-8")
    options = {"content": pack, "allow-layouts": True, "pieces": [piece]}
    session, problems = read_session(options, file)
    with pytest.raises(KitError) as error:
        build(session, problems=problems, store=user_store())
    return list(error.value.problems)


@pytest.mark.slow
def test_a_title_that_a_layout_cannot_break_is_told_where_it_was_written(tmp_path: Path) -> None:
    pack = with_layout(
        tmp_path, "table-signs/posters.html", lambda text: text.replace(" any-length", "")
    )
    (problem,) = refused(pack, tmp_path, "table-signs", f"people: 4\ntitle: {'W' * 90}")
    assert (Path(problem.file).name, problem.line, problem.column) == ("okt.yaml", 2, 8)
    assert problem.text.endswith("in title is too long for its page: write a shorter word")


@pytest.mark.slow
def test_a_layout_that_is_at_fault_is_told_and_no_text(tmp_path: Path) -> None:
    """Once for all the cards that it spoils."""
    line = '<p style="position: absolute; top: 1mm; left: 9mm">for nær</p>'
    pack = with_layout(tmp_path, "value-cards/front.html", lambda text: text + line)
    (problem,) = refused(pack, tmp_path, "value-cards", "people: 4")
    assert Path(problem.file) == pack / "layouts" / "value-cards" / "front.html"
    assert problem.line == 0
    assert "more: letters stand nearer than 5 mm to the edge, however short" in problem.text
