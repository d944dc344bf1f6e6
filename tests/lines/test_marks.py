from markupsafe import Markup

from kit.core.paths import FONTS
from kit.layout.text_filters import text_for_print
from kit.lines.marks import SmallestSizes, marked, with_lines, without_marks
from kit.lines.measure import typefaces_in

COPY = typefaces_in(FONTS)
TEXT = "Evnen til å forstå & anerkjenne andre"


def mark(text: str, size: float, measure: float, floor: str = "text") -> Markup:
    return marked(text_for_print(text), "text", size, measure, floor, running=False)


def lines_in(html: str) -> list[str]:
    return html.removeprefix('<span class="lines">').removesuffix("</span>").split("<br> ")


def set_(words: str, size: float, measure: float, floor: str = "text", **how: float) -> str:
    smallest = SmallestSizes(how.get("name", 0.0), how.get("text", 0.0))
    return with_lines(mark(words, size, measure, floor), COPY, how.get("fit", 1.0), smallest)


def test_a_marked_text_is_broken_where_its_measure_ends() -> None:
    width = COPY.width(TEXT, "text", 12)
    assert lines_in(set_(TEXT, 12, width * 1.01)) == ["Evnen til å forstå &amp; anerkjenne andre"]
    halves = lines_in(set_(TEXT, 12, width * 0.6))
    assert halves == ["Evnen til å forstå", "&amp; anerkjenne andre"]


def test_smaller_type_on_a_full_face_takes_fewer_lines_down_to_its_floor() -> None:
    measure = COPY.width(TEXT, "text", 9) * 1.01
    assert len(lines_in(set_(TEXT, 12, measure))) == 2
    assert len(lines_in(set_(TEXT, 12, measure, fit=0.75))) == 1
    assert len(lines_in(set_(TEXT, 12, measure, fit=0.75, text=10))) == 2
    assert len(lines_in(set_(TEXT, 12, measure, fit=0.75, name=10))) == 1
    assert len(lines_in(set_(TEXT, 12, measure, "name", fit=0.75, name=10))) == 2
    assert len(lines_in(set_(TEXT, 12, measure, "fixed", fit=0.75))) == 2


def test_break_points_go_and_a_word_that_no_line_holds_stays_as_it_was() -> None:
    word = "rettighets\u00adfokus"
    wide = COPY.width("rettighetsfokus", "text", 12)
    assert lines_in(set_(word, 12, wide * 1.01)) == ["rettighetsfokus"]
    assert lines_in(set_(word, 12, wide * 0.8)) == ["rettighets-", "fokus"]
    assert set_(word, 12, wide * 0.4) == text_for_print(word)


def test_accents_that_stand_alone_keep_their_typeface() -> None:
    assert set_("Adébáyọ̀", 12, 90) == '<span class="lines accented">Adébáyọ̀</span>'


def test_without_its_marks_html_is_as_it_was_given() -> None:
    around = Markup("<p>{}</p><p>{}</p>").format(mark(TEXT, 12, 50), mark("a\u00adb", 9, 5))
    shown = f"<p>{text_for_print(TEXT)}</p><p>{text_for_print(chr(97) + chr(173) + chr(98))}</p>"
    assert without_marks(around) == shown
    assert "<lines" not in with_lines(around, COPY, 1.0, SmallestSizes())


def test_texts_and_layouts_that_speak_of_lines_are_no_marks() -> None:
    text = "a <lines text short>b</lines> c </lines>"
    assert lines_in(set_(text, 12, 999)) == [str(text_for_print(text))]
    assert without_marks(mark(text, 12, 999)) == text_for_print(text)
    own = "<lines>a b</lines><lines comic 12 50 text short>a b</lines>"
    assert with_lines(own, COPY, 1.0, SmallestSizes()) == without_marks(own) == own
