import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.content.looks import Motif, MotifError, Shape
from kit.content.svg_motif import MOST_BYTES, motif_of, read_motif
from tests.tiers import examples

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"'


SQUARE = '<path d="M1 1h6v6z"/>'


def svg(inside: str, attributes: str = "") -> bytes:
    return f"{HEAD} {attributes}>{inside}</svg>".encode()


def refusal(data: bytes) -> str:
    with pytest.raises(MotifError) as caught:
        motif_of(data)
    return str(caught.value)


def test_lines_and_areas_are_told_apart() -> None:
    made = motif_of(
        svg(
            '<title> Et  tre </title><g transform="translate(1 2)">'
            '<path d="M0 0\n L6,6H0z" fill="red"/>'
            '<g transform="scale(2)"><line x2="1" y2="2" style="fill: none"/></g></g>'
            '<rect x="6" y="6" width="3" height="6"/>',
            'fill="none" stroke="currentColor"',
        )
    )
    # 24 units are the square of 100.
    assert made == Motif(
        (
            Shape("M4.167 8.333 29.167 33.333H4.167V8.333Z", filled=True, lined=True),
            Shape("M4.167 8.333 12.5 25", filled=False, lined=True),
            Shape("M25 25H37.5V50H25V25Z", filled=False, lined=True),
        ),
        "Et tre",
    )


def test_a_shape_is_filled_where_the_file_says_nothing() -> None:
    made = motif_of(svg(SQUARE + SQUARE.replace("/", ' fill-rule="evenodd"/')))
    assert [(one.filled, one.even_odd) for one in made.shapes] == [(True, False), (True, True)]
    assert not any(one.lined for one in made.shapes)
    (line,) = motif_of(svg('<line x2="9" y2="9" stroke="black"/>')).shapes
    assert (line.filled, line.lined) == (False, True)


def test_a_motif_stands_in_the_middle_of_a_square() -> None:
    made = motif_of(b'<svg viewBox="10 20 50 25"><path d="M10 20h50v25"/></svg>')
    assert [one.path for one in made.shapes] == ["M0 25H100V75"]
    made = motif_of(b'<svg width="40px" height="80"><path d="M0 0h40"/></svg>')
    assert [one.path for one in made.shapes] == ["M25 0H75"]


@pytest.mark.parametrize(
    "unseen",
    [
        f'<g display="none">{SQUARE}</g>',
        f'<g style="display:none !important"><image/>{SQUARE}</g>',
        f'<g opacity="0">{SQUARE}</g>',
        f'<g visibility="hidden">{SQUARE}</g>',
        f'<g fill="none">{SQUARE}</g>',
        f'<g fill="transparent" stroke="red" stroke-opacity="0">{SQUARE}</g>',
        f'<g fill-opacity="0">{SQUARE}</g>',
        '<path d="M5 5"/>',
        '<path d=""/>',
        '<polygon points=""/>',
        '<circle cx="5" cy="5" r="0"/>',
        '<circle cx="60" cy="5" r="9"/>',
    ],
)
def test_what_is_not_seen_is_not_drawn(unseen: str) -> None:
    assert refusal(svg(unseen)).startswith("holds no shape that is seen")
    assert len(motif_of(svg(unseen + SQUARE)).shapes) == 1


def test_what_drawing_programs_write_about_themselves_is_passed_over() -> None:
    made = motif_of(
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" '
        b'xmlns:i="http://inkscape.org/i"><i:view i:href="x"><i:grid/></i:view>'
        b'<defs id="d"><linearGradient/></defs>'
        b"<metadata><image/></metadata><desc>x</desc><path d='M0 0h1' i:note='x'/></svg>"
    )
    assert made.shapes == (Shape("M0 0H10", filled=True, lined=False),)


