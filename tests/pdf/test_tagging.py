"""What is left to do in tags: small pages of HTML, typeset, made files and read back."""

import io

import pikepdf
import pypdfium2
from pikepdf import Name, Pdf

from kit.pdf.save import DocumentInfo
from kit.pdf.tagging import tidy_tags
from kit.pipeline.sheets import pages_pdf
from kit.typesetting.weasy import Typesetter
from tests.tags_read import Element, read_aloud

STYLE = """@page { size: 120mm 160mm; margin: 10mm; @bottom-left { content: element(foot) } }
* { font-family: 'Source Sans 3' } svg { width: 20mm } ol { list-style: none }
.foot { position: running(foot) } .columns { columns: 2; height: 20mm } .side { float: right }"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}<path d="M0 0H9V9Z"/></svg>'


def typeset(typesetter: Typesetter, body: str, *, tagged: bool = True) -> bytes:
    html = f"<html lang=nb><title>t</title><style>{STYLE}</style><article id=a>{body}</article>"
    return typesetter.typeset(html, 0, flowing=True, fillable=False, tagged=tagged).pdf


def tidied(typesetter: Typesetter, body: str) -> bytes:
    return pages_pdf(typeset(typesetter, body), DocumentInfo("t", "nb"))


def kinds(element: Element) -> list[object]:
    """An element as a list: its kind, then what is in it; text as it stands."""
    return [element.kind, *(kinds(i) if isinstance(i, Element) else i for i in element.inside)]


def test_a_drawing_without_words_is_decoration(typesetter: Typesetter) -> None:
    named = DRAWING.format("<title>Et seil</title>")
    body = f"<h1>Én</h1><div>{DRAWING.format('')}</div>{named}<p>To</p>"
    pdf = tidied(typesetter, body)
    document = read_aloud(pdf)
    assert kinds(document) == [
        "Document",
        ["Art", ["H1", ["Span", "Én"]], ["Figure", ""], ["P", ["Span", "To"]]],
    ]
    assert [one.alt for one in document.of("Figure")] == ["Et seil"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        elements = opened.Root.StructTreeRoot.ParentTree.Nums[1]
        held = [str(one.S) if one is not None else "" for one in elements]
        marks = [
            (str(step.operands[0]), str(step.operator))
            for step in pikepdf.parse_content_stream(opened.pages[0])
            if str(step.operator) in ("BMC", "BDC")
        ]
    # As they are painted: text before drawings that stand in its lines.
    assert held == ["/Span", "/Span", "", "/Figure"]
    marked = [("/Span", "BDC"), ("/Span", "BDC"), ("/Artifact", "BMC"), ("/Figure", "BDC")]
    assert marks == marked


def test_what_may_stand_in_its_like_stays_there(typesetter: Typesetter) -> None:
    """A list below an item, and a box in a box."""
    body = "<h1>Én</h1><ul><li>A<ul><li>B</li></ul></li></ul><div><div><p>To</p></div></div>"
    assert kinds(read_aloud(tidied(typesetter, body)))[1:] == [
        [
            "Art",
            ["H1", ["Span", "Én"]],
            [
                "L",
                ["LI", ["Lbl", ["Span", "• "]], ["LBody", ["Span", "A"]]],
                ["L", ["LI", ["Lbl", ["Span", "◦ "]], ["LBody", ["Span", "B"]]]],
            ],
            ["Div", ["Div", ["P", ["Span", "To"]]]],
        ]
    ]


def test_a_foot_line_is_marked_as_one_and_is_not_read(typesetter: Typesetter) -> None:
    pdf = tidied(typesetter, '<div class="foot">Side</div><h1>Én</h1>')
    assert read_aloud(pdf).text.split() == ["Én"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (foot,) = (
            step.operands[1]
            for step in pikepdf.parse_content_stream(opened.pages[0])
            if str(step.operator) == "BDC" and step.operands[0] == "/Artifact"
        )
        assert [str(foot.Type), str(foot.Subtype)] == ["/Pagination", "/Footer"]


def test_nothing_looks_another_way(typesetter: Typesetter) -> None:
    before = typeset(typesetter, f'<div class="foot">Side</div><h1>Én</h1>{DRAWING.format("")}')
    after = pages_pdf(before, DocumentInfo("t", "nb"))
    pages = [pypdfium2.PdfDocument(pdf)[0] for pdf in (before, after)]
    pictures = [page.render(scale=2).to_pil().convert("L") for page in pages]
    assert pictures[0].tobytes() == pictures[1].tobytes()
    assert pictures[0].getextrema()[0] < 50


def test_a_list_in_columns_is_one_list(typesetter: Typesetter) -> None:
    items = "".join(f"<li>{letter}</li>" for letter in "abcd")
    pdf = tidied(typesetter, f'<ol class="columns">{items}</ol>')
    (one,) = read_aloud(pdf).of("L")
    assert kinds(one) == ["L", *(["LI", ["LBody", ["Span", letter]]] for letter in "abcd")]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (list_,) = opened.Root.StructTreeRoot.K[0].K[0].K
        assert all(item.P.objgen == list_.objgen for item in list_.K)


def test_what_is_one_to_the_eye_is_one_to_the_ear(typesetter: Typesetter) -> None:
    """A float in a paragraph, a drawing between paragraphs, a section in columns."""
    text = (
        "<section class=columns><h1>Én</h1><p><b style='float:right'>b</b>a</p><p>c</p></section>"
    )
    document = read_aloud(tidied(typesetter, text + DRAWING.format("<title>Et seil</title>")))
    assert kinds(document) == [
        "Document",
        [
            "Art",
            [
                "Sect",
                ["H1", ["Span", "Én"]],
                ["P", ["NonStruct", ["Span", "b"]], ["Span", "a"]],
                ["P", ["Span", "c"]],
            ],
            ["Figure", ""],
        ],
    ]


def test_a_list_below_another_stays_below_it(typesetter: Typesetter) -> None:
    pdf = tidied(typesetter, "<ol><li>a<ol><li>b</li></ol></li></ol>")
    assert len(read_aloud(pdf).of("L")) == 2


def test_a_table_without_headers_is_none(typesetter: Typesetter) -> None:
    pdf = tidied(typesetter, "<table><tr><td>a</td><td>b</td></tr></table>")
    (article,) = read_aloud(pdf).of("Art")
    assert {one.kind for one in article.all()} == {"Art", "Div", "Span"}
    assert article.text.split() == ["a", "b"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert not [one for one in opened.objects if _has(one, Name.A)]
        assert Name.IDTree not in opened.Root.StructTreeRoot


def test_headers_say_of_what_they_are(typesetter: Typesetter) -> None:
    rows = "<tr><th>a</th><th>b</th></tr><tr><th scope=row>c</th><td></td></tr>"
    pdf = tidied(typesetter, f"<table>{rows}</table>")
    # The empty cell is still there.
    assert [len(row.inside) for row in read_aloud(pdf).of("TR")] == [2, 2]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tree = list(opened.Root.StructTreeRoot.IDTree.Names)
        assert [str(one.A.Scope) for one in tree[1::2]] == ["/Column", "/Column", "/Row"]
        assert [bytes(one.ID) for one in tree[1::2]] == [bytes(key) for key in tree[::2]]


def _has(held: pikepdf.Object, key: Name) -> bool:
    return isinstance(held, pikepdf.Dictionary) and Name.S in held and key in held


def test_what_is_empty_is_dropped(typesetter: Typesetter) -> None:
    pdf = tidied(typesetter, "<div><div></div></div><h1>Én<span></span></h1>")
    assert kinds(read_aloud(pdf)) == ["Document", ["Art", ["H1", ["Span", "Én"]]]]


def test_a_pdf_without_tags_is_left_alone(typesetter: Typesetter) -> None:
    with Pdf.open(io.BytesIO(typeset(typesetter, "<h1>Én</h1>", tagged=False))) as pdf:
        before = pdf.pages[0].Contents.read_bytes()
        tidy_tags(pdf)
        assert Name.StructTreeRoot not in pdf.Root
        assert pdf.pages[0].Contents.read_bytes() == before
        assert b"MCID" not in before
