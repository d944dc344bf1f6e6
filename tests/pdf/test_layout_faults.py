from functools import partial
from pathlib import Path

import pytest

from kit.pdf.layout_faults import LayoutFault, files_of_face, outside, placed

FILES = {
    "signs/posters.html": "<h1>x</h1>\n<img src='logo.png'>\n<p style=\"colour:  red\"></p>\n",
    "signs/style.css": 'h1 {}\n\n  .a { colour: red }\n@import "https://e.org/a.css?b&c"; x\n',
    "cards.css": ".b { background: url( kit:///layouts/x/no.png ) }\n",
    "value-cards/back.html": "<a href=https://e.org/?a&amp;b>b</a> logo.png\n",
    "value-cards/here.png": "",
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def told(fault: LayoutFault, own: Path, piece: str = "signs") -> str:
    (problem,) = placed([fault], own, piece).problems
    return str(problem).replace(str(own), "OWN")


fault = partial(LayoutFault, "wrong", "mend")


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (fault(written="colour: red ", at=(3, 8)), "OWN/signs/style.css:3:8"),
        # Of an element's own style the place is that within it.
        (fault(written="colour: red", at=(1, 1)), "OWN/signs/posters.html:3:11"),
        (fault(at=(3, 4)), "OWN/signs/style.css:3:4"),
        (fault(address="https://e.org/?a&b"), "OWN/value-cards/back.html:1:9"),
        (fault(address="kit:///layouts/x/no.png"), "OWN/cards.css:1:23"),
        (fault(written="no such", at=(90, 1)), "OWN/signs/posters.html"),
    ],
)
def test_a_fault_is_told_where_it_stands(own: Path, found: LayoutFault, place: str) -> None:
    assert told(found, own).startswith(f"{place}: ")
    assert told(found, own).endswith("wrong: mend")


def test_of_what_stands_nowhere_the_piece_is_told_and_its_files(own: Path) -> None:
    assert told(fault(), own) == (
        "OWN/signs/posters.html: in the layout of signs (or in OWN/signs/style.css, OWN/cards.css):"
        " wrong: mend"
    )
    assert told(fault(), own, "value-cards").startswith("OWN/value-cards/back.html: in ")


def test_of_a_file_elsewhere_it_is_told_which_address_to_write(own: Path) -> None:
    assert told(outside("logo.png"), own) == (
        "OWN/signs/posters.html:2:11: «logo.png» is outside the kit's own folders: put the file "
        "into OWN/signs, and write kit:///layouts/signs/logo.png"
    )
    assert told(outside("https://e.org/a.css?b&c"), own).endswith(
        "OWN/signs/style.css:4:10: «https://e.org/a.css?b&c» is outside the kit's own folders: put "
        "the file into OWN/signs, and write kit:///layouts/signs/a.css"
    )
    at_hand = told(outside("here.png"), own, "value-cards")
    assert at_hand.endswith("own folders: write kit:///layouts/value-cards/here.png")
    assert told(outside("data:x"), own).endswith(
        "name a file in the layouts, as kit:///layouts/value-cards/picture.png"
    )


def test_the_files_of_a_face_are_the_packs_own(own: Path) -> None:
    names = [path.relative_to(own).as_posix() for path in files_of_face(own, "signs", "posters")]
    assert names == ["signs/posters.html", "signs/style.css", "cards.css"]
    assert files_of_face(None, "signs", "posters") == []
