"""Read what the fields of a form and notes on pages show: pictures, and the words in them."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Rectangle, Stream, String

from kit.core.messages import Message
from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM
from kit.pdf.face_marks import read_box
from kit.preflight.boxes import read_unit
from kit.preflight.drawing_load import DrawingLoad
from kit.preflight.drawn import Drawn, read_page
from kit.preflight.fonts import entry, items, said
from kit.preflight.limits import MOST_FIELDS, refuse_beyond
from kit.preflight.streams import matrix_of

# Of the flags of a field or a note: it is neither shown nor printed (ISO 32000-1, table 165).
_HIDDEN = 2


@dataclass(frozen=True)
class ReadField:
    """A filled-in field: its box, and all that is drawn for it, in mm of the page.

    `pages` are those, from 1, that have the same in the same place.
    """

    pages: tuple[int, ...]
    box: Rect
    drawn: Drawn


class FieldPictures:
    """The pictures of all fields and notes on the pages of an open PDF.

    `all` has each once, whatever state of its field it shows. `undrawn` has the pages of what is
    filled in but drawn nowhere, and `unnamed` those of fields without a label.
    """

    def __init__(self, pdf: Pdf, load: DrawingLoad) -> None:
        """`load` is told what is drawn for them."""
        self._load = load
        self.all: list[Object] = []
        self.undrawn: dict[str, list[int]] = {}
        self.unnamed: list[int] = []
        # How fields look, and what holds words of what they show.
        known: dict[bytes, Object | None] = {}
        self._written: dict[tuple[bytes, bytes], _Written] = {}
        for number, page in enumerate(pdf.pages, 1):
            for note in items(page.obj.get(Name.Annots)):
                looks = note.get(Name.AP)
                if note.get(Name.Subtype) == Name.Widget:
                    self._look_at_field(note, looks, number)
                if not isinstance(looks, Dictionary):
                    continue
                # A form has many boxes, and forms of many people have the same ones.
                key = looks.unparse()
                if key not in known:
                    self.all += _pictures(looks)
                    known[key] = _with_words(looks)
                if (form := known[key]) is not None:
                    self._add(key, form, note, page, number)

    def _look_at_field(self, field: Object, looks: Object | None, number: int) -> None:
        """Note the page, from 1, of a field that lacks a label, or a picture of its text."""
        if not said(_of_field(field, Name.TU)).strip():
            self.unnamed.append(number)
        shown = looks.get(Name.N) if isinstance(looks, Dictionary) else None
        if shown is None and _of_field(field, Name.FT) == Name.Tx:
            value = _of_field(field, Name.V)
            text = said(value).strip() if isinstance(value, String) else ""
            if text:
                self.undrawn.setdefault(text, []).append(number)

    def _add(self, key: bytes, form: Object, note: Object, page: Page, number: int) -> None:
        """Note the page, from 1, of a field that shows these words in this place."""
        place, flags = note.get(Name.Rect), note.get(Name.F)
        hidden = isinstance(flags, int) and bool(flags & _HIDDEN)
        if isinstance(place, Array) and not hidden:
            unit = read_unit(page.obj) or 1.0
            written = _Written(form, place, unit, [])
            where = (key, place.unparse())
            if where not in self._written:
                self._load.add_form(form)
                self._written[where] = written
                words = Message("more than {most:,} fields have words")
                refuse_beyond(len(self._written), MOST_FIELDS, words)
            self._written[where].pages.append(number)

    def read(self) -> tuple[ReadField, ...]:
        """The fields with words in them. Ticks, which are no words, are left out."""
        written = list(self._written.values())
        if not written:
            return ()
        document = pypdfium2.PdfDocument(_drawn_alone(written))
        try:
            read = [
                (one, read_box(one.place, one.unit), read_page(page, one.unit))
                for one, page in zip(written, document, strict=True)
            ]
        finally:
            document.close()
        return tuple(
            ReadField(tuple(one.pages), box, drawn) for one, box, drawn in read if box is not None
        )


def _of_field(field: Object, key: Name) -> Object | None:
    """What a field has below a key, or else what it is one of has, such as a group of buttons."""
    held: Object | None = field.get(key)
    return entry(field, Name.Parent).get(key) if held is None else held


class _Written(NamedTuple):
    """A picture with words, its place in units of a page, each so many points, and its pages."""

    form: Object
    place: Object
    unit: float
    pages: list[int]


def _pictures(looks: Object) -> Iterator[Object]:
    """The pictures of a field: one, or one for each of its states."""
    for way in looks.values():
        if isinstance(way, Stream):
            yield way
        elif isinstance(way, Dictionary):
            yield from (one for one in way.values() if isinstance(one, Stream))


def _with_words(looks: Object) -> Object | None:
    """The picture that a field shows if it has but one, and that can hold words."""
    shown = looks.get(Name.N)
    return shown if isinstance(shown, Stream) and _has_words(shown) else None


def _has_words(form: Object) -> bool:
    resources = entry(form, Name.Resources)
    return any(len(entry(resources, kind)) for kind in (Name.Font, Name.XObject))


def _drawn_alone(pictures: Iterable[_Written]) -> bytes:
    """A PDF that has each picture on a page of its own, in its place."""
    with Pdf.new() as pdf:
        for one in pictures:
            form = pdf.copy_foreign(one.form)
            page = pdf.add_blank_page().obj
            page.Resources = Dictionary(XObject=Dictionary(Shown=form))
            page.Contents = pdf.make_stream(_placed(form, one.place))
        written = io.BytesIO()
        pdf.save(written, compress_streams=False)
        return written.getvalue()


def _placed(form: Object, place: Object) -> bytes:
    """The operators that draw a picture so that it fills a place (ISO 32000-1, 12.5.5)."""
    bounds, rect = form.get(Name.BBox), read_box(place)
    if not isinstance(bounds, Array) or len(bounds) != 4 or rect is None:
        return b""
    shown = matrix_of(form.get(Name.Matrix)).transform(Rectangle(bounds))
    if not shown.width or not shown.height:
        return b""
    left, bottom, right, top = (edge * POINTS_PER_MM for edge in rect.pdf_edges)
    across, up = (right - left) / shown.width, (top - bottom) / shown.height
    move = f"{across:f} 0 0 {up:f} {left - shown.llx * across:f} {bottom - shown.lly * up:f}"
    return f"q {move} cm /Shown Do Q".encode("ascii")
