"""The kinds of files that are taken, as data: extension, media type, and how each is sent back.

Decided: web pages, SVG and scripts are refused, not kept as downloads. Analysts exchange such samples in an
archive with a password anyway, and a file that is never stored can never be served by mistake.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Family(StrEnum):
    """How the content of a kind is told."""

    IMAGE = "image"
    PDF = "pdf"
    OFFICE = "office"
    TEXT = "text"
    ARCHIVE = "archive"
    CAPTURE = "capture"
    MAIL = "mail"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Kind:
    """`media_type` is sent with the content; `inline` says whether a browser may show it in its own window.

    Only pictures of four formats are inline. All else is sent as an attachment, and what some browser might
    interpret (mail, XML) without a type of its own.
    """

    name: str
    family: Family
    extensions: tuple[str, ...]
    media_type: str = "application/octet-stream"
    inline: bool = False
    magic: tuple[bytes, ...] = ()
    """Beginnings, one of which the content must have at its very start."""


_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_ODF: Final = "application/vnd.oasis.opendocument."
_ZIP: Final = (b"PK\x03\x04",)
_PLAIN: Final = "text/plain; charset=utf-8"

KINDS: Final = (
    Kind("png", Family.IMAGE, ("png",), "image/png", True, (b"\x89PNG\r\n\x1a\n",)),
    Kind("jpeg", Family.IMAGE, ("jpg", "jpeg"), "image/jpeg", True, (b"\xff\xd8\xff",)),
    Kind("gif", Family.IMAGE, ("gif",), "image/gif", True, (b"GIF87a", b"GIF89a")),
    Kind("webp", Family.IMAGE, ("webp",), "image/webp", True, (b"RIFF",)),
    Kind("pdf", Family.PDF, ("pdf",), "application/pdf", magic=(b"%PDF-",)),
    Kind("docx", Family.OFFICE, ("docx",), _OOXML + "wordprocessingml.document", magic=_ZIP),
    Kind("xlsx", Family.OFFICE, ("xlsx",), _OOXML + "spreadsheetml.sheet", magic=_ZIP),
    Kind("pptx", Family.OFFICE, ("pptx",), _OOXML + "presentationml.presentation", magic=_ZIP),
    Kind("odt", Family.OFFICE, ("odt",), _ODF + "text", magic=_ZIP),
    Kind("ods", Family.OFFICE, ("ods",), _ODF + "spreadsheet", magic=_ZIP),
    Kind("odp", Family.OFFICE, ("odp",), _ODF + "presentation", magic=_ZIP),
    Kind("text", Family.TEXT, ("txt", "log"), _PLAIN),
    Kind("markdown", Family.TEXT, ("md",), _PLAIN),
    Kind("csv", Family.TEXT, ("csv",), "text/csv; charset=utf-8"),
    Kind("rules", Family.TEXT, ("yar", "yara", "rules"), _PLAIN),
    Kind("yaml", Family.TEXT, ("yaml", "yml"), _PLAIN),
    Kind("json", Family.TEXT, ("json", "stix"), "application/json"),
    Kind("xml", Family.TEXT, ("xml",)),
    Kind("zip", Family.ARCHIVE, ("zip",), "application/zip", magic=(b"PK\x03\x04", b"PK\x05\x06")),
    Kind("7z", Family.ARCHIVE, ("7z",), "application/x-7z-compressed", magic=(b"7z\xbc\xaf\x27\x1c",)),
    Kind("gzip", Family.ARCHIVE, ("gz", "tgz"), "application/gzip", magic=(b"\x1f\x8b\x08",)),
    Kind(
        "pcap", Family.CAPTURE, ("pcap", "cap"), "application/vnd.tcpdump.pcap",
        magic=(b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d", b"\n\r\r\n"),
    ),
    Kind("pcapng", Family.CAPTURE, ("pcapng",), magic=(b"\n\r\r\n",)),
    Kind("mail", Family.MAIL, ("eml",)),
    Kind("pgp", Family.SIGNATURE, ("asc", "sig"), "application/pgp-encrypted"),
)  # fmt: skip

BY_EXTENSION: Final = {extension: kind for kind in KINDS for extension in kind.extensions}

EXECUTABLE: Final = _words(
    "exe dll com scr pif cpl msi msp msix appx bat cmd ps1 psm1 vbs vbe wsf wsh hta jar class war apk ipa dex "
    "lnk url reg scf inf iso img vhd vhdx dmg pkg deb rpm run bin elf so dylib app sh bash zsh py pyc pl rb php "
    "jsp asp aspx cgi docm dotm xlsm xltm xlam xlsb pptm potm ppam one chm swf wasm"
)
"""Refused with advice; everything else that is not listed above is refused too."""

ACTIVE: Final = _words("html htm xhtml xht shtml mht mhtml svg svgz js mjs cjs ts jsx tsx css xsl xslt")
"""What a browser would run or style a page with."""

PUREMAGIC_EXECUTABLE: Final = _words(
    ".exe .dll .sys .drv .scr .com .class .jar .lnk .msi .swf .elf .AppImage .dex .deb .rpm .hta .chm .cab"
)
"""How puremagic names programs, whatever the name of the file says."""
