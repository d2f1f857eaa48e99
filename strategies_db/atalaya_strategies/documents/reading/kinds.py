"""What a file is, by its content; its name only tells what somebody called it."""

import io
import re
import zipfile
from typing import Final

from atalaya_platform.files.kinds import KINDS
from atalaya_strategies.documents.reading.decoding import decoded
from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.outcome import Kind

EXTENSIONS: Final = {
    "pdf": Kind.PDF,
    "docx": Kind.DOCX,
    "html": Kind.HTML,
    "htm": Kind.HTML,
    "xhtml": Kind.HTML,
    "txt": Kind.TEXT,
    "text": Kind.TEXT,
    "md": Kind.TEXT,
}
MEDIA_TYPES: Final = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.HTML: "text/html",
    Kind.TEXT: "text/plain",
}
_HEAD: Final = 64 * 1024
_BEFORE_PDF: Final = 1024
"""Viewers bear this much before a PDF's mark (ISO 32000, implementation notes)."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")
_MARKUP: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SIGNS: Final = {
    b"{\\rtf": "RTF",
    b"%!PS": "PostScript",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
}


def kind_of(content: bytes) -> Kind:
    """What the bytes are. Raises Unreadable for what is empty, encrypted, damaged or of no kind that is read."""
    if not content.strip(b"\0 \t\r\n\f\xef\xbb\xbf") and b"\f" not in content:
        raise Unreadable(Fault.EMPTY)
    if b"%PDF-" in content[:_BEFORE_PDF]:
        return Kind.PDF
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content.startswith(_OLE):
        if _ENCRYPTED_OFFICE in content:
            raise Unreadable(Fault.ENCRYPTED)
        raise Unreadable(Fault.UNSUPPORTED, "DOC, XLS, PPT")
    for kind in KINDS:
        if any(len(magic) > 2 and content.startswith(magic) for magic in kind.magic):
            raise Unreadable(Fault.UNSUPPORTED, kind.name.upper())
    for sign, name in _SIGNS.items():
        if content.startswith(sign):
            raise Unreadable(Fault.UNSUPPORTED, name)
    text = decoded(content[:_HEAD])
    if text is None:
        raise Unreadable(Fault.UNSUPPORTED)
    return Kind.HTML if _MARKUP.search(text.text[:4096]) else Kind.TEXT


def _packed(content: bytes) -> Kind:
    """A DOCX, or why a zip is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError) as error:
        raise Unreadable(Fault.DAMAGED) from error
    if "word/document.xml" in names:
        return Kind.DOCX
    for kind, part in (("XLSX", "xl/workbook.xml"), ("PPTX", "ppt/presentation.xml"), ("ODT, ODS, ODP", "mimetype")):
        if part in names:
            raise Unreadable(Fault.UNSUPPORTED, kind)
    raise Unreadable(Fault.UNSUPPORTED, "ZIP")


def mislabelled(name: str, kind: Kind) -> bool:
    """Whether a file's name says that it is of another kind than its content."""
    said = EXTENSIONS.get(name.rpartition(".")[2].lower()) if "." in name else None
    return said is not None and said is not kind
