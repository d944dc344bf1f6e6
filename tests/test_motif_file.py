from pathlib import Path

import pytest

from kit.motif_file import MOST_BYTES, Motif, MotifError, Shape, motif_of, read_motif

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"'


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
            '<path d="M0 0\n L5,5z" fill="red"/>'
            '<g transform="scale(2)"><circle cx="1" cy="2" r=".5" style="fill: none"/></g></g>'
            '<rect x="1" y="1" width="3" height="4"/>',
            'fill="none" stroke="currentColor"',
        )
    )
    assert made == Motif(
        (0, 0, 24, 24),
        (
            Shape("path", (("d", "M0 0 L5,5z"), ("transform", "translate(1 2)")), True),
            Shape(
                "circle",
                (
                    ("cx", "1"),
                    ("cy", "2"),
                    ("r", ".5"),
                    ("transform", "translate(1 2) scale(2)"),
                ),
                False,
            ),
            Shape("rect", (("x", "1"), ("y", "1"), ("width", "3"), ("height", "4")), False),
        ),
        "Et tre",
    )


def test_a_shape_is_filled_where_the_file_says_nothing() -> None:
    assert [one.filled for one in motif_of(svg('<path d="M0 0"/>')).shapes] == [True]


def test_a_motif_stands_in_the_middle_of_a_square() -> None:
    made = motif_of(b'<svg viewBox="10 20 50 25"><path d="M0 0"/></svg>')
    assert made.scale == 2
    assert made.moved == (-10, -7.5)
    assert motif_of(b'<svg width="40px" height="20"><path d="M0 0"/></svg>').box == (0, 0, 40, 20)


def test_what_drawing_programs_write_about_themselves_is_passed_over() -> None:
    made = motif_of(
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" '
        b'xmlns:i="http://inkscape.org/i"><i:view i:href="x"><i:grid/></i:view>'
        b'<defs id="d"><linearGradient/></defs>'
        b"<metadata><image/></metadata><desc>x</desc><path d='M0 0' i:note='x'/></svg>"
    )
    assert made.shapes == (Shape("path", (("d", "M0 0"),), True),)


BOMB = (
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + HEAD
    + "><title>&b;</title></svg>"
)
SAVE = "which is not taken: save it as a plain SVG"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no SVG, at line 1: save it anew as SVG"),
        (b"no", "is no SVG, at line 1: save it anew as SVG"),
        (b"<svg", "is no SVG, at line 1: save it anew as SVG"),
        (b"<html><body/></html>", f"has html, at line 1, {SAVE}"),
        (b"<g/>", "is no SVG: save it as one"),
        (svg(""), "holds no shape that can be drawn: draw it as paths, and save it anew"),
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
        (svg("<text>x</text>"), f"has text, at line 1, {SAVE}"),
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
        (
            svg("<g>" * 30 + "</g>" * 30),
            f"has more than 12 elements in one another, at line 1, {SAVE}",
        ),
        (svg('<path d="M0 0"/>' * 201), f"has more than 200 shapes, at line 1, {SAVE}"),
        (
            b'<svg><path d="M0 0"/></svg>',
            f"does not say how large it is (viewBox), at line 1, {SAVE}",
        ),
        (
            b'<svg width="100%" height="100%"><path d="M0 0"/></svg>',
            f"does not say how large it is (viewBox), at line 1, {SAVE}",
        ),
        (b'<svg viewBox="0 0 0 9"><path d="M0 0"/></svg>', f"is of no size, at line 1, {SAVE}"),
        (b'<svg viewBox="0 0 9e9 9e9"><path d="M0 0"/></svg>', f"is of no size, at line 1, {SAVE}"),
    ],
)  # fmt: skip
def test_what_is_more_than_plain_shapes_is_refused(data: bytes, message: str) -> None:
    assert refusal(data) == message


def test_a_number_that_is_written_to_take_long_is_refused_at_once() -> None:
    assert refusal(svg(f'<path d="{"1" * 90_000}x"/>')).startswith("has a d that is none")
    assert refusal(svg(f'<polygon points="{"1 " * 45_000}x"/>')).startswith("has a points that")


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(svg('<path d="M0 0"/>'))
    assert len(read_motif(path).shapes) == 1
    path.write_bytes(svg(" " * MOST_BYTES))
    for name, words in (
        ("a.svg", "has more than 100 kB: save it simpler, as a plain SVG"),
        ("b.svg", "is not there: check its name and its folder"),
        ("", "is a folder: name the file of an SVG in it"),
    ):
        with pytest.raises(MotifError, match=f"^{words}$"):
            read_motif(tmp_path / name)
