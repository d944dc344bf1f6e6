"""Typeset HTML into a PDF of faces: the only module that imports WeasyPrint."""

import ctypes.util
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.core.paths import FONTS
from kit.layout.assets import SCHEME, Assets
from kit.pdf.layout_faults import LayoutFault
from kit.pdf.links import addresses_linked
from kit.pdf.refusals import (
    no_warnings,
    refused_elements,
    refused_fonts,
    refused_fonts_in_svg,
    unread,
)
from kit.system.files import UnreadError, digest
from kit.typesetting.blocks import Block, blocks
from kit.typesetting.glyph_texts import needs_glyph_texts, put_glyph_texts_right
from kit.typesetting.readback import read_back
from kit.typesetting.text_check import TOO_LONG, Zone, check_texts

LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
SLOW_FONTS = Message(
    "The library harfbuzz-subset is missing, so fonts are written ten times as slowly. To install "
    "it on Debian or Ubuntu: apt install libharfbuzz-subset0"
)
_NO_PANGO = Message(
    "the system library Pango is missing: install it (Debian, Ubuntu: apt install {libraries}; "
    "Fedora: dnf install pango; macOS: brew install pango) and try again"
)
_FONTCONFIG = "FONTCONFIG_FILE"
# In mm: a CSS pixel.
_PIXEL = 25.4 / 96
# In the folder of typefaces: what has fontconfig find none by itself.
_NONE = "none.conf"


@dataclass(frozen=True)
class Typeset:
    """Faces as a PDF of their own; `pages` gives the pages of each face, counted from 0.

    Letters keep `clear` mm off the trim.
    `faults` are what is wrong with the faces that do not fit, `lone` the texts of each face that
    end in one short word on a line of its own, `broken_otherwise` those that have other lines than
    were reckoned; all by the ids of the faces that have such.
    `boxes` tell of each element with an id in a text that flows over pages where it begins and
    ends on each of its pages, in mm from the top.
    `made_of` are the stylesheets and pictures in it, by their addresses, with their digests;
    `links` the addresses of the web that it links to.
    """

    pdf: bytes
    pages: Mapping[str, tuple[int, ...]]
    page_count: int
    clear: float = 0.0
    faults: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    lone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broken_otherwise: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    boxes: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    made_of: Mapping[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()


class Typesetter:
    """WeasyPrint, which may use the bundled fonts and the given assets and nothing else.

    `fonts` is the folder of typefaces. `notices` are what the user should know
    of the machine. Raises KitError where the libraries it needs are missing.
    """

    def __init__(self, assets: Assets, fonts: Path) -> None:
        self._assets = assets
        self._folder = fonts
        # As it is loaded it looks for fonts as well, and for libraries.
        with _no_fonts_of_the_system(), _libraries_by_file_alone():
            try:
                import weasyprint
                from weasyprint.text.fonts import FontConfiguration
            except OSError as error:
                raise KitError.of(_NO_PANGO.with_values(libraries=LIBRARIES)) from error
            self._fonts = _with_these_alone(FontConfiguration, fonts)
        from weasyprint.text.ffi import harfbuzz_subset

        self.notices: tuple[str, ...] = () if harfbuzz_subset else (SLOW_FONTS,)
        self._weasyprint = weasyprint

    def typeset(
        self,
        html: str,
        clear: float,
        *,
        scale: float = 1.0,
        flowing: bool,
        fillable: bool,
        tagged: bool = False,
    ) -> Typeset:
        """Typeset a piece, each of its faces an article with an id, and read it back.

        It is written `scale` times as large as it is drawn. Its letters must then stay `clear` mm
        off the trim, and each article must be one page, unless it is `flowing`. With `tagged` it is
        to be PDF/UA-1; kit.pipeline.sheets.pages_pdf makes it so. Raises LayoutError where the
        typesetter warns of anything at all, and for what kit.pdf.links and refusals refuse.
        """
        made_of: dict[str, str] = {}
        links: list[str] = []
        with no_warnings() as told:
            fetcher = _fetcher(self._assets, made_of, told)
            source = self._weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=fetcher)
            told += refused_elements(source.etree_element)
            # Rendering takes parts of the tree out of it.
            given = {
                str(article.get("id")): blocks(article)
                for article in source.etree_element.iter("article")
            }
            letters = frozenset().union(*source.etree_element.itertext())
            document = source.render(font_config=self._fonts, pdf_forms=fillable)
            pdf = document.write_pdf(
                zoom=scale,
                finisher=self._finisher(scale, letters, links),
                pdf_forms=fillable,
                pdf_variant="pdf/ua-1" if tagged else None,
            )
            told += refused_fonts(document)
        pages, boxes = _pages_of(document), _boxes_of(document) if flowing else {}
        typeset = Typeset(pdf, pages, len(document.pages), clear, boxes=boxes)
        typeset = replace(typeset, made_of=made_of, links=(*links,))
        return _texts_checked(typeset, given, Zone(clear, scale), flowing=flowing)

    def _finisher(
        self, scale: float, letters: frozenset[str], links: list[str]
    ) -> Callable[[Any, Any], None]:
        """What is put right in a PDF before it is written; `letters` are all that it shows.

        What it links to is added to `links`.
        """
        boxes_at_scale = _boxes_at(scale)

        def finish(document: Any, pdf: Any) -> None:
            links.extend(addresses_linked(document, pdf))
            boxes_at_scale(document, pdf)
            if needs_glyph_texts(letters):
                put_glyph_texts_right(document, pdf, self._folder, letters)

        return finish


