"""Content streams are followed as PDF has it."""

import pikepdf
import pytest
from pikepdf import Pdf

from kit.core.rect import Rect
from kit.preflight.streams import drawn_names, matrix_of, seen_whole

PAGE = Rect(0, -254, 254, 254)  # 720 points


def seen(content: str) -> list[tuple[str, tuple[float, ...]]]:
    pdf = Pdf.new()
    stream = pdf.make_stream(content.encode())
    return [
        (name, tuple(round(edge, 2) for edge in one.window().pdf_edges))
        for name, one in drawn_names(stream, seen_whole(PAGE, 1.0))
    ]


WHOLE = (0.0, 0.0, 254.0, 254.0)
INCH = (25.4, 25.4, 50.8, 50.8)


@pytest.mark.parametrize(
    ("content", "window"),
    [
        ("/X Do", WHOLE),
        ("72 72 72 72 re W n /X Do", INCH),
        ("72 72 72 72 re W* f /X Do", INCH),
        ("144 144 -72 -72 re W n /X Do", INCH),
        ("q 72 72 72 72 re W n Q /X Do", WHOLE),
        ("Q Q /X Do", WHOLE),
        ("72 72 72 72 re S /X Do", WHOLE),
        ("72 72 72 72 re 9 9 9 9 re W n /X Do", WHOLE),
        ("0 0 72 72 re f 72 72 72 72 re W n /X Do", INCH),
        ("0 0 144 144 re W n 72 72 500 500 re W n /X Do", INCH),
        ("2 0 0 2 0 0 cm 36 36 36 36 re W n .5 0 0 .5 0 0 cm /X Do", INCH),
        ("0 1 -1 0 144 0 cm 72 0 72 72 re W n 0 -1 1 0 0 144 cm /X Do", INCH),
    ],
)
def test_what_is_seen(content: str, window: tuple[float, ...]) -> None:
    assert seen(content) == [("/X", window)]


def test_names_come_in_their_order_each_with_what_is_seen() -> None:
    content = "q 1 0 0 1 72 0 cm /A Do Q /B Do BT /F 9 Tf (Do) Tj ET"
    assert seen(content) == [("/A", (-25.4, 0.0, 228.6, 254.0)), ("/B", WHOLE)]


def test_a_matrix_has_six_figures() -> None:
    assert matrix_of([2, 0, 0, 3, 4, 5]) == pikepdf.Matrix(2, 0, 0, 3, 4, 5)
    assert matrix_of(None) == matrix_of([1, 2]) == pikepdf.Matrix()
