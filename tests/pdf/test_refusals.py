import pytest

from kit.core.errors import KitError
from kit.pdf.layout_faults import LayoutError
from kit.pdf.refusals import no_warnings, unread
from kit.typesetting.weasy import Typesetter
from tests.typesetting.test_weasy import page

TYPEFACE = "the layout asks for the typeface {}: use Fraunces or Source Sans 3"
RUNS = "no layout runs anything: take it out"


@pytest.mark.parametrize(
    ("body", "css", "told"),
    [
        ("<script>alert(1)</script>x", "", f"the layout has a <script>: {RUNS}"),
        ("<iframe src='https://e.org'></iframe>x", "", f"the layout has a <iframe>: {RUNS}"),
        ("<p onclick='alert(1)'>x", "", f"the layout has onclick=: {RUNS}"),
        ("<button type=submit>x</button>", "", "no button sends or empties a form: take it out"),
        ("<button>x</button>", "", "no button sends or empties a form: take it out"),
        ("<input type=SUBMIT value=x>", "", "no button sends or empties a form: take it out"),
        ("<form action='https://e.org'>x", "", "nothing is sent from a kit: take it out"),
        ("<p>x", "p { font-family: Arial }", TYPEFACE.format("Arial")),
        ("<p>x", "p { font: 12pt Arial, Fraunces }", TYPEFACE.format("Arial")),
        ("<svg><text font-family='Arial, Fraunces'>x", "", TYPEFACE.format("Arial")),
        ("<p>x", "p { colour: red }", "unknown property, «colour: red»: mend how it is spelt, or "),
        ("<p>x", "p { color red }", "a colon, a semicolon or a brace that is missing"),
    ],
)
def test_what_is_not_printed_as_it_is_written_is_refused(
    typesetter: Typesetter, body: str, css: str, told: str
) -> None:
    with pytest.raises(KitError) as caught:
        typesetter.typeset(page(body, css), 0, flowing=True, fillable=False)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        "<form class=a><input type=text name=b><textarea name=c></textarea></form>x",
        "<p style='font-family: fraunces'>x",
        "<svg><text font-family='Source Sans 3'>x</text></svg>",
        "<p>font-family: Arial",
    ],
)
def test_what_the_programs_own_layouts_do_is_none_of_it(typesetter: Typesetter, body: str) -> None:
    assert typesetter.typeset(page(body), 0, flowing=True, fillable=True).page_count == 1


def test_all_that_is_wrong_is_told_at_once() -> None:
    def refuse_two() -> None:
        with no_warnings() as told:
            told.append(unread("kit:///layouts/a", ValueError()))
            raise LayoutError([unread("b", ValueError())])

    with pytest.raises(LayoutError) as caught:
        refuse_two()
    assert [one.address for one in caught.value.faults] == ["kit:///layouts/a", "b"]
