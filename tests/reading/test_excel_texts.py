import pytest

from kit.reading.excel_texts import Pieces, shared_texts, unescaped
from tests.made_workbooks import MAIN


def texts(inside: str) -> tuple[Pieces, ...]:
    return shared_texts(f'<sst xmlns="{MAIN}">{inside}</sst>'.encode())


def test_a_text_is_in_pieces_where_its_looks_change() -> None:
    assert texts(
        "<si><t>Ola</t></si><si/><si><r><t>Kari </t></r><r><rPr><b/></rPr><t>Ås</t></r>"
        "<r><rPr><strike/></rPr><t> Li</t></r><r><rPr><strike val='0'/></rPr><t> Moe</t></r></si>"
    ) == (
        (("Ola", None),),
        (),
        (("Kari ", None), ("Ås", False), (" Li", True), (" Moe", False)),
    )


def test_how_a_text_is_spoken_is_no_part_of_it() -> None:
    aid = '<rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>'
    assert texts(f"<si><t>東京</t>{aid}</si><si><t>x</t></si>") == (
        (("東京", None),),
        (("x", None),),
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Kari", "Kari"),
        ("Kari_x000D_\nÅs", "Kari\r\nÅs"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x00_", "_x00_"),
        ("fil_x_y", "fil_x_y"),
    ],
)
def test_control_characters_are_read(written: str, text: str) -> None:
    assert unescaped(written) == text
