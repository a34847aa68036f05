"""What a press file says of itself: XMP, document information, output intent (ISO 15930-7)."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from casebook import __version__
from casebook.press.profile import Profile

_REGISTRY = "http://www.color.org"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <xmp:CreatorTool>{tool}</xmp:CreatorTool>
   <xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
   <xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
   <xmp:MetadataDate>{day}T00:00:00Z</xmp:MetadataDate>
   <xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
   <xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
   <xmpMM:VersionID>1</xmpMM:VersionID>
   <xmpMM:RenditionClass>default</xmpMM:RenditionClass>
   <pdf:Producer>{producer}</pdf:Producer>
   <pdf:Trapped>False</pdf:Trapped>
   <pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
_TOOL, _PRODUCER = f"casebook {__version__}", "Typst 0.15, pikepdf"


@dataclass(frozen=True, slots=True)
class About:
    """A file's title and author, the day that it bears, and what it is in the edition."""

    title: str
    author: str
    day: date
    key: str
    """Such as `2022-1-text`: two states of one file share it"""


def describe(pdf: Pdf, about: About, content: bytes) -> None:
    """Write XMP and Info, which must not contradict each other; `content` identifies this state."""
    digest = hashlib.sha256(content).hexdigest()
    packet = _PACKET.format(
        title=escape(about.title),
        author=escape(about.author),
        tool=escape(_TOOL),
        producer=escape(_PRODUCER),
        day=about.day.isoformat(),
        document=uuid.uuid5(uuid.NAMESPACE_URL, about.key),
        instance=uuid.uuid5(uuid.NAMESPACE_URL, digest),
    )
    pdf.Root.Metadata = pdf.make_indirect(
        pdf.make_stream(packet.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
    )
    stamp = f"D:{about.day:%Y%m%d}000000Z"
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.author),
            Creator=String(_TOOL),
            Producer=String(_PRODUCER),
            CreationDate=String(stamp),
            ModDate=String(stamp),
            Trapped=Name("/False"),
        )
    )


def intend(pdf: Pdf, profile: Profile, condition: str | None) -> None:
    """Name the printing condition and embed its profile (ISO 15930-7, 6.2.2).

    A condition of color.org's registry goes by its identifier; else the profile's own description
    stands in its place.
    """
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition or "Custom"),
        Info=String(profile.description),
        DestOutputProfile=pdf.make_indirect(pdf.make_stream(profile.raw, N=4)),
    )
    if condition:
        intent.RegistryName = String(_REGISTRY)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
