"""What layouts may not ask of the typesetter: other typefaces, scripts, all that it warns of."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from kit.core.messages import Message
from kit.core.wording import cut_short, either
from kit.pdf.layout_faults import LayoutError, LayoutFault, outside
from kit.system.files import Hindrance, UnreadError

FAMILIES = frozenset({"Fraunces", "Source Sans 3"})
# What WeasyPrint logs where a library is missing; said once by a notice, it is no layout's fault.
_SLOW_FONTS_LOGGED = "Using fontTools instead of HarfBuzz-Subset"
# Of the initial style: what has no typeface at all.
_NO_FAMILY = "serif"
_TOLD = 80
_NOT_SO = Message("the layout cannot be typeset as it is: {why}")
_MEND = Message("mend how it is spelt, or take it out")
_RUNS = Message("no layout runs anything: take it out")
# What WeasyPrint says of a line of CSS that it passes over; what else it says stays as it is.
_PASSED_OVER: Mapping[str, str] = {
    "unknown property": Message("unknown property"),
    "invalid value": Message("invalid value"),
    "no value": Message("no value"),
}
_UNKNOWN = re.compile(r"Ignored `(.*)` at (\d+):(\d+), (.*?)\.?", re.DOTALL)
_PLACE = re.compile(r"\.? at (\d+):(\d+)(?=[:.,]|$)")
_UNLOADED = re.compile(r"Failed to load (?:image|stylesheet) at '?(.*?)'? ?: .*", re.DOTALL)
_IN_SVG = re.compile(rb"font-family\s*[:=]\s*[\"']?\s*(?:&quot;)?([^;,\"'}<>&]+)")
_ON_SCREENS = frozenset({"script", "iframe", "embed", "video", "audio"})
# Of buttons: these do something with a form. A <button> without a type sends it.
_FORM_BUTTONS = frozenset({"submit", "reset", "image"})
_HINDRANCES: dict[Hindrance, str] = {
    "missing": Message("«{shown}»: there is no such file in the layouts"),
    "folder": Message("«{shown}»: this is a folder"),
    "special": Message("«{shown}»: this is no ordinary file"),
    "unreadable": Message("«{shown}»: this file cannot be read ({reason})"),
    "large": Message("«{shown}»: this file is too large"),
}
_OTHERWISE: dict[Hindrance, str] = {
    "missing": Message("put it there, or mend its address"),
    "folder": Message("name a file in it"),
    "special": Message("put a file in its place"),
    "unreadable": Message("see that you may read it"),
    "large": Message("make it smaller"),
}


@contextmanager
def no_warnings() -> Iterator[list[LayoutFault]]:
    """Collect what WeasyPrint logs, and what is added to the list, and raise LayoutError if any."""
    told: list[LayoutFault] = []

    class _Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if isinstance(record.msg, Message):  # our own
                told.append(LayoutFault(_NOT_SO.with_values(why=record.msg), _MEND))
                return
            message = record.getMessage()
            # Whoever could not load it has said why.
            known = any(one.address and one.address in message for one in told)
            if not message.startswith(_SLOW_FONTS_LOGGED) and not (
                known and message.startswith("Failed to load")
            ):
                told.append(_logged(message))

    logger = logging.getLogger("weasyprint")
    collector = _Collector(logging.WARNING)
    logger.addHandler(collector)
    propagated, logger.propagate = logger.propagate, False
    try:
        yield told
    except LayoutError as error:
        told += error.faults
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagated
    if told:
        raise LayoutError(told)


def _logged(message: str) -> LayoutFault:
    """What WeasyPrint says is wrong, as a fault."""
    if found := _UNKNOWN.fullmatch(message):
        written, line, column, why = found.groups()
        shown = cut_short(" ".join(written.split()), _TOLD)
        what = Message(
            "the layout cannot be typeset as it is: {why}, «{written}»",
            why=_PASSED_OVER.get(why, why),
            written=shown,
        )
        return LayoutFault(what, _MEND, written=written, at=(int(line), int(column)))
    if found := _UNLOADED.fullmatch(message):
        what = Message(
            "«{address}» is no picture or stylesheet that can be read",
            address=cut_short(found[1], _TOLD),
        )
        return LayoutFault(what, Message("save it anew"), address=found[1])
    at = _PLACE.search(message)
    shown = _PLACE.sub("", message).rstrip(".")
    what, do = _NOT_SO.with_values(why=shown), _MEND
    if at and "rror: " in shown:
        what = Message("this is no CSS that can be read ({why})", why=shown.partition("rror: ")[2])
        do = Message("look here for a colon, a semicolon or a brace that is missing")
    return LayoutFault(what, do, at=(int(at[1]), int(at[2])) if at else None)


def unread(address: str, error: ValueError | UnreadError) -> LayoutFault:
    """The fault that a file which a layout names cannot be loaded."""
    if not isinstance(error, UnreadError):
        return outside(address)
    what = error.in_words(_HINDRANCES, cut_short(address, _TOLD))
    return LayoutFault(what, error.in_words(_OTHERWISE), address=address)


def refused_elements(tree: Any) -> Iterator[LayoutFault]:
    """A fault for each element of a document's tree that is for a screen, or sends a form.

    Also for other typefaces in drawings, of which the typesetter says nothing.
    """
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        kind = str(element.get("type", "submit" if tag == "button" else "")).strip().lower()
        if tag in _ON_SCREENS:
            yield LayoutFault(Message("the layout has a <{tag}>", tag=tag), _RUNS, f"<{tag}")
        elif tag in ("button", "input") and kind in _FORM_BUTTONS:
            what = Message("the layout has a <{tag}> of the type {kind}", tag=tag, kind=kind)
            do = Message("no button sends or empties a form: take it out")
            yield LayoutFault(what, do, f"<{tag}")
        elif tag == "form" and "action" in element.attrib:
            what = Message("the layout has a <form> with an action")
            do = Message("nothing is sent from a kit: take it out")
            yield LayoutFault(what, do, "action=")
        if "font-family" in element.attrib:
            first = element.get("font-family").partition(",")[0]
            yield from _refused_families([first.strip(" '\"")])
        for name in element.attrib:
            if name.lower().startswith("on"):
                what = Message("the layout has {name}=", name=name)
                yield LayoutFault(what, _RUNS, f"{name}=")


def refused_fonts(document: Any) -> Iterator[LayoutFault]:
    """A fault for each typeface that is not bundled, or character that the bundled ones lack."""
    asked = {font.family for font in document.fonts.values()} | set(_families_asked_for(document))
    yield from _refused_families(asked)
    for font in document.fonts.values():
        if font.missing:
            letters = tuple(f"{chr(code)} (U+{code:04X})" for code in sorted(font.missing))
            what = Message("the typefaces have no {letters}", letters=letters)
            yield LayoutFault(what, Message("write it another way in the pack"))


def refused_fonts_in_svg(data: bytes) -> Iterator[LayoutFault]:
    """A fault for each typeface that a drawing names and that is not bundled."""
    named = (found.decode("utf-8", "replace").strip() for found in _IN_SVG.findall(data))
    return _refused_families(set(named))


def _refused_families(asked: Iterable[str]) -> Iterator[LayoutFault]:
    do = Message("use {families}", families=either(sorted(FAMILIES)))
    bundled = {family.lower() for family in FAMILIES}
    for family in sorted(one for one in asked if one.lower() not in bundled):
        what = Message("the layout asks for the typeface {family}", family=cut_short(family, _TOLD))
        yield LayoutFault(what, do, written=family)


def _families_asked_for(document: Any) -> Iterator[str]:
    """The first typeface that each text asks for; the typesetter takes another where it is not."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if getattr(box, "text", ""):
                family = box.style["font_family"][0]
                if family != _NO_FAMILY:
                    yield family
