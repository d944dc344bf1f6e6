"""Names filled into a finished form: a file for each person, or one to print for all."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pikepdf import Object, Pdf

from kit.forms.copies import copy_form
from kit.forms.field_filling import Pen, Texts, texts_set
from kit.forms.glyphs import NameType, as_written, name_type
from kit.pdf.bookmarks import Bookmark, set_bookmarks
from kit.pdf.save import as_bytes

# The field that bookmarks are called by.
_NAME = "name"


def filled(pdf: bytes, texts: Mapping[str, str], fonts: Path, title: str | None = None) -> bytes:
    """A form with texts filled into its fields, by their names, and all else as it was.

    It can be changed and read aloud as before. `fonts` is the folder of typefaces, and `title` what
    the document is called from now on. Raises KitError with all letters that the typeface lacks, or
    all texts that are too long for their fields; ValueError for a field that there is not.
    """
    return next(filled_each(pdf, [texts], fonts, [title]))


def filled_each(
    pdf: bytes,
    people: Sequence[Mapping[str, str]],
    fonts: Path,
    titles: Iterable[str | None],
) -> Iterator[bytes]:
    """As filled, for each person; the typeface of their names is cut once."""
    written, typeface = _prepared(people, fonts)
    with _opened(pdf) as form:
        settings = texts_set(_fields(form), written, typeface)
    for texts, title in zip(written, titles, strict=True):
        with _opened(pdf) as form:
            Pen(form, typeface, settings).fill(_fields(form), texts)
            if title is not None:
                with form.open_metadata(set_pikepdf_as_editor=False) as metadata:
                    metadata["dc:title"] = title
            yield as_bytes(form)


def filled_for_all(pdf: bytes, people: Sequence[Mapping[str, str]], fonts: Path) -> bytes:
    """A form once for each person in one file to print, with a bookmark for each.

    What pages draw is stored once. A field has its person before its name, so that each is filled
    in alone. What else becomes of the form is told by copy_form. Raises as filled does.
    """
    written, typeface = _prepared(people, fonts)
    with _opened(pdf) as form:
        pen = Pen(form, typeface, texts_set(_fields(form), written, typeface))
        bookmarks: list[Bookmark] = []
        for copy, texts in zip(copy_form(form, len(written)), written, strict=True):
            pen.fill(copy.fields, texts)
            bookmarks.append(Bookmark(texts.get(_NAME, str(len(bookmarks) + 1)), copy.page))
        set_bookmarks(form, bookmarks)
        return as_bytes(form)


def _prepared(people: Iterable[Mapping[str, str]], fonts: Path) -> tuple[list[Texts], NameType]:
    """The values of fields, without those that hold nothing, and what they are drawn in."""
    every = [{name: as_written(text) for name, text in texts.items()} for texts in people]
    written: list[Texts] = [{name: text for name, text in texts.items() if text} for texts in every]
    return written, name_type(fonts, (text for texts in written for text in texts.values()))


def _opened(pdf: bytes) -> Pdf:
    return Pdf.open(io.BytesIO(pdf))


def _fields(form: Pdf) -> dict[str, Object]:
    return {str(field.T): field for field in form.Root.AcroForm.Fields}
