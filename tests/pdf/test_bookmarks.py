import io

import pikepdf
import pypdfium2
from pikepdf import Pdf

from kit.pdf.bookmarks import Bookmark, set_bookmarks
from kit.typesetting.weasy import Typesetter

HTML = """<html lang=nb><title>t</title><style>* { font-family: Fraunces }</style><article id=a>
<h1>Rett\u00adferd</h1><h2>Sam\u00adtykke</h2><h2>Ro</h2><h1>Mot</h1>"""


def marked(pdf: Pdf) -> list[tuple[int, str, int]]:
    """Each bookmark with its depth and its page, both from 0."""
    written = io.BytesIO()
    pdf.save(written)
    read = pypdfium2.PdfDocument(written.getvalue())
    found = [(one.level, one.get_title(), one.get_dest().get_index()) for one in read.get_toc()]
    read.close()
    return found


def of_a_text(typesetter: Typesetter) -> Pdf:
    faces = typesetter.typeset(HTML, 0, flowing=True, fillable=False)
    return Pdf.open(io.BytesIO(faces.pdf))


def test_those_of_a_text_stay_without_break_points(typesetter: Typesetter) -> None:
    with of_a_text(typesetter) as pdf:
        set_bookmarks(pdf, ())
        assert marked(pdf) == [
            (0, "Rettferd", 0), (1, "Samtykke", 0), (1, "Ro", 0), (0, "Mot", 0)
        ]  # fmt: skip


def test_others_take_their_place(typesetter: Typesetter) -> None:
    with of_a_text(typesetter) as pdf:
        set_bookmarks(pdf, [Bookmark("Område", 0, (Bookmark("Håp", 0), Bookmark("Tillit", 0)))])
        assert marked(pdf) == [(0, "Område", 0), (1, "Håp", 0), (1, "Tillit", 0)]


def test_a_file_that_has_none_gets_no_empty_list() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        set_bookmarks(pdf, ())
        assert "/Outlines" not in pdf.Root
