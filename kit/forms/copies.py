"""Copy the pages and fields of a form many times over, into one file to print."""

from collections.abc import Sequence
from copy import copy
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

# What all copies have alike is stored once. Beside room it saves time: a list within a field takes
# as long to copy as the rest of it.
_ALIKE_ON_PAGES = (
    Name.Resources,
    Name.PieceInfo,
    *(Name(f"/{box}Box") for box in ("Media", "Crop", "Bleed", "Trim")),
)
_ALIKE_IN_WIDGETS = (Name.AP, Name.Rect)
# What is of tags; and what need not be said of an annotation, and a button that has a picture: 300
# plans have 24,000 of them, and each entry takes some 30 ms.
_LEFT_OUT_OF_PAGES = (Name.StructParents, Name.Tabs)
_LEFT_OUT_OF_WIDGETS = (Name.StructParent, Name.Type, Name.Border, Name.MK)


class FormCopy(NamedTuple):
    """The fields of a copy by the names that they have in it, and its first page, from 0."""

    fields: dict[str, Object]
    page: int


class _Blank(NamedTuple):
    """A page of the form, and its widgets: each with its name, and the group that it is one of.

    The name is that of the group where there is one.
    """

    page: Object
    widgets: tuple[tuple[Object, str, Object | None], ...]


def copy_form(pdf: Pdf, count: int) -> list[FormCopy]:
    """Copy the form until the PDF has it `count` times, each with its fields: p1.name, p2.name.

    That is for paper: it is not read aloud any more, and does not say so. Where sheets have two
    sides, each copy begins on a new one.
    """
    _untag(pdf)
    blanks = [_taken_apart(pdf, page.obj) for page in pdf.pages]
    if len(blanks) % 2 and _is_two_sided(pdf):
        blanks.append(_Blank(_empty_like(blanks[-1].page), ()))
    del pdf.pages[:]
    copies, people = [], []
    for number in range(count):
        person = pdf.make_indirect(Dictionary(T=f"p{number + 1}"))
        fields = _copied(pdf, blanks, person)
        person.Kids = Array(fields.values())
        people.append(person)
        copies.append(FormCopy(fields, number * len(blanks)))
    pdf.Root.AcroForm.Fields = Array(people)
    return copies


def _untag(pdf: Pdf) -> None:
    """Take out the tags, the claim of PDF/UA, and what leads to the pages as they were."""
    for key in (Name.StructTreeRoot, Name.MarkInfo, Name.Names):
        if key in pdf.Root:
            del pdf.Root[key]
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        if "pdfuaid:part" in metadata:
            del metadata["pdfuaid:part"]


def _is_two_sided(pdf: Pdf) -> bool:
    preferences = pdf.Root.get(Name.ViewerPreferences, Dictionary())
    return str(preferences.get(Name.Duplex, "")).startswith("/Duplex")


def _taken_apart(pdf: Pdf, page: Object) -> _Blank:
    """A page without its widgets, and the widgets, ready to be copied."""
    widgets = list(page.get(Name.Annots, Array()))
    for holder in (page, *widgets):
        is_page = holder is page
        for key in _LEFT_OUT_OF_PAGES if is_page else _LEFT_OUT_OF_WIDGETS:
            if key in holder:
                del holder[key]
        for key in _ALIKE_ON_PAGES if is_page else _ALIKE_IN_WIDGETS:
            if key in holder and not holder[key].is_indirect:
                holder[key] = pdf.make_indirect(holder[key])
    if Name.Annots in page:
        del page.Annots
    groups = [widget.get(Name.Parent) for widget in widgets]
    names = [str((group or widget).T) for widget, group in zip(widgets, groups, strict=True)]
    return _Blank(page, tuple(zip(widgets, names, groups, strict=True)))


def _empty_like(page: Object) -> Object:
    """An empty page of the same size."""
    empty = copy(page)
    for key in (Name.Contents, Name.PieceInfo, Name.LastModified):
        if key in empty:
            del empty[key]
    empty.Resources = Dictionary()
    return empty


def _copied(pdf: Pdf, blanks: Sequence[_Blank], person: Object) -> dict[str, Object]:
    """Add a copy of the pages, and give its fields by their names."""
    fields: dict[str, Object] = {}
    buttons: dict[str, list[Object]] = {}
    for blank in blanks:
        page = pdf.make_indirect(copy(blank.page))
        drawn = []
        for widget, name, group in blank.widgets:
            one = pdf.make_indirect(copy(widget))
            one.P, one.Parent = page, person
            drawn.append(one)
            if group is None:
                fields[name] = one
                continue
            if name not in fields:
                fields[name] = pdf.make_indirect(copy(group))
                fields[name].Parent = person
            one.Parent = fields[name]
            buttons.setdefault(name, []).append(one)
        page.Annots = Array(drawn)
        pdf.pages.append(Page(page))
    for name, kids in buttons.items():
        fields[name].Kids = Array(kids)
    return fields