BOMB = (
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + HEAD
    + "><title>&b;</title></svg>"
)
CUT = "which would be drawn in the colour of the area: cut it out of what is below it"
SAVE = "which is not taken: save it as a plain SVG"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no SVG, at line 1: save it anew as SVG"),
        (b"no", "is no SVG, at line 1: save it anew as SVG"),
        (b"<svg", "is no SVG, at line 1: save it anew as SVG"),
        (b'<?xml version="1.0" encoding="x"?><svg viewBox="0 0 9 9">\xf8</svg>',
         "is no SVG, at line 1: save it anew as SVG"),
        (b"<html><body/></html>", f"has html, at line 1, {SAVE}"),
        (b"<g/>", "is no SVG: save it as one"),
        (svg(""), "holds no shape that is seen: draw it as paths, and save it anew"),
        (BOMB.encode(), f"has a document type, at line 1, {SAVE}"),
        (
            b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
            f"has a document type, at line 1, {SAVE}",
        ),
        (
            b'<?xml-stylesheet href="http://x/a.css"?>' + svg('<path d="M0 0"/>'),
            f"has instructions for programs, at line 1, {SAVE}",
        ),
        (svg("\n<script>alert(1)</script>"), f"has script, at line 2, {SAVE}"),
        (svg("<style>@import url(http://x/)</style>"), f"has style, at line 1, {SAVE}"),
        (svg("<foreignObject><p>x</p></foreignObject>"), f"has foreignObject, at line 1, {SAVE}"),
        (svg('<image href="file:///etc/passwd"/>'), f"has image, at line 1, {SAVE}"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), f"has image, at line 1, {SAVE}"),
        (svg('<use href="http://x/a.svg#b"/>'), f"has use, at line 1, {SAVE}"),
        (svg('<a href="http://x"><path d="M0 0"/></a>'), f"has a, at line 1, {SAVE}"),
        (
            svg("<text>x</text>"),
            "has text, at line 1, which is not taken: turn it into a path",
        ),
        (svg("<animate/>"), f"has animate, at line 1, {SAVE}"),
        (svg("<svg/>"), f"has svg, at line 1, {SAVE}"),
        (svg('<path d="M0 0" onclick="x()"/>'), f"has a script, at line 1, {SAVE}"),
        (svg('<path d="M0 0"/>', 'onload="x()"'), f"has a script, at line 1, {SAVE}"),
        (
            svg('<path d="M0 0" style="fill:url(http://x/)"/>'),
            f"has patterns or shades, at line 1, {SAVE}",
        ),
        (svg('<path d="M0 0" filter="URL(#f)"/>'), f"has patterns or shades, at line 1, {SAVE}"),
        (
            svg('<path d="M0 0&quot;/&gt;&lt;script&gt;"/>'),
            f"has a d that is none, at line 1, {SAVE}",
        ),
        (svg('<circle r="calc(1px)"/>'), f"has a r that is none, at line 1, {SAVE}"),
        (
            svg('<path d="M0 0" transform="rotate(1)javascript(1)"/>'),
            f"has a transform that is none, at line 1, {SAVE}",
        ),
        (svg('<circle r="-1"/>'), f"has a r that is none, at line 1, {SAVE}"),
        (svg('<circle r="1e99"/>'), f"has a cx that is none, at line 1, {SAVE}"),
        (svg('<path d="M"/>'), f"has a d that is none, at line 1, {SAVE}"),
        (svg('\n<path d="M1 2 A 1 1 0"/>'), f"has a d that is none, at line 2, {SAVE}"),
        (svg('<path d="L5 5"/>'), f"has a d that is none, at line 1, {SAVE}"),
        (svg('<polyline points="1 2 3"/>'), f"has a points that is none, at line 1, {SAVE}"),
        (svg('<g transform="rotate()"/>'), f"has a transform that is none, at line 1, {SAVE}"),
        (svg('<g transform="scale(0)"/>'), f"has a transform that is none, at line 1, {SAVE}"),
        (
            svg('<g style="transform: scale(2)"/>'),
            f"has a transform that is none, at line 1, {SAVE}",
        ),
        (svg('<path d="M1 1h6v6z" fill="#FFF"/>'), f"has a white shape, at line 1, {CUT}"),
        (svg('<g style="fill:White">\n<path d="M1 1h6v6z"/></g>'),
         f"has a white shape, at line 2, {CUT}"),
        (
            svg('<path d="M1 1h6v6z" stroke="hsl(0, 0%, 99%)"/>'),
            f"has a white shape, at line 1, {CUT}",
        ),
        (
            svg("<g>" * 30 + "</g>" * 30),
            f"has more than 12 elements in one another, at line 1, {SAVE}",
        ),
        (svg(SQUARE * 201), f"has more than 200 shapes, at line 1, {SAVE}"),
        (
            b'<svg><path d="M0 0"/></svg>',
            f"does not say how large it is (viewBox), at line 1, {SAVE}",
        ),
        (
            b'<svg width="100%" height="100%"><path d="M0 0"/></svg>',
            f"does not say how large it is (viewBox), at line 1, {SAVE}",
        ),
        (b'<svg viewBox="0 0 0 9"><path d="M0 0"/></svg>', f"is of no size, at line 1, {SAVE}"),
        (b'<svg viewBox="0 0 1e-99 1"><path d="M0 0"/></svg>', f"is of no size, at line 1, {SAVE}"),
        (b'<svg viewBox="0 0 9e9 9e9"><path d="M0 0"/></svg>', f"is of no size, at line 1, {SAVE}"),
    ],
)  # fmt: skip
def test_what_is_more_than_plain_shapes_is_refused(data: bytes, message: str) -> None:
    assert refusal(data) == message


