"""Files for tests, made here byte by byte: small PDFs, DOCX packages, and the invented documents."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.enum.text import WD_BREAK

from atalaya_strategies.documents.reading.formats.pdf import picture_of

INVENTED = Path(__file__).parent / "invented"
PICTURE = ""
"""A page that is one grey picture and no text."""


def invented(language: str) -> bytes:
    """An invented strategy of three pages, in English, Spanish, Portuguese or French."""
    return (INVENTED / f"{language}.txt").read_bytes()


def pdf(
    pages: Sequence[str | None],
    *,
    title: str = "",
    encrypted: bool = False,
    outline: str = "",
    picture: tuple[int, int, bytes] = (8, 8, b"\x80" * 64),
) -> bytes:
    """A PDF with these lines on its pages: "" for a page that is the picture (width, height, grey), None for an empty
    one."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(body: bytes, extra: bytes = b"") -> int:
        return add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), extra, body))

    catalog, tree, font = add(b""), add(b""), add(b"")
    objects[font - 1] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    width, height, grey = picture
    image = stream(
        zlib.compress(grey),
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Filter /FlateDecode" % (width, height),
    )
    contents = {text: stream(_drawn(text)) for text in dict.fromkeys(pages)}
    kids = [
        add(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 %d 0 R >> /XObject << /I1 %d 0 R >> >> >>"
            % (tree, contents[text], font, image)
        )
        for text in pages
    ]
    root = b"/Type /Catalog /Pages %d 0 R" % tree
    if outline:
        item = len(objects) + 2
        root += b" /Outlines %d 0 R" % add(b"<< /First %d 0 R /Last %d 0 R /Count 1 >>" % (item, item))
        add(b"<< /Title (%s) /Parent %d 0 R /Dest [%d 0 R /Fit] >>" % (outline.encode(), item - 1, kids[0]))
    objects[catalog - 1] = b"<< %s >>" % root
    objects[tree - 1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    trailer = b"/Root %d 0 R" % catalog
    if title:
        trailer += b" /Info %d 0 R" % add(b"<< /Title (%s) >>" % title.encode("latin-1"))
    if encrypted:
        secret = b"<" + b"41" * 32 + b">"
        lock = add(b"<< /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (secret, secret))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % lock
    return _file(objects, trailer)


def scanned(text: str) -> bytes:
    """A PDF of one page, which is a picture of this text."""
    head, grey = picture_of(pdf([text]), 1).split(b" 255\n", 1)
    width, height = map(int, head.split()[1:])
    return pdf([PICTURE], picture=(width, height, grey))


def _drawn(text: str | None) -> bytes:
    if text is None:
        return b""
    if text == PICTURE:
        return b"q 595 0 0 842 0 0 cm /I1 Do Q"
    shown = [line.encode("cp1252", "replace").replace(b"(", b"[").replace(b")", b"]") for line in text.split("\n")]
    return b"BT /F1 11 Tf 14 TL 50 790 Td " + b" ".join(b"(%s) Tj T*" % line for line in shown) + b" ET"


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def word(language: str = "es") -> bytes:
    """An invented strategy as DOCX: headings by style, a page break before each chapter, and a table."""
    document = docx.Document()
    document.core_properties.title = f"Strategy in {language}"
    for number, page in enumerate(invented(language).decode().strip("\f\n").split("\f")):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for line in page.split("\n\n"):
            text = " ".join(line.split())
            if text[:1].isdigit() and len(text) > 2:
                document.add_heading(text, 2 if text[1] == "." else 1)
            elif len(text) > 2:
                document.add_paragraph(text)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Responsable", "Plazo"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def package(**parts: bytes) -> bytes:
    """A zip; a part's name has "__" for a folder and "_" for the dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def bomb() -> bytes:
    """A DOCX of some kilobytes whose text unpacks to tens of megabytes."""
    return package(word__document_xml=b" " * (40 << 20))
