"""Fill names into a finished form: a file for each person, or one to print for all."""

import io
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kit.core.errors import KitError, Origin, Problem
from kit.core.messages import Message
from kit.forms.copies import copy_form
from kit.forms.fields import box_of, typing_of
from kit.forms.fonts import drawn_font
from kit.forms.glyphs import NameType, as_written, drawn_letters, name_type
from kit.forms.name_layout import SMALLEST, LaidText, drawn_text, laid_text
from kit.pdf.bookmarks import Bookmark, set_bookmarks
from kit.pdf.save import as_bytes

# Texts by the names of their fields, none of them empty.
Texts = Mapping[str, str]
# How each text is set in each field, by the name of the field and the text.
LaidTexts = Mapping[tuple[str, str], LaidText]

# The field that bookmarks are called by.
_NAME = "name"
# Who fills in a form knows their team: where it has no room, its beginning and this is enough.
_REMINDER, _MORE = "team", "…"


def texts_set(
    fields: Mapping[str, Object],
    people: Iterable[Texts],
    typeface: NameType,
    origins: Mapping[str, Origin] = {},
) -> LaidTexts:
    """How the texts of all people are set in their fields.

    Raises KitError with all texts that are too long, each where `origins` has it; ValueError for a
    field that there is not.
    """
    laid_texts: dict[tuple[str, str], LaidText] = {}
    long = []
    for name, text in dict.fromkeys(item for texts in people for item in texts.items()):
        if name not in fields:
            raise ValueError(f"the form has no field {name}")
        fits = laid_text(text, box_of(fields[name]), typeface)
        if fits is None:
            told = Message(
                "«{text}» is too long for the field {field}, even in {size:g} pt on {lines} lines: "
                "shorten it",
                text=text,
                field=name,
                size=SMALLEST[-1],
                lines=len(SMALLEST),
            )
            long.append(origins[text].problem(told) if text in origins else Problem("", 0, 0, told))
        else:
            laid_texts[name, text] = fits
    if long:
        raise KitError(long)
    return laid_texts


class Pen:
    """Fills in the fields of an open form. Texts that look the same are drawn once."""

    def __init__(self, form: Pdf, typeface: NameType, laid_texts: LaidTexts) -> None:
        self._form = form
        self._typeface = typeface
        self._laid_texts = laid_texts
        self._pictures: dict[tuple[str, str], Object] = {}

    def fill(self, fields: Mapping[str, Object], texts: Texts) -> None:
        """Fill in these texts, as they were laid out for their fields."""
        for name, text in texts.items():
            field, fits = fields[name], self._laid_texts[name, text]
            typing = typing_of(field)
            if (name, text) not in self._pictures:
                self._pictures[name, text] = self._picture(box_of(field), fits, typing.colour)
            field.V = String(text)
            field.AP = Dictionary(N=self._pictures[name, text])
            if fits.size < typing.size:
                # So that as much has room when somebody types on.
                field.DA = typing._replace(size=fits.size).in_form()
            # Smaller type holds more than can be typed; readers cut off a value beyond this.
            field.MaxLen = max(int(field.MaxLen), len(text))

    @cached_property
    def _font(self) -> Object:
        return drawn_font(self._form, self._typeface.face)

    def _picture(self, box: tuple[float, float], text: LaidText, colour: str) -> Object:
        """The appearance of a field, which readers show until somebody types in it."""
        drawn = drawn_text(text, box[1], colour, self._typeface)
        return self._form.make_stream(
            f"/Tx BMC q {drawn} Q EMC".encode("ascii"),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, *box]),
            Resources=Dictionary(Font=Dictionary(F=self._font)),
        )


