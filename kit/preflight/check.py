"""Preflight: check a finished PDF as a print shop does, before the shop does."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kit.core.errors import Problem
from kit.core.messages import Message, as_data
from kit.core.rect import PdfEdges
from kit.core.wording import cut_short, joined
from kit.preflight.box_rules import box_findings
from kit.preflight.findings import Finding, fault, merged, remark
from kit.preflight.fonts import Font
from kit.preflight.page_rules import field_findings, image_findings, images, text_findings
from kit.preflight.read import ReadPdf, read_pdf
from kit.preflight.unreadable import UnreadableError, damaged
from kit.session.options import Destination, Ink
from kit.system.cache import Store
from kit.system.files import digest
from kit.system.keys import key_of

# What every reader has for the ticks of forms, so that no form carries it (ISO 32000-1, 9.6.2.2).
TICKS = "ZapfDingbats"

_NOT_THERE = Message(
    "it is set in {font}, which is not in the file, so another typeface may be printed: export it "
    "with all fonts embedded"
)
_NOT_THERE_IN_FORM = Message(
    "the fields of its form are set in {font}, which is not in the file, so another typeface may "
    "be printed: export it with all fonts embedded"
)
_GOOD = b"good"
# Of a file with more, nobody reads the rest.
_MOST_FINDINGS = 500


@dataclass(frozen=True)
class Facts:
    """What is in a PDF. Lengths are mm, and boxes are as PDF has them: left, bottom, right, top.

    `sizes` and `boxes` are those that pages have, each once. `smallest_type` is in points as it is
    printed, None where there are no words. `images` are pages, from 1, with the resolution of each
    image there, in pixels an inch. `scaling` and `duplex` are what it asks of a printer.
    """

    pages: int
    sizes: tuple[tuple[float, float], ...]
    boxes: tuple[Mapping[str, PdfEdges], ...]
    fonts: tuple[Font, ...]
    smallest_type: float | None
    images: tuple[tuple[int, float], ...]
    scaling: str
    duplex: str
    tagged: bool
    standards: tuple[str, ...]
    language: str
    title: str


@dataclass(frozen=True)
class Report:
    """What was found in a PDF; `facts` is None for one that cannot be read."""

    facts: Facts | None
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What must be mended before it is printed."""
        return tuple(one for one in self.findings if one.is_fault)

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """What is good to know."""
        return tuple(one for one in self.findings if not one.is_fault)

    @property
    def verdict(self) -> str:
        """The report in two words."""
        told = []
        if count := len(self.faults):
            told.append(Message.counted("{count} fault", "{count} faults", count))
        if count := len(self.remarks):
            told.append(Message.counted("{count} remark", "{count} remarks", count))
        return joined(told, ", ") if told else Message("good")

    def as_dict(self) -> dict[str, Any]:
        """The report for programs, in plain types."""
        facts = asdict(self.facts) if self.facts else None
        return {
            "verdict": self.verdict,
            "facts": facts,
            "findings": [
                {**asdict(one), "place": one.place, **as_data(one.text)} for one in self.findings
            ],
        }


def check(pdf: bytes, made_for: Destination | None = None, ink: Ink | None = None) -> Report:
    """Look through a PDF as a print shop does; `made_for` is whom it is for, where that is known.

    What is asked of a file depends on it: one for an office printer asks to be printed at actual
    size, and one for a print shop has bleed. So it does on its `ink`, if it is of a kit.
    """
    try:
        read = read_pdf(pdf, inks=ink == "grey" or made_for == "print-shop")
        findings = merged((*_all_findings(read, made_for), *_ink_findings(read, made_for, ink)))
        return Report(_facts(read), _first_of(findings))
    except UnreadableError as error:
        return Report(None, (fault(error.args[0]),))


def _all_findings(read: ReadPdf, made_for: Destination | None) -> Iterator[Finding]:
    yield from (
        *_page_findings(read),
        *box_findings(read, made_for),
        *_font_findings(read),
        *text_findings(read),
        *field_findings(read),
        *image_findings(read),
        *_print_findings(read, made_for),
        *_tag_findings(read, made_for),
    )