ICON = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    + HEAD
    + ' fill="none" stroke="#000"><title>x</title><g transform="translate(1 2) rotate(-45 3 3)">'
    '<path d="M2 20 C4 3 7 3 10 20 V6a5 5 0 01.5.5z"/>'
    '<circle cx="9" cy="9" r="4"/><rect width="3" height="4" rx="1" style="fill: red"/></g></svg>'
).encode()
SCRAPS = st.sampled_from(
    [*(bytes([one]) for one in range(256)), b"1e99", b"nan", b"A1 1 0", b"rotate(", b"<g>", b"</g>",
     b"&#0;", b"0" * 50, b"inf", b"<!--", b"url(", b""]
)  # fmt: skip


@examples(2000)
@given(st.lists(st.tuples(st.integers(0, len(ICON)), st.integers(0, 9), SCRAPS), min_size=1))
def test_a_motif_that_is_spoilt_is_drawn_or_refused(cuts: list[tuple[int, int, bytes]]) -> None:
    data = ICON
    for at, over, scrap in cuts:
        data = data[:at] + scrap + data[at + over :]
    try:
        made = motif_of(data)
    except MotifError:
        return
    assert all(re.fullmatch(r"[MLHVCQZ0-9. -]+", shape.path) for shape in made.shapes)


def test_a_number_that_is_written_to_take_long_is_refused_at_once() -> None:
    assert refusal(svg(f'<path d="{"1" * 90_000}x"/>')).startswith("has a d that is none")
    for points in (f"{'1 ' * 45_000}x", f"{'1' * 90_000}x"):
        assert refusal(svg(f'<polygon points="{points}"/>')).startswith("has a points that")
    for move in ("a" * 90_000, "scale(" * 15_000, f"scale({'1' * 90_000}x)"):
        assert refusal(svg(f'<g transform="{move}"/>')).startswith("has a transform that")


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(svg(SQUARE))
    assert len(read_motif(path).shapes) == 1
    path.write_bytes(svg(" " * MOST_BYTES))
    for name, words in (
        ("a.svg", "has more than 100 kB: save it simpler, as a plain SVG"),
        ("b.svg", "is not there: check its name and its folder"),
        ("", "is a folder: name the file of an SVG in it"),
    ):
        with pytest.raises(MotifError, match=f"^{words}$"):
            read_motif(tmp_path / name)