def _boxes_at(scale: float) -> Callable[[Any, Any], None]:
    """Set the boxes of pages that are written `scale` times as large as they are drawn.

    WeasyPrint 70 enlarges a page and its MediaBox, but takes the bleed off it as it was drawn, and
    so puts the trim in a wrong place. Where a drawing stands it tells in CSS pixels from the top.
    """
    points = scale * 0.75  # of a CSS pixel

    def finish(document: Any, pdf: Any) -> None:
        held = [one for one in pdf.objects if isinstance(one, dict)]
        written = [one for one in held if one.get("Type") == "/Page"]
        heights = {}
        for page, box, name in zip(document.pages, written, pdf.page_references, strict=True):
            box["TrimBox"] = type(box["MediaBox"])(
                [0, 0, page.width * points, page.height * points]
            )
            heights[name] = page.height
        for figure in (one for one in held if one.get("S") == "/Figure"):
            left, top, right, bottom = figure["A"]["BBox"]
            height = heights[figure["Pg"]]
            edges = left, height - bottom, right, height - top
            figure["A"]["BBox"][:] = [edge * points for edge in edges]

    return finish


def _pages_of(document: Any) -> dict[str, tuple[int, ...]]:
    """The pages that each element with an id stands on."""
    pages: dict[str, tuple[int, ...]] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:
            pages[anchor] = (*pages.get(anchor, ()), number)
    return pages


def _boxes_of(document: Any) -> dict[str, tuple[tuple[float, float], ...]]:
    """Where each element with an id begins and ends on each of its pages, in mm from the top."""
    boxes: dict[str, tuple[tuple[float, float], ...]] = {}
    for page in document.pages:
        for anchor, (_, top, _, bottom) in page.anchors.items():
            edges = top * _PIXEL, bottom * _PIXEL
            boxes[anchor] = (*boxes.get(anchor, ()), edges)
    return boxes


def _texts_checked(
    typeset: Typeset, given: Mapping[str, Sequence[Block]], zone: Zone, *, flowing: bool
) -> Typeset:
    """Add what is wrong with each face, and where lines could be better."""
    read = read_back(typeset.pdf)
    wrong, lone, otherwise = {}, {}, {}
    for face, words in given.items():
        pages = [read[number] for number in typeset.pages[face]]
        found = check_texts(pages, words, zone)
        if len(pages) > 1 and not flowing:
            found.faults.append(TOO_LONG)
        wrong[face] = tuple(found.faults)
        lone[face] = tuple(block.text for block in found.lone)
        otherwise[face] = tuple(block.text for block in found.broken_otherwise)
    return replace(
        typeset,
        faults={face: found for face, found in wrong.items() if found},
        lone={face: texts for face, texts in lone.items() if texts},
        broken_otherwise={face: texts for face, texts in otherwise.items() if texts},
    )


def _fetcher(assets: Assets, made_of: dict[str, str], refused: list[LayoutFault]) -> Any:
    """Make a fetcher that serves assets, and notes the digest of each.

    What it refuses it also notes, since WeasyPrint says nothing of an address inside an SVG.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class _Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            try:
                data, kind = assets.read(url)
            except (ValueError, UnreadError) as error:
                refused.append(unread(url, error))
                raise
            if kind == "image/svg+xml":
                refused.extend(refused_fonts_in_svg(data))
            made_of[url] = digest(data)
            return URLFetcherResponse(url, data, {"Content-Type": kind})

    return _Fetcher()


@contextmanager
def _no_fonts_of_the_system() -> Iterator[None]:
    """Let fontconfig find no font of its own in this context, where it is made ready.

    The environment is put back, for whatever else the process and those that it starts may do.
    """
    before = os.environ.get(_FONTCONFIG)
    os.environ[_FONTCONFIG] = str(FONTS / _NONE)
    try:
        # WeasyPrint warns where there are none as it is loaded.
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "No fonts configured in FontConfig")
            yield
    finally:
        del os.environ[_FONTCONFIG]
        if before is not None:
            os.environ[_FONTCONFIG] = before


@contextmanager
def _libraries_by_file_alone() -> Iterator[None]:
    """Let libraries be found only by the names of their files in this context, on Linux.

    WeasyPrint tries other names first, such as those of other systems. For each Python would run
    ldconfig, the compiler and the linker: fifty processes, and a third of the time to load it.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        setattr(ctypes.util, "find_library", lambda _: None)  # noqa: B010, it is typed otherwise
    try:
        yield
    finally:
        ctypes.util.find_library = find


def _with_these_alone(configuration: type[Any], fonts: Path) -> Any:
    """WeasyPrint's fonts, of its class for them: those in a folder, and none of stylesheets.

    It would write the latter into a folder of its own, which stays where it is killed.
    """
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2

    class _Fonts(configuration):  # type: ignore[misc]
        def add_font_face(self, rule_descriptors: Mapping[str, Any], _fetcher: object) -> None:
            logging.getLogger("weasyprint").warning(
                Message(
                    "@font-face {family} is not taken, for there are the bundled typefaces alone",
                    family=rule_descriptors.get("font_family"),
                )
            )

    made = _Fonts()
    for path in sorted(fonts.glob("*.ttf")):
        if not fontconfig.FcConfigAppFontAddFile(made._config, _as_fontconfig_opens(path)):
            text = Message("this typeface cannot be read: install the program anew")
            raise KitError.of(text, str(path))
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", made.font_map))
    return made


def _as_fontconfig_opens(path: Path) -> bytes:
    """A path as C has it, which on Windows is written in the letters of the user's language."""
    if sys.platform == "win32":
        return str(path.resolve()).encode("mbcs")
    return os.fsencode(path.resolve())