def filled(
    pdf: bytes,
    texts: Mapping[str, str],
    fonts: Path,
    title: str | None = None,
    origins: Mapping[str, Origin] = {},
) -> bytes:
    """A form with texts filled into its fields, by their names, and unchanged otherwise.

    It can be changed and read aloud as before. `fonts` is the folder of typefaces, and `title` what
    the document is called from now on; `origins` are where texts were written. Of a team that is
    too long for its field the beginning is filled in. Raises KitError with all letters that the
    typeface lacks, or all other texts that are too long; ValueError for a field that there is not.
    """
    return next(filled_each(pdf, [texts], fonts, [title], origins))


def filled_each(
    pdf: bytes,
    people: Sequence[Mapping[str, str]],
    fonts: Path,
    titles: Iterable[str | None],
    origins: Mapping[str, Origin] = {},
) -> Iterator[bytes]:
    """Filled forms for each person, as by `filled`; the typeface of their names is cut once."""
    with _opened(pdf) as form:
        written, typeface = _prepared(people, fonts, _fields(form))
        laid_texts = texts_set(_fields(form), written, typeface, origins)
    for texts, title in zip(written, titles, strict=True):
        with _opened(pdf) as form:
            Pen(form, typeface, laid_texts).fill(_fields(form), texts)
            if title is not None:
                with form.open_metadata(set_pikepdf_as_editor=False) as metadata:
                    metadata["dc:title"] = title
            yield as_bytes(form)


def filled_for_all(
    pdf: bytes,
    people: Sequence[Mapping[str, str]],
    fonts: Path,
    origins: Mapping[str, Origin] = {},
) -> bytes:
    """A form once for each person in one file to print, with a bookmark for each.

    What pages draw is stored once. A field has its person before its name, so that each is filled
    in alone. What else becomes of the form is told by copy_form. Raises as filled does.
    """
    with _opened(pdf) as form:
        written, typeface = _prepared(people, fonts, _fields(form))
        pen = Pen(form, typeface, texts_set(_fields(form), written, typeface, origins))
        bookmarks: list[Bookmark] = []
        for copy, texts in zip(copy_form(form, len(written)), written, strict=True):
            pen.fill(copy.fields, texts)
            bookmarks.append(Bookmark(texts.get(_NAME, str(len(bookmarks) + 1)), copy.page))
        set_bookmarks(form, bookmarks)
        return as_bytes(form)


def _prepared(
    people: Iterable[Mapping[str, str]], fonts: Path, fields: Mapping[str, Object]
) -> tuple[list[Texts], NameType]:
    """The values of fields, without those that hold nothing, and what they are drawn in."""
    every = [{name: as_written(text) for name, text in texts.items()} for texts in people]
    written: list[Texts] = [{name: text for name, text in texts.items() if text} for texts in every]
    typeface = name_type(fonts, (text for texts in written for text in texts.values()))
    teams = {texts[_REMINDER] for texts in written if _REMINDER in texts}
    long = {team for team in teams if _REMINDER in fields and not _fits(team, fields, typeface)}
    if not long:
        return written, typeface
    with_more = name_type(fonts, [*long, _MORE])
    short = {team: _beginning(team, fields, with_more) for team in long}
    written = [
        {name: short.get(text, text) if name == _REMINDER else text for name, text in texts.items()}
        for texts in written
    ]
    return written, name_type(fonts, (text for texts in written for text in texts.values()))


def _fits(team: str, fields: Mapping[str, Object], typeface: NameType) -> bool:
    return laid_text(team, box_of(fields[_REMINDER]), typeface) is not None


def _beginning(team: str, fields: Mapping[str, Object], typeface: NameType) -> str:
    """As much of a team as its field has room for, by halving."""
    letters = list(drawn_letters(team))

    def cut(count: int) -> str:
        return "".join(letters[:count]).rstrip() + _MORE

    counts = range(1, len(letters))
    return cut(bisect_left(counts, True, key=lambda n: not _fits(cut(n), fields, typeface)))


def _opened(pdf: bytes) -> Pdf:
    return Pdf.open(io.BytesIO(pdf))


def _fields(form: Pdf) -> dict[str, Object]:
    return {str(field.T): field for field in form.Root.AcroForm.Fields}