def _first_of(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings; of very many the first, and how many more there are."""
    more = findings[_MOST_FINDINGS:]
    if not more:
        return findings
    text = Message("and {count:,} more like these: mend these first", count=len(more))
    return (*findings[:_MOST_FINDINGS], Finding(more[0].is_fault, (), text))


def faults(name: str, pdf: bytes, made_for: Destination, ink: Ink | None = None) -> list[Problem]:
    """Every fault of a file, which messages call `name`; `made_for` and `ink` as in check."""
    return [
        Problem(joined(tuple(filter(None, (name, one.place))), ", "), 0, 0, one.text)
        for one in check(pdf, made_for, ink).faults
    ]


def _facts(read: ReadPdf) -> Facts:
    boxes: list[dict[str, PdfEdges]] = []
    for page, _ in read.kinds:
        told = {name: _rounded(box.pdf_edges) for name, box in page.boxes.items()}
        if told not in boxes:
            boxes.append(told)
    return Facts(
        pages=len(read.pages),
        sizes=tuple(dict.fromkeys(page.size.rounded for page, _ in read.kinds)),
        boxes=tuple(boxes),
        fonts=tuple(sorted(set(read.fonts))),
        smallest_type=_smallest_type(read),
        images=tuple((page, round(dpi, 1)) for page, dpi in images(read)),
        scaling=read.scaling,
        duplex=read.duplex,
        tagged=read.tagged,
        standards=read.standards,
        language=read.language,
        title=read.title,
    )


def _rounded(edges: PdfEdges) -> PdfEdges:
    # To thousandths of a mm, and never −0.0, which would read oddly in JSON.
    left, bottom, right, top = (round(edge, 3) + 0.0 for edge in edges)
    return left, bottom, right, top


def _smallest_type(read: ReadPdf) -> float | None:
    drawn = [*(page.drawn for page, _ in read.kinds), *(one.drawn for one in read.fields)]
    sizes = [(one.letters.smallest, 1.0) for one in drawn]
    for page, _ in read.kinds:
        sizes += [(read.faces[one.face].drawn.letters.smallest, one.scale) for one in page.placed]
    printed = [size * scale for size, scale in sizes if size is not None]
    return round(min(printed), 2) if printed else None


def _page_findings(read: ReadPdf) -> Iterator[Finding]:
    """A finding where pages are lost."""
    if read.lost:
        told = Message.counted(
            "{count} page more cannot be read", "{count} pages more cannot be read", read.lost
        )
        yield fault(damaged(told))


def _font_findings(read: ReadPdf) -> Iterator[Finding]:
    """Findings about typefaces that are not in the file."""
    for font, pages in read.fonts.items():
        if font.embedded:
            continue
        if font.in_form and font.name == TICKS:
            # A tick is drawn by the reader that it is made in, and every reader has these.
            yield remark(
                Message(
                    "the ticks of its form are drawn in {font}, which is not in the file",
                    font=TICKS,
                )
            )
            continue
        text = _NOT_THERE_IN_FORM if font.in_form else _NOT_THERE
        yield fault(text.with_values(font=cut_short(font.name)), *pages)


def _print_findings(read: ReadPdf, made_for: Destination | None) -> Iterator[Finding]:
    """A finding where the file does not ask to be printed at its actual size."""
    if read.scaling == "None":
        return
    text = Message(
        "it does not ask to be printed at its actual size (PrintScaling None): choose actual size "
        "or 100 % in the print window"
    )
    if made_for == "office":
        yield fault(text)
    elif made_for is None and not any("PDF/X" in one for one in read.standards):
        yield remark(text)


def _ink_findings(
    read: ReadPdf, made_for: Destination | None, ink: Ink | None
) -> Iterator[Finding]:
    """Findings about colour in a kit without any, and about black text of several inks."""
    if ink == "grey" and read.inks.colour:
        yield fault(
            Message(
                "it is of a kit in greys, but takes coloured ink ({ink}): build the kit again, and "
                "have layouts of your own name colours as #rrggbb",
                ink=read.inks.colour,
            )
        )
    elif made_for == "print-shop":
        told = Message(
            "black text is made of several inks ({inks}), and has coloured edges where these do "
            "not meet: print it with black ink alone"
        )
        if read.inks.lit_text:
            yield fault(told.with_values(inks=read.inks.lit_text))
        # A profile may make as much of a dark colour that somebody chose.
        if read.inks.rich_text:
            yield remark(told.with_values(inks=read.inks.rich_text))


def _tag_findings(read: ReadPdf, made_for: Destination | None) -> Iterator[Finding]:
    """Findings about what a file that is to be read aloud lacks."""
    accessible = [one for one in read.standards if one.startswith("PDF/UA")]
    if accessible and not read.tagged:
        text = Message(
            "it says that it is {standard}, but it is not tagged: export it anew",
            standard=accessible[0],
        )
        yield fault(text)
    elif read.tagged:
        if not read.language:
            text = Message(
                "it says that it is tagged, but has no language: set it in the properties of the "
                "document"
            )
            yield fault(text)
        if not read.title:
            text = Message(
                "it says that it is tagged, but has no title: set it in the properties of the "
                "document"
            )
            yield fault(text)
    elif made_for != "print-shop" and not all(page.placed for page in read.pages):
        # Sheets of cards to cut out are for paper alone, and so is what a press prints.
        yield remark(
            Message("it is not tagged: one who has it read aloud may hear it in the wrong order")
        )


def faults_found(
    name: str, pdf: bytes, made_for: Destination, ink: Ink, store: Store | None
) -> list[Problem]:
    """Every fault of a file, as `faults` finds them; `store` knows those that were good before."""
    if is_known_good(pdf, made_for, ink, store):
        return []
    found = faults(name, pdf, made_for, ink)
    if store and not found:
        store.keep(_cache_key(pdf, made_for, ink), _GOOD)
    return found


def is_known_good(pdf: bytes, made_for: Destination, ink: Ink, store: Store | None) -> bool:
    """Whether the file was found good before."""
    return store is not None and store.take(_cache_key(pdf, made_for, ink)) == _GOOD


def _cache_key(pdf: bytes, made_for: Destination, ink: Ink) -> str:
    return key_of("check", made_for, ink, digest(pdf))
