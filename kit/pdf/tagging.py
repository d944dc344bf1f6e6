"""Mend the tags that WeasyPrint writes, so that a PDF is PDF/UA-1 (ISO 14289-1)."""

from collections.abc import Iterable, Iterator, Mapping

from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    parse_content_stream,
    unparse_content_stream,
)

_Step = ContentStreamInstruction | ContentStreamInlineImage
# What may be empty: a cell keeps those after it in their columns.
_MAY_BE_EMPTY = ("/TD", "/TH")
# What no layout puts into its like: WeasyPrint does, for boxes of its own such as columns.
_NEVER_IN_ITSELF = ("/Art", "/Sect", "/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
_OF_TABLES = ("/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TD")


def tidy_tags(pdf: Pdf) -> None:
    """Take foot lines and decoration out of the tags, and mend those of lists and tables.

    Decoration is a drawing that has no alternative text. A PDF without tags is left alone.
    """
    if Name.StructTreeRoot not in pdf.Root:
        return
    root = pdf.Root.StructTreeRoot
    for top in root.K:
        _tidy(top)
    read = {element.objgen: element for top in root.K for element in _elements(top)}
    _name_headers(pdf, read.values())
    numbers = iter(root.ParentTree.Nums)
    # For each page the element of each piece of marked content; then those of the fields.
    marked = dict(zip(numbers, numbers, strict=True))
    for page in pdf.pages:
        _leave_unread(pdf, page, marked[page.obj.StructParents], read)


def _kids(element: Object) -> list[Object]:
    """The elements right below an element, without its content and its fields."""
    return [kid for kid in element.K if isinstance(kid, Dictionary) and Name.S in kid]


def _elements(element: Object) -> Iterator[Object]:
    yield element
    for kid in _kids(element):
        yield from _elements(kid)


def _tidy(element: Object) -> None:
    """Drop what is empty or decoration below an element, and mend lists and tables."""
    kept = []
    for kid in element.K:
        if isinstance(kid, Dictionary) and Name.S in kid:
            _tidy(kid)
            empty = not len(kid.K) and str(kid.S) not in _MAY_BE_EMPTY
            if empty or (kid.S == "/Figure" and Name.Alt not in kid):
                continue
            if kid.S == element.S and str(kid.S) in _NEVER_IN_ITSELF:
                kept += _taken_out(kid, element)
                continue
        kept.append(kid)
    if element.S == "/L" and all(kid.S == "/L" for kid in kept):
        # A list in columns; below an item a list stands beside the items.
        kept = [item for column in kept for item in _taken_out(column, element)]
    element.K = Array(kept)
    if element.S == "/Table" and not any(one.S == "/TH" for one in _elements(element)):
        _make_no_table(element)


def _taken_out(wrapper: Object, holder: Object) -> list[Object]:
    """The content of a wrapper element, for its parent to hold instead."""
    inside = list(wrapper.K)
    for kid in inside:
        kid.P = holder
    return inside


def _make_no_table(element: Object) -> None:
    """Untag a table without headers: it only puts things side by side for the eye."""
    for one in _elements(element):
        if str(one.S) in _OF_TABLES:
            one.S = Name.Div
            if Name.A in one:
                del one.A


def _name_headers(pdf: Pdf, elements: Iterable[Object]) -> None:
    """Say of what each header of a table is one, and list those that cells refer to."""
    named = {}
    for element in elements:
        if element.S == "/TR":
            cells = _kids(element)
            scope = Name.Row if any(cell.S == "/TD" for cell in cells) else Name.Column
            for cell in cells:
                if cell.S == "/TH":
                    cell.A.Scope = scope
                    named[bytes(cell.ID)] = cell
    if named:
        names = Array([part for key, cell in sorted(named.items()) for part in (cell.ID, cell)])
        pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(Dictionary(Names=names))


def _leave_unread(
    pdf: Pdf, page: Page, elements: Object, read: Mapping[tuple[int, int], Object]
) -> None:
    """Mark as artifacts what belongs to no element that is read: foot lines and decoration."""
    marks: dict[int, _Step] = {}
    for number, element in enumerate(elements):
        if element.objgen not in read:
            marks[number] = _artifact(foot=element.S != "/Figure")
            elements[number] = None
    if not marks:
        return
    drawn = [marks.get(_content_number(step), step) for step in parse_content_stream(page)]
    page.obj.Contents = pdf.make_stream(unparse_content_stream(drawn))


def _content_number(step: _Step) -> int:
    """The number of the marked content that begins here, or -1 where none begins."""
    if str(step.operator) != "BDC" or not isinstance(step.operands[1], Dictionary):
        return -1
    return int(step.operands[1].get(Name.MCID, -1))


def _artifact(*, foot: bool) -> ContentStreamInstruction:
    """The operator that begins an artifact: a line at the foot of the page, or a drawing."""
    if not foot:
        return ContentStreamInstruction([Name.Artifact], Operator("BMC"))
    line = Dictionary(Type=Name.Pagination, Subtype=Name.Footer)
    return ContentStreamInstruction([Name.Artifact, line], Operator("BDC"))
