"""The typeset cache: typesets only what was not typeset before, and keeps it."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kit.layout.assets import Assets
from kit.pdf.links import refuse_unnamed, texts_in
from kit.system.cache import Store, with_names
from kit.system.files import digest
from kit.system.keys import key_of
from kit.typesetting.text_check import FAULTS
from kit.typesetting.weasy import Typeset, Typesetter


@dataclass(frozen=True)
class TypesetRequest:
    """A document and how it is to be typeset, as in Typesetter.typeset.

    `holds_names` tells whether people are named in it.
    """

    html: str
    clear: float
    scale: float = 1.0
    flowing: bool = False
    fillable: bool = False
    tagged: bool = False
    holds_names: bool = False

    def told(self) -> dict[str, Any]:
        """What Typesetter.typeset is told."""
        return {name: told for name, told in asdict(self).items() if name != "holds_names"}


class TypesetCache:
    """A typesetter with a cache: typesets what the cache lacks, and loads WeasyPrint only then."""

    def __init__(
        self, assets: Assets, fonts: Path, store: Store | None, texts: object = ()
    ) -> None:
        """`fonts` is the folder of typefaces; without a store everything is typeset anew.

        `texts` hold the addresses that may be linked to.
        """
        self._assets = assets
        self._fonts = fonts
        self._store = store
        self._texts = texts
        # What was taken from the store to see whether it is there.
        self._at_hand: dict[str, Typeset] = {}

    def holds(self, typeset_request: TypesetRequest) -> bool:
        """Whether this request was typeset before with the same assets."""
        key = self._cache_key(typeset_request)
        if key not in self._at_hand and (held := self._taken(key)) is not None:
            self._at_hand[key] = held
        return key in self._at_hand

    def typeset(self, typeset_request: TypesetRequest) -> Typeset:
        """The typeset document, cached or typeset now. KitError as in Typesetter.typeset.

        A link to an address that no text names is refused as well.
        """
        typeset = self._cached_or_made(typeset_request)
        refuse_unnamed(typeset.links, lambda: texts_in(self._texts))
        return typeset

    def _cached_or_made(self, typeset_request: TypesetRequest) -> Typeset:
        key = self._cache_key(typeset_request)
        held = self._at_hand.pop(key, None) or self._taken(key)
        if held is not None:
            return held
        made = self._typesetter.typeset(**typeset_request.told())
        if self._store:
            self._store.keep(key, _to_bytes(made))
        return made

    def load(self) -> None:
        """Make the typesetter ready, so that processes which are forked have it at once."""
        _ = self._typesetter

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of the machine, if anything was typeset on it."""
        return self._typesetter.notices if "_typesetter" in self.__dict__ else ()

    @cached_property
    def _typefaces(self) -> tuple[str, ...]:
        """The digests of the typefaces, as they are when this kit is made."""
        return tuple(digest(one.read_bytes()) for one in sorted(self._fonts.glob("*.ttf")))

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(self._assets, self._fonts)

    def _taken(self, key: str) -> Typeset | None:
        """The cached document under the key, if all that it was made of is still the same."""
        data = self._store.take(key) if self._store else None
        typeset = _from_bytes(data) if data else None
        return typeset if typeset and self._assets.are_still(typeset.made_of) else None

    def _cache_key(self, typeset_request: TypesetRequest) -> str:
        """The cache key of a request: of its content, the typefaces and the programs."""
        key = key_of("typeset", *self._typefaces, typeset_request.told())
        return with_names(key) if typeset_request.holds_names else key


def _to_bytes(typeset: Typeset) -> bytes:
    """A typeset document as bytes for the cache: a line of JSON about the faces, and the PDF."""
    told = {name: value for name, value in vars(typeset).items() if name != "pdf"}
    told["faults"] = {
        face: [(one.id, one.values) for one in found] for face, found in typeset.faults.items()
    }
    return json.dumps(told).encode() + b"\n" + typeset.pdf


def _from_bytes(data: bytes) -> Typeset:
    line, _, pdf = data.partition(b"\n")
    told = json.loads(line)
    for name in ("pages", "lone", "broken_otherwise"):
        told[name] = {face: tuple(found) for face, found in told[name].items()}
    told["faults"] = {
        face: tuple(FAULTS[id_].with_values(**values) for id_, values in found)
        for face, found in told["faults"].items()
    }
    told["boxes"] = {one: tuple(map(tuple, edges)) for one, edges in told["boxes"].items()}
    told["links"] = tuple(told["links"])
    return Typeset(pdf=pdf, **told)
