"""Count what pages would draw, forms within forms and all, before anything draws it.

Thirty forms that each draw the next one twice are some kilobytes, and a thousand million drawings.
Each form is counted once here, however often it is drawn.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pikepdf import Array, DataDecodingError, Dictionary, Name, Object, Pdf, PikepdfError, Stream

from kit.core.messages import Message
from kit.preflight.fonts import entry
from kit.preflight.limits import (
    DEEPEST,
    MOST_DRAWING,
    MOST_DRAWING_IN_ALL,
    MOST_DRAWN,
    MOST_DRAWN_IN_ALL,
    MOST_IN_STREAM,
    MOST_IN_STREAMS,
    MOST_OBJECTS,
    refuse_beyond,
)
from kit.preflight.unreadable import TooMuchError, UnreadableError, damaged

# What ends a word of a content stream, and a name that is drawn (ISO 32000-1, 7.2.2 and 8.8).
_BREAK = rb"\s\0/\[\]()<>{}%"
_DO = re.compile(rb"(?<![^\s\0\])>}])Do(?![^%s])" % _BREAK)
_NAMED = re.compile(rb"/([^%s]+)[\s\0]+Do(?![^%s])" % (_BREAK, _BREAK))
_INLINE = re.compile(rb"(?<=[\s\0])EI(?![^%s])" % _BREAK)
_SPELT = re.compile(rb"#([0-9a-fA-F]{2})")

# The numbers of an object in its file.
_Numbers = tuple[int, int]


@dataclass(frozen=True)
class _Load:
    """Forms and images drawn, the bytes of operators that draw them, and forms within forms."""

    drawn: int = 0
    drawing: int = 0
    depth: int = 0

    def __mul__(self, count: int) -> "_Load":
        return _Load(self.drawn * count, self.drawing * count, self.depth)

    def __add__(self, other: "_Load") -> "_Load":
        return _Load(
            self.drawn + other.drawn,
            self.drawing + other.drawing,
            max(self.depth, other.depth),
        )


class DrawingLoad:
    """What all that was added so far draws. Raises TooMuchError as soon as that is too much."""

    def __init__(self) -> None:
        self._known: dict[tuple[_Numbers, _Numbers], _Load | None] = {}
        # What a stream draws by name, how many names cannot be told, and what it draws itself.
        self._streams: dict[_Numbers, tuple[Counter[str], int, _Load]] = {}
        # Letters that are drawings: of which typefaces, and those that are still to be added.
        self._typefaces: set[_Numbers] = set()
        self._letters: list[tuple[Iterable[object], Object, _Numbers]] = []
        self._all = _Load()

    def add_page(self, page: Object) -> None:
        """Add what a page draws."""
        contents = page.get(Name.Contents)
        parts = contents if isinstance(contents, Array) else [contents]
        refuse_beyond(
            len(parts), MOST_DRAWN, Message("a page is drawn in more than {most:,} parts")
        )
        self._add_all(parts, entry(page, Name.Resources), page.objgen)

    def add_form(self, form: Object) -> None:
        """Add what is drawn for a form."""
        self._add_all([form], entry(form, Name.Resources), form.objgen)

    def _add_all(self, parts: Iterable[object], resources: Object, owner: _Numbers) -> None:
        """Add what these streams draw, and the letters that they draw with."""
        self._letters.append((parts, resources, owner))
        while self._letters:
            self._add_drawn(*self._letters.pop())

    def _add_drawn(self, parts: Iterable[object], resources: Object, owner: _Numbers) -> None:
        load = _Load()
        for part in parts:
            if isinstance(part, Stream):
                load += self._of(part, resources, owner, 0)
        many = Message("a page draws more than {most:,} forms and pictures")
        refuse_beyond(load.drawn, MOST_DRAWN, many)
        large = Message("a page is drawn by more than {megabytes} MB of operators")
        megabytes = MOST_DRAWING // 10**6
        refuse_beyond(load.drawing, MOST_DRAWING, large.with_values(megabytes=megabytes))
        self._all += load
        many = Message("it draws more than {most:,} forms")
        refuse_beyond(self._all.drawn, MOST_DRAWN_IN_ALL, many)
        large = Message("it is drawn by more than {megabytes} MB of operators")
        megabytes = MOST_DRAWING_IN_ALL // 10**6
        refuse_beyond(
            self._all.drawing, MOST_DRAWING_IN_ALL, large.with_values(megabytes=megabytes)
        )

    def _of(self, stream: Object, resources: Object, owner: _Numbers, level: int) -> _Load:
        """What a stream draws with these resources, those of `owner`, so many forms deep."""
        key = (stream.objgen, owner)
        if key in self._known:
            known = self._known[key]
            if known is None:
                raise UnreadableError(damaged(Message("a form in it draws itself")))
        else:
            _refuse_deep(level)
            self._known[key] = None
            known = self._known[key] = self._counted(stream, resources, owner, level)
        _refuse_deep(level + known.depth)
        return known

    def _counted(self, stream: Object, resources: Object, owner: _Numbers, level: int) -> _Load:
        named, unclear, load = self._drawn_by(stream)
        self._note_typefaces(resources, owner)
        if not named and not unclear:
            return load
        held = entry(resources, Name.XObject)
        dearest = _Load()
        for name, one in held.items():
            if not isinstance(one, Stream) or (name not in named and not unclear):
                continue
            within = _Load(drawn=1)
            if one.get(Name.Subtype) == Name.Form:
                of_form = self._of_form(one, resources, owner, level + 1)
                within = _Load(of_form.drawn + 1, of_form.drawing, of_form.depth + 1)
            load += within * named[name]
            dearest = max(dearest, within, key=lambda load: load.drawing + load.drawn)
        return load + dearest * unclear

    def _of_form(self, form: Object, resources: Object, owner: _Numbers, level: int) -> _Load:
        """What a form draws; one that has no resources has those of what draws it."""
        if isinstance(form.get(Name.Resources), Dictionary):
            resources, owner = entry(form, Name.Resources), form.objgen
        return self._of(form, resources, owner, level)

    def _drawn_by(self, stream: Object) -> tuple[Counter[str], int, _Load]:
        if stream.objgen not in self._streams:
            data = inflated(stream)
            named = Counter(map(_name, _NAMED.findall(data))) if b"Do" in data else Counter[str]()
            unclear = len(_DO.findall(data)) - named.total() if b"Do" in data else 0
            inline = len(_INLINE.findall(data)) if b"EI" in data else 0
            load = _Load(inline, len(data))
            self._streams[stream.objgen] = named, max(unclear, 0), load
        return self._streams[stream.objgen]

    def _note_typefaces(self, resources: Object, owner: _Numbers) -> None:
        """Let the letters of typefaces that are drawings (Type 3) be added, once each."""
        for font in entry(resources, Name.Font).values():
            if not isinstance(font, Dictionary) or font.get(Name.Subtype) != Name.Type3:
                continue
            if font.is_indirect and font.objgen in self._typefaces:
                continue
            self._typefaces.add(font.objgen)
            own = isinstance(font.get(Name.Resources), Dictionary)
            theirs = entry(font, Name.Resources) if own else resources
            letters = entry(font, Name.CharProcs).values()
            self._letters.append((letters, theirs, font.objgen if own else owner))


def _refuse_deep(level: int) -> None:
    told = Message("forms in it are drawn within forms, more than {most:,} deep")
    refuse_beyond(level, DEEPEST, told)


def _name(spelt: bytes) -> str:
    plain = _SPELT.sub(lambda found: bytes([int(found[1], 16)]), spelt)
    return "/" + plain.decode(errors="replace")


def refuse_bombs(pdf: Pdf) -> None:
    """Raise TooMuchError where there are too many objects, or streams that inflate too far."""
    refuse_beyond(len(pdf.objects), MOST_OBJECTS, Message("it holds more than {most:,} objects"))
    left = MOST_IN_STREAMS
    for one in pdf.objects:
        # Pictures are not inflated; what is attached is not looked at.
        if isinstance(one, Stream) and one.get(Name.Subtype) != Name.Image:
            left -= 0 if one.get(Name.Type) == Name.EmbeddedFile else len(inflated(one))
        if left < 0:
            most = MOST_IN_STREAMS // 10**6
            raise TooMuchError(Message("it inflates to more than {most} MB", most=most))


def inflated(stream: Object) -> bytes:
    """What a stream holds; nothing where that cannot be read, for then nobody draws it."""
    try:
        return bytes(stream.read_bytes())
    except DataDecodingError as error:
        if "limit" in str(error):
            most = MOST_IN_STREAM // 10**6
            text = Message("a part of it inflates to more than {most} MB", most=most)
            raise TooMuchError(text) from error
    except PikepdfError:
        pass
    return b""
