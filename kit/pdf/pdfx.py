"""Turn an open PDF into PDF/X-4, the standard that print shops ask for.

PDF/X-4 is ISO 15930-7, on top of PDF 1.6. Of what it asks, the typesetter embeds the fonts and the
caller sets the boxes and saves; the rest is done here.
"""

import hashlib
import re
import uuid
from collections.abc import Mapping
from html import escape

from pikepdf import Array, Dictionary, Name, Object, Pdf, Rectangle, Stream, String

from kit.pdf.colour_profile import OutputProfile, Space
from kit.pdf.holders import holders

# What PDF/X-4 is written in; save with it as force_version.
PDF_VERSION = "1.6"
# The same input gives the same bytes, so a file cannot tell when it was made; PDF/X wants a date.
XMP_DATE = "2000-01-01T00:00:00+00:00"
PDF_DATE = "D:20000101000000+00'00'"
TOOL = "workshop-kit"

# What XML 1.0 has no way to write.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# sRGB as IEC 61966-2-1 has it: its white, and X, Y and Z of full red, green and blue.
_WHITE = (0.9505, 1.0, 1.089)
_MATRIX = (0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505)
# The one exponent that is nearest to the curve of sRGB, which CalRGB cannot draw.
_GAMMA = 2.2


def make_pdfx4(pdf: Pdf, profile: OutputProfile, title: str, language: str) -> None:
    """Make an open PDF conform to PDF/X-4, printed by `profile`; the same each time it is done.

    `title` and `language` (BCP 47) are those of the file. Save it with force_version=PDF_VERSION,
    deterministic_id=True and fix_metadata_version=False, neither encrypted nor linearized; object
    streams are allowed. Raises ValueError where a page lacks a box or its boxes do not lie one
    inside the other, and where the file would have no title or no language.
    """
    _check_boxes(pdf)
    title = _NOT_IN_XML.sub("", title)
    if not title.strip() or not language.strip():
        raise ValueError("PDF/X-4 needs a title and a language")
    identity = _identity(pdf, profile, title)
    _drop_forbidden(pdf)
    _calibrate(pdf, profile.space)
    pdf.Root.OutputIntents = Array([_output_intent(pdf, profile)])
    pdf.Root.Lang = String(language)
    producer = str(pdf.docinfo.get(Name.Producer, TOOL))
    pdf.docinfo = pdf.make_indirect(_info(title, producer))
    xmp = _xmp(title, language, producer, identity).encode("utf-8")
    pdf.Root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)


def _check_boxes(pdf: Pdf) -> None:
    for number, page in enumerate(pdf.pages, 1):
        for name in ("/TrimBox", "/BleedBox", "/MediaBox"):
            if name not in page.obj:
                raise ValueError(f"page {number} has no {name}")
        if Name.ArtBox in page.obj:
            raise ValueError(f"page {number} has both an /ArtBox and a /TrimBox")
        trim, bleed = Rectangle(page.trimbox), Rectangle(page.bleedbox)
        if not trim <= bleed <= Rectangle(page.mediabox):
            raise ValueError(f"the boxes of page {number} do not lie one inside the other")


def _identity(pdf: Pdf, profile: OutputProfile, title: str) -> str:
    """An identifier made of what is in the file, so that it is the same for the same file."""
    digest = hashlib.sha256(title.encode("utf-8"))
    digest.update(profile.data)
    for held in pdf.objects:
        if isinstance(held, Stream):
            digest.update(held.read_raw_bytes())
    return f"uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest.hexdigest())}"


def _drop_forbidden(pdf: Pdf) -> None:
    """Take out actions, annotations and form fields; our pages for print shops have none anyway."""
    # A version here would overrule the one that the file is saved with.
    for key in (Name.AA, Name.AcroForm, Name.Names, Name.OpenAction, Name.Version):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in (Name.AA, Name.Annots):
            if key in page.obj:
                del page.obj[key]


def _output_intent(pdf: Pdf, profile: OutputProfile) -> Dictionary:
    """The output intent: the press that the file is made for, with its profile.

    Custom is what the PDF Reference (1.7, table 10.51) has for a condition that is in no registry;
    it wants Info then. Whether this one is in a registry cannot be told from the profile.
    """
    embedded = pdf.make_stream(
        profile.data, N=profile.components, Alternate=Name(f"/Device{profile.space}")
    )
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier="Custom",
        Info=profile.name,
        DestOutputProfile=embedded,
    )


def _info(title: str, producer: str) -> Dictionary:
    """Write the document information, with no more in it than the metadata has too."""
    return Dictionary(
        Title=title,
        Creator=TOOL,
        Producer=producer,
        CreationDate=PDF_DATE,
        ModDate=PDF_DATE,
        Trapped=Name("/False"),
    )


def _xmp(title: str, language: str, producer: str, identity: str) -> str:
    """The metadata that PDF/X-4 is recognised by.

    It is written out here because pikepdf's own would note the time and itself.
    """
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{TOOL}</xmp:CreatorTool>
<xmp:CreateDate>{XMP_DATE}</xmp:CreateDate>
<xmp:ModifyDate>{XMP_DATE}</xmp:ModifyDate>
<xmp:MetadataDate>{XMP_DATE}</xmp:MetadataDate>
<xmpMM:DocumentID>{identity}</xmpMM:DocumentID>
<xmpMM:InstanceID>{identity}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>{escape(producer)}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _calibrate(pdf: Pdf, space: Space) -> None:
    """Give device colours that the press of `space` lacks a default colour space each.

    One that prints CMYK or grey has no DeviceRGB, one that prints RGB no DeviceGray. What is drawn
    stays as it is: default colour spaces in the resources say what its numbers mean. A device
    colour that the press has is left alone, so that black stays black ink.
    """
    known = _calibrated(pdf)
    matched, unmatched = "/DeviceGray", "/DeviceRGB"
    if space == "RGB":
        matched, unmatched = unmatched, matched
    for page in pdf.pages:
        # Made here where a page has none.
        page.obj.Resources = page.resources
    for holder in holders(pdf):
        wanted = {unmatched: known[unmatched]}
        group = holder.drawn.get(Name.Group, Dictionary())
        if group.get(Name.CS) == Name(unmatched):
            # A mask is brightness and no colour: in a calibrated space its gamma would be undone.
            group.CS = Name(matched) if holder.is_mask else known[unmatched]
            # PDF does not say how a device colour gets into a calibrated group: let none be there.
            wanted = wanted if holder.is_mask else known
        if Name.Resources in holder.drawn:
            _set_defaults(holder.drawn.Resources, wanted)


def _calibrated(pdf: Pdf) -> dict[str, Object]:
    """The calibrated colour space that stands for a device colour space: sRGB, and its greys."""
    gray = Dictionary(WhitePoint=Array(_WHITE), Gamma=_GAMMA)
    rgb = Dictionary(WhitePoint=Array(_WHITE), Gamma=Array([_GAMMA] * 3), Matrix=Array(_MATRIX))
    return {
        "/DeviceGray": pdf.make_indirect(Array([Name.CalGray, gray])),
        "/DeviceRGB": pdf.make_indirect(Array([Name.CalRGB, rgb])),
    }


def _set_defaults(resources: Object, wanted: Mapping[str, Object]) -> None:
    """Add default colour spaces, and keep those that there are."""
    defaults = {device.replace("Device", "Default"): space for device, space in wanted.items()}
    # A dictionary of its own, since groups share theirs with the pages and need more of it.
    resources.ColorSpace = Dictionary({**defaults, **resources.get(Name.ColorSpace, {})})
