"""Small files of every accepted kind, made here, and the tricks by which two files become one."""

import gzip
import io
import json
import struct
import zipfile
import zlib


def png(extra: bytes = b"") -> bytes:
    """One grey pixel; `extra` is a text chunk."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
    text = chunk(b"tEXt", b"Comment\0" + extra) if extra else b""
    return b"\x89PNG\r\n\x1a\n" + header + text + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def jpeg(comment: bytes = b"") -> bytes:
    segment = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment if comment else b""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0" + segment + b"\xff\xda\0\x08\1\1\0\0\x3f\0\x7f\xff\xd9"


def gif(comment: bytes = b"") -> bytes:
    block = b"!\xfe" + bytes([len(comment)]) + comment + b"\0" if comment else b""
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + block + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def webp() -> bytes:
    body = b"WEBPVP8L" + struct.pack("<I", 10) + b"\x2f\0\0\0\0\x07\x10\x11\xfd\x0f"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF\n"
    )


def archive(entries: dict[str, bytes], comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries.items():
            packed.writestr(
                zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            )
        packed.comment = comment
    return buffer.getvalue()


OOXML = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def office(kind: str, **extra: bytes) -> bytes:
    """A document of that kind; further entries by name, `__` standing for a slash and `_` before `bin` for a dot."""
    more = {name.replace("__", "/").replace("_bin", ".bin"): data for name, data in extra.items()}
    if kind in OOXML:
        return archive({"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<R/>", OOXML[kind]: b"<d/>", **more})
    media_type = f"application/vnd.oasis.opendocument.{ODF[kind]}".encode()
    return archive({"mimetype": media_type, "content.xml": b"<d/>", "META-INF/manifest.xml": b"<m/>", **more})


MAIL = (
    b"Received: from mx.example by mx2.example;\r\n Mon, 23 Nov 2026 12:00:00 +0000\r\nFrom: a@b.example\r\n"
    b"Subject: =?utf-8?q?Factura?=\r\nContent-Type: text/html\r\n\r\n<html><script>alert(1)</script>\xe9</html>"
)
STIX = json.dumps({"type": "bundle", "id": "bundle--0192f0c1-2222-7333-8444-555566667777", "objects": []}).encode()
ARMOURED = b"-----BEGIN PGP SIGNATURE-----\n\niQEzBAABCAAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n"
PE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + bytes(44) + b"\x80\0\0\0" + bytes(64) + b"PE\0\0" + bytes(200)
ELF = b"\x7fELF\2\1\1" + bytes(200)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)

GOOD: dict[str, bytes] = {
    "photo.png": png(),
    "photo.JPG": jpeg(),
    "photo.jpeg": jpeg(b"taken at noon"),
    "photo.gif": gif(),
    "photo.webp": webp(),
    "report.pdf": pdf(),
    **{f"document.{kind}": office(kind) for kind in (*OOXML, *ODF)},
    "note.txt": "Señal: ¿qué pasó?\n".encode(),
    "old.txt": "Señal: ¿qué pasó?\r\n".encode("cp1252"),
    "wide.txt": "Señal: ¿qué pasó?\r\n".encode("utf-16"),
    "server.log": b"\x1b[31merror\x1b[0m MZ is how it begins\n",
    "MZ.txt": b"MZ is how Windows programs begin, which this text does not.\n",
    "note.md": b"# Loader\n\n<https://a.example>\n",
    "list.csv": "país;total\nPerú;3\n".encode("cp1252"),
    "rule.yar": b'rule x { strings: $a = "<script>" condition: $a }\n',
    "rule.yml": b"title: x\ndetection: {}\n",
    "feed.json": b'\xef\xbb\xbf {"a": [1]}',
    "bundle.json": STIX,
    "bundle.stix": STIX,
    "report.xml": b'<?xml version="1.0"?>\n<!-- made by hand -->\n<iodef:IODEF-Document xmlns:iodef="urn:x"/>',
    "samples.zip": archive({"a.exe": PE}),
    "empty.zip": archive({}),
    "samples.7z": b"7z\xbc\xaf\x27\x1c\0\4" + bytes(24),
    "samples.tar.gz": gzip.compress(b"x" * 1000),
    "net.pcap": bytes.fromhex("d4c3b2a1020004000000000000000000ffff000001000000"),
    "net.cap": bytes.fromhex("4d3cb2a1020004000000000000000000ffff000001000000"),
    "net.pcapng": bytes.fromhex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000"),
    "phish.eml": MAIL,
    "report.pdf.asc": ARMOURED,
    "report.pdf.sig": bytes.fromhex("88750400160a001d1621042a") + bytes(107),
    "two.sig": bytes.fromhex("88750400") + bytes(115) + bytes.fromhex("890100") + b"\4" + bytes(255),
    "new.sig": bytes.fromhex("c2c00004") + bytes(191) + bytes.fromhex("c2ff0000000306aabb"),
}
