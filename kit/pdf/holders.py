"""All that draws in a PDF: its pages, and the forms, patterns and masks that they draw with."""

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream


class OnceEach:
    """Tells what was not there before: many sheets share their streams and their resources."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def is_new(self, held: Object) -> bool:
        """Whether an object is asked about for the first time; one of no number of its own is."""
        if held.is_indirect and held.objgen in self._seen:
            return False
        self._seen.add(held.objgen)
        return True


@dataclass(frozen=True)
class Holder:
    """A page, form or pattern, and the resources that it draws with, empty where it has none.

    What only draws a mask is brightness and no colour.
    """

    drawn: Object
    resources: Object
    is_mask: bool = False

    @property
    def streams(self) -> list[Object]:
        """The streams that hold its operators."""
        held = self.drawn if isinstance(self.drawn, Stream) else self.drawn.get(Name.Contents)
        return [one for one in (held if isinstance(held, Array) else [held]) if one is not None]


def holders(pdf: Pdf) -> Iterator[Holder]:
    """Each page and all that it draws with, once; what its fields show is `field_pictures`."""
    return _with_all_within([Holder(page.obj, _inherited(page.obj)) for page in pdf.pages])


def field_pictures(pdf: Pdf) -> Iterator[Holder]:
    """What the fields and notes on the pages show, and all that this is drawn with, once."""
    pictures = [
        Holder(picture, picture.get(Name.Resources, Dictionary()))
        for note in notes(pdf)
        for state in note.get(Name.AP, Dictionary()).values()
        for picture in ([state] if isinstance(state, Stream) else state.values())
    ]
    return _with_all_within(pictures)


def notes(pdf: Pdf) -> Iterator[Object]:
    """The fields and notes on all pages."""
    for page in pdf.pages:
        yield from page.obj.get(Name.Annots, [])


def _inherited(page: Object) -> Object:
    """The resources of a page, which may be those of the pages that it stands among."""
    while Name.Resources not in page and Name.Parent in page:
        page = page.Parent
    return page.get(Name.Resources, Dictionary())


def _with_all_within(waiting: list[Holder]) -> Iterator[Holder]:
    seen, listed = OnceEach(), OnceEach()
    while waiting:
        holder = waiting.pop()
        if not seen.is_new(holder.drawn):
            continue
        yield holder
        resources = holder.resources
        if not listed.is_new(resources):
            continue
        for kind in (Name.XObject, Name.Pattern):
            drawn = (one for one in entries(resources, kind) if not is_image(one))
            waiting += [_within(one, holder) for one in drawn]
        # Taken before those: WeasyPrint lists what draws a mask among them too.
        waiting += [_within(mask, Holder(mask, mask, is_mask=True)) for mask in _masks(resources)]


def _within(drawn: Object, holder: Holder) -> Holder:
    return Holder(drawn, drawn.get(Name.Resources, Dictionary()), holder.is_mask)


def is_image(drawn: Object) -> bool:
    """Whether what can be drawn is an image, which holds nothing to draw with."""
    return drawn.get(Name.Subtype) == Name.Image


def entries(resources: Object, kind: Name) -> Iterator[Object]:
    """The entries of one kind in a dictionary of resources."""
    return iter(resources.get(kind, Dictionary()).values())


def shades(resources: Object) -> Iterator[Object]:
    """The shades from one colour to another among resources, those of patterns too."""
    yield from entries(resources, Name.Shading)
    of_patterns = (one.get(Name.Shading) for one in entries(resources, Name.Pattern))
    yield from filter(None, of_patterns)


def _masks(resources: Object) -> Iterator[Object]:
    """The forms that draw soft masks."""
    for state in entries(resources, Name.ExtGState):
        mask = state.get(Name.SMask)
        # The name /None ends a mask.
        if isinstance(mask, Dictionary):
            yield mask.G
