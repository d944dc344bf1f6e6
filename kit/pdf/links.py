"""Links of a typeset document: within it, or to an address that the pack's own texts name.

A layout may be somebody else's. So what the typesetter is about to write is looked at, however it
came there, and not the HTML that it was made of.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any
from urllib.parse import quote

from kit.content.models import Model
from kit.core.messages import Message
from kit.core.spelling import SOFT_HYPHEN
from kit.core.wording import cut_short
from kit.pdf.layout_faults import LayoutError, LayoutFault

# Letters of an address in messages.
_SHOWN = 60
_ADDRESS = re.compile(r"https?://[^\s<>\"«»“”]+", re.IGNORECASE)
# What stands behind an address in a sentence, and is none of it.
_BEHIND = ".,;:!?)]}'’"
# What an address may hold as it is; all else is written in per cent, as the typesetter does.
_AS_IT_IS = "/:?#[]@!$&'()*+,;=~%"
_PLACE = Message(
    "its links lead to its own places (#…), or to an http(s) address in the pack's own texts; take "
    "it out"
)
# What a PDF may do, open or carry (ISO 32000-1, tables 28, 198 and 169), and no layout asks for.
_ACTIONS = frozenset(
    f"/{name}"
    for name in [
        "Launch",
        "GoToR",
        "GoToE",
        "GoTo3DView",
        "Thread",
        "Sound",
        "Movie",
        "Hide",
        "Named",
        "SubmitForm",
        "ResetForm",
        "ImportData",
        "JavaScript",
        "SetOCGState",
        "Rendition",
        "Trans",
        "RichMediaExecute",
    ]
)
_KEYS = frozenset({"AA", "OpenAction", "JS", "XFA", "EmbeddedFiles", "EF", "AF"})
_TYPES = frozenset({"/EmbeddedFile", "/Filespec", "/FileAttachment", "/Screen", "/RichMedia"})
# What the program itself has the typesetter tell of a document.
_TOLD = frozenset({"Producer", "Title"})


def addresses_linked(document: Any, pdf: Any) -> tuple[str, ...]:
    """The http(s) addresses that a document of WeasyPrint links to, as they will be written.

    `pdf` is what it is about to write. Raises LayoutError for every other way out of the document,
    and for what a PDF can do, carry or say of itself beside its pages.
    """
    pages = (link for page in document.pages for link in page.links)
    targets = {(kind, target) for kind, target, _, _ in pages if kind != "internal"}
    wrong = [
        LayoutFault(
            Message("the layout attaches «{address}»", address=_in_message(target)),
            Message("no file is attached to a kit, take it out"),
            address=target,
        )
        for kind, target in targets
        if kind == "attachment"
    ]
    found = {target for kind, target in targets if kind == "external"}
    held = list(_held_in([*pdf.objects, pdf.catalog, pdf.info]))
    found |= {_as_text(one["URI"]) for one in held if "URI" in one}
    wrong += [_refusal(one) for one in sorted(found) if not _ADDRESS.fullmatch(one)]
    doing = sorted({what for one in held for what in _beside_pages(one)})
    wrong += [] if wrong or not doing else [_beside(", ".join(doing))]
    said = sorted(set(pdf.info) - _TOLD)
    wrong += [] if not said else [_beside(Message("a note of its {names}", names=tuple(said)))]
    if wrong:
        raise LayoutError(wrong)
    return tuple(sorted(found))


def refuse_unnamed(addresses: Iterable[str], texts: Callable[[], Iterable[str]]) -> None:
    """LayoutError for the addresses that none of the texts of a pack names."""
    linked = tuple(addresses)
    named = {_comparable(one) for text in texts() for one in _named_in(text)} if linked else set()
    wrong = [_refusal(one) for one in linked if _comparable(one) not in named]
    if wrong:
        raise LayoutError(wrong)


def texts_in(held: Any) -> Iterator[str]:
    """All texts in a pack, or in a part of one."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, Mapping):
        for one in held.values():
            yield from texts_in(one)
    elif isinstance(held, (list, tuple)):
        for one in held:
            yield from texts_in(one)
    elif isinstance(held, Model):
        for name in type(held).model_fields:
            yield from texts_in(getattr(held, name))
    elif is_dataclass(held):
        for field in fields(held):
            yield from texts_in(getattr(held, field.name))


def _named_in(text: str) -> Iterator[str]:
    for found in _ADDRESS.finditer(text.replace(SOFT_HYPHEN, "")):
        yield found[0].rstrip(_BEHIND)


def _comparable(address: str) -> str:
    """An address such as it can be compared with others."""
    return quote(address, safe=_AS_IT_IS).rstrip("/")


def _refusal(address: str) -> LayoutFault:
    what = Message("the layout links to «{address}»", address=_in_message(address))
    return LayoutFault(what, _PLACE, address=address, is_link=True)


def _beside(what: str) -> LayoutFault:
    told = Message("the layout makes a PDF with more than its pages ({what})", what=what)
    return LayoutFault(told, Message("take it out"))


def _in_message(address: str) -> str:
    return cut_short(address.removeprefix("kit:///"), _SHOWN)


def _held_in(parts: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """All dictionaries in these parts of a PDF, those of streams as well."""
    waiting = list(parts)
    while waiting:
        one = waiting.pop()
        extra = getattr(one, "extra", None)
        if isinstance(one, dict):
            yield one
            waiting += one.values()
        elif isinstance(one, (list, tuple)):
            waiting += one
        elif isinstance(extra, dict):
            waiting.append(extra)


def _beside_pages(part: dict[str, Any]) -> Iterator[str]:
    """What a part of a PDF does or carries beside its pages, in words for whoever drew it."""
    kinds = {_as_text(part[key]) for key in ("S", "Type", "Subtype") if key in part}
    yield from sorted(one.removeprefix("/") for one in kinds & (_ACTIONS | _TYPES))
    yield from sorted(_KEYS & set(part))


def _as_text(value: Any) -> str:
    return str(getattr(value, "string", value))
